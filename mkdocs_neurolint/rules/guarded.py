"""Lists of patterns of which few can match in any sentence: each is compiled and tried only where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from mkdocs_neurolint.regexes import kept
from mkdocs_neurolint.rules.derived import anchors_of, expanded
from mkdocs_neurolint.rules.trial import bounded


class Guarded:
    """Patterns of the rule files, found in lower-case text."""

    __slots__ = ("_always", "_finder", "_texts", "_words")

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._always: list[int] = []  # the patterns that may match without any definite word
        # Each word, whether it begins a word of the text, and the patterns one of whose matches may hold it.
        words: dict[tuple[str, bool], list[int]] = {}
        for number, text in enumerate(self._texts):
            found = anchors_of(text)
            if found is None:
                self._always.append(number)
                continue
            for word in found.groups[0].words:
                words.setdefault((word, found.groups[0].initial), []).append(number)
        self._words = [(initial, numbers) for (_, initial), numbers in words.items()]
        self._finder = _finder([word for word, _ in words])

    def matches(self, folded: str, start: int, end: int) -> Iterator[Any]:
        """The matches within `start:end`; those of one pattern are in order and do not overlap."""
        numbers = set(self._always)
        for index, at, _ in self._finder.find_matches_as_indexes(folded[start:end], overlapping=True):
            initial, having = self._words[index]
            at += start
            if not (initial and at and folded[at - 1].isalnum()):
                numbers.update(having)
        for number in sorted(numbers):
            yield from _compiled(self._texts[number]).finditer(folded, start, end)

    def search(self, folded: str, start: int, end: int) -> Any | None:
        """A match within `start:end`, or None."""
        return next(self.matches(folded, start, end), None)


def _finder(words: list[str]) -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(words, implementation=ahocorasick_rs.Implementation.ContiguousNFA)


@cache
def _compiled(text: str) -> Any:
    """The pattern, of `re`, which is the faster to compile and to try, unless only `regex` knows what it says."""
    pattern = bounded(expanded(text))
    try:
        return kept(pattern, re.IGNORECASE)
    except re.error:
        import regex

        return regex.compile(pattern, regex.VERSION0 | regex.IGNORECASE)
