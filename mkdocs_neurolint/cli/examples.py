"""`neurolint test-rules`: every rule on the examples in its own file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from mkdocs_neurolint.cli.console import say, write
from mkdocs_neurolint.reports.model import counted
from mkdocs_neurolint.reports.style import PLAIN
from mkdocs_neurolint.rules.model import Rule

SHOWN = 100  # characters of an example


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="rule files, or folders of them (default: the built-in rules)"
    )
    parser.add_argument("--quiet", "-q", action="store_true", help="show failures only")


def run(parsed: Namespace) -> int:
    from mkdocs_neurolint.rules.testing import run_examples

    rules = _rules(parsed.paths)
    tried = failed = 0
    for result in run_examples(rules):
        tried += 1
        if result.problem:
            failed += 1
            text = PLAIN.printable(" ".join(result.text.split()))
            text = text if len(text) <= SHOWN else text[:SHOWN] + "…"
            place = f"{result.rule.path}: examples.{result.kind}[{result.number}]"
            write([f"{place}: {PLAIN.printable(result.problem)}\n  {text}\n"])
    if failed or not parsed.quiet:
        verdict = f"{failed:,} failed" if failed else "all as they should be"
        say(f"{counted(tried, 'example')} of {counted(len(rules), 'rule')}: {verdict}")
    return int(failed > 0)


def _rules(paths: list[str]) -> tuple[Rule, ...]:
    from mkdocs_neurolint.rules.load import load_rules

    return load_rules(*paths, builtin=not paths, preview=True)
