"""Finds everything on a page that a reader takes as a source, and says what each is worth.

Which sentence a citation supports is decided in `citations`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from mkdocs_neurolint.document import authors, callouts, identifiers
from mkdocs_neurolint.document.citation_words import case_pattern, word_pattern
from mkdocs_neurolint.document.hosts import NO_SOURCE, UNKNOWN, WEAK, is_home_page, split_url, tier_of
from mkdocs_neurolint.document.identifiers import Identifier, identify, is_preprint, isbn_holds
from mkdocs_neurolint.document.model import Citation, Document, Link
from mkdocs_neurolint.regexes import kept, lazy

TIER_OF_KIND = {"pmid": 2, "pmcid": 2, "arxiv": 5}
# An anchor that names an entry of a reference list, and a page that holds one.
NUMBERED_ANCHOR = lazy(
    r"(?:cite|ref|reference|bib|fn|footnote|endnote|note|source|src|cit|rf?|en)[-_:.]?(?:note|ref)?[-_:.]?[a-z]?\d",
    re.I,
)
DATED_ANCHOR = lazy(r"[^\W\d_][\w'’.-]*[-_:.]?(?:18|19|20)\d\d[a-z]?(?![0-9])", re.I)
LIST_PAGE = lazy(r"reference|bibliograph|literature|sources|citations|works-cited", re.I)
NUMERIC_TEXT = lazy(r"[\[(\s]*\d{1,3}[\])\s.]*\Z")
DATED_TEXT = lazy(
    r"[\[(\s*]*[A-ZÀ-Þ][\w'’-]+(?:,?\s+(?:et\s+al\.?|(?:and|&)\s+[A-ZÀ-Þ][\w'’-]+|[A-ZÀ-Þ][\w'’-]+)){0,4},?\s*[\[(]?(?:18|19|20)\d\d"
)

# A footnote or a line that says where something comes from without an identifier or a link.
YEAR = lazy(r"\b(?:1[89]|20)\d\d\b")
INITIALS = lazy(r"[A-ZÀ-ÖØ-Þ][\w'’-]+,?\s+(?:[A-Z]\.?[ -]?){1,3}(?:,|\.|;|:|&|\(|\s+and\b|\s+et\b|$)")
PAGES = lazy(
    r"\b\d{1,4}\s?\(\d{1,3}(?:[-–]\d+)?\)|\b\d{4};\s?\d+|\b\d{1,4}:\s?e?\d{1,6}(?:[-–]\d+)?\b|\bpp?\.\s?\d+"
    r"|\bch(?:apter|ap\.|\.)\s?\d+",
    re.I,
)
NAMED_WORK = lazy(
    r"[\s*_]*(?:[A-Z][\w'’.-]+\s+){0,3}[A-Z][\w'’-]+(?:\s+(?:and|&)\s+(?:[A-Z][\w'’.-]+\s*){1,3})?[,.:(]"
)
REMARK = lazy(r"\W*(?:ibid|op\.?\s*cit|citation\s+needed|source\s+needed|todo|tbd|tba|to\s+be\s+added)\b", re.I)
# Bounded, so that a page of unclosed elements takes no longer than another.
CITE = lazy(r"<cite(?:\s[^<>]{0,200})?>([^<]{0,400}(?:<(?!/?cite)[^<]{0,400}){0,8})</cite>", re.I)


def find_citations(
    document: Document, hosts: Mapping[str, int] | None = None, bibliography: frozenset[str] | None = None
) -> tuple[Citation, ...]:
    """Everything on the page that looks like a source, in order, none inside another.

    `hosts` (host to tier) go before the built-in ones; with a `bibliography`, a key that is not in it supports nothing.
    """
    found = [*_links(document, hosts), *_in_prose(document, bibliography)]
    found.sort(key=_place)
    merged = _merge(found)
    if document.footnote_references:
        merged = _merge(sorted([*merged, *_footnotes(document, merged)], key=_place))
    return tuple(merged)


def _place(citation: Citation) -> tuple[int, int]:
    return citation.start, -citation.end


def _merge(found: list[Citation]) -> list[Citation]:
    """`found` without what begins inside another one, which takes over the better weight and a known tier."""
    merged: list[Citation] = []
    for citation in found:
        if merged and citation.start < merged[-1].end:
            outer = merged[-1]
            if citation.weight > outer.weight or (citation.tier and not outer.tier):
                merged[-1] = outer._replace(
                    weight=max(outer.weight, citation.weight), tier=outer.tier or citation.tier
                )
            continue
        merged.append(citation)
    return merged


def weight_of(tier: int) -> int:
    """2 for a source, 1 for a weak or unknown one, 0 for none."""
    return 0 if tier == NO_SOURCE else 1 if tier in (WEAK, UNKNOWN) else 2


# Links


def _links(document: Document, hosts: Mapping[str, int] | None) -> Iterator[Citation]:
    for link in document.links:
        if link.kind == "image":
            continue
        url = link.url
        if "://" in url or url.startswith("//"):
            citation = _outward(document, link, hosts)
        elif "#" in url or LIST_PAGE.search(url):
            citation = _inward(document, link)
        else:
            continue
        if citation:
            yield citation


def _outward(document: Document, link: Link, hosts: Mapping[str, int] | None) -> Citation | None:
    """A link to another site, unless it leads to no source or on to further reading."""
    host, path = split_url(link.url)
    if not host:
        return None
    tier = tier_of(host, path, hosts)
    identifier = identify(host, path)
    if identifier:
        kind, target = identifier
        tier = 5 if kind == "arxiv" or (kind == "doi" and is_preprint(target)) else tier or 2
        return Citation(kind, link.start, link.end, document.text[link.start : link.end], target, 2, tier)
    if tier == NO_SOURCE:
        return None
    home = is_home_page(path)
    shown = document.text[link.text_start : link.text_end]
    weight = 1 if home else weight_of(tier)
    if NUMERIC_TEXT.match(shown):
        # A bare number is put there as a reference, whatever it leads to.
        weight = 2 if tier == UNKNOWN and not home else weight
    elif (home and tier in (UNKNOWN, WEAK)) or (tier not in (1, 2, 5) and _leads_on(document, link, shown, tier)):
        return None
    return Citation("link", link.start, link.end, document.text[link.start : link.end], link.url, weight, tier)


def _leads_on(document: Document, link: Link, shown: str, tier: int) -> bool:
    """Whether a link offers help or more to read, or explains the very term that it stands on."""
    near = document.folded[max(0, link.start - 32) : link.start] + shown.lower()
    if word_pattern("help_words").search(near):
        return True
    if tier not in (UNKNOWN, WEAK, 4):
        return False
    if tier != 4 and word_pattern("navigation").search(near):
        return True
    if shown.count(" ") > 2:
        return False
    slug = link.url.rstrip("/").rpartition("/")[2].partition("#")[0].replace("_", "-").lower()
    return slug != "" and slug == re.sub(r"[\W_]+", "-", shown.lower()).strip("-")


def _inward(document: Document, link: Link) -> Citation | None:
    """A link into a reference list of the site's own."""
    page, _, anchor = link.url.partition("#")
    if ":" in page:
        return None
    shown = document.text[link.text_start : link.text_end]
    numeric = bool(NUMERIC_TEXT.match(shown))
    dated = bool(DATED_TEXT.match(shown))
    is_list = LIST_PAGE.search(page) is not None
    if anchor and NUMBERED_ANCHOR.match(anchor):
        holds = is_list or not page or numeric
    elif anchor and DATED_ANCHOR.match(anchor):
        holds = is_list or numeric or dated
    else:
        holds = is_list and (numeric or dated)
    if not holds:
        return None
    return Citation("link", link.start, link.end, document.text[link.start : link.end], link.url, 2, 0)


