"""A page as it was built: what readers see of the HTML, and which lines of the final Markdown no file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from html.parser import HTMLParser

# Never read as text; `nav` lists other pages, which is no help on this one.
SKIPPED = frozenset(("script", "style", "template", "noscript", "pre", "code", "svg", "nav", "title", "head"))
VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "wbr"))
BLOCKS = frozenset(
    ("p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "section", "header", "footer", "aside")
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self.skipping.append(tag)
        if self.skipping or tag in VOID:
            return
        if tag in BLOCKS:
            self.pieces.append("\n\n")
        if tag == "a":
            target = dict(attrs).get("href") or ""
            if target.startswith(("http:", "https:", "tel:", "sms:", "mailto:")):
                self.pieces.append(f" <{target}> ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipping:
            while self.skipping.pop() != tag:
                pass
        elif tag in BLOCKS and not self.skipping:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.pieces.append(data)


def visible_text(html: str) -> str:
    """The text that a reader of the page sees, and the targets of its links; no code, no navigation, no comments."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)


def brought_in(late: str, source: str, known: Iterable[str]) -> Callable[[int], int]:
    """A function from a line of the final Markdown to the line of `source` where it was put in; 0 for a known line.

    `known` are the texts of all files that the page is made of.
    """
    lines = {line.strip() for text in known for line in text.splitlines()}
    new, old = late.split("\n"), source.split("\n")
    starts: dict[int, int] = {}
    matcher = SequenceMatcher(None, [line.strip() for line in new], [line.strip() for line in old], autojunk=False)
    for tag, first, last, at, _ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            for number in range(first, last):
                if new[number].strip() not in lines:
                    starts[number + 1] = min(at + 1, len(old))
    return lambda line: starts.get(line, 0)
