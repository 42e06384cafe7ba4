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
from mkdocs_neurolint.checks.page_fields import Field, names_in, read_fields, same_key
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.rules.files import load_lexicon_data
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import TIMEOUT_SECONDS, anchors, check_pattern, compiled, expand, lexicon_words

if TYPE_CHECKING:
    from datetime import date

PROBLEMS = ("missing", "stale", "bad-date", "advice")
LEAST_WORDS = 150
LEAST_MENTIONS = 3
WORDS_PER_MENTION = 100  # a page with fewer words of health than one in so many is about something else
# Pages that lead to articles or are made by a tool.
NO_ARTICLE = re.compile(
    r"(?i)(?:^|[\\/])(?:index|readme|home|tags?|404|search|about|contact|contributing|changelog|license|privacy|sitemap|"
    r"references|bibliography|glossary)\.\w+$"
)
NO_ARTICLE_FIELD = re.compile(
    r"(?im)^(?:template[ \t]*:|generated[ \t]*:[ \t]*true|(?:type|layout)[ \t]*:[ \t]*\W?(?:home|landing|index|tags?)\b)"
)
GENERATED = re.compile(r"(?i)\b(?:auto-?generated|generated (?:by|from|automatically)|do not edit)\b")
PLACEHOLDER = re.compile(
    r"(?i)\W*(?:tb[acd]|todo|n/?a|none|null|unknown|anonymous|admin|author|name|your name|x+|pending|placeholder)?\W*"
)
KEYS: dict[str, Any] = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"^[A-Za-z][\w -]*$"}}
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
        "page_says": {**PATTERNS, "description": "Words on the page that settle the matter."},
        "due_says": {**PATTERNS, "description": "Words on the page with the next review in a group `date`."},
        "vocabulary": {**TEXT, "description": "The lexicon whose words make a page a health page."},
        "max_age_days": {"type": "integer", "description": "How old a review may be."},
        "once": {"type": "boolean", "description": "Only the first place on a page is reported."},
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
    if data.get("max_age_days", 1) < 1:
        raise ValueError("max_age_days: must be at least 1")
    name = data.get("vocabulary")
    if name is not None and "words" not in lexicons.get(name, {}):
        raise ValueError(f"vocabulary: there is no word list {name!r}")


def literals(rule: Rule) -> set[str]:
    """The words that make a page one for `rule`: those of its patterns, or beginnings of words of health pages."""
    if rule.data["problem"] == "advice":
        return phrase.literals(rule)
    name = rule.data.get("vocabulary")
    return {word.lower() for word in lexicon_words(load_lexicon_data(name))} if name else set()


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """The matches of each metadata rule, at the field, or at the title when there is none."""
    for rule in rules:
        try:
            yield from CHECKS[rule.data["problem"]](document, rule, hits.get(rule.id, ()), site)
        except phrase.PatternTimeout as slow:
            yield Match(phrase.SLOW_RULE, slow.start, slow.end, {"rule": rule.id})


# -- the page --


def is_health_article(document: Document, mentions: int, least_words: int = LEAST_WORDS) -> bool:
    """Whether the page, with so many `mentions` of words of the field, is prose on health: no index, nothing generated."""
    if mentions < LEAST_MENTIONS or NO_ARTICLE.search(document.path) or not document.blocks:
        return False
    front = document.front_matter
    if front is not None and NO_ARTICLE_FIELD.search(front.text):
        return False
    if document.comments and GENERATED.search(document.comments[0].text):
        return False
    words = len(document.prose.split())
    return least_words <= words <= mentions * WORDS_PER_MENTION


def _title_span(document: Document) -> tuple[int, int]:
    block = document.blocks[document.headings[0].block] if document.headings else document.blocks[0]
    if document.headings:
        return block.start, block.end
    words = re.compile(r"\S+(?:\s+\S+){0,5}").search(document.prose, block.start, block.end)
    return words.span() if words else (block.start, block.end)


