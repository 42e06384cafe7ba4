"""What is found of a site's configuration, how it is read, and what is said about mistakes in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec.gitignore import GitIgnoreSpec
from rulebook import write, write_rules

from mkdocs_neurolint.cli import main
from mkdocs_neurolint.config.discover import find_project
from mkdocs_neurolint.config.files import collect
from mkdocs_neurolint.config.gitignore import gitignore
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.config.settings import SCHEMA, Settings, published_schema, read_settings
from mkdocs_neurolint.config.surroundings import everywhere, html_text, included
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.errors import UserError


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pages(project: Project) -> list[str]:
    return [target.docs_path for target in collect([project.docs_dir or "."], project)]


DISCOVERY = {
    "none": ({}, ("", "", "error")),
    "mkdocs.yml alone": ({"mkdocs.yml": "site_name: A\n"}, ("mkdocs.yml", "docs", "error")),
    "properdocs.yml first": (
        {"mkdocs.yml": "site_name: A\n", "properdocs.yml": "docs_dir: text\n"},
        ("properdocs.yml", "text", "error"),
    ),
    "mkdocs.yaml": ({"mkdocs.yaml": "docs_dir: text\n"}, ("mkdocs.yaml", "text", "error")),
    "neurolint.yml alone": ({"neurolint.yml": "fail_on: info\n"}, ("", "", "info")),
    "neurolint.yml beside mkdocs.yml": (
        {"mkdocs.yml": "plugins: [neurolint]\n", "neurolint.yml": "fail_on: info\n"},
        ("mkdocs.yml", "docs", "info"),
    ),
    "settings of the plugin, as a list": (
        {"mkdocs.yml": "plugins:\n  - search\n  - neurolint: {fail_on: info, enabled: true}\n"},
        ("mkdocs.yml", "docs", "info"),
    ),
    "settings of the plugin, as a mapping": (
        {"mkdocs.yml": "plugins:\n  search:\n  neurolint: {fail_on: info}\n"},
        ("mkdocs.yml", "docs", "info"),
    ),
    "zensical.toml": (
        {"zensical.toml": '[project]\ndocs_dir = "text"\n[project.plugins.neurolint]\nfail_on = "info"\n'},
        ("zensical.toml", "text", "info"),
    ),
    "tags that name code, and a parent": (
        {
            "base.yml": "docs_dir: text\nplugins: {neurolint: {fail_on: info, audience: clinician}}\n",
            "mkdocs.yml": (
                "INHERIT: base.yml\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
                "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
                "      also: !!python/object/apply:os.system ['exit 1']\n      other: !custom {a: [b]}\n"
                "plugins: {neurolint: {fail_on: warning}}\n"
            ),
        },
        ("mkdocs.yml", "text", "warning"),
    ),
    "variables of the environment": (
        {"mkdocs.yml": "docs_dir: !ENV [NONE, DOCS, other]\nplugins: [neurolint: {fail_on: !ENV [NONE, info]}]\n"},
        ("mkdocs.yml", "from-env", "info"),
    ),
}


@pytest.mark.parametrize(("files", "expected"), DISCOVERY.values(), ids=DISCOVERY)
def test_discovery(
    files: dict[str, str], expected: tuple[str, str, str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCS", "from-env")
    write(here, files)
    project = find_project()
    assert (project.site_path, project.docs_dir, project.settings.fail_on) == expected


def test_an_environment_variable_is_read_as_yaml(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here, {"mkdocs.yml": "plugins: [neurolint: {cite_within: !ENV A, regions: [!ENV B]}]\n"})
    monkeypatch.setenv("A", "section")
    monkeypatch.setenv("B", "gb")
    assert find_project().settings == Settings(cite_within="section", regions=("GB",))


def test_a_config_elsewhere_brings_its_own_paths(here: Path) -> None:
    write(here, {"site/mkdocs.yml": "docs_dir: text\n", "site/neurolint.yml": "rules: [own]\n"})
    write(here, {"lint.yml": "fail_on: info\n"})
    for config in ("site/mkdocs.yml", "site/neurolint.yml"):
        project = find_project(config)
        assert (project.docs_dir, project.resolve("own")) == ("site/text", "site/own")
    assert find_project("lint.yml").settings.fail_on == "info"


MISTAKES = {
    "an unknown setting": (
        {"neurolint.yml": "\nfail_no: error\n"},
        "neurolint.yml:2:1: fail_no: unknown key 'fail_no' (did you mean 'fail_on'?)",
    ),
    "an unknown setting of the plugin": (
        {"mkdocs.yml": "plugins:\n  - search\n  - neurolint:\n      fail_no: error\n"},
        "mkdocs.yml:4:16: neurolint: fail_no: unknown key",
    ),
    "an unknown setting in a parent": (
        {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "plugins:\n  neurolint:\n    fail_no: error\n"},
        "base.yml:3:14: neurolint: fail_no: unknown key",
    ),
    "an unknown setting in TOML": (
        {"zensical.toml": '[project.plugins.neurolint]\nfail_no = "x"\n'},
        "zensical.toml:2:1: neurolint: fail_no: unknown key",
    ),
    "a wrong value": (
        {"neurolint.yml": "audience: doctors\n"},
        "neurolint.yml:1:1: audience: must be one of lay, clinician",
    ),
    "a wrong type": ({"neurolint.yml": "select: uncited-claim\n"}, "neurolint.yml:1:1: select: must be a list"),
    "an unknown rule": (
        {"neurolint.yml": "fail_on: info\nseverity:\n  uncited-clam: info\n"},
        "neurolint.yml:3:3: severity.uncited-clam: there is no rule 'uncited-clam' (did you mean 'uncited-claim'?)",
    ),
    "a docs_dir that is not there": (
        {"mkdocs.yml": "site_name: A\ndocs_dir: nope\n"},
        "mkdocs.yml:2:11: docs_dir: there is no folder 'nope'",
    ),
    "a docs_dir that is a file": ({"mkdocs.yml": "docs_dir: a.md\n", "a.md": ""}, "docs_dir: 'a.md' is no folder"),
    "a docs_dir that is not there, in TOML": (
        {"zensical.toml": '[project]\ndocs_dir = "nope"\n'},
        "zensical.toml:2:1: docs_dir: there is no folder 'nope'",
    ),
    "an unknown option": (
        {"neurolint.yml": "options:\n  stale-review:\n    max_age: 3\n"},
        "neurolint.yml:3:5: options.stale-review.max_age: this rule has no option 'max_age' "
        "(did you mean 'max_age_days'?)",
    ),
    "an option of the wrong type": (
        {"mkdocs.yml": "plugins:\n  - neurolint:\n      options:\n        missing-author: {min_words: many}\n"},
        "mkdocs.yml:4:37: neurolint: options.missing-author.min_words: must be an integer",
    ),
    "an option below its least value": (
        {"neurolint.yml": "options: {stale-review: {max_age_days: 0}}\n"},
        "neurolint.yml:1:26: options.stale-review.max_age_days: must be at least 1, not 0",
    ),
    "an option that only the linter fills": (
        {"neurolint.yml": "options: {stale-review: {git_dates: {}}}\n"},
        "neurolint.yml:1:26: options.stale-review.git_dates: this rule has no option 'git_dates'",
    ),
    "an option of a rule without any": (
        {"neurolint.yml": "options: {uncited-claim: {min_words: 3}}\n"},
        "neurolint.yml:1:27: options.uncited-claim.min_words: this rule has no options, and so no 'min_words'",
    ),
    "an audience that there is not": (
        {"neurolint.yml": "options: {missing-suicide-resource: {audiences: [clinicians]}}\n"},
        "neurolint.yml:1:50: options.missing-suicide-resource.audiences[0]: must be one of lay, clinician",
    ),
    "a key of a retracted work": (
        {"neurolint.yml": "options: {retracted-source: {works: [{doi: 10.1000/xyz, date: 2027-01-31, nat: x}]}}\n"},
        "neurolint.yml:1:75: options.retracted-source.works[0].nat: unknown key 'nat'",
    ),
    "an unknown rule in an override": (
        {"mkdocs.yml": "plugins:\n  - neurolint:\n      overrides:\n        - paths: [a]\n          ignore: [nope]\n"},
        "mkdocs.yml:5:19: neurolint: overrides[0].ignore: there is no rule or category 'nope'",
    ),
    "an override without paths": (
        {"neurolint.yml": "overrides: [{audience: lay}]\n"},
        "overrides[0]: the key 'paths' is missing",
    ),
    "a date that is none": ({"neurolint.yml": "today: tomorrow\n"}, "neurolint.yml:1:1: today: must be a date"),
    "a region that is no code": ({"neurolint.yml": "regions: [England]\n"}, "regions[0]: must look like GB"),
    "a region by the wrong code": (
        {"neurolint.yml": "regions: [IE, uk]\n"},
        "regions[1]: 'UK' is no country code of ISO 3166 (did you mean 'GB'?)",
    ),
    "a code that no country has, in an override": (
        {"neurolint.yml": "overrides: [{paths: a, regions: [QZ]}]\n"},
        "overrides[0].regions[0]: 'QZ' is no country code of ISO 3166",
    ),
    "settings in two places": (
        {"mkdocs.yml": "plugins:\n  - neurolint: {fail_on: info}\n", "neurolint.yml": "fail_on: info\n"},
        "mkdocs.yml:2:16: settings stand here and in neurolint.yml; keep them in one place",
    ),
    "YAML that is none": ({"mkdocs.yml": "site_name: [\n"}, "mkdocs.yml:2:1: not valid YAML"),
    "our YAML that is none": ({"neurolint.yml": "a: b: c\n"}, "neurolint.yml:1:5: not valid YAML"),
    "TOML that is none": ({"zensical.toml": "[project\n"}, "zensical.toml:1:9: not valid TOML"),
    "a list instead of a mapping": ({"mkdocs.yml": "- a\n"}, "mkdocs.yml:1:1: must be a mapping"),
    "a parent that is not there": (
        {"mkdocs.yml": "a: b\nINHERIT: base.yml\n"},
        "mkdocs.yml:2:10: the inherited file 'base.yml' does not exist",
    ),
    "a parent of itself": ({"mkdocs.yml": "INHERIT: mkdocs.yml\n"}, "mkdocs.yml:1:10: INHERIT goes round in circles"),
    "nesting without end": ({"mkdocs.yml": "a: " + "[" * 100_000}, "mkdocs.yml:1: nested deeper than 100"),
    "a block nested without end": ({"mkdocs.yml": "- " * 100_000}, "mkdocs.yml:1: nested deeper than 100"),
    "a control character": ({"mkdocs.yml": "a: \x01\n"}, "mkdocs.yml: not valid YAML"),
    "a page of helplines that is not there": (
        {"mkdocs.yml": "plugins:\n  - neurolint:\n      help_pages: [help.md]\n"},
        "mkdocs.yml:3:20: neurolint: help_pages[0]: there is no page 'help.md' in docs",
    ),
    "a bibliography that is not there": (
        {"neurolint.yml": "bibliography: [refs.bib]\n"},
        "neurolint.yml:1:16: bibliography[0]: 'refs.bib' cannot be read",
    ),
    "rules that are not there": ({"neurolint.yml": "rules: [own]\n"}, "own: no such rule file or folder"),
    "a pattern that is none": ({"neurolint.yml": "exclude: '!'\n", "a.md": ""}, "not a gitignore pattern"),
}


@pytest.mark.parametrize(("files", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_its_place(
    files: dict[str, str], message: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"docs/index.md": "", **files})
    assert main(["check"]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_text_that_is_not_utf_8_is_a_mistake(here: Path) -> None:
    for name in ("mkdocs.yml", "neurolint.yml", "zensical.toml"):
        (here / name).write_bytes(b"site_name: \xff\n")
        with pytest.raises(UserError, match=rf"{name}: is not UTF-8"):
            find_project(name)
        (here / name).unlink()


def test_the_docs_folder_that_mkdocs_takes_by_default_may_be_missing_too(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(here, {"mkdocs.yml": "site_name: A\n"})
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "neurolint: error: mkdocs.yml:1:1: docs_dir: there is no folder 'docs'\n"


def test_yaml_that_means_something_else_is_taken_as_it_was_meant() -> None:
    from datetime import date

    lines = "/a/\n\n# b\n"
    settings = read_settings({"regions": [False, "gb"], "today": date(2026, 5, 1), "exclude": lines, "rules": None})
    assert settings == Settings(regions=("NO", "GB"), today="2026-05-01", exclude=("/a/",))
    assert read_settings({"regions": ["pt", "BT"]}).regions == ("PT", "BT")


def test_every_setting_is_in_the_schema_and_the_table() -> None:
    from mkdocs_neurolint.config import settings

    for name in Settings._fields:
        assert name in SCHEMA["properties"]
        assert f"| `{name}` |" in str(settings.__doc__)
    assert set(SCHEMA["properties"]) == set(Settings._fields)
    assert "example" not in str(published_schema()["properties"]["regions"])


WALKS = {
    "what MkDocs leaves out": (
        {"mkdocs.yml": "exclude_docs: |\n  *.part.md\n  !keep.part.md\ndraft_docs: drafts/\n"},
        {
            "a.md": "",
            "b.part.md": "",
            "keep.part.md": "",
            "drafts/c.md": "",
            "templates/d.md": "",
            ".x/e.md": "",
            "f.markdown": "",
        },
        ["a.md", "f.markdown", "keep.part.md"],
    ),
    "a README beside an index": (
        {"mkdocs.yml": "site_name: A\n"},
        {"index.md": "", "README.md": "", "sub/README.md": ""},
        ["index.md", "sub/README.md"],
    ),
    "other languages by suffix": (
        {"mkdocs.yml": "plugins: [i18n: {languages: [{locale: en, default: true}, {locale: de}]}]\n"},
        {"a.md": "", "a.de.md": "", "a.en.md": "", "v1.2.md": ""},
        ["a.en.md", "a.md", "v1.2.md"],
    ),
    "other languages by folder": (
        {
            "mkdocs.yml": (
                "plugins: [i18n: {docs_structure: folder, languages: [{locale: de, default: true}, {locale: en-GB}]}]\n"
            )
        },
        {"de/a.md": "", "en-GB/a.md": ""},
        ["en-GB/a.md"],
    ),
}


@pytest.mark.parametrize(("config", "docs", "expected"), WALKS.values(), ids=WALKS)
def test_walk(config: dict[str, str], docs: dict[str, str], expected: list[str], here: Path) -> None:
    write(here, config | {f"docs/{name}": text for name, text in docs.items()})
    assert pages(find_project()) == expected


COMPONENT = st.sampled_from(["a", "b", ".c", "d.md", "part.md", "x.part.md", "a-b_1", "A"])
PATTERN = st.builds(
    lambda root, names, star, folder: f"{root}{star or '/'.join(names)}{folder}",
    st.sampled_from(["", "/"]),
    st.lists(COMPONENT, min_size=1, max_size=3),
    st.sampled_from(["", "", "*.md", ".*", "*", "a*", "x*md", "**/a", "!a", "a b", "[ab]", "a/*"]),
    st.sampled_from(["", "/"]),
)


@given(st.lists(PATTERN, min_size=1, max_size=3), st.lists(COMPONENT, min_size=1, max_size=4))
def test_plain_gitignore_lines_mean_what_they_mean_to_pathspec(lines: list[str], names: list[str]) -> None:
    path = "/".join(names)
    assert gitignore(lines)(path) == GitIgnoreSpec.from_lines(lines).match_file(path)


def test_overrides_hold_for_their_paths(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_rules(here / "rules")
    write(
        here,
        {
            "mkdocs.yml": "site_name: A\n",
            "neurolint.yml": """\
                rules: [rules]
                select: [zorbly-word, zimbly-word]
                overrides:
                  - {paths: [/pro/], severity: {zorbly-word: info}, ignore: [zimbly-word]}
                  - {paths: [special.md], severity: {zorbly-word: ignore}}
                """,
            "docs/a.md": "A zorbly and a zimbly.\n",
            "docs/pro/b.md": "A zorbly and a zimbly.\n",
            "docs/pro/special.md": "A zorbly and a zimbly.\n",
        },
    )
    main(["check", "--output-format", "concise"])
    lines = [line.split(" “")[0].split(' "')[0] for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "docs/a.md:1:3: error zorbly-word",
        "docs/a.md:1:16: warning zimbly-word",
        "docs/pro/b.md:1:3: info zorbly-word",
    ]


def test_what_surrounds_a_page(here: Path) -> None:
    write(
        here,
        {
            "mkdocs.yml": """\
                copyright: 'Call <a href="tel:116123">the line</a>'
                theme: {name: material, custom_dir: overrides}
                markdown_extensions:
                  - pymdownx.snippets:
                      base_path: [parts, !relative $docs_dir/shared]
                      auto_append: [always.md]
                """,
            "overrides/main.html": "{% block announce %}<b>Announced&nbsp;words</b><script>no</script>{% endblock %}",
            "overrides/partials/footer.html": "<!-- hidden --> Footer words {{ page.title }}",
            "overrides/home.html": "Words of one page",
            "parts/always.md": "Appended words\n",
            "parts/one.md": 'First snippet\n\n--8<-- "two.md"\n',
            "docs/shared/two.md": 'Second snippet\n\n--8<-- "one.md"\n',
            "docs/sub/inc.md": "Included words\n",
            "docs/sub/page.md": '# Page\n\n--8<-- "one.md:2:5"\n\n{% include-markdown "inc.md" %}\n',
            "docs/sub/other.md": "# Page\n\n--8<--\none.md\n--8<--\n\n{% include '/sub/inc.md' %}\n",
        },
    )
    project = find_project()
    around = everywhere(project).text
    for words in ("<tel:116123>", "the line", "Announced\xa0words", "Footer words", "Appended words"):
        assert words in around
    for words in ("no", "hidden", "Words of one page", "page.title"):
        assert words not in around.split()
    for name in ("page", "other"):
        path = f"docs/sub/{name}.md"
        document = parse((here / path).read_text(encoding="utf-8"), path)
        brought = included(document, path, project)
        assert all(words in brought.text for words in ("First snippet", "Second snippet", "Included words"))
        assert {stamp.path for stamp in brought.files} == {"parts/one.md", "docs/shared/two.md", "docs/sub/inc.md"}


def test_html_text_keeps_words_and_targets() -> None:
    text = html_text("<p>Call <a class='x' href='tel:1'>us</a> &amp; wait</p>")
    assert text.split() == ["Call", "<tel:1>", "us", "&", "wait"]


def test_no_configuration_needs_no_yaml(here: Path) -> None:
    code = (
        "import sys; from mkdocs_neurolint.config.discover import find_project; find_project();"
        "sys.exit('yaml' in sys.modules or 'pathspec' in sys.modules or 'mkdocs' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_configuration_is_read_once_and_again_when_something_changes(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setenv("NEUROLINT_CACHE_DIR", str(here / "cache"))
    monkeypatch.setenv("DOCS", "one")
    write(here, {"base.yml": "exclude_docs: a\n", "mkdocs.yml": "INHERIT: base.yml\ndocs_dir: !ENV DOCS\n"})
    write(here, {"neurolint.yml": "overrides: [{paths: x, regions: [GB]}]\nseverity: {uncited-claim: info}\n"})
    for name in ("base.yml", "mkdocs.yml", "neurolint.yml"):
        os.utime(here / name, (1, 1))
    first = find_project()
    assert len(list((here / "cache").glob("config-*.json"))) == 1
    code = (
        "import sys; from mkdocs_neurolint.config.discover import find_project; project = find_project();"
        "assert 'yaml' not in sys.modules; print(repr(project))"
    )
    again = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert again.stdout.strip() == repr(first)
    monkeypatch.setenv("DOCS", "two")
    assert find_project().docs_dir == "two"
    write(here, {"base.yml": "exclude_docs: abc\n"})
    assert find_project().exclude == ("abc",)
    (here / "neurolint.yml").unlink()
    assert find_project().settings == Settings()


def test_the_date_of_the_last_commit_stands_in_for_a_review_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "mood.md"
    page.parent.mkdir()
    page.write_text("# Mood\n\n" + "Serotonin and depression are studied together in patients with anxiety.\n" * 30)
    (tmp_path / "neurolint.yml").write_text("options:\n  stale-review: {git: true}\ntoday: 2026-06-01\n")
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2020-01-02T12:00:00+0000")
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "docs"], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], check=True)
    assert main(["check", "docs", "--select", "stale-review", "--output-format", "concise", "--fail-on", "never"]) == 0
    assert "2020-01-02" in capsys.readouterr().out


def test_a_data_file_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "neurolint.yml").write_text("options:\n  retracted-source: {data: none.csv}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "."]) == 2


def test_a_service_of_the_sites_own_that_is_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "neurolint.yml").write_text("services:\n  - {name: Our line, phon: '0800'}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "."]) == 2
    assert "services[0]" in capsys.readouterr().err
