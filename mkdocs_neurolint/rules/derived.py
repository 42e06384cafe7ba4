"""What follows from the built-in rules and is slow to work out: the words that each rule and each pattern needs.

It is kept beside the compiled rules, so that a run on one page does not work it out again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from mkdocs_neurolint.rules.files import builtin_stamp, cache_file, load_lexicon_data, load_rule_data, write_atomically
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import Anchors, anchors, expand, lexicon_words

# The keys of rule files under which patterns stand, at any depth.
PATTERN_KEYS = frozenset(("match", "except", "says", "raise", "strong", "medium", "weak", "page_says", "page_has"))


@cache
def _stored() -> dict[str, Any]:
    """What an earlier run has kept for these very rules; empty when there is nothing, or it is stale."""
    try:
        kept = json.loads(cache_file("derived").read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) and kept.get("stamp") == builtin_stamp() else {}


@cache
def expanded(text: str) -> str:
    """A pattern of a rule file with the built-in lexicons put in. Raises KeyError for an unknown lexicon."""
    return expand(text, lambda name: lexicon_words(load_lexicon_data(name)))


@cache
def anchors_of(text: str) -> Anchors | None:
    """The anchors of a pattern as it stands in a rule file."""
    kept = _stored().get("anchors", {})
    if text in kept:
        return _unpacked(kept[text])
    return anchors(expanded(text))


def literals_of(rule: Rule) -> frozenset[str]:
    """The words one of which a page must hold for `rule` to have work to do."""
    kept = _stored().get("literals", {}) if rule.builtin else {}
    if rule.id in kept:
        return frozenset(kept[rule.id])
    return frozenset(import_module(f"mkdocs_neurolint.checks.{rule.kind}").literals(rule))


def keep() -> None:
    """Keeps what follows from the built-in rules for the next run, unless it is kept already."""
    from mkdocs_neurolint.rules.load import make_rule

    if _stored():
        return
    files = load_rule_data()
    texts = {text for data in files.values() for text in _patterns(data, False)}
    texts.update(text for group in load_lexicon_data("contexts")["groups"].values() for text in group)
    data = {
        "stamp": builtin_stamp(),
        "literals": {d["id"]: sorted(literals_of(make_rule(d, path, builtin=True))) for path, d in files.items()},
        "anchors": {text: _packed(anchors_of(text)) for text in sorted(texts)},
    }
    write_atomically(cache_file("derived"), json.dumps(data, ensure_ascii=False).encode())


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
    return None if found is None else [found.prefix, sorted(found.words), [sorted(words) for words in found.others]]


def _unpacked(kept: Any) -> Anchors | None:
    if kept is None:
        return None
    prefix, words, others = kept
    return Anchors(frozenset(words), prefix, tuple(tuple(group) for group in others))
