"""From the flow of a page to its leaf blocks, links and the runs of text that a reader sees.

A page has hundreds of events, so the loop over them does little, and state is kept flat.
"""

from __future__ import annotations

from typing import Any

from pyromark import Options, events_with_range

from mkdocs_neurolint.document.flow import Flow
from mkdocs_neurolint.document.links import read_link
from mkdocs_neurolint.document.model import Block, Link

OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_TASKLISTS | Options.ENABLE_DEFINITION_LIST
MARKUP = " \t\n*_[]()!"
LEVELS = {f"H{level}": level for level in range(1, 7)}


Span = dict[str, int]
new_tuple = tuple.__new__


class Builder:
    """Gathers blocks while the events of a page go by. Offsets in events are in the flow, all others in the page."""

    def __init__(self, flow: Flow, text: str, folded: str) -> None:
        self.flow = flow
        self.text = text
        self.folded = folded
        self.blocks: list[Block] = []
        self.headings: list[int] = []  # their block indices
        self.runs: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.code: list[tuple[int, int]] = []
        self.outer = -1  # where a link starts that opens the open block
        self.reach = 0  # where the last link ends
        self.kind = "paragraph"
        self.level = self.row = self.rows = self.items = self.hidden = 0
        self.section = self.term = -1
        self.stems: list[int] = []  # of the open lists: the block that introduces each
        # The open items: number, stem of the list, whether the first block is still to come.
        self.open_items: list[list[int]] = []
        self.around: list[tuple[str, int]] = []  # open lists, quotes, …: name, number of frames outside
        self.open_links: list[tuple[str, int]] = []  # type, start in the flow
        self.nested = False  # whether a link holds another one, so that `links` is not in order
        self.chunk = 0
        # The containers of the open block, and the frames of the flow for which they hold (None: find them anew).
        self.containers: tuple[str, ...] = ()
        self.frames: tuple[str, ...] | None = None
        self.caption = False  # whether they say that a paragraph is a caption

    def build(self) -> None:
        """Read the whole flow."""
        shifts = self.flow.shifts
        bounds = [*self.flow.starts[1:], len(self.flow.text) + 1]
        chunk, bound, shift = 0, bounds[0], shifts[0] if shifts else 0
        run_start = end = 0
        first = -1  # where the open block starts, -1 when none is open
        runs, folded, start_of, end_of, flush = self.runs, self.folded, STARTS.get, ENDS.get, self.flush
        events: Any = events_with_range(self.flow.text, options=OPTIONS, merge_text=False)
        for event, span in events:
            if "Text" in event:
                if self.hidden:
                    continue
                start = span["start"]
                if start >= bound:
                    while start >= bound:
                        chunk += 1
                        bound = bounds[chunk]
                    self.chunk = chunk
                    shift = shifts[chunk]
                start += shift
                # A gap that is blank in the page need not be blanked.
                if start != end and (start - end > 2 or not folded[end:start].isspace()):
                    runs.append((run_start, end))
                    run_start = start
                end = span["end"] + shift
                if first < 0:
                    first = start
            elif "Start" in event:
                value = event["Start"]
                name = value if value.__class__ is str else next(iter(value))
                if name not in INLINE:
                    if first >= 0:
                        flush(first, end)
                        first = -1
                    handler = start_of(name)
                    if handler is not None:
                        handler(self, value, span)
                elif name in LINKS:
                    self.link(name, value[name], span, first)
            elif "End" in event:
                value = event["End"]
                name = value if value.__class__ is str else next(iter(value))
                if name not in INLINE:
                    if first >= 0:
                        flush(first, end)
                        first = -1
                    handler = end_of(name)
                    if handler is not None:
                        handler(self, value, span)
                elif name in LINKS:
                    self.link_end(name, span)
            elif event == "Rule" and first >= 0:
                flush(first, end)
                first = -1
        runs.append((run_start, end))
        if first >= 0:
            flush(first, end)

    def flush(self, start: int, end: int) -> None:
        """Put away the block whose text stands at `start:end`."""
        folded = self.folded
        # What is hidden at the edges (a reference, an icon) stays part of the block, but it must not be all there is.
        if folded[start] == " " and not folded[start:end].strip(MARKUP):
            self.outer = -1
            return
        if self.reach > end:
            end = self.reach
        if self.outer >= 0:
            start, self.outer = min(start, self.outer), -1
        if self.flow.containers[self.chunk] is not self.frames:
            self.place()
        kind, stem, number = self.kind, -1, 0
        if self.open_items:
            item = self.open_items[-1]
            number, stem, fresh = item
            if fresh:
                item[2] = 0
                if kind == "paragraph":
                    kind = "item"
        if self.caption and kind == "paragraph":
            kind = "caption"
        if kind == "heading":
            self.section = len(self.headings)
            self.headings.append(len(self.blocks))
        elif kind == "definition":
            stem = self.term
        elif kind == "term":
            self.term = len(self.blocks)
        self.blocks.append(
            new_tuple(Block, (kind, start, end, self.containers, self.level, self.section, stem, self.row, number))
        )

    def place(self) -> None:
        """Find what the open block is in, outermost first."""
        frames = self.frames = self.flow.containers[self.chunk]
        self.caption = frames[-1:] in CAPTIONS
        if not self.around:
            self.containers = frames
            return
        merged: list[str] = []
        taken = 0
        for name, outside in self.around:
            merged += frames[taken:outside]
            taken = max(taken, outside)
            merged.append(name)
        self.containers = (*merged, *frames[taken:])

    def enter(self, name: str, offset: int) -> None:
        """Open a list, a quote or the like that starts at an offset in the flow."""
        chunk, starts = self.chunk, self.flow.starts
        while chunk + 1 < len(starts) and starts[chunk + 1] <= offset:
            chunk += 1
        self.around.append((name, len(self.flow.containers[chunk]) if starts else 0))
        self.frames = None

    def leave(self) -> None:
        self.around.pop()
        self.frames = None

    def link(self, name: str, details: Any, span: Span, first: int) -> None:
        """Open a link or an image; `first` is below 0 if it opens a block."""
        self.open_links.append((details["link_type"], span["start"]))
        if name == "Image":
            self.hidden += 1
        elif first < 0 and self.outer < 0:
            self.outer = self.flow.source(span["start"])

    def link_end(self, name: str, span: Span) -> None:
        link_type, first = self.open_links.pop()
        self.hidden -= name == "Image"
        link = read_link(self.flow, self.text, link_type, name == "Image", first, span["end"])
        self.reach = link.end
        self.links.append(link)
        if self.open_links:
            self.nested = True

    def usual(self) -> str:
        """The kind of a paragraph here."""
        return "definition" if self.around and self.around[-1][0] == "definition" else "paragraph"

    def introduction(self) -> int:
        """The block that introduces a list that starts now: the item around it, or a paragraph that is not closed."""
        index = len(self.blocks) - 1
        if index < 0:
            return -1
        last = self.blocks[index]
        if self.open_items:
            return index if last.item == self.open_items[-1][0] else -1
        closed = self.folded[last.start : last.end].rstrip()[-1:] in (".", "!", "?")
        return -1 if closed or last.kind not in ("paragraph", "definition") else index


