"""Pages in several processes. The findings travel as plain data, so rules are never copied back."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence

from mkdocs_neurolint.config.files import Target
from mkdocs_neurolint.runner import FEW, Linter, Page, Plain, from_plain, lint_file, rules_by_id, to_plain

# Below these numbers of pages, starting processes costs more than they save.
WORTH_FORKING = FEW
WORTH_SPAWNING = 1500
CHUNK = 32
Answer = tuple[str, Plain, tuple[tuple[str, int, int], ...], str]


class _Worker:
    """The linter of a worker process. Set once, when the process begins: a pool can pass it no other way."""

    linter: Linter


def worthwhile_jobs(pages: int) -> int:
    """How many processes `pages` are worth."""
    forks = sys.platform.startswith("linux")
    if pages < (WORTH_FORKING if forks else WORTH_SPAWNING):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, pages // (WORTH_FORKING // 2)))


def lint_in_processes(linter: Linter, targets: Sequence[Target], jobs: int) -> Iterator[Page]:
    """The pages of `targets` in their order."""
    context = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
    # A severity that an override changed travels with the finding; the rule itself is the one of the run.
    rules = rules_by_id(linter.chosen)
    with context.Pool(jobs, _begin, (linter,)) as pool:
        for path, plain, files, digest in pool.imap(_work, targets, CHUNK):
            yield from_plain(path, plain, rules, files)._replace(digest=digest)


def _begin(linter: Linter) -> None:
    _Worker.linter = linter


def _work(target: Target) -> Answer:
    page = lint_file(_Worker.linter, target)
    return page.path, to_plain(page), page.files, page.digest
