"""What claims are about and what is said of it: term and verb tables, built from `rules/lexicons`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from mkdocs_neurolint.language.cues import inflect
from mkdocs_neurolint.language.tokens import tokenise
from mkdocs_neurolint.rules.files import load_lexicon_data

DEFAULT_LEXICONS = ("neurochemicals",)
QUALIFYING = frozenset(("induced", "related", "associated"))  # "steroid-induced mania": a kind of something else
UNLIKE = frozenset(("independent", "free", "like", "friendly", "based", "inspired", "themed"))


class Term(NamedTuple):
    """One name of one thing. `exact` is the spelling that an ambiguous abbreviation must have, else empty."""

    name: str
    group: str  # transmitter, hormone, receptor, region, …
    weight: int  # 3 names the thing itself, 2 has other senses, 1 is general
    lexicon: str
    exact: str = ""


class Found(NamedTuple):
    """A term at the tokens `first` to `last`, inclusive."""

    first: int
    last: int
    term: Term


class Terms(NamedTuple):
    """Terms by their first token, longest first; the words with which the engine finds them.

    Ambiguous abbreviations are not among `literals`, for they would be found in "need" and "other": `short` has them by
    the name of their term, to be looked for on a page that gives the name.
    """

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], Term]]]
    literals: frozenset[str]
    short: Mapping[str, tuple[str, ...]]

    def find(self, words: Sequence[str], written: Callable[[int], str]) -> list[Found]:
        """The terms in a sentence of lower-case tokens `words`; none overlap. `written` gives a token's spelling."""
        found: list[Found] = []
        by_first = self.by_first
        if "'s" in " ".join(words):
            words = [word.removesuffix("'s") for word in words]
        taken = -1
        for index, word in enumerate(words):
            if index <= taken:
                continue
            candidates = by_first.get(word)
            if candidates is None:
                if "-" in word and (term_ := self._compound(word)):
                    found.append(Found(index, index, term_))
                continue
            for rest, term in candidates:
                last = index + len(rest)
                if tuple(words[index + 1 : last + 1]) == rest and (not term.exact or written(index) == term.exact):
                    found.append(Found(index, last, term))
                    taken = last
                    break
        return found

    def _compound(self, word: str) -> Term | None:
        """The term in a compound such as "dopamine-driven"; none in "dopamine-free", which is about something else."""
        parts = word.split("-")
        if parts[-1] in UNLIKE:
            return None
        for part in parts:
            for rest, term in self.by_first.get(part, ()):
                if not rest and not term.exact:
                    return term._replace(weight=1) if parts[-1] in QUALIFYING else term
        return None


def _plurals(word: str) -> Iterable[str]:
    yield word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        yield word[:-1] + "ies"
    elif not word.endswith(("s", "ic")):
        yield word + "s"


@cache
def terms(lexicons: tuple[str, ...] = DEFAULT_LEXICONS) -> Terms:
    """The table of the named term lexicons. Raises KeyError for an unknown one."""
    by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    entries: list[Mapping[str, Any]] = []
    common: set[str] = set()
    for lexicon in lexicons:
        data = load_lexicon_data(lexicon)
        common.update(data.get("common", ()))
        for entry in data["terms"]:
            entries.append(entry)
            term = Term(entry["name"], entry["class"], entry["weight"], lexicon)
            for text in entry["words"]:
                if entry["class"] == "popular":  # it has no name but itself
                    term = term._replace(name=text)
                for form in _plurals(text):
                    first, *rest = tokenise(form)
                    by_first.setdefault(first, []).append((tuple(rest), term))
            for text in entry.get("short", ()):
                by_first.setdefault(text.lower(), []).append(((), term._replace(exact=text)))
    for candidates in by_first.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    short = {entry["name"]: tuple(entry["short"]) for entry in entries if entry.get("short")}
    return Terms(by_first, _literals(entries, frozenset(common)), short)


@cache
def names_in_prose(lexicons: tuple[str, ...] = DEFAULT_LEXICONS) -> Mapping[str, str]:
    """What a sentence calls the terms whose name does not fit after "about": "the amygdala", "hormones"."""
    entries = (entry for lexicon in lexicons for entry in load_lexicon_data(lexicon)["terms"])
    return {entry["name"]: entry["said"] for entry in entries if "said" in entry}


def _literals(entries: Sequence[Mapping[str, Any]], common: frozenset[str]) -> frozenset[str]:
    """Words one of which every full name holds: all single words, of the others the longest that is not `common`."""
    texts = [text.lower().split() for entry in entries for text in entry["words"]]
    single = {words[0] for words in texts if len(words) == 1}
    several = {
        max([word for word in words if word not in common] or words, key=len)
        for words in texts
        if not single.intersection(words)
    }
    return frozenset(single | several)


LOOSE = "loose"  # a verb of effect that is used of anything, not only of chemicals and brains


class Verb(NamedTuple):
    kind: str  # level, effect, mechanism, dependence, movement, structure, or LOOSE
    form: str  # base | s | ed | ing | en


class Grammar(NamedTuple):
    """The words that make a sentence an assertion."""

    verbs: Mapping[str, Verb]
    finite: frozenset[str]  # auxiliaries and other words that are always a predicate
    marks: frozenset[str]  # signs and words of telegraphic notes
    actions: frozenset[str]  # nouns that are an assertion in a list of effects
    imperatives: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    carriers: frozenset[str]  # nouns that take up what was named: "this hormone", "such a surge"
    expletives: frozenset[str]  # after "it", "this": nothing is meant ("it is important to")
    sayings: frozenset[str]  # what only names, spells or measures
    objects: frozenset[str]  # after a term: what is meant is a product, a study or a picture
    noun_openers: frozenset[str]  # this and the next ones: words that tell a verb from a noun
    before_verb: frozenset[str]
    after_verb: frozenset[str]
    nouns_after_terms: frozenset[str]
    after_noun: frozenset[str]
    not_a_subject: frozenset[str]
    software: frozenset[str]  # beginnings of words of pages on software and data
    programs: frozenset[str]  # words of a sentence on software or a game
    changes: frozenset[str]  # what a line of a changelog begins with
    tasks: frozenset[str]  # what a task begins with, after its label


def _words(text: str | Sequence[str]) -> frozenset[str]:
    return frozenset(text.replace(",", " ").split() if isinstance(text, str) else text)


@cache
def grammar() -> Grammar:
    data: Mapping[str, Any] = load_lexicon_data("relations")
    verbs: dict[str, Verb] = {}
    for kind, group in data["kinds"].items():
        for lemma in group["verbs"].split(","):
            for form, word in inflect(lemma.strip()):
                verbs.setdefault(word, Verb(kind, form))
    for group in load_lexicon_data("strength-verbs")["cues"]:
        for lemma in (
            group.get("verbs", ()) if isinstance(group.get("verbs"), list) else group.get("verbs", "").split(",")
        ):
            for form, word in inflect(lemma.split()[0]) if lemma.strip() else ():
                verbs.setdefault(word, Verb(LOOSE, form))
    return Grammar(verbs, *(_words(data[key]) for key in Grammar._fields[1:]))
