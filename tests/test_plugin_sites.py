"""Real sites, really built: what readers see of a page decides, and each finding is reported once, where it can be
mended. Beside each stands what the command line says of the same files."""

from __future__ import annotations

import importlib.util
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


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_navigation_of_a_theme_is_no_help(theme: str, here: Path) -> None:
    files = {"index.md": SUICIDE, "get-help.md": f"# Get help\n\n{HELP}\n"}
    nav = ["index.md", {"Get help": "get-help.md"}]
    assert wanted(build_site(write_site(here, files, LINTED, theme={"name": theme}, nav=nav)).findings) == MISSING


def test_a_line_for_something_else_in_the_footer_is_no_help(here: Path) -> None:
    text = "# Leaving\n\nMy abusive husband hits me. Domestic abuse is common, and domestic violence is a crime.\n"
    footer = FOOTER.replace("FOOTER", "<p>Our support line for parking permits: call 020 7946 0991.</p>")
    theme = {"name": "mkdocs", "custom_dir": "theme"}
    path = write_site(here, {"index.md": text, "../theme/main.html": footer}, LINTED, theme=theme)
    for found in (build_site(path).findings, check()):
        assert [item.rule for item in found if item.rule.startswith("missing")] == ["missing-abuse-resource"]


# --- the same findings from every front end ---

FLAWED = """\
---
title: Bonds
---

# Why we bond

Dopamine causes addiction, and oxytocin
releases **trust** in every couple[^none].

!!! note

    > Serotonin causes happiness. He committed suicide.

| Who | What |
| --- | --- |
| Us | Cortisol destroys the hippocampus |

<!-- neurolint: allow uncited-claim -- the section below explains it -->
Endorphins cause love.
"""


def test_every_front_end_finds_the_same(here: Path) -> None:
    pages = {
        "index.md": FLAWED,
        "sub/crlf.md": FLAWED.replace("\n", "\r\n"),
        "sub/mark.md": "\ufeff" + FLAWED,
        "suicide.md": SUICIDE,
    }
    path = write_site(here, pages, {"fail_on": "never"}, markdown_extensions=EXTENSIONS)
    built = build_site(path).findings
    assert sorted(built) == sorted(check())
    rules = load_rules()
    for name in pages:
        shown = f"docs/{name}"
        found = lint(parse(read_bytes(shown).decode("utf-8"), shown), rules)
        ours = [item for item in sorted(built) if item.path == shown]
        listed = sorted(Found(f.path, f.line, f.column, f.severity, f.rule.id, f.message) for f in found)
        # `lint` knows no allowances.
        assert [item for item in listed if item not in ours] == [
            item for item in listed if item.line == 20 and item.rule == "uncited-claim"
        ]
        assert set(ours) <= set(listed)
    assert len(built) > 15


def test_text_and_exit_code_of_the_command(here: Path) -> None:
    write_site(here, {"index.md": FLAWED})
    code, log = run_mkdocs(here, "build")
    assert code == 1
    for found in check():
        level = {"error": "ERROR  ", "warning": "WARNING", "info": "INFO   "}[found.severity]
        line = f"{found.path}:{found.line}:{found.column}: {found.severity} {found.rule} {found.message}"
        assert f"{level} -  neurolint: {line}\n" in log
    assert "ERROR   -  neurolint: 1 error found, and the setting is fail_on: error\n" in log
    assert "Traceback" not in log


# --- text that is not in the page's own file ---


def own_site(here: Path, files: dict[str, str], **config: Any) -> Built:
    write_rules(here / "rules")
    path = write_site(here, files, {**OWN, **config.pop("options", {})}, markdown_extensions=EXTENSIONS, **config)
    return build_site(path)


def test_an_included_file_is_reported_once_and_at_its_place(here: Path) -> None:
    files = {
        "index.md": '# A\n\nzorbly\n\n--8<-- "part.md"\n',
        "other.md": '# B\n\n!!! note\n\n    --8<-- "part.md"\n',
        "../parts/part.md": 'Some text.\nThen zimbly.\n\n--8<-- "inner.md"\n',
        "../parts/inner.md": "zorbly\n",
    }
    built = own_site(here, files)
    assert built.places == [
        "docs/index.md:3:1 zorbly-word",
        "parts/part.md:2:6 zimbly-word",
        "parts/inner.md:1:1 zorbly-word",
    ]
    assert built.summary == "2 errors, 1 warning in 3 of 4 files"


def test_a_fragment_that_is_no_page_is_not_lost(here: Path) -> None:
    files = {"index.md": "{% include 'parts/a.md' %}\n", "parts/a.md": "Text.\n\nA zorbly part.\n"}
    built = own_site(here, files, plugins=["macros"], exclude_docs="/parts/")
    assert built.places == ["docs/parts/a.md:3:3 zorbly-word"]


