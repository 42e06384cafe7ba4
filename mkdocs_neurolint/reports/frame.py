"""A source line with carets under the exact words: cut to the width, tabs and wide characters aligned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_neurolint.reports.style import HIDDEN, Style, cells, picture

TAB = 4
LEAD = 24  # cells shown before the words when the line is cut
ROWS = 4


class Cell(NamedTuple):
    shown: str
    width: int


def excerpt(line: str, start: int, end: int, width: int, style: Style) -> list[tuple[str, str]]:
    """The part of `line` around `start:end` (0-based code points), in rows of `width` cells, each with its carets.

    One row holds a short span with what is around it; a long span goes on in further rows, at most `ROWS`. There is
    at least one caret, also for an empty span.
    """
    drawn = list(_drawn(line, style))
    start = min(start, len(drawn))
    end = max(min(end, len(drawn)), start)
    dots = style.encodable("…")
    first, last = _window(drawn, start, end, width - 2 * len(dots))
    rows: list[tuple[str, str]] = []
    while True:
        if last < end:
            last = _word_end(drawn, max(first, start), last)
        more = last < end and len(rows) < ROWS - 1
        before = dots if first and not rows else ""
        after = "" if more or last >= len(drawn) else dots
        text = before + "".join(cell.shown for cell in drawn[first:last]) + after
        lead = len(before) + sum(cell.width for cell in drawn[first : max(start, first)])
        marked = sum(cell.width for cell in drawn[max(start, first) : min(end, last)])
        rows.append((text.rstrip(), " " * lead + "^" * max(marked, 1)))
        if not more:
            return rows
        first = last
        while last < len(drawn) and sum(cell.width for cell in drawn[first : last + 1]) <= width - len(dots):
            last += 1


def _word_end(drawn: list[Cell], first: int, last: int) -> int:
    """`last`, or the end of the last whole word before it."""
    for i in range(last, first, -1):
        if drawn[i - 1].shown == " ":
            return i
    return last


def _drawn(line: str, style: Style) -> Iterator[Cell]:
    """Each code point as it is drawn, and the cells that it takes."""
    if line.isascii() and line.isprintable():
        for char in line:
            yield Cell(char, 1)
        return
    column, joined = 0, False
    for char in line:
        cell = _cell(char, column, joined, style)
        joined = char == "\u200d"
        column += cell.width
        yield cell


def _cell(char: str, column: int, joined: bool, style: Style) -> Cell:
    if char == "\t":
        width = TAB - column % TAB
        return Cell(" " * width, width)
    if char == "\ufeff" and column == 0:
        return Cell("", 0)
    if HIDDEN.match(char):
        shown = style.encodable(picture(char))
        return Cell(shown, len(shown))
    # Terminals draw an emoji that is joined to the one before it in the same two cells.
    width = 0 if joined else cells(char)
    shown = style.encodable(char)
    if shown != char and width:
        return Cell("?" * width, width)
    return Cell(shown if shown == char else "", width)


def _window(drawn: list[Cell], start: int, end: int, width: int) -> tuple[int, int]:
    """The slice of `drawn` to show: all of it when it fits, else from a little before `start`."""
    if sum(cell.width for cell in drawn) <= width + 2:
        return 0, len(drawn)
    marked = sum(cell.width for cell in drawn[start:end])
    room = max(min(LEAD, width - marked), 0)
    first = start
    while first > 0 and room >= drawn[first - 1].width:
        first -= 1
        room -= drawn[first].width
    last, used = first, 0
    while last < len(drawn) and used + drawn[last].width <= width:
        used += drawn[last].width
        last += 1
    # Room left over at the end of the line is given to its beginning.
    while first > 0 and used + drawn[first - 1].width <= width:
        first -= 1
        used += drawn[first].width
    return first, max(last, min(start + 1, len(drawn)))
