"""Lists of patterns of which few can match in any sentence: each is compiled and tried only where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from mkdocs_neurolint.regexes import kept
from mkdocs_neurolint.rules.derived import anchors_of, expanded
from mkdocs_neurolint.rules.trial import bounded

PAYS_AFTER = 60


class Guarded:
    """Patterns of the rule files, found in lower-case text.

    With `often`, all of them are compiled into one once they have been asked for so many times that it pays.
    """

    __slots__ = ("_asked", "_entries", "_often", "_whole")

    def __init__(self, texts: Iterable[str], often: bool = False) -> None:
        self._entries: list[tuple[tuple[str, ...], str]] = []
        self._often = often
        self._asked = 0
        self._whole: Any | None = None
        for text in texts:
            found = anchors_of(text)
            groups = [group.words for group in found.groups] if found else [("",)]
            # Of the words that must be there, those that the fewest tries can rule out.
            self._entries.append((min(groups, key=len), text))

    def matches(self, folded: str, start: int, end: int) -> Iterator[Any]:
        """The matches within `start:end`; those of one pattern are in order and do not overlap."""
        if self._whole is not None:
            yield from self._whole.finditer(folded, start, end)
            return
        self._asked += 1
        if self._often and self._asked > PAYS_AFTER:
            self._whole = _alternation([text for _, text in self._entries])
        for words, text in self._entries:
            for word in words:
                if folded.find(word, start, end) >= 0:
                    yield from _compiled(text).finditer(folded, start, end)
                    break

    def search(self, folded: str, start: int, end: int) -> Any | None:
        """A match within `start:end`, or None."""
        if self._whole is not None:
            return self._whole.search(folded, start, end)
        return next(self.matches(folded, start, end), None)


@cache
def _compiled(text: str) -> Any:
    return _alternation([text])


def _alternation(texts: Iterable[str]) -> Any:
    """One pattern of `re`, which is the faster to compile and to try, unless only `regex` knows what it says."""
    pattern = bounded("|".join(expanded(text) for text in texts))
    try:
        return kept(pattern, re.IGNORECASE)
    except re.error:
        import regex

        return regex.compile(pattern, regex.VERSION0 | regex.IGNORECASE)
