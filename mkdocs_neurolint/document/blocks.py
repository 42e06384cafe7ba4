"""From the flow of a page to its leaf blocks, links and the runs of text that a reader sees."""

from __future__ import annotations

from html import unescape
from typing import Any

from pyromark import Options, events_with_range

from mkdocs_neurolint.document.containers import Flow
from mkdocs_neurolint.document.model import Block, Link

OPTIONS = Options.ENABLE_TABLES | Options.ENABLE_TASKLISTS | Options.ENABLE_DEFINITION_LIST
MARKUP = " \t\n*_[]()!"
LEVELS = {f"H{level}": level for level in range(1, 7)}


class Builder:
    """Gathers blocks while the events of a page go by. Offsets in events are in the flow, all others in the page."""

    def __init__(self, flow: Flow, text: str, folded: str) -> None:
        self.flow = flow
        self.text = text
        self.folded = folded
        self.blocks: list[Block] = []
        self.runs: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.code: list[tuple[int, int]] = []
        self.start = -1  # of the open block, in the page; -1 when none is open
        self.end = -1
        self.outer = -1  # where a link starts that opens the block
        self.kind = "paragraph"
        self.level = 0
        self.chunk = 0
        self.shift = flow.shifts[0] if flow.shifts else 0
        self.hidden = 0
        self.section = -1
        self.headings = 0
        self.row = 0
        self.in_row = False
        self.items = 0
        self.term = -1
        # Open lists, quotes, tables, definitions: name, frames outside it.
        self.around: list[tuple[str, int]] = []
        self.lists: list[int] = []  # stem of each open list
        self.open_items: list[list[Any]] = []  # number, whether its first block is still to come
        self.open_links: list[tuple[str, str, int]] = []
        self.known: dict[tuple[int, int], tuple[str, ...]] = {}
        self.version = 0

    def build(self) -> None:
        """Read the whole flow."""
        starts, shifts = self.flow.starts, self.flow.shifts
        bounds = [*starts[1:], len(self.flow.text) + 1]
        chunk = 0
        bound = bounds[0]
        shift = self.shift
        run_start = run_end = 0
        runs = self.runs
        for event, span in events_with_range(self.flow.text, options=OPTIONS, merge_text=False):
            if event.__class__ is str:
                if event == "SoftBreak" and span["start"] + shift == run_end:
                    run_end = span["end"] + shift
                continue
            if "Text" in event:
                if self.hidden:
                    continue
                start = span["start"]
                if start >= bound:
                    while start >= bound:
                        chunk += 1
                        bound = bounds[chunk]
                    self.chunk = chunk
                    self.shift = shift = shifts[chunk]
                start += shift
                if start != run_end:
                    if run_end > run_start:
                        runs.append((run_start, run_end))
                    run_start = start
                self.end = run_end = span["end"] + shift
                if self.start < 0:
                    self.start = start
            elif "Start" in event:
                value = event["Start"]
                name = value if value.__class__ is str else next(iter(value))
                handler = STARTS.get(name)
                if handler is not None:
                    handler(self, value, span)
            elif "End" in event:
                value = event["End"]
                handler = ENDS.get(value if value.__class__ is str else next(iter(value)))
                if handler is not None:
                    handler(self, value, span)
        if run_end > run_start:
            runs.append((run_start, run_end))
        self.flush()

    def flush(self) -> None:
        """Close the open block."""
        start, end = self.start, self.end
        if start < 0:
            return
        self.start = -1
        folded = self.folded
        # What is hidden at the edges (a reference, an icon) stays part of the block, but it must not be all there is.
        if folded[start].isspace() and not folded[start:end].strip(MARKUP):
            self.outer = -1
            return
        if self.outer >= 0:
            start, self.outer = min(start, self.outer), -1
        kind, item, stem = self.kind, 0, -1
        if self.open_items:
            number_first = self.open_items[-1]
            item, stem = number_first[0], self.lists[-1]
            if number_first[1] and kind == "paragraph":
                kind = "item"
            number_first[1] = False
        if kind == "heading":
            self.section = self.headings
            self.headings += 1
        elif kind == "definition":
            stem = self.term
        index = len(self.blocks)
        if kind == "term":
            self.term = index
        row = self.row if self.in_row else 0
        self.blocks.append(Block(kind, start, end, self.containers(), self.level, self.section, stem, row, item))

    def containers(self) -> tuple[str, ...]:
        """What the open block is in, outermost first."""
        frames = self.flow.containers[self.chunk]
        if not self.around:
            return frames
        key = (self.version, self.chunk)
        known = self.known.get(key)
        if known is None:
            merged: list[str] = []
            taken = 0
            for name, outside in self.around:
                merged += frames[taken:outside]
                taken = max(taken, outside)
                merged.append(name)
            known = self.known[key] = (*merged, *frames[taken:])
        return known

    def enter(self, name: str, offset: int) -> None:
        self.flush()
        chunk, starts = self.chunk, self.flow.starts
        while chunk + 1 < len(starts) and starts[chunk + 1] <= offset:
            chunk += 1
        self.around.append((name, len(self.flow.containers[chunk]) if starts else 0))
        self.version += 1

    def leave(self) -> None:
        self.flush()
        if self.around:
            self.around.pop()
        self.version += 1

    def stem(self) -> int:
        """The block that introduces a list that starts now: the item around it, or a paragraph that is not closed."""
        index = len(self.blocks) - 1
        if index < 0:
            return -1
        last = self.blocks[index]
        if self.open_items:
            return index if last.item == self.open_items[-1][0] else -1
        if last.kind not in ("paragraph", "term", "definition") or self.text[last.end - 1] in ".!?":
            return -1
        return index


