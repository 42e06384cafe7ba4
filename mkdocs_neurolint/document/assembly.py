"""Puts a document together from what the scan, the container pass and the block pass have found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TypeVar

from mkdocs_neurolint.document.blocks import Builder
from mkdocs_neurolint.document.flow import Flow
from mkdocs_neurolint.document.marks import Marks
from mkdocs_neurolint.document.model import (
    Block,
    Comment,
    Document,
    FootnoteReference,
    FrontMatter,
    Heading,
    Include,
    Link,
)

Placed = TypeVar("Placed", Link, Comment, FootnoteReference, Include)


def assemble(
    text: str, path: str, plain: str, marks: Marks, flow: Flow, builder: Builder, front: FrontMatter | None
) -> Document:
    """The document. `plain` is the page with plain typography."""
    blocks, headings = builder.blocks, builder.headings
    prose = _prose(builder.folded, builder.runs)
    if marks.html:
        blocks = _with_html(blocks, marks)
        headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
        prose = _overlaid(prose, plain, marks)
    if marks.regions:
        blocks = _in_regions(blocks, marks)
    code = builder.code
    links = builder.links
    if marks.links or builder.nested:
        links = _merged(links, _outside(marks.links, code))
    return Document(
        text=text,
        path=path,
        prose=prose,
        blocks=tuple(blocks),
        headings=tuple([_heading(blocks[index], index, prose) for index in headings]),
        links=tuple(links),
        footnote_references=tuple(_outside(marks.references, code)),
        footnotes=flow.footnotes,
        comments=tuple(sorted(_outside(marks.comments, code))),
        includes=tuple(_outside(marks.includes, code)),
        front_matter=front,
        abbreviations=flow.abbreviations,
    )


def _heading(block: Block, index: int, prose: str) -> Heading:
    return Heading(block.level, block.start, block.end, " ".join(prose[block.start : block.end].split()), index)


def _prose(folded: str, runs: list[tuple[int, int]]) -> str:
    out: list[str] = []
    at = 0
    for start, end in runs:
        out.append(" " * (start - at))
        out.append(folded[start:end])
        at = end
    out.append(" " * (len(folded) - at))
    return "".join(out)


def _outside(found: list[Placed], code: list[tuple[int, int]]) -> list[Placed]:
    """Those that do not stand in indented code, which the scan cannot tell."""
    if not code or not found:
        return found
    starts = [start for start, _ in code]
    return [one for one in found if (at := bisect_right(starts, one.start)) == 0 or code[at - 1][1] <= one.start]


def _merged(links: list[Link], more: list[Link]) -> list[Link]:
    """All links in order, without the bare addresses that are another link's text."""
    merged = sorted([*links, *more], key=lambda link: (link.start, -link.end))
    out: list[Link] = []
    reach = -1
    for link in merged:
        if link.kind in ("bare", "autolink") and link.start < reach:
            continue
        out.append(link)
        if link.kind != "image":
            reach = max(reach, link.end)
    return out


def _overlaid(prose: str, plain: str, marks: Marks) -> str:
    """`prose` with the visible text of raw HTML, which was hidden as a whole."""
    out: list[str] = []
    at = 0
    for piece in marks.html:
        for start, end in piece.runs:
            out += (prose[at:start], plain[start:end])
            at = end
    out.append(prose[at:])
    return "".join(out)


def _with_html(blocks: list[Block], marks: Marks) -> list[Block]:
    """The blocks with those of raw HTML among them; indices are counted anew, rows and items go on counting."""
    row = max((block.row for block in blocks), default=0)
    item = max((block.item for block in blocks), default=0)
    ordered = [(block.start, index, block) for index, block in enumerate(blocks)]
    for piece in marks.html:
        start, end = piece.runs[0][0], piece.runs[-1][1]
        containers: tuple[str, ...] = ("html",)
        if piece.row:
            containers = ("html", "table")
        elif piece.kind == "item":
            containers = ("html", "list")
            item += 1
        block = Block(
            piece.kind,
            start,
            end,
            containers,
            piece.level,
            section=-1,
            stem=-1,
            row=row + piece.row if piece.row else 0,
            item=item if piece.kind == "item" else 0,
        )
        ordered.append((start, -1, block))
    ordered.sort()
    place = {index: at for at, (_, index, _) in enumerate(ordered)}
    place[-1] = -1
    section = -1
    out: list[Block] = []
    for _, _, block in ordered:
        section += block.kind == "heading"
        stem = place[block.stem]
        out.append(block if block[5:7] == (section, stem) else block._replace(section=section, stem=stem))
    return out


def _in_regions(blocks: list[Block], marks: Marks) -> list[Block]:
    """The blocks, with the Markdown elements (`<div markdown>`) around them."""
    starts = [block.start for block in blocks]
    out = list(blocks)
    for region in marks.regions:
        for index in range(bisect_left(starts, region.start), bisect_left(starts, region.end)):
            block = out[index]
            if region.container:
                block = block._replace(containers=(region.container, *block.containers))
            if region.kind and block.kind in ("paragraph", "html"):
                block = block._replace(kind=region.kind)
            out[index] = block
    return out