def test_a_fragment_that_is_a_page_is_reported_as_such(here: Path) -> None:
    files = {"index.md": "{% include 'parts/a.md' %}\n", "parts/a.md": "Text.\n\nA zorbly part.\n"}
    assert own_site(here, files, plugins=["macros"]).places == ["docs/parts/a.md:3:3 zorbly-word"]


def test_a_fragment_that_the_settings_leave_out_is_left_out(here: Path) -> None:
    files = {"index.md": "{% include 'parts/a.md' %}\n", "parts/a.md": "A zorbly part.\n"}
    options = {"exclude": "/parts/"}
    assert own_site(here, files, plugins=["macros"], exclude_docs="/parts/", options=options).places == []


INCLUDING = """
from pathlib import Path

def on_page_markdown(markdown, *, page, config, files):
    part = Path(config.docs_dir, "..", "parts", "a.md").read_text(encoding="utf-8")
    return markdown.replace('{% include-markdown "../parts/a.md" heading-offset=1 %}', "#" + part)
"""


def test_an_include_that_changes_its_text_is_reported_once(here: Path) -> None:
    files = {
        "index.md": '# Home\n\n{% include-markdown "../parts/a.md" heading-offset=1 %}\n\nA zorbly end.\n',
        "../parts/a.md": "# A zorbly head\n\nA zimbly text.\n",
        "../hook.py": INCLUDING,
    }
    assert own_site(here, files, hooks=["hook.py"]).places == [
        "docs/index.md:5:3 zorbly-word",
        "parts/a.md:1:5 zorbly-word",
        "parts/a.md:3:3 zimbly-word",
    ]


def test_a_file_that_is_appended_to_every_page_is_linted(here: Path) -> None:
    files = {"index.md": "# A\n", "b.md": "# B\n", "../parts/end.md": "A zorbly end.\n"}
    write_rules(here / "rules")
    snippets = {"pymdownx.snippets": {"base_path": ["parts"], "auto_append": ["end.md"]}}
    built = build_site(write_site(here, files, OWN, markdown_extensions=[snippets]))
    assert built.places == ["parts/end.md:1:3 zorbly-word"]


def test_code_that_is_included_is_no_prose(here: Path) -> None:
    files = {"index.md": '```\n--8<-- "a.py"\n```\n\n--8<-- "b.py"\n'}
    assert own_site(here, {**files, "../parts/a.py": "zorbly\n", "../parts/b.py": "zorbly\n"}).places == []


MACRO = "def define_env(env):\n    @env.macro\n    def said(what='zorbly'):\n        return f'{what}'\n"


def macro_site(here: Path, text: str, **config: Any) -> Built:
    return own_site(here, {"index.md": text, "../main.py": MACRO}, plugins=["macros"], **config)


def test_text_that_only_a_macro_makes_is_reported_at_its_line(here: Path) -> None:
    built = macro_site(here, "---\ntitle: A\n---\n# A\n\nA zimbly text.\n\nSay {{ said() }} twice.\n\nA zorbly end.\n")
    assert built.places == [
        "docs/index.md:6:3 zimbly-word",
        "docs/index.md:8:1 zorbly-word",
        "docs/index.md:10:3 zorbly-word",
    ]
    assert built.findings[1].message == '"zorbly" is a test word: write another (text from an include or macro)'


def test_a_macro_of_many_lines_moves_nothing(here: Path) -> None:
    built = macro_site(here, "# A\n\n{{ said('x\\n\\nzimbly\\n\\ny') }}\n\nA zorbly end.\n")
    assert built.places == ["docs/index.md:3:1 zimbly-word", "docs/index.md:5:3 zorbly-word"]


def test_words_of_the_file_keep_their_place_beside_a_macro(here: Path) -> None:
    built = macro_site(here, "# A\n\nA zorbly text, {{ said('he said') }}, and a zimbly end.\n")
    assert built.places == ["docs/index.md:3:3 zorbly-word", "docs/index.md:3:45 zimbly-word"]
    assert not any("macro)" in found.message for found in built.findings)


def test_an_allowance_covers_what_a_macro_makes(here: Path) -> None:
    text = "# A\n\n<!-- neurolint: allow zorbly-word -- quoted -->\n{{ said() }}\n\n{{ said() }}\n"
    assert macro_site(here, text).places == ["docs/index.md:6:1 zorbly-word"]
    front = "---\nneurolint: {allow: {zorbly-word: quoted}}\n---\n\n{{ said() }}\n"
    assert macro_site(here, front).places == []


