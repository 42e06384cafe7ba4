"""Counts of findings by rule, for an overview instead of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_neurolint.reports.model import Report


def render(report: Report) -> Iterator[str]:
    """A line for each rule: how often, on how many pages, how grave; the most frequent first."""
    counts = Counter((finding.rule.id, finding.severity) for finding in report.findings)
    pages: dict[tuple[str, str], set[str]] = {}
    for finding in report.findings:
        pages.setdefault((finding.rule.id, finding.severity), set()).add(finding.path)
    width = max((len(f"{count:,}") for count in counts.values()), default=0)
    for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        number = len(pages[rule, severity])
        level = report.style.paint(f"{severity:<7}", severity)
        yield f"{count:>{width},} {level} {rule} ({number:,} page{'' if number == 1 else 's'})\n"
