"""What a block shares with its neighbours: citations of its table row, list item, list's stem, box, source line."""

from __future__ import annotations

from mkdocs_neurolint.document.citation_coverage import Cover, Coverage, citations_of, is_local, points
from mkdocs_neurolint.document.model import Block, Citation

# How far behind a list, a table or a box the line with its source may stand, in blocks.
FAR = 40


def of_row(coverage: Coverage, index: int) -> list[Citation]:
    """The citations in any cell of the table row."""
    blocks = coverage.document.blocks
    row = blocks[index].row
    first = last = index
    while first and blocks[first - 1].row == row:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].row == row:
        last += 1
    return [citation for i in range(first, last + 1) for citation in citations_of(coverage, i)]


def of_item(coverage: Coverage, index: int) -> list[Citation]:
    """The citations anywhere in the list item, its nested lists left out."""
    blocks = coverage.document.blocks
    item = blocks[index].item
    found: list[Citation] = []
    for i in range(max(0, index - FAR), min(len(blocks), index + FAR)):
        if blocks[i].item == item:
            found += citations_of(coverage, i)
    return found


def of_stem(coverage: Coverage, stem: int) -> list[Citation]:
    """The citations of the line that introduces a list, when it ends with a colon."""
    own = citations_of(coverage, stem)
    if not own:
        return []
    block = coverage.document.blocks[stem]
    end = block.end
    for citation in reversed(own):
        if citation.end >= end - 2 and citation.start > block.start:
            end = citation.start
    said = coverage.document.prose[block.start : block.end].rstrip(" \n\t*_")
    cut = coverage.document.prose[block.start : end].rstrip(" \n\t*_([")
    if not said.endswith(":") and not cut.endswith(":"):
        return []
    sentences = coverage.document.sentences_of(stem)
    last = sentences[-1].start if sentences else block.start
    return [c for c in own if c.start >= last or not is_local(c)]


def of_items(coverage: Coverage, index: int) -> list[Cover]:
    """For the sentence that introduces a list: the citations of its items."""
    blocks = coverage.document.blocks
    if index + 1 >= len(blocks) or blocks[index + 1].stem != index:
        return []
    sentences = coverage.document.sentences_of(index)
    start = sentences[-1].start if sentences else blocks[index].start
    covers = []
    for i in range(index + 1, min(len(blocks), index + FAR)):
        if blocks[i].stem == index:
            covers += [Cover(start, blocks[index].end, citation) for citation in citations_of(coverage, i)]
        elif not blocks[i].item:
            break
    return covers


def behind(coverage: Coverage, index: int) -> list[Citation]:
    """The citations of a block that is only a citation and stands right behind the paragraph, list, table or box."""
    blocks = coverage.document.blocks
    block = blocks[index]
    following = index + 1
    if block.row or block.item:
        while following < len(blocks) and following - index < FAR and _same_group(block, blocks[following]):
            following += 1
    found: list[Citation] = []
    if following < len(blocks) and _speaks_for(coverage, block, following):
        found += citations_of(coverage, following)
    if block.row and (caption := _caption_before(coverage, index)):
        found += caption
    box = _box(block)
    if box:
        last = following
        while last + 1 < len(blocks) and last - index < FAR and blocks[last + 1].containers[: len(box)] == box:
            last += 1
        if last > following and blocks[last].containers == box and _speaks_for(coverage, block, last):
            own = citations_of(coverage, last)
            found += own if any(c.kind == "source" for c in own) else []
    return found


def _same_group(block: Block, other: Block) -> bool:
    return bool(other.row) if block.row else bool(other.item)


def _box(block: Block) -> tuple[str, ...]:
    """The containers up to the innermost admonition, details or quotation around the block."""
    for i in range(len(block.containers), 0, -1):
        if block.containers[i - 1].startswith(("admonition", "details", "quote", "block:")):
            return block.containers[:i]
    return ()


def _speaks_for(coverage: Coverage, block: Block, index: int) -> bool:
    other = coverage.document.blocks[index]
    if other.section != block.section or other.containers != block.containers[: len(other.containers)]:
        return False
    return points(coverage, index) or (other.kind == "caption" and bool(block.row))


def _caption_before(coverage: Coverage, index: int) -> list[Citation]:
    blocks = coverage.document.blocks
    first = index
    while first and blocks[first - 1].row and index - first < FAR * 5:
        first -= 1
    return citations_of(coverage, first - 1) if first and blocks[first - 1].kind == "caption" else []
