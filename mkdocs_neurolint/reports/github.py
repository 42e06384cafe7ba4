"""GitHub workflow commands: annotations on the changed lines of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report
from mkdocs_neurolint.reports.style import HIDDEN, picture
from mkdocs_neurolint.rules.model import SEVERITIES

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
SHOWN = 10  # annotations of each level that GitHub shows for one step


def render(report: Report) -> Iterator[str]:
    """One command for each finding, the gravest first; a notice says so when GitHub will not show them all."""
    counts = Counter(finding.severity for finding in report.findings)
    hidden = sum(max(count - SHOWN, 0) for count in counts.values())
    if hidden:
        note = (
            f"GitHub shows {SHOWN} annotations of each level: {hidden} of {len(report.findings)} findings "
            "are only in the log of this step"
        )
        yield f"::notice title=neurolint::{_data(note)}\n"
    for finding in sorted(report.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        yield _command(finding)


def _command(finding: Finding) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "endLine": finding.end_line,
        "col": finding.column,
        "endColumn": finding.end_column,
        "title": f"neurolint {finding.rule.id}",
    }
    if finding.end_line != finding.line:
        # GitHub takes columns only for annotations of a single line.
        del properties["col"], properties["endColumn"]
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    text = finding.message + (f"\n{finding.help}" if finding.help else "")
    return f"::{LEVELS[finding.severity]} {listed}::{_data(text)}\n"


def _data(text: str) -> str:
    return _clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _clean(text: str) -> str:
    """`text` without what a log would act on or cannot hold; line ends stay, for the escapes above."""
    return HIDDEN.sub(lambda found: found[0] if found[0] in "\r\n" else picture(found[0]), text)
