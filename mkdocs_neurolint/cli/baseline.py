"""`neurolint baseline create|update|prune`: the findings of today in a file, so that only new ones are reported."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from mkdocs_neurolint.baseline import DEFAULT_NAME, Entries, entry_of, read_baseline, split, write_baseline
from mkdocs_neurolint.cli.console import say
from mkdocs_neurolint.cli.inputs import (
    add_input_arguments,
    add_rule_arguments,
    find_targets,
    lint_targets,
    read_project,
)
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.reports.model import counted
from mkdocs_neurolint.runner import Page, make_linter

ACTIONS = {
    "create": "write a new file with everything that is found now",
    "update": "make the file say what is found now",
    "prune": "take out what is no longer found, and add nothing",
}


def add_arguments(parser: ArgumentParser) -> None:
    listed = "; ".join(f"{name}: {what}" for name, what in ACTIONS.items())
    parser.add_argument("action", choices=ACTIONS, metavar="ACTION", help=listed)
    add_input_arguments(parser)
    add_rule_arguments(parser)
    parser.add_argument("--baseline", metavar="FILE", default="", help=f"the file (default: {DEFAULT_NAME})")


def run(parsed: Namespace) -> int:
    project = read_project(parsed)
    path = parsed.baseline or project.resolve(project.settings.baseline or DEFAULT_NAME)
    if parsed.action == "create" and Path(path).exists():
        raise UserError("is there already; `neurolint baseline update` renews it", path)
    before = Counter() if parsed.action == "create" else read_baseline(path)
    linter = make_linter(project, tuple(parsed.select), tuple(parsed.ignore))
    targets = find_targets(parsed.paths, project, force_exclude=parsed.force_exclude)
    pages = lint_targets(linter, targets, cached=False, quiet=False)
    found = _entries(pages, path)
    findings = [finding for page in pages for finding in page.findings]
    digests = [digest for page in pages for digest in page.digests]
    fixed = split(findings, digests, [page.path for page in pages], before, path).fixed
    # Entries of pages that were not linted this time stay, unless the page itself is gone.
    after = before - fixed - _vanished(before, path)
    if parsed.action != "prune":
        after |= found
    write_baseline(path, after)
    added, removed = (after - before).total(), (before - after).total()
    say(f"{path}: {counted(after.total(), 'finding')} ({added:,} added, {removed:,} removed)")
    return 0


def _entries(pages: list[Page], path: str) -> Entries:
    return Counter(
        entry_of(finding, digest, path)
        for page in pages
        for finding, digest in zip(page.findings, page.digests, strict=True)
    )


def _vanished(entries: Entries, path: str) -> Entries:
    folder = Path(path).absolute().parent
    return Counter({entry: count for entry, count in entries.items() if not (folder / entry.path).exists()})