def _paragraph(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    if builder.kind not in ("definition", "term"):
        builder.kind = "paragraph"


def _close(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()


def _heading(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    if span["start"] in builder.flow.titles:
        builder.kind = "title"
        return
    # A setext heading has one line in Python-Markdown; what stands on more is a paragraph above a rule.
    source = builder.flow.text[span["start"] : span["end"]]
    if source[0] != "#" and source.rstrip().count("\n") > 1:
        return
    builder.kind = "heading"
    builder.level = LEVELS[value["Heading"]["level"]]


def _heading_end(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.kind = "paragraph"
    builder.level = 0


def _list(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.lists.append(builder.stem())
    builder.enter("list", span["start"])


def _list_end(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.leave()
    builder.lists.pop()


def _item(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.items += 1
    builder.open_items.append([builder.items, True])
    builder.kind = "paragraph"


def _item_end(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.open_items.pop()


def _quote(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.enter("quote", span["start"])


def _leave(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.leave()
    builder.kind = "paragraph"


def _table(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.enter("table", span["start"])


def _row(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.row += 1
    builder.in_row = True
    builder.kind = "header_cell" if value == "TableHead" else "cell"


def _row_end(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.in_row = False


def _definition_list(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.enter("definition", span["start"])


def _term(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.kind = "term"


def _definition(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.kind = "definition"


def _code(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.flush()
    builder.hidden += 1
    source = builder.flow.source
    builder.code.append((source(span["start"]), source(max(span["start"], span["end"] - 1)) + 1))


def _code_end(builder: Builder, value: Any, span: dict[str, int]) -> None:
    builder.hidden -= 1


def _link(builder: Builder, value: Any, span: dict[str, int]) -> None:
    name, details = next(iter(value.items()))
    builder.open_links.append((details["link_type"], details["id"], span["start"]))
    if name == "Image":
        builder.hidden += 1
    elif builder.start < 0 and builder.outer < 0:
        builder.outer = builder.flow.source(span["start"])


def _link_end(builder: Builder, value: Any, span: dict[str, int]) -> None:
    link_type, label, first = builder.open_links.pop()
    image = value == "Image"
    builder.hidden -= image
    source, text = builder.flow.source, builder.text
    start, end = source(first), source(span["end"] - 1) + 1
    text_start = start + 1 + image
    if builder.start >= 0:
        builder.end = max(builder.end, end)
    url = title = ""
    kind = "inline"
    if link_type == "Inline":
        text_end = max(text_start, text.rfind("](", start, end))
        url, title = destination(text[text_end + 2 : end - 1])
    else:
        kind = "reference"
        split = text.rfind("][", start, end)
        text_end = max(text_start, split if split >= 0 and link_type != "Shortcut" else end - 1)
        name = text[text_end + 2 : end - 1] if link_type == "Reference" else text[text_start:text_end]
        url, title = builder.flow.definitions.get(" ".join(name.lower().split()), ("", ""))
    builder.links.append(Link("image" if image else kind, start, end, text_start, text_end, unescape(url), title))


def destination(inside: str) -> tuple[str, str]:
    """The address and the title of what stands between the parentheses of a link."""
    inside = inside.strip()
    if inside.startswith("<"):
        url, _, rest = inside[1:].partition(">")
    else:
        url, _, rest = inside.partition(" ") if " " in inside else inside.partition("\n")
    rest = rest.strip()
    return url, rest[1:-1] if len(rest) > 1 and rest[0] in "\"'(" else ""


STARTS = {
    "Paragraph": _paragraph,
    "Heading": _heading,
    "List": _list,
    "Item": _item,
    "BlockQuote": _quote,
    "Table": _table,
    "TableHead": _row,
    "TableRow": _row,
    "TableCell": _close,
    "DefinitionList": _definition_list,
    "DefinitionListTitle": _term,
    "DefinitionListDefinition": _definition,
    "CodeBlock": _code,
    "Link": _link,
    "Image": _link,
}
ENDS = {
    "Paragraph": _close,
    "Heading": _heading_end,
    "List": _list_end,
    "Item": _item_end,
    "BlockQuote": _leave,
    "Table": _leave,
    "TableHead": _row_end,
    "TableRow": _row_end,
    "TableCell": _close,
    "DefinitionList": _leave,
    "DefinitionListTitle": _close,
    "DefinitionListDefinition": _close,
    "CodeBlock": _code_end,
    "Link": _link_end,
    "Image": _link_end,
}
