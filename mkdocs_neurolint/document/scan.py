"""One pass over the characters that may start markup which CommonMark does not know, or reads unlike Python-Markdown.

It hides code, comments, tags, Jinja, attribute lists, math, critic marks and the like, and notes links and footnote
references. Headings, lists, tables, emphasis and links in brackets are left to the block pass.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from html import unescape

from mkdocs_neurolint.document.addresses import read_address, read_mail, read_www
from mkdocs_neurolint.document.braces import read_brace
from mkdocs_neurolint.document.marks import Marks, pattern
from mkdocs_neurolint.document.model import FootnoteReference, Link
from mkdocs_neurolint.document.tags import read_angle

FENCE_CLOSE = r"\n[ \t>]*{fence}[ \t]*(?=\n|$)"
MATH = r"[\\^_{}=<>+*/|]|^\s*[A-Za-z]'?\s*$"
LONGEST_FENCE = 20
SCHEMES = ("https", "http", "ftp")


def scan(text: str, ascii_text: str, start: int) -> Marks:
    """What is marked up in the page from `start` on. `ascii_text` is the page with `?` for what is not ASCII."""
    marks = Marks(text, ascii_text)
    closing = marks.closing
    limit = start
    for at in _places(ascii_text, start):
        if at in closing and at >= limit:
            limit = marks.fill(at, at + closing[at])
        elif at >= limit:
            limit = READERS[ascii_text[at]](marks, at)
    return marks


def _places(page: str, start: int) -> list[int]:
    """The offsets at which a reader may have something to do, in order."""
    places: list[int] = []
    for mark in MARKS:
        at = page.find(mark, start)
        while at >= 0:
            places.append(at)
            at = page.find(mark, at + 1)
    # Most colons and brackets mean nothing here.
    for mark, following in ((":", "/+-abcdefghijklmnopqrstuvwxyz"), ("[", "^[")):
        at = page.find(mark, start)
        while at >= 0:
            if page[at + 1 : at + 2] in following:
                places.append(at)
            at = page.find(mark, at + 1)
    places.sort()
    return places


def _run(page: str, at: int) -> int:
    """The end of the run of one character that starts at `at`."""
    character, end = page[at], at + 1
    while page.startswith(character, end):
        end += 1
    return end


def _backtick(marks: Marks, at: int) -> int:
    """A code span or fenced code."""
    page = marks.ascii
    close = page.find("`", at + 1)
    if close > at + 1 and not page.startswith("`", close + 1) and page.find("\n", at, close) < 0:
        return marks.fill(at, close + 1)
    end = _run(page, at)
    width = end - at
    opens = width >= 3 and marks.opens_line(at)
    closed = _fence(marks, at, end) if opens else 0
    if closed:
        return closed
    if marks.backticks is None:
        marks.backticks = {}
        for found in pattern("`+").finditer(page, at):
            marks.backticks.setdefault(found.end() - found.start(), []).append(found.start())
    runs = marks.backticks.get(width, [])
    index = bisect_left(runs, end)
    if index == len(runs) or marks.broken(end, runs[index]):
        # A fence without an end is text; the block pass must not take it for one.
        return marks.fill(at, end) if opens else end
    return marks.fill(at, runs[index] + width)


def _fence(marks: Marks, at: int, end: int) -> int:
    """Hides the fenced code that the marks `at:end` open and gives its end; 0 if it is not fenced code."""
    page = marks.ascii
    line_end = page.find("\n", end)
    if line_end < 0 or end - at > LONGEST_FENCE or page.find(page[at], end, line_end) >= 0:
        return 0
    close = marks.search(FENCE_CLOSE.format(fence=page[at:end]), line_end)
    if close is None:
        return 0
    start = marks.line_start(at)
    # A line that is indented less than the opening one ends whatever holds the code, and so the code.
    quotes = page.count(">", start, at)
    if quotes:
        return _quoted_fence(marks, at, close.end(), quotes)
    if at > start:
        less = rf"\n(?![ ]{{{min(at - start, 60)}}}|[ ]*\t)[ ]*[^\s]"
        if pattern(less).search(page, line_end, close.end()) is not None:
            return 0
    return marks.blank(at, close.end())


def _quoted_fence(marks: Marks, at: int, end: int, quotes: int) -> int:
    """Hides fenced code in a quote, but not the quote marks, which hold the quote together."""
    prefix = pattern(rf"(?:[ \t]*>){{0,{min(quotes, LONGEST_FENCE)}}}")
    while at < end:
        line_end = marks.ascii.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        marks.blank(at, line_end)
        found = prefix.match(marks.ascii, line_end + 1, end)
        at = found.end() if found is not None else end
    return end


def _tilde(marks: Marks, at: int) -> int:
    """Fenced code, deleted text, subscript."""
    page = marks.ascii
    end = _run(page, at)
    if end - at >= 3:
        return (_fence(marks, at, end) or marks.fill(at, end)) if marks.opens_line(at) else end
    if end - at == 1:
        return _pair(marks, at, r"~[^\s~]+~(?!~)", 1)
    found = pattern(r"~~(?=[^\s~])[^~]*[^\s~]~~(?!~)").match(page, at)
    return end if found is None or marks.broken(at, found.end()) else marks.fill(at, found.end())


def _pair(marks: Marks, at: int, expression: str, width: int) -> int:
    """Hides the marks around what `expression` finds; what is between them may hold markup of its own."""
    found = pattern(expression).match(marks.ascii, at)
    if found is None or marks.broken(at, found.end()):
        return _run(marks.ascii, at)
    marks.closing[found.end() - width] = width
    return marks.fill(at, at + width)


def _caret(marks: Marks, at: int) -> int:
    """Inserted text and superscript."""
    if marks.ascii.startswith("^^", at):
        return _pair(marks, at, r"\^\^(?=[^\s^])[^^]*[^\s^]\^\^(?!\^)|\^\^[^\s^]\^\^(?!\^)", 2)
    return _pair(marks, at, r"\^[^\s^]+\^(?!\^)", 1)


def _equals(marks: Marks, at: int) -> int:
    if not marks.ascii.startswith("==", at) or marks.ascii.startswith("===", at):
        return _run(marks.ascii, at)
    return _pair(marks, at, r"==(?=[^\s=])(?:[^=]|=(?!=))*==(?<=[^\s]==)(?!=)", 2)


def _plus(marks: Marks, at: int) -> int:
    """Keys such as `++ctrl+alt++`."""
    found = pattern(r"\+\+[A-Za-z0-9-]+(?:\+[A-Za-z0-9-]+)*\+\+(?!\+)").match(marks.ascii, at)
    return _run(marks.ascii, at) if found is None else marks.fill(at, found.end())


def _bracket(marks: Marks, at: int) -> int:
    """A footnote reference, or a wiki link with two brackets."""
    page = marks.ascii
    if page.startswith("[^", at):
        found = pattern(r"\[\^([^\]\n]{1,200})\]").match(page, at)
        if found is None:
            return at + 2
        if page.startswith(":", found.end()) and marks.opens_line(at):
            return found.end() + 1
        marks.references.append(FootnoteReference(marks.text[at + 2 : found.end() - 1], at, found.end()))
        return marks.fill(at, found.end())
    found = pattern(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]|\n]{1,200}))?\]\](?!\()").match(page, at)
    if found is None:
        return at + 1
    start, end = found.span(2 if found[2] else 1)
    marks.links.append(Link("inline", at, found.end(), start, end, marks.text[found.start(1) : found.end(1)], ""))
    marks.fill(at, start)
    return marks.fill(end, found.end())


def _dollar(marks: Marks, at: int) -> int:
    """Math. An amount of money is not: a sum opens with a digit and has nothing of a formula."""
    page = marks.ascii
    if page.startswith("$$", at):
        close = marks.search(r"\$\$|\n[ \t]*\n", at + 2)
        return at + 2 if close is None or close[0] != "$$" else marks.hide(at, close.end())
    found = pattern(r"\$(?=[^\s$])(?:\\.|[^\\$])*(?<=[^\s])\$(?!\d)").match(page, at)
    if found is None or marks.broken(at, found.end()):
        return at + 1
    inside = page[at + 1 : found.end() - 1]
    if inside[0].isdigit() and pattern(MATH).search(inside) is None and " " in inside:
        return at + 1
    return marks.fill(at, found.end())


def _backslash(marks: Marks, at: int) -> int:
    """An escape, which protects the next character, or math in TeX brackets."""
    page = marks.ascii
    following = page[at + 1 : at + 2]
    if following in ("(", "["):
        close = marks.search(r"\\\)" if following == "(" else r"\\\]", at + 2)
        if close is not None and not marks.broken(at, close.start()):
            inside = page[at + 2 : close.start()]
            if pattern(MATH).search(inside) is not None:
                return marks.hide(at, close.end())
    elif following == "b":
        begin = pattern(r"\\begin\{([A-Za-z]+\*?)\}").match(page, at)
        close = None if begin is None else marks.search(rf"\\end\{{{begin[1]}\}}".replace("*", r"\*"), at)
        if close is not None:
            return marks.hide(at, close.end())
    return at + 2


def _ampersand(marks: Marks, at: int) -> int:
    """An entity. Of `&amp;` the first character is what is read, of any other one nothing."""
    found = pattern(r"&(?:([a-zA-Z]\w{1,30})|#\w{1,8});").match(marks.ascii, at)
    if found is None or unescape(found[0]) == found[0]:
        return at + 1
    return marks.fill(at + (found[1] == "amp"), found.end())


def _colon(marks: Marks, at: int) -> int:
    """An address that starts with its scheme, an icon or an emoji."""
    page = marks.ascii
    if page.startswith("//", at + 1):
        for scheme in SCHEMES:
            start = at - len(scheme)
            if start >= 0 and page.startswith(scheme, start) and not page[start - 1 : start].isalnum():
                return read_address(marks, start)
        return at + 3
    found = pattern(r":(?:[a-z][\w+-]*|[+-]1):(?![\w:])").match(page, at)
    if found is None or page[at - 1 : at].isalnum():
        return at + 1
    return marks.fill(at, found.end())


READERS: dict[str, Callable[[Marks, int], int]] = {
    "`": _backtick,
    "<": read_angle,
    "{": read_brace,
    "$": _dollar,
    "\\": _backslash,
    "&": _ampersand,
    "~": _tilde,
    "^": _caret,
    "=": _equals,
    "+": _plus,
    "@": read_mail,
    "[": _bracket,
    "w": read_www,
    ":": _colon,
}
MARKS = ("`", "<", "{", "$", "\\", "&", "~", "^", "=", "+", "@", "www.")
