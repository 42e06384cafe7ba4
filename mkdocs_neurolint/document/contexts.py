"""What surrounds a match and may excuse it. The words for it are in `rules/lexicons/contexts.yml`.

Each context is asked about one span in one sentence, and only when a rule has already matched there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from mkdocs_neurolint.document.citations import cited
from mkdocs_neurolint.document.model import Block, Document, Sentence
from mkdocs_neurolint.rules.files import load_lexicon_data
from mkdocs_neurolint.rules.guarded import Guarded
from mkdocs_neurolint.site import Site

NAMES = (
    "cited", "hedged", "negated", "attributed", "so-called", "question", "quoted", "instruction", "heading", "meta",
    "corrected",
)  # fmt: skip
FAR = 3000  # characters
QUOTES = '"“”«»„'


@cache
def cue(name: str) -> Guarded:
    """The cues of one group of `contexts.yml`, to be looked for in folded prose."""
    return Guarded(load_lexicon_data("contexts")["groups"][name])


def holds(name: str, document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """Whether the context `name` holds for the span `start:end` in `sentence`."""
    return CONTEXTS[name](document, sentence, start, end, site)


def _cited(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """Supported by a source, or about a source that the section has named before ("These trials …")."""
    if cited(document, sentence.start, sentence.end, sentence.block, site):
        return True
    if not cue("earlier-source").search(document.folded, sentence.start, sentence.end):
        return False
    top = document.section_span(document.blocks[sentence.block].section)[0]
    return any(c.weight == 2 and top <= c.start < sentence.start for c in document.citations)


def _hedged(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    return cue("hedge").search(document.folded, sentence.start, sentence.end) is not None


def _negated(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """A negation right before the span, or a denial of it after ("… is not supported")."""
    text = document.folded
    before = text[max(sentence.start, start - 60) : start]
    # A new clause ends the reach of a negation: "it does not hurt, but dopamine causes …".
    before = re.split(r"[,;:]\s+(?:but|and|yet|so|while|whereas)\b|;|: ", before)[-1]
    for found in cue("negation").matches(before, 0, len(before)):
        # "A week without noise resets …" denies the noise alone.
        if len(before[found.end() :].split()) <= (1 if found[0] == "without" else 5):
            return True
    inside = cue("inner-negation").search(text, start, end)
    if inside is not None:
        return True
    return cue("denial").search(text, end, min(sentence.end, end + 80)) is not None


def _attributed(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """Somebody else is said to hold it, or it is announced as a myth."""
    return cue("attribution").search(document.folded, sentence.start, sentence.end) is not None


def _so_called(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """The words are a name that others use."""
    return cue("naming").search(document.folded, sentence.start, sentence.end) is not None


def _corrected(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """The text itself says that this is a myth or wrong: here, in the next sentence, the heading or a label."""
    text = document.folded
    if cue("correction").search(text, sentence.start, sentence.end):
        return True
    block = document.blocks[sentence.block]
    after_it = document.sentences_of(sentence.block)[document.next_sentence(sentence.block, sentence.start) :][:1]
    following = after_it[0] if after_it else None
    if following is None and sentence.block + 1 < len(document.blocks):
        after = document.blocks[sentence.block + 1]
        near = after.section == block.section and (after.row == block.row if block.row else after.kind != "heading")
        following = next(iter(document.sentences_of(sentence.block + 1)), None) if near else None
    if following and any(
        found.start() == following.start
        for found in cue("rebuttal").matches(text, following.start, following.end)
    ):
        return True
    labels = labels_of(document, sentence.block)
    if block.section >= 0:
        labels.append(document.headings[block.section].text.lower())
    return any(cue("myth-heading").search(label, 0, len(label)) for label in labels)


def labels_of(document: Document, index: int) -> list[str]:
    """What names the place of a block: its column's header, its box's title, the text that introduces its list."""
    block = document.blocks[index]
    labels: list[str] = []
    if block.stem >= 0:
        stem = document.blocks[block.stem]
        labels.append(document.folded[stem.start : stem.end])
    if block.kind == "cell":
        labels += _column_labels(document, index)
    if any(container.startswith(("admonition", "details", "tab", "block")) for container in block.containers):
        for other in range(index - 1, max(-1, index - 12), -1):
            if document.blocks[other].kind == "title":
                title = document.blocks[other]
                labels.append(document.folded[title.start : title.end])
                break
    return labels


def _column_labels(document: Document, index: int) -> list[str]:
    """The header of the column that the cell `index` is in, as far as the cells of its row tell."""
    first, headers = _tables(document).get(document.blocks[index].row, (index, ()))
    return [document.folded[header.start : header.end] for header in headers[index - first :][:1]]


@lru_cache(maxsize=4)
def _tables(document: Document) -> dict[int, tuple[int, tuple[Block, ...]]]:
    """Of each row of each table: the index of its first cell, and the header cells of its table."""
    rows: dict[int, tuple[int, tuple[Block, ...]]] = {}
    headers: tuple[Block, ...] = ()
    before = ""
    for index, block in enumerate(document.blocks):
        if block.kind == "header_cell":
            headers = (*headers, block) if before == "header_cell" else (block,)
        elif block.kind == "cell":
            rows.setdefault(block.row, (index, headers))
        else:
            headers = ()
        before = block.kind
    return rows


def _question(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    tail = document.prose[end : sentence.end].rstrip(" \n\t\r\"')*_")
    return tail.endswith("?") or (not tail and document.prose[start:end].endswith("?"))


def _quoted(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """Inside a quotation: in a block quote, or between quotation marks of the same block."""
    block = document.blocks[sentence.block]
    if "quote" in block.containers:
        return True
    # A quotation is not longer than this; without a limit a page of one paragraph would be counted again and again.
    before = sum(document.prose.count(mark, max(block.start, start - FAR), start) for mark in QUOTES)
    after = sum(document.prose.count(mark, end, min(block.end, end + FAR)) for mark in QUOTES)
    return before % 2 == 1 and after >= 1


def _instruction(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    return cue("instruction").search(document.folded, sentence.start, sentence.end) is not None


def _heading(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    return document.blocks[sentence.block].kind in ("heading", "title")


def _meta(document: Document, sentence: Sentence, start: int, end: int, site: Site) -> bool:
    """The text speaks of itself; what follows a statement ("…; see also …") does not change it."""
    found = cue("meta").matches(document.folded, sentence.start, sentence.end)
    return any(match.start() < end for match in found)


CONTEXTS: dict[str, Callable[[Document, Sentence, int, int, Site], bool]] = {
    "cited": _cited,
    "hedged": _hedged,
    "negated": _negated,
    "attributed": _attributed,
    "corrected": _corrected,
    "so-called": _so_called,
    "question": _question,
    "quoted": _quoted,
    "instruction": _instruction,
    "heading": _heading,
    "meta": _meta,
}
