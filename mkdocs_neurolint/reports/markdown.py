"""Markdown for a comment on a pull request or for the summary of a CI step: counts, then a table of findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report, counted, rule_url
from mkdocs_neurolint.reports.style import PLAIN
from mkdocs_neurolint.rules.model import SEVERITIES

ROWS = 500  # GitHub takes 1 MiB of a step summary and 64 KiB of a comment
# Characters that Markdown, HTML or GitHub (@mentions, #issues) would act on.
ACTIVE = re.compile(r"[|<>&\[\]`*_~@#\\:$]")


def render(report: Report) -> Iterator[str]:
    counts = Counter(finding.severity for finding in report.findings)
    pages = len({finding.path for finding in report.findings})
    yield "### neurolint\n\n"
    if not report.findings:
        yield f"No findings in {counted(len(report.files), 'file')}.\n"
        return
    parts = ", ".join(counted(counts[s], s) if s != "info" else f"{counts[s]:,} info" for s in SEVERITIES if counts[s])
    yield f"{parts} in {pages:,} of {counted(len(report.files), 'file')}.\n\n"
    yield "| | Rule | Where | What |\n| --- | --- | --- | --- |\n"
    ranked = sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    for finding in ranked[:ROWS]:
        yield _row(finding)
    if len(ranked) > ROWS:
        yield f"\n{len(ranked) - ROWS:,} more findings are not shown.\n"


def _row(finding: Finding) -> str:
    url = rule_url(finding.rule)
    rule = f"[{finding.rule.id}]({url})" if url and " " not in url and ")" not in url else finding.rule.id
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"| {finding.severity} | {rule} | {quiet(place)} | {quiet(finding.message)} |\n"


def quiet(text: str) -> str:
    """`text` as one line that Markdown shows as it is."""
    text = PLAIN.printable(" ".join(text.split()))
    return ACTIVE.sub(lambda found: f"&#{ord(found[0])};", text)
