"""The `reference` check, and the data that it compares with: bibliographies and retraction notices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mkdocs_neurolint.bibliography import read_keys
from mkdocs_neurolint.checks import reference
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.engine import lint
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.retractions import iso_date, retractions
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.site import Site

RULES = tuple(rule for rule in load_rules(preview=True) if rule.category == "references")
DOI = "10.1136/jech.53.2.105"
COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
)


def findings(text: str, rule_id: str, site: Site | None = None) -> list[Finding]:
    chosen = tuple(rule for rule in RULES if rule.id == rule_id)
    return lint(parse(text, "page.md"), chosen, site or Site())


def row(date: str, doi: str, pmid: str, nature: str, title: str = "A title") -> str:
    return f'1,"{title}",,,,,,,,,{date},,,1/1/2001 0:00,{doi},{pmid},{nature},+X;+Y;,No,'


def data(folder: Path, *rows: str, encoding: str = "utf-8") -> Site:
    path = folder / "retraction_watch.csv"
    path.write_text("\n".join([COLUMNS + ",", *rows]) + "\n", encoding=encoding)
    return Site(options={"retracted-source": {"data": str(path)}})


NOTICES = [
    ("retraction", [row("2/6/2010 0:00", DOI.upper(), "0", "Retraction")], "error", "has been retracted (2010-02-06)"),
    ("concern", [row("2/6/2010 0:00", DOI, "0", "Expression of concern")], "warning", "has an expression of concern"),
    ("correction", [row("12/31/2011 0:00", DOI, "0", "Correction")], "info", "has been corrected (2011-12-31)"),
    ("latest-holds", [row("2/6/2012 0:00", DOI, "0", "Retraction"), row("1/1/2011 0:00", DOI, "0", "Correction")],
     "error", "(2012-02-06)"),
    ("by-pmid", [row("2/6/2010 0:00", "unavailable", "10396471", "Retraction")], "error", "has been retracted"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "severity", "said"), [case[1:] for case in NOTICES], ids=[case[0] for case in NOTICES]
)
def test_a_notice_is_reported(tmp_path: Path, rows: list[str], severity: str, said: str) -> None:
    site = data(tmp_path, *rows)
    found = findings(f"It was tested (doi:{DOI}, PMID 10396471).", "retracted-source", site)
    assert [finding.severity for finding in found] == [severity]
    assert said in found[0].message


SILENT = [
    ("reinstated", [row("1/1/2010 0:00", DOI, "0", "Retraction"), row("1/1/2012 0:00", DOI, "0", "Reinstatement")],
     f"See doi:{DOI}."),
    ("zero-is-no-pmid", [row("1/1/2010 0:00", "", "0", "Retraction")], "See PMID 10396471."),
    ("cited-as-retracted", [row("1/1/2010 0:00", DOI, "0", "Retraction")], f"A retracted study (doi:{DOI}) began it."),
    ("note-says-retracted", [row("1/1/2010 0:00", DOI, "0", "Retraction")],
     f"One study began it.[^1]\n\n[^1]: doi:{DOI}. Retracted."),
    ("text-says-retracted", [row("1/1/2010 0:00", DOI, "0", "Retraction")],
     f"One study, later retracted, began it.[^1]\n\n[^1]: doi:{DOI}"),
    ("short-row", ["1,2,3"], f"See doi:{DOI}."),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "text"), [case[1:] for case in SILENT], ids=[case[0] for case in SILENT])
def test_no_notice(tmp_path: Path, rows: list[str], text: str) -> None:
    assert findings(text, "retracted-source", data(tmp_path, *rows)) == []


def test_retraction_data_in_another_encoding_is_read(tmp_path: Path) -> None:
    site = data(tmp_path, row("1/1/2010 0:00", DOI, "0", "Retraction", title="Störung"), encoding="latin-1")
    assert len(findings(f"See doi:{DOI}.", "retracted-source", site)) == 1


def test_retraction_data_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UserError, match="the column 'RetractionDate' is missing"):
        retractions(str(path))
    with pytest.raises(UserError, match="cannot be read"):
        retractions(str(tmp_path / "missing.csv"))


def test_dates() -> None:
    given = ("2/6/2010 0:00", "12/31/1999", "", "n/a")
    assert [iso_date(text) for text in given] == ["2010-02-06", "1999-12-31", "", ""]


BIB = """\
@comment{lee1999, not an entry}
@string{bmj = "BMJ"}
@article{kosfeld:2005,
  author = {Someone, A. and {Other}, B.},
  title = {A {T}itle with @sign},
  journal = bmj,
}
@Book ( nave-2015 , title = "Another" )
@article{broken,
  title = {never closed
"""


def test_keys_of_a_bibliography(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    keys = read_keys(path)
    assert {"kosfeld:2005", "nave-2015"} <= keys
    assert not {"lee1999", "bmj", "sign"} & keys


FOOTNOTES = [
    ("defined-in-a-snippet", 'Text.[^a]\n\n--8<-- "notes.md"', "[^a]: Note.", 0),
    ("not-in-the-snippet", 'Text.[^a]\n\n--8<-- "notes.md"', "[^b]: Note.", 1),
    ("snippet-unknown", 'Text.[^a]\n\n--8<-- "notes.md"', "", 0),
    ("no-snippet", "Text.[^a]", "", 1),
]


@pytest.mark.parametrize(("text", "around", "count"), [c[1:] for c in FOOTNOTES], ids=[c[0] for c in FOOTNOTES])
def test_footnotes_that_an_include_may_define(text: str, around: str, count: int) -> None:
    assert len(findings(text, "undefined-footnote", Site(surroundings=around))) == count


def test_a_footnote_made_from_the_bibliography() -> None:
    assert findings("Text.[^lee2019]", "undefined-footnote", Site(bibliography=frozenset(["lee2019"]))) == []


MALFORMED = [
    ("text-match-missing", {"problem": "text"}, "match"),
    ("match-elsewhere", {"problem": "malformed-doi", "match": [{"words": ["a"], "pattern": "a"}]}, "match"),
    ("bad-pattern", {"problem": "text", "match": [{"words": ["a"], "pattern": "("}]}, "match[0].pattern"),
    ("upper-case-word", {"problem": "text", "match": [{"words": ["A"], "pattern": "a"}]}, "match[0].words[0]"),
    ("hosts-missing", {"problem": "unmarked-preprint"}, "hosts"),
]


@pytest.mark.parametrize(("rule", "key"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
def test_a_faulty_rule_is_refused(rule: dict[str, Any], key: str) -> None:
    with pytest.raises(ValueError) as raised:
        reference.validate(rule, {})
    assert str(raised.value).startswith(f"{key}: ")


def test_debris_keeps_its_place_across_lines_and_markup() -> None:
    text = "# Sleep\n\n**Bold** text citeturn0search1 and\n> quoted 【3†source】.\n"
    assert [f.text for f in findings(text, "citation-debris")] == ["citeturn0search1", "【3†source】"]


def test_all_problems_take_any_page() -> None:
    for text in ("", "[^", "[@", "doi:", "PMID", "https://doi.org/", "<sup>", "[^a]:", "\ufeff[^a]\r\n", "[](https://doi.org)"):
        lint(parse(text, "page.md"), RULES, Site(bibliography=frozenset()))