def _heading(builder: Builder, value: Any, span: Span) -> None:
    if span["start"] in builder.flow.titles:
        builder.kind = "title"
        return
    # A setext heading has one line in Python-Markdown; what stands on more is a paragraph above a rule.
    text = builder.flow.text
    if text[span["start"]] != "#" and text.count("\n", span["start"], span["end"] - 1) > 1:
        return
    builder.kind = "heading"
    builder.level = LEVELS[value["Heading"]["level"]]


def _heading_end(builder: Builder, value: Any, span: Span) -> None:
    builder.kind = builder.usual()
    builder.level = 0


def _list(builder: Builder, value: Any, span: Span) -> None:
    builder.stems.append(builder.introduction())
    builder.enter("list", span["start"])


def _list_end(builder: Builder, value: Any, span: Span) -> None:
    _leave(builder, value, span)
    builder.stems.pop()


def _item(builder: Builder, value: Any, span: Span) -> None:
    builder.items += 1
    builder.open_items.append([builder.items, builder.stems[-1], 1])
    builder.kind = "paragraph"


def _item_end(builder: Builder, value: Any, span: Span) -> None:
    builder.open_items.pop()


def _enter(builder: Builder, value: Any, span: Span) -> None:
    builder.enter(AROUND[value if isinstance(value, str) else next(iter(value))], span["start"])


def _leave(builder: Builder, value: Any, span: Span) -> None:
    builder.leave()
    builder.kind = builder.usual()


def _row(builder: Builder, value: Any, span: Span) -> None:
    builder.rows += 1
    builder.row = builder.rows
    builder.kind = "header_cell" if value == "TableHead" else "cell"


def _row_end(builder: Builder, value: Any, span: Span) -> None:
    builder.row = 0
    builder.kind = "paragraph"


def _term(builder: Builder, value: Any, span: Span) -> None:
    builder.kind = "term"


def _definition(builder: Builder, value: Any, span: Span) -> None:
    builder.kind = "definition"


def _html(builder: Builder, value: Any, span: Span) -> None:
    builder.hidden += 1  # a separator of the container pass


def _code(builder: Builder, value: Any, span: Span) -> None:
    builder.hidden += 1
    source = builder.flow.source
    builder.code.append((source(span["start"]), source(max(span["start"], span["end"] - 1)) + 1))


def _shown(builder: Builder, value: Any, span: Span) -> None:
    builder.hidden -= 1


CAPTIONS = (("block:caption",), ("block:figure-caption",), ("block:table-caption",))
AROUND = {"BlockQuote": "quote", "Table": "table", "DefinitionList": "definition"}
LINKS = frozenset(("Link", "Image"))
INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link", "Image"))
# What starts or ends here ends the open block, too; it has been put away already when these are called.
STARTS = {
    "Heading": _heading,
    "List": _list,
    "Item": _item,
    "BlockQuote": _enter,
    "Table": _enter,
    "TableHead": _row,
    "TableRow": _row,
    "DefinitionList": _enter,
    "DefinitionListTitle": _term,
    "DefinitionListDefinition": _definition,
    "CodeBlock": _code,
    "HtmlBlock": _html,
}
ENDS = {
    "Heading": _heading_end,
    "List": _list_end,
    "Item": _item_end,
    "BlockQuote": _leave,
    "Table": _leave,
    "TableHead": _row_end,
    "TableRow": _row_end,
    "DefinitionList": _leave,
    "CodeBlock": _shown,
    "HtmlBlock": _shown,
}
