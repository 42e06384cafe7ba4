"""Reading a page: `parse` is the way in, `model` holds what comes out."""

from __future__ import annotations

from mkdocs_neurolint.document.assembly import assemble
from mkdocs_neurolint.document.blocks import Builder
from mkdocs_neurolint.document.containers import unwrap
from mkdocs_neurolint.document.folding import fold
from mkdocs_neurolint.document.frontmatter import find_front_matter
from mkdocs_neurolint.document.marks import BARRIER, FILLER, pattern
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.document.scan import scan

SPACED_LINK = r"\]\((?=[^()\n<>\"' ]+ +[^()\n\"' ])[^()\n\"']*"

__all__ = ["Document", "parse"]


def parse(text: str, path: str = "") -> Document:
    """The page that `text` holds; `path` is kept for messages. Takes any text and never raises."""
    front = find_front_matter(text)
    start = front.end if front is not None else int(text.startswith("\ufeff"))
    page = text if text.isascii() else text.encode("ascii", "replace").decode("ascii")
    plain = fold(text)
    if "\r" in page:
        # A lone carriage return ends a line too. A hard break must not become an escaped blank.
        page = page.replace("\\\r\n", "  \n").replace("\r\n", " \n").replace("\r", "\n")
        plain = plain.replace("\r\n", " \n").replace("\r", "\n")
    marks = scan(text, page, start)
    masked = marks.masked(page)
    folded = masked if text.isascii() else marks.masked(plain)
    # Python-Markdown takes blanks in a link's address, CommonMark does not.
    masked = pattern(SPACED_LINK).sub(lambda link: link[0].replace(" ", FILLER), masked)
    flow = unwrap(text, masked, start)
    flow.text = flow.text.replace(FILLER, ",")
    builder = Builder(flow, text, folded.replace(FILLER, " ").replace(BARRIER, " "))
    builder.build()
    return assemble(text, path, plain, marks, flow, builder, front)
