"""What all topics share about one page: its words, its title and what kind of page it is, each found on first use."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.document.model import Document, Link
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.rules.files import load_lexicon_data

BACKTICKS_PER_100_WORDS = 4.0
CODE_SHARE = 0.4  # what a mention counts on a page full of code
# The headings of a drug monograph, where a line on overdose or dependence stands by rote.
MONOGRAPH = lazy(
    r"\b(?:(?:contra)?indications?|dos(?:e|age|ing)s?|posology|administration|cautions|warnings and precautions|"
    r"(?:adverse|side|undesirable) (?:effects|reactions)|interactions|(?:pharmaco)?kinetics|pharmacodynamics|"
    r"pharmacology|overdos(?:e|age)|lactation|excipients|shelf life|presentations?)\b",
    re.IGNORECASE,
)
MONOGRAPH_HEADINGS = 4
MONOGRAPH_SHARE = 0.4
FRONT_TEXT = lazy(r"^(title|description|summary|subtitle|headline)\s*:\s*(.+)$", re.MULTILINE)
FRONT_TAGS = lazy(r"^(?:tags|keywords|topics|categories)\s*:(.*(?:\n[ \t]*-.*)*)", re.MULTILINE)


NOTES = frozenset(("item", "cell"))
MOSTLY = 0.6  # of the text of a page
LEAST_OF_SETTING = 2
# Where things are told of a person, these words are many times as frequent as on a page that explains.
PERSONAL = (" i ", " my ", " he ", " she ", " her ", " his ")
PERSONAL_PER_100_WORDS = 1.5
SAMPLE = 4000  # characters; whoever tells of somebody begins with it


class Setting(NamedTuple):
    """Beginnings of words among which other words are signs, and how many of them a page must have."""

    words: tuple[str, ...]
    per_100_words: float


class Measured:
    """One page, as `about` looks at it for each topic."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts: dict[int, str] = {}

    @cached_property
    def words(self) -> int:
        return len(self.document.prose.split())

    @cached_property
    def share(self) -> float:
        """What a mention of a topic counts: less on a page of software, a review, a monograph and the like, else 1."""
        shares = [1.0]
        if self.document.text.count("`") > BACKTICKS_PER_100_WORDS * self.words / 100:
            shares.append(CODE_SHARE)
        if self._monograph():
            shares.append(MONOGRAPH_SHARE)
        for kind in load_lexicon_data("page-kinds")["kinds"].values():
            if self.dense(kind["words"], kind["per_100_words"]):
                shares.append(kind["share"])
        return min(shares)

    @cached_property
    def of_notes(self) -> bool:
        """Whether the page is mostly items and cells, as an outline is."""
        listed = total = 0
        for block in self.document.blocks:
            length = block.end - block.start
            total += length
            if block.kind in NOTES:
                listed += length
        return listed > MOSTLY * total

    @cached_property
    def personal(self) -> bool:
        """Whether the page tells of somebody."""
        folded = self.document.folded
        end = min(len(folded), SAMPLE)
        count = sum(folded.count(word, 0, end) for word in PERSONAL)
        return count > 0 and count >= PERSONAL_PER_100_WORDS * self.words / 100 * (end / len(folded))

    def _monograph(self) -> bool:
        document = self.document
        if len(document.headings) < MONOGRAPH_HEADINGS:
            return False
        blocks = (document.blocks[heading.block] for heading in document.headings)
        return sum(bool(MONOGRAPH.search(document.prose, b.start, b.end)) for b in blocks) >= MONOGRAPH_HEADINGS

    @cached_property
    def title(self) -> int:
        """The block of the page's title, its first heading of level 1; -1 when there is none."""
        return next((heading.block for heading in self.document.headings if heading.level == 1), -1)

    @cached_property
    def title_span(self) -> tuple[int, int]:
        if self.title < 0:
            return 0, 0
        block = self.document.blocks[self.title]
        return block.start, block.end

    @cached_property
    def title_text(self) -> str:
        """The title in the front matter and the first heading of level 1, as far as there are any."""
        front = self.document.front_matter
        given = [found[2] for found in FRONT_TEXT.finditer(front.text) if found[1] == "title"] if front else []
        if self.title >= 0:
            block = self.document.blocks[self.title]
            given.append(self.document.prose[block.start : block.end])
        return " ".join(given)

    @cached_property
    def front(self) -> list[tuple[str, int, str]]:
        """(text, where its value begins, place) of the title, description and tags in the front matter."""
        front = self.document.front_matter
        if front is None:
            return []
        return [
            (found[0], found[0].index(":"), "title" if found[0].startswith(("title", "headline")) else "front_matter")
            for found in (*FRONT_TEXT.finditer(front.text), *FRONT_TAGS.finditer(front.text))
        ]

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.text_start for link in self.document.links]

    def link_at(self, offset: int) -> Link | None:
        """The link whose text `offset` is in."""
        index = bisect_right(self._link_starts, offset) - 1
        link = self.document.links[index] if index >= 0 else None
        return link if link and offset < link.text_end else None

    def dense(self, beginnings: Sequence[str], per_100_words: float) -> bool:
        """Whether words with such beginnings are so frequent on the page, and there is at least one."""
        count = len(_counter(tuple(beginnings)).find_matches_as_indexes(self.document.folded))
        return count >= max(1.0, per_100_words * self.words / 100)


@lru_cache(maxsize=64)
def _counter(beginnings: tuple[str, ...]) -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(
        [f" {beginning}" for beginning in beginnings], implementation=ahocorasick_rs.Implementation.DFA
    )


def told(page: Measured, settings: Sequence[Setting | None]) -> set[int]:
    """The indexes of the `settings` whose words are so frequent on the page, if it tells of somebody at all."""
    if not page.personal:
        return set()
    automaton, owners = _settings(tuple(settings))
    counts = Counter(index for index, _, _ in automaton.find_matches_as_indexes(page.document.folded, overlapping=True))
    totals: Counter[int] = Counter()
    for word, count in counts.items():
        for owner in owners[word]:
            totals[owner] += count
    found = set()
    for index, total in totals.items():
        setting = settings[index]
        if setting and total >= LEAST_OF_SETTING and total >= setting.per_100_words * page.words / 100:
            found.add(index)
    return found


@lru_cache(maxsize=8)
def _settings(settings: tuple[Setting | None, ...]) -> tuple[Any, list[list[int]]]:
    import ahocorasick_rs

    owners: dict[str, list[int]] = {}
    for index, setting in enumerate(settings):
        for word in setting.words if setting else ():
            owners.setdefault(f" {word}", []).append(index)
    finder = ahocorasick_rs.AhoCorasick(list(owners), implementation=ahocorasick_rs.Implementation.DFA)
    return finder, list(owners.values())
