"""Rules tried on the examples in their own files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mkdocs_neurolint.rules.model import Rule

MARK = re.compile(r"(?<!=)==(?!=)(.+?)(?<!=)==(?!=)", re.DOTALL)


class Result(NamedTuple):
    """How one example went. `problem` is empty when it did what it should."""

    rule: Rule
    kind: str  # flag | pass
    number: int
    text: str
    problem: str


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` without its `==…==` marks, and the spans that they marked."""
    spans: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = length = 0
    for found in MARK.finditer(text):
        pieces.append(text[at : found.start()])
        length += found.start() - at
        pieces.append(found[1])
        spans.append((length, length + len(found[1])))
        length += len(found[1])
        at = found.end()
    return "".join([*pieces, text[at:]]), spans


def run_examples(rules: Sequence[Rule]) -> Iterator[Result]:
    """The outcome of every example of every rule, each rule run alone."""
    for rule in rules:
        for kind in ("flag", "pass"):
            for index, example in enumerate(rule.data.get("examples", {}).get(kind, ())):
                given = {"text": example} if isinstance(example, str) else dict(example)
                yield Result(rule, kind, index, given["text"], _problem(rule, kind, given))


def _problem(rule: Rule, kind: str, example: dict[str, Any]) -> str:
    from mkdocs_neurolint.document import parse
    from mkdocs_neurolint.engine import lint
    from mkdocs_neurolint.site import Site

    # Only a flag example has marks; in a pass example `==` is Markdown.
    text, wanted = unmarked(example["text"]) if kind == "flag" else (example["text"], [])
    settings: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in example.get("settings", {}).items()
    }
    found = lint(parse(text, example.get("path", "example.md")), (rule,), Site(**settings))
    spans = [(finding.span.start, finding.span.end) for finding in found]
    if kind == "pass":
        return "found " + ", ".join(repr(finding.text) for finding in found) if found else ""
    if not found:
        return "found nothing"
    if wanted and sorted(wanted) != sorted(spans):
        expected = ", ".join(repr(text[start:end]) for start, end in wanted)
        return f"found {', '.join(repr(finding.text) for finding in found)} instead of {expected}"
    return ""
