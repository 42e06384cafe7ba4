"""JSON, version 1. Pure ASCII, so that any pipe carries it; fields are only ever added within a version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report, rule_url
from mkdocs_neurolint.version import VERSION


def render(report: Report) -> Iterator[str]:
    """One JSON object. `start` and `end` are code-point offsets into the file as it is on disk, half-open."""
    head = {"version": 1, "tool": {"name": "neurolint", "version": VERSION}, "files": len(report.files)}
    yield json.dumps(head)[:-1] + ', "findings": ['
    first = True
    for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True):
        yield ("\n  " if first else ",\n  ") + json.dumps(as_record(finding, fingerprint))
        first = False
    yield "]}\n" if first else "\n]}\n"


def as_record(finding: Finding, fingerprint: str) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "help": finding.help,
        "url": rule_url(finding.rule),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "fingerprint": fingerprint,
    }
