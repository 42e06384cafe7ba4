"""Findings that are known already: a file that names them, so that only new ones are reported.

An entry is a rule, a page and a hash of the sentence, with a count, so that it survives edits elsewhere on the page.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.findings import Finding

VERSION = 1
DEFAULT_NAME = "neurolint-baseline.json"


class Entry(NamedTuple):
    path: str  # relative to the folder of the baseline, with slashes
    rule: str
    sentence: str


Entries = Counter[Entry]


class Split(NamedTuple):
    """Findings against a baseline: `new` are indices of findings, `fixed` are entries that nothing matches any more."""

    new: list[int]
    fixed: Entries


def entry_of(finding: Finding, digest: str, baseline_path: str) -> Entry:
    """How a baseline at `baseline_path` names the finding."""
    return Entry(_relative(finding.path, baseline_path), finding.rule.id, digest)


def _relative(path: str, baseline_path: str) -> str:
    folder = os.path.dirname(os.path.abspath(baseline_path))  # noqa: PTH100, PTH120 -- text, never resolved
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")  # noqa: PTH100


def read_baseline(path: str) -> Entries:
    """The entries of the file at `path`. Raises `UserError` when it is missing or no baseline."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise UserError(f"is a baseline of version {data['version']!r}; this release reads version {VERSION}", path)
        entries: Entries = Counter()
        for item in data["findings"]:
            entries[Entry(item["path"], item["rule"], item["sentence"])] += int(item.get("count", 1))
    except OSError as error:
        hint = "" if Path(path).exists() else " (neurolint baseline create makes one)"
        raise UserError(f"the baseline cannot be read: {error.strerror or error}{hint}", path) from None
    except json.JSONDecodeError as error:
        raise UserError(f"not a baseline: {error.msg}", path, error.lineno, error.colno) from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise UserError("not a baseline", path) from None
    return entries


def split(
    findings: Sequence[Finding], digests: Sequence[str], files: Iterable[str], entries: Entries, path: str
) -> Split:
    """Which findings are not in `entries`, and which entries of the `files` that were linted are in vain."""
    left = entries.copy()
    new: list[int] = []
    for i, (finding, digest) in enumerate(zip(findings, digests, strict=True)):
        entry = entry_of(finding, digest, path)
        if left[entry] > 0:
            left[entry] -= 1
        else:
            new.append(i)
    linted = {_relative(file, path) for file in files}
    return Split(new, Counter({entry: count for entry, count in left.items() if count > 0 and entry.path in linted}))


def write_baseline(path: str, entries: Entries) -> None:
    """Writes `entries` to `path`, one a line so that changes can be read. Raises `UserError` when it cannot."""
    lines = []
    for entry, count in sorted(entries.items()):
        item = {"path": entry.path, "rule": entry.rule, "sentence": entry.sentence}
        if count > 0:
            lines.append(json.dumps(item | ({"count": count} if count > 1 else {})))
    text = f'{{"version": {VERSION}, "findings": [\n' + ",\n".join(lines) + "\n]}\n"
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"the baseline cannot be written: {error.strerror or error}", path) from None
