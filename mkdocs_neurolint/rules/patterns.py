"""Patterns of rule files: what they may say, how they are compiled, and which literals they need.

A pattern is `regex` syntax over prose. A space stands for any run of blanks, `{name}` for a lexicon, and a pattern
begins and ends at a word boundary. Each pattern yields the set of words one of which it must start with (or contain),
so that the engine tries it only where such a word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any, NamedTuple

# What one pattern may spend on one sentence. Long enough for any honest pattern, short enough for a build.
TIMEOUT_SECONDS = 0.25
MOST_LITERALS = 400
MOST_OTHERS = 60
SHORTEST_NEED = 3  # letters of a word that is worth looking for
LEXICON_REFERENCE = re.compile(r"(?<!\\)\{([a-z][a-z0-9-]*)\}")


class Anchors(NamedTuple):
    """`words` in lower case. `prefix` is True when every match starts with one of them, else one is inside.

    Of each of the `others`, too, a match contains a word; where one has none in a sentence, the pattern is not tried.
    The rarest come first; `inner` says that those are rarer than `words`.
    """

    words: frozenset[str]
    prefix: bool
    others: tuple[tuple[str, ...], ...] = ()
    inner: bool = False

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Everything of which a match contains a word, the rarest first."""
        words = tuple(sorted(self.words))
        return (*self.others, words) if self.inner else (words, *self.others)


def expand(pattern: str, words_of: Callable[[str], Iterable[str]]) -> str:
    """`pattern` with its lexicons put in and its spaces made flexible. Raises KeyError for an unknown lexicon."""

    def alternation(found: re.Match[str]) -> str:
        words = sorted(words_of(found[1]), key=len, reverse=True)
        return "(?:" + "|".join(words) + ")"

    expanded = LEXICON_REFERENCE.sub(alternation, pattern)
    return _flexible_spaces(expanded)


def _flexible_spaces(pattern: str) -> str:
    """`pattern` with each space outside a character class as `\\s+`, and ` ?` as `\\s*`."""
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
        if c == " " and not in_class:
            optional = pattern[i + 1 : i + 2] == "?"
            pieces.append(r"\s*" if optional else r"\s+")
            i += 2 if optional else 1
            continue
        pieces.append(c)
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


def anchors(expanded: str) -> Anchors | None:
    """The words that `expanded` needs, or None when it can match without any definite word."""
    try:
        tree = list(re._parser.parse(_for_stdlib(expanded)))  # type: ignore[attr-defined]
    except (re.error, OverflowError):
        return None
    needs = _needs(tree)
    inside = frozenset(max(needs, key=telling, default=()))
    prefixes = frozenset(map(_first_word, _starts(tree) or [""]))
    prefix = "" not in prefixes
    words = prefixes if prefix else inside
    if not words:
        return None
    others = tuple(tuple(sorted(group)) for group in needs if not group & words and len(group) <= MOST_OTHERS)
    return rarest_first(Anchors(words, prefix, others), telling)


def rarest_first(found: Anchors, rarity: Callable[[Collection[str]], Any]) -> Anchors:
    """`found` with its groups in order; `rarity` is the greater the more seldom the words of a group are met."""
    others = tuple(sorted(found.others, key=rarity, reverse=True))
    inner = bool(others) and rarity(others[0]) > rarity(found.words)
    return Anchors(found.words, found.prefix, others, inner)


def telling(words: Collection[str]) -> tuple[int, int]:
    """How rare words seem to be: the longer the shortest, and the fewer they are, the rarer."""
    return min(map(len, words)), -len(words)


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


def _needs(items: list[Any]) -> list[set[str]]:
    """Sets of words; of each, every match of `items` contains one."""
    needs: list[set[str]] = []
    run = ""
    for op, value in [*items, ("END", None)]:
        name = str(op)
        if name == "LITERAL" and (chr(value).isalnum() or chr(value) == "-"):
            run += chr(value).lower()
            continue
        if len(run) >= SHORTEST_NEED:
            needs.append({run})
        run = ""
        if name == "SUBPATTERN":
            needs += _needs(list(value[3]))
        elif name == "BRANCH":
            branches = [_needed(list(branch)) for branch in value[1]]
            if all(branches):
                needs.append(set().union(*branches))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
            needs += _needs(list(value[2]))
    return needs


def _needed(items: list[Any]) -> set[str]:
    """The most telling set of words one of which every match of `items` contains; empty when there is none."""
    starts = _starts(items)
    words = {_first_word(text) for text in starts} if starts is not None else {""}
    if words and all(len(word) >= SHORTEST_NEED for word in words):
        return words
    return max(_needs(items), key=telling, default=set())


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
