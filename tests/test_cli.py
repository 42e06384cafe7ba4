"""The command `neurolint` as its users call it: real folders, standard streams, exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rulebook import write, write_rules

from mkdocs_neurolint.cli import COMMANDS, main
from mkdocs_neurolint.reports import FORMATS

CapSys = pytest.CaptureFixture[str]
SETTINGS = "rules: [rules]\nselect: [zorbly-word, zimbly-word, zumbly-word, neurolint]\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site in the current folder whose settings run the tests' own rules alone."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    write_rules(tmp_path / "rules")
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: A site\n",
            "neurolint.yml": SETTINGS,
            "docs/index.md": "# Home\n\nA zorbly text.\n",
            "docs/sub/more.md": "A zimbly and\na zumbly text.\n",
            "docs/fine.md": "Nothing here.\n",
        },
    )
    return tmp_path


def concise(capsys: CapSys, *arguments: str) -> tuple[int, list[str], str]:
    """Exit code, the places and rules found, and standard error of `check --output-format concise`."""
    code = main(["check", "--output-format", "concise", *arguments])
    out, err = capsys.readouterr()
    found = [" ".join((line.split(": ")[0], line.split(": ")[1].split()[1])) for line in out.splitlines()]
    return code, found, err


ALL = ["docs/index.md:3:3 zorbly-word", "docs/sub/more.md:1:3 zimbly-word", "docs/sub/more.md:2:3 zumbly-word"]


def test_checks_the_docs_folder_of_the_site(site: Path, capsys: CapSys) -> None:
    write(site, {"README.md": "A zorbly text outside.\n"})
    code, found, err = concise(capsys)
    assert (code, found) == (1, ALL)
    assert err == "1 error, 1 warning, 1 info in 2 of 3 files\n"


def test_what_is_no_page_is_reported_and_the_run_goes_on(site: Path, capsys: CapSys) -> None:
    (site / "docs/loop.md").symlink_to("loop.md")
    (site / "docs/gone.md").symlink_to("nowhere.md")
    (site / "docs/loop").symlink_to("loop")
    os.mkfifo(site / "docs/pipe.md")
    loop, pipe = (f"docs/{name}.md:1:1 unreadable-file" for name in ("loop", "pipe"))
    assert concise(capsys)[:2] == (1, sorted([*ALL, pipe]))
    assert concise(capsys, "docs/pipe.md", "docs/loop.md")[1] == [loop, pipe]
    assert concise(capsys, "/dev/zero")[1] == ["/dev/zero:1:1 unreadable-file"]


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["check", "docs"], ["rules"], ["resources"], ["schema"]])
def test_output_that_cannot_be_written_is_said_in_one_line(arguments: list[str], site: Path) -> None:
    with FULL.open("w") as full:
        command = [sys.executable, "-m", "mkdocs_neurolint", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "neurolint: error: standard output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    "arguments",
    [["check", "--help"], ["resources", "--region", "DE"], ["resources", "--region", "FR", "--snippet"], ["rules"]],
)
def test_a_poor_encoding_is_written_with_escapes(arguments: list[str], site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs_neurolint", *arguments]
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=environ, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_checks_the_current_folder_without_a_site(site: Path, capsys: CapSys) -> None:
    (site / "mkdocs.yml").unlink()
    write(site, {"README.md": "A zorbly text outside.\n", ".hidden/x.md": "zorbly\n", "node_modules/x.md": "zorbly\n"})
    assert concise(capsys)[1] == ["README.md:1:3 zorbly-word", *ALL]


EXITS = {
    "an error fails": ([], 1),
    "no error, no failure": (["--ignore", "zorbly-word"], 0),
    "a warning fails when it shall": (["--ignore", "zorbly-word", "--fail-on", "warning"], 1),
    "info does not fail for warning": (["--select", "zumbly-word", "--fail-on", "warning"], 0),
    "info fails when it shall": (["--select", "zumbly-word", "--fail-on", "info"], 1),
    "never fails": (["--fail-on", "never"], 0),
    "a report in a file fails as well": (["--output-file", "report.txt"], 1),
    "statistics fail as well": (["--statistics"], 1),
}


@pytest.mark.parametrize(("arguments", "code"), EXITS.values(), ids=EXITS)
def test_exit_code(arguments: list[str], code: int, site: Path) -> None:
    assert main(["check", *arguments]) == code


SELECTIONS = {
    "one rule": (["--select", "zimbly-word"], ["zimbly-word"]),
    "two, in one option": (["--select", "zimbly-word,zumbly-word"], ["zimbly-word", "zumbly-word"]),
    "two, in two options": (["--select", "zimbly-word", "--select", "zumbly-word"], ["zimbly-word", "zumbly-word"]),
    "a category but for one": (["--select", "wording", "--ignore", "zorbly-word"], ["zimbly-word", "zumbly-word"]),
    "a preview rule by its id": (["--select", "zembly-word"], ["zembly-word"]),
    "nothing of a category": (["--ignore", "wording"], []),
}


@pytest.mark.parametrize(("arguments", "rules"), SELECTIONS.values(), ids=SELECTIONS)
def test_selection(arguments: list[str], rules: list[str], site: Path, capsys: CapSys) -> None:
    write(site, {"docs/all.md": "A zorbly. A zimbly. A zumbly. A zembly.\n"})
    assert [item.split()[1] for item in concise(capsys, "docs/all.md", *arguments)[1]] == rules


MISTAKES = {
    "a missing path": (["check", "docs/nowhere.md"], "docs/nowhere.md: no such file or folder"),
    "an unknown rule": (["check", "--select", "zorbly-wrod"], "'zorbly-wrod' (did you mean 'zorbly-word'?)"),
    "an unknown category": (["check", "--ignore", "wordings"], "(did you mean 'wording'?)"),
    "an unknown format": (["check", "--output-format", "yaml"], "invalid choice: 'yaml'"),
    "an unknown option": (["check", "--nonsense"], "--nonsense"),
    "no command": ([], "COMMAND"),
    "an unknown command": (["chekc"], "chekc"),
    "a missing config": (["check", "--config", "other.yml"], "other.yml: no such file"),
    "a missing baseline": (["check", "--baseline", "none.json"], "none.json: the baseline cannot be read"),
    "a name for no standard input": (["check", "--stdin-filename", "a.md"], "--stdin-filename needs the path `-`"),
    "standard input and a path": (["check", "-", "docs"], "cannot be linted together"),
    "a report that cannot be written": (["check", "--output-file", "no/such/file"], "no/such/file: cannot be written"),
    "an unknown rule to explain": (["rule", "zorbly"], "there is no rule 'zorbly' (did you mean 'zorbly-word'?)"),
    "rules to test that are not there": (["test-rules", "nowhere"], "nowhere: no such rule file or folder"),
    "a baseline that is there": (["baseline", "create", "--baseline", "mkdocs.yml"], "mkdocs.yml: is there already"),
    "a revision where there is no Git": (["check", "--diff-base", "main"], "--diff-base"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_exits_2_and_says_which(arguments: list[str], message: str, site: Path, capsys: CapSys) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert "Traceback" not in err


def test_a_named_file_is_linted_whatever_its_ending(site: Path, capsys: CapSys) -> None:
    write(site, {"notes.txt": "A zorbly text.\n", "docs/notes.txt": "A zorbly text.\n"})
    assert concise(capsys, "notes.txt")[1] == ["notes.txt:1:3 zorbly-word"]
    assert concise(capsys)[1] == ALL


def test_pages_are_linted_once_and_in_order(site: Path, capsys: CapSys) -> None:
    assert concise(capsys, "docs/sub", "docs", "./docs/index.md", str(site / "docs" / "index.md"))[1] == ALL


def test_links_in_a_circle_end(site: Path, capsys: CapSys) -> None:
    (site / "docs" / "loop").symlink_to(site / "docs", target_is_directory=True)
    assert concise(capsys)[1] == ALL


def test_a_link_to_a_folder_is_followed(site: Path, capsys: CapSys) -> None:
    write(site, {"elsewhere/a.md": "A zorbly text.\n"})
    (site / "docs" / "linked").symlink_to(site / "elsewhere", target_is_directory=True)
    assert "docs/linked/a.md:1:3 zorbly-word" in concise(capsys)[1]


def test_a_page_that_is_no_text_is_a_finding(site: Path, capsys: CapSys) -> None:
    (site / "docs" / "broken.md").write_bytes(b"First line.\nS\xe9rotonine.\n")
    (site / "docs" / "dangling.md").symlink_to(site / "nowhere")
    code, found, _ = concise(capsys, "--select", "zimbly-word")
    assert code == 1
    assert found == ["docs/broken.md:2:2 unreadable-file", "docs/sub/more.md:1:3 zimbly-word"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everybody may read everything here")
def test_a_page_that_may_not_be_read_is_a_finding(site: Path, capsys: CapSys) -> None:
    (site / "docs" / "index.md").chmod(0)
    assert "docs/index.md:1:1 unreadable-file" in concise(capsys)[1]


def test_standard_input(site: Path, capsys: CapSys, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, expected in (("docs/new.md", "docs/new.md:1:3 zorbly-word"), ("", "<stdin>:1:3 zorbly-word")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"A zorbly text.\r\n")))
        options = ["--stdin-filename", name] if name else []
        assert concise(capsys, *options, "-")[1] == [expected]


def test_positions_count_code_points_of_the_file(site: Path, capsys: CapSys) -> None:
    text = "\ufeff# Kopf 🧠\r\n\r\nÄ 🧠 zorbly text.\r\n"
    (site / "docs" / "index.md").write_bytes(text.encode("utf-8"))
    main(["check", "--output-format", "json", "docs/index.md"])
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert text[finding["start"] : finding["end"]] == finding["text"] == "zorbly"
    assert (finding["line"], finding["column"], finding["end_column"]) == (3, 5, 11)


def test_exclusions_hold_for_folders_and_on_demand_for_files(site: Path, capsys: CapSys) -> None:
    write(site, {"neurolint.yml": SETTINGS + "exclude: |\n  /sub/\n"})
    assert concise(capsys)[1] == ALL[:1]
    assert concise(capsys, "docs/sub/more.md")[1] == ALL[1:]
    assert concise(capsys, "--force-exclude", "docs/sub/more.md")[1] == []


def test_no_pages_is_said_and_no_failure(site: Path, capsys: CapSys) -> None:
    (site / "empty").mkdir()
    code, found, err = concise(capsys, "empty")
    assert (code, found) == (0, [])
    assert "no Markdown pages in empty" in err


def test_quiet_says_nothing_but_findings(site: Path, capsys: CapSys) -> None:
    assert concise(capsys, "--quiet")[1:] == (ALL, "")


def test_statistics_count_by_rule(site: Path, capsys: CapSys) -> None:
    write(site, {"docs/more.md": "zorbly zorbly zorbly\n"})
    main(["check", "--statistics", "--quiet"])
    assert capsys.readouterr().out.splitlines()[0] == "4 error   zorbly-word (2 pages)"


def test_hostile_file_names(site: Path, capsys: CapSys) -> None:
    name = "docs/a\x1b[31m\n::error::b\u202e.md"
    write(site, {name: "A zorbly text.\n"})
    main(["check", "--output-format", "concise", "docs"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "docs/a␛[31m␊::error::b<U+202E>.md:1:3: error zorbly-word" in out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems take no such file names")
@pytest.mark.parametrize("name", FORMATS)
def test_file_names_that_are_no_text(name: str, site: Path, capsys: CapSys) -> None:
    Path(os.fsdecode(b"docs/\xff.md")).write_text("A zorbly text.\n", encoding="utf-8")
    assert main(["check", "--output-format", name]) == 1
    assert "zorbly-word" in capsys.readouterr().out


def test_output_that_cannot_be_encoded_is_escaped(site: Path) -> None:
    write(site, {"docs/index.md": "Ein „zorbly“ 🧠 Wort\tim Text.\n"})
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "mkdocs_neurolint", "check", "docs/index.md"]
    done = subprocess.run(command, capture_output=True, env=environ, check=False)
    assert done.returncode == 1
    lines = done.stdout.decode("ascii").splitlines()
    assert lines[2] == " 1 | Ein ?zorbly? ?? Wort    im Text."
    assert lines[3] == "   |      ^^^^^^"


def test_a_reader_that_leaves_early_hears_nothing(site: Path) -> None:
    write(site, {"docs/index.md": "A zorbly text.\n\n" * 20_000})
    command = [sys.executable, "-m", "mkdocs_neurolint", "check", "docs/index.md"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1


def commit_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository in the current folder that holds all its files."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "somebody@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "all"]):
        subprocess.run(["git", *arguments], check=True)


def test_what_a_changed_page_lacks(site: Path, capsys: CapSys, monkeypatch: pytest.MonkeyPatch) -> None:
    page = "# Thoughts of suicide\n\nSuicidal thoughts pass.\n"
    helpful = f"{page}\nCall Samaritans on 116 123.\n"
    write(site, {"docs/old.md": page, "docs/cut.md": helpful, "docs/kept.md": helpful, "neurolint.yml": "{}\n"})
    commit_all(monkeypatch)
    write(site, {"docs/cut.md": page, "docs/kept.md": f"{helpful}\nDay or night.\n"})
    select = ("--select", "missing-suicide-resource")
    assert concise(capsys, *select, "--diff-base", "HEAD")[1] == ["docs/cut.md:1:15 missing-suicide-resource"]


def test_only_changed_lines(site: Path, capsys: CapSys, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, {"docs/ä b.md": "One zorbly.\n\nTwo zorbly.\n"})
    commit_all(monkeypatch)
    assert concise(capsys, "--diff-base", "HEAD")[1] == []
    write(site, {"docs/ä b.md": "One zorbly.\n\nTwo zorbly, changed.\n", "docs/new.md": "A zorbly text.\n"})
    assert concise(capsys, "--diff-base", "HEAD")[1] == ["docs/new.md:1:3 zorbly-word", "docs/ä b.md:3:5 zorbly-word"]
    assert main(["check", "--diff-base", "no-such-branch"]) == 2
    assert "there is no revision 'no-such-branch'" in capsys.readouterr().err
    assert main(["check", "--diff-base", "--output=oops"]) == 2
    assert not (site / "oops").exists()


def test_results_are_kept_and_renewed(site: Path, capsys: CapSys) -> None:
    first = concise(capsys)
    cache = site / ".neurolint_cache"
    assert sorted(path.name for path in cache.iterdir()) == [".gitignore", "CACHEDIR.TAG", "results"]
    assert concise(capsys) == first
    write(site, {"docs/fine.md": "A zorbly text.\n"})
    assert concise(capsys)[1] == ["docs/fine.md:1:3 zorbly-word", *ALL]
    # The same size and, on a coarse clock, the same time: the content decides.
    write(site, {"docs/fine.md": "A zumbly text.\n"})
    assert concise(capsys)[1][0] == "docs/fine.md:1:3 zumbly-word"
    write(site, {"neurolint.yml": SETTINGS + "severity: {zorbly-word: info}\n"})
    assert concise(capsys)[0] == 0


def test_a_helpline_in_a_snippet_counts_until_the_snippet_loses_it(site: Path, capsys: CapSys) -> None:
    snippet = "If a partner hurts you, call the National Domestic Abuse Helpline on 0808 2000 247.\n"
    write(
        site,
        {
            "mkdocs.yml": "markdown_extensions: [pymdownx.snippets: {base_path: parts}]\n",
            "neurolint.yml": "select: [missing-abuse-resource]\nregions: [GB]\n",
            "parts/help.md": snippet,
            "docs/index.md": '# Abuse\n\nAn abusive partner may hit you and control your money.\n\n--8<-- "help.md"\n',
        },
    )
    assert concise(capsys)[1] == []
    write(site, {"parts/help.md": "Nothing.\n"})
    assert [item.split()[1] for item in concise(capsys)[1]] == ["missing-abuse-resource"]
    write(site, {"parts/help.md": snippet})
    assert concise(capsys)[1] == []


def test_a_cache_that_cannot_be_written_is_no_mistake(site: Path, capsys: CapSys) -> None:
    write(site, {".neurolint_cache": "a file where the folder would be\n"})
    assert concise(capsys)[1] == ALL


CORRUPT = {
    "no text": b"\xff\xfe\x00",
    "another format": b"{}\n",
    "the right key and no sense": None,
}


@pytest.mark.parametrize("content", CORRUPT.values(), ids=CORRUPT)
def test_a_broken_cache_is_no_cache(content: bytes | None, site: Path, capsys: CapSys) -> None:
    first = concise(capsys)
    results = site / ".neurolint_cache" / "results"
    if content is None:
        key = results.read_text(encoding="utf-8").splitlines()[0]
        content = f"{key}\ndocs/index.md\t\t\t[]\ndocs/fine.md\tx\ndocs/sub/more.md\t1 2\ta\t[]\t[[7]]\n".encode()
    results.write_bytes(content)
    assert concise(capsys) == first


def test_named_files_and_no_cache_leave_no_folder(site: Path, capsys: CapSys) -> None:
    concise(capsys, "docs/index.md")
    concise(capsys, "--no-cache")
    assert not (site / ".neurolint_cache").exists()


def test_many_pages_in_several_processes_are_the_same(site: Path, capsys: CapSys) -> None:
    from mkdocs_neurolint.config.discover import find_project
    from mkdocs_neurolint.config.files import collect
    from mkdocs_neurolint.runner import lint_files, make_linter

    write(site, {f"docs/many/{i:03}.md": f"Text {i} is zorbly.\n" for i in range(90)})
    project = find_project()
    linter = make_linter(project)
    targets = collect(["docs"], project)
    assert list(lint_files(linter, targets, jobs=2)) == list(lint_files(linter, targets))


def test_rules_lists_every_rule(site: Path, capsys: CapSys) -> None:
    assert main(["rules"]) == 0
    out = capsys.readouterr().out
    assert "zorbly-word" in out
    assert "zembly-word" in out
    assert "unused-allow" in out
    assert main(["rules", "--output-format", "json"]) == 0
    records = {record["id"]: record for record in json.loads(capsys.readouterr().out)["rules"]}
    assert records["zorbly-word"]["severity"] == "error"
    assert records["zembly-word"]["status"] == "preview"


def test_rule_explains_one(site: Path, capsys: CapSys) -> None:
    assert main(["rule", "zorbly-word"]) == 0
    out = capsys.readouterr().out
    for words in ("It is here to be found.", "Write another word.", "https://example.org/page", "The zorbly."):
        assert words in out
    assert main(["rule", "unused-allow"]) == 0


def test_test_rules_runs_the_examples(site: Path, capsys: CapSys) -> None:
    assert main(["test-rules", "rules"]) == 0
    assert capsys.readouterr().err == "24 examples of 4 rules: all as they should be\n"
    path = site / "rules" / "zorbly-word.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("'A.'", "'A zorbly.'"), encoding="utf-8")
    assert main(["test-rules", "rules"]) == 1
    out, err = capsys.readouterr()
    assert "zorbly-word.yml: examples.pass[0]: found 'zorbly'" in out
    assert "1 failed" in err


def test_a_broken_rule_names_its_place(site: Path, capsys: CapSys) -> None:
    path = site / "rules" / "zorbly-word.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("severity: error", "severity: eror"), encoding="utf-8")
    assert main(["check"]) == 2
    assert "rules/zorbly-word.yml:4:1: severity: must be one of" in capsys.readouterr().err


def test_schema_is_json(site: Path, capsys: CapSys) -> None:
    for arguments in (["schema"], ["schema", "--of", "settings"]):
        assert main(arguments) == 0
        assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")


def test_init_writes_settings_that_work_and_never_overwrites(
    tmp_path: Path, capsys: CapSys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    assert main(["check", "--quiet"]) == 0
    written = Path("neurolint.yml").read_text(encoding="utf-8")
    uncommented = "\n".join(line.removeprefix("# ") for line in written.splitlines() if not line.startswith("# W"))
    assert "regions: [GB, IE]" in uncommented
    Path("neurolint.yml").write_text("fail_on: never\n", encoding="utf-8")
    assert main(["init"]) == 2
    assert Path("neurolint.yml").read_text(encoding="utf-8") == "fail_on: never\n"
    assert main(["init", "--mkdocs"]) == 0
    assert "- neurolint" in capsys.readouterr().out


def test_claims_in_every_format(site: Path, capsys: CapSys) -> None:
    text = "# Love\n\nOxytocin causes bonding.\n\nDopamine causes addiction (doi:10.1000/182).\n"
    write(site, {"docs/index.md": text})
    assert main(["claims", "--output-format", "json"]) == 0
    ledger = json.loads(capsys.readouterr().out)
    assert ledger["version"] == 1
    bonding, addiction = ledger["claims"]
    assert text[bonding["start"] : bonding["end"]] == bonding["text"]
    assert (bonding["subjects"], bonding["strength"], bonding["cited"]) == (["oxytocin"], "direct", False)
    assert addiction["cited"]
    assert addiction["citations"][0]["kind"] == "doi"
    for name, words in (("table", "1 of 2 cited (50 %)"), ("csv", "docs/index.md,3,1,Love"), ("markdown", "| 2 | 1 |")):
        assert main(["claims", "--output-format", name]) == 0
        assert words in capsys.readouterr().out


def test_the_table_of_claims_shows_what_is_cited(site: Path, capsys: CapSys) -> None:
    link = "[a trial](https://www.example.org/long/way.html)"
    write(site, {"docs/index.md": f"# Love\n\nOxytocin causes bonding.\n\nDopamine causes addiction ({link}).\n"})
    assert main(["claims"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines if " direct " in line] == ["bonding.", "example.org"]


def test_lexicons_are_listed(site: Path, capsys: CapSys) -> None:
    assert main(["rules", "--lexicons"]) == 0
    text = capsys.readouterr().out
    assert "{mind-part} " in text
    assert "citation-hosts" not in text
    assert main(["rules", "--lexicons", "--output-format", "json"]) == 0
    lexicons = json.loads(capsys.readouterr().out)["lexicons"]
    assert [lexicon["name"] for lexicon in lexicons] == sorted(lexicon["name"] for lexicon in lexicons)
    assert all(lexicon["words"] for lexicon in lexicons)


def test_version_and_help(capsys: CapSys) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("neurolint ")
    for command in COMMANDS:
        assert main([command, "--help"]) == 0
        assert capsys.readouterr().out.startswith(f"usage: neurolint {command}")
