"""The cue table: which words and phrases bear on the strength of a claim, built from plain data (see `rules/lexicons`).

How a cue's neighbours decide its reading is in `readings`; how cues are weighed is in `strength`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

GAP = "*"  # in a phrase: up to GAP_LIMIT words of any kind
GAP_LIMIT = 3
FAR = 1000


class Effect(NamedTuple):
    """What a reading says about the claim: a strength, and how heavily it weighs (1 to 9)."""

    strength: str
    weight: int


class Cue(NamedTuple):
    """A group of words that work alike."""

    name: str
    kind: str  # verb | plain | comparative | hedge | capacity | modal | gloss | register | opening | frame
    effects: Mapping[str, Effect | None]  # by reading
    hedged: Effect | None  # when a hedge governs the cue; None: a direct claim becomes conditional
    reach: int  # of a hedge: words after it within which it governs a cue of its clause
    scope: str  # of a frame: clause | rest (of the sentence) | sentence
    silences: tuple[int, int]  # the heaviest cue that a frame silences on its left and on its right
    registers: frozenset[str]  # of a sentence, of which one lets the cue count; empty: any


class Entry(NamedTuple):
    """One form of one cue. `rest` holds the words that may stand at each place after the first; None is a gap."""

    cue: Cue
    form: str  # of a verb: base | s | ed | ing | en; else empty
    rest: tuple[frozenset[str] | None, ...]


class Lexeme(NamedTuple):
    """Everything known about a word: its closed class (or "") and the cues that begin with it, longest first."""

    word_class: str
    entries: Sequence[Entry]  # those that may match whatever word follows
    following: Mapping[str, Sequence[Entry]]  # by the word that follows: these and those that ask for it


CueTable = Mapping[str, Lexeme]
_NOTHING: Mapping[str, Sequence[Entry]] = {}

_FALLBACK = (
    ("plural", "active"),
    ("start", "active"),
    ("absolute", "active"),
    ("modifier", "participle"),
)


def build_cues(files: Iterable[Mapping[str, Any]]) -> CueTable:
    """The cue table of parsed lexicon files, as `listed_cues` takes them."""
    return {word: lexeme(word_class, entries) for word, (word_class, entries) in listed_cues(files).items()}


def listed_cues(files: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, list[Entry]]]:
    """By word its class and its cues, longest first, of the parsed lexicon files, each with `classes` (closed word
    classes), `irregular` (verb paradigms) and `cues` (groups).
    """
    read = list(files)
    irregular = {
        paradigm.split("/", 1)[0]: paradigm for data in read for paradigm in _listed(data.get("irregular", ""))
    }
    classes: dict[str, str] = {}
    entries: dict[str, list[Entry]] = {}
    for data in read:
        for name, words in data.get("classes", {}).items():
            classes.update(dict.fromkeys(words.split(), name))
        for group in data.get("cues", ()):
            cue = _cue(group)
            for form, first, rest in _forms(group, irregular):
                entries.setdefault(first, []).append(Entry(cue, form, rest))
    for found in entries.values():
        if len(found) > 1:
            found.sort(key=_order)
    return {
        word: (classes.get(word) or ("adverb" if word.endswith("ly") else ""), entries.get(word, []))
        for word in classes.keys() | entries.keys()
    }


def lexeme(word_class: str, entries: list[Entry]) -> Lexeme:
    """What is known about a word of that class with those cues."""
    if not any(entry.rest for entry in entries):
        return Lexeme(word_class, entries, _NOTHING)
    always: list[Entry] = []
    asking: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.rest and entry.rest[0] is not None:
            for word in entry.rest[0]:
                found = asking.get(word)
                if found is None:
                    asking[word] = found = always.copy()
                found.append(entry)
        else:
            always.append(entry)
            for listed in asking.values():
                listed.append(entry)
    return Lexeme(word_class, always, asking)


def _order(entry: Entry) -> tuple[int, bool, bool]:
    # A verb is tried first: when its neighbours give it no meaning, the word may still be a noun.
    return -len(entry.rest), entry.cue.kind != "verb", entry.form == "ed"


def _cue(group: Mapping[str, Any]) -> Cue:
    kind = group.get("kind", "plain")
    given = group.get("effect", "")
    if isinstance(given, str):
        given = {"plain": given}
    # A rarer reading stands for the common one, unless the group says otherwise.
    for rarer, common in _FALLBACK:
        if common in given:
            given = {rarer: given[common], **given}
    effects = {reading: _effect(value) for reading, value in given.items()}
    hedged = group.get("hedged")
    silences = group.get("silences", {})
    return Cue(
        group["name"], kind, effects, _effect(hedged) if hedged else None,
        group.get("reach", FAR), group.get("scope", "clause"), (silences.get("left", 0), silences.get("right", 0)),
        frozenset(group.get("registers", "").split()),
    )  # fmt: skip


def _effect(value: str) -> Effect | None:
    if not value or value == "nothing":
        return None
    strength, _, weight = value.partition(" ")
    return Effect(strength, int(weight or 3))


def _forms(
    group: Mapping[str, Any], irregular: Mapping[str, str]
) -> Iterable[tuple[str, str, tuple[frozenset[str] | None, ...]]]:
    """(form, first word, rest) of everything a group lists."""
    for text in _listed(group.get("words", "")):
        first, *parts = text.split()
        rest = tuple(None if part == GAP else frozenset(_choices(part, irregular)) for part in parts)
        for word in _choices(first, irregular):
            yield "", word, rest
    for text in _listed(group.get("verbs", "")):
        lemmas, *parts = text.split()
        rest = tuple(None if part == GAP else frozenset(_choices(part, irregular)) for part in parts)
        for lemma in lemmas.split("|"):
            for form, word in inflect(irregular.get(lemma, lemma)):
                yield form, word, rest


def _listed(text: str) -> list[str]:
    return [item for item in map(str.strip, text.split(",")) if item]


def _choices(part: str, irregular: Mapping[str, str]) -> list[str]:
    """The words that a part of a phrase stands for: `a|b` is a choice, `noun(s)` a noun and its plural, `~verb` all
    forms of a verb.
    """
    found: list[str] = []
    for choice in part.split("|"):
        if choice[0] == "~":
            found += [word for _, word in inflect(irregular.get(choice[1:], choice[1:]))]
        elif choice.endswith("(s)"):
            found += [choice[:-3], choice[:-3] + "s"]
        else:
            found.append(choice)
    return list(dict.fromkeys(found))


def inflect(lemma: str) -> list[tuple[str, str]]:
    """The (form, word) pairs of a verb. An irregular one is written out: `drive/drives/drove/driving/driven`."""
    if "/" in lemma:
        forms = lemma.split("/")
        return [(form, word) for form, word in zip(("base", "s", "ed", "ing", "en"), forms, strict=False) if word]
    if lemma.endswith("e"):
        stem, ed, s = lemma[:-1] if not lemma.endswith("ee") else lemma, lemma + "d", lemma + "s"
        return [("base", lemma), ("s", s), ("ed", ed), ("ing", stem + "ing")]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return [("base", lemma), ("s", lemma[:-1] + "ies"), ("ed", lemma[:-1] + "ied"), ("ing", lemma + "ing")]
    s = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return [("base", lemma), ("s", s), ("ed", lemma + "ed"), ("ing", lemma + "ing")]
