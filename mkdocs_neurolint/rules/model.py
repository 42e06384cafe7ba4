"""A rule as the engine sees it: its identity, its texts, and the checked data of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

SEVERITIES = ("error", "warning", "info")
CATEGORIES = (
    "neurochemistry",
    "neuromyth",
    "causality",
    "safety",
    "wording",
    "references",
    "metadata",
    "neurolint",
)


class Rule(NamedTuple):
    """One rule file, already validated. `data` is the whole file as plain data (JSON types only)."""

    id: str
    category: str
    kind: str
    severity: str
    confidence: str
    status: str  # stable | preview (off unless selected by name)
    message: str
    data: Mapping[str, Any]
    path: str = ""
    builtin: bool = False
    # A hash of `data` for a file of the user's own, which may be edited while a server runs: what is worked out for a
    # rule is kept by its identity.
    version: str = ""

    def __hash__(self) -> int:
        # What is kept for a rule is looked up often, and the id alone tells most rules apart.
        return hash(self.id)

    @property
    def quotes(self) -> bool:
        """Whether reports may show the words around a finding; not where these could do harm."""
        return bool(self.data.get("quote", True))

    @property
    def summary(self) -> str:
        return str(self.data["summary"])

    @property
    def why(self) -> str:
        return str(self.data["why"])

    @property
    def instead(self) -> str:
        return str(self.data["instead"])
