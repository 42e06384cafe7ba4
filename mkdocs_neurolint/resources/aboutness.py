"""How much a page is about a topic: weighted terms, where they stand, and how long the page is.

A passing mention scores below every threshold; a page about the thing is above it at any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import sqrt
from typing import NamedTuple

from mkdocs_neurolint.document.model import Block, Document
from mkdocs_neurolint.document.sections import is_reference_section, stands_under
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.measured import Measured
from mkdocs_neurolint.resources.phones import host_of
from mkdocs_neurolint.resources.topic import WEIGHTS, Topic

# Thresholds are meant for a page of so many words and go with the square root of the length, down to a floor:
# on a very short page one plain statement is a large part of the whole, and yet may be no more than a mention.
USUAL_LENGTH = 500
FLOOR = 0.6
GLOSSARY = lazy(
    r"\b(?:glossary|abbreviations|acronyms|key terms|terminology|vocabulary|changelog|index of)\b", re.IGNORECASE
)
# A short block that reads like an entry of a reference list: an identifier, or a year and a mark of a publication.
REFERENCE_LINE = lazy(
    r".*?(?:\bdoi\b|\b10\.\d{4,9}/|\bpmid\b|\bPMC\d{5}|"
    r"\b(?:19|20)\d\d\b.*(?:\bet al\b|\bjournal\b|\bvol\.|\bpp\.|\b\d+\s?\(\d+\)|\b\d+:\s?\d+)|"
    r"(?:\bet al\b|\bjournal\b).*\b(?:19|20)\d\d\b)",
    re.IGNORECASE | re.DOTALL,
)
REFERENCE_LENGTH = 400  # characters
# Where no term names the topic itself, so many others are more than a mention.
BREADTH = 3
STRONG = WEIGHTS["strong"]
HOTLINE = lazy(r"[\s-]+(?:(?:prevention|crisis|support|counsell?ing)\s+)?(?:hot|help|life|crisis\s)-?lines?\b")
SCHOLARLY = lazy(
    r"(?:^|\.)(?:doi\.org|ncbi\.nlm\.nih\.gov|pubmed\.gov|jstor\.org|arxiv\.org|scholar\.google\.com)$"
)
KIND_PLACES = {"item": "item", "cell": "cell", "header_cell": "cell", "term": "item", "caption": "cell"}
MANY = 40  # hits; on a page with more of them, the first ones mostly tell enough
# A page of some length and several sections that is about a topic names it in a heading, its title or its front matter;
# so do notes, in which an illness may be no more than one cause in a list of many.
NAMING = ("title", "heading")
MANY_HEADINGS = 4
UNNAMED = 2.0
# On a page of so many words, one plain word in a list, alone or with another that adds to it, is said in passing.
SOME_LENGTH = 100
IN_PASSING = 2
NEAR = 80  # characters around a term in which an exception may begin


class Aboutness(NamedTuple):
    """`start:end` is the plainest mention; `spans` are all that count; `threshold` is what the score had to reach."""

    score: float
    central: bool
    start: int
    end: int
    threshold: float = 1.0
    spans: tuple[tuple[int, int], ...] = ()


class Hit(NamedTuple):
    start: int
    end: int
    term: int


def about(page: Measured, topic: Topic, offsets: Sequence[int], told: bool = False) -> Aboutness | None:
    """How much the page is about `topic`, from the places where its words begin; None when it is not.

    `told`: it may be told without being named, so that signs are looked for.
    """
    found = _hits(page.document, topic, offsets)
    hits = list(islice(found, MANY))
    verdict = _verdict(page, topic, hits)
    if len(hits) == MANY and (verdict is None or not verdict.central):
        hits.extend(found)
        verdict = _verdict(page, topic, hits)
    if verdict is None and told and (signs := _signs(page, topic, hits)):
        return _verdict(page, topic, sorted([*hits, *signs]))
    return verdict


def _signs(page: Measured, topic: Topic, hits: Sequence[Hit]) -> list[Hit]:
    """The signs apart from `hits`, and what goes with them; none unless there are enough different signs."""
    document = page.document
    found = [Hit(*each) for each in topic.signs_in(document.prose, document.folded)]
    if len({hit.term for hit in found if hit.term in topic.signs}) < topic.least_signs:
        return []
    taken = [(hit.start, hit.end) for hit in hits if topic.weights[hit.term] > 1]
    signs = [
        hit
        for hit in found
        if not any(hit.start < end and start < hit.end for start, end in taken)
        and topic.places[_place(page, hit)] > 0
        and not _excepted(document, topic, hit)
    ]
    return signs if len({hit.term for hit in signs if hit.term in topic.signs}) >= topic.least_signs else []


def _verdict(page: Measured, topic: Topic, hits: list[Hit]) -> Aboutness | None:
    if not any(topic.weights[hit.term] > 1 for hit in hits):
        return None
    # What could never be enough is not looked at more closely.
    most = _most(page, topic, hits) * max(topic.factor, 1.0)
    if most < topic.about * FLOOR:
        return None
    threshold = topic.about * max(FLOOR, sqrt(page.words / USUAL_LENGTH))
    if most < threshold:
        return None
    return _weighed(page, topic, hits, threshold / _factor(page, topic))


def _most(page: Measured, topic: Topic, hits: list[Hit]) -> float:
    """The score that the hits would have if every one of them counted as much as its place allows."""
    in_title, elsewhere = topic.places["title"], topic.elsewhere
    start, end = page.title_span
    score = _Score(topic)
    for term, place in _front_matter(page, topic):
        score.add(term, topic.places[place])
    for hit in hits:
        score.add(hit.term, in_title if start <= hit.start < end else elsewhere)
    return score.total


def _factor(page: Measured, topic: Topic) -> float:
    factor = page.share
    if topic.setting:
        if page.dense(topic.setting, topic.per_100_words):
            factor *= topic.factor
        elif topic.setting_required:
            factor = 1e-9
    return factor


def _weighed(page: Measured, topic: Topic, hits: list[Hit], threshold: float) -> Aboutness | None:
    """Adds up the hits, the strongest first, until the verdict can no longer change."""
    settled = threshold * max(topic.central / topic.about, 2.0) * UNNAMED
    score = _Score(topic)
    other = topic.is_other(page.title_text)
    for term, place in () if other else _front_matter(page, topic):
        score.add(term, topic.places[place])
    named = score.plain > 0
    touched = False  # its title has some word of the topic, if only a weak one
    counted: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-topic.weights[hit.term], hit.start)):
        place = _place(page, hit)
        # What people told a writer stands in quotations.
        value = topic.places["body" if place == "quote" and hit.term in topic.signs else place]
        if value <= 0 or _excepted(page.document, topic, hit):
            continue
        if other and topic.is_shared(page.document.prose[hit.start : hit.end]):
            continue
        score.add(hit.term, value)
        named = named or _names(page, topic, hit)
        touched = touched or place == "title"
        counted.append(hit)
        if score.total >= settled:
            break
    if not counted or score.total < threshold:
        return None
    plain = [hit.term for hit in counted if topic.weights[hit.term] > 1]
    broad = len(set(plain)) >= BREADTH
    listed = page.parts.get(page.document.block_at(counted[0].start)) in ("item", "cell")
    passing = listed and len(plain) == 1 and len(counted) <= IN_PASSING and page.words >= SOME_LENGTH
    if not named and not broad and (topic.weights[counted[0].term] < STRONG or passing):
        return None
    named = named or (touched and broad)
    long = len(page.document.headings) >= MANY_HEADINGS and page.words >= USUAL_LENGTH
    if not named and (long or page.of_notes):
        threshold *= UNNAMED
    best = counted[0]
    if topic.weights[best.term] <= 1 or score.total < threshold:
        return None
    central = score.total >= threshold * topic.central / topic.about
    spans = tuple((hit.start, hit.end) for hit in counted)
    return Aboutness(score.total, central, best.start, best.end, threshold, spans)


def _names(page: Measured, topic: Topic, hit: Hit) -> bool:
    """Whether the page says by this hit that it is about the topic: in a heading, by a sign, or by a hotline for it."""
    if topic.weights[hit.term] <= 1:
        return False
    if hit.term in topic.signs or page.parts.get(page.document.block_at(hit.start)) in NAMING:
        return True
    return HOTLINE.match(page.document.folded, hit.end) is not None


class _Score:
    """The sum over distinct terms; the second mention of a term counts half, the third a third, and so on.

    Weak terms together add at most a third of what the others give.
    """

    def __init__(self, topic: Topic) -> None:
        self.weights = topic.weights
        self.plain = 0.0
        self.weak = 0.0
        self.mentions: dict[int, int] = {}

    def add(self, term: int, value: float) -> None:
        rank = self.mentions[term] = self.mentions.get(term, 0) + 1
        weight = self.weights[term]
        if weight > 1:
            self.plain += weight * value / rank
        else:
            self.weak += weight * value / rank

    @property
    def total(self) -> float:
        return self.plain + min(self.weak, self.plain / 3)


def _hits(document: Document, topic: Topic, offsets: Sequence[int]) -> Iterator[Hit]:
    """The strongest term at each offset, none inside another, in order."""
    prose, folded = document.prose, document.folded
    last = -1
    for offset in offsets:
        if offset < last:
            continue
        found = topic.match(prose, folded, offset)
        if found and not _in_path(prose, offset, found[1]):
            last = found[1]
            yield Hit(offset, last, found[0])


def _in_path(prose: str, start: int, end: int) -> bool:
    """Whether `start:end` is a piece of a path, an address or a name in code, not a word."""
    before = prose[start - 1] if start else " "
    after = prose[end] if end < len(prose) else " "
    return before in "/_@#\\" or (after in "_@" or (after == "/" and before == "/"))


def _excepted(document: Document, topic: Topic, hit: Hit) -> bool:
    """Whether the hit lies in a phrase that means something else."""
    low, high = max(hit.start - NEAR, 0), hit.end + NEAR
    return any(
        found.start() < hit.end and found.end() > hit.start
        for found in topic.exceptions.matches(document.folded, low, high)
    )


def _place(page: Measured, hit: Hit) -> str:
    document = page.document
    index = document.block_at(hit.start)
    if index < 0:
        return "body"
    part = page.parts.get(index)
    if part is None:
        part = page.parts[index] = _part(page, index)
    if part in ("body", "item", "cell", "quote") and document.links:
        link = page.link_at(hit.start)
        if link is not None:
            return "reference" if SCHOLARLY.search(host_of(link.url)) else "link"
    return part


def _part(page: Measured, index: int) -> str:
    """The place that a whole block is."""
    document, block = page.document, page.document.blocks[index]
    if any(container.startswith("footnote:") for container in block.containers):
        return "footnote"
    if stands_under(document, block.section, lambda title: GLOSSARY.search(title) is not None):
        return "glossary"
    if is_reference_section(document, block.section) or _is_reference(document, block):
        return "reference"
    if block.kind == "heading":
        return "title" if index == page.title else "heading"
    if "quote" in block.containers:
        return "quote"
    return KIND_PLACES.get(block.kind, "body")


def _is_reference(document: Document, block: Block) -> bool:
    if block.kind == "heading" or block.end - block.start > REFERENCE_LENGTH:
        return False
    return REFERENCE_LINE.match(document.prose, block.start, block.end) is not None


def _front_matter(page: Measured, topic: Topic) -> list[tuple[int, str]]:
    """(term, place) for the terms in the title, description and tags of the front matter."""
    found = []
    for text, start, place in page.front:
        terms = topic.terms_in(text, start)
        if terms and not topic.exceptions.search(text.lower(), 0, len(text)):
            found += [(term, place) for term in terms]
    return found
