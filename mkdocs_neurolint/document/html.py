"""The visible text of raw HTML blocks, in leaves with the kind that their tags give them."""

from __future__ import annotations

from html import unescape

from mkdocs_neurolint.document.marks import HtmlPiece, Marks, pattern
from mkdocs_neurolint.document.model import Comment, Link

# The elements that Python-Markdown takes as the start of a raw HTML block, and a few that are hidden anyway.
BLOCK_TAGS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "canvas", "caption", "center", "colgroup", "dd",
        "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "group", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "main", "map", "math",
        "menu", "nav", "noscript", "object", "ol", "option", "output", "p", "pre", "progress", "script", "section",
        "style", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "video",
    )
)  # fmt: skip
HIDDEN_TAGS = frozenset(
    (
        "audio", "canvas", "code", "del", "head", "iframe", "kbd", "math", "noscript", "object", "pre", "s", "samp",
        "script", "select", "strike", "style", "svg", "template", "textarea", "title", "video",
    )
)  # fmt: skip
KINDS = {
    "li": "item",
    "td": "cell",
    "th": "header_cell",
    "figcaption": "caption",
    "caption": "caption",
    "summary": "title",
    "dt": "term",
    "dd": "definition",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
TAG = r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
TOKEN = TAG + r"|<!--|&(?:[a-zA-Z]\w{1,30}|#\w{1,8});"
BREAKING = BLOCK_TAGS | {"br"}
DEPTH = 20  # open elements that a closing tag is compared with


def attribute_span(marks: Marks, name: str, start: int, end: int) -> tuple[int, int]:
    """Where the value of an attribute of the tag at `start:end` stands; empty at `start` without one."""
    expression = rf"(?i)[\s\"']{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))"
    found = pattern(expression).search(marks.ascii, start, end)
    return found.span(found.lastindex) if found is not None and found.lastindex else (start, start)


def attribute(marks: Marks, name: str, start: int, end: int) -> str:
    """The value of an attribute of the tag at `start:end`, with entities resolved; empty without one."""
    first, last = attribute_span(marks, name, start, end)
    return unescape(marks.text[first:last].strip())


def open_anchor(marks: Marks, start: int, end: int) -> None:
    """Notes the `<a>` at `start:end`, if it leads anywhere, until it is closed."""
    url = attribute(marks, "href", start, end)
    if url:
        marks.anchors.append((start, end, url, attribute(marks, "title", start, end)))


def close_anchor(marks: Marks, start: int, end: int) -> None:
    """Turns the last open `<a>` into a link that ends with the `</a>` at `start:end`."""
    if marks.anchors:
        first, text_start, url, title = marks.anchors.pop()
        marks.links.append(Link("html", first, end, text_start, start, url, title))


def add_image(marks: Marks, start: int, end: int) -> None:
    """Notes the `<img>` at `start:end` as a link whose text is the alternative text."""
    first, last = attribute_span(marks, "alt", start, end)
    url, title = attribute(marks, "src", start, end), attribute(marks, "title", start, end)
    marks.links.append(Link("image", start, end, first, last, url, title))


class _Reader:
    """The leaf that is open, and the elements around it."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.runs: list[tuple[int, int]] = []
        self.open: list[tuple[str, str]] = []  # tag, kind
        self.row = marks.rows

    def text(self, start: int, end: int) -> None:
        if end > start:
            self.runs.append((start, end))

    def flush(self) -> None:
        page = self.marks.ascii
        runs = [_trimmed(page, start, end) for start, end in self.runs if not page[start:end].isspace()]
        if runs:
            tag, kind = self.open[-1] if self.open else ("", "html")
            row = self.row if any(name == "tr" for name, _ in self.open) else 0
            self.marks.html.append(HtmlPiece(kind, int(tag[1]) if kind == "heading" else 0, row, tuple(runs)))
        self.runs = []

    def enter(self, name: str) -> None:
        self.flush()
        if name == "tr":
            self.row = self.marks.rows = self.marks.rows + 1
        if name in ("br", "hr"):
            return
        # A paragraph inside a cell or an item is still of that kind.
        inherited = self.open[-1][1] if self.open and name in ("p", "div") else "html"
        self.open.append((name, KINDS.get(name, "html" if inherited == "heading" else inherited)))

    def leave(self, name: str) -> None:
        self.flush()
        for depth in range(len(self.open) - 1, max(-1, len(self.open) - DEPTH), -1):
            if self.open[depth][0] == name:
                del self.open[depth:]
                return


def _trimmed(page: str, start: int, end: int) -> tuple[int, int]:
    """The run without the blanks at its edges."""
    text = page[start:end]
    return end - len(text.lstrip()), start + len(text.rstrip())


def read_html(marks: Marks, start: int, end: int) -> None:
    """Adds the leaves, links and comments of the raw HTML at `start:end` to `marks`."""
    page = marks.ascii
    reader = _Reader(marks)
    token = pattern(TOKEN)
    at = start
    while (found := token.search(page, at, end)) is not None:
        first = found.start()
        reader.text(at, first)
        at = found.end()
        if found[2]:
            at = _tag(reader, first, at, end, bool(found[1]), found[2].lower())
        elif found[0] == "<!--":
            close = marks.search("-->", at)
            if close is not None and close.end() <= end:
                marks.comments.append(Comment(first, close.end(), marks.text[at : close.start()]))
                at = close.end()
        elif unescape(found[0]) == page[first]:
            reader.text(first, first + 1)
    reader.text(at, end)
    reader.flush()


def _tag(reader: _Reader, start: int, end: int, limit: int, closing: bool, name: str) -> int:
    """Reads one tag at `start:end` and gives the offset to go on from."""
    marks = reader.marks
    if closing:
        if name == "a":
            close_anchor(marks, start, end)
        elif name in BREAKING:
            reader.leave(name)
    elif name in HIDDEN_TAGS:
        close = marks.search(rf"(?i)</{name}\s*>", end)
        return close.end() if close is not None and close.end() <= limit else end
    elif name == "a":
        open_anchor(marks, start, end)
    elif name == "img":
        add_image(marks, start, end)
    elif name in BREAKING:
        reader.enter(name)
    return end
