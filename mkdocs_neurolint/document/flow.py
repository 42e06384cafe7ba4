"""The page without its containers, and the state of the pass that makes it."""

from __future__ import annotations

from bisect import bisect_right

from mkdocs_neurolint.document.model import Footnote

# An HTML comment ends a paragraph, a list or a table, and shows nothing.
SEPARATOR = "<!-- -->\n"
# Kinds of frames
QUOTE, INDENTED, NOTE, BLOCKS, SKIPPED = "quote", "indented", "footnote", "blocks", "skipped"


class Frame:
    """An open container. `margin` is the column of its marker; `name` what its blocks are said to be in."""

    __slots__ = ("body", "end", "kind", "label", "margin", "name", "slashes", "start")

    def __init__(self, kind: str, name: str, margin: int = 0, slashes: int = 0) -> None:
        self.kind = kind
        self.name = name
        self.margin = margin
        self.slashes = slashes  # that open a block, and must close it
        # Of a footnote: its label, where it starts and ends, and where its text starts.
        self.label = ""
        self.start = self.end = self.body = 0


class Flow:
    """The page without its containers. Chunk `i` starts at `starts[i]` in `text` and lies in `containers[i]`;
    an offset in it plus `shifts[i]` is the offset in the page."""

    __slots__ = ("abbreviations", "containers", "definitions", "footnotes", "shifts", "starts", "text", "titles")

    def __init__(self) -> None:
        self.text = ""
        self.starts: list[int] = []
        self.shifts: list[int] = []
        self.containers: list[tuple[str, ...]] = []
        self.titles: set[int] = set()  # where headings start that are titles of containers
        self.footnotes: dict[str, Footnote] = {}
        self.definitions: dict[str, tuple[str, str]] = {}  # of links: label, address, title
        self.abbreviations: dict[str, str] = {}

    def source(self, offset: int) -> int:
        """The offset in the page of an offset in `text`."""
        return offset + self.shifts[max(0, bisect_right(self.starts, offset) - 1)]


class Unwrapping:
    """The pass itself: where it stands, which containers are open, and what it has put out."""

    def __init__(self, text: str, page: str) -> None:
        self.text = text
        self.page = page
        self.flow = Flow()
        self.parts: list[str] = []
        self.labels: list[str] = []  # of reference definitions, which are put at the end
        self.length = 0
        self.stack: list[Frame] = []
        self.names: tuple[str, ...] = ()
        # Whether lines of the open containers need no more than to start with `pad`; they lose `cut` characters then.
        self.plain, self.pad, self.cut = False, "", 0
        self.note: Frame | None = None  # the open footnote
        self.blank = True  # whether the line before is blank
        self.separated = True  # whether nothing has been put out since the last separator
        self.options = False  # whether the options of a `///` block may follow
        self.known_lines: dict[int, tuple[int, bool]] = {}  # columns of a line, and whether it is in a list item

    def finish(self) -> Flow:
        """Close what is open; gives the flow."""
        self.add("\n")
        self.pop(0)
        self.parts += [f"\n\n[{label}]: <x>" for label in self.labels]
        self.flow.text = "".join(self.parts)
        return self.flow

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

    def push(self, frame: Frame) -> None:
        self.separate(frame.margin)
        self.stack.append(frame)
        self.rename()

    def pop(self, depth: int) -> None:
        """Close all containers but the outer `depth` ones."""
        if depth == len(self.stack):
            return
        for frame in self.stack[depth:]:
            if frame.kind == NOTE:
                self.flow.footnotes.setdefault(frame.label, Footnote(frame.label, frame.start, frame.end, frame.body))
        self.separate(self.stack[depth].margin)
        del self.stack[depth:]
        self.rename()

    def rename(self) -> None:
        """Work out anew what follows from the open containers."""
        self.names = tuple([frame.name for frame in self.stack if frame.name])
        self.plain, self.cut, self.note = bool(self.stack), 0, None
        need = 0
        for frame in self.stack:
            if frame.kind == NOTE:
                self.note = frame
            if frame.kind == INDENTED or frame.kind == NOTE:
                need = max(need, self.cut + frame.margin + 4)
                self.cut += 4
            elif frame.kind != BLOCKS:
                self.plain = False
        self.pad = " " * need

    def reach(self, end: int) -> None:
        """Note that the open footnote goes on up to `end`."""
        if self.note is not None:
            self.note.end = end

    def indent(self, at: int, end: int, blanks: str = " \t") -> tuple[int, int]:
        """The columns of blanks at `at`, and the offset after them."""
        first = at
        page = self.page
        while first < end and page[first] in blanks:
            first += 1
        if page.find("\t", at, first) < 0:
            return first - at, first
        # Tab stops count from the start of the line.
        line = page[page.rfind("\n", 0, at) + 1 : first]
        before = line[: len(line) - (first - at)]
        return len(line.expandtabs(4)) - len(before.expandtabs(4)), first
