"""Pages linted by a second process while the site generator works on its own: a build hardly waits for the linter.

A fresh interpreter instead of a fork, because other plugins may have threads. It is only a help: where it cannot be
had, or ends early, whoever asks lints the page.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Sequence
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import BinaryIO

from mkdocs_neurolint.config.files import MARKDOWN, Target
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.parallel import cores
from mkdocs_neurolint.runner import (
    Linter,
    Page,
    from_answer,
    lint_file,
    lint_text,
    make_linter,
    rules_by_id,
    to_answer,
)

WORTHWHILE = 50  # pages; with fewer, the second process is hardly there when the work is done
GREETING = b"neurolint pages\n"  # comes before the answers, unless something in that interpreter prints of itself
# The module path of this process, because it may have been changed since the start; then the work.
BEGIN = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from mkdocs_neurolint.ahead import work; work()"
)


class Ahead:
    """The second process. `ask` names pages, `page` waits for one of them, `close` ends it."""

    def __init__(self, linter: Linter) -> None:
        self._rules = rules_by_id(linter.chosen)
        self._due: set[str] = set()
        self._greeted = False
        self._pages: dict[str, Page] = {}
        command = [sys.executable, "-P", "-c", BEGIN]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        self._send(sys.path, linter.project)

    def _send(self, *messages: object) -> None:
        assert self._process.stdin is not None
        try:
            for message in messages:
                pickle.dump(message, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            self.close()

    def ask(self, targets: Sequence[Target]) -> None:
        """Has `targets` linted, in this order."""
        if self._process.poll() is None:
            self._due.update(target.path for target in targets)
            self._send(list(targets))

    def page(self, target: Target, digest: str) -> Page | None:
        """What was found on a page that was asked for; None when that is not known of a file of this SHA-256."""
        while target.path in self._due and self._take():
            pass
        page = self._pages.pop(target.path, None)
        return page if page is not None and page.digest == digest else None

    def _take(self) -> bool:
        """Takes one answer; False when there is none any more."""
        assert self._process.stdout is not None
        try:
            self._greeted = self._greeted or self._process.stdout.read(len(GREETING)) == GREETING
            if not self._greeted:
                raise EOFError
            answer = pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            return False
        self._due.discard(answer[0])
        self._pages[answer[0]] = from_answer(answer, self._rules)
        return True

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        self._due.clear()
        self._process.kill()
        # What is still in the buffer of a pipe that nobody reads any more.
        try:
            self._process.communicate()
        except (OSError, ValueError):
            self._process.wait()


def ahead_of(linter: Linter) -> Ahead | None:
    """The second process for the site of `linter`; None where it is not worth its start or cannot be started."""
    if not sys.executable or getattr(sys, "frozen", False) or cores() < 2 or not _has_many_pages(linter.project):
        return None
    try:
        return Ahead(linter)
    except (OSError, pickle.PicklingError, TypeError):
        return None


def _has_many_pages(project: Project) -> bool:
    found = 0
    for _, _, names in os.walk(project.docs_dir):
        found += sum(name.endswith(MARKDOWN) for name in names)
        if found >= WORTHWHILE:
            return True
    return False


def work() -> None:
    """The second process: reads a project and lists of pages, writes what is found on each."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anything prints is no answer
    project: Project = pickle.load(sys.stdin.buffer)
    asked: SimpleQueue[list[Target]] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, asked), daemon=True).start()
    linter = make_linter(project)
    lint_text(linter, "", Target("", ""))  # everything is imported and compiled before the first page comes
    ready: SimpleQueue[bytes] = SimpleQueue()
    writer = Thread(target=_write, args=(answers, ready))
    writer.start()
    while targets := asked.get():
        for target in targets:
            ready.put(pickle.dumps(to_answer(lint_file(linter, target))))
    ready.put(b"")
    writer.join()


def _read(source: BinaryIO, asked: SimpleQueue[list[Target]]) -> None:
    # In a thread, as is the writing: neither process ever waits for the other to take what fills a pipe.
    try:
        while True:
            asked.put(pickle.load(source))
    except EOFError:
        asked.put([])


def _write(answers: BinaryIO, ready: SimpleQueue[bytes]) -> None:
    try:
        answers.write(GREETING)
        while answer := ready.get():
            answers.write(answer)
            answers.flush()
    except OSError:
        os._exit(1)  # nobody reads any more
