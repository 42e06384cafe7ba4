"""The address, title and text of a link in brackets. The block pass says where it stands."""

from __future__ import annotations

from html import unescape

from mkdocs_neurolint.document.flow import Flow
from mkdocs_neurolint.document.marks import pattern
from mkdocs_neurolint.document.model import Link

TITLE = r"\s(?:\"[^\"]*\"|'[^']*'|\([^()]*\))$"


def read_link(flow: Flow, text: str, link_type: str, image: bool, first: int, last: int) -> Link:
    """The link that stands at `first:last` in the flow; `link_type` as the parser calls it."""
    start, end = flow.source(first), flow.source(last - 1) + 1
    text_start = start + 1 + image
    if link_type == "Inline":
        kind = "inline"
        text_end = max(text_start, text.rfind("](", start, end))
        url, title = destination(text[text_end + 2 : end - 1])
    else:
        kind = "reference"
        split = text.rfind("][", start, end)
        text_end = max(text_start, split if split >= 0 and link_type != "Shortcut" else end - 1)
        label = text[text_end + 2 : end - 1] if link_type == "Reference" else text[text_start:text_end]
        url, title = flow.definitions.get(" ".join(label.lower().split()), ("", ""))
    return Link("image" if image else kind, start, end, text_start, text_end, unescape(url), title)


def destination(inside: str) -> tuple[str, str]:
    """The address and the title of what stands between the parentheses of a link."""
    inside = inside.strip()
    title = ""
    if inside[-1:] in ("'", '"', ")"):
        found = pattern(TITLE).search(inside)
        if found is not None:
            inside, title = inside[: found.start()].rstrip(), found[0].strip()[1:-1]
    return inside[1:-1] if inside.startswith("<") and inside.endswith(">") else inside, title
