"""Finding cues among the words of a sentence, in one pass; what they mean there is decided in `strength`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_neurolint.language.cues import GAP, GAP_LIMIT, Cue, CueTable, Entry, Node


class Found(NamedTuple):
    """A cue's words, `first` to `last` inclusive, and the ways they may be read, likeliest first."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def cue(self) -> Cue:
        return self.entries[0].cue


class Clause(NamedTuple):
    """The sentence as the readings see it: words and their closed classes ("" for any other word)."""

    words: Sequence[str]
    classes: Sequence[str]
    start: int  # the first token that is a word


def scan(words: Sequence[str], table: CueTable) -> tuple[Clause, list[Found]]:
    """The classes of `words` and the longest cues among them, left to right and disjoint."""
    classes: list[str] = []
    found: list[Found] = []
    taken = -1
    for index, word in enumerate(words):
        lexeme = table.get(word)
        if lexeme is None:
            classes.append(_open_class(word))
            continue
        word_class, phrases = lexeme
        classes.append(word_class)
        if phrases is not None and index > taken:
            last, entries = _longest(words, index, phrases)
            if entries:
                found.append(Found(index, last, entries))
                taken = last
    start = 0
    while start < len(words) and classes[start] in ("punct", "stop"):
        start += 1
    return Clause(words, classes, start), found


def _open_class(word: str) -> str:
    if word[0].isdigit():
        return "number"
    if not word[0].isalpha():
        return "punct"
    return "adverb" if word.endswith("ly") else ""


def _longest(words: Sequence[str], index: int, node: Node) -> tuple[int, tuple[Entry, ...]]:
    """Where the longest phrase ends that stands at `index`, and what it may be; no entries when none does."""
    following = node.following
    if following and index + 1 < len(words):
        below = following.get(words[index + 1])
        if below is not None:
            reached = _longest(words, index + 1, below)
            if reached[1]:
                return reached
        gap = following.get(GAP)
        if gap is not None:
            for place in range(index + 1, min(index + 2 + GAP_LIMIT, len(words))):
                below = gap.following.get(words[place])
                if below is not None:
                    reached = _longest(words, place, below)
                    if reached[1]:
                        return reached
                if not words[place][0].isalnum():
                    break  # a gap holds words, no punctuation
    return index, node.entries
