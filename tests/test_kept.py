"""What is kept between runs is what it was made of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_neurolint import regexes
from mkdocs_neurolint.kept_lines import read_lines, write_lines
from mkdocs_neurolint.language.kept import KeptCues, built, lines_to_keep
from mkdocs_neurolint.rules.data import packed, unpacked


def test_lines_come_back_unless_the_stamp_is_another(tmp_path: Path) -> None:
    place = str(tmp_path / "sub" / "kept.txt")
    lines = {"one": '["tab\\t", 1]', "two": "q"}
    write_lines(place, "stamp 1", lines)
    assert read_lines(place, "stamp 1") == lines
    assert read_lines(place, "stamp 2") is None
    write_lines(place, "stamp 3", {"one": "“q”"})
    assert read_lines(place, "stamp 3") is None
    assert read_lines(str(tmp_path / "none.txt"), "stamp 1") is None


def test_kept_cues_are_the_cues_of_the_files() -> None:
    table = built()
    kept = KeptCues(lines_to_keep())
    assert len(kept) == len(table)
    assert {word: kept[word] for word in kept} == dict(table)
    assert kept.get("zorbly") is None


def test_a_rule_file_is_whole_when_it_is_asked_for() -> None:
    data = {"id": "x", "match": ["a"], "why": "b", "examples": {"flag": ["c"]}}
    text = packed(data)
    assert unpacked(text)["match"] == ["a"]
    assert unpacked(text)["why"] == "b"
    assert unpacked(text).get("examples") == {"flag": ["c"]}
    assert dict(unpacked(text)) == data
    assert {**unpacked(text)} == data
    assert unpacked(text) == data
    assert "sources" not in unpacked(text)
    with pytest.raises(KeyError):
        unpacked(text)["sources"]


@pytest.mark.parametrize("text", [r"(?P<a>\w+) (?:b|c)+", "[^x]*?é{2}", r"(?<!\w)z"])
def test_a_kept_pattern_is_that_pattern(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUROLINT_CACHE_DIR", str(tmp_path))
    first = regexes.Store()
    made = first.pattern(text, int(re.IGNORECASE))
    first.save()
    again = regexes.Store()
    found = again.pattern(text, int(re.IGNORECASE))
    assert not again.fresh
    assert found == made == re.compile(text, re.IGNORECASE)
    assert (found.groups, found.groupindex, found.flags) == (made.groups, made.groupindex, made.flags)
    sample = "Word b, éé xyz z"
    assert [m.span() for m in found.finditer(sample)] == [m.span() for m in made.finditer(sample)]


def test_what_was_kept_and_is_damaged_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEUROLINT_CACHE_DIR", str(tmp_path))
    store = regexes.Store()
    store.pattern("ab+", 0)
    store.save()
    (file,) = tmp_path.iterdir()
    file.write_text(re.sub(r'"[A-Za-z0-9+/=]{20,}"', '"////AAAA"', file.read_text("utf-8")), "utf-8")
    assert regexes.Store().pattern("ab+", 0).fullmatch("abbb")
