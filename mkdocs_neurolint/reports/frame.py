"""A source line with carets under the exact words: cut to the width, tabs and wide characters aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mkdocs_neurolint.reports.style import HIDDEN, Style, cells, picture

TAB = 4
LEAD = 24  # cells shown before the words when the line is cut
ROWS = 4


class Drawn:
    """A line as a terminal draws it: for each code point what is shown, and the cells that it takes."""

    __slots__ = ("shown", "widths")

    def __init__(self, line: str, style: Style) -> None:
        self.shown: Sequence[str] = line
        self.widths: list[int] | None = None  # None: each takes one cell
        if not (line.isascii() and line.isprintable()):
            cells_ = list(_drawn(line, style))
            self.shown = [shown for shown, _ in cells_]
            self.widths = [width for _, width in cells_]

    def __len__(self) -> int:
        return len(self.shown)

    def text(self, start: int, end: int) -> str:
        return "".join(self.shown[start:end])

    def width(self, start: int, end: int) -> int:
        return max(end - start, 0) if self.widths is None else sum(self.widths[start:end])

    def forward(self, start: int, room: int) -> int:
        """The end of what fits into `room` cells from `start` on."""
        if self.widths is None:
            return min(start + max(room, 0), len(self.shown))
        while start < len(self.widths) and self.widths[start] <= room:
            room -= self.widths[start]
            start += 1
        return start

    def backward(self, end: int, room: int) -> int:
        """The start of what fits into `room` cells before `end`."""
        if self.widths is None:
            return max(end - max(room, 0), 0)
        while end > 0 and self.widths[end - 1] <= room:
            room -= self.widths[end - 1]
            end -= 1
        return end


def excerpt(line: str, start: int, end: int, width: int, style: Style) -> list[tuple[str, str]]:
    """The part of `line` around `start:end` (0-based code points), in rows of `width` cells, each with its carets.

    One row holds a short span with what is around it; a long span goes on in further rows, at most `ROWS`. There is
    at least one caret, also for an empty span.
    """
    drawn = Drawn(line, style)
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
        lead = len(before) + drawn.width(first, max(start, first))
        marked = drawn.width(max(start, first), min(end, last))
        text = before + drawn.text(first, last) + after
        rows.append((text.rstrip(), " " * lead + "^" * max(marked, 1)))
        if not more:
            return rows
        first, last = last, drawn.forward(last, width - len(dots))


def _word_end(drawn: Drawn, first: int, last: int) -> int:
    """`last`, or the end of the last whole word before it."""
    for i in range(last, first, -1):
        if drawn.shown[i - 1] == " ":
            return i
    return last


def _window(drawn: Drawn, start: int, end: int, width: int) -> tuple[int, int]:
    """The slice of `drawn` to show: all of it when it fits, else from a little before `start`."""
    if drawn.width(0, len(drawn)) <= width + 2:
        return 0, len(drawn)
    room = max(min(LEAD, width - drawn.width(start, end)), 0)
    first = drawn.backward(start, room)
    last = drawn.forward(first, width)
    # Room left over at the end of the line is given to its beginning.
    first = drawn.backward(first, width - drawn.width(first, last))
    return first, max(last, min(start + 1, len(drawn)))


def _drawn(line: str, style: Style) -> Iterator[tuple[str, int]]:
    """Each code point as it is drawn, and the cells that it takes."""
    column, joined = 0, False
    for char in line:
        shown, width = _cell(char, column, joined, style)
        joined = char == "\u200d"
        column += width
        yield shown, width


def _cell(char: str, column: int, joined: bool, style: Style) -> tuple[str, int]:
    if char == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if char == "\ufeff" and column == 0:
        return "", 0
    if HIDDEN.match(char):
        shown = style.encodable(picture(char))
        return shown, len(shown)
    # Terminals draw an emoji that is joined to the one before it in the same two cells.
    width = 0 if joined else cells(char)
    if style.encodable(char) == char:
        return char, width
    return "?" * width, width
