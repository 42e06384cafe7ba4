"""Finding cues among the words of a sentence, in one pass; what they mean there is decided in `strength`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_neurolint.language.cues import GAP_LIMIT, Cue, CueTable, Entry


class Found(NamedTuple):
    """A cue's words, `first` to `last` inclusive, and the ways they may be read, likeliest first."""

    first: int
    last: int
    entries: Sequence[Entry]

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
    end = len(words) - 1
    for index, word in enumerate(words):
        lexeme = table.get(word)
        if lexeme is None:
            classes.append(_open_class(word))
            continue
        word_class, entries, following = lexeme
        classes.append(word_class)
        if index <= taken:
            continue
        if following and index < end:
            entries = following.get(words[index + 1], entries)
        if len(entries) == 1 and not entries[0].rest:
            found.append(Found(index, index, entries))
            taken = index
        elif entries:
            taken = _add_longest(words, index, entries, found, taken)
    start = 0
    while start < len(words) and classes[start] in ("punct", "stop"):
        start += 1
    return Clause(words, classes, start), found


def _open_class(word: str) -> str:
    if word[0].isalpha():
        return "adverb" if word.endswith("ly") else ""
    return "number" if word[0].isdigit() else "punct"


def _add_longest(
    words: Sequence[str], index: int, entries: Sequence[Entry], found: list[Found], taken: int
) -> int:
    """The last word of the longest cue that begins at `index`, which is added to `found`; `taken` when none does."""
    best = -1
    longest: list[Entry] = []
    for entry in entries:
        last = _match(words, index, entry.rest) if entry.rest else index
        if last > best:
            best = last
            longest = [entry]
        elif last == best >= 0:
            longest.append(entry)
    if best < 0:
        return taken
    found.append(Found(index, best, longest))
    return best


def _match(words: Sequence[str], index: int, rest: Sequence[frozenset[str] | None]) -> int:
    """The index of the phrase's last word when `rest` follows the word at `index`, else -1."""
    size = len(words)
    for position, wanted in enumerate(rest):
        index += 1
        if wanted is None:
            return _match_after_gap(words, index, rest[position + 1 :])
        if index >= size or words[index] not in wanted:
            return -1
    return index


def _match_after_gap(words: Sequence[str], index: int, rest: Sequence[frozenset[str] | None]) -> int:
    for place in range(index - 1, min(index + GAP_LIMIT, len(words) - 1)):
        if place >= index and not words[place][0].isalnum():
            return -1  # a gap holds words, no punctuation
        last = _match(words, place, rest)
        if last >= 0:
            return last
    return -1
