"""Patterns of rule files: what they may say, and which literals they need. How they are tried is in `trial`.

A pattern is `regex` syntax over prose. A space stands for any run of blanks, `{name}` for a lexicon, and a pattern
begins and ends at a word boundary. Each pattern yields the set of words one of which it must start with (or contain),
so that the engine tries it only where such a word stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.rules.anchors import anchors
from mkdocs_neurolint.rules.trial import compile_timed

SPACES = {" ": r"\s+", " ?": r"\s*"}
SPACE = lazy(r"\\.|\[(?:\\.|[^\\\]])*\]?| \??", re.DOTALL)  # after what may hold one: an escape, a character class
LEXICON_REFERENCE = lazy(r"(?<!\\)\{([a-z][a-z0-9-]*)\}")


def expand(pattern: str, words_of: Callable[[str], Iterable[str]]) -> str:
    """`pattern` with its lexicons put in and its spaces made flexible. Raises KeyError for an unknown lexicon."""

    def alternation(found: re.Match[str]) -> str:
        words = sorted(words_of(found[1]), key=len, reverse=True)
        return "(?:" + "|".join(words) + ")"

    expanded = LEXICON_REFERENCE.sub(alternation, pattern)
    return _flexible_spaces(expanded)


def _flexible_spaces(pattern: str) -> str:
    """`pattern` with each space outside a character class as `\\s+`, and ` ?` as `\\s*`."""
    return SPACE.sub(lambda found: SPACES.get(found[0], found[0]), pattern)


def lexicon_words(data: Any) -> list[str]:
    """The words of a lexicon as pattern pieces. Raises KeyError when it is not a word list."""
    return [str(word) for word in data["words"]]


def check_pattern(pattern: str, lexicons: Mapping[str, Any], key: str, case: bool = False) -> None:
    """Raises ValueError `key: …` when a pattern is wrong or can match without any definite word."""
    import regex

    from mkdocs_neurolint.rules.conform import did_you_mean

    def words_of(name: str) -> list[str]:
        if name not in lexicons:
            hint = did_you_mean(name, [other for other in lexicons if "words" in lexicons[other]])
            raise ValueError(f"{key}: there is no lexicon {name!r}{hint}; `neurolint rules --lexicons` lists them")
        try:
            return lexicon_words(lexicons[name])
        except (KeyError, TypeError):
            raise ValueError(f"{key}: the lexicon {name!r} is not a word list") from None

    expanded = expand(pattern, words_of)
    try:
        compile_timed(expanded, case)
    except regex.error as error:
        raise ValueError(f"{key}: bad pattern: {error}") from None


def check_anchored(pattern: str, lexicons: Mapping[str, Any], key: str) -> None:
    """Raises ValueError when the engine could not know where to try `pattern`."""
    expanded = expand(pattern, lambda name: lexicon_words(lexicons[name]))
    if anchors(expanded) is None:
        raise ValueError(
            f"{key}: the pattern needs a definite word of two letters or more, so that it can be found fast"
        )