def test_a_source_that_a_macro_gives_is_a_source(here: Path) -> None:
    text = "# Stress\n\nCortisol causes stress{{ said('[^1]') }}.\n\n[^1]: Smith J. *Nature*. 2020. doi:10.1038/35\n"
    files = {"index.md": text, "../main.py": MACRO}
    options = {"select": ["uncited-claim"], "fail_on": "never"}
    path = write_site(here, files, options, plugins=["macros"], markdown_extensions=EXTENSIONS)
    assert build_site(path).places == []
    # Without a build nobody knows what the macro gives.
    assert [found.place for found in check()] == ["docs/index.md:3:1 uncited-claim"]


def test_a_page_that_a_macro_makes_about_something_owes_help(here: Path) -> None:
    files = {
        "index.md": "# A page\n\n{{ said() }}\n",
        "../main.py": MACRO.replace("zorbly", "\\n".join(SUICIDE.split("\n"))),
    }
    path = write_site(here, files, LINTED, plugins=["macros"], markdown_extensions=EXTENSIONS)
    assert wanted(build_site(path).findings) == ["docs/index.md:3:1 missing-suicide-resource"]


# --- sites that build pages more than once, or pages that no author wrote ---

LANGUAGES = [
    {"locale": "en", "default": True, "name": "English", "build": True},
    {"locale": "de", "name": "Deutsch", "build": True},
    {"locale": "fr", "name": "Français", "build": True},
]


@pytest.mark.parametrize("structure", ["suffix", "folder"])
def test_a_site_in_languages_reports_once(structure: str, here: Path) -> None:
    if structure == "suffix":
        names = ["index.md", "only.md", "index.de.md"]
    else:
        names = ["en/index.md", "en/only.md", "de/index.md", "fr/index.md"]
    files = {name: f"# A\n\nA zorbly text in {name}.\n" for name in names}
    plugin = {"i18n": {"docs_structure": structure, "fallback_to_default": True, "languages": LANGUAGES}}
    built = own_site(here, files, plugins=[plugin], options={"fail_on": "error"})
    # The rules are for English.
    assert built.places == [f"docs/{name}:3:3 zorbly-word" for name in names[:2]]
    assert built.summary == "2 errors in 2 of 2 files"
    failures = [text for level, text in built.ours if "fail_on" in text]
    assert failures == ["2 errors found, and the setting is fail_on: error"]
    assert built.places == [found.place for found in check()]


def test_the_country_of_a_language_is_that_of_its_readers(here: Path) -> None:
    american = {"locale": "en_US", "name": "American", "build": True}
    plugin = {"i18n": {"docs_structure": "suffix", "languages": [LANGUAGES[0], american]}}
    files = {"index.md": page(HELP), "index.en_US.md": page(HELP), "other.en_US.md": page("Call or text 988.")}
    built = build_site(write_site(here, files, LINTED, plugins=[plugin]))
    assert wanted(built.findings) == wanted(check()) == ["docs/index.en_US.md:1:15 missing-suicide-resource"]
    assert "the United States" in next(found for found in built.findings if found.rule.startswith("missing")).message


def test_a_blog_reports_its_posts_once(here: Path) -> None:
    post = """\
---
date: 2026-01-0{n}
{more}---

# Post {n}

A zorbly start.

<!-- more -->

A zimbly end.
"""
    files = {
        "index.md": "# Home\n",
        "blog/index.md": "# Blog\n",
        "blog/posts/one.md": post.format(n=1, more="categories: [Mood]\n"),
        "blog/posts/two.md": post.format(n=2, more="draft: true\n"),
    }
    write_rules(here / "rules")
    path = write_site(here, files, OWN, plugins=["blog"], theme={"name": "material", "font": False})
    posted = ["docs/blog/posts/one.md:8:3 zorbly-word", "docs/blog/posts/one.md:12:3 zimbly-word"]
    assert build_site(path).places == posted
    drafted = [place.replace("one", "two") for place in posted]
    assert sorted(build_site(path, command="serve").places) == sorted([*posted, *drafted])


def test_defaults_of_a_folder_count(here: Path) -> None:
    article = SUICIDE + "\nDepression, anxiety and stress need treatment by a doctor. " * 30
    files = {
        "index.md": "# Home\n",
        "for-doctors/.meta.yml": "audience: clinician\nauthor: Ada Marlow\n",
        "for-doctors/a.md": article,
        "for-all/a.md": article,
    }
    options = {**LINTED, "select": ["missing-suicide-resource", "missing-author"]}
    path = write_site(here, files, options, plugins=["meta"], theme={"name": "material", "font": False})
    built = [found.place for found in build_site(path).findings]
    assert sorted(built) == ["docs/for-all/a.md:1:15 missing-suicide-resource", "docs/for-all/a.md:1:3 missing-author"]


GENERATED = """
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "made.md", content="A zorbly text."))
    files.append(File.generated(config, "listed.md", abs_src_path=config.docs_dir + "/../source.md"))
    return files
"""


