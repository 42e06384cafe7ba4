"""The terms of a topic, ready to be tried where one of their words begins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from mkdocs_neurolint.regexes import kept
from mkdocs_neurolint.rules.derived import anchors_of, expanded
from mkdocs_neurolint.rules.guarded import Guarded
from mkdocs_neurolint.rules.trial import bounded

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
SIGN = 2.0
KEY = 4  # letters, at most, by which the terms of a topic are sorted


class Topic:
    """The compiled part of a rule's `when`. `words` are what the engine looks for."""

    def __init__(self, when: Mapping[str, Any]) -> None:
        setting = when.get("setting", {})
        self.setting: tuple[str, ...] = tuple(setting.get("words", ()))
        self.per_100_words = float(setting.get("per_100_words", 0))
        self.factor = float(setting.get("factor", 1))
        self.setting_required = bool(setting.get("required", False))
        self.about = float(when["thresholds"]["about"])
        self.central = float(when["thresholds"]["central"])
        self.places: Mapping[str, float] = {**PLACES, **when.get("places", {})}
        self.weights: list[float] = []
        self.words: set[str] = set()
        self._terms: dict[str, list[tuple[int, str]]] = {}  # by the first letters of the words that begin a term
        self._compiled: dict[str, Any] = {}
        self._exceptions: Sequence[str] = when.get("except", ())
        self._other: Mapping[str, Sequence[str]] = when.get("other", {})
        for key, weight in WEIGHTS.items():
            for pattern in when.get(key, ()):
                self._add(pattern, weight)
        # Terms that count only together: in a story that never names its subject.
        signs = when.get("signs", {})
        self.signs = range(len(self.weights), len(self.weights) + len(signs.get("said", ())))
        self.least_signs = int(signs.get("least", 0))
        self.signs_among: tuple[str, ...] = tuple(signs.get("words", ()))
        self.signs_per_100_words = float(signs.get("per_100_words", 0))
        for pattern in signs.get("said", ()):
            self._add(pattern, SIGN)
        self._lengths = sorted({len(key) for key in self._terms}, reverse=True)

    def _add(self, pattern: str, weight: float) -> None:
        found = anchors_of(pattern)
        words = found.starts if found and found.starts else ()
        self.words.update(words)
        for start in dict.fromkeys(word[:KEY] for word in words):
            self._terms.setdefault(start, []).append((len(self.weights), expanded(pattern)))
        self.weights.append(weight)

    def match(self, prose: str, folded: str, offset: int) -> tuple[int, int] | None:
        """(term, end) of the strongest term that begins at `offset`."""
        for length in self._lengths:
            key = folded[offset : offset + length]
            if key in self._terms and (found := self._pattern(key).match(prose, offset)):
                return int(found.lastgroup[1:]), found.end()
        return None

    def _pattern(self, key: str) -> Any:
        pattern = self._compiled.get(key)
        if pattern is None:
            texts = [f"(?P<t{term}>{text})" for term, text in self._terms[key]]
            pattern = self._compiled[key] = _alternation(texts)
        return pattern

    @cached_property
    def anywhere(self) -> Any:
        """All terms in one pattern, for short texts that the engine has not looked at."""
        texts = {term: text for terms in self._terms.values() for term, text in terms}
        return _alternation([f"(?P<t{term}>{text})" for term, text in sorted(texts.items())])

    def is_other(self, title: str) -> bool:
        """Whether a page of this title means something else by the words that the two topics share."""
        return bool(self._other) and _joined(self._other["title"]).search(title) is not None

    def is_shared(self, words: str) -> bool:
        """Whether `words`, a term of the page, are shared with the other topic."""
        return _joined(self._other["shared"]).fullmatch(words) is not None

    @cached_property
    def exceptions(self) -> Guarded:
        return Guarded(self._exceptions)


def _joined(patterns: Sequence[str]) -> Any:
    return _alternation([f"(?:{expanded(pattern)})" for pattern in patterns])


def _alternation(texts: Sequence[str]) -> Any:
    """One pattern for all `texts`: of `re`, which is the faster at short tries, unless only `regex` knows them."""
    pattern = bounded("|".join(texts))
    try:
        return kept(pattern, re.IGNORECASE)
    except re.error:
        import regex

        return regex.compile(pattern, regex.VERSION0 | regex.IGNORECASE)
