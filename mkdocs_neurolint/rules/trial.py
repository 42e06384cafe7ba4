"""Patterns ready to be tried, so that none can hang a build: `regex` with a time-out, or `re` where that is safe.

`re` is the faster to import, to compile and to try. It knows no time-out, so it gets only patterns with few ways to
match a short text, and only short texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from mkdocs_neurolint.regexes import kept, lazy

# What one pattern may spend on one text. Long enough for any honest pattern, short enough for a build.
TIMEOUT_SECONDS = 0.25
SHORT = 1000  # characters of a text in which a pattern with few ways to match cannot take long
MOST_WAYS = 20_000
# What only `regex` knows, or what means something else to `re`: classes by name, sets in sets, approximate matches.
REGEX_ONLY = lazy(r"\[\[|\\[pPLKRXmMhHGN]|\{[^\d,}]|\(\?[|R&]|\(\?P>|--|&&|\|\||~~")


def bounded(expanded: str) -> str:
    """`expanded` between word boundaries; lookarounds work beside punctuation, where `\\b` would not."""
    return rf"(?<!\w)(?:{expanded})(?!\w)"


class PatternTimeout(Exception):
    """A pattern took too long on the text at `start:end`."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(f"{start}:{end}")
        self.start = start
        self.end = end


class Trial:
    """A pattern between word boundaries, which finds what `regex` finds. All methods raise `PatternTimeout`."""

    __slots__ = ("_case", "_quick", "_text", "_timed")

    def __init__(self, expanded: str, case: bool) -> None:
        self._text = bounded(expanded)
        self._case = case
        self._quick = _quick(self._text, case)
        self._timed: Any = None

    def search(self, text: str, start: int, end: int) -> Any | None:
        """The first match in `text[start:end]`, or None."""
        if self._quick is not None and end - start <= SHORT:
            return self._quick.search(text, start, end)
        try:
            return self.timed.search(text, start, end, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            raise PatternTimeout(start, end) from None

    def match(self, text: str, start: int, end: int) -> Any | None:
        """The match at `start` that ends before `end`, or None."""
        if self._quick is not None and end - start <= SHORT:
            return self._quick.match(text, start, end)
        try:
            return self.timed.match(text, start, end, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            raise PatternTimeout(start, end) from None

    def finditer(self, text: str, start: int, end: int) -> Iterator[Any]:
        """The matches in `text[start:end]`."""
        if self._quick is not None and end - start <= SHORT:
            yield from self._quick.finditer(text, start, end)
            return
        try:
            yield from self.timed.finditer(text, start, end, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            raise PatternTimeout(start, end) from None

    @property
    def timed(self) -> Any:
        """The pattern as `regex` compiles it. Raises `regex.error`."""
        if self._timed is None:
            import regex

            flags = regex.VERSION0 if self._case else regex.VERSION0 | regex.IGNORECASE
            self._timed = regex.compile(self._text, flags)
        return self._timed


@cache
def compiled(expanded: str, case: bool = False) -> Trial:
    """The pattern, word-bounded."""
    return Trial(expanded, case)


def _quick(text: str, case: bool) -> re.Pattern[str] | None:
    """The pattern for `re`, unless it means something else there or could take long."""
    if REGEX_ONLY.search(text):
        return None
    try:
        if _ways(list(re._parser.parse(text))) > MOST_WAYS:  # type: ignore[attr-defined]
            return None
        return kept(text, 0 if case else re.IGNORECASE)
    except (re.error, OverflowError):
        return None


def _ways(items: list[Any]) -> int:
    """In about how many ways `items` can match one short text from one place, at worst."""
    ways = 1
    for op, value in items:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            if most > 1:
                times = min(most, SHORT)
                ways *= _ways(list(inner)) ** min(times, 20) * (1 if _is_plain(list(inner)) else times - least + 1)
            else:
                ways *= _ways(list(inner))
        elif name == "SUBPATTERN":
            ways *= _ways(list(value[3]))
        elif name == "BRANCH":
            ways *= max(_ways(list(branch)) for branch in value[1])
        elif name in ("ASSERT", "ASSERT_NOT"):
            ways *= _ways(list(value[1]))
        if ways > MOST_WAYS:
            break
    return ways


def _is_plain(inner: list[Any]) -> bool:
    """Whether a repeat goes over blanks, or over the letters of a word: it can only end where they end."""
    if len(inner) != 1 or str(inner[0][0]) != "IN":
        return False
    members = [str(kind) if str(op) == "CATEGORY" else str(op) for op, kind in inner[0][1]]
    if members == ["CATEGORY_SPACE"]:
        return True
    blank = any(str(op) == "LITERAL" and chr(kind).isspace() for op, kind in inner[0][1])
    return not blank and set(members) <= {"LITERAL", "CATEGORY_WORD", "CATEGORY_DIGIT"}
