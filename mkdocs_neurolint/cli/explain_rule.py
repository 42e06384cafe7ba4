"""`neurolint rule ID`: what a rule finds, why, what to write instead, with examples and sources."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from textwrap import indent, wrap
from typing import Any

from mkdocs_neurolint.cli.console import style_of, write
from mkdocs_neurolint.cli.explain import add_format_argument, all_rules, as_record
from mkdocs_neurolint.cli.inputs import read_project
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.reports.model import LINKS
from mkdocs_neurolint.reports.style import Style
from mkdocs_neurolint.rules.model import Rule

EXAMPLES = 3  # of each kind
WIDEST = 100


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the id of the rule")
    add_format_argument(parser)
    parser.add_argument("--config", metavar="FILE", default="", help="settings that name further rule files")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN")


def run(parsed: Namespace) -> int:
    rules = all_rules(read_project(parsed))
    rule = rules.get(parsed.id)
    if rule is None:
        from mkdocs_neurolint.rules.conform import did_you_mean

        hint = did_you_mean(parsed.id, list(rules))
        raise UserError(f"there is no rule {parsed.id!r}{hint}; `neurolint rules` lists all")
    if parsed.output_format == "json":
        write([json.dumps(as_record(rule), indent=1) + "\n"])
    else:
        write(f"{line}\n" for line in _explained(rule, style_of(sys.stdout, parsed.color)))
    return 0


def _explained(rule: Rule, style: Style) -> Iterator[str]:
    width = min(style.width, WIDEST)
    level = style.paint(rule.severity, rule.severity)
    preview = ", preview (off unless selected by name)" if rule.status == "preview" else ""
    yield f"{style.paint(rule.id, 'bold')}  {level}, {rule.category}, confidence {rule.confidence}{preview}"
    yield from wrap(style.printable(rule.summary), width)
    for title, text in (("Why", rule.why), ("Instead", rule.instead)):
        yield from ("", style.paint(title, "bold"))
        yield from _paragraphs(text, width, style)
    examples = rule.data.get("examples", {})
    for title, kind in (("Flagged", "flag"), ("Fine", "pass")):
        if examples.get(kind):
            yield from ("", style.paint(title, "bold"))
            for example in examples[kind][:EXAMPLES]:
                yield from _example(example, style)
    if rule.data.get("sources"):
        yield from ("", style.paint("Sources", "bold"))
        yield from (f"  - {style.printable(_source(source))}" for source in rule.data["sources"])
    yield from ("", style.paint("Settings", "bold"))
    yield "  neurolint.yml:  severity: {" + rule.id + ": error | warning | info | ignore}"
    if rule.category != "neurolint":
        yield f"  on a page:      <!-- neurolint: allow {rule.id} -- the reason -->"


def _paragraphs(text: str, width: int, style: Style) -> Iterator[str]:
    for paragraph in text.strip().split("\n\n"):
        words = style.printable(" ".join(paragraph.split()))
        yield from wrap(words, width, initial_indent="  ", subsequent_indent="  ")


def _example(example: Any, style: Style) -> Iterator[str]:
    text = example if isinstance(example, str) else example["text"]
    lines = [style.printable(line) for line in text.strip().split("\n")]
    yield indent("\n".join(lines), "    ").replace("    ", "  - ", 1)


def _source(source: dict[str, str]) -> str:
    link = source.get("url") or next((LINKS[key].format(source[key]) for key in LINKS if source.get(key)), "")
    note = f" ({source['note']})" if source.get("note") else ""
    return f"{source['title']}{note}{': ' if link else ''}{link}"
