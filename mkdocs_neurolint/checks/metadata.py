"""`kind: metadata`: what a health page says about itself: its author, its reviewer, when it was reviewed.

Also advice on medicines beside which a lay page has to name a professional (`problem: advice`); `phrase` finds its
patterns. Reading fields is in `page_fields`, reading dates in `written_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mkdocs_neurolint.checks import phrase
from mkdocs_neurolint.checks.base import Hits, Match, Site
from mkdocs_neurolint.checks.health_page import LEAST_WORDS, is_health_article, title_span
from mkdocs_neurolint.checks.page_fields import Field, names_in, read_fields, same_key
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.own_rules import SLOW_RULE
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.rules.files import load_lexicon_data
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import check_pattern, expand, lexicon_words
from mkdocs_neurolint.rules.trial import PatternTimeout, compiled

if TYPE_CHECKING:
    from datetime import date

PROBLEMS = ("missing", "stale", "bad-date", "advice")
PLACEHOLDER = lazy(
    r"(?i)\W*(?:tb[acd]|todo|n/?a|none|null|unknown|anonymous|admin|author|name|your name|x+|pending|placeholder)?\W*"
)
# A date shortly after the word review; the rule's patterns say which of them count.
DATED_REVIEW = lazy(r"review[^\n]{0,60}?\b(?:19|20)\d\d\b")
KEY: dict[str, Any] = {"type": "string", "pattern": r"^[A-Za-z][\w -]*$", "example": "last_reviewed"}
KEYS: dict[str, Any] = {"type": "array", "minItems": 1, "items": KEY}
PATTERNS: dict[str, Any] = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
SCHEMA: dict[str, Any] = {
    "required": ["problem"],
    "properties": {
        **phrase.SCHEMA["properties"],
        "problem": {"type": "string", "enum": list(PROBLEMS)},
        "fields": {**KEYS, "description": "Keys of the front matter that say it."},
        "loose_fields": {**KEYS, "description": "Keys to use if nothing better is there."},
        "due": {**KEYS, "description": "Keys for the date of the next review."},
        "credential_fields": {**KEYS, "description": "Keys for the credential of the person in `fields`."},
        "credential": {**PATTERNS, "description": "What counts as one."},
        "page_has": {**PATTERNS, "description": "Plain text in lower case; a page with none of it is not looked at."},
        "page_says": {**PATTERNS, "description": "Words on the page that settle the matter."},
        "due_says": {**PATTERNS, "description": "Words on the page with the next review in a group `date`."},
        "vocabulary": {**TEXT, "description": "The lexicon whose words make a page a health page."},
        "max_age_days": {"type": "integer", "description": "How old a review may be."},
        "once": {"type": "boolean", "description": "Report the first place on a page only."},
        "messages": {
            "type": "object",
            "additionalProperties": TEXT,
            "description": "Messages for `empty`, `credential`, `due`, `changed`, `git` or `future` cases.",
        },
    },
}
NEEDED = {
    "missing": ("fields", "vocabulary"),
    "stale": ("fields", "max_age_days", "vocabulary"),
    "bad-date": ("fields",),
    "advice": ("match",),
}


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` when the keys do not fit the problem, or a pattern cannot be used."""
    for key in NEEDED[data["problem"]]:
        if key not in data:
            raise ValueError(f"problem: {data['problem']!r} needs the key {key!r}")
    if data["problem"] == "advice":
        phrase.validate(data, lexicons)
    for key in ("credential", "page_says", "due_says"):
        for i, item in enumerate(data.get(key, ())):
            check_pattern(item, lexicons, f"{key}[{i}]")
    if data["problem"] == "stale":
        for key in ("page_says", "due_says"):
            for i, item in enumerate(data.get(key, ())):
                if "(?P<date>" not in item:
                    raise ValueError(f"{key}[{i}]: needs a group (?P<date>…)")
    if data.get("max_age_days", 1) < 1:
        raise ValueError("max_age_days: must be at least 1")
    name = data.get("vocabulary")
    if name is not None and "words" not in lexicons.get(name, {}):
        raise ValueError(f"vocabulary: there is no word list {name!r}")


