"""What a check gets and gives. A check yields matches; it never prints, filters, sorts or reads files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.rules.model import Rule


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


class Site(NamedTuple):
    """What a check may know beyond the page: settings, and what the site puts around each page."""

    regions: tuple[str, ...] = ()  # ISO 3166 codes in order of preference; empty = any
    audience: str = "lay"  # lay | clinician
    cite_within: str = "paragraph"  # sentence | paragraph | section
    citation_hosts: Mapping[str, int] = {}  # host -> tier, beyond the built-in list
    bibliography: frozenset[str] | None = None  # keys of the .bib files; None when there are none
    surroundings: str = ""  # text that readers see around the page: theme, includes, snippets, macros
    help_pages: frozenset[str] = frozenset()  # docs-relative paths of the site's own help pages
    services: tuple[Mapping[str, Any], ...] = ()  # the user's own support services, as in rules/resources
    today: str = ""  # ISO date; empty = the real one
    options: Mapping[str, Any] = {}  # further settings of single rules, by rule id


# rule id -> offsets into the page at which a literal of that rule starts
Hits = Mapping[str, Sequence[int]]
Check = Callable[[Document, Sequence[Rule], Hits, Site], Iterator[Match]]
