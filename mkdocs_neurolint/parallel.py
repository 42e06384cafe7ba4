"""Pages in several processes, for a run that has nothing else to do."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence

from mkdocs_neurolint.config.files import Target
from mkdocs_neurolint.runner import FEW, Answer, Linter, Page, from_answer, lint_file, rules_by_id, to_answer

# Below these numbers of pages, starting processes costs more than they save.
WORTH_FORKING = FEW
WORTH_SPAWNING = 1500
CHUNK = 32


class _Worker:
    """The linter of a worker process. Set once, when the process begins: a pool can pass it no other way."""

    linter: Linter


def worthwhile_jobs(pages: int) -> int:
    """How many processes `pages` are worth."""
    forks = sys.platform.startswith("linux")
    if pages < (WORTH_FORKING if forks else WORTH_SPAWNING):
        return 1
    return max(1, min(cores(), pages // (WORTH_FORKING // 2)))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def lint_in_processes(linter: Linter, targets: Sequence[Target], jobs: int) -> Iterator[Page]:
    """The pages of `targets` in their order."""
    context = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")
    rules = rules_by_id(linter.chosen)
    with context.Pool(jobs, _begin, (linter,)) as pool:
        for answer in pool.imap(_work, targets, CHUNK):
            yield from_answer(answer, rules)


def _begin(linter: Linter) -> None:
    _Worker.linter = linter


def _work(target: Target) -> Answer:
    return to_answer(lint_file(_Worker.linter, target))
