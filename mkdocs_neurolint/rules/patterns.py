"""Patterns of rule files: what they may say, how they are compiled, and which literals they need.

A pattern is `regex` syntax over prose. A space stands for any run of blanks, `{name}` for a lexicon, and a pattern
begins and ends at a word boundary. Each pattern yields the set of words one of which it must start with (or contain),
so that the engine tries it only where such a word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any, NamedTuple

# What one pattern may spend on one sentence. Long enough for any honest pattern, short enough for a build.
TIMEOUT_SECONDS = 0.25
MOST_LITERALS = 400
LEXICON_REFERENCE = re.compile(r"(?<!\\)\{([a-z][a-z0-9-]*)\}")


class Anchors(NamedTuple):
    """`words` in lower case. `prefix` is True when every match starts with one of them, else one is inside."""

    words: frozenset[str]
    prefix: bool


def expand(pattern: str, words_of: Callable[[str], Iterable[str]]) -> str:
    """`pattern` with its lexicons put in and its spaces made flexible. Raises KeyError for an unknown lexicon."""

    def alternation(found: re.Match[str]) -> str:
        words = sorted(words_of(found[1]), key=len, reverse=True)
        return "(?:" + "|".join(words) + ")"

    expanded = LEXICON_REFERENCE.sub(alternation, pattern)
    return _flexible_spaces(expanded)


def _flexible_spaces(pattern: str) -> str:
    """`pattern` with each space outside a character class as `\\s+`."""
    pieces: list[str] = []
    in_class = False
    i = 0
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            pieces.append(pattern[i : i + 2])
            i += 2
            continue
        if c == "[" and not in_class:
            in_class = True
        elif c == "]" and in_class:
            in_class = False
        pieces.append(r"\s+" if c == " " and not in_class else c)
        i += 1
    return "".join(pieces)


def lexicon_words(data: Any) -> list[str]:
    """The words of a lexicon as pattern pieces. Raises KeyError when it is not a word list."""
    return [str(word) for word in data["words"]]


@cache
def compiled(expanded: str, case: bool = False) -> Any:
    """The compiled pattern, word-bounded. Raises `regex.error`."""
    import regex

    flags = regex.VERSION0 if case else regex.VERSION0 | regex.IGNORECASE
    return regex.compile(bounded(expanded), flags)


def bounded(expanded: str) -> str:
    """`expanded` between word boundaries; lookarounds work beside punctuation, where `\\b` would not."""
    return rf"(?<!\w)(?:{expanded})(?!\w)"


def anchors(expanded: str, at_start: bool = False) -> Anchors | None:
    """The words that `expanded` needs, or None when it can match without any definite word.

    With `at_start`, words that it starts with are taken even when they are short.
    """
    try:
        tree = re._parser.parse(_for_stdlib(expanded))  # type: ignore[attr-defined]
    except (re.error, OverflowError):
        return None
    inside = frozenset(_inside(list(tree)))
    prefixes = frozenset(map(_first_word, _starts(list(tree)) or [""]))
    if "" in prefixes:
        return Anchors(inside, False) if inside else None
    # A short start ("is", "so") stands everywhere; a longer word further in is found in fewer places.
    if not at_start and inside and _shortest(prefixes) < 4 <= _shortest(inside):
        return Anchors(inside, False)
    return Anchors(prefixes, True)


def _shortest(words: Iterable[str]) -> int:
    return min(map(len, words))


def _for_stdlib(expanded: str) -> str:
    """Possessive and atomic forms are known to `re` since 3.11; unicode classes are not, and stand for a letter."""
    return re.sub(r"\\p\{[^}]*\}", r"\\w", expanded)


def _first_word(text: str) -> str:
    """The leading literal of `text`, in lower case, up to its first blank; at least two characters."""
    word = text.lower().split(" ", 1)[0].split("\n", 1)[0]
    return word if len(word) >= 2 else ""


# The starts of a pattern are (text, open) pairs: `open` says that more literal text may still follow.
def _starts(items: list[Any]) -> list[str] | None:
    """Every text with which a match of `items` can start; None when they cannot be listed."""
    done, growing = _grow(items, [""])
    if done is None:
        return None
    return done + growing


def _grow(items: list[Any], growing: list[str]) -> tuple[list[str] | None, list[str]]:
    """Appends what `items` say to each of `growing`: (texts that are closed, texts that can grow), or (None, [])."""
    done: list[str] = []
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            growing = [text + chr(value) for text in growing]
        elif name == "AT" or name in ("ASSERT", "ASSERT_NOT"):
            continue
        elif name == "SUBPATTERN":
            closed, growing = _grow(list(value[3]), growing)
            if closed is None:
                return None, []
            done += closed
        elif name == "ATOMIC_GROUP":
            closed, growing = _grow(list(value), growing)
            if closed is None:
                return None, []
            done += closed
        elif name == "BRANCH":
            grown: list[str] = []
            for branch in value[1]:
                closed, open_ = _grow(list(branch), list(growing))
                if closed is None:
                    return None, []
                done += closed
                grown += open_
            growing = grown
        elif name == "IN" and (letters := _letters(value)):
            growing = [text + letter for text, letter in product(growing, letters)]
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[1] == 1:
            closed, open_ = _grow(list(value[2]), list(growing))
            if closed is None:
                return None, []
            done += closed
            growing = growing + open_ if value[0] == 0 else open_
        else:
            # Anything else ends the literal part: blanks, classes, repeats.
            done += growing
            growing = []
        if len(done) + len(growing) > MOST_LITERALS:
            # Too many to follow further; what is there so far is still a start.
            return done + growing, []
        if not growing:
            break
    return done, growing


def _letters(members: list[Any]) -> str:
    if len(members) > 4 or any(str(op) != "LITERAL" for op, _ in members):
        return ""
    return "".join(chr(code) for _, code in members)


def _inside(items: list[Any]) -> set[str]:
    """A set of words one of which every match of `items` contains; the most telling one. Empty when there is none."""
    best: set[str] = set()
    run = ""
    for op, value in [*items, ("END", None)]:
        name = str(op)
        if name == "LITERAL" and (chr(value).isalnum() or chr(value) == "-"):
            run += chr(value).lower()
            continue
        found: set[str] = {run} if len(run) >= 4 else set()
        run = ""
        if name == "SUBPATTERN":
            found = _better(found, _needed(list(value[3])))
        elif name == "BRANCH":
            branches = [_needed(list(branch)) for branch in value[1]]
            if all(branches):
                found = _better(found, set().union(*branches))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
            found = _better(found, _needed(list(value[2])))
        best = _better(best, found)
    return best


def _needed(items: list[Any]) -> set[str]:
    starts = _starts(items)
    words = {_first_word(text) for text in starts} if starts is not None else {""}
    if words and all(len(word) >= 3 for word in words):
        return words
    return _inside(items)


def _better(one: set[str], other: set[str]) -> set[str]:
    """The set whose shortest word is longer: it is found in fewer places."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))


def check_pattern(pattern: str, lexicons: Mapping[str, Any], key: str, case: bool = False) -> None:
    """Raises ValueError `key: …` when a pattern is wrong or can match without any definite word."""
    import regex

    from mkdocs_neurolint.rules.conform import did_you_mean

    def words_of(name: str) -> list[str]:
        if name not in lexicons:
            raise ValueError(f"{key}: there is no lexicon {name!r}" + did_you_mean(name, list(lexicons)))
        try:
            return lexicon_words(lexicons[name])
        except (KeyError, TypeError):
            raise ValueError(f"{key}: the lexicon {name!r} is not a word list") from None

    expanded = expand(pattern, words_of)
    try:
        compiled(expanded, case)
    except regex.error as error:
        raise ValueError(f"{key}: bad pattern: {error}") from None


def check_anchored(pattern: str, lexicons: Mapping[str, Any], key: str) -> None:
    """Raises ValueError when the engine could not know where to try `pattern`."""
    expanded = expand(pattern, lambda name: lexicon_words(lexicons[name]))
    if anchors(expanded) is None:
        raise ValueError(
            f"{key}: the pattern needs a definite word of two letters or more, so that it can be found fast"
        )
