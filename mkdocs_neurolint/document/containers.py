"""Undoes the containers that Python-Markdown's extensions add, so that a CommonMark parser reads what is in them.

The bodies of admonitions, details, tabs, footnotes and quotes lose their indentation or prefix, and their markers
become headings (for titles) or vanish. `Flow.source` turns an offset in the result back into one in the page.
Fenced code, comments and raw HTML are blank already.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from mkdocs_neurolint.document.marks import pattern
from mkdocs_neurolint.document.model import Footnote

# What makes a line worth a look when no container is open.
START = (
    r"\n[ \t]*(?=[!?=/>\[*:#\d])(?=!!! ?\w|\?\?\?\+?[ \"\w]|===(?:\+!?|!\+?)? +\"|/{3,} *[\w-]|>|\[[^\]\n]*\]:|\*\[[^\]\n]*\] ?:|:::[ ]\S"
    r"|#{1,6}[^#\s]|\[TOC\]|\d{3,9}\. )"
)
ADMONITION = r"!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +\"(.*)\")? *(?=\n|$)"
DETAILS = r"\?{3}\+? ?([\w\-]+(?: +[\w\-]+)*)?(?: *\"(.*)\")? *(?=\n|$)"
TAB = r"={3}(?:\+!?|!\+?)? +\"(.*)\" *(?=\n|$)"
BLOCK = r"(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?(?=\n|$)"
BLOCK_END = r"/{3,} *(?=\n|$)"
FOOTNOTE = r"\[\^([^\]\n]{1,200})\]:[ \t]*"
REFERENCE = r"\[([^\[\]\n]+)\]:[ \t]*(?:\n[ \t]*)?<?([^\s>]+)>?[ \t]*(?:\n?[ \t]*(?:\"(.*)\"|'(.*)'|\((.*)\))[ \t]*)?(?=\n|$)"
ABBREVIATION = r"\*\[([^\]\n]+)\] ?:[ \t]*(.*)"
CALLOUT = r"\[!([\w-]+)\][+-]?[ \t]*(.*)"
ITEM = r"(?:[-*+]|\d{1,9}[.)]|:)[ \t]"
SEPARATOR = "<!-- -->\n"
ADMONITIONS = frozenset(
    "admonition note abstract info tip success question warning failure danger bug example quote important caution"
    " attention hint".split()
)
LOOK_BACK = 2000  # lines
DEPTH = 24  # containers in each other

QUOTE, INDENTED, NOTE, BLOCKS, SKIPPED = "quote", "indented", "footnote", "blocks", "skipped"


@dataclass(slots=True)
class Frame:
    """An open container. `margin` is the column of its marker; `name` what its blocks are said to be in."""

    kind: str
    name: str
    margin: int = 0
    slashes: int = 0
    start: int = 0
    body: int = 0
    label: str = ""
    end: int = 0


@dataclass(slots=True)
class Flow:
    """The page without its containers. Chunk `i` starts at `starts[i]` in `text` and lies in `containers[i]`;
    an offset in it plus `shifts[i]` is the offset in the page."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    shifts: list[int] = field(default_factory=list)
    containers: list[tuple[str, ...]] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    definitions: dict[str, tuple[str, str]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)

    def source(self, offset: int) -> int:
        """The offset in the page of an offset in `text`."""
        return offset + self.shifts[max(0, bisect_right(self.starts, offset) - 1)]


def unwrap(text: str, page: str, start: int) -> Flow:
    """The flow of `page` (the masked ASCII twin of `text`) from `start` on."""
    return _Unwrapper(text, page).run(start)


