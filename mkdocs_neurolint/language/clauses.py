"""Where the clauses of a sentence lie, and which cues a frame ("should", "whether") silences in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_neurolint.language.scan import Clause, Found

_AUXILIARY = frozenset(("be", "have", "do", "modal", "hedge"))
_REPORTS = frozenset(("linking", "meta", "attested"))  # before a "that" that opens what is said
_BREAKS = frozenset(("stop", "subordinator"))


class Clauses(NamedTuple):
    """For each token the number of its clause and of its sentence; which clauses are relative; and in which clause a
    reported one stands ("it may be that …").
    """

    numbers: list[int]
    sentences: list[int]
    relative: set[int]
    reported_in: dict[int, int]


def split_clauses(clause: Clause) -> Clauses:
    """Clauses start after a stop, at a subordinator, at ", and", at "as it", at a relative
    pronoun and at a reported "that".

    A relative clause inside a subject ("people who smoke are …") ends at the next auxiliary.
    """
    number = latest = sentence = 0
    numbers = []
    sentences = []
    relative: set[int] = set()
    reported_in: dict[int, int] = {}
    previous = previous_word = ""
    since = 0  # words of the restrictive relative clause so far; 0 outside
    outer = -1  # the clause that a bracket interrupts; -1 outside brackets
    opening = bool(clause.classes) and clause.classes[0] == "subordinator"
    for word, word_class in zip(clause.words, clause.classes, strict=True):
        starts = False
        if not word_class and not since:
            pass  # most words: an open word starts nothing
        elif opening and word == ",":
            opening = False
            starts = True
        elif word == ")" and outer >= 0:
            number, outer, since = outer, -1, 0
        elif word_class in _BREAKS or (word_class == "conjunction" and previous == "punct"):
            starts = True
            since = 0
            if word == "(":
                outer = number
            elif word == ".":
                sentence += 1
        elif word_class == "pronoun" and previous_word == "as":
            starts = True
            since = 0
        elif word_class == "relative" or word_class == "that":
            starts = True
            if word_class == "relative" or previous not in _REPORTS:
                relative.add(latest + 1)
                since = 1 if previous != "punct" else 0
            else:
                reported_in[latest + 1] = number
        elif since:
            since += 1
            if since > 3 and word_class in _AUXILIARY and previous not in _AUXILIARY:
                starts = True
                since = 0
        if starts:
            number = latest = latest + 1
        numbers.append(number)
        sentences.append(sentence)
        previous, previous_word = word_class, word
    return Clauses(numbers, sentences, relative, reported_in)


class Silence(NamedTuple):
    """How far frames reach: clause or sentence number → heaviest silenced weight → the frame's place."""

    left: dict[int, dict[int, int]]
    right: dict[int, dict[int, int]]
    rest: dict[int, dict[int, int]]
    whole: int  # the heaviest weight that is silenced everywhere

    def covers(self, index: int, weight: int, clauses: Clauses) -> bool:
        """Whether a cue of `weight` at `index` is silenced."""
        number = clauses.numbers[index]
        return (
            weight <= self.whole
            or any(weight <= level and index > at for level, at in self.right.get(number, {}).items())
            or any(weight <= level and index < at for level, at in self.left.get(number, {}).items())
            or any(weight <= level and index > at for level, at in self.rest.get(clauses.sentences[index], {}).items())
        )


def silence_of(frames: Iterable[Found], clauses: Clauses) -> Silence:
    """What the frames of a sentence silence, in their order."""
    silence = Silence({}, {}, {}, max((f.cue.silences[1] for f in frames if f.cue.scope == "sentence"), default=0))
    for frame in frames:
        left, right = frame.cue.silences
        # A frame that ends in a conjunction ("concern that") governs the clause it opens.
        silence.right.setdefault(clauses.numbers[frame.last], {}).setdefault(right, frame.first)
        silence.left.setdefault(clauses.numbers[frame.first], {})[left] = frame.first
        if frame.cue.scope == "rest":
            silence.rest.setdefault(clauses.sentences[frame.first], {}).setdefault(right, frame.first)
    return silence
