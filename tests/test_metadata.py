"""What a page says about itself, in whatever form, and which pages owe it; the rules of wording and advice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mkdocs_neurolint.checks import metadata
from mkdocs_neurolint.checks.page_fields import names_in, read_fields
from mkdocs_neurolint.checks.written_dates import read_date
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.engine import lint
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.testing import run_examples
from mkdocs_neurolint.site import Site

RULES = tuple(rule for rule in load_rules(preview=True) if rule.category in ("wording", "metadata"))
STABLE = tuple(rule for rule in RULES if rule.status == "stable")
BY_ID = {rule.id: rule for rule in RULES}
FOLDER = Path(__file__).parent
CAREFUL = sorted([*FOLDER.glob("clean/*.md"), *FOLDER.glob("traps/*.md")])
TODAY = "2026-01-01"
PROSE = (
    "Dopamine is one of the messengers of the brain. Serotonin is another. Anxiety and depression have many causes, "
    "and a medicine, a therapy or a friend may help. " * 6
)


def found(rule: str, text: str, path: str = "page.md", **site: Any) -> list[Finding]:
    return lint(parse(text, path), (BY_ID[rule],), Site(**{"today": TODAY, **site}))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert [f"{r.kind} {r.index}: {r.problem}" for r in run_examples([rule]) if r.problem] == []


@pytest.mark.parametrize("page", CAREFUL, ids=lambda page: page.stem)
def test_careful_pages_are_silent(page: Path) -> None:
    findings = lint(parse(page.read_text(encoding="utf-8"), page.name), STABLE, Site(today="2026-11-24"))
    assert [(finding.rule.id, finding.text) for finding in findings] == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05-14", date(2024, 5, 14)),
        ("2024-05-14 10:00:00", date(2024, 5, 14)),
        ("2024-05-14T10:00:00Z", date(2024, 5, 14)),
        ("2024/5/4", date(2024, 5, 4)),
        ("14 May 2024", date(2024, 5, 14)),
        ("14th of May, 2024", date(2024, 5, 14)),
        ("Tuesday, 14 May 2024", date(2024, 5, 14)),
        ("Sept. 3, 2024", date(2024, 9, 3)),
        ("25/12/2024", date(2024, 12, 25)),
        ("12/25/2024", date(2024, 12, 25)),
        ("04/05/2024", date(2024, 5, 4)),  # the later of the two that it can mean
        ("February 2024", date(2024, 2, 29)),
        ("12/2024", date(2024, 12, 31)),
        ("2024", date(2024, 12, 31)),
        ("autumn 2024", date(2024, 12, 31)),
        ("2024-31-12", None),
        ("2024-02-30", None),
        ("31/31/2024", None),
        ("soon", None),
        ("", None),
        ("version 2024 of it", None),
    ],
)
def test_dates_as_people_write_them(written: str, expected: date | None) -> None:
    assert read_date(written) == expected


def test_the_first_day_of_a_partial_date() -> None:
    assert read_date("February 2024", earliest=True) == date(2024, 2, 1)
    assert read_date("04/05/2024", earliest=True) == date(2024, 4, 5)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("author: Ada Lund", [("author", ["Ada Lund"])]),
        ("author: Ada Lund  # since May", [("author", ["Ada Lund"])]),
        ('author: "Lund: Ada"', [("author", ["Lund: Ada"])]),
        ("Author:   'Ada'", [("Author", ["Ada"])]),
        ("author: [Ada, Bo]", [("author", ["Ada", "Bo"])]),
        ("author:\n  - name: Ada\n    role: nurse", [("author", ["Ada nurse"])]),
        ("author:\n", [("author", [])]),
        ("author: >\n  Ada\n  Lund", [("author", ["Ada Lund"])]),
        ("photo:\n  author: Ada", []),
        ("authority: Ada", []),
        ("author:Ada", []),
    ],
)
def test_fields(front: str, expected: list[tuple[str, list[str]]]) -> None:
    document = parse(f"---\n{front}\n---\n\nText.\n")
    fields = read_fields(document, ["author"])
    assert [(field.key, names_in(field.value)) for field in fields] == expected
    for field in fields:
        assert document.text[field.start : field.end].startswith(field.key + ":")


def test_a_field_stands_where_it_is_in_a_file_with_crlf_and_a_mark() -> None:
    text = "\ufeff---\r\ntitle: A\r\nlast_reviewed: 2019-01-01\r\n---\r\n\r\nText.\r\n"
    [finding] = found("stale-review", text)
    assert finding.text == "last_reviewed: 2019-01-01"
    assert finding.line == 3


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("last_reviewed: 2022-12-31", 1),
        ("last_reviewed: 2023-01-02", 0),
        ("last-reviewed: 2019-01-01", 1),
        ("Reviewed on: 2019-01-01", 1),
        ("last_reviewed: 2019", 1),
        ("last_reviewed: 2019-01-01\nreviewed_on: 2025-01-01", 0),
        ("last_reviewed: 2019-99-99", 0),  # that is another rule's fault
        ("next_review: 2025-12-31", 1),
        ("next_review: 2025-12-31\nlast_reviewed: 2026-01-01", 0),
        ("next_review: 2027-01-01\nlast_reviewed: 2025-01-01", 0),
        ("date: 2012-01-01", 0),
        ("updated: 2012-01-01", 0),  # a short page owes no review
    ],
)
def test_stale(front: str, expected: int) -> None:
    assert len(found("stale-review", f"---\n{front}\n---\n\nA page.\n")) == expected


def test_an_update_counts_where_no_review_is_named_on_a_health_page_only() -> None:
    [finding] = found("stale-review", f"---\nupdated: 2012-01-01\n---\n\n# Mood\n\n{PROSE}")
    assert finding.text == "updated: 2012-01-01"
    assert "names no review" in finding.message
    assert "14 years" in finding.message or "13 years" in finding.message
    soup = "Rinse the barley and chop the leek. " * 40
    assert found("stale-review", f"---\nupdated: 2012-01-01\n---\n\n# Soup\n\n{soup}") == []


def test_git_dates_come_from_the_caller_and_come_last() -> None:
    options = {"stale-review": {"git_dates": {"page.md": "2020-01-01"}}}
    [finding] = found("stale-review", f"# Mood\n\n{PROSE}", options=options)
    assert finding.text == "Mood"
    assert found("stale-review", f"# Mood\n\n{PROSE}", path="other.md", options=options) == []
    assert found("stale-review", f"---\nlast_reviewed: 2025-01-01\n---\n# Mood\n\n{PROSE}", options=options) == []


def test_the_age_is_a_setting() -> None:
    text = "---\nlast_reviewed: 2024-06-01\n---\n\nA page.\n"
    assert found("stale-review", text) == []
    assert found("stale-review", text, options={"stale-review": {"max_age_days": 365}})
    with pytest.raises(UserError, match="max_age_days"):
        found("stale-review", text, options={"stale-review": {"max_age_days": "a year"}})


def test_the_real_day_is_used_when_none_is_given() -> None:
    assert found("stale-review", "---\nlast_reviewed: 1999-01-01\n---\n\nA page.\n", today="")


@pytest.mark.parametrize(
    ("path", "front", "body", "expected"),
    [
        ("page.md", "title: A", PROSE, 1),
        ("guide/index.md", "title: A", PROSE, 0),
        ("README.md", "title: A", PROSE, 0),
        ("page.md", "template: home.html", PROSE, 0),
        ("page.md", "generated: true", PROSE, 0),
        ("page.md", "title: A", "<!-- Generated by a script. Do not edit. -->\n\n" + PROSE, 0),
        ("page.md", "title: A", PROSE[:300], 0),
        ("page.md", "title: A", "A boat has a mast, a sail and a rudder. " * 40, 0),
        ("page.md", "author: Ada Lund", PROSE, 0),
        ("page.md", "authors: [lund]", PROSE, 0),
        ("page.md", "author: TODO", PROSE, 1),
        ("page.md", "title: A", "Written by Ada Lund\n\n" + PROSE, 0),
        ("page.md", "title: A", "", 0),
    ],
)
def test_who_owes_an_author(path: str, front: str, body: str, expected: int) -> None:
    assert len(found("missing-author", f"---\n{front}\n---\n\n{body}\n", path)) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("reviewed_by: Ada Lund", 1),
        ("reviewed_by: Ada Lund, MRCPsych", 0),
        ("reviewed_by: Ada Lund, MRPharmS", 0),
        ("reviewed_by: Dr Ada Lund", 0),
        ("medically_reviewed_by: Ada Lund, registered nurse", 0),
        ("reviewed_by: Ada Lund\nreviewer_role: psychiatrist", 0),
        ("reviewed_by: The clinical review board", 0),
        ("reviewed_by: lund", 0),
        ("reviewers:\n  - name: Ada Lund\n    credentials: PhD", 0),
    ],
)
def test_who_counts_as_a_reviewer(front: str, expected: int) -> None:
    assert len(found("missing-reviewer", f"---\n{front}\n---\n\n{PROSE}\n")) == expected


def test_what_the_theme_says_counts() -> None:
    text = f"# Mood\n\n{PROSE}"
    assert found("missing-review-date", text)
    assert found("missing-review-date", text, surroundings="Last reviewed: 3 May 2025") == []


def test_a_page_without_a_heading_is_marked_at_its_first_words() -> None:
    [finding] = found("missing-author", PROSE)
    assert finding.text == "Dopamine is one of the messengers"


@pytest.mark.parametrize("rule", ["dose-without-advice", "stop-medicine-advice", "serotonin-syndrome-risk"])
def test_advice_is_for_lay_pages(rule: str) -> None:
    for example in BY_ID[rule].data["examples"]["flag"]:
        text = example.replace("==", "")
        assert found(rule, text)
        assert found(rule, text, audience="clinician") == []
        assert found(rule, f"---\naudience: clinician\n---\n\n{text}") == []


def test_a_dose_is_reported_once_on_a_page() -> None:
    text = "Take 5 mg of melatonin.\n\nTake 400 mg of magnesium.\n"
    assert [finding.text for finding in found("dose-without-advice", text)] == ["5 mg of melatonin"]


def test_method_detail_is_never_repeated() -> None:
    rule = BY_ID["method-detail"]
    neutral = {"suicide", "overdose", "himself", "herself", "themselves", "note", "letter"}
    for example in rule.data["examples"]["flag"]:
        for finding in found("method-detail", example.replace("==", "")):
            assert finding.text.lower() in neutral
            assert finding.message == rule.message
            assert "{text}" not in rule.message + rule.instead


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"problem": "missing"}, "needs the key 'fields'"),
        ({"problem": "advice"}, "needs the key 'match'"),
        ({"problem": "missing", "fields": ["a"], "vocabulary": "no-such-list"}, "vocabulary"),
        (
            {"problem": "stale", "fields": ["a"], "vocabulary": "words", "max_age_days": 0},
            "max_age_days",
        ),
        (
            {"problem": "stale", "fields": ["a"], "vocabulary": "words", "max_age_days": 9, "due_says": ["due soon"]},
            r"due_says\[0\]",
        ),
        ({"problem": "bad-date", "fields": ["a"], "page_says": ["("]}, r"page_says\[0\]: bad pattern"),
    ],
)
def test_a_faulty_rule_is_refused(change: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        metadata.validate(change, {"words": {"words": ["mood"]}})