def _said(document: Document, rule: Rule, key: str, text: str) -> re.Match[str] | None:
    """The first place in `text` that matches one of the rule's patterns under `key`. Raises `PatternTimeout`."""
    for expanded, words in _said_patterns(tuple(rule.data.get(key, ()))):
        if words and not any(word in document.folded for word in words) and text is document.prose:
            continue
        try:
            found: re.Match[str] | None = compiled(expanded).search(text, timeout=TIMEOUT_SECONDS)
        except TimeoutError:
            raise phrase.PatternTimeout(0, 0) from None
        if found:
            return found
    return None


@lru_cache(maxsize=256)
def _said_patterns(patterns: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    listed = []
    for item in patterns:
        expanded = expand(item, lambda name: lexicon_words(load_lexicon_data(name)))
        found = anchors(expanded)
        listed.append((expanded, found.words if found else frozenset()))
    return listed


def _is_said(document: Document, rule: Rule, site: Site) -> bool:
    return bool(
        _said(document, rule, "page_says", document.prose)
        or (site.surroundings and _said(document, rule, "page_says", site.surroundings))
    )


# -- the problems --


def _missing(document: Document, rule: Rule, mentions: Sequence[int], site: Site) -> Iterator[Match]:
    least_words = int(site.options.get(rule.id, {}).get("min_words", LEAST_WORDS))
    if not is_health_article(document, len(mentions), least_words):
        return
    data = rule.data
    fields = read_fields(document, data["fields"])
    named = [(field, name) for field in fields for name in names_in(field.value) if not PLACEHOLDER.fullmatch(name)]
    if not named:
        if not _is_said(document, rule, site):
            yield _at_field(rule, fields[0], "", "empty") if fields else Match(rule, *_title_span(document))
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
    return any(_said(document, rule, "credential", name) for name in names)


def _stale(document: Document, rule: Rule, mentions: Sequence[int], site: Site) -> Iterator[Match]:
    data = rule.data
    options = site.options.get(rule.id, {})
    longest = int(options.get("max_age_days", data["max_age_days"]))
    messages = data.get("messages", {})
    due = _newest(_dated(document, rule, data.get("due", ()), "due_says"))
    if due and due[0] < _today(site):
        yield Match(rule, due[1], due[2], {"date": str(due[0])}, message=messages.get("due"))
        return
    reviewed = _newest(_dated(document, rule, data["fields"], "page_says"))
    message = None
    if reviewed is None and is_health_article(document, len(mentions)):
        reviewed = _newest(_dated(document, rule, data.get("loose_fields", ()), ""))
        message = messages.get("changed")
        if reviewed is None and document.path in options.get("git_dates", {}):
            from mkdocs_neurolint.checks.written_dates import read_date

            changed = read_date(str(options["git_dates"][document.path]))
            reviewed = (changed, *_title_span(document)) if changed else None
            message = messages.get("git")
    if reviewed and (age := (_today(site) - reviewed[0]).days) > longest:
        fields = {"date": str(reviewed[0]), "age": _age(age), "longest": _age(longest)}
        yield Match(rule, reviewed[1], reviewed[2], fields, message=message)


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
    first = True
    for match in phrase.check(document, (rule,), {rule.id: offsets}, site):
        if first and match.rule is rule:
            first = False
            if _for_clinicians(document, site) or _is_said(document, rule, site):
                return
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
    if says in rule.data and "review" in document.folded:
        from mkdocs_neurolint.checks.written_dates import read_date

        found = _said(document, rule, says, document.prose)
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


def _age(days: int) -> str:
    years, months = days // 365, days % 365 // 30
    if years >= 2:
        return f"{years} years"
    months += 12 * years
    return f"{months} months" if months >= 2 else f"{days} days"


CHECKS = {"missing": _missing, "stale": _stale, "bad-date": _bad_date, "advice": _advice}
