"""`neurolint rules`: every rule there is, in a table or as JSON."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from mkdocs_neurolint.cli.console import style_of, write
from mkdocs_neurolint.cli.inputs import read_project
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.rules.model import CATEGORIES, Rule


def add_arguments(parser: ArgumentParser) -> None:
    add_format_argument(parser)
    parser.add_argument("--lexicons", action="store_true", help="list the word lists that patterns may insert instead")
    parser.add_argument("--config", metavar="FILE", default="", help="settings that name further rule files")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN")


def add_format_argument(parser: ArgumentParser) -> None:
    formats = ("text", "json")
    parser.add_argument("--output-format", choices=formats, default="text", metavar="FORMAT", help="text or json")


def run(parsed: Namespace) -> int:
    if parsed.lexicons:
        return _list_lexicons(parsed)
    every = all_rules(read_project(parsed)).values()
    rules = sorted(every, key=lambda rule: (CATEGORIES.index(rule.category), rule.id))
    if parsed.output_format == "json":
        write([json.dumps({"version": 1, "rules": [as_record(rule) for rule in rules]}, indent=1) + "\n"])
        return 0
    style = style_of(sys.stdout, parsed.color)
    width = max(len(rule.id) for rule in rules)
    category = ""
    for rule in rules:
        if rule.category != category:
            write(["\n" if category else "", style.paint(rule.category, "bold"), "\n"])
            category = rule.category
        level = style.paint(f"{rule.severity:<7}", rule.severity)
        preview = " (preview: off unless selected by name)" if rule.status == "preview" else ""
        write([f"  {rule.id:<{width}}  {level}  {style.printable(rule.summary)}{preview}\n"])
    return 0


def _list_lexicons(parsed: Namespace) -> int:
    """The lexicons that are word lists, which `{name}` in a pattern inserts."""
    from mkdocs_neurolint.rules.files import builtin_files

    named = {name.removeprefix("lexicons/").removesuffix(".yml"): data for name, data in builtin_files().items()}
    lists = {name: data for name, data in named.items() if "/" not in name and "words" in data}
    if parsed.output_format == "json":
        records = [{"name": name, "summary": data["summary"], "words": data["words"]} for name, data in lists.items()]
        write([json.dumps({"version": 1, "lexicons": records}, indent=1) + "\n"])
        return 0
    style = style_of(sys.stdout, parsed.color)
    width = max(map(len, lists)) + 2
    write(f"  {'{' + name + '}':<{width}}  {style.printable(data['summary'])}\n" for name, data in lists.items())
    return 0


def all_rules(project: Project) -> dict[str, Rule]:
    """Every rule by its id: built in, the project's, and the linter's own."""
    from mkdocs_neurolint.own_rules import OWN_RULES
    from mkdocs_neurolint.rules.load import load_rules

    loaded = load_rules(*(project.resolve(path) for path in project.settings.rules), preview=True)
    return {rule.id: rule for rule in loaded} | dict(OWN_RULES)


def as_record(rule: Rule) -> dict[str, Any]:
    """A rule as plain data, without its patterns."""
    return {
        "id": rule.id,
        "category": rule.category,
        "kind": rule.kind,
        "severity": rule.severity,
        "confidence": rule.confidence,
        "status": rule.status,
        "summary": rule.summary,
        "message": rule.message,
        "why": rule.why,
        "instead": rule.instead,
        "sources": rule.data.get("sources", []),
        "examples": rule.data.get("examples", {}),
        "path": rule.path,
    }
