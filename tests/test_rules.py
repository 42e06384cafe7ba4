"""Every rule does what the examples in its file say, and what is generated from the rule files is up to date."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mkdocs_neurolint import lint, parse
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.offered import ALWAYS, CASES, FIELD, FIELDS, offer
from mkdocs_neurolint.rules.schema import schema
from mkdocs_neurolint.rules.testing import run_examples, unmarked
from mkdocs_neurolint.site import Site

ROOT = Path(__file__).parent.parent
RULES = load_rules(preview=True)
sys.path.insert(0, str(ROOT / "scripts"))

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def texts(rule: Rule, kind: str) -> list[str]:
    """The examples of `kind` as the reader sees them: no marks, no outer blanks."""
    examples = rule.data["examples"][kind]
    given = [example if isinstance(example, str) else example["text"] for example in examples]
    return [unmarked(text)[0].strip() if kind == "flag" else text.strip() for text in given]


@each_rule
def test_examples(rule: Rule) -> None:
    problems = [f"{r.kind}[{r.number}] {r.problem}: {r.text!r}" for r in run_examples([rule]) if r.problem]
    assert not problems, "\n".join(problems)


def naming(fields: Iterable[str]) -> str:
    return " ".join(f"{{{field}}}" for field in (*ALWAYS, *fields))


@each_rule
def test_fields_that_a_message_may_name_are_filled(rule: Rule) -> None:
    # Each message names every field that its kind offers; what stays in braces was not filled.
    cases = offer(CASES, rule.data)
    messages = {case: naming(fields) for case, fields in cases.items()}
    data = {**rule.data, "messages": messages} if cases else rule.data
    wordy = rule._replace(message=naming(offer(FIELDS, rule.data)), data=data)
    for example in rule.data["examples"]["flag"]:
        given = {"text": example} if isinstance(example, str) else example
        settings: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in given.get("settings", {}).items()
        }
        document = parse(unmarked(given["text"])[0], given.get("path", "example.md"))
        for finding in lint(document, (wordy,), Site(**settings)):
            assert not FIELD.search(finding.message), finding.message


@each_rule
def test_every_source_can_be_found(rule: Rule) -> None:
    assert rule.data["sources"]
    for source in rule.data["sources"]:
        assert source["title"].strip()


@each_rule
def test_no_example_stands_twice_in_a_rule(rule: Rule) -> None:
    # The same page under other settings is another example.
    seen = Counter(
        (kind, str(example) if isinstance(example, str) else str(sorted(example.items())))
        for kind in ("flag", "pass")
        for example in rule.data["examples"][kind]
    )
    assert [example for example, count in seen.items() if count > 1] == []


def test_no_two_rules_share_a_flagged_example() -> None:
    owners: dict[str, set[str]] = {}
    for rule in RULES:
        for text in texts(rule, "flag"):
            owners.setdefault(text, set()).add(rule.id)
    assert {text: rules for text, rules in owners.items() if len(rules) > 1} == {}


def test_ids_are_unique() -> None:
    files = [path for path in (ROOT / "rules").glob("*/*.yml") if path.parent.name not in ("lexicons", "resources")]
    assert sorted(path.stem for path in files) == [rule.id for rule in RULES]


def test_published_schema_accepts_every_rule() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    jsonschema.Draft202012Validator.check_schema(schema())
    problems = [f"{rule.id}: {error.message}" for rule in RULES for error in validator.iter_errors(dict(rule.data))]
    assert problems == []


def test_published_schema_refuses_an_unknown_key() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    assert not validator.is_valid({**RULES[0].data, "pattrn": ["x"]})


def test_generated_files_are_fresh() -> None:
    import generate

    assert generate.stale(generate.files(RULES)) == [], "run `make generate`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A ==word== here.", ["A word here.", "  ^^^^"], id="word"),
        pytest.param("==Two words==, ==three==", ["Two words, three", "^^^^^^^^^  ^^^^^"], id="two-spans"),
        pytest.param("- ==one\n  two==", ["- one", "  ^^^", "  two", "  ^^^"], id="indented-second-line"),
        pytest.param("==a==\n\nb", ["a", "^", "", "b"], id="blank-line"),
        pytest.param("no mark", ["no mark"], id="no-mark"),
    ],
)
def test_rule_pages_underline_what_is_found(text: str, expected: list[str]) -> None:
    import generate

    assert list(generate.underlined(*unmarked(text))) == expected
