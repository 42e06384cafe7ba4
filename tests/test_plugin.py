"""The plugin inside MkDocs: its options, its log, when it fails a build, and what it does while a site is served."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from rulebook import write_rules
from sites import HELP, SUICIDE, Server, build_site, recorded, run_mkdocs, write_site

from mkdocs_neurolint.config.settings import SCHEMA
from mkdocs_neurolint.plugin.final_text import final_text
from mkdocs_neurolint.plugin.options import NeurolintConfig
from mkdocs_neurolint.visible import visible_text

OWN = {"rules": ["rules"], "select": ["zorbly-word", "zimbly-word", "zumbly-word", "neurolint"]}
NEVER = {**OWN, "fail_on": "never"}
PAGES = {"index.md": "# A\n\nA zorbly, a zimbly and a zumbly text.\n", "fine.md": "# B\n\nNothing here.\n"}
LINES = [
    ("ERROR", 'docs/index.md:3:3: error zorbly-word "zorbly" is a test word: write another'),
    ("WARNING", 'docs/index.md:3:13: warning zimbly-word "zimbly" is a test word: write another'),
    ("INFO", 'docs/index.md:3:26: info zumbly-word "zumbly" is a test word: write another'),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules")
    return tmp_path


# --- options ---


def test_options_are_the_settings() -> None:
    options = {name for name, _ in NeurolintConfig._schema}
    assert options == {"enabled", *SCHEMA["properties"]}


GOOD_OPTIONS: dict[str, Any] = {
    "nothing": None,
    "an empty mapping": {},
    "a country that YAML takes for a boolean": {"regions": [False, "gb"]},
    "a date": {"today": "2026-11-02"},
    "lines as one text": {"exclude": "/a/\n/b/\n"},
    "lines as a list": {"exclude": ["/a/"]},
    "keys without a value": {"select": None, "severity": None, "baseline": None, "overrides": None},
    "all kinds": {
        "severity": {"uncited-claim": "ignore"},
        "citation_hosts": {"example.org": 3},
        "options": {"stale-review": {"max_age_days": 30}},
        "overrides": [{"paths": "/a/", "audience": "clinician", "regions": ["US"]}],
        "cite_within": "section",
        "audience": "clinician",
        "fail_on": "warning",
    },
}


@pytest.mark.parametrize("options", GOOD_OPTIONS.values(), ids=GOOD_OPTIONS)
def test_good_options(options: Any, here: Path) -> None:
    result = build_site(write_site(here, {"index.md": "# A\n"}, options), strict=True)
    assert (result.error, result.ours) == ("", [("INFO", "no findings in 1 file")])


BAD_OPTIONS: dict[str, tuple[str, str]] = {
    "an unknown option": (
        "fail_no: error",
        "option 'fail_no': mkdocs.yml:4:15: unknown option 'fail_no' (did you mean 'fail_on'?)",
    ),
    "a value that is none": (
        "fail_on: sometimes",
        "option 'fail_on': mkdocs.yml:4:15: fail_on: must be one of error, warning, info, never, not 'sometimes'",
    ),
    "a value of another kind": ("select: 3", "option 'select': mkdocs.yml:4:14: select: must be a list"),
    "a value deep inside": (
        "severity: {uncited-claim: loud}",
        "option 'severity': mkdocs.yml:4:32: severity.uncited-claim: must be one of error, warning, info, ignore, ",
    ),
    "an unknown key in an override": (
        "overrides: [{paths: a, audiense: lay}]",
        "option 'overrides': mkdocs.yml:4:39: overrides[0].audiense: unknown key 'audiense' (did you mean 'audience'?)",
    ),
    "a word that switches": ("enabled: maybe", "option 'enabled': mkdocs.yml:4:15: Expected type"),
    "a date that is none": (
        "today: soon",
        "option 'today': mkdocs.yml:4:13: today: must be a date such as 2027-01-31, not 'soon'",
    ),
}


@pytest.mark.parametrize(("line", "message"), BAD_OPTIONS.values(), ids=BAD_OPTIONS)
def test_a_mistake_in_the_options_names_its_place(line: str, message: str, here: Path) -> None:
    write_site(here, {"index.md": "# A\n"})
    (here / "mkdocs.yml").write_text(f"site_name: A\nplugins:\n  - neurolint:\n     {line}\n", encoding="utf-8")
    with recorded() as records, pytest.raises(Abort, match="configuration error"):
        load_config("mkdocs.yml")
    (text,) = [text for level, text in records if level == "ERROR"]
    assert message in text
    assert "\n" not in text


BAD_SITES: dict[str, tuple[dict[str, str], dict[str, Any], str]] = {
    "a rule that does not exist": (
        {},
        {"select": ["uncited-clam"]},
        "mkdocs.yml:7:5: neurolint: select: there is no rule or category 'uncited-clam' (did you mean 'uncited-claim'",
    ),
    "settings in two places": (
        {"../neurolint.yml": "fail_on: info\n"},
        {"fail_on": "never"},
        "mkdocs.yml:6:5: settings stand here and in neurolint.yml; keep them in one place",
    ),
    "a mistake in neurolint.yml": (
        {"../neurolint.yml": "\nfail_no: info\n"},
        {},
        "neurolint.yml:2:1: fail_no: unknown key 'fail_no' (did you mean 'fail_on'?)",
    ),
    "a rule file that is broken": (
        {"../own/a.yml": "id: a\nkind: phrse\n"},
        {"rules": ["own"]},
        "own/a.yml:2:1: must be one of phrase, ",
    ),
    "a rule file that is not there": ({}, {"rules": ["nowhere.yml"]}, "nowhere.yml: "),
    "a baseline that is not there": ({}, {"baseline": "old.json"}, "old.json: the baseline cannot be read"),
    "a bibliography that is not there": ({}, {"bibliography": ["a.bib"]}, "mkdocs.yml:"),
    "a help page that is not there": ({}, {"help_pages": ["gone.md"]}, "mkdocs.yml:"),
}


@pytest.mark.parametrize(("files", "options", "message"), BAD_SITES.values(), ids=BAD_SITES)
def test_a_mistake_stops_the_build_with_one_line(
    files: dict[str, str], options: dict[str, Any], message: str, here: Path
) -> None:
    result = build_site(write_site(here, {"index.md": "# A\n", **files}, options))
    assert result.error == "Aborted with a BuildError!"
    errors = [text for level, text in result.records if level == "ERROR"]
    assert len(errors) == 1 and errors[0].startswith(f"neurolint: {message}"), errors
    assert "\n" not in errors[0]


def test_settings_beside_mkdocs_yml(here: Path) -> None:
    settings = "rules: [rules]\nselect: [zorbly-word]\nfail_on: never\n"
    result = build_site(write_site(here, {**PAGES, "../neurolint.yml": settings}))
    assert (result.places, result.error) == (["docs/index.md:3:3 zorbly-word"], "")


def test_switched_off(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = build_site(write_site(here, PAGES, {**OWN, "enabled": False}))
    assert (result.ours, result.error) == ([], "")
    text = (here / "mkdocs.yml").read_text(encoding="utf-8")
    (here / "mkdocs.yml").write_text(text.replace("enabled: false", "enabled: !ENV [LINT, false]"), encoding="utf-8")
    assert build_site(here / "mkdocs.yml").ours == []
    monkeypatch.setenv("LINT", "true")
    assert len(build_site(here / "mkdocs.yml").findings) == 3


# --- the log, and when a build fails ---


def test_a_line_for_each_finding_and_one_for_all(here: Path) -> None:
    result = build_site(write_site(here, PAGES, NEVER))
    assert result.ours == [*LINES, ("INFO", "1 error, 1 warning, 1 info in 1 of 2 files")]


FAILING = {
    "an error by default": (OWN, "1 error found, and the setting is fail_on: error"),
    "a warning": ({**OWN, "fail_on": "warning"}, "1 error, 1 warning found, and the setting is fail_on: warning"),
    "anything": ({**OWN, "fail_on": "info"}, "1 error, 1 warning, 1 info found, and the setting is fail_on: info"),
    "never": (NEVER, ""),
    "no error is there": ({**OWN, "ignore": ["zorbly-word"]}, ""),
    "it is lowered": ({**OWN, "severity": {"zorbly-word": "warning"}}, ""),
    "the page is left out": ({**OWN, "exclude": "index.md"}, ""),
    "an override": ({**OWN, "overrides": [{"paths": "/index.md", "ignore": ["zorbly-word"]}]}, ""),
}


@pytest.mark.parametrize(("options", "message"), FAILING.values(), ids=FAILING)
def test_a_build_fails_once_all_is_reported(options: dict[str, Any], message: str, here: Path) -> None:
    result = build_site(write_site(here, PAGES, options))
    assert result.error == ("Aborted with a BuildError!" if message else "")
    if message:
        assert result.ours[-2:] == [("INFO", "1 error, 1 warning, 1 info in 1 of 2 files"), ("ERROR", message)]
        assert (here / "site" / "fine" / "index.html").exists()


def test_strict_counts_warnings(here: Path) -> None:
    write_site(here, {"index.md": "A zimbly text.\n"}, OWN)
    assert run_mkdocs(here, "build", "--quiet")[0] == 0
    code, log = run_mkdocs(here, "build", "--strict")
    assert code == 1 and "Aborted with 1 warnings in strict mode!" in log
    write_site(here, {"index.md": "A zumbly text.\n"}, OWN)
    code, log = run_mkdocs(here, "build", "--strict")
    assert code == 0 and "INFO    -  neurolint: docs/index.md:1:3: info zumbly-word" in log


def test_known_findings_are_not_reported(here: Path) -> None:
    path = write_site(here, {**PAGES, "suicide.md": SUICIDE}, {**OWN, "baseline": "known.json"})
    command = [sys.executable, "-m", "mkdocs_neurolint", "baseline", "create", "--baseline", "known.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (here / "known.json").is_file(), done.stderr
    result = build_site(path)
    assert (result.places, result.error) == ([], "")
    (here / "docs" / "fine.md").write_text("A zorbly text.\n", encoding="utf-8")
    assert build_site(path).places == ["docs/fine.md:1:3 zorbly-word"]


def test_control_characters_stay_out_of_the_log(here: Path) -> None:
    result = build_site(write_site(here, {"index.md": "# A\n", "e\x1b[31mvil.md": "A zorbly text.\n"}, NEVER))
    assert result.places == ["docs/e [31mvil.md:1:3 zorbly-word"]


# --- serve ---


def test_each_rebuild_reports_again_and_never_fails(here: Path) -> None:
    server = Server(write_site(here, PAGES, OWN))
    first = server.build()
    assert first.ours == [*LINES, ("INFO", "1 error, 1 warning, 1 info in 1 of 2 files")]
    assert server.build().ours == first.ours
    (here / "docs" / "fine.md").write_text("# B\n\nA zorbly text.\n", encoding="utf-8")
    assert len(server.build().findings) == 4
    (here / "docs" / "index.md").write_text("# A\n", encoding="utf-8")
    assert server.build().places == ["docs/fine.md:3:3 zorbly-word"]


def test_a_rebuild_notices_rules_settings_and_included_files(here: Path) -> None:
    snippets = [{"pymdownx.snippets": {"base_path": ["parts"]}}]
    files = {"index.md": f'{SUICIDE}\n--8<-- "help.md"\n', "../parts/help.md": HELP}
    options: dict[str, Any] = {"rules": ["rules"], "regions": ["GB"]}
    server = Server(write_site(here, files, options, markdown_extensions=snippets))
    assert server.build().places == []
    (here / "parts" / "help.md").write_text("Nobody is there.\n", encoding="utf-8")
    assert server.build().places == ["docs/index.md:1:15 missing-suicide-resource"]
    rule = here / "rules" / "zorbly-word.yml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("match: ['zorbly']", "match: ['nobody']"), encoding="utf-8"
    )
    assert "parts/help.md:1:1 zorbly-word" in server.build().places
    write_site(here, {}, {**options, "ignore": ["missing-suicide-resource"]}, markdown_extensions=snippets)
    assert server.build().places == ["parts/help.md:1:1 zorbly-word"]


def test_what_findings_depend_on_is_watched(here: Path) -> None:
    files = {
        "index.md": "# A\n",
        "../neurolint.yml": "rules: [rules, more-word.yml]\nbibliography: [a.bib]\n",
        "../a.bib": "",
    }
    rule = (here / "rules" / "zorbly-word.yml").read_text(encoding="utf-8").replace("id: zorbly-word", "id: more-word")
    server = Server(write_site(here, {**files, "../more-word.yml": rule}))
    server.build()
    for name in ("rules", "more-word.yml", "a.bib", "neurolint.yml"):
        assert str(here / name) in server.config.watch


def test_a_rebuild_lints_only_what_has_changed(here: Path) -> None:
    from mkdocs_neurolint.plugin import NeurolintPlugin

    server = Server(write_site(here, PAGES, OWN))
    server.build()
    plugin = server.config.plugins["neurolint"]
    assert isinstance(plugin, NeurolintPlugin) and plugin._memory is not None
    before = dict(plugin._memory._pages)
    (here / "docs" / "fine.md").write_text("# B\n\nOther words.\n", encoding="utf-8")
    server.build()
    kept = [target.docs_path for target, page in plugin._memory._pages.items() if before[target] is page]
    assert kept == ["index.md"]


@pytest.mark.parametrize("arguments", [[], ["--clean"], ["--dirty"]], ids=" ".join)
def test_the_real_server_starts_whatever_is_found(arguments: list[str], here: Path) -> None:
    write_site(here, PAGES, OWN)
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", "127.0.0.1:0", *arguments]
    with subprocess.Popen(command, cwd=here, stderr=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stderr is not None
        seen, until = "", time.monotonic() + 20
        while "Serving on" not in seen and time.monotonic() < until:
            line = server.stderr.readline()
            if not line:
                break
            seen += line
        server.terminate()
    assert "neurolint: docs/index.md:3:3: error zorbly-word" in seen.replace("\n", " ").replace("            ", " ")
    assert "Serving on" in seen


# --- parts ---

VISIBLE = {
    "words and targets": ("<p>Call <a href='tel:1'>us</a> &amp; wait</p>", "Call <tel:1> us & wait"),
    "a relative link": ('<a href="../help/?a=1&amp;b">Help</a>', '<a href="../help/?a=1&b"></a> Help'),
    "white space of the template": ("<p>\n        Call\n        us</p>", "Call us"),
    "no comment": ("a<!-- b > --><b>c</b>", "ac"),
    "no code, script or head": ("<head><title>t</title></head><pre><code>x</code></pre><script>a<b></script>y", "y"),
    "a header is no head": ("<header>Call</header>", "Call"),
    "no navigation": ("<nav><ul><li><a href='x/'>Get help</a><li>b</ul><nav>c</nav></nav>d", "d"),
    "no navigation of another name": ("<div class='navbar x'><div>a</div>b</div><div role=navigation>c</div>d", "d"),
    "no bar of a theme with the next page": ("<div class='rst-versions'><a href='get-help/'>Next</a></div>a", "a"),
    "a number to call in the navigation": ("<nav><a href='tel:116123'>a</a></nav>", "<tel:116123>"),
    "nothing hidden": ("<div hidden><p>a</p></div><p style='display: none'>b</p><p title='hidden cost'>c</p>", "c"),
    "a folded box": ("<details><summary>Who</summary><p>Us</p></details>", "Who Us"),
    "a row of a table": ("<tr><td>Us</td><td>1</td></tr>", ", Us, 1"),
    "no markup by accident": ("<p>`a` {{b}} &lt;c&gt; [d](e)</p>", "'a' ((b)) c (d)(e)"),
    "unfinished": ("a<nav>b", "a"),
    "an open comment": ("a<!-- b", "a"),
    "a lone sign": ("1 < 2 and <![x]> 3", "1 2 and 3"),
}


@pytest.mark.parametrize(("html", "expected"), VISIBLE.values(), ids=VISIBLE)
def test_visible_text(html: str, expected: str) -> None:
    assert " ".join(visible_text(html).split()) == expected


def test_an_unchanged_text_is_not_compared() -> None:
    for source in ("# A\n\nText.\n", "---\na: b\n---\n\n# A\n\nText.", "\ufeff# A\r\n\r\nText.\r\n"):
        assert final_text(source, "# A\n\nText.", []) is None


PLACES = {
    "one line becomes two": ("a\n{{ b }}\nc\n", "a\nx\ny\nc\n", [(1, True), (2, False), (2, False), (3, True)]),
    "two lines become two": ("a\n{{ b }}\n{{ c }}\n", "a\nx\ny\n", [(1, True), (2, False), (3, False)]),
    "two lines become three": ("a\nb\n{{ c }}\n", "a\nb x\ny\nz\n", [(1, True), (3, False), (3, False), (3, False)]),
    "a line of an included file": ("a\n{% b %}\n", "a\n  Known line.\nz\n", [(1, True), (0, False), (2, False)]),
    "a line at the end": ("a\nb\n", "a\nb\nc\n", [(1, True), (2, True), (2, False)]),
    "front matter": ("---\na: b\n---\n\nc\n", "d\n", [(1, True), (2, True), (3, True), (4, True), (5, False)]),
}


@pytest.mark.parametrize(("source", "markdown", "expected"), PLACES.values(), ids=PLACES)
def test_lines_of_the_final_text_know_their_place(source: str, markdown: str, expected: list[tuple[int, bool]]) -> None:
    final = final_text(source, markdown, ["Known line.\n"])
    assert final is not None
    found = [(place.line, place.here) if place else (0, False) for place in final.places]
    # A blank line keeps the text apart from front matter.
    assert found[0 if source.startswith("---") else 1 :] == expected
