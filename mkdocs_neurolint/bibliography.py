"""The citation keys of BibTeX files. Nothing else of an entry is read."""

from __future__ import annotations

import re
from pathlib import Path

# Where pybtex is not installed: an entry is "@type{key," at the start of a line.
ENTRY = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]\s*([^\s,{}()\"#%=]+)\s*,", re.MULTILINE)
NO_ENTRIES = frozenset(("comment", "string", "preamble"))


def read_keys(path: Path) -> frozenset[str]:
    """The keys of the entries in the `.bib` file at `path`; those of a faulty file as far as it can be read.

    Raises OSError when there is no such file.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return _parsed(text) | _scanned(text)


def _parsed(text: str) -> frozenset[str]:
    try:
        from pybtex.database.input.bibtex import LowLevelParser  # type: ignore[import-untyped]  # ships no types
        from pybtex.scanner import PybtexSyntaxError  # type: ignore[import-untyped]  # ships no types
    except ImportError:
        return frozenset()
    keys: set[str] = set()
    try:
        for kind, content in LowLevelParser(text, keyless_entries=False, handle_error=lambda error: None):
            if kind.lower() not in NO_ENTRIES:
                keys.add(str(content[0]))
    except PybtexSyntaxError:
        # The scan finds what stands behind the fault.
        pass
    return frozenset(keys)


def _scanned(text: str) -> frozenset[str]:
    return frozenset(found[2] for found in ENTRY.finditer(text) if found[1].lower() not in NO_ENTRIES)