# Prose

# How the labels of `source_labels` begin.
LABEL_CUES = ("source", "reference", "citation", "further evidence", "adapted from", "based on", "quelle", "data from")


@cache
def _cue_words() -> tuple[Any, tuple[str, ...]]:
    """An automaton over the words that announce an identifier or a source, and those words."""
    import ahocorasick_rs

    words = (*identifiers.PATTERNS, identifiers.DOI_CUE, "n.d.", "(ref", *LABEL_CUES)
    return ahocorasick_rs.AhoCorasick(words, implementation=ahocorasick_rs.Implementation.DFA), words


def _in_prose(document: Document, bibliography: frozenset[str] | None) -> Iterator[Citation]:
    prose, text = document.prose, document.text
    automaton, words = _cue_words()
    places: dict[str, list[int]] = {}
    for index, start, _ in automaton.find_matches_as_indexes(document.folded, overlapping=True):
        places.setdefault(words[index], []).append(start)
    for cue, starts in places.items():
        if cue == identifiers.DOI_CUE:
            yield from (_identified(document, found) for found in identifiers.dois_at(starts, prose, text))
        elif cue in identifiers.PATTERNS:
            yield from (_identified(document, found) for found in identifiers.identifiers_at(cue, starts, prose))
        elif cue in LABEL_CUES:
            yield from filter(None, (_labelled_line(document, start) for start in starts))
    for found in authors.find_author_years(prose, "n.d." in places):
        said = text[found.start : found.end]
        yield Citation("author-year", found.start, found.end, said, f"{found.names} {found.year}", 2, 0)
    yield from _callouts(document, bibliography, "(ref" in places)
    if "<" in text and "<cite" in text:
        yield from _cite_elements(document)


