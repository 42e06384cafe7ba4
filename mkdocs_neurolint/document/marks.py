"""What the inline scan gathers about a page: regions that are not prose, links, comments, references, raw HTML.

The scan works on an ASCII twin of the page (`Marks.ascii`) in which each character outside ASCII stands as one `?`,
so that every offset is a code-point offset. What is taken from the page is taken from `Marks.text`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from mkdocs_neurolint.document.model import Comment, FootnoteReference, Include, Link

# Patterns are compiled when first met: most pages need few of them, and start-up counts.
pattern = cache(re.compile)

# Stands for hidden inline text. It is neither a space (which could make a line look like code) nor a letter.
FILLER = "\x01"
# Stands for a raw HTML block with text behind it on its last line; that text is a block of its own.
BARRIER = "\x02"
# A code span or an emphasis that seems to reach over such a line start does not.
BREAK = r"\n[ \t>]*(?:\n|(?:[-*+]|\d{1,9}[.)])[ \t]|[#|]|!!! ?\w|\?\?\?\+? ?[\"\w]|===[+!]* +\"|///|[`~]{3})"
# No more of a line than this is looked at to see what stands before or after a mark, so that time stays linear.
REACH = 240
# Inline markup does not reach further than this.
SPAN = 2000


class HtmlPiece(NamedTuple):
    """A leaf of a raw HTML block: its kind, level and table row, and the runs of text that a reader sees."""

    kind: str
    level: int
    row: int
    runs: tuple[tuple[int, int], ...]


class Region(NamedTuple):
    """An element whose Markdown content is read as such (`<div markdown>`)."""

    start: int
    end: int
    container: str  # "html", "grid" or "" for one that only names its content's kind
    kind: str  # "caption" or "title" for what stands in <figcaption> or <summary>, else ""


class Marks:
    """The state of one scan. `hidden` holds disjoint `(start, end, filler)` regions in order."""

    __slots__ = (
        "_found",
        "_line",
        "anchors",
        "ascii",
        "backticks",
        "closing",
        "comments",
        "elements",
        "hidden",
        "html",
        "includes",
        "links",
        "references",
        "regions",
        "rows",
        "text",
    )

    def __init__(self, text: str, ascii_text: str) -> None:
        self.text = text
        self.ascii = ascii_text
        self.hidden: list[tuple[int, int, str]] = []
        self.links: list[Link] = []
        self.comments: list[Comment] = []
        self.includes: list[Include] = []
        self.references: list[FootnoteReference] = []
        self.html: list[HtmlPiece] = []
        self.rows = 0  # of tables in raw HTML
        self.regions: list[Region] = []
        self.anchors: list[tuple[int, int, str, str]] = []  # open <a>: start, text start, url, title
        self.elements: list[tuple[str, int, str, str]] = []  # open Markdown elements: name, start, container, kind
        self.backticks: dict[int, list[int]] | None = None
        self.closing: dict[int, int] = {}  # where marks that close a pair stand, and their width
        self._found: dict[str, re.Match[str] | None] = {}
        self._line = (0, -1)

    def search(self, expression: str, start: int) -> re.Match[str] | None:
        """The next match of `expression`. `start` must not go back; the page is gone through once for each one."""
        if expression in self._found:
            known = self._found[expression]
            if known is None or known.start() >= start:
                return known
        found = self._found[expression] = pattern(expression).search(self.ascii, start)
        return found

    def fill(self, start: int, end: int) -> int:
        """Hide an inline region; gives `end` back."""
        if end > start:
            self.hidden.append((start, end, FILLER))
        return end

    def blank(self, start: int, end: int) -> int:
        """Hide a region as blank lines; gives `end` back."""
        if end > start:
            self.hidden.append((start, end, " "))
        return end

    def hide(self, start: int, end: int) -> int:
        """Hide a region as blank lines if nothing else stands on them, else as inline; gives `end` back."""
        rest = self.ascii[end : end + REACH].partition("\n")[0]
        return self.fill(start, end) if rest.strip() or not self.opens_line(start) else self.blank(start, end)

    def wall(self, start: int, end: int) -> int:
        """Hide a region that ends the block before it and is not part of the one after it; gives `end` back."""
        if self.ascii[end : end + REACH].partition("\n")[0].strip():
            self.hidden.append((start, end, BARRIER))
            return end
        return self.blank(start, end)

    def line_start(self, at: int) -> int:
        start, end = self._line
        if not start <= at <= end:
            start = self.ascii.rfind("\n", 0, at) + 1
            end = self.ascii.find("\n", at)
            self._line = (start, end if end >= 0 else len(self.ascii))
        return start

    def opens_line(self, at: int) -> bool:
        """Whether only indentation and quote marks stand before `at` on its line."""
        start = self.line_start(at)
        return at == start or (at - start < REACH and not self.ascii[start:at].strip(" \t>"))

    def broken(self, start: int, end: int) -> bool:
        """Whether a block ends between the two offsets, so that no inline markup reaches from one to the other."""
        if end - start > SPAN:
            return True
        return self.ascii.find("\n", start, end) >= 0 and pattern(BREAK).search(self.ascii, start, end) is not None

    def masked(self, source: str) -> str:
        """`source`, which has the page's length, with the hidden regions written over; line feeds stand."""
        if not self.hidden:
            return source
        out: list[str] = []
        at = 0
        for start, end, filler in self.hidden:
            out.append(source[at:start])
            region = source[start:end]
            if "\n" in region:
                out.append("\n".join([filler * len(line) for line in region.split("\n")]))
            else:
                out.append(filler * (end - start))
            at = end
        out.append(source[at:])
        return "".join(out)
