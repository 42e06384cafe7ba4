"""Wrong help: dead, mistaken, foreign, undiallable, drifting, old and invented numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_neurolint.checks import helpline
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.engine import lint
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.resources.registry import builtin_registry
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.testing import run_examples
from mkdocs_neurolint.site import Site

RULES = tuple(rule for rule in load_rules(preview=True) if rule.kind == "helpline")
FOLDER = Path(__file__).parent
TODAY = "2026-11-24"
OLD = [(s, old) for s in builtin_registry().services for old in s.old_numbers if not old.send and not old.press]


def found(text: str, *regions: str) -> list[Finding]:
    return lint(parse(text, "page.md"), RULES, Site(regions=regions, today=TODAY))


def rules_of(text: str, *regions: str) -> list[str]:
    return [finding.rule.id for finding in found(text, *regions)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: object) -> None:
    problems = [f"{r.kind} {r.index}: {r.problem}" for r in run_examples([rule]) if r.problem]  # type: ignore[list-item]
    assert not problems


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("traps/*.md")) + sorted(FOLDER.glob("clean/*.md")), ids=lambda p: p.stem
)
def test_harmless_pages_are_silent(path: Path) -> None:
    assert found(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("service", [s for s in builtin_registry().services if not s.gone], ids=lambda s: s.id)
def test_right_numbers_are_silent(service: object) -> None:
    for number in service.numbers:  # type: ignore[attr-defined]
        if not number.app:
            page = f"# Help\n\nCall {service.name} on {number.number} at any time.\n"  # type: ignore[attr-defined]
            region = service.region if service.region not in ("EU", "INT") else "DE"  # type: ignore[attr-defined]
            assert rules_of(page, region) == [], page
            assert rules_of(page) == [], page


@pytest.mark.parametrize(("service", "old"), OLD, ids=lambda value: getattr(value, "id", None) or value.number)
def test_old_numbers_are_reported(service: object, old: object) -> None:
    page = f"# Help\n\nCall {service.name} on {old.number} at any time.\n"  # type: ignore[attr-defined]
    findings = [f for f in found(page, service.region) if f.rule.id == "retired-helpline"]  # type: ignore[attr-defined]
    assert findings[-1].text == old.number  # type: ignore[attr-defined]
    assert findings[-1].severity == ("warning" if old.works else "error")  # type: ignore[attr-defined]


def test_retired_names_replacement_and_source() -> None:
    (finding,) = found("Call the Lifeline at 1-800-273-8255.")
    assert "call 988" in finding.message and "2022-07-16" in finding.message
    assert "https://" in finding.help


@pytest.mark.parametrize(
    ("text", "regions", "expected"),
    [
        pytest.param("Call the suicide line 113 to talk.", ("NO",), ["foreign-helpline"], id="113 in Norway"),
        pytest.param("In Norway, call 113 for an ambulance.", ("NO",), [], id="113 is the ambulance"),
        pytest.param("Bel 113 als je aan zelfmoord denkt.", ("NL",), [], id="113 in the Netherlands"),
        pytest.param("In an emergency, call 111.", ("NZ",), [], id="111 in New Zealand"),
        pytest.param(
            "In immediate danger, call 111.", ("GB",), ["foreign-helpline"], id="111 is no emergency number in Britain"
        ),
        pytest.param("Call 119 if a child is in danger.", ("FR",), [], id="119 in France"),
        pytest.param("Call 988.", ("US", "GB"), [], id="988 for one of two regions"),
        pytest.param("Call 988.", ("GB",), ["foreign-helpline"], id="988 in Britain"),
        pytest.param("- US: call 988\n- UK: call 116 123\n", ("GB",), [], id="list by country"),
        pytest.param("| Country | Call |\n| --- | --- |\n| Canada | 988 |\n", ("GB",), [], id="table by country"),
        pytest.param("## Outside Britain\n\nCall 988.\n", ("GB",), [], id="heading says elsewhere"),
        pytest.param("Chapter 911 tells of 999 nights.", ("IE",), [], id="emergency digits without a verb"),
    ],
)
def test_numbers_by_country(text: str, regions: tuple[str, ...], expected: list[str]) -> None:
    assert rules_of(f"# Help\n\n{text}\n", *regions) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The old number, 08457 90 90 90, is no longer in use.", [], id="history"),
        pytest.param("## 2.1.0\n\n- Helpline box: 1-800-273-8255 replaced by 988\n", [], id="changelog"),
        pytest.param("Do not call 1-800-931-2237; the helpline closed in 2023.", [], id="warning"),
        pytest.param("Call Samaritans on 116 123 or the Coventry branch office on 024 7667 8678.", [], id="branch"),
        pytest.param("Call Childline on 0800 1111 and Samaritans on 116 123.", [], id="two services"),
        pytest.param(
            "Call Childline on 116 123 and Samaritans on 0800 1111.", ["mismatched-helpline"] * 2, id="swapped"
        ),
        pytest.param("Ring [Samaritans](tel:08001111).", ["mismatched-helpline"], id="link to another service"),
        pytest.param("Ring [the helpline](tel:116123).", [], id="words over the right link"),
        pytest.param("Call +44 116 123.", ["undialable-number"], id="short code with country code"),
        pytest.param("Call +1 988.", ["undialable-number"], id="988 with country code"),
        pytest.param("Call +44 808 164 0123.", [], id="freephone with country code"),
        pytest.param("We met in 1988 and had 116 guests, 123 chairs.", [], id="plain numbers"),
        pytest.param("Call [0808 2000 247](tel:+448082000247).", [], id="same number, international"),
        pytest.param("Call [0808 2000 247](tel:+448082000274).", ["tel-link-mismatch"], id="swapped digits"),
        pytest.param("Call 116 123. Numbers checked in 2024.", [], id="checked of late"),
        pytest.param("Call 116 123. Numbers checked in 2017.", ["dated-helpline"], id="checked long ago"),
        pytest.param("Ring 1.800.799.SAFE (7233) at any hour.", [], id="letters after dots"),
        pytest.param("- SAMHSA's line: +1-800-662-help (4357)", [], id="digits of the letters in brackets"),
        pytest.param("Ring (866) 4-U-TREVOR (866-488-7386).", [], id="more letters than a number has digits"),
        pytest.param("RING 1-800-950-NAMI NOW.", [], id="a word after the letters"),
        pytest.param("Ring the Lifeline at 1-800-273-TALK (8255).", ["retired-helpline"], id="old number in letters"),
        pytest.param("Ring [1-800-799-SAFE (7233)](tel:+18007997233).", [], id="link over letters"),
        pytest.param("Ring 1-800-GAMBLER or 1-800-697-3738.", [], id="two numbers, the first in letters"),
        pytest.param(
            "The National Problem Gambling Helpline is on 1-800-GAMBLER or 1-800-MY-RESET.", [], id="both in letters"
        ),
        pytest.param("`call 555-0100`", [], id="placeholder in code"),
        pytest.param("Call us: 555-0100.", ["placeholder-number"], id="placeholder"),
    ],
)
def test_right_and_wrong_help(text: str, expected: list[str]) -> None:
    assert rules_of(f"# Help\n\n{text}\n") == expected
    if "1-8" in text or "1.8" in text:
        assert rules_of(f"# Help\n\n{text}\n", "US") == expected


@pytest.mark.parametrize(
    ("text", "regions", "message"),
    [
        (
            "Ring Samaritans on 116 123.",
            ("US", "CA"),
            "“116 123” is Samaritans in the United Kingdom and Ireland; "
            "this page is for readers in the United States and Canada",
        ),
        (
            "Ring [Samaritans](tel:116123).",
            ("DE",),
            "“116 123” is Samaritans in the United Kingdom and Ireland; "
            "in Germany, where the readers of this page are, it is TelefonSeelsorge",
        ),
        (
            "Ring Lifeline on 13 11 14.",
            ("IE",),
            "“13 11 14” is Lifeline in Australia; this page is for readers in Ireland",
        ),
        (
            "In an emergency, dial 911.",
            ("NZ",),
            "“911” is the emergency number in Canada and the United States; this page is for readers in New Zealand",
        ),
    ],
)
def test_a_foreign_number_is_the_service_beside_it(text: str, regions: tuple[str, ...], message: str) -> None:
    (finding,) = found(f"# Help\n\n{text}\n", *regions)
    assert finding.message == message


def test_a_foreign_number_in_letters_is_one_finding() -> None:
    findings = found("# Help\n\nRing SAMHSA at 1-800-662-HELP (4357).\n", "GB")
    assert [(f.rule.id, f.text) for f in findings] == [("foreign-helpline", "1-800-662-HELP")]


def test_only_dated_rules_have_an_age() -> None:
    with pytest.raises(ValueError, match=r"^max_age_years: "):
        helpline.validate({"problem": "retired", "max_age_years": 2}, {})


def test_a_page_without_cues_costs_nothing() -> None:
    page = parse("# Bread\n\nMix 500 g of flour with 350 ml of water.\n")
    assert list(helpline.check(page, RULES, {}, Site())) == []
    assert "phones" not in vars(page)