def literals(rule: Rule) -> set[str]:
    """The words that make a page one for `rule`: those of its patterns, or beginnings of words of health pages."""
    if rule.data["problem"] == "advice":
        return phrase.literals(rule)
    return set(_vocabulary(rule)) if rule.data["problem"] == "missing" else set()


def _vocabulary(rule: Rule) -> list[str]:
    return [word.lower() for word in lexicon_words(load_lexicon_data(rule.data["vocabulary"]))]


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")")


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """The matches of each metadata rule, at the field, or at the title when there is none."""
    for rule in rules:
        try:
            yield from CHECKS[rule.data["problem"]](document, rule, hits.get(rule.id, ()), site)
        except PatternTimeout as slow:
            yield Match(SLOW_RULE, slow.start, slow.end, {"rule": rule.id})


def _said(rule: Rule, key: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """The first match of the rule's patterns under `key` in `text[start:end]`. Raises `PatternTimeout`."""
    end = len(text) if end is None else end
    for expanded in _said_patterns(tuple(rule.data.get(key, ()))):
        found: re.Match[str] | None = compiled(expanded).search(text, start, end)
        if found:
            return found
    return None


@lru_cache(maxsize=256)
def _said_patterns(patterns: tuple[str, ...]) -> list[str]:
    return [expand(item, lambda name: lexicon_words(load_lexicon_data(name))) for item in patterns]


def _is_said(document: Document, rule: Rule, site: Site) -> bool:
    texts = (document.prose, site.surroundings)
    return any(text and _said(rule, "page_says", text) for text in texts)


def _missing(document: Document, rule: Rule, mentions: Sequence[int], site: Site) -> Iterator[Match]:
    if not is_health_article(document, len(mentions), _number(site, rule, "min_words", LEAST_WORDS)):
        return
    data = rule.data
    fields = read_fields(document, data["fields"])
    named = [(field, name) for field in fields for name in names_in(field.value) if not PLACEHOLDER.fullmatch(name)]
    if not named:
        if not _is_said(document, rule, site):
            yield _at_field(rule, fields[0], "", "empty") if fields else Match(rule, *title_span(document))
        return
    if "credential" in data and not _has_credential(document, rule, [name for _, name in named]):
        yield _at_field(rule, *named[0], "credential")


def _at_field(rule: Rule, field: Field, value: str, case: str) -> Match:
    message = rule.data.get("messages", {}).get(case)
    return Match(rule, field.start, field.end, {"field": field.key, "value": value}, message=message)


def _has_credential(document: Document, rule: Rule, names: Sequence[str]) -> bool:
    # A single word in lower case is the key of a person whose credential is kept elsewhere.
    if any(re.fullmatch(r"[a-z0-9_.-]+", name) for name in names):
        return True
    if any(names_in(field.value) for field in read_fields(document, rule.data.get("credential_fields", ()) or ("-",))):
        return True
    return any(_said(rule, "credential", name) for name in names)


def _stale(document: Document, rule: Rule, mentions: Sequence[int], site: Site) -> Iterator[Match]:
    data = rule.data
    longest = _number(site, rule, "max_age_days", data["max_age_days"])
    reviewed = _newest(_dated(document, rule, data["fields"], "page_says"))
    due = _newest(_dated(document, rule, data.get("due", ()), "due_says"))
    if due and due[0] < _today(site) and not (reviewed and reviewed[0] > due[0]):
        yield Match(rule, due[1], due[2], {"date": str(due[0])}, message=data.get("messages", {}).get("due"))
        return
    case = ""
    if reviewed is None:
        reviewed, case = _changed(document, rule, site)
        # A review that is named counts wherever it is; a mere change only on pages that owe one. Few pages get here.
        mentions = _any_of(tuple(_vocabulary(rule))).findall(document.folded) if reviewed else ()
        if not is_health_article(document, len(mentions), _number(site, rule, "min_words", LEAST_WORDS)):
            return
    if reviewed and (age := (_today(site) - reviewed[0]).days) > longest:
        fields = {"date": str(reviewed[0]), "age": _age(age), "longest": _age(longest)}
        yield Match(rule, reviewed[1], reviewed[2], fields, message=data.get("messages", {}).get(case))


def _changed(document: Document, rule: Rule, site: Site) -> tuple[tuple[date, int, int] | None, str]:
    """When the page was last changed, and who says so: its front matter, or else the caller, who asked git."""
    changed = _newest(_dated(document, rule, rule.data.get("loose_fields", ()), ""))
    if changed:
        return changed, "changed"
    committed = site.options.get(rule.id, {}).get("git_dates", {}).get(document.path)
    if committed is None:
        return None, ""
    from mkdocs_neurolint.checks.written_dates import read_date

    day = read_date(str(committed))
    return ((day, *title_span(document)) if day else None), "git"


def _bad_date(document: Document, rule: Rule, mentions: Sequence[int], site: Site) -> Iterator[Match]:
    from mkdocs_neurolint.checks.written_dates import read_date

    loose, due = rule.data.get("loose_fields", ()), rule.data.get("due", ())
    for field in read_fields(document, [*rule.data["fields"], *loose, *due]):
        value = "" if isinstance(field.value, list | Mapping) else str(field.value or "").strip()
        if not value or (same_key(field.key, loose) and not value[0].isdigit()):
            continue
        first_day = read_date(value, earliest=True)
        if first_day is None:
            yield _at_field(rule, field, value, "unreadable")
        elif first_day > _tomorrow(site) and not same_key(field.key, due):
            yield _at_field(rule, field, value, "future")


def _advice(document: Document, rule: Rule, offsets: Sequence[int], site: Site) -> Iterator[Match]:
    if not offsets:
        return
    first = True
    for match in phrase.check(document, (rule,), {rule.id: offsets}, site):
        if first:
            if not any(text in document.folded for text in rule.data.get("page_has", ("",))):
                return
            if match.rule is rule and (_for_clinicians(document, site) or _is_said(document, rule, site)):
                return
            first = False
        yield match
        if rule.data.get("once"):
            return


def _for_clinicians(document: Document, site: Site) -> bool:
    from mkdocs_neurolint.checks.requires import read_page

    return read_page(document, site).clinician


def _dated(document: Document, rule: Rule, keys: Sequence[str], says: str) -> Iterator[tuple[date, int, int]]:
    """The dates in the fields `keys` and in what the page says, each with its place."""
    for field in read_fields(document, keys) if keys else ():
        from mkdocs_neurolint.checks.written_dates import read_date

        written = read_date(str(field.value or ""))
        if written:
            yield written, field.start, field.end
    for near in DATED_REVIEW.finditer(document.folded) if says in rule.data and "review" in document.folded else ():
        from mkdocs_neurolint.checks.written_dates import read_date

        start = max(0, near.start() - 60)
        found = _said(rule, says, document.prose, start, near.end() + 60)
        written = read_date(found["date"]) if found else None
        if found and written:
            yield written, found.start(), found.end()


def _newest(dated: Iterator[tuple[date, int, int]]) -> tuple[date, int, int] | None:
    return max(dated, default=None)


def _today(site: Site) -> date:
    from datetime import date

    return date.fromisoformat(site.today) if site.today else date.today()


def _tomorrow(site: Site) -> date:
    from datetime import timedelta

    # Somewhere it is tomorrow already.
    return _today(site) + timedelta(days=1)


def _number(site: Site, rule: Rule, name: str, default: int) -> int:
    """The whole number that the settings give for an option of `rule`. Raises `UserError` for anything else."""
    value = site.options.get(rule.id, {}).get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UserError(f"options.{rule.id}.{name}: must be a whole number above 0, not {value!r}")
    return value


def _age(days: int) -> str:
    years, months = days // 365, days % 365 // 30
    if years >= 2:
        return f"{years} years"
    months += 12 * years
    return f"{months} months" if months >= 2 else f"{days} days"


CHECKS = {"missing": _missing, "stale": _stale, "bad-date": _bad_date, "advice": _advice}
