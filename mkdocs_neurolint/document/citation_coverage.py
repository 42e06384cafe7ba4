"""Which block a citation belongs to, and whether a stretch of text does nothing but point to a source."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from mkdocs_neurolint.document.citation_words import word_set
from mkdocs_neurolint.document.model import Citation, Document
from mkdocs_neurolint.regexes import lazy

WORD = lazy(r"[^\W\d_]{2,}")
MARKS = ("footnote", "numeric", "key")


class Cover(NamedTuple):
    """`citation` supports what stands in `start:end`."""

    start: int
    end: int
    citation: Citation


class Coverage:
    """The citations of a page that can support prose, and, block by block as asked for, what they cover."""

    __slots__ = ("citations", "covers", "document", "pointing", "starts", "within")

    def __init__(self, document: Document, citations: list[Citation], within: str) -> None:
        self.document = document
        self.citations = citations
        self.starts = [citation.start for citation in citations]
        self.within = within
        self.covers: dict[int, list[Cover]] = {}
        self.pointing: dict[int, bool] = {}  # whether a block holds nothing but citations

    def between(self, start: int, end: int) -> list[Citation]:
        return self.citations[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def citations_of(coverage: Coverage, index: int) -> list[Citation]:
    """The citations of block `index`: inside it, right before it on its line, or behind it up to the next block."""
    blocks = coverage.document.blocks
    found = coverage.between(blocks[index - 1].end if index else 0, _next_start(coverage.document, index))
    if found and (found[0].start < blocks[index].start or found[-1].start >= blocks[index].end):
        return [c for c in found if _belongs(coverage.document, c, index)]
    return found


def _next_start(document: Document, index: int) -> int:
    return document.blocks[index + 1].start if index + 1 < len(document.blocks) else len(document.text) + 1


def _belongs(document: Document, citation: Citation, index: int) -> bool:
    """Whether a citation beside block `index` is its own: one between blocks goes with the next if on its line."""
    blocks = document.blocks
    if citation.start < blocks[index].start:
        return index == 0 or "\n" not in document.text[citation.start : blocks[index].start]
    if citation.start < blocks[index].end or index + 1 == len(blocks):
        return True
    return "\n" in document.text[citation.start : blocks[index + 1].start]


def is_local(citation: Citation) -> bool:
    """Whether a citation is too uncertain to support more than its own sentence: a link to a host that nobody knows."""
    return citation.kind == "link" and citation.weight == 1 and citation.tier == 0


def only_points(document: Document, start: int, end: int, citations: list[Citation]) -> bool:
    """Whether `start:end` holds nothing but `citations` and words such as "see" or "source"."""
    if not citations:
        return False
    rest = []
    at = start
    for citation in citations:
        rest.append(document.folded[at : max(at, citation.start)])
        at = max(at, citation.end)
    rest.append(document.folded[at : max(at, end)])
    words = [word for word in WORD.findall(" ".join(rest)) if word not in word_set("lead_words")]
    # One more word may be the name of what is cited; a mark after one word is a statement with its source.
    return len(words) <= (0 if all(citation.kind in MARKS for citation in citations) else 1)


def points(coverage: Coverage, index: int) -> bool:
    """Whether block `index` as a whole is only a citation, so that it speaks for what stands before it."""
    known = coverage.pointing.get(index)
    if known is None:
        block = coverage.document.blocks[index]
        own = citations_of(coverage, index) if block.kind in ("paragraph", "caption", "html") and not block.item else []
        known = coverage.pointing[index] = only_points(coverage.document, block.start, block.end, own)
    return known
