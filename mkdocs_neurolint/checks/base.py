"""What a check gets and gives. A check yields matches; it never prints, filters, sorts or reads files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.site import Site

__all__ = ["Check", "Hits", "Match", "Site"]


class Match(NamedTuple):
    """A place where a rule holds. `fields` fill the `{…}` of the rule's message, beside `{text}`.

    `severity` None means the rule's own; `message` and `help` None mean the rule's own.
    """

    rule: Rule
    start: int
    end: int
    fields: Mapping[str, str] = {}
    severity: str | None = None
    message: str | None = None
    help: str | None = None
    confidence: str | None = None


ANYWHERE = "*"  # before a literal that may also stand inside a word

# rule id -> offsets into the page at which a literal of that rule starts
Hits = Mapping[str, Sequence[int]]
Check = Callable[[Document, Sequence[Rule], Hits, Site], Iterator[Match]]