def test_generated_pages_have_no_author(here: Path) -> None:
    files = {"index.md": "# A\n", "../source.md": "# B\n\nA zimbly text.\n", "../hook.py": GENERATED}
    built = own_site(here, files, hooks=["hook.py"])
    assert built.places == ["source.md:3:3 zimbly-word"]
    assert (here / "site" / "made" / "index.html").exists()


def test_pages_that_are_left_out_of_the_site_or_of_its_navigation(here: Path) -> None:
    files = dict.fromkeys(("index.md", "out.md", "draft.md", "unlisted.md", "README.md"), "A zorbly text.\n")
    config = {"exclude_docs": "out.md", "draft_docs": "draft.md", "not_in_nav": "unlisted.md", "nav": ["index.md"]}
    built = own_site(here, files, **config)
    assert sorted(built.places) == [f"docs/{name}.md:1:3 zorbly-word" for name in ("index", "unlisted")]
    assert sorted(found.place for found in check()) == sorted(built.places)
    served = build_site(here / "mkdocs.yml", command="serve")
    assert sorted(served.places) == [f"docs/{name}.md:1:3 zorbly-word" for name in ("draft", "index", "unlisted")]


def test_a_hook_that_changes_the_text_of_every_page(here: Path) -> None:
    hook = (
        "def on_page_markdown(markdown, **_):\n    return markdown.replace('WORD', 'zorbly') + '\\n\\nA zimbly note.'\n"
    )
    built = own_site(here, {"index.md": "# A\n\nA WORD here.\n", "../hook.py": hook}, hooks=["hook.py"])
    assert built.places == ["docs/index.md:3:1 zorbly-word", "docs/index.md:3:1 zimbly-word"]


# --- ways to call MkDocs ---


def test_a_site_is_built_from_elsewhere(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_rules(here / "site" / "rules")
    write_site(here / "site", {"../../text/index.md": "A zorbly text.\n"}, OWN, docs_dir="../text")
    built = build_site(here / "site" / "mkdocs.yml")
    assert built.places == ["text/index.md:1:3 zorbly-word"]
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    code, log = run_mkdocs(here / "elsewhere", "build", "-f", "../site/mkdocs.yml")
    assert code == 0
    assert f"ERROR   -  neurolint: {here}/text/index.md:1:3: error zorbly-word" in log


def test_a_dirty_build_reports_what_it_builds(here: Path) -> None:
    write_rules(here / "rules")
    write_site(here, {"index.md": "A zorbly text.\n"}, OWN)
    for _ in range(2):
        code, log = run_mkdocs(here, "build", "--dirty")
        assert code == 0
    assert "neurolint: no findings in 0 files" in log


def test_a_failing_site_is_not_deployed(here: Path) -> None:
    write_rules(here / "rules")
    write_site(here / "work", {"index.md": "A zorbly text.\n"}, {**OWN, "rules": ["../rules"], "fail_on": "error"})
    git = ["git", "-C", str(here / "work"), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", "--bare", str(here / "remote")], check=True)
    subprocess.run(["git", "init", "-q", str(here / "work")], check=True)
    for arguments in (["add", "docs"], ["commit", "-q", "-m", "A"], ["remote", "add", "origin", str(here / "remote")]):
        subprocess.run([*git, *arguments], check=True)
    code, log = run_mkdocs(here / "work", "gh-deploy")
    assert code == 1 and "1 error found, and the setting is fail_on: error" in log
    branches = subprocess.run(["git", "-C", str(here / "remote"), "branch"], capture_output=True, text=True, check=True)
    assert branches.stdout == ""


@pytest.mark.skipif(importlib.util.find_spec("properdocs") is None, reason="ProperDocs is not installed")
def test_properdocs_runs_the_plugin_unchanged(here: Path) -> None:
    write_rules(here / "rules")
    write_site(here, {"index.md": "A zorbly text.\n"}, OWN, theme={"name": "material", "font": False})
    code, log = run_mkdocs(here, "build", module="properdocs")
    assert (code, "ERROR   -  neurolint: docs/index.md:1:3: error zorbly-word" in log) == (0, True), log
    code, log = run_mkdocs(here, "build", "--strict", module="properdocs")
    assert code == 1 and "Aborted with 1 errors in strict mode!" in log
    (here / "mkdocs.yml").rename(here / "properdocs.yml")
    code, log = run_mkdocs(here, "build", module="properdocs")
    assert (code, "ERROR   -  neurolint: docs/index.md:1:3: error zorbly-word" in log) == (0, True), log


def test_the_example_site_agrees_with_the_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent / "site_example")
    built = build_site(Path("mkdocs.yml"), site_dir=str(tmp_path))
    assert sorted(built.findings) == sorted(check())
