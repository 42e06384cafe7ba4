"""The word lists of `rules/lexicons/citation-words.yml` as sets and patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mkdocs_neurolint.regexes import kept
from mkdocs_neurolint.rules.files import load_lexicon_data


@cache
def _data() -> Any:
    return load_lexicon_data("citation-words")


@cache
def word_set(group: str) -> frozenset[str]:
    """The entries of `group` as plain words."""
    return frozenset(str(word) for word in _data()[group])


@cache
def word_pattern(group: str) -> re.Pattern[str]:
    """The entries of `group` as one pattern between word boundaries, for folded prose."""
    return kept(rf"(?<!\w)(?:{_alternation(group)})(?!\w)")


@cache
def case_pattern(group: str) -> re.Pattern[str]:
    """The entries of `group` between word boundaries, in the case that they are written in."""
    return kept(rf"\b(?:{_alternation(group)})\b")


def _alternation(group: str) -> str:
    return "|".join(str(entry).replace(" ", r"\s+") for entry in _data()[group])
