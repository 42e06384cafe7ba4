"""SARIF 2.1.0, with what GitHub code scanning reads of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.model import Report, rule_url
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.version import VERSION

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
LONGEST = 1024  # characters of a description that GitHub accepts


def render(report: Report) -> Iterator[str]:
    rules = sorted({f.rule.id: f.rule for f in report.findings}.values(), key=lambda rule: rule.id)
    index = {rule.id: i for i, rule in enumerate(rules)}
    driver = {
        "name": "neurolint",
        "semanticVersion": VERSION,
        "rules": [_rule(rule) for rule in rules],
    }
    results = [
        _result(finding, fingerprint, index[finding.rule.id])
        for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": _cut(rule.summary)},
        "fullDescription": {"text": _cut(rule.why)},
        "help": {"text": rule.instead, "markdown": rule.instead},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["documentation", rule.category],
            "precision": rule.confidence,
            "problem.severity": PROBLEMS[rule.severity],
        },
    }
    if url := rule_url(rule):
        described["helpUri"] = url
    return described


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _result(finding: Finding, fingerprint: str, index: int) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "snippet": {"text": finding.text},
    }
    artifact: dict[str, Any] = {"uri": quote(finding.path.encode("utf-8", "surrogateescape"), safe="/")}
    if not finding.path.startswith("/"):
        artifact["uriBaseId"] = "%SRCROOT%"
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"primaryLocationLineHash": f"{fingerprint}:1", "neurolint/v1": fingerprint},
    }
