"""Which citations support a sentence, under `cite_within: sentence | paragraph | section`.

What is a citation, and what each is worth, is found in `recognise`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from mkdocs_neurolint.document.citation_words import word_pattern, word_set
from mkdocs_neurolint.document.model import Block, Citation, Document, Sentence
from mkdocs_neurolint.document.recognise import find_citations
from mkdocs_neurolint.site import Site

__all__ = ["cited", "find_citations", "support"]

WORD = re.compile(r"[^\W\d_]{2,}")
# How far behind a list, a table or a box the line with its source may stand, in blocks.
FAR = 40
MARKS = ("footnote", "numeric", "key")
CALLED_OUT = (*MARKS, "doi", "pmid", "pmcid", "arxiv", "isbn", "trial")


class Cover(NamedTuple):
    """`citation` supports what stands in `start:end`."""

    start: int
    end: int
    citation: Citation


def support(document: Document, site: Site) -> tuple[Citation, ...]:
    """The page's citations under the site's own hosts and bibliography, in order; those of weight 0 too."""
    return _support(document, tuple(site.citation_hosts.items()), site.bibliography)


def cited(document: Document, start: int, end: int, block_index: int, site: Site) -> tuple[Citation, ...]:
    """The citations that support what stands at `start:end` in block `block_index`, in order; none of weight 0."""
    coverage = _coverage(document, tuple(site.citation_hosts.items()), site.bibliography, site.cite_within)
    if not coverage.citations:
        return ()
    covers = coverage.covers.get(block_index)
    if covers is None:
        covers = coverage.covers[block_index] = _block_covers(coverage, block_index)
    if not covers:
        return ()
    return tuple([cover.citation for cover in covers if cover.start < end and cover.end > start])


@lru_cache(maxsize=4)
def _support(
    document: Document, hosts: tuple[tuple[str, int], ...], bibliography: frozenset[str] | None
) -> tuple[Citation, ...]:
    if not hosts and bibliography is None:
        return document.citations
    return find_citations(document, dict(hosts), bibliography)


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


@lru_cache(maxsize=4)
def _coverage(
    document: Document, hosts: tuple[tuple[str, int], ...], bibliography: frozenset[str] | None, within: str
) -> Coverage:
    usable = [c for c in _support(document, hosts, bibliography) if c.weight]
    if usable and document.footnotes:
        notes = sorted(document.footnotes.values(), key=lambda note: note.start)
        starts = [note.start for note in notes]
        # What stands in a footnote speaks through the reference to it.
        usable = [c for c in usable if (i := bisect_right(starts, c.start)) == 0 or notes[i - 1].end <= c.start]
    return Coverage(document, usable, within)


# Where citations belong


def _own(coverage: Coverage, index: int) -> list[Citation]:
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


def _is_local(citation: Citation) -> bool:
    """Whether a citation is too uncertain to support more than its own sentence: a link to a host that nobody knows."""
    return citation.kind == "link" and citation.weight == 1 and citation.tier == 0


def _only_points(document: Document, start: int, end: int, citations: list[Citation]) -> bool:
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


def _points(coverage: Coverage, index: int) -> bool:
    """Whether block `index` as a whole is only a citation, so that it speaks for what stands before it."""
    known = coverage.pointing.get(index)
    if known is None:
        block = coverage.document.blocks[index]
        own = _own(coverage, index) if block.kind in ("paragraph", "caption", "html") and not block.item else []
        known = coverage.pointing[index] = _only_points(coverage.document, block.start, block.end, own)
    return known


# What a block's sentences are covered by


def _block_covers(coverage: Coverage, index: int) -> list[Cover]:
    document = coverage.document
    block = document.blocks[index]
    covers = _by_sentence(coverage, index)
    whole: list[Citation] = []
    if block.row:
        whole += _of_row(coverage, index)
    if coverage.within != "sentence":
        if block.item:
            whole += _of_item(coverage, index)
        whole += _behind(coverage, index)
        if block.stem >= 0:
            whole += _of_stem(coverage, block.stem)
        covers += _from_items(coverage, index)
    if coverage.within == "section":
        whole += [c for c in coverage.between(*document.section_span(block.section)) if not _is_local(c)]
    covers += [Cover(block.start, block.end, citation) for citation in whole]
    return _unique(covers)


def _unique(covers: list[Cover]) -> list[Cover]:
    """`covers` in order, one for each citation and place: the widest of those that overlap."""
    widest: list[Cover] = []
    for cover in sorted(covers, key=lambda c: (c.citation.start, c.start, -c.end)):
        if widest and widest[-1].citation == cover.citation and cover.start <= widest[-1].end:
            widest[-1] = widest[-1]._replace(end=max(widest[-1].end, cover.end))
        else:
            widest.append(cover)
    return widest


def _by_sentence(coverage: Coverage, index: int) -> list[Cover]:
    """What each citation in the block covers: its own sentence, those before it, and those that go on about it."""
    own = _own(coverage, index)
    document = coverage.document
    block = document.blocks[index]
    sentences = document.sentences_of(index) if own else []
    if not sentences:
        return [Cover(block.start, block.end, citation) for citation in own]
    starts = [sentence.start for sentence in sentences]
    inside: dict[int, list[Citation]] = {}
    for citation in own:
        k = max(bisect_right(starts, citation.start) - 1, 0)
        # A link's markup may begin before the sentence that its text is in.
        if k + 1 < len(starts) and citation.start >= sentences[k].end and citation.end > starts[k + 1]:
            k += 1
        inside.setdefault(k, []).append(citation)
    covers = []
    for k, citations in inside.items():
        pointing = _only_points(document, sentences[k].start, _sentence_end(sentences, k, block), citations)
        for citation in citations:
            at = k
            if k and (pointing or _closes_previous(document, citation, sentences[k])):
                at = k - 1
            first, last = at, k if pointing else at
            if coverage.within != "sentence" and not _is_local(citation):
                first = first if _is_subject(document, citation, sentences[k]) else 0
                last = _going_on(document, sentences, last)
            covers.append(Cover(sentences[first].start, _sentence_end(sentences, last, block), citation))
    return covers


def _sentence_end(sentences: list[Sentence], k: int, block: Block) -> int:
    return sentences[k + 1].start if k + 1 < len(sentences) else max(block.end, sentences[k].end)


def _closes_previous(document: Document, citation: Citation, sentence: Sentence) -> bool:
    """Whether a citation is called out before the first word of `sentence`, and so closes the one before."""
    if not _opens(document, citation, sentence):
        return False
    if citation.kind in CALLED_OUT:
        return True
    opened = document.text[citation.start - 1 : citation.start] in ("(", "[")
    return opened and citation.kind in ("author-year", "source")


def _opens(document: Document, citation: Citation, sentence: Sentence) -> bool:
    return not any(c.isalnum() for c in document.prose[sentence.start : citation.start])


def _is_subject(document: Document, citation: Citation, sentence: Sentence) -> bool:
    """Whether a citation opens its sentence: "Smith (2020) found …" tells of that, not of what was said before."""
    return citation.kind == "author-year" and "(" in citation.text and _opens(document, citation, sentence)


def _going_on(document: Document, sentences: list[Sentence], k: int) -> int:
    """The last of the sentences after `k` that, one after the other, go on about the same source."""
    opening = word_pattern("continuations")
    while k + 1 < len(sentences) and opening.match(document.folded, sentences[k + 1].start, sentences[k + 1].end):
        k += 1
    return k


def _of_row(coverage: Coverage, index: int) -> list[Citation]:
    """The citations in any cell of the table row."""
    blocks = coverage.document.blocks
    row = blocks[index].row
    first = last = index
    while first and blocks[first - 1].row == row:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].row == row:
        last += 1
    return [citation for i in range(first, last + 1) for citation in _own(coverage, i)]


def _of_item(coverage: Coverage, index: int) -> list[Citation]:
    """The citations anywhere in the list item, its nested lists left out."""
    blocks = coverage.document.blocks
    item = blocks[index].item
    found: list[Citation] = []
    for i in range(max(0, index - FAR), min(len(blocks), index + FAR)):
        if blocks[i].item == item:
            found += _own(coverage, i)
    return found


def _of_stem(coverage: Coverage, stem: int) -> list[Citation]:
    """The citations of the line that introduces a list, when it ends with a colon."""
    own = _own(coverage, stem)
    if not own:
        return []
    block = coverage.document.blocks[stem]
    end = block.end
    for citation in reversed(own):
        if citation.end >= end - 2 and citation.start > block.start:
            end = citation.start
    said = coverage.document.prose[block.start : block.end].rstrip(" \n\t*_")
    cut = coverage.document.prose[block.start : end].rstrip(" \n\t*_([")
    if not said.endswith(":") and not cut.endswith(":"):
        return []
    sentences = coverage.document.sentences_of(stem)
    last = sentences[-1].start if sentences else block.start
    return [c for c in own if c.start >= last or not _is_local(c)]


def _from_items(coverage: Coverage, index: int) -> list[Cover]:
    """For the sentence that introduces a list: the citations of its items."""
    blocks = coverage.document.blocks
    if index + 1 >= len(blocks) or blocks[index + 1].stem != index:
        return []
    sentences = coverage.document.sentences_of(index)
    start = sentences[-1].start if sentences else blocks[index].start
    covers = []
    for i in range(index + 1, min(len(blocks), index + FAR)):
        if blocks[i].stem == index:
            covers += [Cover(start, blocks[index].end, citation) for citation in _own(coverage, i)]
        elif not blocks[i].item:
            break
    return covers


def _behind(coverage: Coverage, index: int) -> list[Citation]:
    """The citations of a block that is only a citation and stands right behind the paragraph, list, table or box."""
    blocks = coverage.document.blocks
    block = blocks[index]
    following = index + 1
    if block.row or block.item:
        while following < len(blocks) and following - index < FAR and _same_group(block, blocks[following]):
            following += 1
    found: list[Citation] = []
    if following < len(blocks) and _speaks_for(coverage, block, following):
        found += _own(coverage, following)
    if block.row and (caption := _caption_before(coverage, index)):
        found += caption
    box = _box(block)
    if box:
        last = following
        while last + 1 < len(blocks) and last - index < FAR and blocks[last + 1].containers[: len(box)] == box:
            last += 1
        if last > following and blocks[last].containers == box and _speaks_for(coverage, block, last):
            own = _own(coverage, last)
            found += own if any(c.kind == "source" for c in own) else []
    return found


def _same_group(block: Block, other: Block) -> bool:
    return bool(other.row) if block.row else bool(other.item)


def _box(block: Block) -> tuple[str, ...]:
    """The containers up to the innermost admonition, details or quotation around the block."""
    for i in range(len(block.containers), 0, -1):
        if block.containers[i - 1].startswith(("admonition", "details", "quote", "block:")):
            return block.containers[:i]
    return ()


def _speaks_for(coverage: Coverage, block: Block, index: int) -> bool:
    other = coverage.document.blocks[index]
    if other.section != block.section or other.containers != block.containers[: len(other.containers)]:
        return False
    return _points(coverage, index) or (other.kind == "caption" and bool(block.row))


def _caption_before(coverage: Coverage, index: int) -> list[Citation]:
    blocks = coverage.document.blocks
    first = index
    while first and blocks[first - 1].row and index - first < FAR * 5:
        first -= 1
    return _own(coverage, first - 1) if first and blocks[first - 1].kind == "caption" else []
