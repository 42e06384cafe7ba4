"""Careful prose stays silent. `tests/clean` are pages that do everything right; `tests/traps` only look alarming."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_neurolint import Finding, Site, lint, load_rules, parse

HERE = Path(__file__).parent
# The pages bear review dates; this day keeps them young for good.
TODAY = "2026-12-01"
KEY = re.compile(r"@(\w+)")
STABLE = load_rules()
RESOURCES = tuple(rule for rule in STABLE if rule.id.startswith("missing-") and rule.id.endswith("-resource"))


def pages(folder: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted((HERE / folder).glob("*.md"))]


def front_matter(text: str) -> dict[str, Any]:
    if not text.startswith("---\n"):
        return {}
    data = yaml.safe_load(text[4 : text.index("\n---\n")])
    return data if isinstance(data, dict) else {}


def site_of(text: str) -> Site:
    """The settings that a page asks for in its front matter: whom it addresses, and which citation keys there are."""
    fields = front_matter(text)
    keys = frozenset(KEY.findall(text)) if "bibliography" in fields else None
    return Site(today=TODAY, audience=fields.get("audience", "lay"), bibliography=keys)


def told(findings: list[Finding]) -> list[str]:
    return [f"{f.line}:{f.column} {f.severity} {f.rule.id}: {f.text!r}" for f in findings]


@pytest.mark.parametrize("path", pages("clean"))
def test_clean_page_is_silent(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = lint(parse(text, path.name), STABLE, site_of(text))
    assert told(found) == []


@pytest.mark.parametrize("path", pages("traps"))
def test_trap_owes_no_resource(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = lint(parse(text, path.name), RESOURCES, site_of(text))
    assert told(found) == []


def test_pages_are_dated_before_the_day_of_the_test() -> None:
    for path in (HERE / "clean").glob("*.md"):
        reviewed = front_matter(path.read_text(encoding="utf-8")).get("last_reviewed")
        assert reviewed is None or reviewed <= date.fromisoformat(TODAY), path.name
