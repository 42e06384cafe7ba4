"""The data of a rule file; what only people read of it is decoded when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

TOLD = frozenset(("why", "sources", "examples"))  # what no check looks at


class RuleData(dict[str, Any]):
    """A rule file as a mapping: `used` at once, and `told`, the JSON text of the rest, on demand."""

    __slots__ = ("_told",)

    def __init__(self, used: dict[str, Any], told: str) -> None:
        super().__init__(used)
        self._told = told

    def _whole(self) -> None:
        if self._told:
            told, self._told = self._told, ""
            self.update(json.loads(told))

    def __missing__(self, key: str) -> Any:
        if key in TOLD and self._told:
            self._whole()
            return self[key]
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        if key in TOLD:
            self._whole()
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        if key in TOLD:
            self._whole()
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._whole()
        return super().__iter__()

    def __len__(self) -> int:
        self._whole()
        return super().__len__()

    def __eq__(self, other: object) -> bool:
        self._whole()
        return super().__eq__(other)

    def keys(self) -> Any:
        self._whole()
        return super().keys()

    def items(self) -> Any:
        self._whole()
        return super().items()

    def values(self) -> Any:
        self._whole()
        return super().values()


def packed(data: dict[str, Any]) -> str:
    """`data` as two JSON texts with a tab between: what is used, and what is told."""
    used = {key: value for key, value in data.items() if key not in TOLD}
    told = {key: value for key, value in data.items() if key in TOLD}
    return f"{json.dumps(used)}\t{json.dumps(told)}"


def unpacked(text: str) -> RuleData:
    """The data that `packed` was given. Raises ValueError for anything else."""
    used, _, told = text.partition("\t")
    return RuleData(json.loads(used), told)
