"""What a page is once it has been read: immutable, every offset a code-point offset into the source text.

Reading itself is in the sibling modules; what a rule makes of a page is in `checks`.
The small types are named tuples because a page has hundreds of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from mkdocs_neurolint.positions import Lines


class Block(NamedTuple):
    """A leaf of the page: a run of prose in which sentences stand. Blocks are disjoint and in source order."""

    kind: str  # paragraph | heading | item | cell | header_cell | title | term | definition | caption | html
    start: int
    end: int
    # Outermost first: "quote", "list", "admonition:warning", "details:note", "tab", "block:NAME",
    # "footnote:LABEL", "definition", "table", "html", "grid". A footnote's blocks always carry "footnote:LABEL".
    containers: tuple[str, ...]
    level: int  # of a heading 1 to 6, else 0
    section: int  # index into Document.headings of the heading above, -1 before the first; a heading's own index
    stem: int  # index of the block that introduces this list item ("Oxytocin:" above its list), else -1
    row: int  # blocks of one table row share a number > 0, counted over the page; else 0
    item: int  # blocks of one list item share a number > 0 (nested items have their own); else 0


class Sentence(NamedTuple):
    start: int
    end: int
    block: int  # index into Document.blocks


class Heading(NamedTuple):
    level: int
    start: int
    end: int
    text: str
    block: int


class Link(NamedTuple):
    """A link or an image. `text_start:text_end` is what the reader sees (empty for an autolink's markup)."""

    kind: str  # inline | reference | autolink | bare | image | html
    start: int
    end: int
    text_start: int
    text_end: int
    url: str
    title: str


class FootnoteReference(NamedTuple):
    label: str
    start: int
    end: int


class Footnote(NamedTuple):
    """A footnote definition; `start:end` covers the whole definition, `body` starts after `[^label]:`."""

    label: str
    start: int
    end: int
    body: int


class Comment(NamedTuple):
    """An HTML comment, `start:end` with its `<!--` and `-->`."""

    start: int
    end: int
    text: str


class Include(NamedTuple):
    """A line that brings in other text: a snippet, an include or a macro. It is never prose itself."""

    kind: str  # snippet | include | jinja | macro
    start: int
    end: int
    target: str


class Citation(NamedTuple):
    """Something that a reader takes as a source, at `start:end`.

    `weight` is 2 for what can stand as support, 1 for a weak form (a tier 6 link), 0 for what supports nothing
    (an undefined footnote, a remark, a navigation link); `tier` is the source tier 1 to 7, 0 if unknown.
    """

    kind: str  # footnote | link | doi | pmid | pmcid | arxiv | isbn | trial | author-year | numeric | key
    start: int
    end: int
    text: str
    target: str
    weight: int
    tier: int


class FrontMatter(NamedTuple):
    """The YAML block at the top; `start:end` with its fences, `body` the offset at which the page starts."""

    start: int
    end: int
    text: str


class _Read(NamedTuple):
    text: str  # as on disk: a byte-order mark and CRLF stand as they are
    path: str
    prose: str  # same length; what a reader does not read is blank; quotes, dashes and spaces are folded
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    footnote_references: tuple[FootnoteReference, ...]
    footnotes: dict[str, Footnote]
    comments: tuple[Comment, ...]
    includes: tuple[Include, ...]
    front_matter: FrontMatter | None
    abbreviations: Mapping[str, str] = {}


class Document(_Read):
    """One Markdown page. Made by `parse`; never changed, so that what follows from it is found once."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__

    @cached_property
    def folded(self) -> str:
        """The prose in lower case, of the same length."""
        lower = self.prose.lower()
        if len(lower) == len(self.prose):
            return lower
        return "".join(c if len(c.lower()) != 1 else c.lower() for c in self.prose)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> int:
        """The index of the block that `offset` is in, or -1."""
        index = bisect_right(self.block_starts, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].end else -1

    @cached_property
    def _sentences_by_block(self) -> dict[int, list[Sentence]]:
        return {}

    def sentences_of(self, block: int) -> list[Sentence]:
        """The sentences of one block, split when first asked for."""
        known = self._sentences_by_block.get(block)
        if known is None:
            from mkdocs_neurolint.document.sentences import split_block

            known = self._sentences_by_block[block] = split_block(self, block)
        return known

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that `offset` is in; the nearest before it in its block; None outside all blocks."""
        block = self.block_at(offset)
        if block < 0:
            return None
        sentences = self.sentences_of(block)
        index = self.next_sentence(block, offset)
        return sentences[index - 1] if index else None

    def next_sentence(self, block: int, offset: int) -> int:
        """The index, among the sentences of a block, of the first that starts after `offset`."""
        return bisect_left(self.sentences_of(block), (offset + 1,))

    def section_span(self, section: int) -> tuple[int, int]:
        """The range from heading `section` to the next heading of any level; -1 is what stands before the first."""
        start = self.headings[section].start if section >= 0 else 0
        end = self.headings[section + 1].start if section + 1 < len(self.headings) else len(self.text)
        return start, end

    # Filled in by sibling modules, imported late so that this module imports none of them.

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the page, in order."""
        return tuple(s for i in range(len(self.blocks)) for s in self.sentences_of(i))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Everything on the page that looks like a source, in order."""
        from mkdocs_neurolint.document.citations import find_citations

        return find_citations(self)

    @cached_property
    def meta(self) -> dict[str, Any]:
        """The front matter as plain data; empty when there is none or it cannot be read."""
        from mkdocs_neurolint.document.frontmatter import read_meta

        return read_meta(self)
