"""Files in the user's cache folder that keep what is slow to work out: one line for each piece, decoded when asked for.

The first line tells whether the others are still true. Losing such a file costs time, nothing else.
"""
# Paths are text here: pathlib is slow to import.
# ruff: noqa: PTH103, PTH105, PTH111, PTH120, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


def cache_folder() -> str:
    """The folder for such files: `$NEUROLINT_CACHE_DIR`, else the user's cache folder of this platform."""
    named = os.environ.get("NEUROLINT_CACHE_DIR")
    if named:
        return named
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or f"{home}/AppData/Local"
    elif sys.platform == "darwin":
        base = f"{home}/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache"
    return f"{base}/neurolint"


def read_lines(path: str, stamp: str) -> dict[str, str] | None:
    """What is kept at `path` by its keys; None when there is nothing or it is not of this `stamp`."""
    try:
        with open(path, "rb") as file:
            first, _, rest = file.read().decode("ascii").partition("\n")
    except (OSError, ValueError):
        return None
    if first != stamp:
        return None
    try:
        return dict([line.split("\t", 1) for line in rest.split("\n")]) if rest else {}
    except ValueError:
        return None


def write_lines(path: str, stamp: str, lines: Mapping[str, str]) -> None:
    """Keeps `lines` at `path`: ASCII, which is read the fastest, with neither line ends nor, in keys, tabs; as in JSON.

    Anything else is not kept.
    """
    text = "\n".join((stamp, *(f"{key}\t{value}" for key, value in lines.items())))
    if text.isascii():
        write_atomically(path, text.encode("ascii"))


def write_atomically(path: str, data: bytes) -> bool:
    """True when `data` is at `path`, whole; False when the place cannot be written."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        return False
    return True
