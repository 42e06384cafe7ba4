"""The markers that open and close containers, and the lines that are nothing but markup."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_neurolint.document.flow import BLOCKS, INDENTED, NOTE, QUOTE, SKIPPED, Frame, Unwrapping
from mkdocs_neurolint.document.marks import BARRIER, pattern

ADMONITION = r"!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +\"(.*)\")? *(?=\n|$)"
DETAILS = r"\?{3}\+? ?([\w\-]+(?: +[\w\-]+)*)?(?: *\"(.*)\")? *(?=\n|$)"
TAB = r"={3}(?:\+!?|!\+?)? +\"(.*)\" *(?=\n|$)"
BLOCK = r"(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?(?=\n|$)"
TYPE = r"(?:\n[ \t>]*[\w-]+:[^\n]*){0,8}?\n[ \t>]*type:[ ]*([\w-]+)"
BLOCK_END = r"/{3,} *(?=\n|$)"
FOOTNOTE = r"\[\^([^\]\n]{1,200})\]:[ \t]*"
REFERENCE = (
    r"\[([^\[\]\n]+)\]:[ \t]*(?:\n[ \t]*)?<?([^\s>]+)>?[ \t]*"
    r"(?:\n?[ \t]*(?:\"(.*)\"|'(.*)'|\((.*)\))[ \t]*)?(?=\n|$)"
)
ABBREVIATION = r"\*\[([^\]\n]+)\] ?:[ \t]*(.*)"
CALLOUT = r"\[!([\w-]+)\][+-]?[ \t]*(.*)"
ADMONITIONS = frozenset(
    (
        "admonition", "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger",
        "bug", "example", "quote", "important", "caution", "attention", "hint",
    )
)  # fmt: skip

# Each reader is given the indent, the offset of the marker and the end of the line. It gives back -1 if this is no
# marker, an offset in the line if more is to be read there, or one after the line's end if all of it is read.


def _admonition(state: Unwrapping, indent: int, first: int, end: int) -> int:
    found = pattern(ADMONITION).match(state.page, first)
    if found is None:
        return -1
    state.push(Frame(INDENTED, f"admonition:{found[1].split()[0].lower()}", indent))
    state.title(*found.span(2), indent)
    return end + 1


def _details(state: Unwrapping, indent: int, first: int, end: int) -> int:
    found = pattern(DETAILS).match(state.page, first)
    if found is None or not (found[1] or found[2]) or not state.text.startswith("???", first):
        return -1
    state.push(Frame(INDENTED, f"details:{(found[1] or 'details').split()[0].lower()}", indent))
    state.title(*found.span(2), indent)
    return end + 1


def _tab(state: Unwrapping, indent: int, first: int, end: int) -> int:
    found = pattern(TAB).match(state.page, first)
    if found is None:
        return -1
    state.push(Frame(INDENTED, "tab", indent))
    state.title(*found.span(1), indent)
    return end + 1


def _slashes(state: Unwrapping, indent: int, first: int, end: int) -> int:
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
    typed = pattern(TYPE).match(state.page, end)
    if typed is not None and frame_name.startswith(("admonition:", "details:")):
        frame_name = f"{frame_name.partition(':')[0]}:{typed[1].lower()}"
    state.push(Frame(BLOCKS, frame_name, indent, slashes=len(found[1])))
    if not frame_name.startswith("block:"):
        state.title(*found.span(3), indent)
    state.options = True
    return end + 1


def _quote(state: Unwrapping, indent: int, first: int, end: int) -> int:
    rest = first + 1 + (state.page[first + 1 : first + 2] == " ")
    callout = pattern(CALLOUT).match(state.page, rest)
    if callout is None:
        state.push(Frame(QUOTE, "quote", indent))
        return rest
    state.push(Frame(QUOTE, f"admonition:{callout[1].lower()}", indent))
    state.title(*callout.span(2), indent)
    return end + 1


def _bracket(state: Unwrapping, indent: int, first: int, end: int) -> int:
    page, text, flow = state.page, state.text, state.flow
    if page.startswith("[TOC]", first) and not page[first + 5 : end].strip():
        state.add("\n")
        return end + 1
    found = pattern(FOOTNOTE).match(page, first)
    if found is not None:
        if state.stack and state.stack[-1].kind == NOTE:
            state.pop(len(state.stack) - 1)
        label = text[found.start(1) : found.end(1)]
        note = Frame(NOTE, f"footnote:{label}", indent)
        note.label, note.start, note.body, note.end = label, first, found.end(), end
        state.push(note)
        return found.end()
    found = pattern(REFERENCE).match(page, first)
    if found is None:
        return -1
    label = text[found.start(1) : found.end(1)]
    url = text[found.start(2) : found.end(2)].strip("<>")
    group = found.lastindex or 0
    title = text[found.start(group) : found.end(group)] if group > 2 else ""
    flow.definitions.setdefault(" ".join(label.lower().split()), (url, title))
    state.labels.append(found[1])
    state.add("\n")
    return found.end() + 1


def _abbreviation(state: Unwrapping, indent: int, first: int, end: int) -> int:
    found = pattern(ABBREVIATION).match(state.page, first)
    if found is None or indent:
        return -1
    label = state.text[found.start(1) : found.end(1)]
    state.flow.abbreviations.setdefault(label, state.text[found.start(2) : found.end(2)].strip())
    state.add("\n")
    return end + 1


def _heading(state: Unwrapping, indent: int, first: int, end: int) -> int:
    """Python-Markdown takes `#Title` as a heading, CommonMark wants a space."""
    found = pattern(r"#{1,6}(?=[^#\s])").match(state.page, first)
    if found is None or indent > 3:
        return -1
    state.emit(found.end(), min(end + 1, len(state.page)), " " * indent + found[0] + " ")
    return end + 1


def _directive(state: Unwrapping, indent: int, first: int, end: int) -> int:
    """`::: module` of mkdocstrings, and the options below it."""
    if pattern(r":::[ ]\S").match(state.page, first) is None:
        return -1
    state.push(Frame(SKIPPED, "", indent))
    return end + 1


def _digit(state: Unwrapping, indent: int, first: int, end: int) -> int:
    """A list marker so wide that CommonMark would want more than four columns below it."""
    found = pattern(r"\d{3,9}\.[ \t]+").match(state.page, first)
    if found is None or not state.blank:
        return -1
    state.emit(found.end(), min(end + 1, len(state.page)), " " * indent + "1. ")
    return end + 1


def _barrier(state: Unwrapping, indent: int, first: int, end: int) -> int:
    """A raw HTML block, or a line of it, before other text."""
    state.separate(indent)
    found = pattern(f"{BARRIER}+").match(state.page, first, end)
    return end if found is None else found.end()


READERS: dict[str, Callable[[Unwrapping, int, int, int], int]] = {
    "!": _admonition,
    "?": _details,
    "=": _tab,
    "/": _slashes,
    ">": _quote,
    "[": _bracket,
    "*": _abbreviation,
    "#": _heading,
    ":": _directive,
    BARRIER: _barrier,
    **dict.fromkeys("0123456789", _digit),
}
