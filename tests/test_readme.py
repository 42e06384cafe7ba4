"""The README says what is so: its excerpts are real output, its rule runs, its tables are complete."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from rulebook import write

from mkdocs_neurolint import lint, load_rules, parse
from mkdocs_neurolint.cli import COMMANDS, main
from mkdocs_neurolint.config.settings import SCHEMA, read_settings
from mkdocs_neurolint.reports import FORMATS
from mkdocs_neurolint.rules.offered import OPTIONS
from mkdocs_neurolint.rules.testing import run_examples

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PLUGIN_OPTIONS = next(yaml.safe_load(text) for kind, text in BLOCKS if kind == "yaml" and text.startswith("plugins:"))
RULE = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("id: "))
CONSOLE = [text for kind, text in BLOCKS if kind == "console"]


def excerpt_of(text: str) -> tuple[list[str], list[str]]:
    """The command of a console block, and the runs of lines that it shows; a line with … alone stands for others."""
    first, _, rest = text.partition("\n")
    return shlex.split(first.removeprefix("$ neurolint ")), [
        part.strip("\n") for part in re.split(r"^…$", rest, flags=re.M)
    ]


def test_excerpt_is_real(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    command, shown = excerpt_of(CONSOLE[0])
    main(command)
    answer = capsys.readouterr()
    said = answer.out + answer.err
    for part in shown:
        assert part in said


def test_rule_runs_as_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = yaml.safe_load(RULE)["id"]
    write(tmp_path, {"neurolint.yml": f"rules: [rules]\nselect: [{rule}]\n"})
    write(tmp_path, {"page.md": "# Weekend\n\nA quiet weekend can\n**detox your brain**.\n"})
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{rule}.yml").write_text(RULE, encoding="utf-8")
    results = list(run_examples(load_rules(tmp_path / "rules", builtin=False)))
    assert [result.problem for result in results] == [""] * 6
    monkeypatch.chdir(tmp_path)
    command, shown = excerpt_of(CONSOLE[1])
    main(command)
    assert capsys.readouterr().out.strip("\n") == shown[0]


def test_settings_table_is_complete() -> None:
    table = README[README.index("## Settings") : README.index("## Allowing")]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(SCHEMA["properties"])


def test_every_option_of_a_rule_is_named() -> None:
    said = README[README.index("The options of rules:") : README.index("## What a page says of itself")]
    for options in OPTIONS.values():
        for option in options:
            assert f"`{option}`" in said or f"`{option}: true`" in said


def test_page_settings_are_good_ones() -> None:
    front = next(text for kind, text in BLOCKS if kind == "yaml" and text.startswith("neurolint:\n  audience:"))
    assert not lint(parse(f"---\n{front}---\n\nOxytocin causes trust.\n", "page.md"), load_rules())


def test_plugin_options_are_settings() -> None:
    (options,) = (plugin["neurolint"] for plugin in PLUGIN_OPTIONS["plugins"] if isinstance(plugin, dict))
    assert read_settings(options).regions == ("GB", "IE")


def test_formats_are_all_named() -> None:
    line = next(line for line in README.splitlines() if line.startswith("`--output-format` is one of"))
    assert re.findall(r"`(\w+)`", line) == list(FORMATS)


def test_commands_and_options_exist(capsys: pytest.CaptureFixture[str]) -> None:
    shell = "\n".join(text for kind, text in BLOCKS if kind in ("sh", "console", "yaml"))
    calls = re.findall(r"\bneurolint ([a-z][a-z-]*)((?: [^\n#]*)?)$", re.sub(r"\s+#.*", "", shell), re.MULTILINE)
    assert len(calls) > 10
    for command, rest in calls:
        assert command in COMMANDS
        main([command, "--help"])
        known = capsys.readouterr().out
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in known, f"{command} {option}"


def test_every_category_is_named() -> None:
    for category in {rule.category for rule in load_rules(preview=True)}:
        assert f"| `{category}` |" in README
