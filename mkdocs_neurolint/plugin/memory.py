"""What was found on pages of earlier builds of one `mkdocs serve`, so that a rebuild lints what has changed only."""

from __future__ import annotations

import os
from hashlib import sha256

from mkdocs_neurolint.cache import cache_key
from mkdocs_neurolint.config.files import Target
from mkdocs_neurolint.runner import Linter, Page, lint_bytes


class Memory:
    """Pages by file and content, for one set of rules and settings at a time."""

    def __init__(self) -> None:
        self._key = ""
        self._pages: dict[Target, tuple[bytes, Page]] = {}

    def begin(self, linter: Linter) -> None:
        """Forgets everything when rules or settings are others than before."""
        key = cache_key(linter)
        if key != self._key:
            self._key = key
            self._pages.clear()

    def lint(self, linter: Linter, data: bytes, target: Target) -> Page:
        """As `lint_bytes`, from memory when neither the file nor what it includes has changed."""
        digest = sha256(data).digest()
        known = self._pages.get(target)
        if known is not None and known[0] == digest and _unchanged(known[1]):
            return known[1]
        page = lint_bytes(linter, data, target)
        self._pages[target] = digest, page
        return page


def _unchanged(page: Page) -> bool:
    """Whether the files that the page includes are as they were."""
    try:
        for path, mtime_ns, size in page.files:
            stat = os.stat(path)  # noqa: PTH116 -- paths are text, as they are opened
            if (stat.st_mtime_ns, stat.st_size) != (mtime_ns, size):
                return False
    except OSError:
        return False
    return True
