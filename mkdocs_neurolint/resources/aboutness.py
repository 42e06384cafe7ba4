"""How much a page is about a topic: weighted terms, where they stand, and how long the page is.

A passing mention scores below every threshold; a page about the thing is above it at any length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from mkdocs_neurolint.document.model import Block, Document
from mkdocs_neurolint.resources.phones import host_of
from mkdocs_neurolint.rules.files import load_lexicon_data
from mkdocs_neurolint.rules.patterns import anchors, bounded, expand, lexicon_words

WEIGHTS = {"strong": 3.0, "medium": 2.0, "weak": 1.0}
# How much a term counts by its place; 0 means that it says nothing about the page.
PLACES = {
    "title": 3.0,
    "heading": 1.5,
    "front_matter": 2.0,
    "body": 1.0,
    "item": 0.8,
    "cell": 0.5,
    "quote": 0.5,
    "link": 0.5,
    "footnote": 0.0,
    "reference": 0.0,
    "glossary": 0.0,
}
# Thresholds are meant for a page of so many words and go with the square root of the length, down to a floor:
# on a very short page one plain statement is a large part of the whole, and yet may be no more than a mention.
USUAL_LENGTH = 500
FLOOR = 0.6
REFERENCES = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?(?:references?|sources?|bibliography|works cited|literature|(?:further )?reading(?: list)?|"
    r"citations?|footnotes|related (?:notes|pages|articles|posts|links)|see also|external links|notes and references|"
    r"credits)\b",
    re.IGNORECASE,
)
GLOSSARY = re.compile(
    r"\b(?:glossary|abbreviations|acronyms|key terms|terminology|vocabulary|changelog|index of)\b", re.IGNORECASE
)
# A short block that reads like an entry of a reference list: an identifier, or a year and a mark of a publication.
REFERENCE_LINE = re.compile(
    r".*?(?:\bdoi\b|\b10\.\d{4,9}/|\bpmid\b|\bPMC\d{5}|"
    r"\b(?:19|20)\d\d\b.*(?:\bet al\b|\bjournal\b|\bvol\.|\bpp\.|\b\d+\s?\(\d+\)|\b\d+:\s?\d+)|"
    r"(?:\bet al\b|\bjournal\b).*\b(?:19|20)\d\d\b)",
    re.IGNORECASE | re.DOTALL,
)
REFERENCE_LENGTH = 400  # characters
# A page of software or data speaks of the illness as a field in a table; its readers did not come for help.
TECHNICAL = re.compile(
    r"\b(?:APIs?|endpoints?|JSON|YAML|request body|HTTP|SDKs?|CLI|GitHub|Python|JavaScript|datasets?|classifiers?|"
    r"fine-?tun(?:e|ed|ing)|LLMs?|tokens?|benchmarks?|GWAS|RNA-?seq|genotyp(?:e|es|ing)|schemas?|databases?|SQL|"
    r"parameters?|pipelines?|deploy(?:s|ed|ment)?|embeddings?|POST|GET|payloads?|timestamps?)\b"
)
TECHNICAL_PER_100_WORDS = 2.0
TECHNICAL_FACTOR = 0.5
SCHOLARLY = re.compile(r"(?:^|\.)(?:doi\.org|ncbi\.nlm\.nih\.gov|pubmed\.gov|jstor\.org|arxiv\.org|scholar\.google\.com)$")
FRONT_TEXT = re.compile(r"^(title|description|summary|subtitle|headline)\s*:\s*(.+)$", re.MULTILINE)
FRONT_TAGS = re.compile(r"^(?:tags|keywords|topics|categories)\s*:(.*(?:\n[ \t]*-.*)*)", re.MULTILINE)
NEAR = 80  # characters around a term in which an exception may begin


class Topic(NamedTuple):
    """The compiled part of a rule's `when`. `words` are what the engine looks for."""

    words: frozenset[str]
    terms: Any  # one pattern with a group per term
    weights: tuple[float, ...]
    exceptions: Any | None
    setting: Any | None
    per_100_words: float
    factor: float
    setting_required: bool
    about: float
    central: float
    places: Mapping[str, float]


