"""Regular expressions, compiled when they are first used and kept compiled for the next run.

On a single page, compiling would take longer than everything else. What is kept is the code that `re` makes of a
pattern; it holds for one version of Python, and `re` checks it when it is read back. Where a Python does not have these
inner parts of `re`, patterns are compiled in the ordinary way and nothing is kept.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import sys
from array import array
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable
from functools import cache
from json import dumps, loads
from typing import Any, cast
from zlib import crc32

from mkdocs_neurolint.kept_lines import cache_folder, read_lines, write_lines

MOST_KEPT = 3000


class _Lazy:
    """Stands for a pattern, whose methods it takes over one by one as they are used."""

    def __init__(self, text: str, flags: int) -> None:
        self._made_of = text, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(kept(*self._made_of), name)
        self.__dict__[name] = value
        return value


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, except that nothing is done, and no error found, before its first use."""
    return cast("re.Pattern[str]", _Lazy(text, int(flags)))


def kept(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives. Raises `re.error`."""
    return _store().pattern(text, int(flags))


def known(question: str, answer: Callable[[], str]) -> str:
    """The answer to a question about a pattern, found once and kept as well."""
    return _store().answer(question, answer)


def keep() -> None:
    """Writes what has been compiled in this run and was not kept before."""
    store = _store()
    if store.fresh:
        store.save()


class Store:
    """What is kept of each pattern, by its flags and its text as JSON."""

    def __init__(self) -> None:
        self.path = f"{cache_folder()}/patterns-{sys.hexversion:x}-{crc32(__file__.encode()):08x}.txt"
        self.stamp = f"{sys.implementation.name} {_sre.MAGIC} {_sre.CODESIZE}"
        self.lines = read_lines(self.path, self.stamp) or {}
        self.fresh: dict[str, str] = {}

    def pattern(self, text: str, flags: int) -> re.Pattern[str]:
        key = f"{flags} {dumps(text)}"
        code = self.lines.get(key)
        if code is not None:
            try:
                all_flags, groups, names, packed = loads(code)
                return _made(text, all_flags, array("I", a2b_base64(packed)).tolist(), groups, names)
            except (ValueError, TypeError, RuntimeError, OverflowError, Error):
                del self.lines[key]
        try:
            found, parts = _compile(text, flags)
        except (AttributeError, TypeError):
            return re.compile(text, flags)
        self.fresh[key] = dumps(parts)
        return found

    def answer(self, question: str, answer: Callable[[], str]) -> str:
        key = dumps(question)
        if key not in self.lines and key not in self.fresh:
            self.fresh[key] = dumps(answer())
        told: str = loads(self.lines[key] if key in self.lines else self.fresh[key])
        return told

    def save(self) -> None:
        lines = self.lines if len(self.lines) < MOST_KEPT else {}
        write_lines(self.path, self.stamp, {**lines, **self.fresh})


@cache
def _store() -> Store:
    return Store()


def _compile(text: str, flags: int) -> tuple[re.Pattern[str], list[Any]]:
    """The pattern, and what has to be kept of it. These are the steps of `re.compile`."""
    parsed = re._parser.parse(text, flags)  # type: ignore[attr-defined]
    code = re._compiler._code(parsed, flags)  # type: ignore[attr-defined]
    state = parsed.state
    all_flags, groups, names = int(flags | state.flags), state.groups - 1, dict(state.groupdict)
    packed = b2a_base64(array("I", code).tobytes(), newline=False).decode()
    return _made(text, all_flags, code, groups, names), [all_flags, groups, names, packed]


def _made(text: str, flags: int, code: list[int], groups: int, names: dict[str, int]) -> re.Pattern[str]:
    index: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        index[number] = name
    return cast("re.Pattern[str]", _sre.compile(text, flags, code, groups, names, tuple(index)))
