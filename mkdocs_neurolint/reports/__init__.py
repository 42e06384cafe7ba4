"""One module per output format. Each has `render(report)`, which yields text; nothing here prints or decides.

A module is imported only when its format is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_neurolint.reports.model import Report

# format -> module
FORMATS = {
    "full": "full",
    "concise": "concise",
    "json": "json_v1",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "markdown": "markdown",
}
FOR_PEOPLE = ("full", "concise", "markdown")


def render(name: str, report: Report) -> Iterator[str]:
    """The report in the format `name`, piece by piece."""
    module = import_module(f"mkdocs_neurolint.reports.{FORMATS[name]}")
    pieces: Iterator[str] = module.render(report)
    return pieces
