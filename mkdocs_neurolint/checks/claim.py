"""`kind: claim`: a subject that is said to do something, with its strength, unless the context excuses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mkdocs_neurolint.checks.base import Hits, Match, Site
from mkdocs_neurolint.checks.phrase import (
    EXCUSE,
    NEAR,
    PATTERN,
    holds,
    search,
    validate_patterns,
)
from mkdocs_neurolint.claims import Claim, claims
from mkdocs_neurolint.claims.terms import grammar, names_in_prose, terms
from mkdocs_neurolint.document.citations import cited
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.language import Assessment, assess_span
from mkdocs_neurolint.own_rules import SLOW_RULE
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.trial import PatternTimeout

STRENGTHS = ("none", "correlational", "conditional", "direct")
ADJECTIVES = {
    "none": "a claim",
    "correlational": "a claim of association",
    "conditional": "a hedged claim",
    "direct": "a causal claim",
}
SCHEMA: dict[str, Any] = {
    "required": ["about"],
    "properties": {
        "about": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string"},
            "description": "Lexicons of terms that the claim is about.",
        },
        "says": {"type": "array", "items": PATTERN, "description": "Patterns in the claim; what matches is marked."},
        "strength": {"type": "array", "items": {"type": "string", "enum": list(STRENGTHS)}},
        "severities": {
            "type": "object",
            "additionalProperties": {"type": "string", "enum": ["error", "warning", "info"]},
            "description": "The severity by strength of the claim.",
        },
        "raise": {"type": "array", "items": PATTERN, "description": "Words that raise the severity one step."},
        "when": {"type": "array", "items": NEAR, "description": "All of these must stand nearby."},
        "unless": {"type": "array", "items": EXCUSE, "description": "Contexts that excuse a claim."},
        "lower": {"type": "array", "items": EXCUSE, "description": "Contexts that lower the severity one step."},
    },
}
REACH = 48  # characters: a word farther from what the claim says belongs to something else
RAISE = {"info": "warning", "warning": "error", "error": "error"}
LOWER = {"error": "warning", "warning": "info", "info": "info"}


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for an unknown lexicon or a bad pattern."""
    from mkdocs_neurolint.rules.conform import did_you_mean

    for i, name in enumerate(data["about"]):
        if "terms" not in lexicons.get(name, ()):
            raise ValueError(f"about[{i}]: there is no term lexicon {name!r}" + did_you_mean(name, list(lexicons)))
    for key in data.get("severities", {}):
        if key not in STRENGTHS:
            raise ValueError(f"severities.{key}: a strength is one of {', '.join(STRENGTHS)}")
    validate_patterns(data, lexicons, ("says", "raise"), ("when", "unless", "lower"))


def _lexicons(rule: Rule) -> tuple[str, ...]:
    return tuple(rule.data["about"])


def literals(rule: Rule) -> set[str]:
    """The words one of which the page must hold for `rule` to have work to do."""
    return set(terms(_lexicons(rule)).literals)


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """The claims that each rule objects to. The claims of a page are found once for all rules."""
    found: dict[tuple[str, ...], tuple[Claim, ...]] = {}
    assessed: dict[Claim, Assessment] = {}
    for rule in rules:
        offsets = hits.get(rule.id)
        if not offsets:
            continue
        lexicons = _lexicons(rule)
        if lexicons not in found:
            found[lexicons] = claims(document, lexicons, offsets)
        try:
            for claim in found[lexicons]:
                yield from _check_claim(document, rule, claim, assessed, site)
        except PatternTimeout as slow:
            yield Match(SLOW_RULE, slow.start, slow.end, {"rule": rule.id})


def _check_claim(
    document: Document, rule: Rule, claim: Claim, assessed: dict[Claim, Assessment], site: Site
) -> Iterator[Match]:
    around = max(claim.start, claim.core_start - REACH), min(claim.end, claim.core_end + REACH)
    marked = search(document, rule, "says", *around) if "says" in rule.data else (claim.start, claim.end)
    if marked is None:
        return
    core = claim.core_start, claim.core_end
    if not all(holds(item, document, claim.sentence, *core, site) for item in rule.data.get("when", ())):
        return
    unless = rule.data.get("unless", ())
    if any(holds(item, document, claim.sentence, *core, site) for item in unless):
        return
    if claim.taken_up and "cited" in unless and _goes_on(document, claim, site):
        return
    if claim not in assessed:
        assessed[claim] = assess_span(document.prose, claim.start, claim.end)
    assessment = assessed[claim]
    if assessment.strength not in rule.data.get("strength", STRENGTHS):
        return
    severity = rule.data.get("severities", {}).get(assessment.strength, rule.severity)
    beside = max(claim.start, claim.cue_start - REACH // 2), min(claim.end, claim.cue_end + REACH // 2)
    raised = search(document, rule, "raise", *beside) if "raise" in rule.data else None
    if raised is not None:
        severity = RAISE[severity]
    if any(holds(item, document, claim.sentence, *core, site) for item in rule.data.get("lower", ())):
        severity = LOWER[severity]
    yield Match(rule, *marked, fields=_fields(document, claim, assessment, raised), severity=severity)


def _goes_on(document: Document, claim: Claim, site: Site) -> bool:
    """Whether the claim goes on about what one of the two sentences before it says with a source of its own."""
    index = document.next_sentence(claim.block, claim.start - 1)
    before = document.sentences_of(claim.block)[max(index - 2, 0) : index]
    return any(
        citation.weight == 2 and sentence.start <= citation.start < claim.start
        for sentence in before
        for citation in cited(document, sentence.start, sentence.end, claim.block, site)
    )


def _fields(document: Document, claim: Claim, assessment: Assessment, raised: tuple[int, int] | None) -> dict[str, str]:
    """What a message can say of a claim: {subject}, {strength}, {kind}, {cue} (the deciding words) and {reason}."""
    cue = document.prose[claim.cue_start : claim.cue_end]
    bare = cue.lower() in grammar().finite or not cue[:1].isalpha()
    if assessment.cues and assessment.strength != "none":
        cue, bare = assessment.cues[0].text, False
    kind = ADJECTIVES[assessment.strength]
    if raised is not None:
        cue, bare = document.prose[raised[0] : raised[1]], False
        kind = "an absolute claim"
    said = names_in_prose(tuple(sorted(claim.lexicons)))
    subjects = [said.get(name, name) for name in claim.subjects]
    if len(subjects) > 3:
        subjects[3:] = ["others"]
    subject = ", ".join(subjects[:-1]) + " and " + subjects[-1] if len(subjects) > 1 else subjects[0]
    cue = " ".join(cue.split())
    # "Is" or an arrow explains nothing to the writer; a verb such as "releases" does.
    reason = f"this is {kind} about {subject}" if bare else f"“{cue}” makes this {kind} about {subject}"
    return {"cue": cue, "strength": assessment.strength, "kind": kind, "subject": subject, "reason": reason}


__all__ = ["SCHEMA", "check", "claims", "literals", "validate"]
