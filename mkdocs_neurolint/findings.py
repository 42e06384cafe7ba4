"""The one type that every front end receives."""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_neurolint.positions import Span
from mkdocs_neurolint.rules.model import Rule


class Finding(NamedTuple):
    """What a rule has to say about a place in a file. Lines and columns are 1-based code points; `span` is
    half-open, in code points of the file as it is on disk; `end_line`, `end_column` belong to `span.end`."""

    rule: Rule
    severity: str
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    span: Span
    text: str
    help: str = ""
    confidence: str = "high"

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        return self.path, self.line, self.column, self.rule.id
