"""Subjects that are named elsewhere: by an earlier sentence ("this hormone", "it"), a stem, the first cell of a row."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_neurolint.claims.assertion import Cue, Words, is_predicate
from mkdocs_neurolint.claims.terms import Found, Grammar, grammar

ARROWS = frozenset("↑↓⬆⬇")  # all that a cell may say


def inherits(words: Words, plural: bool = False) -> Cue | None:
    """The verb or sign with which an item or a cell says something of a subject that is named elsewhere.

    With `plural`, a base form will do, for it is no instruction there: "| Endorphins | cause calm |".
    """
    rules = grammar()
    lower = words.lower
    start = next((i for i, word in enumerate(lower) if word[0].isalpha() or word in rules.marks), len(lower))
    if start >= len(lower):
        return None
    word = lower[start]
    if len(lower) - start < 2:
        return (start, start) if plural and word in ARROWS else None
    if word in rules.marks and not word[0].isalpha():
        return start, start
    verb = rules.verbs.get(word)
    if verb and (verb.form in ("s", "ing") or (plural and verb.form == "base")):
        return start, start
    if word in ("may", "can", "might", "could") and start + 1 < len(lower) and lower[start + 1] in rules.verbs:
        return start, start + 1
    return None


def takes_up(words: Words, subjects: Sequence[Found]) -> Cue | None:
    """The verb of a sentence that goes on about a subject named before: "This hormone …", "It also …"."""
    rules = grammar()
    lower = words.lower
    start = next((i for i, word in enumerate(lower) if word[0].isalpha()), len(lower))
    noun = _taken_noun(lower, rules)
    if noun is None:
        if (
            start >= len(lower)
            or lower[start] not in rules.pronouns
            or lower[start] in ("which", "that", "its", "their")
        ):
            return None
        if any(word in rules.expletives for word in lower[start + 1 : start + 4]):
            return None
        if lower[start] in ("this", "these", "both") and not _predicates(lower, rules, start + 1):
            return None  # a determiner of something else: "this knowledge changes …"
        noun = start
    if noun == start and max(item.term.weight for item in subjects) < 2:
        return None
    verb = next((i for i in _verbs_after(lower, rules, noun)), None)
    if verb is None or verb - noun > 6:
        return None
    return verb, verb


def _predicates(lower: Sequence[str], rules: Grammar, index: int) -> bool:
    """Whether a predicate begins at `index`."""
    word = lower[index] if index < len(lower) else ""
    return word in rules.finite or word in rules.verbs or word.endswith("ly") or word in ("also", "then", "not")


def _taken_noun(lower: Sequence[str], rules: Grammar) -> int | None:
    """The index of a noun that takes something up, with its determiner close before it: "this same hormone"."""
    for i, word in enumerate(lower):
        if word in rules.carriers:
            before = lower[max(0, i - 3) : i]
            if any(other in ("this", "these", "such", "both", "those", "same") for other in before):
                return i
    return None


def _verbs_after(lower: Sequence[str], rules: Grammar, noun: int) -> Sequence[int]:
    found = []
    auxiliary = -9
    for i in range(noun + 1, min(len(lower), noun + 8)):
        word = lower[i]
        verb = rules.verbs.get(word)
        if verb and (is_predicate(lower, i, verb.form, auxiliary) or (verb.form == "base" and i - auxiliary <= 4)):
            found.append(i)
        elif word in rules.finite:
            auxiliary = i
    return found
