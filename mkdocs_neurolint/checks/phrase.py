"""`kind: phrase`: a pattern in the prose, unless its context excuses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.checks.base import ANYWHERE, Hits, Match, Site
from mkdocs_neurolint.document import contexts
from mkdocs_neurolint.document.model import Block, Document, Sentence
from mkdocs_neurolint.document.sentences import sentence_in
from mkdocs_neurolint.own_rules import SLOW_RULE
from mkdocs_neurolint.rules.anchors import Group
from mkdocs_neurolint.rules.derived import anchors_of, expanded
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import (
    check_anchored,
    check_pattern,
)
from mkdocs_neurolint.rules.trial import PatternTimeout, Trial, compiled

SCOPES = ("prose", "heading", "title", "footnote", "all")
PATTERN: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["pattern"],
            "properties": {
                "pattern": {"type": "string", "minLength": 1},
                "case": {"type": "boolean", "description": "Match upper and lower case as written."},
            },
        },
    ]
}
NEAR: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["near"],
    "properties": {
        "near": {"type": "string", "minLength": 1},
        "within": {"type": "string", "enum": ["sentence", "block", "section", "page"]},
    },
}
EXCUSE: dict[str, Any] = {"anyOf": [{"type": "string", "enum": list(contexts.NAMES)}, NEAR]}
SCHEMA: dict[str, Any] = {
    "required": ["match"],
    "properties": {
        "match": {"type": "array", "minItems": 1, "items": PATTERN, "description": "Patterns; any may match."},
        "except": {"type": "array", "items": PATTERN, "description": "A match that overlaps one of these is dropped."},
        "unless": {"type": "array", "items": EXCUSE, "description": "Contexts that excuse a match."},
        "lower": {"type": "array", "items": EXCUSE, "description": "Contexts that lower the severity one step."},
        "cases": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["with", "message"],
                "properties": {
                    "with": {"type": "string", "minLength": 1},
                    "message": {"type": "string", "minLength": 1},
                    "instead": {"type": "string", "minLength": 1},
                },
            },
            "description": "What to say instead of `message` and `instead` of a match that has such words in it.",
        },
        "in": {"type": "array", "items": {"type": "string", "enum": list(SCOPES)}, "description": "Where to look."},
    },
}
LOWER = {"error": "warning", "warning": "info", "info": "info"}


class Pattern(NamedTuple):
    """A pattern as it stands in a rule file. A match holds a word of `first`, the rarest, for which the engine looks,
    and of each of the `others`, and begins with one of `starts`; None when that is not known.
    """

    text: str
    case: bool
    first: Group | None
    others: tuple[Group, ...]
    starts: Group | None

    @property
    def trial(self) -> Trial:
        return compiled(expanded(self.text), self.case)

    def can_match(self, folded: str, start: int, end: int) -> bool:
        """Whether `start:end`, where a word of `first` stands, holds the others, too, that a match needs."""
        for group in self.others:  # noqa: SIM110 -- most of the time of a page is spent here
            if not group.is_in(folded, start, end):
                return False
        return True

    def may_match(self, folded: str, start: int, end: int) -> bool:
        """As `can_match`, where the engine has not looked."""
        return (self.first is None or self.first.is_in(folded, start, end)) and self.can_match(folded, start, end)

    def matches(self, document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans in `start:end` that match; where `starts` are known also those that begin inside another one.

        Raises `PatternTimeout`.
        """
        if self.starts is None:
            for found in self.trial.finditer(document.prose, start, end):
                yield found.span()
            return
        for place in self.starts.places(document.folded, start, end):
            found = self.trial.match(document.prose, place, end)
            if found:
                yield found.span()


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for a pattern or lexicon that cannot be used."""
    validate_patterns(data, lexicons, ("match", "except"), ("unless", "lower"))
    for i, case in enumerate(data.get("cases", ())):
        check_pattern(case["with"], lexicons, f"cases[{i}].with")
    for i, item in enumerate(data["match"]):
        check_anchored(_parts(item)[0], lexicons, f"match[{i}]")


def validate_patterns(
    data: Mapping[str, Any], lexicons: Mapping[str, Any], patterns: Sequence[str], excuses: Sequence[str]
) -> None:
    """Raises ValueError `key: problem` for a pattern that cannot be compiled, under `patterns` and `excuses`."""
    for key in patterns:
        for i, item in enumerate(data.get(key, ())):
            text, case = _parts(item)
            check_pattern(text, lexicons, f"{key}[{i}]", case)
    for key in excuses:
        for i, item in enumerate(data.get(key, ())):
            if isinstance(item, dict):
                check_pattern(item["near"], lexicons, f"{key}[{i}]")


def _parts(item: str | Mapping[str, Any]) -> tuple[str, bool]:
    return (item, False) if isinstance(item, str) else (item["pattern"], item.get("case", False))


@lru_cache(maxsize=4096)
def _pattern(text: str, case: bool) -> Pattern:
    found = anchors_of(text)
    if found is None:
        return Pattern(text, case, None, (), None)
    starts = None if found.starts is None else Group(found.starts, True)
    return Pattern(text, case, found.groups[0], found.groups[1:], starts)


@lru_cache(maxsize=1024)
def patterns(rule: Rule) -> tuple[Pattern, ...]:
    """The patterns of `rule`, expanded and anchored, not yet compiled."""
    return tuple(_pattern(*_parts(item)) for item in rule.data["match"])


def literals(rule: Rule) -> set[str]:
    """The words one of which the page must hold for `rule` to have work to do."""
    firsts = [pattern.first for pattern in patterns(rule) if pattern.first]
    return {word if group.initial else f"{ANYWHERE}{word}" for group in firsts for word in group.words}


@lru_cache(maxsize=1024)
def _by_beginning(rule: Rule) -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns by the first two letters of the words for which the engine looks."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for pattern in patterns(rule):
        for beginning in dict.fromkeys(word[:2] for word in (pattern.first.words if pattern.first else ())):
            found[beginning] = (*found.get(beginning, ()), pattern)
    return found


def scope_of(block: Block) -> str:
    """The scope, one of `SCOPES`, to which `block` belongs."""
    if any(container.startswith("footnote:") for container in block.containers):
        return "footnote"
    return block.kind if block.kind in ("heading", "title") else "prose"


class _Places:
    """Where hits stand on one page, found once for all rules."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.known: dict[int, tuple[str, Sentence | None]] = {}

    def sentence(self, offset: int, scopes: Sequence[str]) -> Sentence | None:
        """The sentence that `offset` is in; None outside of `scopes`."""
        place = self.known.get(offset)
        if place is None:
            index = self.document.block_at(offset)
            scope = scope_of(self.document.blocks[index]) if index >= 0 else ""
            place = self.known[offset] = scope, sentence_in(self.document, index, offset) if scope else None
        scope, sentence = place
        return sentence if scope in scopes or "all" in scopes else None


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """The matches of each phrase rule, none inside another of the same rule."""
    places = _Places(document)
    for rule in rules:
        offsets = hits.get(rule.id)
        if offsets:
            try:
                yield from _check_rule(places, rule, offsets, site)
            except PatternTimeout as slow:
                yield Match(SLOW_RULE, slow.start, slow.end, {"rule": rule.id})


