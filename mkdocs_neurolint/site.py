"""What may be known beyond the page: settings, and what the site puts around each page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Site(NamedTuple):
    """The settings that checks read. The defaults are those of a page that is linted alone."""

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