class _Unwrapper:
    def __init__(self, text: str, page: str) -> None:
        self.text = text
        self.page = page
        self.flow = Flow()
        self.parts: list[str] = []
        self.labels: list[str] = []
        self.length = 0
        self.stack: list[Frame] = []
        self.names: tuple[str, ...] = ()
        self.blank = True  # whether the line before is blank
        self.separated = True  # whether nothing has been put out since the last separator
        self.known_lines: dict[int, tuple[int, bool]] = {}  # columns of a line, and whether it is in a list item
        self.options = False  # whether the options of a `///` block may follow

    def run(self, start: int) -> Flow:
        page, end = self.page, len(self.page)
        find = pattern(START).search
        at = self.line(start) if start < end else end
        while at < end:
            if not self.stack:
                found = find(page, at - 1)
                stop = found.start() + 1 if found is not None else end
                if stop > at:
                    self.emit(at, stop)
                    before = page.rfind("\n", 0, stop - 1) + 1
                    self.blank = not page[before:stop].strip()
                    at = stop
                if found is None:
                    break
            at = self.line(at)
        self.pop(0)
        self.parts += [f"\n\n[{label}]: <x>" for label in self.labels]
        self.flow.text = "".join(self.parts)
        return self.flow

    # Putting out

    def emit(self, start: int, end: int, prefix: str = "") -> None:
        """Put out a piece of the page behind `prefix`."""
        flow = self.flow
        shift = start - self.length - len(prefix)
        if not flow.shifts or flow.shifts[-1] != shift or flow.containers[-1] is not self.names:
            flow.starts.append(self.length)
            flow.shifts.append(shift)
            flow.containers.append(self.names)
        self.parts += (prefix, self.page[start:end])
        self.length += len(prefix) + end - start
        self.separated = False

    def add(self, text: str) -> None:
        """Put out what is not in the page."""
        self.parts.append(text)
        self.length += len(text)

    def separate(self, indent: int) -> None:
        """End whatever is open in the result: a paragraph, a list, a table."""
        if not self.separated:
            self.add(" " * indent + SEPARATOR)
            self.separated = True

    def title(self, start: int, end: int, indent: int) -> None:
        """Put out a title as a heading; the block pass knows it by its offset."""
        if end > start:
            self.flow.titles.add(self.length + indent)
            self.emit(start, end, " " * indent + "# ")
            self.add("\n")

    # Containers

    def push(self, frame: Frame) -> None:
        self.separate(frame.margin)
        self.stack.append(frame)
        self.names = tuple([frame.name for frame in self.stack if frame.name])

    def pop(self, depth: int) -> None:
        """Close all containers but the outer `depth` ones."""
        if depth == len(self.stack):
            return
        for frame in self.stack[depth:]:
            if frame.kind == NOTE:
                self.flow.footnotes.setdefault(frame.label, Footnote(frame.label, frame.start, frame.end, frame.body))
        self.separate(self.stack[depth].margin)
        del self.stack[depth:]
        self.names = tuple([frame.name for frame in self.stack if frame.name])

    def indent(self, at: int, end: int, blanks: str = " \t") -> tuple[int, int]:
        """The columns of blanks at `at`, and the offset after them."""
        first = at
        page = self.page
        while first < end and page[first] in blanks:
            first += 1
        if page.find("\t", at, first) < 0:
            return first - at, first
        return len(page[at:first].expandtabs(4)), first

    def line(self, at: int) -> int:
        """Read the line at `at`; gives the start of the next one that is not read yet."""
        end = self.page.find("\n", at)
        if end < 0:
            end = len(self.page)
        indent, first = self.indent(at, end)
        if first == end:
            for depth, frame in enumerate(self.stack):
                if frame.kind == QUOTE:
                    self.pop(depth)
                    break
            self.add("\n")
            self.blank, self.options = True, False
            return end + 1
        indent, first = self.descend(indent, first, end)
        if first == end:
            self.add("\n")
            self.blank = True
            return end + 1
        for frame in self.stack:
            frame.end = end
        if self.stack and self.stack[-1].kind == SKIPPED or (self.options and self.option(indent, first, end)):
            self.add("\n")
            return end + 1
        return self.content(at, indent, first, end)

    def descend(self, indent: int, first: int, end: int) -> tuple[int, int]:
        """Strip what the open containers ask for from the line, and close those that it does not belong to."""
        page = self.page
        depth = 0
        for frame in self.stack:
            if frame.kind == QUOTE:
                if page[first] == ">" and indent <= frame.margin + 3:
                    first += 1 + (page[first + 1 : first + 2] == " ")
                    indent, first = self.indent(first, end)
                    indent += frame.margin
                    if first == end:
                        break
                elif self.blank:
                    break
            elif frame.kind != BLOCKS:
                if indent >= frame.margin + 4:
                    indent -= 4
                elif frame.kind != NOTE or self.blank or pattern(FOOTNOTE).match(page, first):
                    break
                else:
                    indent = 0  # a lazy line of a footnote
            depth += 1
        if first < end:
            self.pop(depth)
        return indent, first

    def option(self, indent: int, first: int, end: int) -> bool:
        """Whether the line is an option of the `///` block above; `type:` gives the block its name."""
        if indent < 4:
            self.options = False
            return False
        key, _, value = self.page[first:end].partition(":")
        frame = self.stack[-1]
        if key == "type" and frame.name.startswith(("admonition", "details")):
            frame.name = f"{frame.name.partition(':')[0]}:{value.strip()}"
            self.names = tuple([frame.name for frame in self.stack if frame.name])
        return True

    def in_item(self, at: int) -> bool:
        """Whether the nearest line above that is indented less than the line at `at` starts a list item."""
        page, line = self.page, at
        deepest = columns = self.indent(at, len(page), " \t>")[0]
        found = False
        for _ in range(LOOK_BACK):
            if at <= 0:
                break
            end, at = at - 1, page.rfind("\n", 0, at - 1) + 1
            above, first = self.indent(at, end, " \t>")
            if first == end:
                continue
            if above < deepest:
                found = pattern(ITEM).match(page, first) is not None
                if found or above == 0:
                    break
                deepest = above
            if self.known_lines.get(at, (-1, False))[0] == deepest:
                found = self.known_lines[at][1]
                break
        self.known_lines[line] = (columns, found)
        return found

    def content(self, at: int, indent: int, first: int, end: int) -> int:
        """Read a line whose containers are stripped: its marker, if it has one, or its text."""
        reader = READERS.get(self.page[first])
        while reader is not None and len(self.stack) < DEPTH and (indent < 4 or self.in_item(at)):
            read = reader(self, indent, first, end)
            if read < 0:
                break
            if read > end:
                self.blank = True
                return read
            columns, first = self.indent(read, end)
            if first == end:
                self.add("\n")
                self.blank = True
                return end + 1
            indent += columns
            reader = READERS.get(self.page[first])
        self.emit(first, min(end + 1, len(self.page)), " " * indent)
        self.blank = False
        return end + 1


