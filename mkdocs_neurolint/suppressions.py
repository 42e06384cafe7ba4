"""What the writers of a page have allowed: read from comments and front matter, applied to findings, and audited.

`<!-- neurolint: allow RULE[, RULE] [until=DATE] -- reason -->` covers the block that follows (a paragraph, a list, a
table, an admonition, …), or the block that it stands in; `allow-file` covers the page, and so does front matter
`neurolint: {allow: {RULE: reason}}`. Which text a comment covers is worked out in `coverage`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.own_rules import OWN_RULES, own_finding
from mkdocs_neurolint.positions import Span
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.rules.model import CATEGORIES, Rule

if TYPE_CHECKING:
    # The reader is slow to import, and a run without changed pages does not need it.
    from mkdocs_neurolint.document.model import Document


DIRECTIVE = lazy(r"<!--\s*neurolint\s*:\s*(?P<verb>[\w-]+)?(?P<rest>.*?)-->", re.DOTALL | re.IGNORECASE)
REASON = lazy(r"(?:^|\s)(?:--+|—|–)(?:\s|$)")
UNTIL = lazy(r"\buntil\s*=\s*(\S*)")
NAME = lazy(r"[^\s,]+")
# What looks like a directive and has no colon.
COLONLESS = lazy(r"<!--\s*neurolint\s+(?=(?:allow(?:-file)?|ignore|disable(?:-file)?)\b)", re.IGNORECASE)
DATE = lazy(r"\d{4}-\d{2}-\d{2}")


class Allowance(NamedTuple):
    """One rule that is allowed in `span`; `place` is what allows it: the name in a comment or in the front matter."""

    rule: str
    span: Span
    place: Span
    until: str
    reasoned: bool


class Problem(NamedTuple):
    """A mistake in an allowance itself."""

    rule: str
    place: Span
    fields: Mapping[str, str]


def apply(
    document: Document,
    findings: Iterable[Finding],
    rules: Sequence[Rule],
    today: str = "",
    *,
    known: Collection[str] = (),
    own: Mapping[str, Rule] = OWN_RULES,
) -> list[Finding]:
    """`findings` less those that the page allows, and findings about the allowances themselves, in order.

    `rules` are those that ran: only these can be reported as allowed in vain. `known` names rules that exist beside
    them. `today` is an ISO date, by default the real one. `own` are the rules of this module that are on.
    """
    if not any("neurolint" in comment.text for comment in document.comments) and (
        document.front_matter is None or "neurolint" not in document.front_matter.text
    ):
        return list(findings)
    allowances, problems = read_allowances(document, rules)
    today = today or _today()
    ran = {rule.id for rule in rules}
    existing = ran | set(known) | OWN_RULES.keys()
    live: list[Allowance] = []
    for allowance in allowances:
        if allowance.rule not in existing:
            problems.append(_unknown(allowance, existing))
        elif allowance.until and allowance.until < today:
            fields = {"rule": allowance.rule, "until": allowance.until}
            problems.append(Problem("expired-allow", allowance.place, fields))
        else:
            live.append(allowance)
            if not allowance.reasoned:
                problems.append(Problem("allow-without-reason", allowance.place, {}))
    kept, used = _filter(findings, live)
    for allowance in live:
        if allowance not in used and allowance.rule in ran:
            problems.append(Problem("unused-allow", allowance.place, {"rule": allowance.rule}))
    kept += [finding for problem in problems for finding in _report(document, problem, own)]
    kept.sort(key=lambda finding: finding.sort_key)
    return kept


def _filter(findings: Iterable[Finding], live: Sequence[Allowance]) -> tuple[list[Finding], set[Allowance]]:
    used: set[Allowance] = set()
    kept: list[Finding] = []
    for finding in findings:
        hiding = [a for a in live if a.rule == finding.rule.id and a.span.start <= finding.span.start < a.span.end]
        used.update(hiding)
        if not hiding:
            kept.append(finding)
    return kept, used


def read_allowances(document: Document, rules: Sequence[Rule]) -> tuple[list[Allowance], list[Problem]]:
    """Every allowance on the page, and what is wrong with the way they, and its other settings, are written."""
    allowances: list[Allowance] = []
    problems: list[Problem] = []
    for comment in document.comments:
        # Matched in the source: the offsets of the names are needed, and a reader may trim `comment.text`.
        found = DIRECTIVE.match(document.text, comment.start, comment.end)
        if found:
            _read_comment(document, found, allowances, problems)
        elif COLONLESS.match(document.text, comment.start, comment.end):
            said = "This comment lacks the colon: `<!-- neurolint: allow RULE -- reason -->`"
            problems.append(Problem("unknown-allow", Span(comment.start, comment.end), {"problem": said}))
    if document.front_matter is not None and "neurolint" in document.front_matter.text:
        _read_front_matter(document, rules, allowances, problems)
    return allowances, problems


def _read_comment(
    document: Document, found: re.Match[str], allowances: list[Allowance], problems: list[Problem]
) -> None:
    from mkdocs_neurolint.coverage import covered

    whole = Span(*found.span())
    verb = (found["verb"] or "").lower()
    if verb not in ("allow", "allow-file"):
        said = f", not `{verb}`" if verb else ""
        problem = f"A neurolint comment says `allow` or `allow-file`{said}"
        problems.append(Problem("unknown-allow", whole, {"problem": problem}))
        return
    head, offset = found["rest"], found.start("rest")
    cut = REASON.search(head)
    reason = head[cut.end() :].strip() if cut else ""
    head = head[: cut.start()] if cut else head
    until = ""
    for date in UNTIL.finditer(head):
        until = date[1].rstrip(",")
        if not DATE.fullmatch(until):
            place = Span(offset + date.start(), offset + date.end())
            problems.append(Problem("unknown-allow", place, {"problem": f"`{until}` is no date such as 2027-01-31"}))
            return
    names = list(NAME.finditer(UNTIL.sub(lambda date: " " * len(date[0]), head)))
    if not names:
        problems.append(Problem("unknown-allow", whole, {"problem": "This comment allows no rule: name one"}))
        return
    span = Span(0, len(document.text) + 1) if verb == "allow-file" else covered(document, whole)
    for name in names:
        place = Span(offset + name.start(), offset + name.end())
        allowances.append(Allowance(name[0], span, place, until, bool(reason)))


def _read_front_matter(
    document: Document, rules: Sequence[Rule], allowances: list[Allowance], problems: list[Problem]
) -> None:
    front = document.front_matter
    ours = document.meta.get("neurolint")
    if front is None or ours is None:
        return
    at = front.start + max(document.text[front.start : front.end].find("neurolint"), 0)
    here = Span(at, at + len("neurolint"))
    problem = _malformed(ours)
    if problem:
        problems.append(Problem("unknown-allow", here, {"problem": problem}))
    if isinstance(ours, dict) and ours.keys() != {"allow"}:
        from mkdocs_neurolint.page_settings import slips

        for slip in slips(document, ours, here.end, rules):
            problems.append(Problem("bad-page-setting", slip.place, {"problem": slip.problem}))
    allow = ours.get("allow") if isinstance(ours, dict) else None
    for name, value in allow.items() if isinstance(allow, dict) else ():
        found = re.compile(rf"(?<![\w-]){re.escape(str(name))}(?![\w-])").search(document.text, at, front.end)
        place = Span(*found.span()) if found else here
        reason, until = (value.get("reason"), value.get("until")) if isinstance(value, dict) else (value, None)
        whole = Span(0, len(document.text) + 1)
        allowances.append(Allowance(str(name), whole, place, _date_text(until), bool(str(reason or "").strip())))


def _malformed(ours: Any) -> str:
    """What is wrong with what the front matter says below `neurolint`, empty when nothing is."""
    if not isinstance(ours, dict):
        return "The front matter says `neurolint: {allow: {RULE: reason}}`"
    if "allow" in ours and not isinstance(ours["allow"], dict):
        return "The front matter allows by `allow: {RULE: reason}`"
    return ""


def _date_text(value: Any) -> str:
    return "" if value is None else str(value)[:10]


def _today() -> str:
    from datetime import date

    return date.today().isoformat()


def _unknown(allowance: Allowance, existing: Collection[str]) -> Problem:
    from mkdocs_neurolint.rules.conform import did_you_mean

    if allowance.rule in CATEGORIES:
        problem = f"`{allowance.rule}` is a category: rules are allowed, each by its name"
        return Problem("unknown-allow", allowance.place, {"problem": problem})
    hint = did_you_mean(allowance.rule, sorted(existing))
    return Problem("unknown-allow", allowance.place, {"problem": f"There is no rule `{allowance.rule}`{hint}"})


def _report(document: Document, problem: Problem, own: Mapping[str, Rule]) -> Iterator[Finding]:
    rule = own.get(problem.rule)
    if rule is not None:
        yield own_finding(rule, document.text, document.path, problem.place, problem.fields)
