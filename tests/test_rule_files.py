"""Rule files of the user's own: what is refused, and where the message points."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_neurolint import UserError, lint, load_rules, parse
from mkdocs_neurolint.rules.load import load_rule_file
from mkdocs_neurolint.rules.testing import run_examples

RULE = """\
id: brain-fog
category: wording
kind: phrase
severity: info
summary: A vague word
message: "say what “{text}” means"
why: Readers differ in what they take it for.
instead: Name the symptom.
sources:
  - title: House style
match:
  - brain fog
examples:
  flag: ["==Brain fog== is common.", "It felt like ==brain fog==.", "- ==brain\\nfog=="]
  pass: ["Fog is common.", "The brain is fine.", "A foggy day."]
"""


def write(folder: Path, text: str, name: str = "brain-fog.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


BROKEN = [
    ("unknown-key", RULE.replace("severity: info", "severity: info\nseverty: info"), 5, "did you mean 'severity'"),
    ("unknown-kind", RULE.replace("kind: phrase", "kind: phrases"), 3, "did you mean 'phrase'"),
    ("unknown-severity", RULE.replace("severity: info", "severity: inform"), 4, "did you mean 'info'"),
    ("unknown-lexicon", RULE.replace("- brain fog", "- brain {neurochemical}"), 12, "no lexicon 'neurochemical'"),
    ("lexicon-first", RULE.replace("- brain fog", "- {mind-part} fog"), 12, "must stand in quotation marks"),
    ("lexicon-alone", RULE.replace("- brain fog", "- {mind-part}"), 12, "quotation marks: '{mind-part}'"),
    ("table-as-lexicon", RULE.replace("- brain fog", "- brain {citation-hosts}"), 12, "is not a word list"),
    ("unknown-context", RULE.replace("match:", "unless: [sited]\nmatch:"), 11, "did you mean 'cited'"),
    ("bad-pattern", RULE.replace("- brain fog", "- brain (fog"), 12, "bad pattern"),
    ("unknown-field", RULE.replace("{text}", "{txt}"), 6, "no field {txt} here (did you mean 'text'?)"),
    ("field-of-another-kind", RULE.replace("{text}", "{called}"), 6, "no field {called} here: there are {text}"),
    ("no-definite-word", RULE.replace("- brain fog", r"- \w+ \w+"), 12, "definite word"),
    ("missing-key", RULE.replace("summary: A vague word\n", ""), 1, "'summary' is missing"),
    ("no-sources", RULE.replace("sources:\n  - title: House style\n", "sources: []\n"), 9, "at least 1 item"),
    ("too-few-passes", RULE.replace(', "A foggy day."', ""), 15, "at least 3 items"),
    ("open-mark", RULE.replace("It felt like ==brain fog==.", "It felt like ==brain fog."), 14, "not closed"),
    ("other-name", RULE.replace("id: brain-fog", "id: fog"), 1, "the file is named 'brain-fog'"),
    ("twice", RULE + "id: brain-fog\n", 16, "stands here twice"),
    ("not-yaml", RULE + "  - [", 16, "not valid YAML"),
    ("a-list", "- brain-fog\n", 1, "a mapping"),
    ("alias", "a: &x [1]\nb: *x\n", 1, "anchors and aliases"),
    ("tag", "id: !!python/object:os.system brain-fog\n", 1, "tag"),
    ("deep", "a: " + "[" * 40 + "]" * 40 + "\n", 1, "nested deeper than 16"),
    ("deep-without-end", "a: " + "[" * 100_000, 1, "nested deeper than 16"),
    ("a-block-deep-without-end", "- " * 100_000, 1, "nested deeper than 16"),
]


@pytest.mark.parametrize(("text", "line", "words"), [c[1:] for c in BROKEN], ids=[c[0] for c in BROKEN])
def test_a_broken_rule_is_refused_at_its_place(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(UserError) as caught:
        load_rule_file(write(tmp_path, text))
    assert words in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{tmp_path / 'brain-fog.yml'}:{line}:")


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, RULE.replace("severity: info", "severity: inform").replace("summary: A vague word\n", ""))
    (tmp_path / "fog.yml").write_text(RULE.replace("- brain fog", "- brain (fog"), encoding="utf-8")
    (tmp_path / "right.yml").write_text(RULE.replace("id: brain-fog", "id: right"), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_rules(tmp_path)
    told = [f"{Path(mistake.path).name}:{mistake.line} {mistake.message}" for mistake in caught.value.all]
    assert [line.split(" ")[0] for line in told] == ["brain-fog.yml:4", "brain-fog.yml:1", "fog.yml:1", "fog.yml:12"]
    assert "did you mean 'info'" in told[0]
    assert "'summary' is missing" in told[1]
    assert "the file is named 'fog'" in told[2]
    assert "bad pattern" in told[3]


def test_an_own_rule_runs_beside_the_built_in_ones(tmp_path: Path) -> None:
    rules = load_rules(write(tmp_path, RULE))
    found = [f for f in lint(parse("My **brain\nfog** lifted."), rules) if f.rule.id == "brain-fog"]
    assert [(f.text, f.line, f.column, f.end_line, f.end_column) for f in found] == [("brain\nfog", 1, 6, 2, 4)]
    assert found[0].message == "say what “brain fog” means"
    assert found[0].help == "Name the symptom."


def test_examples_that_are_wrong_are_told(tmp_path: Path) -> None:
    text = RULE.replace("A foggy day.", "Brain fog again.").replace("==Brain fog== is", "==Brain== fog is")
    problems = [result.problem for result in run_examples([load_rule_file(write(tmp_path, text))]) if result.problem]
    assert problems == ["found 'Brain fog' instead of 'Brain'", "found 'Brain fog'"]


def test_an_id_is_used_once(tmp_path: Path) -> None:
    text = RULE.replace("brain-fog", "uncited-claim")
    with pytest.raises(UserError, match="already a rule 'uncited-claim'"):
        load_rules(write(tmp_path, text, "uncited-claim.yml"))


def test_a_missing_path_is_named() -> None:
    with pytest.raises(UserError, match=r"nowhere\.yml: no such rule file"):
        load_rules("nowhere.yml")


def test_a_slow_pattern_is_given_up_and_named(tmp_path: Path) -> None:
    text = RULE.replace("- brain fog", "- brain(?:(?:a|aa)+)+fog")
    rule = load_rule_file(write(tmp_path, text))
    found = lint(parse("A brain" + "a" * 60 + " and no fog."), (rule,))
    assert [f.rule.id for f in found] == ["slow-rule"]
    assert "brain-fog" in found[0].message
