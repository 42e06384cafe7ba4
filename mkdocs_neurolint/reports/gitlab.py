"""A GitLab code quality report (the Code Climate subset that GitLab reads)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs_neurolint.reports.model import Report

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report) -> Iterator[str]:
    records = [
        {
            "description": finding.message,
            "check_name": finding.rule.id,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[finding.severity],
            "location": {
                "path": finding.path.removeprefix("./"),
                "positions": {
                    "begin": {"line": finding.line, "column": finding.column},
                    "end": {"line": finding.end_line, "column": finding.end_column},
                },
            },
        }
        for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True)
    ]
    yield json.dumps(records, indent=1) + "\n"
