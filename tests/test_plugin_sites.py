"""Real sites, really built: what readers see of a page decides, and each finding is reported once, where it can be
mended. Beside each stands what the command line says of the same files."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rulebook import write_rules
from sites import HELP, SUICIDE, Built, Found, build_site, check, run_mkdocs, write_site

from mkdocs_neurolint import lint, load_rules, parse
from mkdocs_neurolint.runner import read_bytes

OWN = {"rules": ["rules"], "select": ["zorbly-word", "zimbly-word", "neurolint"], "fail_on": "never"}
LINTED = {"regions": ["GB"], "fail_on": "never"}
EXTENSIONS = [
    "admonition",
    "abbr",
    "md_in_html",
    "footnotes",
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"pymdownx.snippets": {"base_path": ["parts"]}},
]
MISSING = ["docs/index.md:1:15 missing-suicide-resource"]
FOOTER = '{% extends "base.html" %}{% block footer %}<footer>FOOTER</footer>{% endblock %}'
MACROS = "def define_env(env):\n    @env.macro\n    def helpline():\n        return 'MADE'\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wanted(found: list[Found]) -> list[str]:
    rules = ("missing-suicide-resource", "retired-helpline")
    return sorted(item.place for item in found if item.rule in rules)


def page(extra: str) -> str:
    return f"{SUICIDE}\n{extra}\n"


# files, further configuration, what the build reports, what the command line reports
HELP_SITES: dict[str, tuple[dict[str, str], dict[str, Any], list[str], list[str]]] = {
    "no help": ({"index.md": SUICIDE}, {}, MISSING, MISSING),
    "in the text": ({"index.md": page(HELP)}, {}, [], []),
    "in the footer of the theme": (
        {"index.md": SUICIDE, "../theme/main.html": FOOTER.replace("FOOTER", f"<p>\n          {HELP}\n</p>")},
        {"theme": {"name": "mkdocs", "custom_dir": "theme"}},
        [],
        [],
    ),
    "in a footer that is put together": (
        {"index.md": SUICIDE, "../theme/main.html": FOOTER.replace("FOOTER", "Call {{ config.extra.line }}.")},
        {"theme": {"name": "mkdocs", "custom_dir": "theme"}, "extra": {"line": "Samaritans on 116 123"}},
        [],
        MISSING,  # a template is not run without a build
    ),
    "in the copyright line": ({"index.md": SUICIDE}, {"copyright": f"&copy; Us. {HELP}"}, [], []),
    "in a snippet": ({"index.md": page('--8<-- "help.md"'), "../parts/help.md": HELP}, {}, [], []),
    "in a snippet in a box": (
        {"index.md": page('!!! danger\n\n    --8<-- "help.md"'), "../parts/help.md": HELP},
        {},
        [],
        [],
    ),
    "in a snippet that is shown as code": (
        {"index.md": page('```\n--8<-- "help.md"\n```'), "../parts/help.md": HELP},
        {},
        MISSING,
        MISSING,
    ),
    "in a table that a snippet brings": (
        {
            "index.md": page('--8<-- "help.md"'),
            "../parts/help.md": "| Who | Number |\n| --- | --- |\n| Samaritans | 116 123 |\n",
        },
        {},
        [],
        [],
    ),
    "in a macro": (
        {"index.md": page("{{ helpline() }}"), "../main.py": MACROS.replace("MADE", HELP)},
        {"plugins": ["macros"]},
        [],
        MISSING,  # macros run in a build alone
    ),
    "in an include": (
        {"index.md": page("{% include 'parts/help.md' %}"), "parts/help.md": HELP},
        {"plugins": ["macros"], "exclude_docs": "parts/"},
        [],
        [],
    ),
    "in a tab": ({"index.md": page(f'=== "Now"\n\n    {HELP}\n\n=== "Later"\n\n    Rest.')}, {}, [], []),
    "in a box that is folded": ({"index.md": page(f'??? tip "Who can help"\n\n    {HELP}')}, {}, [], []),
    "in details of HTML": ({"index.md": page(f"<details><summary>Who</summary>{HELP}</details>")}, {}, [], []),
    "in an abbreviation": (
        {"index.md": page("Call SAM.\n\n*[SAM]: Samaritans, phone 116 123")},
        {},
        [],
        [],
    ),
    "in a comment": ({"index.md": page(f"<!-- {HELP} -->")}, {}, MISSING, MISSING),
    "in code": ({"index.md": page(f"```\n{HELP}\n```")}, {}, MISSING, MISSING),
    "in a comment of the theme": (
        {"index.md": SUICIDE, "../theme/main.html": FOOTER.replace("FOOTER", f"<!-- {HELP} -->")},
        {"theme": {"name": "mkdocs", "custom_dir": "theme"}},
        MISSING,
        MISSING,
    ),
    "out of sight": (
        {"index.md": SUICIDE, "../theme/main.html": FOOTER.replace("FOOTER", f"<div hidden><p>{HELP}</p></div>")},
        {"theme": {"name": "mkdocs", "custom_dir": "theme"}},
        MISSING,
        MISSING,
    ),
    "in the navigation alone": (
        {"index.md": SUICIDE, "get-help.md": f"# Get help\n\n{HELP}\n"},
        {"nav": [{"Home": "index.md"}, {"Get help": "get-help.md"}]},
        MISSING,
        MISSING,
    ),
    "behind a link in the text": (
        {"index.md": page("See [Get help](get-help.md)."), "get-help.md": f"# Get help\n\n{HELP}\n"},
        {},
        [],
        [],
    ),
    "behind a link in the footer": (
        {
            "index.md": SUICIDE,
            "get-help.md": f"# Get help\n\n{HELP}\n",
            "../theme/main.html": FOOTER.replace("FOOTER", """<a href="{{ 'get-help/'|url }}">Get help now</a>"""),
        },
        {"theme": {"name": "mkdocs", "custom_dir": "theme"}},
        [],
        [],
    ),
    "with a number that is retired": (
        {"index.md": page("In the United Kingdom, call Samaritans on 08457 90 90 90.")},
        {},
        ["docs/index.md:1:15 missing-suicide-resource", "docs/index.md:6:43 retired-helpline"],
        ["docs/index.md:1:15 missing-suicide-resource", "docs/index.md:6:43 retired-helpline"],
    ),
}


@pytest.mark.parametrize(("files", "config", "built", "checked"), HELP_SITES.values(), ids=HELP_SITES)
def test_help_counts_where_readers_see_it(
    files: dict[str, str], config: dict[str, Any], built: list[str], checked: list[str], here: Path
) -> None:
    path = write_site(here, files, LINTED, markdown_extensions=EXTENSIONS, **config)
    result = build_site(path)
    assert result.error == ""
    assert wanted(result.findings) == built
    assert wanted(check()) == checked
