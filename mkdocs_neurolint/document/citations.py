"""Which citations support a sentence, under `cite_within: sentence | paragraph | section`.

What is a citation, and what each is worth, is found in `recognise`; what rows, lists and boxes share, in
`shared_citations`.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from mkdocs_neurolint.document.citation_coverage import MARKS, Cover, Coverage, citations_of, is_local, only_points
from mkdocs_neurolint.document.citation_words import word_pattern
from mkdocs_neurolint.document.model import Block, Citation, Document, Sentence
from mkdocs_neurolint.document.recognise import find_citations
from mkdocs_neurolint.document.shared_citations import behind, of_item, of_items, of_row, of_stem
from mkdocs_neurolint.site import Site

__all__ = ["cited", "find_citations", "support"]

CALLED_OUT = (*MARKS, "doi", "pmid", "pmcid", "arxiv", "isbn", "trial")


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


# What a block's sentences are covered by


def _block_covers(coverage: Coverage, index: int) -> list[Cover]:
    document = coverage.document
    block = document.blocks[index]
    covers = _by_sentence(coverage, index)
    whole: list[Citation] = []
    if block.row:
        whole += of_row(coverage, index)
    if coverage.within != "sentence":
        if block.item:
            whole += of_item(coverage, index)
        whole += behind(coverage, index)
        if block.stem >= 0:
            whole += of_stem(coverage, block.stem)
        covers += of_items(coverage, index)
    if coverage.within == "section":
        whole += [c for c in coverage.between(*document.section_span(block.section)) if not is_local(c)]
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
    own = citations_of(coverage, index)
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
        pointing = only_points(document, sentences[k].start, _sentence_end(sentences, k, block), citations)
        for citation in citations:
            at = k
            if k and (pointing or _closes_previous(document, citation, sentences[k])):
                at = k - 1
            first, last = at, k if pointing else at
            if coverage.within != "sentence" and not is_local(citation):
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
