"""Pages linted by a second process: the same findings, and none lost when it ends early."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rulebook import RULE, write_rules
from sites import build_site, check, write_site

from mkdocs_neurolint.ahead import WORTHWHILE, Ahead, ahead_of
from mkdocs_neurolint.config.discover import find_project
from mkdocs_neurolint.config.files import Target, collect
from mkdocs_neurolint.parallel import cores
from mkdocs_neurolint.runner import Linter, lint_file, make_linter

OPTIONS = {"rules": ["rules"], "fail_on": "never", "select": ["wording", "neurolint"]}
MANY = {f"{i:03}.md": f"# Page {i}\n\nText {i} is zorbly{' and zimbly' * (i % 3)}.\n" for i in range(WORTHWHILE + 10)}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules")
    write_site(tmp_path, MANY, OPTIONS)
    return tmp_path


@pytest.fixture
def linter(here: Path) -> Linter:
    return make_linter(find_project("mkdocs.yml"))


@pytest.fixture
def targets(linter: Linter) -> list[Target]:
    return collect(["docs"], linter.project)


@pytest.fixture
def ahead(linter: Linter) -> Iterator[Ahead]:
    ahead = Ahead(linter)
    yield ahead
    ahead.close()


def test_the_second_process_finds_the_same(linter: Linter, targets: list[Target], ahead: Ahead) -> None:
    ahead.ask(targets[:20])
    ahead.ask(targets[20:])
    for target in (*targets[30:], *targets[:30]):
        page = lint_file(linter, target)
        assert page.findings
        assert ahead.page(target, page.digest) == page


def test_what_it_does_not_know_it_does_not_tell(targets: list[Target], linter: Linter, ahead: Ahead) -> None:
    digest = lint_file(linter, targets[0]).digest
    assert ahead.page(targets[0], digest) is None  # not asked for
    ahead.ask(targets[:2])
    assert ahead.page(targets[0], "another") is None  # the file has changed since
    assert ahead.page(targets[0], digest) is None  # handed over already
    Path(targets[2].path).unlink()
    ahead.ask(targets[2:3])
    assert ahead.page(targets[2], digest) is None  # cannot be read


def test_a_process_that_ended_is_no_harm(targets: list[Target], ahead: Ahead) -> None:
    ahead.ask(targets)
    ahead._process.kill()
    ahead._process.wait()
    assert ahead.page(targets[-1], "") is None
    ahead.ask(targets)
    assert ahead.page(targets[0], "") is None
    ahead.close()


def test_an_interpreter_that_prints_is_not_believed(
    here: Path, linter: Linter, targets: list[Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "site").mkdir()
    (here / "site" / "sitecustomize.py").write_text("print('hello from the site')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(here / "site"))
    ahead = Ahead(linter)
    ahead.ask(targets)
    assert ahead.page(targets[0], lint_file(linter, targets[0]).digest) is None
    ahead.close()


def test_rules_that_are_given_up_come_across(here: Path) -> None:
    slow = RULE.format(id="slow", word="x", severity="info", status="stable").replace("'x'", "brain(?:(?:a|aa)+)+fog")
    (here / "rules" / "slow.yml").write_text(slow.replace("==thing== x", "brainafog"), encoding="utf-8")
    write_site(here, {"slow.md": "A brain" + "a" * 60 + " and no fog.\n"}, OPTIONS)
    linter = make_linter(find_project("mkdocs.yml"))
    target = Target("docs/slow.md", "slow.md")
    ahead = Ahead(linter)
    ahead.ask([target])
    page = lint_file(linter, target)
    assert [finding.rule.id for finding in page.findings] == ["slow-rule"]
    assert ahead.page(target, page.digest) == page
    ahead.close()


def test_only_a_site_of_many_pages_gets_one(here: Path, linter: Linter) -> None:
    ahead = ahead_of(linter)
    assert (ahead is not None) == (cores() > 1)
    if ahead is not None:
        ahead.close()
    for name in list(MANY)[: len(MANY) - WORTHWHILE + 1]:
        (here / "docs" / name).unlink()
    assert ahead_of(linter) is None


def test_a_build_reports_what_the_command_finds(here: Path) -> None:
    built = build_site(here / "mkdocs.yml")
    assert built.findings == check()
    assert built.summary == "60 errors, 60 warnings in 60 of 60 files"
