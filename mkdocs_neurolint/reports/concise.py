"""One line for each finding: `path:line:column: severity rule message`. Editors and problem matchers read it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report
from mkdocs_neurolint.reports.style import Style


def render(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield heading(finding, report.style) + "\n"


def heading(finding: Finding, style: Style) -> str:
    """The line of one finding, without a line end."""
    place = f"{style.printable(finding.path)}:{finding.line}:{finding.column}"
    severity = style.paint(finding.severity, finding.severity)
    message = style.printable(" ".join(finding.message.split()))
    return f"{style.paint(place, 'bold')}: {severity} {finding.rule.id} {message}"
