"""`neurolint check`: lint pages, report what was found, and say by the exit code whether it matters."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mkdocs_neurolint.cli.console import flush, say, style_of, write, write_file
from mkdocs_neurolint.cli.inputs import (
    add_input_arguments,
    add_rule_arguments,
    find_targets,
    lint_targets,
    read_project,
)
from mkdocs_neurolint.config.files import Target, docs_path, shown_path
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports import FOR_PEOPLE, FORMATS, render
from mkdocs_neurolint.reports.model import Report, counted
from mkdocs_neurolint.reports.style import PLAIN
from mkdocs_neurolint.rules.model import SEVERITIES
from mkdocs_neurolint.runner import Page, lint_bytes, make_linter

STDIN = "-"
FAIL_ON = (*SEVERITIES, "never")


class Outcome(NamedTuple):
    """The findings that are reported, their digests, and how many the baseline holds back."""

    findings: list[Finding]
    digests: list[str]
    known: int = 0


def add_arguments(parser: ArgumentParser) -> None:
    add_input_arguments(parser)
    add_rule_arguments(parser)
    add = parser.add_argument
    add("--output-format", choices=FORMATS, default="full", metavar="FORMAT", help=", ".join(FORMATS))
    add("--output-file", metavar="FILE", default="", help="write the report there instead of to standard output")
    add("--fail-on", choices=FAIL_ON, metavar="SEVERITY", help="error (default), warning, info or never")
    add("--statistics", action="store_true", help="count findings by rule instead of showing each")
    add("--baseline", metavar="FILE", default="", help="do not report the findings in this file")
    add("--diff-base", metavar="REV", default="", help="only findings on lines or about pages changed since then")
    add("--stdin-filename", metavar="PATH", default="", help="what to call the page that `-` reads")
    add("--no-cache", action="store_true", help="lint every page anew, and remember nothing")
    add("--quiet", "-q", action="store_true", help="no summary and no progress bar")
    add("--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN", help="auto, always or never")


def run(parsed: Namespace) -> int:
    project = read_project(parsed)
    linter = make_linter(project, tuple(parsed.select), tuple(parsed.ignore))
    stdin = _read_stdin(parsed, project)
    if stdin is None:
        targets = find_targets(parsed.paths, project, force_exclude=parsed.force_exclude)
        cached = not parsed.no_cache and _walks(parsed.paths, targets)
        pages = lint_targets(linter, targets, cached=cached, quiet=parsed.quiet)
    else:
        pages = [lint_bytes(linter, stdin[1], stdin[0])]
    outcome = _narrow(parsed, project, pages)
    report = _report(parsed, outcome, pages, stdin)
    _write_report(parsed, report)
    if not parsed.quiet:
        say(_summary(outcome, len(pages)))
    return _exit_code(outcome.findings, parsed.fail_on or project.settings.fail_on)


def _walks(paths: Sequence[str], targets: Sequence[Target]) -> bool:
    """Whether a folder was walked: a cache is not worth its folder for a few files that were named."""
    return not paths or len(targets) > len(paths)


def _read_stdin(parsed: Namespace, project: Project) -> tuple[Target, bytes] | None:
    if STDIN not in parsed.paths:
        if parsed.stdin_filename:
            raise UserError("--stdin-filename needs the path `-`")
        return None
    if parsed.paths != [STDIN]:
        raise UserError("standard input (`-`) and other paths cannot be linted together")
    if not parsed.stdin_filename:
        return Target("<stdin>", ""), sys.stdin.buffer.read()
    path = shown_path(parsed.stdin_filename)
    return Target(path, docs_path(path, project)), sys.stdin.buffer.read()


def _narrow(parsed: Namespace, project: Project, pages: Sequence[Page]) -> Outcome:
    """The findings of `pages` that the baseline does not hold and that stand on changed lines."""
    findings = [finding for page in pages for finding in page.findings]
    digests = [digest for page in pages for digest in page.digests]
    known = 0
    baseline = parsed.baseline or (project.settings.baseline and project.resolve(project.settings.baseline))
    if baseline:
        from mkdocs_neurolint.baseline import read_baseline, split

        parts = split(findings, digests, [page.path for page in pages], read_baseline(baseline), baseline)
        known = len(findings) - len(parts.new)
        findings, digests = [findings[i] for i in parts.new], [digests[i] for i in parts.new]
        if parts.fixed and not parsed.quiet:
            fixed = counted(parts.fixed.total(), "finding")
            say(f"neurolint: {fixed} in {baseline} no longer there: neurolint baseline prune takes them out")
    if parsed.diff_base:
        from mkdocs_neurolint.cli.changed import changed_lines

        changed = changed_lines(parsed.diff_base)
        on = [i for i, finding in enumerate(findings) if changed.touches(finding)]
        findings, digests = [findings[i] for i in on], [digests[i] for i in on]
    return Outcome(findings, digests, known)


def _report(parsed: Namespace, outcome: Outcome, pages: Sequence[Page], stdin: tuple[Target, bytes] | None) -> Report:
    @lru_cache(maxsize=2)
    def source(path: str) -> str:
        from mkdocs_neurolint.runner import read_bytes

        return (stdin[1] if stdin else read_bytes(path)).decode("utf-8")

    style = PLAIN if parsed.output_file else style_of(sys.stdout, parsed.color)
    if parsed.color == "always":
        style = style._replace(color=True)
    return Report(outcome.findings, outcome.digests, [page.path for page in pages], source, style)


def _write_report(parsed: Namespace, report: Report) -> None:
    if parsed.statistics and parsed.output_format in FOR_PEOPLE:
        from mkdocs_neurolint.reports.statistics import render as render_statistics

        pieces = render_statistics(report)
    else:
        pieces = render(parsed.output_format, report)
    if parsed.output_file:
        write_file(parsed.output_file, pieces)
    else:
        write(pieces)
        flush()


def _summary(outcome: Outcome, pages: int) -> str:
    """`3 errors, 12 warnings in 5 of 64 files`."""
    findings = outcome.findings
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    words = [f"{n:,} info" if s == "info" else counted(n, s) for s, n in counts.items() if n]
    touched = len({finding.path for finding in findings})
    what = f"{', '.join(words)} in {touched:,} of" if words else "No findings in"
    text = f"{what} {counted(pages, 'file')}"
    return text + (f" ({counted(outcome.known, 'finding')} in the baseline)" if outcome.known else "")


def _exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in failing for finding in findings))
