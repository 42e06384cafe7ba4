"""What follows from the built-in rules and is slow to work out: the words that rules and patterns need, the cue table.

It is kept beside the compiled rules, so that a run on one page does not work it out again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from mkdocs_neurolint.kept_lines import read_lines, write_lines
from mkdocs_neurolint.rules.anchors import Anchors, Group, anchors, rarest_first, telling
from mkdocs_neurolint.rules.files import builtin_stamp, cache_file, load_lexicon_data, load_rule_data
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import expand, lexicon_words

# Words that stand on any page of English.
EVERYWHERE = """
a about after again all also always an and another any are as ask asks at away back be because been before begin
being best better big both but by call can come comes could day days did do does done down each early easy end even
ever every few find first for from full get gets give gives go goes good great had hard has have he help her here
him his home how i if in into is it its just keep keeps kind know knows last less let life like little live long
look made make makes making man many may me mean means men might mind minute minutes more most much must my need
needs never new next no not note nothing now of off often old on once one only open or order other our out over own
part people place point put read real really right run said same say says see seen set she should show side small
so some still stop such sure take takes talk tell ten than that the their them then there these they thing things
think this those though three through time times to today too try turn two under up us use used very want was way we
week well were what when where which while who why will with without woman women word words work works world would
year years yes yet you your
"""
COMMON = frozenset(EVERYWHERE.split())
# The keys of rule files under which patterns stand, at any depth.
PATTERN_KEYS = frozenset(
    ("match", "except", "says", "raise", "strong", "medium", "weak", "said", "also", "page_says", "near")
)


@cache
def kept_lines() -> dict[str, str]:
    """What an earlier run has kept for these very rules, as JSON; empty when there is nothing, or it is stale."""
    return read_lines(cache_file("derived"), builtin_stamp()) or {}


@cache
def expanded(text: str) -> str:
    """A pattern of a rule file with the built-in lexicons put in. Raises KeyError for an unknown lexicon."""
    return expand(text, lambda name: lexicon_words(load_lexicon_data(name)))


def anchors_of(text: str) -> Anchors | None:
    """The anchors of a pattern as it stands in a rule file."""
    known = kept_lines() or _builtin_anchors()
    key = _key(text)
    return _unpacked(json.loads(known[key])) if key in known else anchors(expanded(text))


def _key(text: str) -> str:
    return f"anchors {json.dumps(text)}"


@cache
def _builtin_anchors() -> dict[str, str]:
    """The anchors of every built-in pattern, as they are kept."""
    files = load_rule_data()
    texts = {text for data in files.values() for text in _patterns(data, False)}
    texts.update(text for group in load_lexicon_data("contexts")["groups"].values() for text in group)
    found = {text: anchors(expanded(text)) for text in sorted(texts)}
    rarity = _rarity([group for each in found.values() if each for group in each.groups], files)
    return {_key(text): json.dumps(_packed(each and rarest_first(each, rarity))) for text, each in found.items()}


def _rarity(groups: Collection[Group], files: Mapping[str, Any]) -> Callable[[Group], Any]:
    """How seldom words are met: those of any English text come last, then by how many rules' examples have them."""
    import ahocorasick_rs

    words = sorted({(word, group.initial) for group in groups for word in group.words})
    finder = ahocorasick_rs.AhoCorasick([word for word, _ in words])
    having: dict[tuple[str, bool], set[str]] = {word: set() for word in words}
    for name, data in files.items():
        text = "\n".join(_examples(data)).lower()
        for index, start, _ in finder.find_matches_as_indexes(text, overlapping=True):
            if not words[index][1] or not start or not text[start - 1].isalnum():
                having[words[index]].add(name)

    def rarity(group: Group) -> tuple[int, int, int, int]:
        rules = set().union(*(having[word, group.initial] for word in group.words))
        return -len(COMMON.intersection(group.words)), -len(rules), *telling(group)

    return rarity


def _examples(data: Mapping[str, Any]) -> Iterator[str]:
    for listed in data["examples"].values():
        for example in listed:
            yield example if isinstance(example, str) else example["text"]


def literals_of(rule: Rule) -> frozenset[str]:
    """The words one of which a page must hold for `rule` to have work to do."""
    kept = _literals() if rule.builtin else {}
    if rule.id in kept:
        return frozenset(kept[rule.id])
    return frozenset(import_module(f"mkdocs_neurolint.checks.{rule.kind}").literals(rule))


@cache
def _literals() -> dict[str, list[str]]:
    kept: dict[str, list[str]] = json.loads(kept_lines().get("literals", "{}"))
    return kept


def keep() -> None:
    """Keeps what follows from the built-in rules for the next run, unless it is kept already."""
    from mkdocs_neurolint.rules.load import make_rule

    if kept_lines():
        return
    rules = [make_rule(data, path, builtin=True) for path, data in load_rule_data().items()]
    literals = {rule.id: sorted(literals_of(rule)) for rule in rules}
    cues: dict[str, str] = import_module("mkdocs_neurolint.language.kept").lines_to_keep()
    lines = {"literals": json.dumps(literals), **_builtin_anchors(), **cues}
    write_lines(cache_file("derived"), builtin_stamp(), lines)


def _patterns(value: Any, inside: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "examples":
                yield from _patterns(inner, inside or key in PATTERN_KEYS)
    elif isinstance(value, list):
        for inner in value:
            yield from _patterns(inner, inside)
    elif isinstance(value, str) and inside:
        yield value


def _packed(found: Anchors | None) -> list[Any] | None:
    return None if found is None else [found.starts, [[group.words, group.initial] for group in found.groups]]


def _unpacked(kept: Any) -> Anchors | None:
    if kept is None:
        return None
    starts, groups = kept
    return Anchors(
        tuple(Group(words, initial) for words, initial in groups), None if starts is None else tuple(starts)
    )
