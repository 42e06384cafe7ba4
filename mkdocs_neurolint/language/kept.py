"""The built-in cue table as it is kept between runs: a word's cues are decoded when the word is first met."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from mkdocs_neurolint.language.cues import Cue, CueTable, Effect, Entry, Lexeme, build_cues, lexeme, listed_cues
from mkdocs_neurolint.rules.derived import kept_lines
from mkdocs_neurolint.rules.files import load_lexicon_data

FILES = ("grammar", "verbs", "nouns", "association", "hedges", "frames")
WORD, CUE = "word ", "cue "  # how the keys of the kept lines begin


class KeptCues(Mapping[str, Lexeme]):
    """A cue table over kept lines."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._known: dict[str, Lexeme | None] = {}
        self._cues: dict[int, Cue] = {}

    def get(self, word: str, default: object = None) -> Lexeme | None:  # type: ignore[override]
        """What is known about `word`, or None."""
        if word in self._known:
            return self._known[word]
        line = self._lines.get(WORD + json.dumps(word))
        found = self._known[word] = None if line is None else self._lexeme(line)
        return found

    def __getitem__(self, word: str) -> Lexeme:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __iter__(self) -> Iterator[str]:
        return (json.loads(key.removeprefix(WORD)) for key in self._lines if key.startswith(WORD))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _lexeme(self, line: str) -> Lexeme:
        word_class, entries = json.loads(line)
        return lexeme(
            word_class,
            [
                Entry(self._cue(number), form, tuple(None if part is None else frozenset(part) for part in rest))
                for number, form, rest in entries
            ],
        )

    def _cue(self, number: int) -> Cue:
        if number not in self._cues:
            kept = json.loads(self._lines[f"{CUE}{number}"])
            kept["effects"] = {reading: effect and Effect(*effect) for reading, effect in kept["effects"].items()}
            kept["hedged"] = kept["hedged"] and Effect(*kept["hedged"])
            kept["silences"] = tuple(kept["silences"])
            kept["registers"] = frozenset(kept["registers"])
            self._cues[number] = Cue(**kept)
        return self._cues[number]


@cache
def default_cues() -> CueTable:
    """The built-in cue table."""
    lines = kept_lines()
    return KeptCues(lines) if f"{CUE}0" in lines else built()


def built() -> CueTable:
    """The built-in cue table as its files give it."""
    return build_cues(_files())


def _files() -> list[Mapping[str, Any]]:
    return [load_lexicon_data(f"strength-{name}") for name in FILES]


def lines_to_keep() -> dict[str, str]:
    """The built-in cue table as lines."""
    numbers: dict[int, int] = {}
    cues: list[Cue] = []
    lines: dict[str, str] = {}
    for word, (word_class, entries) in listed_cues(_files()).items():
        packed = []
        for cue, form, rest in entries:
            if id(cue) not in numbers:
                numbers[id(cue)] = len(cues)
                cues.append(cue)
            packed.append([numbers[id(cue)], form, [None if part is None else sorted(part) for part in rest]])
        lines[WORD + json.dumps(word)] = json.dumps([word_class, packed])
    for number, cue in enumerate(cues):
        lines[f"{CUE}{number}"] = json.dumps({**cue._asdict(), "registers": sorted(cue.registers)})
    return lines