# Each reader is given the indent, the offset of the marker and the end of the line. It gives back -1 if this is no
# marker, an offset in the line if more is to be read there, or one after the line's end if all of it is read.


def _admonition(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    found = pattern(ADMONITION).match(state.page, first)
    if found is None:
        return -1
    state.push(Frame(INDENTED, f"admonition:{found[1].split()[0].lower()}", indent))
    state.title(*found.span(2), indent)
    return end + 1


def _details(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    found = pattern(DETAILS).match(state.page, first)
    if found is None or not (found[1] or found[2]) or not state.text.startswith("???", first):
        return -1
    state.push(Frame(INDENTED, f"details:{(found[1] or 'details').split()[0].lower()}", indent))
    state.title(*found.span(2), indent)
    return end + 1


def _tab(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    found = pattern(TAB).match(state.page, first)
    if found is None:
        return -1
    state.push(Frame(INDENTED, "tab", indent))
    state.title(*found.span(1), indent)
    return end + 1


def _slashes(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    found = pattern(BLOCK_END).match(state.page, first)
    if found is not None:
        width = len(found[0].rstrip())
        for depth in range(len(state.stack) - 1, -1, -1):
            if state.stack[depth].slashes == width:
                state.pop(depth)
                return end + 1
        return -1
    found = pattern(BLOCK).match(state.page, first)
    if found is None:
        return -1
    name = found[2].lower()
    if name in ADMONITIONS:
        frame_name = f"admonition:{name}"
    elif name.startswith("details"):
        frame_name = "details:details"
    else:
        frame_name = "tab" if name == "tab" else f"block:{name}"
    state.push(Frame(BLOCKS, frame_name, indent, slashes=len(found[1])))
    if not frame_name.startswith("block:"):
        state.title(*found.span(3), indent)
    state.options = True
    return end + 1


def _quote(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    rest = first + 1 + (state.page[first + 1 : first + 2] == " ")
    callout = pattern(CALLOUT).match(state.page, rest)
    if callout is None:
        state.push(Frame(QUOTE, "quote", indent))
        return rest
    state.push(Frame(QUOTE, f"admonition:{callout[1].lower()}", indent))
    state.title(*callout.span(2), indent)
    return end + 1


def _bracket(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    page, text, flow = state.page, state.text, state.flow
    if page.startswith("[TOC]", first) and not page[first + 5 : end].strip():
        state.add("\n")
        return end + 1
    found = pattern(FOOTNOTE).match(page, first)
    if found is not None:
        if state.stack and state.stack[-1].kind == NOTE:
            state.pop(len(state.stack) - 1)
        label = text[found.start(1) : found.end(1)]
        state.push(Frame(NOTE, f"footnote:{label}", indent, start=first, body=found.end(), label=label, end=end))
        return found.end()
    found = pattern(REFERENCE).match(page, first)
    if found is None:
        return -1
    label = text[found.start(1) : found.end(1)]
    title = text[found.start(3 + index) : found.end(3 + index)] if (index := (found.lastindex or 0) - 3) >= 0 else ""
    flow.definitions.setdefault(" ".join(label.lower().split()), (text[found.start(2) : found.end(2)], title))
    state.labels.append(found[1])
    state.add("\n")
    return found.end() + 1


def _abbreviation(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    found = pattern(ABBREVIATION).match(state.page, first)
    if found is None or indent:
        return -1
    label = state.text[found.start(1) : found.end(1)]
    state.flow.abbreviations.setdefault(label, state.text[found.start(2) : found.end(2)].strip())
    state.add("\n")
    return end + 1


def _heading(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    """Python-Markdown takes `#Title` as a heading, CommonMark wants a space."""
    found = pattern(r"#{1,6}(?=[^#\s])").match(state.page, first)
    if found is None or indent > 3:
        return -1
    state.emit(found.end(), min(end + 1, len(state.page)), " " * indent + found[0] + " ")
    return end + 1


def _directive(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    """`::: module` of mkdocstrings, and the options below it."""
    if pattern(r":::[ ]\S").match(state.page, first) is None:
        return -1
    state.push(Frame(SKIPPED, "", indent))
    return end + 1


def _digit(state: _Unwrapper, indent: int, first: int, end: int) -> int:
    """A list marker so wide that CommonMark would want more than four columns below it."""
    found = pattern(r"\d{3,9}\.[ \t]+").match(state.page, first)
    if found is None or not state.blank:
        return -1
    state.emit(found.end(), min(end + 1, len(state.page)), " " * indent + "1. ")
    return end + 1


READERS = {
    "!": _admonition,
    "?": _details,
    "=": _tab,
    "/": _slashes,
    ">": _quote,
    "[": _bracket,
    "*": _abbreviation,
    "#": _heading,
    ":": _directive,
    **dict.fromkeys("0123456789", _digit),
}
