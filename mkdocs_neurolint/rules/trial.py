"""Patterns ready to be tried, so that none can hang a build: `regex` with a time-out, or `re` where that is safe.

`re` is the faster to import, to compile and to try. It knows no time-out, so it gets only patterns with few ways to
match a short text, and only short texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from mkdocs_neurolint.regexes import kept, known
from mkdocs_neurolint.rules.lookbehind import alternatives, closing, split_behind, written_out

# What one pattern may spend on one text. Long enough for any honest pattern, short enough for a build.
TIMEOUT_SECONDS = 0.25
SHORT = 1000  # characters of a text in which a pattern with few ways to match cannot take long
MOST_WAYS = 10_000_000  # at the speed of `re` about the time that `regex` gets
FEW_TIMES = 3
BEHIND = 200  # characters before a match in which what must not (or must) precede it is looked for
# What only `regex` knows, or what means something else to `re`: classes by name, sets in sets, approximate matches.
REGEX_ONLY = re.compile(r"\[\[|\\[pPLKRXmMhHGN]|\{[^\d,}]|\(\?[|R&]|\(\?P>|--|&&|\|\||~~")



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
        self._text = expanded
        self._case = case
        self._quick = _quick(expanded, case)
        self._timed: Any = None

    def search(self, text: str, start: int, end: int) -> Any | None:
        """The first match in `text[start:end]`, or None."""
        return next(self.finditer(text, start, end), None)

    def match(self, text: str, start: int, end: int) -> Any | None:
        """The match at `start` that ends before `end`, or None."""
        if self._quick is not None and end - start <= SHORT:
            found = self._quick.pattern.match(text, start, end)
            return found if found and self._quick.holds_behind(text, start) else None
        try:
            return self.timed.match(text, start, end, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            raise PatternTimeout(start, end) from None

    def finditer(self, text: str, start: int, end: int) -> Iterator[Any]:
        """The matches in `text[start:end]`."""
        if self._quick is not None and (self._quick.here or end - start <= SHORT):
            yield from self._quick.finditer(text, start, end)
            return
        try:
            yield from self.timed.finditer(text, start, end, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            raise PatternTimeout(start, end) from None

    @property
    def timed(self) -> Any:
        """The pattern as `regex` compiles it."""
        if self._timed is None:
            self._timed = compile_timed(self._text, self._case)
        return self._timed


def compile_timed(expanded: str, case: bool) -> Any:
    """The pattern for `regex`, which takes a time-out. Raises `regex.error`."""
    import regex

    return regex.compile(bounded(expanded), regex.VERSION0 if case else regex.VERSION0 | regex.IGNORECASE)


@cache
def compiled(expanded: str, case: bool = False) -> Trial:
    """The pattern, word-bounded."""
    return Trial(expanded, case)


class _Quick(NamedTuple):
    """A pattern for `re`. `behind` has what must precede a match, or must not, which `re` would want of one length;
    with `here` it matches only where the search starts.
    """

    pattern: re.Pattern[str]
    behind: tuple[tuple[bool, re.Pattern[str]], ...]
    here: bool

    def holds_behind(self, text: str, at: int) -> bool:
        low = max(at - BEHIND, 0)
        return all((found.search(text, low, at) is not None) == wanted for wanted, found in self.behind)

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        if self.here:
            found = self.pattern.match(text, start, end)
            if found is not None and self.holds_behind(text, start):
                yield found
        elif not self.behind:
            yield from self.pattern.finditer(text, start, end)
        else:
            found = self.pattern.search(text, start, end)
            while found is not None:
                holds = self.holds_behind(text, found.start())
                if holds:
                    yield found
                after = found.end() if holds and found.end() > found.start() else found.start() + 1
                found = self.pattern.search(text, after, end)


def _quick(expanded: str, case: bool) -> _Quick | None:
    """The pattern for `re`, unless it means something else there or could take long."""
    here, rest = _split_here(_bare(expanded))
    behind, rest = split_behind(rest)
    rest = known(f"for re: {rest}", lambda: _for_re(rest))
    if not rest:
        return None
    flags = 0 if case else re.IGNORECASE
    looks = tuple((wanted, kept(rf"(?:{inner})\Z", flags)) for wanted, inner in behind)
    return _Quick(kept(bounded(rest), flags), looks, here)


def _bare(expanded: str) -> str:
    """`expanded` without a pair of brackets around the whole of it."""
    return expanded[3:-1] if expanded.startswith("(?:") and closing(expanded) == len(expanded) - 1 else expanded


def _split_here(expanded: str) -> tuple[bool, str]:
    r"""Whether every alternative begins with `\G`, and the pattern without that."""
    each = alternatives(expanded)
    if not all(alternative.startswith(r"\G") for alternative in each):
        return False, expanded
    return True, "|".join(alternative.removeprefix(r"\G") for alternative in each)


def _for_re(rest: str) -> str:
    """`rest` as `re` understands it; empty when it does not, or would have many ways to match a short text."""
    if REGEX_ONLY.search(rest):
        return ""
    for text in (rest, written_out(rest)):
        try:
            tree = re._parser.parse(text)  # type: ignore[attr-defined]
            re._compiler._code(tree, 0)  # type: ignore[attr-defined]
        except (re.error, OverflowError):
            continue
        return text if _ways(list(tree)) <= MOST_WAYS else ""
    return ""


def _ways(items: list[Any]) -> int:
    """In about how many ways `items` can match one short text from one place, at worst."""
    ways = 1
    for op, value in items:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = value
            if most > 1:
                times, once = min(most, SHORT), _ways(list(inner))
                # A few times the same definite words: the text itself says how often.
                settled = _is_plain(list(inner)) or (most <= FEW_TIMES and once == 1 and not _has_any(list(inner)))
                ways *= once ** min(times, 20) * (1 if settled else times - least + 1)
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


def _has_any(items: list[Any]) -> bool:
    """Whether `items` can match text that they do not spell out."""
    for op, value in items:
        name = str(op)
        if name in ("ANY", "NOT_LITERAL", "IN") and not _is_plain([(op, value)]):
            return True
        if name in ("MAX_REPEAT", "MIN_REPEAT") and _has_any(list(value[2])):
            return True
        if name == "SUBPATTERN" and _has_any(list(value[3])):
            return True
        if name == "BRANCH" and any(_has_any(list(branch)) for branch in value[1]):
            return True
        if name == "IN" and "CATEGORY_WORD" in str(value):
            return True
    return False


def _is_plain(inner: list[Any]) -> bool:
    """Whether a repeat goes over what is between words, or over the letters of one: it can only end where they end."""
    if len(inner) != 1 or str(inner[0][0]) != "IN":
        return False
    kinds = {_kind(str(op), value) for op, value in inner[0][1]}
    return kinds <= {"between", "blank"} or kinds <= {"between", "word"}


def _kind(op: str, value: Any) -> str:
    """What a member of a set is: a letter of a word, a blank, a mark that may stand in a word, or anything else."""
    if op == "CATEGORY":
        classes = {"SPACE": "blank", "NOT_WORD": "blank", "WORD": "word", "DIGIT": "word"}
        return classes.get(str(value).removeprefix("CATEGORY_"), "other")
    if op != "LITERAL":
        return "word" if op == "RANGE" and chr(value[0]).isalnum() and chr(value[1]).isalnum() else "other"
    return "blank" if chr(value).isspace() else "word" if chr(value).isalnum() else "between"
