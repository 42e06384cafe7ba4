"""Which text an allow comment covers: the block that it stands in, or the block or group of blocks that follows it.

A group is what a writer sees as one thing: a list, a table, a quote, an admonition, a tab, a footnote. The reader's
blocks are leaves that know their containers by name only, so the source between comment and block tells which
containers begin after the comment, and indentation tells where they end.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from mkdocs_neurolint.document.model import Block, Document
from mkdocs_neurolint.positions import Span

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
QUOTE = re.compile(r"(?:[ \t]*>[ ]?)+")
# The marks that open a container, at the beginning of what a line has after its indentation.
LIST = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
INDENTED = re.compile(r"!!!|\?\?\?|===[+!]?\s*\"|\[\^[^\]]+\]:")
CODE = re.compile(r"`{3,}|~{3,}")
FENCED = re.compile(r"/{3,}[ \t]*\w")
HTML = re.compile(r"<[a-zA-Z][\w-]*")


def covered(document: Document, comment: Span) -> Span:
    """The span that the allow comment at `comment` covers; empty when nothing follows it in its container."""
    blocks = document.blocks
    at = bisect_right(document.block_starts, comment.start)
    inside = blocks[at - 1] if at and blocks[at - 1].end >= comment.end else None
    beside = inside or _same_line(document, comment, at)
    if beside is not None:
        return _row(document, beside, comment)
    if at == len(blocks):
        return Span(comment.end, comment.end)
    return _following(document, comment, at)


def _same_line(document: Document, comment: Span, at: int) -> Block | None:
    """The block that ends or begins on a line of the comment, if there is one."""
    text, blocks = document.text, document.blocks
    if at and "\n" not in text[blocks[at - 1].end : comment.start]:
        return blocks[at - 1]
    if at < len(blocks) and "\n" not in text[comment.end : blocks[at].start]:
        return blocks[at]
    return None


def _row(document: Document, block: Block, comment: Span) -> Span:
    """The block itself, or all cells of its table row."""
    cells = [b for b in document.blocks if b.row == block.row] if block.row else [block]
    return Span(min(cells[0].start, comment.start), max(cells[-1].end, comment.end))


def _following(document: Document, comment: Span, first: int) -> Span:
    text, block = document.text, document.blocks[first]
    gap = COMMENT.sub(lambda found: " " * len(found[0]), text[comment.end : block.start])
    indent = _indent(text, comment.start)
    opening, marker, place = _opening(gap, block, _quotes(text, comment.start))
    start = comment.end + place if opening else block.start
    if opening == "code" or _indent(text, start) < indent:
        return Span(comment.end, comment.end)
    if opening == "list" and _between_items(document, comment, first):
        return Span(comment.end, _until_dedent(document, first, start, item=True))
    if opening in ("list", "indented"):
        return Span(comment.end, _until_dedent(document, first, start, item=opening == "indented"))
    if opening == "fenced":
        return Span(comment.end, _until_closed(text, start, marker, block.end))
    if block.row or opening in ("quote", "html"):
        return Span(comment.end, _until_blank(document, first))
    if block.kind == "term":
        return Span(comment.end, _until_term(document, first))
    return Span(comment.end, block.end)


def _opening(gap: str, block: Block, quotes: int) -> tuple[str, str, int]:
    """The kind of the first container that opens in `gap`, its mark, and the offset of the mark in `gap`.

    `quotes` is how deep in quotes the comment itself stands.
    """
    line_start = 0
    for line in gap.split("\n"):
        quoted = QUOTE.match(line)
        body = line[quoted.end() :] if quoted else line
        mark = body.lstrip(" \t")
        place = line_start + len(line) - len(mark)
        if found := CODE.match(mark):
            return "code", found[0], place
        if found := LIST.match(mark):
            return "list", found[0], place
        if found := INDENTED.match(mark):
            return "indented", found[0], place
        if found := FENCED.match(mark):
            return "fenced", found[0].rstrip("abcdefghijklmnopqrstuvwxyz \t"), place
        if found := HTML.match(mark):
            return "html", found[0], place
        if quoted and quoted[0].count(">") > quotes and "quote" in block.containers:
            return "quote", ">", place
        line_start += len(line) + 1
    return "", "", 0


def _between_items(document: Document, comment: Span, first: int) -> bool:
    """Whether the comment stands inside a list: an item ends on the line above it, with no blank line between."""
    if not first:
        return False
    previous = document.blocks[first - 1]
    between = document.text[previous.end : comment.start]
    return previous.item > 0 and between.count("\n") == 1


def _until_dedent(document: Document, first: int, start: int, *, item: bool) -> int:
    """The end of the container whose mark is at `start`: of this item or box (`item`), else of the whole list."""
    text, blocks = document.text, document.blocks
    indent = _indent(text, start)
    end = blocks[first].end
    for block in blocks[first + 1 :]:
        # The line of the block, and those before it that open a container without being prose, such as `!!! note`.
        line = text.find("\n", end, block.start) + 1
        while line:
            body, here = _body(text, line), _indent(text, line)
            if body.strip() and (here < indent or (here == indent and (item or not LIST.match(body)))):
                return end
            line = text.find("\n", line, block.start) + 1
        end = block.end
    return end


def _until_closed(text: str, start: int, marker: str, least: int) -> int:
    closing = re.compile(rf"^[ \t]*{re.escape(marker.strip())}[ \t]*\r?$", re.MULTILINE).search(text, start)
    return max(least, closing.end() if closing else least)


def _until_blank(document: Document, first: int) -> int:
    """The end of the run of blocks that no blank line interrupts."""
    text, blocks = document.text, document.blocks
    end = blocks[first].end
    for block in blocks[first + 1 :]:
        if re.search(r"\n[ \t]*\r?\n", text[end : block.start]):
            break
        end = block.end
    return end


def _until_term(document: Document, first: int) -> int:
    """The end of the definitions that belong to the term at `first`."""
    end = document.blocks[first].end
    for block in document.blocks[first + 1 :]:
        if "definition" not in block.containers or block.kind == "term":
            break
        end = block.end
    return end


def _quotes(text: str, offset: int) -> int:
    quoted = QUOTE.match(text, _line_start(text, offset))
    return quoted[0].count(">") if quoted else 0


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _body(text: str, line: int) -> str:
    end = text.find("\n", line)
    whole = text[line : end if end >= 0 else len(text)]
    quoted = QUOTE.match(whole)
    return (whole[quoted.end() :] if quoted else whole).lstrip(" \t")


def _indent(text: str, offset: int) -> int:
    """The columns before the text of the line at `offset`, without quote marks; tab stops are four apart."""
    start = _line_start(text, offset)
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    quoted = QUOTE.match(line)
    line = line[quoted.end() :] if quoted else line
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))
