"""The linter's own rules, category `neurolint`: about what a page allows and sets, and pages that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.positions import Lines, Span
from mkdocs_neurolint.rules.model import Rule


def _own(id: str, severity: str, summary: str, message: str, why: str, instead: str) -> Rule:
    data = {"id": id, "summary": summary, "message": message, "why": why, "instead": instead, "sources": []}
    return Rule(id, "neurolint", "own", severity, "high", "stable", message, data)


OWN_RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        _own(
            "allow-without-reason", "warning",
            "An allowance gives no reason.",
            "`{text}` gives no reason: add one after ` -- `.",
            "The next editor must be able to tell a considered exception from a forgotten one.",
            "Write <!-- neurolint: allow RULE -- why this is right here -->.",
        ),
        _own(
            "bad-page-setting", "warning",
            "A page sets what there is not.",
            "{problem}.",
            "It changes nothing, and its writer believes that it does.",
            "Below `neurolint` in the front matter a page may set allow, audience, region, regions and topics.",
        ),
        _own(
            "expired-allow", "warning",
            "An allowance is past its date.",
            "This allowance of {rule} ended on {until}: mend the text, or set a new date.",
            "A date was set so that somebody would look again.",
            "Mend what the rule finds, or write a later until=DATE with the reason.",
        ),
        _own(
            "unknown-allow", "warning",
            "An allowance names no rule.",
            "{problem}.",
            "It allows nothing, and its writer believes that it does.",
            "`neurolint rules` lists the rules that can be allowed.",
        ),
        _own(
            "unreadable-file", "error",
            "A page cannot be read.",
            "{problem}.",
            "A page that is not read is not checked.",
            "Save the page as UTF-8 text that the linter may read.",
        ),
        _own(
            "unused-allow", "warning",
            "An allowance allows nothing.",
            "{rule} finds nothing here: remove the allowance.",
            "It would hide the next finding, which nobody has considered.",
            "Remove the comment, or move it directly above the block that it is for.",
        ),
    )
}  # fmt: skip
# Reported by checks instead of a finding of their own: it stands whatever is selected.
SLOW_RULE = Rule(
    id="slow-rule",
    category="neurolint",
    kind="phrase",
    severity="error",
    confidence="high",
    status="stable",
    message="the rule {rule} took too long on this sentence and was given up for this page",
    data={
        "summary": "A pattern of a rule needs too much time.",
        "why": "A pattern may spend a fixed time on one sentence, so that no rule can hang a build.",
        "instead": "Make the pattern simpler: no nested repeats, no unbounded gaps.",
    },
)


def own_finding(rule: Rule, text: str, path: str, place: Span, fields: Mapping[str, str]) -> Finding:
    """A finding of one of the linter's own rules, at `place` of the page `text`."""
    lines = Lines(text)
    line, column = lines.position(place.start)
    end_line, end_column = lines.position(place.end)
    words = text[place.start : place.end]
    message = rule.message
    for name, value in {**fields, "text": words}.items():
        message = message.replace("{" + name + "}", value)
    return Finding(
        rule, rule.severity, message, path, line, column, end_line, end_column, place, words, rule.instead, "high"
    )
