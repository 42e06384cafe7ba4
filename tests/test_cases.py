"""What a phrase rule says by the words of its match: `cases`."""

from __future__ import annotations

import pytest

from mkdocs_neurolint.checks import phrase
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.engine import lint
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.rules.load import load_rules

RULES = tuple(rule for rule in load_rules() if rule.id in ("addict", "former-addict"))


def finding(text: str) -> Finding:
    (only,) = lint(parse(text, "page.md"), RULES)
    return only


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Heroin addicts came by night.", "person with a substance use disorder"),
        ("Addicts came by night.", "person with a substance use disorder"),
        ("Gambling addicts came by night.", "people who gamble a lot"),
        ("Social media addicts stayed in.", "people who are on the phone or online a lot"),
        ("A recovering gambling addict came by night.", "used to have a gambling problem"),
        ("An ex-addict came by night.", "person in recovery"),
    ],
)
def test_the_advice_is_for_what_is_meant(text: str, advice: str) -> None:
    found = finding(text)
    assert advice in found.message
    assert found.message.startswith(f'"{found.text}" ')
    assert ("substance" in found.message) == ("substance" in advice)


def test_a_case_needs_a_pattern_that_compiles() -> None:
    data = {"match": ["zorbly"], "cases": [{"with": "zor(", "message": "no"}]}
    with pytest.raises(ValueError, match=r"cases\[0\]\.with"):
        phrase.validate(data, {})
