"""Rules over a document: one scan for the words that rules need, checks only where such words stand, findings in order.

Suppressions, baselines and severities of the user's choice come later (`runner`); this module knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

import ahocorasick_rs

from mkdocs_neurolint.checks.base import ANYWHERE, Check, Match, Site
from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.positions import Span
from mkdocs_neurolint.rules.derived import keep, literals_of
from mkdocs_neurolint.rules.model import Rule

QUOTED_LENGTH = 90  # characters of the author's words that a message repeats
DEFAULT_SITE = Site()


class Program:
    """Rules made ready to run: their checks, and one automaton over all the words that they need."""

    __slots__ = ("anywhere", "automaton", "checks", "owners", "sharing")

    def __init__(self, rules: Sequence[Rule]) -> None:
        by_kind: dict[str, list[Rule]] = {}
        # Rules that need the same words are counted once.
        sharing: dict[frozenset[str], list[str]] = {}
        for rule in rules:
            by_kind.setdefault(rule.kind, []).append(rule)
        self.checks: list[tuple[Check, list[Rule]]] = []
        for kind in sorted(by_kind):
            module = import_module(f"mkdocs_neurolint.checks.{kind}")
            self.checks.append((module.check, by_kind[kind]))
            for rule in by_kind[kind]:
                sharing.setdefault(literals_of(rule), []).append(rule.id)
        keep()
        self.sharing = list(sharing.values())
        owners: dict[str, list[int]] = {}
        for group, literals in enumerate(sharing):
            for literal in literals:
                owners.setdefault(literal, []).append(group)
        words = list(owners)
        self.owners = list(owners.values())
        self.anywhere = [word.startswith(ANYWHERE) for word in words]
        self.automaton = ahocorasick_rs.AhoCorasick(
            [word.removeprefix(ANYWHERE) for word in words],
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    def hits(self, folded: str) -> dict[str, list[int]]:
        """By rule id, the offsets at which a word that the rule needs begins, ascending."""
        hits: list[list[int]] = [[] for _ in self.sharing]
        owners, anywhere = self.owners, self.anywhere
        for index, start, _ in self.automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and not anywhere[index] and folded[start - 1].isalnum():
                continue
            for group in owners[index]:
                hits[group].append(start)
        return {rule: found for found, rules in zip(hits, self.sharing, strict=True) if found for rule in rules}


class _Same:
    """A sequence of rules as a cache key: the same object is the same program."""

    __slots__ = ("rules",)

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return id(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rules is self.rules


@lru_cache(maxsize=8)
def _program(key: _Same) -> Program:
    return Program(key.rules)


@lru_cache(maxsize=8)
def _program_of(rules: tuple[Rule, ...]) -> Program:
    return Program(rules)


def lint(document: Document, rules: Sequence[Rule], site: Site = DEFAULT_SITE) -> list[Finding]:
    """What `rules` find in `document`, ordered by line, column and rule, without duplicates.

    Pass the same tuple of rules for every page: what is made ready for it is kept.
    """
    program = _program(_Same(rules)) if isinstance(rules, tuple) else _program_of(tuple(rules))
    return _findings(document, _matches(document, program, site))


def _matches(document: Document, program: Program, site: Site) -> Iterator[Match]:
    hits = program.hits(document.folded)
    for check, rules in program.checks:
        yield from check(document, rules, hits, site)


def _findings(document: Document, matches: Iterator[Match]) -> list[Finding]:
    seen: set[tuple[str, int, int]] = set()
    findings: list[Finding] = []
    for match in matches:
        finding = make_finding(document, match)
        key = (match.rule.id, finding.span.start, finding.span.end)
        if key not in seen:
            seen.add(key)
            findings.append(finding)
    findings.sort(key=lambda finding: finding.sort_key)
    return findings


def make_finding(document: Document, match: Match) -> Finding:
    """The finding for a match: exact words, position, and the message with its fields put in."""
    rule = match.rule
    start, end = _trimmed(document.text, match.start, match.end)
    line, column = document.lines.position(start)
    end_line, end_column = document.lines.position(end)
    text = document.text[start:end]
    words = " ".join(document.prose[start:end].split()) or " ".join(text.split())
    fields = {"text": shortened(words), **match.fields}
    return Finding(
        rule=rule,
        severity=match.severity or rule.severity,
        message=fill(match.message or rule.message, fields),
        path=document.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        span=Span(start, end),
        text=text,
        help=fill(match.help if match.help is not None else rule.data.get("instead", ""), fields),
        confidence=match.confidence or rule.confidence,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def shortened(words: str) -> str:
    """`words`, or its beginning and an ellipsis when it is long."""
    if len(words) <= QUOTED_LENGTH:
        return words
    return words[: words.rfind(" ", 0, QUOTED_LENGTH)].rstrip(",;:") + " …"


def fill(template: str, fields: Mapping[str, Any]) -> str:
    """`template` with `{name}` replaced by the field of that name; anything else stays as it is."""
    for name, value in fields.items():
        template = template.replace("{" + name + "}", str(value))
    return template.strip()
