"""The terms of a topic, ready to be tried where one of their words begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from mkdocs_neurolint.regexes import kept, lazy
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
SIGN = 2.0  # the weight of what is only said where it is told and not named
WORD = lazy(r"\b\w")
MISSING = object()
KEY = 4  # letters, at most, by which the terms of a topic are sorted


class _Terms:
    """Patterns by the first letters of the words that begin them. `words` are these words."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._by_start: dict[str, list[tuple[int, str]]] = {}
        self._compiled: dict[str, Any] = {}

    def add(self, term: int, pattern: str) -> None:
        found = anchors_of(pattern)
        words = found.starts if found and found.starts else ()
        self.words.update(words)
        for start in dict.fromkeys(word[:KEY] for word in words):
            self._by_start.setdefault(start, []).append((term, expanded(pattern)))
            self._compiled[start] = None

    def match(self, prose: str, folded: str, offset: int) -> tuple[int, int] | None:
        """(term, end) of the first pattern that matches at `offset`."""
        for length in self._lengths:
            pattern = self._compiled.get(folded[offset : offset + length], MISSING)
            if pattern is MISSING:
                continue
            if pattern is None:
                pattern = self._compile(folded[offset : offset + length])
            if found := pattern.match(prose, offset):
                return int(found.lastgroup[1:]), found.end()
        return None

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(key) for key in self._by_start}, reverse=True)

    def _compile(self, key: str) -> Any:
        texts = [f"(?P<t{term}>{text})" for term, text in self._by_start[key]]
        pattern = self._compiled[key] = _alternation(texts)
        return pattern


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
        self.elsewhere = max(value for place, value in self.places.items() if place != "title")
        self.weights: list[float] = []
        self._terms = _Terms()
        self._exceptions: Sequence[str] = when.get("except", ())
        self._other: Mapping[str, Sequence[str]] = when.get("other", {})
        for key, weight in WEIGHTS.items():
            for pattern in when.get(key, ()):
                self._terms.add(len(self.weights), pattern)
                self.weights.append(weight)
        # (term, end) of the strongest term that begins at an offset.
        self.match = self._terms.match
        signs = when.get("signs", {})
        said, also = signs.get("said", ()), signs.get("also", ())
        self.signs = range(len(self.weights), len(self.weights) + len(said))
        self.weights += [SIGN] * len(said) + [WEIGHTS["weak"]] * len(also)
        self._told: Sequence[str] = (*said, *also)
        self.least_signs = int(signs.get("least", 0))

    @property
    def words(self) -> set[str]:
        return self._terms.words

    @cached_property
    def _signs(self) -> _Terms:
        terms = _Terms()
        for term, pattern in enumerate(self._told, self.signs.start):
            terms.add(term, pattern)
        return terms

    @cached_property
    def _sign_words(self) -> Any:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(
            sorted(self._signs.words), implementation=ahocorasick_rs.Implementation.DFA
        )

    def signs_in(self, prose: str, folded: str) -> Iterator[tuple[int, int, int]]:
        """(start, end, term) of the signs on the page and what goes with them, none inside another, in order."""
        last = -1
        for _, start, _ in self._sign_words.find_matches_as_indexes(folded, overlapping=True):
            if start < last or (start and folded[start - 1].isalnum()):
                continue
            found = self._signs.match(prose, folded, start)
            if found:
                last = found[1]
                yield start, last, found[0]

    def terms_in(self, text: str, start: int) -> list[int]:
        """The terms in a short text that the engine has not looked at, from `start`, none inside another."""
        folded, last, terms = text.lower(), -1, []
        for word in WORD.finditer(text, start):
            if word.start() >= last and (found := self.match(text, folded, word.start())):
                last = found[1]
                terms.append(found[0])
        return terms

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
