"""How strongly a sentence claims: cues are found, read in their scope and weighed. The words themselves are data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_neurolint.language.clauses import Clauses, silence_of, split_clauses
from mkdocs_neurolint.language.comparatives import read_comparative
from mkdocs_neurolint.language.cues import FAR, Cue, CueTable, Effect
from mkdocs_neurolint.language.kept import default_cues
from mkdocs_neurolint.language.readings import after, read_verb
from mkdocs_neurolint.language.scan import Clause, Found, scan
from mkdocs_neurolint.language.tokens import token_spans, tokenise

STRENGTHS = ("none", "correlational", "conditional", "direct")
GLOSS_REACH = 3  # words before the colon of a gloss
RELATIVE = 2  # how much less a cue weighs in a relative clause
_ENDS = frozenset(".!?;:")
_QUOTES = frozenset("\"'”’»")
_ADVISING = frozenset(("headline", "instruction"))
_UNTOLD = frozenset(("item",))
_HEDGES = frozenset(("hedge", "capacity"))
_NEVER_READ = frozenset(("register", "opening", "frame"))


class Evidence(NamedTuple):
    """A cue that decided. Offsets are code points; `text` is the slice they span; `cue` names its group."""

    start: int
    end: int
    text: str
    cue: str
    effect: str  # one of STRENGTHS


class Assessment(NamedTuple):
    strength: str  # one of STRENGTHS
    cues: tuple[Evidence, ...]  # in the order of the text


class Reading(NamedTuple):
    """A cue as it is read where it stands."""

    found: Found
    cue: Cue
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
    if not deciding:
        return Assessment(strength, ())
    spans = token_spans(sentence, max(item.found.last for item in deciding))
    evidence = []
    for found, cue, effect in deciding:
        first, last = spans[found.first][0], spans[found.last][1]
        evidence.append(Evidence(start + first, start + last, sentence[first:last], cue.name, effect.strength))
    return Assessment(strength, tuple(evidence))


def weigh(words: Sequence[str], table: CueTable) -> tuple[str, list[Reading]]:
    """The strength of a tokenised sentence and the readings that decided it, in the order of the text.

    The heaviest cue decides, and of equally heavy ones the first, which is nearest to the main predicate.
    """
    clause, found = scan(words, table)
    if not found:
        return "none", []
    clauses = split_clauses(clause)
    registers = _registers(clause, found)
    hedges = [item for item in found if item.cue.kind in _HEDGES and _counts(item.cue, registers)]
    readings = _read(clause, found, {item.first for item in hedges}, clauses, registers)
    frames = [item for item in found if item.cue.kind == "frame" and _counts(item.cue, registers)]
    if frames and readings:
        silence = silence_of(frames, clauses)
        readings = [item for item in readings if not silence.covers(item.found.first, item.effect.weight, clauses)]
        if not readings:
            return "none", [Reading(item, item.cue, Effect("none", 0)) for item in frames]
    if not readings:
        return "none", []
    top = max(item.effect.weight for item in readings)
    strength = next(item.effect.strength for item in readings if item.effect.weight == top)
    deciding = [item for item in readings if item.effect == (strength, top)]
    if strength == "conditional":
        firsts = {item.found.first for item in deciding}
        deciding += [Reading(item, item.cue, Effect("conditional", 0)) for item in hedges if item.first not in firsts]
        deciding.sort(key=lambda item: item.found.first)
    return strength, deciding


def _registers(clause: Clause, found: list[Found]) -> set[str]:
    """The kinds of text that the sentence may come from: those that its words tell ("report", "news", "instruction"),
    "headline" or, after a bullet or without a subject, "item" when no stop ends it, "prose" when nothing else tells.
    """
    registers = {
        entry.cue.name
        for item in found
        for entry in item.entries
        if entry.cue.kind == "register" or (entry.cue.kind == "opening" and item.first == clause.start)
    }
    last = clause.words[-2:][0] if clause.words[-1] in _QUOTES else clause.words[-1]
    if last not in _ENDS:
        registers.add("item" if clause.start or clause.classes[0] == "modal" else "headline")
    if registers <= _UNTOLD:
        registers.add("prose")
    return registers


def _counts(cue: Cue, registers: set[str]) -> bool:
    return not cue.registers or not cue.registers.isdisjoint(registers)


def _read(
    clause: Clause, found: list[Found], hedges: set[int], clauses: Clauses, registers: set[str]
) -> list[Reading]:
    numbers = clauses.numbers
    far: dict[int, int] = {}  # clause → where the first hedge with a long reach ends
    near: dict[int, int] = {}  # clause → the last word that the latest hedge with a short reach governs
    readings = []
    previous = ""
    for item in found:
        if item.cue.kind in _NEVER_READ and len(item.entries) == 1:
            continue
        number = numbers[item.first]
        if item.cue.kind in _HEDGES:
            if item.cue.reach < FAR:
                near[number] = item.last + item.cue.reach
            elif item.first in hedges:
                far.setdefault(numbers[item.last], item.last)
        hedged = number in far or clauses.reported_in.get(number) in far or near.get(number, -1) >= item.first
        for cue, form, _ in item.entries:
            if cue.registers and cue.registers.isdisjoint(registers):
                continue
            if cue.kind == "verb":
                reading = previous = read_verb(clause, form, item.first, item.last, previous)
                # A headline that advises ("Walk to ward off gout") claims what the advice is for.
                if reading == "purpose" and ("prose" in registers or registers >= _ADVISING):
                    reading = "explained"
            elif cue.kind == "plain":
                reading = "plain"
            elif cue.kind == "gloss":
                reading = "start" if item.first - clause.start <= GLOSS_REACH else ""
            elif cue.kind == "modal":
                reading = "verb" if _class_after(clause, item.last) in ("", "linking") else ""
            elif cue.kind == "comparative":
                reading = read_comparative(clause, item.first, item.last)
            else:
                continue
            effect = _effect(cue, reading, hedged)
            if effect is not None:
                if number in clauses.relative:
                    effect = Effect(effect.strength, max(effect.weight - RELATIVE, 1))
                readings.append(Reading(item, cue, effect))
                break
    return readings


def _class_after(clause: Clause, index: int) -> str:
    place = after(clause, index)
    return clause.classes[place] if place < len(clause.classes) else "end"


def _effect(cue: Cue, reading: str, hedged: bool) -> Effect | None:
    effect = cue.effects.get(reading)
    if hedged:
        if cue.hedged is not None:
            return cue.hedged
        if effect is not None and effect.strength == "direct":
            return Effect("conditional", effect.weight)
    return effect
