"""Baselines: what they hold back, what they survive, and how they are renewed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rulebook import write, write_rules

from mkdocs_neurolint.cli import main

CapSys = pytest.CaptureFixture[str]
NAME = "neurolint-baseline.json"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two known findings, already in its baseline."""
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules")
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: A\n",
            "neurolint.yml": f"rules: [rules]\nselect: [zorbly-word]\nbaseline: {NAME}\n",
            "docs/a.md": "A zorbly text about one thing.\n\nAnother zorbly text.\n",
            "docs/b.md": "Nothing.\n",
        },
    )
    assert main(["baseline", "create"]) == 0
    return tmp_path


def check(capsys: CapSys, *arguments: str) -> tuple[int, list[str], str]:
    capsys.readouterr()
    code = main(["check", "--output-format", "concise", *arguments])
    out, err = capsys.readouterr()
    return code, [line.split(": ")[0] for line in out.splitlines()], err


SURVIVES = {
    "nothing changed": "A zorbly text about one thing.\n\nAnother zorbly text.\n",
    "lines above": "# New\n\nNew text.\n\nA zorbly text about one thing.\n\nAnother zorbly text.\n",
    "other line breaks": "A zorbly text\nabout one thing.\n\nAnother zorbly\ntext.\n",
    "emphasis": "A **zorbly** text about one thing.\n\nAnother _zorbly_ text.\n",
    "another order": "Another zorbly text.\n\nA zorbly text about one thing.\n",
}


@pytest.mark.parametrize("text", SURVIVES.values(), ids=SURVIVES)
def test_survives(text: str, site: Path, capsys: CapSys) -> None:
    write(site, {"docs/a.md": text})
    assert check(capsys) == (0, [], "No findings in 2 files (2 findings in the baseline)\n")


def test_what_is_new_is_reported(site: Path, capsys: CapSys) -> None:
    text = "A zorbly text about one thing.\n\nAnother zorbly text.\n"
    write(site, {"docs/a.md": text + "\nA third zorbly one.\n", "docs/b.md": text})
    assert check(capsys)[:2] == (1, ["docs/a.md:5:9", "docs/b.md:1:3", "docs/b.md:3:9"])


def test_the_same_sentence_once_more_is_new(site: Path, capsys: CapSys) -> None:
    write(site, {"docs/a.md": "Another zorbly text.\n\nAnother zorbly text.\n\nA zorbly text about one thing.\n"})
    assert check(capsys)[1] == ["docs/a.md:3:9"]


def test_what_is_mended_is_said_and_pruned(site: Path, capsys: CapSys) -> None:
    write(site, {"docs/a.md": "A zorbly text about one thing.\n", "docs/b.md": "A new zorbly.\n"})
    code, found, err = check(capsys)
    assert (code, found) == (1, ["docs/b.md:1:7"])
    assert "1 finding in neurolint-baseline.json no longer there" in err
    assert main(["baseline", "prune"]) == 0
    assert "1 finding (0 added, 1 removed)" in capsys.readouterr().err
    code, found, err = check(capsys)
    assert (code, found) == (1, ["docs/b.md:1:7"])
    assert "no longer there" not in err


def test_update_takes_in_and_out(site: Path, capsys: CapSys) -> None:
    write(site, {"docs/a.md": "A zorbly text about one thing.\n", "docs/b.md": "A new zorbly.\n"})
    assert main(["baseline", "update"]) == 0
    assert "2 findings (1 added, 1 removed)" in capsys.readouterr().err
    assert check(capsys)[0] == 0


def test_update_of_one_page_leaves_the_others(site: Path, capsys: CapSys) -> None:
    write(site, {"docs/b.md": "A new zorbly.\n"})
    assert main(["baseline", "update", "docs/b.md"]) == 0
    assert check(capsys)[0] == 0


def test_update_forgets_pages_that_are_gone(site: Path, capsys: CapSys) -> None:
    (site / "docs" / "a.md").unlink()
    assert main(["baseline", "update"]) == 0
    assert json.loads((site / NAME).read_text(encoding="utf-8")) == {"version": 1, "findings": []}


def test_it_holds_from_another_folder(site: Path, capsys: CapSys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "docs")
    assert check(capsys, "--config", "../mkdocs.yml")[:2] == (0, [])


BROKEN = {
    "no JSON": ("{", "neurolint-baseline.json:1:2: not a baseline"),
    "another shape": ("[]", "neurolint-baseline.json: not a baseline"),
    "an entry of another shape": ('{"version": 1, "findings": [1]}', "neurolint-baseline.json: not a baseline"),
    "another version": ('{"version": 2}', "is a baseline of version 2; this release reads version 1"),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_baseline_is_a_mistake(text: str, message: str, site: Path, capsys: CapSys) -> None:
    write(site, {NAME: text})
    code, _, err = check(capsys)
    assert code == 2
    assert message in err
