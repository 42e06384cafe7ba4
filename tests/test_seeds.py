"""The seed articles are flawed on purpose, and the linter says so: few expectations, each by rule and quoted words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mkdocs_neurolint import Finding, Site, lint, load_rules, parse

ROOT = Path(__file__).parent.parent
STABLE = load_rules()
# The articles bear dates; this day keeps their age the same for good.
SITE = Site(today="2026-12-01")

FLAGGED = {
    "trust-and-intimacy": [
        ("uncited-claim", "the hypothalamus releases oxytocin into the blood"),
        ("uncited-claim", "Dopamine is responsible for the other half of the story"),
        ("uncited-claim", "floods the betrayed partner with\ncortisol"),
        ("uncited-claim", "The amygdala governs distrust"),
        ("uncited-claim", "rests on neurochemical"),
        ("missing-abuse-resource", "partners who humiliate"),
    ],
    "dopamine-and-your-phone": [
        ("uncited-claim", "Every like triggers a squirt of dopamine"),
        ("uncited-claim", "Blue light eliminates melatonin"),
        ("uncited-claim", "Scrolling raises cortisol"),
        ("habit-in-21-days", "After twenty-one days the new habit"),
        ("addict", "cocaine addict"),
        ("citation-debris", "turn0search1"),
        ("citation-debris", "utm_source=chatgpt.com"),
        ("undefined-footnote", "[^1]"),
        ("committed-suicide", "committed suicide"),
        ("suicide-epidemic", "suicide epidemic"),
    ],
    "stress-and-adrenal-fatigue": [
        ("uncited-claim", "Cortisol is toxic"),
        ("uncited-claim", "Low cortisol leads to depression"),
        ("uncited-claim", "it shrinks the hippocampus"),
        ("uncited-claim", "testosterone fuels it"),
        ("adrenal-fatigue", "eight out of ten adults have adrenal fatigue"),
        ("lizard-brain", "the lizard brain fires"),
        ("serotonin-imbalance", "depression is a chemical imbalance"),
        ("absolute-claim", "root cause of fatigue"),
    ],
    "when-he-decides-everything": [
        ("uncited-claim", "dopamine and oxytocin"),
        ("uncited-claim", "the amygdala confuses fear with love"),
        ("uncited-claim", "Loneliness rebuilds serotonin"),
        ("missing-abuse-resource", ""),
        ("retired-helpline", "08457 90 90 90"),
        ("retired-helpline", "1850 60 90 90"),
        ("stale-review", "2018-11-05"),
    ],
}
# What a careless rule would say about these words: a question, a topic sentence, a piece of advice, an account.
SILENT = {
    "trust-and-intimacy": [
        ("uncited-claim", "Which processes in the brain account for"),
        ("uncited-claim", "Can anything be done?"),
        ("uncited-claim", "In what\nfollows we will look at the chemistry"),
        ("uncited-claim", "provided that they talk openly"),
        ("missing-suicide-resource", ""),
        ("missing-self-harm-resource", ""),
        ("missing-eating-disorder-resource", ""),
    ],
    "dopamine-and-your-phone": [
        ("uncited-claim", "You reach for it before you are awake"),
        ("missing-abuse-resource", ""),
    ],
    "stress-and-adrenal-fatigue": [
        ("uncited-claim", "Are you tired in the morning"),
        ("missing-suicide-resource", ""),
        ("missing-abuse-resource", ""),
    ],
    "when-he-decides-everything": [
        ("uncited-claim", "He counts the minutes it takes you to shop"),
        ("uncited-claim", "Pack after the conversation"),
        ("missing-eating-disorder-resource", ""),
    ],
}


def cases(table: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [
        pytest.param(seed, rule, words, id=f"{seed}-{rule}-{i}")
        for seed, rows in table.items()
        for i, (rule, words) in enumerate(rows)
    ]


def text_of(seed: str) -> str:
    return (ROOT / "seeds" / f"{seed}.md").read_text(encoding="utf-8")


@cache
def found_in(seed: str) -> list[Finding]:
    return lint(parse(text_of(seed), f"seeds/{seed}.md"), STABLE, SITE)


def touching(seed: str, rule: str, words: str) -> list[str]:
    """What `rule` found at the one place where the seed has `words`; on the whole page when `words` is empty."""
    text = text_of(seed)
    assert not words or text.count(words) == 1, f"the seed must have these words once: {words!r}"
    start = text.find(words)
    end = start + len(words) if words else len(text)
    return [f.text for f in found_in(seed) if f.rule.id == rule and f.span.start < end and f.span.end > start]


@pytest.mark.parametrize(("seed", "rule", "words"), cases(FLAGGED))
def test_flaw_is_found(seed: str, rule: str, words: str) -> None:
    assert touching(seed, rule, words)


@pytest.mark.parametrize(("seed", "rule", "words"), cases(SILENT))
def test_rest_is_left_alone(seed: str, rule: str, words: str) -> None:
    assert touching(seed, rule, words) == []


@pytest.mark.parametrize("seed", FLAGGED)
def test_claims_with_a_source_are_no_longer_uncited(seed: str) -> None:
    """A footnote after each claim that is found leaves none to be found."""
    text = text_of(seed)
    ends = sorted({f.span.end for f in found_in(seed) if f.rule.id == "uncited-claim"}, reverse=True)
    for end in ends:
        text = f"{text[:end]}[^source]{text[end:]}"
    text += "\n[^source]: Example A, Example B. A trial of examples. J Ex Stud 2024;1:2-3.\n"
    again = lint(parse(text, f"seeds/{seed}.md"), STABLE, SITE)
    assert [f.text for f in again if f.rule.id == "uncited-claim"] == []


def test_findings_quote_the_file() -> None:
    for seed in FLAGGED:
        text = text_of(seed)
        lines = text.split("\n")
        for finding in found_in(seed):
            assert text[finding.span.start : finding.span.end] == finding.text
            first_line = finding.text.split("\n")[0]
            assert lines[finding.line - 1][finding.column - 1 :].startswith(first_line)
