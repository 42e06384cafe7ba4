"""A page as the finders of wrong help read it: what stands together, what is offered, what is only told.

The faults themselves are in `faults`, `foreign` and `dead_numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.phones import SHORT
from mkdocs_neurolint.resources.recognise import Named, PhoneOnPage, recognise
from mkdocs_neurolint.resources.registry import Registry, Service

# A sentence that tells what became of a number, and does not offer it.
HISTORY = lazy(
    r"\b(?:no longer|discontinued|retired|replac(?:ed|es)|supersed(?:ed|es)|obsolete|outdated|renamed|formerly|"
    r"previously|used to be|(?:is|was|has|have|had|were|helpline|line) closed|closed (?:in|down|its|since)|"
    r"clos(?:es|ing) (?:its|the)|shut down|until (?:\w+ )?\d{4}|before (?:\w+ )?\d{4}|became (?:the|known|part)|"
    r"ended (?:in|on)|old(?:er)? (?:number|helpline|name|line)|former (?:number|name|line)|"
    r"out of (?:service|date|use)|(?:changed|moved) (?:from|to|its)|misprint(?:s|ed)?|mistaken(?:ly)?|"
    r"wrong(?:ly)? (?:number|print)\w*|confused? with|do(?:es)? not (?:call|use|work|connect|ring)|"
    r"don't (?:call|use|ring)|is not (?:the|its|a|in|to|working)|was (?:the|its|once)|"
    r"not to be (?:used|called|printed)|instead of|rather than)\b",
    re.IGNORECASE,
)
DIAL_BEFORE = lazy(
    r"\b(?:call|phone|ring|dial|text|sms|tel(?:ephone)?|whatsapp|helpline|hotline|lifeline|line|number)s?\W{1,3}"
    r"(?:(?:us|them|free|now|is|on|at|to|the|number|for|help|support|toll-?free)\W{1,3}){0,4}$",
    re.IGNORECASE,
)
CALL = lazy(
    r"\b(?:call|text|phone|ring|dial|tel|telephone|sms|whatsapp|contact|reach|helplines?|hotlines?|lifeline|"
    r"(?:crisis|support)\s+lines?)\b",
    re.IGNORECASE,
)


class Fault(NamedTuple):
    """A wrong piece of help at `start:end`; `fields` fill the message; `milder` lowers the severity one step."""

    start: int
    end: int
    fields: dict[str, str]
    milder: bool = False


class Reading:
    """One page and what is found on it. `regions` is where its readers are (empty = not known)."""

    def __init__(self, document: Document, registry: Registry, regions: Sequence[str], today: date) -> None:
        self.document = document
        self.registry = registry
        self.regions = tuple(regions)
        self.today = today
        self.seen = recognise(document, registry)

    def segment(self, offset: int) -> tuple[int, int]:
        """The row, list item or sentence around `offset`: within it a name and a number belong together."""
        index = self.document.block_at(offset)
        if index < 0:
            return offset, offset
        block = self.document.blocks[index]
        if block.row:
            row = [b for b in self.document.blocks if b.row == block.row]
            return row[0].start, row[-1].end
        if block.kind == "item":
            return block.start, block.end
        return self.sentence(offset)

    def sentence(self, offset: int) -> tuple[int, int]:
        sentence = self.document.sentence_at(offset)
        return (sentence.start, sentence.end) if sentence else (offset, offset)

    def says(self, pattern: re.Pattern[str], span: tuple[int, int]) -> bool:
        return pattern.search(self.document.prose, *span) is not None

    def history(self, offset: int) -> bool:
        return self.says(HISTORY, self.sentence(offset))

    def offered(self, phone: PhoneOnPage) -> bool:
        """Whether the page offers the number to be called, and does not merely speak of it."""
        if self.history(phone.start):
            return False
        return phone.cued or bool(self.names_in(self.segment(phone.start)))

    def names_in(self, span: tuple[int, int]) -> list[Named]:
        return [named for named in self.seen.names if span[0] <= named.start and named.end <= span[1]]

    def heading_path(self, offset: int) -> str:
        """The headings above `offset`, and what introduces its list, as one text."""
        index = self.document.block_at(offset)
        if index < 0:
            return ""
        block = self.document.blocks[index]
        texts: list[str] = []
        level, at = 7, block.section
        while at >= 0 and level > 1:
            heading = self.document.headings[at]
            if heading.level < level:
                level = heading.level
                texts.append(heading.text)
            at -= 1
        if block.stem >= 0:
            stem = self.document.blocks[block.stem]
            texts.append(self.document.prose[stem.start : stem.end])
        return " ".join(texts)

    def named(self, service: Service, span: tuple[int, int]) -> bool:
        return any(service in named.services for named in self.names_in(span))

    def current_here(self, phone: PhoneOnPage) -> bool:
        return any(li.old is None and not li.service.gone and self.serves(li.service) for li in phone.listings)

    def serves(self, service: Service) -> bool:
        return not self.regions or any(service.serves(region) for region in self.regions)

    def is_help(self, phone: PhoneOnPage) -> bool:
        return phone.cued and bool(phone.listings or phone.link or self.dial_before(phone))

    def dial_before(self, phone: PhoneOnPage) -> bool:
        return DIAL_BEFORE.search(self.document.prose[max(phone.start - 40, 0) : phone.start]) is not None


def too_short(phone: PhoneOnPage) -> bool:
    return len(phone.number.lstrip("+")) <= SHORT


def is_number(name: str) -> bool:
    return not re.search(r"[A-Za-zÀ-ž]{3}", name)
