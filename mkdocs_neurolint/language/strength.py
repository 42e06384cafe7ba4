"""How strongly a sentence claims: cues are found, read in their scope and weighed. The words themselves are data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_neurolint.language.cues import GAP, GAP_LIMIT, Cue, CueTable, Effect, Entry, Node, default_cues
from mkdocs_neurolint.language.readings import Clause, before, read_verb
from mkdocs_neurolint.language.tokens import token_spans, tokenise

RELATIVE = 2  # how much less a cue weighs in a relative clause
COMPARATIVE_REACH = 12  # words within which "than" belongs to a comparative
FULL_STOPS = frozenset(".!?;:")
STRENGTHS = ("none", "correlational", "conditional", "direct")


_AUXILIARY = frozenset(("be", "have", "do", "modal", "hedge"))


class Evidence(NamedTuple):
    """A cue that decided. Offsets are code points; `text` is the slice they span."""

    start: int
    end: int
    text: str
    cue: str
    effect: str


class Assessment(NamedTuple):
    strength: str  # one of STRENGTHS
    cues: tuple[Evidence, ...]


class Found(NamedTuple):
    first: int
    last: int
    entries: tuple[Entry, ...]  # several when a word may be read in several ways

    @property
    def cue(self) -> Cue:
        return self.entries[0].cue


class Reading(NamedTuple):
    found: Found
    cue: Cue
    reading: str
    effect: Effect


def assess(sentence: str) -> Assessment:
    """How strongly `sentence` claims that one thing brings about another, and the words that say so.

    The four strengths are those of Yu, Li & Wang (2019), doi 10.18653/v1/D19-1473.
    """
    return assess_span(sentence, 0, len(sentence))


def assess_span(text: str, start: int, end: int, cues: CueTable | None = None) -> Assessment:
    """The assessment of `text[start:end]`; the cues' offsets are offsets into `text`."""
    sentence = text[start:end]
    strength, deciding = weigh(tokenise(sentence), cues or default_cues())
    evidence = []
    for reading in deciding:
        first, last = token_spans(sentence, reading.found.first, reading.found.last)
        evidence.append(
            Evidence(start + first, start + last, sentence[first:last], reading.cue.name, reading.effect.strength)
        )
    return Assessment(strength, tuple(evidence))


def weigh(words: Sequence[str], table: CueTable) -> tuple[str, list[Reading]]:
    """The strength of a tokenised sentence and the readings that decided it."""
    clause, found = _scan(words, table)
    if not found:
        return "none", []
    clauses = _clauses(clause)
    reports = words[-1] not in FULL_STOPS or any(item.cue.kind == "evidence" for item in found)
    hedges = [item for item in found if item.cue.kind == "hedge" or (item.cue.kind == "capacity" and not reports)]
    frames = [item for item in found if item.cue.kind == "frame"]
    readings = _read(clause, found, hedges, clauses)
    kept = [item for item in readings if not _silenced(item, frames, clauses, words)]
    if not kept:
        return "none", [
            Reading(item, item.cue, "frame", Effect("none", 0)) for item in frames
        ] if readings else []
    top = max(item.effect.weight for item in kept)
    strongest = [item for item in kept if item.effect.weight == top]
    strength = strongest[0].effect.strength
    deciding = [item for item in strongest if item.effect.strength == strength]
    if strength == "conditional":
        marks = [Reading(item, item.cue, "hedge", Effect("conditional", 0)) for item in hedges]
        deciding = sorted(deciding + marks, key=lambda item: item.found.first)
    return strength, deciding


def _scan(words: Sequence[str], table: CueTable) -> tuple[Clause, list[Found]]:
    classes: list[str] = []
    found: list[Found] = []
    taken = -1
    for index, word in enumerate(words):
        lexeme = table.get(word)
        if lexeme is None:
            classes.append(_open_class(word))
            continue
        classes.append(lexeme.word_class)
        if index > taken and lexeme.phrases is not None:
            last, entries = _longest(words, index, lexeme.phrases)
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
    best = (index, node.entries)
    following = node.following
    if not following or index + 1 >= len(words):
        return best
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
    return best