class Aboutness(NamedTuple):
    """`start:end` is the plainest mention; `spans` are all that count; `threshold` is what the score had to reach."""

    score: float
    about: bool
    central: bool
    start: int
    end: int
    threshold: float = 1.0
    spans: tuple[tuple[int, int], ...] = ()


class Hit(NamedTuple):
    start: int
    end: int
    term: int
    place: str
    value: float


def make_topic(when: Mapping[str, Any]) -> Topic:
    """The topic that a rule's `when` describes. Raises `regex.error` for a bad pattern."""
    import regex

    def expanded(pattern: str) -> str:
        return expand(pattern, lambda name: lexicon_words(load_lexicon_data(name)))

    words: set[str] = set()
    pieces: list[str] = []
    weights: list[float] = []
    for key, weight in WEIGHTS.items():
        for pattern in when.get(key, ()):
            text = expanded(pattern)
            found = anchors(text, at_start=True)
            words |= found.words if found else set()
            pieces.append(f"(?P<t{len(weights)}>{text})")
            weights.append(weight)

    def alternation(patterns: Sequence[str]) -> Any | None:
        if not patterns:
            return None
        return regex.compile(bounded("|".join(map(expanded, patterns))), regex.VERSION0 | regex.IGNORECASE)

    setting = when.get("setting", {})
    return Topic(
        words=frozenset(words),
        terms=regex.compile(bounded("|".join(pieces)), regex.VERSION0 | regex.IGNORECASE),
        weights=tuple(weights),
        exceptions=alternation(when.get("except", ())),
        setting=alternation(setting.get("words", ())),
        per_100_words=float(setting.get("per_100_words", 0)),
        factor=float(setting.get("factor", 1)),
        setting_required=bool(setting.get("required", False)),
        about=float(when["thresholds"]["about"]),
        central=float(when["thresholds"]["central"]),
        places={**PLACES, **when.get("places", {})},
    )


def about(document: Document, topic: Topic, offsets: Sequence[int]) -> Aboutness | None:
    """How much `document` is about `topic`, from the places where its words begin; None when not at all."""
    hits = _hits(document, topic, offsets)
    # What could never be enough is not looked at more closely.
    most = _score(topic, hits, flat=max(topic.places.values())) * max(topic.factor, 1.0)
    if most + 6 < topic.about:
        return None
    hits = _placed(document, topic, _without_exceptions(document, topic, hits))
    if not any(hit.value > 0 and topic.weights[hit.term] > 1 for hit in hits):
        return None
    words = len(document.prose.split())
    score = _score(topic, hits + _front_matter(document, topic))
    if topic.setting is not None:
        wanted = topic.per_100_words * words / 100
        score *= topic.factor if _dense(topic.setting, document, wanted) else float(not topic.setting_required)
    if score >= topic.about * FLOOR and _dense(TECHNICAL, document, TECHNICAL_PER_100_WORDS * words / 100):
        score *= TECHNICAL_FACTOR
    threshold = topic.about * max(FLOOR, sqrt(words / USUAL_LENGTH))
    if score < threshold:
        return None
    best = max((hit for hit in hits if hit.value > 0), key=lambda hit: (topic.weights[hit.term], -hit.start))
    spans = tuple((hit.start, hit.end) for hit in hits)
    return Aboutness(score, True, score >= threshold * topic.central / topic.about, best.start, best.end, threshold, spans)


def _dense(pattern: Any, document: Document, wanted: float) -> bool:
    """Whether `pattern` occurs at least `wanted` times, and at least once."""
    return any(count >= wanted for count, _ in enumerate(pattern.finditer(document.prose), 1))


def _hits(document: Document, topic: Topic, offsets: Sequence[int]) -> list[Hit]:
    """The longest term at each offset, none inside another."""
    prose = document.prose
    hits: list[Hit] = []
    last = -1
    for offset in offsets:
        if offset < last:
            continue
        match = topic.terms.match(prose, offset)
        if match and not _in_path(prose, *match.span()):
            hits.append(Hit(offset, match.end(), int(match.lastgroup[1:]), "", 0.0))
            last = match.end()
    return hits


