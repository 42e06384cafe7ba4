"""The output formats: what they say, and that nothing in a page or a path can break them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.positions import Lines, Span
from mkdocs_neurolint.reports import FORMATS, render
from mkdocs_neurolint.reports.frame import excerpt
from mkdocs_neurolint.reports.model import Report
from mkdocs_neurolint.reports.style import PLAIN, Style, wants_color
from mkdocs_neurolint.rules.model import Rule


def make_rule(id: str = "big-word", severity: str = "warning") -> Rule:
    sources = [{"title": "A paper", "doi": "10.1000/182"}]
    data = {"summary": "A big word.", "why": "Because.", "instead": "Write a small word.", "sources": sources}
    return Rule(id, "wording", "phrase", severity, "high", "stable", "", data)


def make_finding(
    text: str, words: str, path: str = "docs/a.md", severity: str = "warning", message: str = "too big", help: str = ""
) -> Finding:
    start = text.index(words)
    lines = Lines(text)
    line, column = lines.position(start)
    end_line, end_column = lines.position(start + len(words))
    span = Span(start, start + len(words))
    rule = make_rule(severity=severity)
    return Finding(rule, severity, message, path, line, column, end_line, end_column, span, words, help)


def make_report(texts: Mapping[str, str], *findings: Finding, style: Style = PLAIN) -> Report:
    return Report(findings, [finding.text for finding in findings], list(texts), texts.__getitem__, style)


def full(text: str, words: str, style: Style = PLAIN) -> list[str]:
    """The lines between the heading and the notes of the `full` format, from the first source line on."""
    report = make_report({"docs/a.md": text}, make_finding(text, words), style=style)
    block = "".join(render("full", report)).splitlines()
    return [line for line in block[2:] if " = " not in line and line.strip()]


FRAMES = {
    "plain words": ("First.\nA big word.\n", "big", [" 2 | A big word.", "   |   ^^^"]),
    "the first word": ("Big.\n", "Big", [" 1 | Big.", "   | ^^^"]),
    "a tab before": ("\tbig\n", "big", [" 1 |     big", "   |     ^^^"]),
    "a tab inside": ("ab\tbig\n", "b\tb", [" 1 | ab  big", "   |  ^^^^"]),
    "wide characters": ("世界 big\n", "big", [" 1 | 世界 big", "   |      ^^^"]),
    "wide words": ("a 世界 b\n", "世界", [" 1 | a 世界 b", "   |   ^^^^"]),
    "an emoji": ("🧠 big\n", "big", [" 1 | 🧠 big", "   |    ^^^"]),
    "a joined emoji": ("👩‍🔬 big\n", "big", [" 1 | 👩‍🔬 big", "   |    ^^^"]),
    "combining marks": ("e\u0301e\u0301 big\n", "big", [" 1 | e\u0301e\u0301 big", "   |    ^^^"]),
    "a carriage return": ("a big\r\nb\r\n", "big", [" 1 | a big", "   |   ^^^"]),
    "a byte-order mark": ("\ufeffbig\n", "big", [" 1 | big", "   | ^^^"]),
    "an escape sequence": ("\x1b[31mbig\n", "big", [" 1 | ␛[31mbig", "   |      ^^^"]),
    "a mark that turns text around": ("a\u202e big\n", "big", [" 1 | a<U+202E> big", "   |           ^^^"]),
    "two lines": ("a big\nword b\n", "big\nword", [" 1 | a big", "   |   ^^^", " 2 | word b", "   | ^^^^"]),
    "two lines of a quote": (
        "> a big\n> word b\n",
        "big\n> word",
        [" 1 | > a big", "   |     ^^^", " 2 | > word b", "   |   ^^^^"],
    ),
    "many lines": (
        "a\nb\nc\nd\ne\n",
        "a\nb\nc\nd\ne",
        [" 1 | a", "   | ^", " 2 | b", "   | ^", ".. |", " 5 | e", "   | ^"],
    ),
    "a line number of two digits": ("\n" * 9 + "big\n", "big", [" 10 | big", "    | ^^^"]),
    "the last line without an end": ("a\nbig", "big", [" 2 | big", "   | ^^^"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), FRAMES.values(), ids=FRAMES)
def test_frame(text: str, words: str, expected: list[str]) -> None:
    assert full(text, words) == expected


@pytest.mark.parametrize("at", range(0, 600, 37))
@pytest.mark.parametrize("length", [1, 30, 90, 250])
def test_a_long_line_is_cut_around_the_words(at: int, length: int) -> None:
    line = " ".join(f"word{i:03}" for i in range(100))
    words = line[at : at + length]
    rows = excerpt(line, at, at + length, 80, PLAIN)
    assert all(len(text) <= 80 for text, _ in rows)
    marked = "".join(text[carets.index("^") : len(carets)].ljust(carets.count("^")) for text, carets in rows)
    assert marked == words
    assert all(set(carets) <= {" ", "^"} for _, carets in rows)


def test_an_empty_span_has_a_caret() -> None:
    assert excerpt("abc", 3, 3, 80, PLAIN) == [("abc", "   ^")]
    assert excerpt("", 0, 0, 80, PLAIN) == [("", "^")]


def test_a_page_that_is_gone_has_no_frame() -> None:
    def gone(path: str) -> str:
        raise FileNotFoundError(path)

    finding = make_finding("a big\n", "big")
    for name in FORMATS:
        assert "big-word" in "".join(render(name, Report([finding], [""], ["docs/a.md"], gone)))


def test_help_is_told_once_for_a_page_and_keeps_its_lines() -> None:
    text = "a big b huge\n"
    first = make_finding(text, "big", help="Do this:\n\n!!! note\n\n    Words.")
    second = make_finding(text, "huge", help="Do this:\n\n!!! note\n\n    Words.")
    out = "".join(render("full", make_report({"docs/a.md": text}, first, second)))
    assert out.count("= help: Do this:") == 1
    assert "\n           !!! note\n\n               Words.\n" in out
    assert out.count("= see: https://doi.org/10.1000/182") == 1


def test_colours_are_in_the_colour_style_only() -> None:
    text = "a big\n"
    for style, expected in ((Style(color=True), True), (PLAIN, False)):
        report = make_report({"docs/a.md": text}, make_finding(text, "big"), style=style)
        for name in ("full", "concise"):
            assert ("\x1b[" in "".join(render(name, report))) == expected


COLORS = {
    "a terminal": ("auto", True, {}, True),
    "a pipe": ("auto", False, {}, False),
    "NO_COLOR": ("auto", True, {"NO_COLOR": "1"}, False),
    "NO_COLOR, empty": ("auto", True, {"NO_COLOR": ""}, True),
    "FORCE_COLOR in a pipe": ("auto", False, {"FORCE_COLOR": "1"}, True),
    "FORCE_COLOR=0": ("auto", False, {"FORCE_COLOR": "0"}, False),
    "CLICOLOR_FORCE in a pipe": ("auto", False, {"CLICOLOR_FORCE": "1"}, True),
    "CLICOLOR=0": ("auto", True, {"CLICOLOR": "0"}, False),
    "a dumb terminal": ("auto", True, {"TERM": "dumb"}, False),
    "NO_COLOR beats FORCE_COLOR": ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    "always beats NO_COLOR": ("always", False, {"NO_COLOR": "1"}, True),
    "never beats FORCE_COLOR": ("never", True, {"FORCE_COLOR": "1"}, False),
}


@pytest.mark.parametrize(("choice", "terminal", "environ", "expected"), COLORS.values(), ids=COLORS)
def test_colour_choice(choice: str, terminal: bool, environ: dict[str, str], expected: bool) -> None:
    assert wants_color(choice, terminal, environ) == expected


HOSTILE_PATH = 'docs/a\x1b[2J%,:|`<b>&"\n@team.md'
HOSTILE_TEXT = "An \x1b]0;evil\x07 <script>alert(1)</script> | `big` %0A word\u202e\x00\n"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_hostile_gets_through(name: str) -> None:
    words = HOSTILE_TEXT.strip("\n")
    finding = make_finding(HOSTILE_TEXT, words, path=HOSTILE_PATH, message=f"quotes {words}", help="a\nb\x1b")
    out = "".join(render(name, make_report({HOSTILE_PATH: HOSTILE_TEXT}, finding)))
    if name in ("json", "sarif", "gitlab", "rdjson", "jsonl"):
        assert out.isascii()
        json.loads(out)
    assert "\x1b" not in out
    assert "\x00" not in out
    # XML has no way to spell this mark but itself.
    assert "\u202e" not in out or name == "junit"


def test_json_keeps_the_promised_fields() -> None:
    text = "\ufeffÄ 🧠 big\r\nword\r\n"
    finding = make_finding(text, "big\r\nword", help="Write less.")
    data = json.loads("".join(render("json", make_report({"docs/a.md": text, "docs/b.md": ""}, finding))))
    assert data["version"] == 1
    assert data["tool"]["name"] == "neurolint"
    assert data["files"] == 2
    (record,) = data["findings"]
    assert len(record.pop("fingerprint")) == 32
    assert record == {
        "rule": "big-word", "category": "wording", "severity": "warning", "confidence": "high", "message": "too big",
        "help": "Write less.", "url": "https://doi.org/10.1000/182", "path": "docs/a.md", "line": 1, "column": 6,
        "end_line": 2, "end_column": 5, "start": 5, "end": 14, "text": "big\r\nword",
    }  # fmt: skip
    assert text[record["start"] : record["end"]] == record["text"]
    (line,) = "".join(render("jsonl", make_report({"docs/a.md": text}, finding))).splitlines()
    assert json.loads(line).items() >= record.items()


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_of_nothing_is_well_formed(name: str) -> None:
    out = "".join(render(name, make_report({"docs/a.md": ""})))
    if name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(out)
    if name == "junit":
        assert len(ElementTree.fromstring(out).findall(".//testcase")) == 1


def test_fingerprints_tell_twins_apart_and_stay_when_lines_move() -> None:
    text = "a big\n\na big\n"
    twins = [make_finding(text, "big"), make_finding(text, "big")]
    report = make_report({"docs/a.md": text}, *twins)
    moved = make_report({"docs/a.md": "\n" + text}, *[make_finding("\n\n\n" + text, "big")] * 2)
    assert len(set(report.fingerprints())) == 2
    assert report.fingerprints() == moved.fingerprints()


def test_sarif() -> None:
    text = "🧠 big\n"
    finding = make_finding(text, "big", path="docs/ä b.md")
    data = json.loads("".join(render("sarif", make_report({"docs/ä b.md": text}, finding))))
    assert data["version"] == "2.1.0"
    (run,) = data["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rule = run["tool"]["driver"]["rules"][0]
    assert rule["id"] == "big-word"
    assert rule["helpUri"] == "https://doi.org/10.1000/182"
    (result,) = run["results"]
    assert (result["ruleIndex"], result["level"]) == (0, "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/%C3%A4%20b.md"
    assert place["region"].items() >= {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6}.items()
    assert result["partialFingerprints"]["primaryLocationLineHash"]


def test_github_escapes_and_sorts() -> None:
    text = "a big\n"
    info = make_finding(text, "big", path="docs/a,b:c.md", severity="info", message="50 %\nof it")
    error = make_finding(text, "big", severity="error")
    out = "".join(render("github", make_report({"docs/a.md": text}, info, error))).splitlines()
    assert out[0].startswith("::error file=docs/a.md,line=1,endLine=1,col=3,endColumn=6,title=neurolint big-word::")
    assert out[1].startswith("::notice file=docs/a%2Cb%3Ac.md,")
    assert out[1].endswith("::50 %25%0Aof it")
    assert len(out) == 2


def test_github_says_what_it_will_not_show() -> None:
    text = "a big\n"
    out = "".join(render("github", make_report({"docs/a.md": text}, *[make_finding(text, "big")] * 13))).splitlines()
    assert len(out) == 14
    assert out[0].startswith("::notice title=neurolint::GitHub shows 10 annotations of each level: 3 of 13 findings")


def test_gitlab() -> None:
    text = "a big big\n"
    finding = make_finding(text, "big", severity="error")
    records = json.loads("".join(render("gitlab", make_report({"docs/a.md": text}, finding, finding))))
    assert [record["severity"] for record in records] == ["major", "major"]
    assert records[0]["location"]["path"] == "docs/a.md"
    assert records[0]["fingerprint"] != records[1]["fingerprint"]


def test_junit() -> None:
    text = "a big\n"
    out = "".join(render("junit", make_report({"docs/a.md": text, "docs/b.md": ""}, make_finding(text, "big"))))
    root = ElementTree.fromstring(out)
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [suite.get("name") for suite in root] == ["docs/a.md", "docs/b.md"]
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("type") == "warning"


def test_rdjson_columns_count_bytes() -> None:
    text = "Ä🧠 big\n"
    data = json.loads("".join(render("rdjson", make_report({"docs/a.md": text}, make_finding(text, "big")))))
    place = data["diagnostics"][0]["location"]["range"]
    assert place == {"start": {"line": 1, "column": 8}, "end": {"line": 1, "column": 11}}


def test_markdown_counts_and_lists() -> None:
    text = "a big\n"
    finding = make_finding(text, "big", message="a | b <i>c</i>")
    out = "".join(render("markdown", make_report({"docs/a.md": text, "docs/b.md": ""}, finding)))
    assert "1 warning in 1 of 2 files." in out
    assert "| warning | [big-word](https://doi.org/10.1000/182) | docs/a.md&#58;1&#58;3 | a &#124; b &#60;i&#62;" in out
    assert "No findings in 1 file." in "".join(render("markdown", make_report({"docs/a.md": ""})))
