"""JSON Lines: the records of the JSON format, one a line, for streams."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs_neurolint.reports.json_v1 import as_record
from mkdocs_neurolint.reports.model import Report


def render(report: Report) -> Iterator[str]:
    for finding, fingerprint in zip(report.findings, report.fingerprints(), strict=True):
        yield json.dumps(as_record(finding, fingerprint)) + "\n"
