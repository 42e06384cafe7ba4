"""Findings of earlier runs, so that unchanged pages are not linted again. Losing the cache costs time, nothing else.

One text file: a first line with the key of rules, settings and program, then a line for each page, decoded only when
it is asked for. A page is unchanged when its time and size are, or else when its content is.
"""
# Paths are text here, as they are opened: a run asks for thousands.
# ruff: noqa: PTH110, PTH116, PTH118

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mkdocs_neurolint.config.files import Target
from mkdocs_neurolint.kept_lines import write_atomically
from mkdocs_neurolint.rules.files import PACKAGE, hash_text, load_rule_data, rules_root, sha256_of
from mkdocs_neurolint.runner import Linter, Page, from_plain, jobs_for, lint_files, read_bytes, rules_by_id, to_plain
from mkdocs_neurolint.version import VERSION

FOLDER = ".neurolint_cache"
NAME = "results"
TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by neurolint; it may be deleted at any time.\n"
# A file that was written this shortly before the cache may change again within the same tick of its clock.
RACY_NS = 2_000_000_000


class Cache:
    """The results in `folder`. `get` asks for one page, `put` adds one, `save` writes what has changed."""

    def __init__(self, folder: str, linter: Linter) -> None:
        self.folder = os.path.join(folder, FOLDER)
        self.key = cache_key(linter)
        self.rules = rules_by_id(linter.chosen)
        self.entries = self._read()
        self.changed = False

    def _read(self) -> dict[str, str]:
        try:
            text = read_bytes(f"{self.folder}/{NAME}").decode("utf-8", "surrogateescape")
        except OSError:
            return {}
        first, _, rest = text.partition("\n")
        if first != self.key:
            return {}
        entries: dict[str, str] = {}
        for line in rest.split("\n"):
            path, tab, entry = line.partition("\t")
            if tab:
                entries[path] = entry
        return entries

    def get(self, target: Target) -> Page | None:
        """What was found on the page, if it is unchanged."""
        entry = self.entries.get(target.path)
        if entry is None:
            return None
        try:
            stamp, digest, files, findings = entry.split("\t")
            stat = os.stat(target.path)
            if files != "[]" and not _fresh(json.loads(files)):
                return None
            now = f"{stat.st_mtime_ns} {stat.st_size}"
            if stamp != now:
                if sha256_of(read_bytes(target.path)) != digest:
                    return None
                self._set(target.path, _stamp(stat), digest, files, findings)
            if findings == "[]":
                return Page(target.path, (), ())
            return from_plain(target.path, json.loads(findings), self.rules)
        except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
            return None

    def put(self, target: Target, page: Page) -> None:
        """Adds what was found on a page that has just been linted; a page that could not be read is not kept."""
        if not page.digest or "\n" in page.path or "\t" in page.path:
            return
        try:
            stat = os.stat(target.path)
        except OSError:
            return
        self._set(target.path, _stamp(stat), page.digest, json.dumps(page.files), json.dumps(to_plain(page)))

    def _set(self, path: str, stamp: str, digest: str, files: str, findings: str) -> None:
        self.entries[path] = f"{stamp}\t{digest}\t{files}\t{findings}"
        self.changed = True

    def save(self) -> None:
        """Writes the cache when it has changed. A folder that cannot be written is fine: then there is no cache."""
        if not self.changed:
            return
        lines = [self.key]
        lines += [f"{path}\t{entry}" for path, entry in self.entries.items() if os.path.exists(path)]
        if write_atomically(f"{self.folder}/{NAME}", "\n".join(lines).encode("utf-8", "surrogateescape")):
            for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", TAG)):
                file = f"{self.folder}/{name}"
                if not os.path.exists(file):
                    write_atomically(file, text.encode())


def _stamp(stat: os.stat_result) -> str:
    racy = time.time_ns() - stat.st_mtime_ns < RACY_NS
    return "" if racy else f"{stat.st_mtime_ns} {stat.st_size}"


def _fresh(files: Iterable[Any]) -> bool:
    """Whether the files that a page includes are as they were."""
    for path, mtime_ns, size in files:
        stat = os.stat(path)
        if (stat.st_mtime_ns, stat.st_size) != (mtime_ns, size):
            return False
    return True


def cache_key(linter: Linter) -> str:
    """One line that changes whenever the same page could have other findings."""
    builtin = {data["id"] for data in load_rule_data().values()}
    own = [dict(rule.data) for rule in linter.chosen.rules if rule.id not in builtin]
    chosen = [(rule.id, rule.severity) for rule in rules_by_id(linter.chosen).values()]
    today = linter.project.settings.today or time.strftime("%Y-%m-%d")
    bibliography = sorted(linter.base.site.bibliography or ())
    known = sorted(linter.chosen.known)
    site = linter.base.site
    whole = json.dumps([chosen, known, own, today, bibliography, site.surroundings, dict(site.options)], default=str)
    data = [str(option["data"]) for option in linter.base.site.options.values() if "data" in option]
    stamps = [f"{path} {os.stat(path).st_mtime_ns}" for path in data]
    parts = [VERSION, repr(linter.project), whole, *stamps, *_stamps(PACKAGE), *_stamps(rules_root())]
    return f"neurolint 1 {hash_text(chr(0).join(parts))}"


def _stamps(folder: str) -> list[str]:
    """Path, time and size of every source file below `folder`, so that a changed program is another program."""
    stamps: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                stamps += _stamps(entry.path)
            elif entry.name.endswith((".py", ".yml")):
                stat = entry.stat()
                stamps.append(f"{entry.path} {stat.st_mtime_ns} {stat.st_size}")
    stamps.sort()
    return stamps


def lint_cached(linter: Linter, targets: Sequence[Target]) -> Iterator[Page]:
    """The pages of `targets` in their order: unchanged ones from the cache, the others linted and remembered."""
    cache = Cache(linter.project.root, linter)
    kept = [cache.get(target) for target in targets]
    stale = [target for target, page in zip(targets, kept, strict=True) if page is None]
    fresh = lint_files(linter, stale, jobs_for(len(stale)))
    for target, page in zip(targets, kept, strict=True):
        if page is not None:
            yield page
        else:
            page = next(fresh)
            cache.put(target, page)
            yield page
    cache.save()
