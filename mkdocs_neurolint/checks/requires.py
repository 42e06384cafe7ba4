"""`kind: requires`: a page that is about a topic and lacks what such a page owes its reader.

How much a page is about a topic is in `resources.aboutness`, what it offers in `resources.offers`; here the two meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.checks.base import Hits, Match, Site
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.resources.aboutness import Aboutness, about
from mkdocs_neurolint.resources.measured import Measured, Setting, told
from mkdocs_neurolint.resources.topic import PLACES, Topic
from mkdocs_neurolint.rules.anchors import anchors
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.patterns import check_anchored, check_pattern, expand

LOWER = {"error": "warning", "warning": "info", "info": "info"}
CLINICIAN = frozenset({"clinician", "clinicians", "clinical", "professional", "professionals"})
# A page that already has a help box owes a second one only for what is its subject.
WITH_OTHER_HELP = 1.5
PATTERNS: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
NUMBER: dict[str, Any] = {"type": "number"}
SCHEMA: dict[str, Any] = {
    "required": ["when", "needs"],
    "properties": {
        "when": {
            "type": "object",
            "additionalProperties": False,
            "required": ["topic", "label", "thresholds"],
            "properties": {
                "topic": {"type": "string", "minLength": 1, "description": "The name in a page's `topics`."},
                "label": {"type": "string", "minLength": 1, "description": "The topic as messages name it."},
                "strong": {**PATTERNS, "description": "Name the topic itself; weight 3."},
                "medium": {**PATTERNS, "description": "Mostly the topic; weight 2."},
                "weak": {**PATTERNS, "description": "Only add to what else is there; weight 1."},
                "signs": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["said", "least", "words", "per_100_words"],
                    "properties": {
                        "said": {
                            **PATTERNS,
                            "description": "What is said where it is told and not named; weight 2, only together.",
                        },
                        "also": {**PATTERNS, "description": "What only adds to these signs; weight 1."},
                        "least": {"type": "integer", "minimum": 2, "description": "How many different signs it takes."},
                        "words": {**PATTERNS, "description": "Beginnings of words among which they are signs."},
                        "per_100_words": {**NUMBER, "description": "How many of these words the page must have."},
                    },
                },
                "except": {**PATTERNS, "description": "Other senses; a term that overlaps one counts nothing."},
                "other": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["title", "shared"],
                    "properties": {
                        "title": {**PATTERNS, "description": "What the title of a page on another topic has in it."},
                        "shared": {**PATTERNS, "description": "Terms that count nothing on such a page."},
                    },
                },
                "setting": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["words", "per_100_words"],
                    "properties": {
                        "words": {
                            **PATTERNS,
                            "description": "Beginnings of words of a page on which the topic weighs more.",
                        },
                        "per_100_words": {**NUMBER, "description": "How many of them make such a page."},
                        "factor": {**NUMBER, "description": "What the score is multiplied by there."},
                        "required": {"type": "boolean", "description": "On other pages the topic counts nothing."},
                    },
                },
                "thresholds": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["about", "central"],
                    "properties": {
                        "about": {
                            **NUMBER,
                            "description": "The score from which a page of 500 words is about the topic.",
                        },
                        "central": {**NUMBER, "description": "The score from which the topic is its subject."},
                    },
                },
                "places": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": dict.fromkeys(PLACES, NUMBER),
                    "description": "How much a term counts by its place, where that differs from the default.",
                },
            },
        },
        "needs": {
            "type": "object",
            "additionalProperties": False,
            "required": ["topics", "called"],
            "properties": {
                "topics": {**PATTERNS, "minItems": 1, "description": "Topics of the register, any of which will do."},
                "called": {"type": "string", "minLength": 1, "description": "What is missing, as messages name it."},
                "emergency": {"type": "boolean", "description": "Whether the emergency number alone will do."},
            },
        },
    },
}


class Page(NamedTuple):
    """What the front matter and the settings say about the page as a whole."""

    regions: tuple[str, ...]
    clinician: bool
    declared: frozenset[str]
    ignored: frozenset[str]


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for terms that cannot be used."""
    when = data["when"]
    if not when.get("strong") and not when.get("medium"):
        raise ValueError("when.strong: a topic needs strong or medium terms")
    terms = {key: when.get(key, ()) for key in ("strong", "medium", "weak")}
    signs = when.get("signs", {})
    for key, patterns in {**terms, **{f"signs.{key}": signs.get(key, ()) for key in ("said", "also")}}.items():
        for i, pattern in enumerate(patterns):
            check_pattern(pattern, lexicons, f"when.{key}[{i}]")
            check_anchored(pattern, lexicons, f"when.{key}[{i}]")
            found = anchors(expand(pattern, lambda name: map(str, lexicons[name]["words"])))
            if found is None or not found.starts:
                raise ValueError(f"when.{key}[{i}]: the pattern must begin with a definite word")
    for i, pattern in enumerate(when.get("except", ())):
        check_pattern(pattern, lexicons, f"when.except[{i}]")
    for key, patterns in when.get("other", {}).items():
        for i, pattern in enumerate(patterns):
            check_pattern(pattern, lexicons, f"when.other.{key}[{i}]")
    thresholds = when["thresholds"]
    if not 0 < thresholds["about"] <= thresholds["central"]:
        raise ValueError("when.thresholds.central: must be at least `about`, and both above 0")


@lru_cache(maxsize=64)
def _topic(rule: Rule) -> Topic:
    return Topic(rule.data["when"])