def _identified(document: Document, identifier: Identifier) -> Citation:
    kind, start, end, value = identifier
    tier = TIER_OF_KIND.get(kind, 0)
    weight = 2
    if kind == "doi":
        tier = 5 if is_preprint(value) else 2
    elif kind == "trial":
        weight = 1
    elif kind == "isbn":
        tier, weight = 4, 2 if isbn_holds(value) else 0
    return Citation(kind, start, end, document.text[start:end], value, weight, tier)


def _callouts(document: Document, bibliography: frozenset[str] | None, worded: bool) -> Iterator[Citation]:
    prose, text = document.prose, document.text
    found: list[callouts.Callout] = []
    if "[" in prose:
        # A table cell that begins with a number cites; any other block is then an entry of a list of references.
        starts = frozenset(block.start for block in document.blocks if block.kind != "cell")
        found += callouts.find_brackets(prose, starts)
    if worded or ("(" in prose and ".annotate" not in text):
        found += callouts.find_round(prose)
    if "<" in text or "^" in text or not prose.isascii():
        found += callouts.find_raised(prose, text)
    if "@" in prose:
        found += callouts.find_keys(prose, text)
    if "cite" in text:
        # Not in a sample of code.
        found += (command for command in callouts.find_commands(text) if document.block_at(command.start) >= 0)
    for kind, start, end, target, sure in found:
        weight = 2 if sure else 1
        if kind == "key" and bibliography is not None:
            weight = 2 if target in bibliography else 0
        elif kind == "key" and not sure:
            continue
        yield Citation(kind, start, end, text[start:end], target, weight, 0)


def _labelled_line(document: Document, at: int) -> Citation | None:
    """ "Source: …" at `at`, up to the end of its block or bracket, when what it names looks like a source."""
    prose = document.prose
    label = _label().match(document.folded, at)
    index = document.block_at(at)
    if label is None or index < 0:
        return None
    block = document.blocks[index]
    before = prose[block.start : at].rstrip()
    bracket = before[-1:] in ("(", "[")
    if (before and before[-1] not in ".!?([*_—–-:") or block.kind in ("heading", "title"):
        return None
    end = block.end
    if bracket:
        closing = prose.find(")" if before[-1] == "(" else "]", label.end(), block.end)
        end = closing if closing >= 0 else end
    end -= len(prose[:end]) - len(prose[:end].rstrip())
    if end <= label.end() or not names_source(document.text[label.end() : end]):
        return None
    return Citation("source", at, end, document.text[at:end], document.text[label.end() : end].strip(" *_"), 2, 0)


@cache
def _label() -> re.Pattern[str]:
    return kept(rf"(?:{word_pattern('source_labels').pattern})\s*:\s*")


def names_source(said: str) -> bool:
    """Whether `said` reads like a reference: a known body, authors with initials, a work with a year or pages."""
    if REMARK.match(said):
        return False
    if INITIALS.search(said) or case_pattern("bodies").search(said) or "et al" in said:
        return True
    located = PAGES.search(said) is not None
    dated = YEAR.search(said) is not None
    return (located and dated) or ((located or dated) and NAMED_WORK.match(said) is not None)


def _cite_elements(document: Document) -> Iterator[Citation]:
    for found in CITE.finditer(document.text):
        said = document.prose[found.start(1) : found.end(1)].strip()
        if said:
            weight = 2 if YEAR.search(said) or names_source(said) else 1
            yield Citation("source", found.start(), found.end(), found[0], said, weight, 0)


# Footnotes


def _footnotes(document: Document, others: list[Citation]) -> Iterator[Citation]:
    """The footnote references, each worth what its definition holds. `others` are the other citations, sorted."""
    starts = [citation.start for citation in others]
    worth: dict[str, tuple[int, int]] = {}
    for label, start, end in document.footnote_references:
        if label not in worth:
            worth[label] = _footnote_worth(document, label, others, starts)
        weight, tier = worth[label]
        yield Citation("footnote", start, end, document.text[start:end], label, weight, tier)


def _footnote_worth(document: Document, label: str, others: list[Citation], starts: list[int]) -> tuple[int, int]:
    """(weight, tier) of a footnote: of the best source in its definition."""
    note = document.footnotes.get(label)
    if note is None or REMARK.match(document.text, note.body):
        return 0, 0
    inside = others[bisect_left(starts, note.body) : bisect_left(starts, note.end)]
    best = max((citation.weight for citation in inside), default=0)
    tiers = [citation.tier for citation in inside if citation.tier and citation.weight == best]
    if best < 2 and names_source(document.text[note.body : note.end].strip()):
        return 2, min(tiers, default=0)
    return best, min(tiers, default=0)
