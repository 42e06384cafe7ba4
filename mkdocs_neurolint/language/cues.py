"""The cue table: which words and phrases bear on the strength of a claim, built from plain data (see `rules/lexicons`).

How a cue's neighbours decide its reading is in `readings`; how cues are weighed is in `strength`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

GAP = "*"  # in a phrase: up to GAP_LIMIT words of any kind
GAP_LIMIT = 3
FAR = 1000


FILES = ("grammar", "verbs", "nouns", "association", "hedges", "frames")


class Effect(NamedTuple):
    """What a reading says about the claim: a strength, and how heavily it weighs (1 to 9)."""

    strength: str
    weight: int


class Cue(NamedTuple):
    """A group of words that work alike."""

    name: str
    kind: str  # verb | plain | comparative | hedge | frame
    effects: Mapping[str, Effect | None]  # by reading
    hedged: Effect | None  # when a hedge governs the cue; None: a direct claim becomes conditional
    reach: int  # of a hedge: words after it within which it governs a cue of its clause
    scope: str  # of a frame: clause | rest (of the sentence) | sentence
    silences: tuple[int, int]  # the heaviest cue that a frame silences on its left and on its right


class Entry(NamedTuple):
    """One form of one cue; `form` is a verb's form (base, s, ed, ing, en), empty for other words."""

    cue: Cue
    form: str


class Node(NamedTuple):
    """A place in the tree of phrases: what ends here, and which words may follow. GAP is one of the words."""

    entries: tuple[Entry, ...]
    following: Mapping[str, Node]


class Lexeme(NamedTuple):
    """Everything known about a word: its closed class (or "") and the phrases that begin with it (or None)."""

    word_class: str
    phrases: Node | None


CueTable = Mapping[str, Lexeme]


def build_cues(files: Iterable[Mapping[str, Any]]) -> CueTable:
    """The cue table of the parsed lexicon files, each with `classes` (closed word classes), `irregular`
    (verb paradigms) and `cues` (groups).
    """
    read = list(files)
    irregular = {
        paradigm.split("/", 1)[0]: paradigm for data in read for paradigm in _listed(data.get("irregular", ""))
    }
    classes: dict[str, str] = {}
    tree: dict[str, Any] = {}
    for data in read:
        for name, words in data.get("classes", {}).items():
            classes.update(dict.fromkeys(words.split(), name))
        for group in data.get("cues", ()):
            cue = _cue(group)
            for form, phrase in _forms(group, irregular):
                place = tree
                for word in phrase:
                    place = place.setdefault(word, {})
                place.setdefault("", []).append(Entry(cue, form))
    phrases = _freeze(tree).following
    return {
        word: Lexeme(classes.get(word) or ("adverb" if word.endswith("ly") else ""), phrases.get(word))
        for word in classes.keys() | phrases.keys()
    }


def _freeze(place: Mapping[str, Any]) -> Node:
    # A verb is tried first: when its neighbours give it no meaning, the word may still be a noun.
    entries = sorted(place.get("", ()), key=lambda entry: (entry.cue.kind != "verb", entry.form == "ed"))
    return Node(tuple(entries), {word: _freeze(below) for word, below in place.items() if word})


@cache
def default_cues() -> CueTable:
    """The built-in cue table."""
    from mkdocs_neurolint.rules.files import load_lexicon_data

    return build_cues(load_lexicon_data(f"strength-{name}") for name in FILES)


def _cue(group: Mapping[str, Any]) -> Cue:
    kind = group.get("kind", "plain")
    given = group.get("effect", "")
    if isinstance(given, str):
        given = {"plain": given}
    # A rarer reading stands for the common one, unless the group says otherwise.
    for rarer, common in (("plural", "active"), ("start", "active"), ("absolute", "active"), ("modifier", "participle")):
        if common in given:
            given = {rarer: given[common], **given}
    effects = {reading: _effect(value) for reading, value in given.items()}
    hedged = group.get("hedged")
    silences = group.get("silences", {})
    return Cue(
        group["name"], kind, effects, _effect(hedged) if hedged else None,
        group.get("reach", FAR), group.get("scope", "clause"), (silences.get("left", 0), silences.get("right", 0)),
    )  # fmt: skip


def _effect(value: str) -> Effect | None:
    if not value or value == "nothing":
        return None
    strength, _, weight = value.partition(" ")
    return Effect(strength, int(weight or 3))


def _forms(group: Mapping[str, Any], irregular: Mapping[str, str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for text in _listed(group.get("words", "")):
        for phrase in _alternatives(text, irregular):
            yield "", phrase
    for text in _listed(group.get("verbs", "")):
        lemmas, _, particle = text.partition(" ")
        for lemma in lemmas.split("|"):
            for form, word in inflect(irregular.get(lemma, lemma)):
                for rest in _alternatives(particle, irregular):
                    yield form, (word, *rest)


def _listed(text: str) -> list[str]:
    return [item for item in map(str.strip, text.split(",")) if item]


def _alternatives(text: str, irregular: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Every phrase that `text` stands for: `a|b` is a choice of words, `~word` all forms of a verb."""
    phrases: list[tuple[str, ...]] = [()]
    for part in text.split():
        choices: list[str] = []
        for choice in part.split("|"):
            if choice.startswith("~"):
                choices += [word for _, word in inflect(irregular.get(choice[1:], choice[1:]))]
            else:
                choices.append(choice)
        phrases = [(*phrase, choice) for phrase in phrases for choice in dict.fromkeys(choices)]
    return phrases


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