def _in_path(prose: str, start: int, end: int) -> bool:
    """Whether `start:end` is a piece of a path, an address or a name in code, not a word."""
    before = prose[start - 1] if start else " "
    after = prose[end] if end < len(prose) else " "
    return before in "/_@#\\" or (after in "_@" or (after == "/" and before == "/"))


def _without_exceptions(document: Document, topic: Topic, hits: list[Hit]) -> list[Hit]:
    if topic.exceptions is None:
        return hits
    kept = []
    for hit in hits:
        low, high = max(hit.start - NEAR, 0), hit.end + NEAR
        excepted = any(
            found.start() < hit.end and found.end() > hit.start
            for found in topic.exceptions.finditer(document.prose, low, high)
        )
        if not excepted:
            kept.append(hit)
    return kept


def _placed(document: Document, topic: Topic, hits: list[Hit]) -> list[Hit]:
    title = _title_block(document)
    placed = []
    for hit in hits:
        index = document.block_at(hit.start)
        place = "body" if index < 0 else _place(document, index, hit, title)
        placed.append(hit._replace(place=place, value=topic.places[place]))
    return placed


def _title_block(document: Document) -> int:
    """The block of the page's title: its first heading of level 1, or its only first heading."""
    for heading in document.headings:
        if heading.level == 1:
            return heading.block
    return -1


def _place(document: Document, index: int, hit: Hit, title: int) -> str:
    block = document.blocks[index]
    if any(container.startswith("footnote:") for container in block.containers):
        return "footnote"
    if _set_apart(document, block, GLOSSARY):
        return "glossary"
    if _set_apart(document, block, REFERENCES) or _is_reference(document, block):
        return "reference"
    if index == title:
        return "title"
    if block.kind == "heading":
        return "heading"
    link = next((link for link in document.links if link.text_start <= hit.start < link.text_end), None)
    if link is not None:
        return "reference" if SCHOLARLY.search(host_of(link.url)) else "link"
    if "quote" in block.containers:
        return "quote"
    return {"item": "item", "cell": "cell", "header_cell": "cell", "term": "item", "caption": "cell"}.get(block.kind, "body")


def _is_reference(document: Document, block: Block) -> bool:
    if block.kind == "heading" or block.end - block.start > REFERENCE_LENGTH:
        return False
    return REFERENCE_LINE.match(document.prose, block.start, block.end) is not None


def _set_apart(document: Document, block: Block, kind: re.Pattern[str]) -> bool:
    """Whether a heading above the block, or the block's own, says that it is such a part of the page."""
    index = block.section
    level = 7
    while index >= 0:
        heading = document.headings[index]
        if heading.level < level:
            level = heading.level
            if kind.search(heading.text):
                return True
        index -= 1
        if level <= 1:
            break
    return False


def _front_matter(document: Document, topic: Topic) -> list[Hit]:
    """Terms in the title, description and tags of the front matter; they have no place on the page."""
    front = document.front_matter
    if front is None:
        return []
    hits: list[Hit] = []
    for found in (*FRONT_TEXT.finditer(front.text), *FRONT_TAGS.finditer(front.text)):
        place = "title" if found[0].startswith(("title", "headline")) else "front_matter"
        for match in topic.terms.finditer(found[0], found[0].index(":")):
            if topic.exceptions is None or not topic.exceptions.search(found[0]):
                hits.append(Hit(-1, -1, int(match.lastgroup[1:]), place, topic.places[place]))
    return hits


def _score(topic: Topic, hits: Sequence[Hit], flat: float = 0.0) -> float:
    """The sum over distinct terms; the second mention of a term counts half, the third a third, and so on."""
    by_term: dict[int, list[float]] = {}
    for hit in hits:
        by_term.setdefault(hit.term, []).append(flat or hit.value)
    total = 0.0
    for term, values in by_term.items():
        values.sort(reverse=True)
        total += topic.weights[term] * sum(value / rank for rank, value in enumerate(values, 1))
    return total