def _check_rule(places: _Places, rule: Rule, offsets: Sequence[int], site: Site) -> Iterator[Match]:
    document = places.document
    spans = _spans(places, rule, offsets)
    last_end = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < last_end:
            continue
        sentence = spans[start, end]
        if _excepted(document, rule, sentence, start, end):
            continue
        if any(holds(item, document, sentence, start, end, site) for item in rule.data.get("unless", ())):
            continue
        last_end = end
        lowered = any(holds(item, document, sentence, start, end, site) for item in rule.data.get("lower", ()))
        severity = LOWER[rule.severity] if lowered else None
        case = _case(document, rule, start, end)
        yield Match(rule, start, end, severity=severity, message=case.get("message"), help=case.get("instead"))


def _case(document: Document, rule: Rule, start: int, end: int) -> Mapping[str, str]:
    """The first of the rule's `cases` whose words are in `start:end`; empty when there is none."""
    for case in rule.data.get("cases", ()):
        if _pattern(case["with"], False).trial.search(document.prose, start, end):
            found: Mapping[str, str] = case
            return found
    return {}


def _spans(places: _Places, rule: Rule, offsets: Sequence[int]) -> dict[tuple[int, int], Sentence]:
    """What the patterns of `rule` match, with the sentence of each; a pattern is tried once in a sentence."""
    spans: dict[tuple[int, int], Sentence] = {}
    folded = places.document.folded
    scopes = rule.data.get("in", ("prose",))
    by_beginning = _by_beginning(rule)
    done: set[tuple[str, int]] = set()
    for offset in offsets:
        sentence = None
        for pattern in by_beginning.get(folded[offset : offset + 2], ()):
            if pattern.first is None or not folded.startswith(pattern.first.words, offset):
                continue
            sentence = sentence or places.sentence(offset, scopes)
            if sentence is None:
                break
            if (pattern.text, sentence.start) in done:
                continue
            done.add((pattern.text, sentence.start))
            if pattern.can_match(folded, sentence.start, sentence.end):
                for start, end in pattern.matches(places.document, sentence.start, sentence.end):
                    if end > start:
                        spans[start, end] = sentence
    return spans


def _excepted(document: Document, rule: Rule, sentence: Sentence, start: int, end: int) -> bool:
    for pattern in _listed(rule, "except"):
        if pattern.may_match(document.folded, sentence.start, sentence.end):
            for found in pattern.trial.finditer(document.prose, sentence.start, sentence.end):
                if found.start() < end and found.end() > start:
                    return True
    return False


def holds(
    item: str | Mapping[str, str], document: Document, sentence: Sentence, start: int, end: int, site: Site
) -> bool:
    """Whether an item of `unless`, `lower` or `when` holds for the span `start:end` in `sentence`."""
    if isinstance(item, str):
        return contexts.holds(item, document, sentence, start, end, site)
    return _near(document, item, sentence)


@lru_cache(maxsize=1024)
def _listed(rule: Rule, key: str) -> tuple[Pattern, ...]:
    return tuple(_pattern(*_parts(item)) for item in rule.data.get(key, ()))


def search(document: Document, rule: Rule, key: str, start: int, end: int) -> tuple[int, int] | None:
    """The first span in `start:end` that one of the patterns under `key` matches. Raises `PatternTimeout`."""
    first: tuple[int, int] | None = None
    for pattern in _listed(rule, key):
        if pattern.may_match(document.folded, start, end):
            found = pattern.trial.search(document.prose, start, end)
            if found and (first is None or found.start() < first[0]):
                first = found.span()
    return first


def _near(document: Document, item: Mapping[str, str], sentence: Sentence) -> bool:
    within = item.get("within", "sentence")
    start, end = sentence.start, sentence.end
    if within == "page":
        start, end = 0, len(document.prose)
    elif within == "block":
        block = document.blocks[sentence.block]
        start, end = block.start, block.end
    elif within == "section":
        start, end = document.section_span(document.blocks[sentence.block].section)
    return _stands_in(document, item["near"], start, end)


@lru_cache(maxsize=64)
def _stands_in(document: Document, text: str, start: int, end: int) -> bool:
    """Whether the pattern `text` matches in a range; remembered, for many matches share a section."""
    return any(True for _ in _pattern(text, False).matches(document, start, end))
