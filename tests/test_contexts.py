"""What excuses a match: each context on short pages, asked about the word in «guillemets»."""

from __future__ import annotations

import pytest

from mkdocs_neurolint import Site, parse
from mkdocs_neurolint.document.contexts import NAMES, holds

HOLD = [
    ("negated", "It is not true that it «causes» harm."),
    ("negated", "Sugar does not «cause» it."),
    ("negated", "That sugar «causes» it has been debunked."),
    ("hedged", "Sugar may «cause» it."),
    ("hedged", "In mice, sugar «caused» it."),
    ("attributed", "Some people say that sugar «causes» it."),
    ("attributed", "You may have read that sugar «causes» it."),
    ("so-called", "Oxytocin, often dubbed the «love hormone», is a peptide."),
    ("question", "Does sugar «cause» it?"),
    ("quoted", 'She said "sugar «causes» it" again.'),
    ("quoted", "> Sugar «causes» it."),
    ("instruction", "Never «stop» lithium, always ask your doctor."),
    ("heading", "## Sugar «causes» it"),
    ("meta", "This article explores how sugar «causes» it."),
    ("corrected", "It is a myth that sugar «causes» it."),
    ("corrected", "Sugar «causes» it. This is a myth."),
    ("corrected", "## Myths about sugar\n\nSugar «causes» it."),
    ("corrected", "| Myth | Fact |\n|---|---|\n| Sugar «causes» it | It does not |\n"),
    ("corrected", '??? failure "A common myth"\n\n    Sugar «causes» it.\n'),
    ("cited", "Sugar «causes» it ([Lee 2020](https://doi.org/10.1038/nature03701))."),
    ("cited", "A trial asked this (Lee et al., 2020).\n\nThese trials show that sugar «causes» it."),
]
DO_NOT_HOLD = [
    ("negated", "It does not hurt, but sugar «causes» it."),
    ("hedged", "Sugar «causes» it."),
    ("attributed", "Sugar «causes» it in people."),
    ("question", "Why? Sugar «causes» it."),
    ("quoted", 'She said "no". Sugar «causes» it.'),
    ("instruction", "Sugar never «stops» being sweet."),
    ("meta", "The article was wrong about how sugar «causes» it."),
    ("corrected", "Sugar «causes» it. It also tastes sweet."),
    ("corrected", "Sugar «causes» it in short-term memory."),
    ("cited", "Sugar «causes» it. [Home](index.md)"),
]


def asked(name: str, marked: str) -> bool:
    start = marked.index("«")
    text = marked.replace("«", "").replace("»", "")
    end = marked.index("»") - 1
    document = parse(text)
    sentence = document.sentence_at(start)
    assert sentence is not None
    return holds(name, document, sentence, start, end, Site())


@pytest.mark.parametrize(("name", "marked"), HOLD)
def test_holds(name: str, marked: str) -> None:
    assert asked(name, marked)


@pytest.mark.parametrize(("name", "marked"), DO_NOT_HOLD)
def test_does_not_hold(name: str, marked: str) -> None:
    assert not asked(name, marked)


def test_every_context_is_tested() -> None:
    assert {name for name, _ in HOLD} == set(NAMES)
