"""A linter for health sites in Markdown: uncited neurochemical claims, overstated causality, missing helplines.

`parse` a page, `load_rules`, `lint`; `assess` tells how strongly a sentence claims a cause. The names are looked up
when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mkdocs_neurolint.version import VERSION as __version__

if TYPE_CHECKING:
    from mkdocs_neurolint.document import parse
    from mkdocs_neurolint.document.model import Document
    from mkdocs_neurolint.errors import UserError
    from mkdocs_neurolint.findings import Finding
    from mkdocs_neurolint.language import assess
    from mkdocs_neurolint.rules import load_rules
    from mkdocs_neurolint.rules.model import Rule
    from mkdocs_neurolint.site import Site

__all__ = [
    "Document", "Finding", "Rule", "Site", "UserError", "__version__", "assess", "lint", "load_rules", "parse",
]  # fmt: skip
_HOMES = {
    "Document": "document.model",
    "Finding": "findings",
    "Rule": "rules.model",
    "Site": "site",
    "UserError": "errors",
    "assess": "language",
    "load_rules": "rules",
    "parse": "document",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"mkdocs_neurolint.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def lint(document: Document, rules: Iterable[Rule], site: Site | None = None) -> list[Finding]:
    """What `rules` find in `document`, less what the page itself allows, ordered by line, column and rule."""
    from mkdocs_neurolint.engine import DEFAULT_SITE
    from mkdocs_neurolint.engine import lint as find
    from mkdocs_neurolint.suppressions import apply

    chosen = rules if isinstance(rules, tuple) else tuple(rules)
    settled = site or DEFAULT_SITE
    return apply(document, find(document, chosen, settled), chosen, settled.today)
