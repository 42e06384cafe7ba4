"""Offsets to lines and columns, in this one place. Offsets and columns count Unicode code points."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code-point offsets into a source text."""

    start: int
    end: int


class Lines:
    """The line starts of a text. A line ends at `\\n` alone (a `\\r` before it belongs to the line)."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self.starts = starts

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
