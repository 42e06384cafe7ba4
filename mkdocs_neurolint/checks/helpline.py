"""`kind: helpline`: numbers and links that would lead a reader who needs help to the wrong place, or to none.

Each rule names one `problem`; what stands on the page comes from `resources.recognise`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from mkdocs_neurolint.checks.base import Hits, Match, Site
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.rules.model import Rule

if TYPE_CHECKING:
    from mkdocs_neurolint.resources.reading import Fault, Reading

PROBLEMS = ("retired", "mismatched", "undialable", "foreign", "tel-link", "dated", "placeholder")
SCHEMA: dict[str, Any] = {
    "required": ["problem"],
    "properties": {
        "problem": {"type": "string", "enum": list(PROBLEMS), "description": "What is wrong with the help."},
        "max_age_years": {"type": "integer", "description": "From which age dated help is reported; 3 by default."},
    },
}
# One of these stands near every number that a reader is meant to call. Word beginnings, as the engine looks for them.
CUES = frozenset(
    {"call", "phone", "ring", "dial", "tel:", "telephone", "text", "sms", "whatsapp", "helpline", "hotline", "lifeline"}
    | {
        "crisis",
        "freephone",
        "toll-free",
        "infoline",
        "samaritans",
        "childline",
        "emergency",
        "line:",
        "number",
        "bel",
        "appele",
    }
)
PLACEHOLDERS = frozenset({"insert", "xxx", "555", "123-456", "000-0000"})
LOWER = {"error": "warning", "warning": "info", "info": "info"}


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for keys that do not go together."""
    if "max_age_years" in data and data["problem"] != "dated":
        raise ValueError("max_age_years: only rules for dated help have an age")


def literals(rule: Rule) -> set[str]:
    """The words one of which the page must hold for `rule` to have work to do."""
    return set(CUES | PLACEHOLDERS) if rule.data["problem"] == "placeholder" else set(CUES)


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """Every match of every rule; nothing is looked for on a page without a cue or a link to call."""
    if not any(rule.id in hits for rule in rules) and not _dials(document):
        return
    from mkdocs_neurolint.checks.requires import read_page
    from mkdocs_neurolint.resources.reading import Reading
    from mkdocs_neurolint.resources.registry import site_registry

    today = date.fromisoformat(site.today) if site.today else date.today()
    page = Reading(document, site_registry(site.services), read_page(document, site).regions, today)
    for rule in rules:
        for fault in _found(page, rule):
            severity = LOWER[rule.severity] if fault.milder else None
            yield Match(rule, fault.start, fault.end, fault.fields, severity)


def _found(page: Reading, rule: Rule) -> Iterator[Fault]:
    from mkdocs_neurolint.resources import dead_numbers, faults, foreign

    problem = rule.data["problem"]
    if problem == "dated":
        return dead_numbers.dated(page, rule.data.get("max_age_years", 3))
    finders = {
        "retired": faults.retired,
        "mismatched": faults.mismatched,
        "tel-link": faults.tel_links,
        "foreign": foreign.foreign,
        "undialable": dead_numbers.undialable,
        "placeholder": dead_numbers.placeholders,
    }
    return finders[problem](page)


def _dials(document: Document) -> bool:
    return any(link.url[:4].lower() in ("tel:", "sms:") for link in document.links)