@lru_cache(maxsize=8)
def _settings(rules: tuple[Rule, ...]) -> tuple[Setting | None, ...]:
    """Where what is told counts as a sign, by rule."""
    signs = [rule.data["when"].get("signs") for rule in rules]
    return tuple(each and Setting(tuple(each["words"]), float(each["per_100_words"])) for each in signs)


def literals(rule: Rule) -> set[str]:
    """The words one of which the page must hold for `rule` to have work to do."""
    return _topic(rule).words


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """At most one match per rule: where the page speaks most plainly of a topic for which it offers nothing."""
    declares = document.front_matter is not None and "neurolint" in document.front_matter.text
    measured = Measured(document)
    dense = told(measured, _settings(tuple(rules)))
    verdicts = (
        (rule, about(measured, _topic(rule), hits.get(rule.id, ()), index in dense))
        for index, rule in enumerate(rules)
        if index in dense or rule.id in hits
    )
    candidates = [(rule, found) for rule, found in verdicts if found is not None]
    if not candidates and not declares:
        return
    page = read_page(document, site)
    for rule in rules if declares else ():
        topic = rule.data["when"]["topic"]
        if topic in page.declared and all(rule is not other for other, _ in candidates):
            candidates.append((rule, _declared(document, topic)))
    if page.clinician:
        candidates = [(r, a) for r, a in candidates if "clinician" in site.options.get(r.id, {}).get("audiences", ())]
    candidates = [(r, a) for r, a in candidates if r.data["when"]["topic"] not in page.ignored]
    if candidates:
        yield from _missing(document, candidates, page, site)


def _declared(document: Document, topic: str) -> Aboutness:
    front = document.front_matter
    assert front is not None
    after = max(document.text.find("topics", front.start, front.end), front.start)
    for spelling in (topic, topic.replace("-", "_"), topic.replace("-", " ")):
        start = document.text.find(spelling, after, front.end)
        if start >= 0:
            return Aboutness(1.0, True, start, start + len(spelling))
    return Aboutness(1.0, True, front.start, front.start + 3)


def read_page(document: Document, site: Site) -> Page:
    """Region, audience and topics of the page: its front matter wins over the settings."""
    front = document.front_matter
    clinician = site.audience == "clinician"
    if front is None or not any(key in front.text for key in ("neurolint", "audience", "region")):
        return Page(site.regions, clinician, frozenset(), frozenset())
    meta = document.meta
    own = meta.get("neurolint")
    own = own if isinstance(own, Mapping) else {}
    region = own.get("region", own.get("regions", meta.get("region", meta.get("regions"))))
    regions = tuple(_region(item) for item in (region if isinstance(region, list) else [region]) if _region(item))
    audience = own.get("audience", meta.get("audience"))
    if audience is not None:
        named = audience if isinstance(audience, list) else [audience]
        clinician = all(str(item).lower() in CLINICIAN for item in named)
    declared, ignored = _topics(own.get("topics"))
    return Page(regions or site.regions, clinician, declared, ignored)


def _region(value: object) -> str:
    # YAML takes the country code NO for a boolean.
    text = "NO" if value is False else str(value or "").upper()
    return {"UK": "GB"}.get(text, text) if len(text) == 2 else ""


def _topics(value: object) -> tuple[frozenset[str], frozenset[str]]:
    """(topics that the page declares, topics that it sets aside with a reason)."""
    if isinstance(value, Mapping):
        declared, ignored = set(), set()
        for name, what in value.items():
            setting_aside = isinstance(what, Mapping) and bool(what.get("ignore"))
            if not setting_aside:
                declared.add(topic_name(name))
            elif isinstance(what, Mapping) and str(what.get("reason") or "").strip():
                ignored.add(topic_name(name))
        return frozenset(declared), frozenset(ignored)
    items = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return frozenset(map(topic_name, items)), frozenset()


def topic_name(value: object) -> str:
    """A topic as rules name it, however a page spells it."""
    return str(value).strip().lower().replace("_", "-").replace(" ", "-")


def _missing(
    document: Document, candidates: Sequence[tuple[Rule, Aboutness]], page: Page, site: Site
) -> Iterator[Match]:
    from mkdocs_neurolint.resources.offers import offers
    from mkdocs_neurolint.resources.registry import site_registry
    from mkdocs_neurolint.resources.snippet import place, snippet

    registry = site_registry(site.services)
    offered = offers(document, registry, page.regions, site.surroundings, site.help_pages)
    for rule, found in candidates:
        needs = rule.data["needs"]
        topics = tuple(needs["topics"])
        if offered.enough(topics, bool(needs.get("emergency")), found.spans):
            continue
        if offered.anything and found.score < WITH_OTHER_HELP * found.threshold and not found.central:
            continue
        weak = offered.weak(topics, bool(needs.get("emergency")))
        severity = rule.severity if found.central else LOWER[rule.severity]
        region = page.regions[0] if page.regions else ""
        where = f" for readers in {place(region)}" if region else ""
        fields = {
            "topic": rule.data["when"]["label"],
            "called": needs["called"],
            "region": where,
            "weak": f" (not enough: {weak})" if weak else "",
        }
        yield Match(
            rule,
            found.start,
            found.end,
            fields,
            severity=LOWER[severity] if weak else severity,
            help=f"{rule.instead}\n\n{snippet(registry, region, topics)}",
        )
