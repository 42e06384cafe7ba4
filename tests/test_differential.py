"""What the reader calls prose, against what Python-Markdown shows with the extensions of a Material site.

Each page in `pages/` is read in both ways and the words are compared as bags. Code, math, keys, deleted text, addresses
and what the renderer itself adds (default titles of boxes, links back from footnotes) are left out of the shown words.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from material.extensions.emoji import to_svg, twemoji
from mkdocs.utils.meta import get_data

from mkdocs_neurolint.document import parse
from mkdocs_neurolint.document.folding import fold

PAGES = sorted((Path(__file__).parent / "pages").glob("*.md"))
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.quotes",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
SETTINGS = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.blocks.tab": {"alternate_style": True},
    "pymdownx.emoji": {
        "emoji_index": twemoji,
        "emoji_generator": to_svg,
    },
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.snippets": {"check_paths": False},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
NOT_PROSE = (
    "pre, code, kbd, del, s, script, style, svg, img, input, .arithmatex, .keys, .twemoji, .emojione, .critic.comment,"
    " .filename, .headerlink, .footnote-ref, .footnote-backref, iframe, textarea, select, video, audio, .toc"
)
# What other plugins take out of the page before Markdown sees it.
DIRECTIVE = re.compile(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#(?=\s).*?#\}|\{!.*?!\}|(?m:^::: [^\n]*\n(?:    [^\n]*\n)*)")
WORD = re.compile(r"[^\W_]+")
ADDRESS = re.compile(r"\S*://\S+|www\.\S+|\S+@\S+\.\w+")


def shown_words(text: str) -> Counter[str]:
    """The words that a reader of the rendered page sees as prose."""
    body, _ = get_data(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    html = markdown.markdown(DIRECTIVE.sub(" ", body), extensions=EXTENSIONS, extension_configs=SETTINGS)
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select(NOT_PROSE):
        element.decompose()
    for element in soup.select(".admonition-title, details > summary"):
        kinds = [kind for kind in (element.parent.get("class") or []) if kind != "admonition"]
        if element.get_text(" ", strip=True).lower() in kinds:
            element.decompose()
    return words(ADDRESS.sub(" ", soup.get_text(" ")))


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(fold(text)))


def read_words(text: str) -> Counter[str]:
    return words(parse(text).prose)


def compare(text: str) -> tuple[int, int, Counter[str], Counter[str]]:
    """How many words are shown, how many are read, which shown ones are not read and the other way round."""
    shown, read = shown_words(text), read_words(text)
    return shown.total(), read.total(), shown - read, read - shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_is_read_as_it_is_shown(page: Path) -> None:
    shown, read, missed, extra = compare(page.read_bytes().decode())
    # A single page may show one of the known differences; all pages together may hardly show any.
    assert missed.total() <= 0.03 * shown + 1, missed
    assert extra.total() <= 0.03 * read + 1, extra


def test_all_pages_together() -> None:
    compared = [compare(page.read_bytes().decode()) for page in PAGES]
    shown, read = sum(shown for shown, *_ in compared), sum(read for _, read, *_ in compared)
    assert len(PAGES) >= 15
    assert shown > 2000
    assert sum(missed.total() for _, _, missed, _ in compared) <= 0.005 * shown
    assert sum(extra.total() for *_, extra in compared) <= 0.005 * read


class Writer:
    """Writes pages by chance: every construct in every other one, three deep, each word only once."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.notes: list[str] = []

    def word(self) -> str:
        self.count += 1
        return f"w{self.count:04d}"

    def note(self) -> str:
        self.notes.append(f"n{len(self.notes)}")
        return f"{self.word()}[^{self.notes[-1]}]"

    def inline(self) -> str:
        word = self.word
        forms: list[Callable[[], str]] = [
            lambda: f"**{word()}**",
            lambda: f"*{word()}*",
            lambda: f"_{word()}_",
            lambda: f"[{word()}](https://example.org/a_b)",
            lambda: f"`{word()}`",
            lambda: f"=={word()}==",
            lambda: f"{{++{word()}++}}",
            lambda: f"{{--{word()}--}}",
            lambda: f"<b>{word()}</b>",
            lambda: "<!-- hidden -->",
            lambda: f"~~{word()}~~",
            lambda: f"${word()}^2$",
            lambda: f"![{word()}](a.png){{ width=3 }}",
            lambda: "https://example.org/b_c",
            lambda: f"“{word()}” — {word()}’s",
            self.note,
        ]
        parts = (self.random.choice(forms)() if self.random.random() < 0.4 else word() for _ in range(5))
        return " ".join(parts)

    def paragraph(self) -> list[str]:
        return [self.inline() + "." for _ in range(self.random.randint(1, 3))]

    def blocks(self, depth: int) -> list[str]:
        out: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            # A paragraph between them keeps two lists apart.
            out += [*self.block(depth), "", *self.paragraph(), ""]
        return out[:-1]

    def indented(self, lines: list[str]) -> list[str]:
        return ["    " + line if line else "" for line in lines]

    def block(self, depth: int) -> list[str]:
        names = ["table", "fence"]
        if depth < 3:
            names += ["items", "items", "box", "box", "tabs", "quote"]
        if depth == 0:
            names += ["heading", "element", "html", "definition"]
        made: list[str] = getattr(self, self.random.choice(names))(depth)
        return made

    def heading(self, depth: int) -> list[str]:
        return ["#" * self.random.randint(1, 4) + " " + self.inline()]

    def fence(self, depth: int) -> list[str]:
        return ["```py", self.word(), "", f"!!! {self.word()}", "```"]

    def table(self, depth: int) -> list[str]:
        rows = [f"| {self.word()} {self.word()} | {self.word()} |" for _ in range(3)]
        return [rows[0], "|---|---|", *rows[1:]]

    def items(self, depth: int) -> list[str]:
        loose = self.random.random() < 0.5
        marker = self.random.choice(["-   ", "*   ", "1.  "])
        out: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            out += ([""] if out and loose else []) + [marker + self.inline()]
            if loose and self.random.random() < 0.4:
                out += ["", *self.indented(self.blocks(depth + 1))]
            elif self.random.random() < 0.3:
                out += self.indented(["- " + self.inline(), "- " + self.inline()])
        return out

    def box(self, depth: int) -> list[str]:
        marker = self.random.choice(["!!! note", "!!! warning", "??? tip", "???+ info"])
        title = f' "{self.word()} {self.word()}"' if self.random.random() < 0.6 else ""
        gap = [""] if self.random.random() < 0.5 else []
        return [marker + title, *gap, *self.indented(self.blocks(depth + 1))]

    def tabs(self, depth: int) -> list[str]:
        first, second = self.indented(self.blocks(depth + 1)), self.indented(self.blocks(depth + 1))
        return [f'=== "{self.word()}"', "", *first, "", f'=== "{self.word()}"', "", *second]

    def quote(self, depth: int) -> list[str]:
        return [("> " + line).rstrip() for line in self.blocks(depth + 1)]

    def element(self, depth: int) -> list[str]:
        return ['<div class="grid" markdown>', "", *self.blocks(depth + 1), "", "</div>"]

    def html(self, depth: int) -> list[str]:
        return ["<div>", f"  <p>{self.word()} <i>{self.word()}</i></p>", "", f"    <p>{self.word()}</p>", "</div>"]

    def definition(self, depth: int) -> list[str]:
        return [self.word(), ":   " + self.inline(), "", *self.indented(self.blocks(depth + 1))]

    def page(self) -> str:
        out = [line for _ in range(self.random.randint(2, 4)) for line in [*self.blocks(0), ""]]
        for note in self.notes:
            out += [f"[^{note}]: {self.word()}.", "", f"    {self.word()}", ""]
        return "\n".join(out)


@pytest.mark.parametrize("seed", range(40))
def test_nesting_made_by_chance(seed: int) -> None:
    page = Writer(seed).page()
    _, _, missed, extra = compare(page)
    assert (missed, extra) == (Counter(), Counter()), page
