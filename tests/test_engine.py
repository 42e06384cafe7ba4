"""Order, duplicates, positions and determinism of what the engine gives."""

from __future__ import annotations

import random

import pytest

from mkdocs_neurolint import lint, load_rules, parse

PAGE = """\
---
title: Sugar
---

# Sugar

He **committed suicide** in 2001, and dopamine causes cravings.

!!! note

    Oxytocin builds trust. He committed\n    suicide.

| Act | Effect |
|-----|--------|
| Hug | releases oxytocin |
"""
CRLF = PAGE.replace("\n", "\r\n")
VARIANTS = [("plain", PAGE), ("crlf", CRLF), ("bom", "\ufeff" + PAGE), ("emoji", "😀 " + PAGE[24:])]


@pytest.mark.parametrize("text", [v[1] for v in VARIANTS], ids=[v[0] for v in VARIANTS])
def test_findings_stand_at_their_words(text: str) -> None:
    found = lint(parse(text, "sugar.md"), load_rules())
    assert {"uncited-claim", "committed-suicide"} <= {f.rule.id for f in found}
    lines = text.split("\n")
    for f in found:
        assert text[f.span.start : f.span.end] == f.text
        assert f.text == f.text.strip()
        assert lines[f.line - 1][f.column - 1 :].startswith(f.text.split("\n")[0])
        assert f.path == "sugar.md"


def test_findings_are_ordered_and_unique_whatever_the_order_of_rules() -> None:
    rules = list(load_rules())
    document = parse(PAGE, "sugar.md")
    first = lint(document, rules)
    assert first == sorted(first, key=lambda f: f.sort_key)
    assert len({(f.rule.id, f.span) for f in first}) == len(first)
    random.Random(7).shuffle(rules)
    assert lint(document, rules) == first


def test_no_rules_no_findings() -> None:
    assert lint(parse(PAGE), ()) == []


def test_messages_have_no_holes() -> None:
    for finding in lint(parse(PAGE), load_rules()):
        assert "{" not in finding.message
        assert finding.message
