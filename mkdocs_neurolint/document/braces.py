"""What starts with `{`: Jinja, Markdown includes, critic marks and attribute lists."""

from __future__ import annotations

from mkdocs_neurolint.document.marks import SPAN, Marks, pattern
from mkdocs_neurolint.document.model import Include

ATTRIBUTES = r"\{(?::?[ ]*(?=[#.][\w-]|[\w:-]+=)|:[ ]*)[^\n{}]*\}"
LOOSE_ATTRIBUTES = r"\{[ ]*[\w:-]+(?:[ ]+[^\n{}]*)?\}"  # `{ data-x }`, right after a link or an image only
JINJA_COMMENT = r"\{#(?:[^#{}]|#(?!\}))*#\}"
INCLUDE = r"\{[%!]-?\s*(?:include(?:-markdown|_relative)?\s+)?[\"']?([^\"'\s%!]*)"
CRITIC_CLOSE = {"++": "++}", "--": "--}", "==": "==}", ">>": "<<}", "~~": "~~}"}


def read_brace(marks: Marks, at: int) -> int:
    """Reads what starts with the `{` at `at` and gives the offset to go on from."""
    page = marks.ascii
    two = page[at + 1 : at + 3]
    kind = two[:1]
    if kind == "%":
        return _jinja(marks, at, "%}", "jinja")
    if kind == "{":
        return _jinja(marks, at, r"\}\}", "macro")
    if kind == "!":
        return _jinja(marks, at, r"!\}", "include")
    if two in CRITIC_CLOSE:
        return _critic(marks, at, two)
    if kind == "#":
        comment = pattern(JINJA_COMMENT).match(page, at)
        if comment is not None:
            return marks.hide(at, comment.end())
    attributes = pattern(ATTRIBUTES).match(page, at)
    if attributes is None and page[at - 1 : at] in (")", "]", ":"):
        attributes = pattern(LOOSE_ATTRIBUTES).match(page, at)
    return marks.hide(at, attributes.end()) if attributes is not None else at + 1


def _jinja(marks: Marks, at: int, close: str, kind: str) -> int:
    found = marks.search(close, at + 2)
    gap = None if found is None or kind == "jinja" else marks.search(r"\n[ \t]*\n", at)
    if found is None or (gap is not None and gap.start() < found.start()):
        return at + 2
    end = found.end()
    target = marks.text[at + 2 : found.start()].strip("- \n")
    if kind != "macro":
        named = pattern(INCLUDE).match(marks.ascii, at)
        if kind == "include" or target.startswith("include"):
            kind = "include"
            target = marks.text[named.start(1) : named.end(1)] if named is not None else target
    marks.includes.append(Include(kind, at, end, target))
    return marks.hide(at, end)


def _critic(marks: Marks, at: int, kind: str) -> int:
    """Deleted text and comments are hidden, of what stays only the marks."""
    page = marks.ascii
    found = marks.search(_escaped(CRITIC_CLOSE[kind]), at + 3)
    if found is None or found.start() - at > SPAN:
        return at + 3
    close = found.start()
    if kind in ("--", ">>"):
        return marks.hide(at, close + 3)
    if marks.broken(at, close):
        return at + 3
    marks.closing[close] = 3
    if kind == "~~":
        arrow = page.find("~>", at + 3, close)
        if arrow < 0:
            return at + 3
        return marks.fill(at, arrow + 2)
    return marks.fill(at, at + 3)


def _escaped(literal: str) -> str:
    """A regular expression for a literal made of the characters of critic marks."""
    return "".join("\\" + character for character in literal)