class Clauses(NamedTuple):
    """The clause number of each token, and which of the clauses are relative."""

    numbers: list[int]
    relative: set[int]


def _clauses(clause: Clause) -> Clauses:
    """Clauses start after a stop, at a subordinator, at ", and", at a relative pronoun and at a reported "that".

    A relative clause inside a subject ("people who smoke are …") ends at the next auxiliary.
    """
    number = 0
    numbers = []
    relative = set()
    previous = ""
    since = 0  # words of the restrictive relative clause so far; 0 outside
    opening = bool(clause.classes) and clause.classes[0] == "subordinator"
    for word, word_class in zip(clause.words, clause.classes, strict=True):
        if opening and word == ",":
            opening = False
            number += 1
        if word_class in ("stop", "subordinator") or (word_class == "conjunction" and previous == "punct"):
            number += 1
            since = 0
        elif word_class == "relative" or word_class == "that":
            number += 1
            if word_class == "relative" or previous not in ("linking", "meta"):
                relative.add(number)
                since = 1 if previous != "punct" else 0
        elif since:
            since += 1
            if since > 3 and word_class in _AUXILIARY and previous not in _AUXILIARY:
                number += 1
                since = 0
        numbers.append(number)
        previous = word_class
    return Clauses(numbers, relative)


def _read(clause: Clause, found: list[Found], hedges: list[Found], clauses: Clauses) -> list[Reading]:
    readings = []
    previous = ""
    numbers = clauses.numbers
    for item in found:
        hedged = any(hedge.last < item.first and numbers[hedge.first] == numbers[item.first] for hedge in hedges)
        for cue, form in item.entries:
            if cue.kind == "verb":
                reading = previous = read_verb(clause, form, item.first, item.last, previous)
            elif cue.kind == "plain":
                reading = "plain"
            elif cue.kind == "comparative":
                reading = _comparative(clause, item.first, item.last)
            else:
                break
            effect = cue.effects.get(reading)
            if hedged and cue.hedged is not None:
                effect = cue.hedged
            if effect is None:
                continue
            if hedged and effect.strength == "direct":
                effect = Effect("conditional", effect.weight)
            if numbers[item.first] in clauses.relative:
                effect = Effect(effect.strength, max(effect.weight - RELATIVE, 1))
            readings.append(Reading(item, cue, reading, effect))
            break
    return readings


def _comparative(clause: Clause, first: int, last: int) -> str:
    left = before(clause, first)
    if left >= 0 and clause.classes[left] == "determiner":
        left = before(clause, left)
    end = min(last + 1 + COMPARATIVE_REACH, len(clause.words))
    for place in range(last + 1, end):
        word_class = clause.classes[place]
        if word_class == "than" or clause.words[place] == "compared":
            amount = place + 1 < len(clause.words) and clause.classes[place + 1] in ("number", "quantity")
            return "amount" if amount and place == last + 1 else "than"
        if word_class == "stop":
            break
    if last + 1 < end and clause.words[last + 1] in ("in", "among", "for") and left >= clause.start:
        return "predicate"
    return "predicate" if left >= 0 and clause.classes[left] in ("be", "have", "linking") else "alone"


def _silenced(item: Reading, frames: list[Found], clauses: Clauses, words: Sequence[str]) -> bool:
    numbers = clauses.numbers
    first, weight = item.found.first, item.effect.weight
    for frame in frames:
        left, right = frame.cue.silences
        if weight > (left if first < frame.first else right):
            continue
        if (
            numbers[frame.first if first < frame.first else frame.last] == numbers[first]
            or frame.cue.scope == "sentence"
            or (frame.cue.scope == "rest" and first > frame.first and "." not in words[frame.first : first])
        ):
            return True
    return False
