"""Reviewdog's diagnostic format, whose columns count UTF-8 bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report, rule_url, source_line

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report) -> Iterator[str]:
    diagnostics = [_diagnostic(report, finding) for finding in report.findings]
    yield json.dumps({"source": {"name": "neurolint"}, "diagnostics": diagnostics}, indent=1) + "\n"


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    code = {"value": finding.rule.id}
    if url := rule_url(finding.rule):
        code["url"] = url
    return {
        "message": finding.message,
        "location": {
            "path": finding.path,
            "range": {
                "start": _position(report, finding, finding.line, finding.column),
                "end": _position(report, finding, finding.end_line, finding.end_column),
            },
        },
        "severity": SEVERITIES[finding.severity],
        "code": code,
    }


def _position(report: Report, finding: Finding, line: int, column: int) -> dict[str, int]:
    before = source_line(report, finding, line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
