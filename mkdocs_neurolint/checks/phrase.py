"""`kind: phrase`: a pattern in the prose, unless its context excuses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.checks.base import ANYWHERE, Hits, Match, Site
from mkdocs_neurolint.document import contexts
from mkdocs_neurolint.document.model import Block, Document, Sentence
from mkdocs_neurolint.document.sentences import sentence_in
from mkdocs_neurolint.rules.derived import anchors_of, expanded
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import (
    TIMEOUT_SECONDS,
    check_anchored,
    check_pattern,
    compiled,
)

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
EXCUSE: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "enum": list(contexts.NAMES)},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["near"],
            "properties": {
                "near": {"type": "string", "minLength": 1},
                "within": {"type": "string", "enum": ["sentence", "block", "section", "page"]},
            },
        },
    ]
}
SCHEMA: dict[str, Any] = {
    "required": ["match"],
    "properties": {
        "match": {"type": "array", "minItems": 1, "items": PATTERN, "description": "Patterns; any may match."},
        "except": {"type": "array", "items": PATTERN, "description": "A match that overlaps one of these is dropped."},
        "unless": {"type": "array", "items": EXCUSE, "description": "Contexts that excuse a match."},
        "lower": {"type": "array", "items": EXCUSE, "description": "Contexts that lower the severity one step."},
        "in": {"type": "array", "items": {"type": "string", "enum": list(SCOPES)}, "description": "Where to look."},
    },
}
LOWER = {"error": "warning", "warning": "info", "info": "info"}


class Pattern(NamedTuple):
    """A pattern as it stands in a rule file. Of each group of words in `needs` a match contains one; the engine looks
    for the first group, the rarest. With one of `starts` a match begins; empty when that is not known.
    """

    text: str
    case: bool
    needs: tuple[tuple[str, ...], ...]
    starts: tuple[str, ...]

    @property
    def compiled(self) -> Any:
        return compiled(expanded(self.text), self.case)

    def can_match(self, folded: str, start: int, end: int) -> bool:
        """Whether `start:end`, where a word of the first group stands, holds one of every other group."""
        for words in self.needs[1:]:
            for word in words:
                if folded.find(word, start, end) >= 0:
                    break
            else:
                return False
        return True

    def is_in(self, document: Document, start: int, end: int) -> bool:
        """Whether there is a match in `start:end`. Raises TimeoutError."""
        folded, prose = document.folded, document.prose
        if not self.starts:
            return self.compiled.search(prose, start, end, timeout=TIMEOUT_SECONDS) is not None
        for word in self.starts:
            at = folded.find(word, start, end)
            while at >= 0:
                if self.compiled.match(prose, at, end, timeout=TIMEOUT_SECONDS):
                    return True
                at = folded.find(word, at + 1, end)
        return False


SLOW_RULE = Rule(
    id="slow-rule",
    category="neurolint",
    kind="phrase",
    severity="error",
    confidence="high",
    status="stable",
    message="the rule {rule} took too long on this sentence and was given up for this page",
    data={
        "summary": "A pattern of a rule needs too much time.",
        "why": f"A pattern may spend {TIMEOUT_SECONDS} seconds on one sentence, so that no rule can hang a build.",
        "instead": "Make the pattern simpler: no nested repeats, no unbounded gaps.",
    },
)


class PatternTimeout(Exception):
    """A pattern took too long on the sentence at `start:end`."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"{start}:{end}")
        self.start = start
        self.end = end


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for a pattern or lexicon that cannot be used."""
    validate_patterns(data, lexicons, ("match", "except"), ("unless", "lower"))
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
        return Pattern(text, case, ((),), ())
    return Pattern(text, case, found.groups, tuple(sorted(found.words)) if found.prefix else ())


@lru_cache(maxsize=1024)
def patterns(rule: Rule) -> tuple[Pattern, ...]:
    """The patterns of `rule`, expanded and anchored, not yet compiled."""
    return tuple(_pattern(*_parts(item)) for item in rule.data["match"])


def literals(rule: Rule) -> set[str]:
    """The words one of which the page must hold for `rule` to have work to do."""
    return {
        word if pattern.starts == pattern.needs[0] else f"{ANYWHERE}{word}"
        for pattern in patterns(rule)
        for word in pattern.needs[0]
    }


def in_scope(block: Block, scopes: Sequence[str]) -> bool:
    """Whether `block` is looked at under `scopes`."""
    if "all" in scopes:
        return True
    if any(container.startswith("footnote:") for container in block.containers):
        return "footnote" in scopes
    if block.kind == "heading":
        return "heading" in scopes
    if block.kind == "title":
        return "title" in scopes
    return "prose" in scopes


def find(document: Document, pattern: Pattern, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The spans that `pattern` matches in `sentence`, where it begins with a definite word also inside another one.

    Raises `PatternTimeout`.
    """
    try:
        for found in pattern.compiled.finditer(
            document.prose, sentence.start, sentence.end, overlapped=bool(pattern.starts), timeout=TIMEOUT_SECONDS
        ):
            if found.end() > found.start():
                yield found.span()
    except TimeoutError:
        raise PatternTimeout(sentence.start, sentence.end) from None


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """The matches of each phrase rule, none inside another of the same rule."""
    for rule in rules:
        offsets = hits.get(rule.id)
        if offsets:
            try:
                yield from _check_rule(document, rule, offsets, site)
            except PatternTimeout as slow:
                yield Match(SLOW_RULE, slow.start, slow.end, {"rule": rule.id})


def _check_rule(document: Document, rule: Rule, offsets: Sequence[int], site: Site) -> Iterator[Match]:
    scopes = rule.data.get("in", ("prose",))
    folded = document.folded
    tried = patterns(rule)
    done: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int], Sentence] = {}
    for offset in offsets:
        sentence = None
        for number, pattern in enumerate(tried):
            if not folded.startswith(pattern.needs[0], offset):
                continue
            if sentence is None:
                index = document.block_at(offset)
                if index < 0 or not in_scope(document.blocks[index], scopes):
                    break
                sentence = sentence_in(document, index, offset)
                if sentence is None:
                    break
            if (number, sentence.start) in done:
                continue
            done.add((number, sentence.start))
            if pattern.can_match(folded, sentence.start, sentence.end):
                for span in find(document, pattern, sentence):
                    spans[span] = sentence
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
        yield Match(rule, start, end, severity=severity)


def _excepted(document: Document, rule: Rule, sentence: Sentence, start: int, end: int) -> bool:
    for pattern in _any_of(rule, "except"):
        for found in pattern.finditer(document.prose, sentence.start, sentence.end, timeout=TIMEOUT_SECONDS):
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
def _any_of(rule: Rule, key: str) -> tuple[Any, ...]:
    """The patterns under `key`, those that ignore case as one."""
    listed = [_pattern(*_parts(item)) for item in rule.data.get(key, ())]
    joined = "|".join(f"(?:{expanded(pattern.text)})" for pattern in listed if not pattern.case)
    exact = tuple(pattern.compiled for pattern in listed if pattern.case)
    return (compiled(joined), *exact) if joined else exact


def search(document: Document, rule: Rule, key: str, start: int, end: int) -> tuple[int, int] | None:
    """The first span in `start:end` that one of the patterns under `key` matches."""
    for pattern in _any_of(rule, key):
        found = pattern.search(document.prose, start, end, timeout=TIMEOUT_SECONDS)
        if found:
            return found.start(), found.end()
    return None


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
    return _pattern(item["near"], False).is_in(document, start, end)
