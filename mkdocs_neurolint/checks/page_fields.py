"""Single fields of the front matter with their places, read without YAML wherever they are plain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.document.model import Document


class Field(NamedTuple):
    """A key at the top level of the front matter. `value` is text, or whatever YAML makes of it."""

    key: str
    value: Any
    start: int
    end: int


def read_fields(document: Document, keys: Sequence[str]) -> list[Field]:
    """The fields at the top level of the front matter with one of `keys`, in order.

    Case makes no difference to a key, nor does `-`, `_` or a blank.
    """
    if document.front_matter is None:
        return []
    wanted = _folded_keys(tuple(keys))
    fields = []
    for folded, key, written, start, end in _lines(document):
        if folded in wanted:
            value: Any = _plain(written)
            if value is None:
                # A list, a mapping, a block or nothing at all; only YAML can tell.
                value = next((inner for name, inner in document.meta.items() if name.lower() == key.lower()), None)
            fields.append(Field(key, value, start, end))
    return fields


@lru_cache(maxsize=4)
def _lines(document: Document) -> list[tuple[str, str, str, int, int]]:
    """Of each line that begins with a key: the key as it is compared, the key, what follows it, start and end."""
    front = document.front_matter
    assert front is not None
    lines = []
    at = front.start
    for line in document.text[front.start : front.end].splitlines(keepends=True):
        key, colon, rest = line.partition(":")
        if colon and key[:1].isalpha() and (not rest or rest[0] in " \t\r\n"):
            lines.append((_folded_key(key), key, rest.strip(), at, at + len(line.rstrip())))
        at += len(line)
    return lines


def _folded_key(key: str) -> str:
    return key.strip().lower().replace("-", "_").replace(" ", "_")


@lru_cache(maxsize=64)
def _folded_keys(keys: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_folded_key, keys))


def _plain(written: str) -> str | None:
    """The text of a scalar that stands on its key's line; None for anything that YAML has to read."""
    quoted = re.fullmatch(r"\"([^\"\\]*)\"(?:\s+#.*)?|'([^']*)'(?:\s+#.*)?", written)
    if quoted:
        return quoted[1] if quoted[1] is not None else quoted[2]
    if not written or written[0] in "[]{}&*!|>%@`\"'#":
        return None
    return re.split(r"\s+#", written, maxsplit=1)[0]


def names_in(value: Any) -> list[str]:
    """The texts in a field: one for each person, whatever the form."""
    if isinstance(value, list | tuple):
        return [name for item in value for name in names_in(item)]
    if isinstance(value, Mapping):
        return [" ".join(str(inner) for inner in value.values() if inner is not None)]
    return [] if value is None or isinstance(value, bool) else [str(value).strip()]


def same_key(key: str, keys: Sequence[str]) -> bool:
    """Whether `key` is one of `keys`, as `read_fields` compares them."""
    return _folded_key(key) in _folded_keys(tuple(keys))
