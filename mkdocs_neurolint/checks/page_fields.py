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
    front = document.front_matter
    if front is None:
        return []
    fields = []
    for found in _key_pattern(tuple(keys)).finditer(document.text, front.start, front.end):
        value: Any = _plain(found[2])
        if value is None:
            # A list, a mapping, a block or nothing at all; only YAML can tell.
            value = next((inner for key, inner in document.meta.items() if key.lower() == found[1].lower()), None)
        fields.append(Field(found[1], value, found.start(), found.end()))
    return fields


@lru_cache(maxsize=64)
def _key_pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    spellings = "|".join(re.sub(r"[ _-]", "[ _-]", key) for key in keys)
    line = rf"^({spellings})[ \t]*:(?=[ \t\r\n])[ \t]*([^\r\n]*?)(?=[ \t]*\r?$)"
    return re.compile(line, re.IGNORECASE | re.MULTILINE)


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
    plain = key.lower().replace("-", "_").replace(" ", "_")
    return any(plain == other.lower().replace("-", "_").replace(" ", "_") for other in keys)
