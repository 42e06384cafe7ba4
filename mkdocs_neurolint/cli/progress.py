"""A progress bar on standard error, for people who wait: on a terminal only, and only when a run is long."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

AFTER = 1.0  # seconds before the bar appears
EVERY = 0.1  # seconds between two drawings
WIDTH = 30
Item = TypeVar("Item")


def watched(items: Iterable[Item], total: int, *, quiet: bool) -> Iterator[Item]:
    """The items, with a bar that shows how many of `total` have come."""
    err = sys.stderr
    if quiet or not total or not err.isatty() or os.environ.get("TERM") == "dumb":
        yield from items
        return
    shown = False
    due = time.monotonic() + AFTER
    try:
        for done, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if now >= due:
                err.write(f"\r{_bar(done, total)}")
                err.flush()
                shown, due = True, now + EVERY
    finally:
        if shown:
            err.write("\r\x1b[K")
            err.flush()


def _bar(done: int, total: int) -> str:
    filled = WIDTH * done // total
    return f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done:,} of {total:,} pages"
