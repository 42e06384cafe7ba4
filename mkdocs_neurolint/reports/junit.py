"""JUnit XML: a suite for each page, a failed case for each finding, a passed case for a page without findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report

# What XML 1.0 cannot hold, not even escaped.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(report: Report) -> Iterator[str]:
    by_path: dict[str, list[Finding]] = {path: [] for path in report.files}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    tests = sum(max(len(findings), 1) for findings in by_path.values())
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<testsuites name="neurolint" tests="{tests}" failures="{len(report.findings)}" errors="0">\n'
    for path, findings in by_path.items():
        name = _attribute(path)
        count = max(len(findings), 1)
        yield f'  <testsuite name={name} tests="{count}" failures="{len(findings)}" errors="0" skipped="0">\n'
        if not findings:
            yield f'    <testcase name="neurolint" classname={name} file={name}/>\n'
        for finding in findings:
            yield _case(finding, name)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _case(finding: Finding, path: str) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    text = f"{place}: {finding.message}" + (f"\n{finding.help}" if finding.help else "")
    return (
        f'    <testcase name={_attribute(finding.rule.id)} classname={path} file={path} line="{finding.line}">'
        f'<failure type="{finding.severity}" message={_attribute(finding.message)}>{_text(text)}</failure></testcase>\n'
    )


def _text(text: str) -> str:
    return escape(ILLEGAL.sub("\ufffd", text), quote=False)


def _attribute(text: str) -> str:
    clean = escape(ILLEGAL.sub("\ufffd", text)).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    return f'"{clean}"'
