"""Undoes the containers that Python-Markdown's extensions add, so that a CommonMark parser reads what is in them.

The bodies of admonitions, details, tabs, footnotes and quotes lose their indentation or prefix, and their markers
become headings (for titles) or vanish. `Flow.source` turns an offset in the result back into one in the page.
Fenced code, comments and raw HTML are blank already.
"""

from __future__ import annotations

from mkdocs_neurolint.document.flow import BLOCKS, NOTE, QUOTE, SKIPPED, Flow, Unwrapping
from mkdocs_neurolint.document.markers import FOOTNOTE, READERS
from mkdocs_neurolint.document.marks import pattern

# What makes a line worth a look when no container is open. The first look-ahead is there for speed.
START = (
    r"\n[ \t]*(?=[!?=/>\[*:#\d\x02])(?=!!! ?\w|\?\?\?\+?[ \"\w]|===(?:\+!?|!\+?)? +\"|/{3,} *[\w-]|>|\[[^\]\n]*\]:"
    r"|\*\[[^\]\n]*\] ?:|:::[ ]\S|#{1,6}[^#\s]|\[TOC\]|\d{3,9}\. |\x02)"
)
ITEM = r"(?:[-*+]|\d{1,9}[.)]|:)[ \t]"
# What may start a marker, or a line that is indented further.
MARKED = frozenset(READERS) | {" ", "\t", "\n"}
LOOK_BACK = 2000  # lines
DEPTH = 24  # containers in each other


def unwrap(text: str, page: str, start: int) -> Flow:
    """The flow of `page` (the masked ASCII twin of `text`) from `start` on."""
    state = Unwrapping(text, page)
    end = len(page)
    find = pattern(START).search
    at = _line(state, start) if start < end else end
    while at < end:
        if not state.stack:
            found = find(page, at - 1)
            stop = found.start() + 1 if found is not None else end
            if stop > at:
                state.emit(at, stop)
                state.blank = not page[page.rfind("\n", 0, stop - 1) + 1 : stop].strip()
                at = stop
            if found is None:
                break
        elif state.plain:
            at = _plain(state, at)
        if at < end:
            at = _line(state, at)
    return state.finish()


def _plain(state: Unwrapping, at: int) -> int:
    """Read the lines from `at` on that belong to the open containers, have no marker and only lose their indentation.

    Most lines of boxes and tabs are like that. Gives the start of the first line that is not.
    """
    page, pad, cut, names, flow, parts = state.page, state.pad, state.cut, state.names, state.flow, state.parts
    length, need, last = state.length, len(state.pad), -1
    while True:
        end = page.find("\n", at)
        if end == at:
            parts.append("\n")
            length += 1
            state.blank = True
        elif end > 0 and page.startswith(pad, at) and page[at + need] not in MARKED:
            first = at + cut
            flow.starts.append(length)
            flow.shifts.append(first - length)
            flow.containers.append(names)
            parts.append(page[first : end + 1])
            length += end + 1 - first
            state.blank = False
            last = end
        else:
            break
        at = end + 1
    state.length = length
    if last >= 0:
        state.separated = state.options = False
        state.reach(last)
    return at


def _line(state: Unwrapping, at: int) -> int:
    """Read the line at `at`; gives the start of the next one that is not read yet."""
    end = state.page.find("\n", at)
    if end < 0:
        end = len(state.page)
    indent, first = state.indent(at, end)
    if first == end:
        for depth, frame in enumerate(state.stack):
            if frame.kind == QUOTE:
                state.pop(depth)
                break
        state.add("\n")
        state.blank, state.options = True, False
        return end + 1
    indent, first = _descend(state, indent, first, end)
    if first == end:
        state.add("\n")
        state.blank = True
        return end + 1
    state.reach(end)
    # The options of a `///` block are indented right below its head.
    state.options = state.options and indent >= 4
    if state.options or (state.stack and state.stack[-1].kind == SKIPPED):
        state.add("\n")
        return end + 1
    return _content(state, at, indent, first, end)


def _descend(state: Unwrapping, indent: int, first: int, end: int) -> tuple[int, int]:
    """Strip what the open containers ask for from the line, and close those that it does not belong to."""
    page = state.page
    depth = 0
    for frame in state.stack:
        if frame.kind == QUOTE:
            if page[first] == ">" and indent <= frame.margin + 3:
                first += 1 + (page[first + 1 : first + 2] == " ")
                indent, first = state.indent(first, end)
                indent += frame.margin
                if first == end:
                    break
            elif state.blank:
                break
        elif frame.kind != BLOCKS:
            if indent >= frame.margin + 4:
                indent -= 4
            elif frame.kind != NOTE or state.blank or pattern(FOOTNOTE).match(page, first):
                break
            else:
                indent = 0  # a lazy line of a footnote
        depth += 1
    if first < end:
        state.pop(depth)
    return indent, first


def _in_item(state: Unwrapping, at: int) -> bool:
    """Whether the nearest line above that is indented less than the line at `at` starts a list item."""
    page, line = state.page, at
    deepest = columns = state.indent(at, len(page), " \t>")[0]
    found = False
    for _ in range(LOOK_BACK):
        if at <= 0:
            break
        end, at = at - 1, page.rfind("\n", 0, at - 1) + 1
        above, first = state.indent(at, end, " \t>")
        if first == end:
            continue
        if above < deepest:
            found = pattern(ITEM).match(page, first) is not None
            if found or above == 0:
                break
            deepest = above
        if state.known_lines.get(at, (-1, False))[0] == deepest:
            found = state.known_lines[at][1]
            break
    state.known_lines[line] = (columns, found)
    return found


def _content(state: Unwrapping, at: int, indent: int, first: int, end: int) -> int:
    """Read a line whose containers are stripped: its marker, if it has one, or its text."""
    reader = READERS.get(state.page[first])
    while reader is not None and len(state.stack) < DEPTH and (indent < 4 or _in_item(state, at)):
        read = reader(state, indent, first, end)
        if read < 0:
            break
        if read > end:
            state.blank = True
            return read
        columns, first = state.indent(read, end)
        if first == end:
            state.add("\n")
            state.blank = True
            return end + 1
        indent += columns
        reader = READERS.get(state.page[first])
    state.emit(first, min(end + 1, len(state.page)), " " * indent)
    state.blank = False
    return end + 1
