"""Where the rule data lives and how it gets here fast: YAML files, compiled once to one file of JSON lines.

What the data means is the business of `rules.load`, `language`, `resources` and the checks.
"""
# Paths are text here: pathlib is slow to import.
# ruff: noqa: PTH112, PTH120

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from mkdocs_neurolint.kept_lines import cache_folder, read_lines, write_lines
from mkdocs_neurolint.rules.data import packed, unpacked
from mkdocs_neurolint.version import VERSION

PACKAGE = os.path.dirname(os.path.dirname(__file__))
NO_RULES = ("lexicons/", "resources/")
# Where the code is that makes something of rule files which is kept for the next run.
MAKERS = ("checks", "claims", "language", "resources", "rules")


@cache
def rules_root() -> str:
    """The folder of the built-in rules: inside the package when installed, beside it in an editable install."""
    inside = f"{PACKAGE}/_rules"
    return inside if os.path.isdir(inside) else f"{os.path.dirname(PACKAGE)}/rules"


def _stamps(root: str, folders: Iterable[str], ending: str) -> list[tuple[str, int, int]]:
    """(path relative to root, mtime in ns, size) of every file in `folders` whose name has that ending, sorted."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                if entry.name.endswith(ending):
                    stat = entry.stat()
                    found.append((f"{folder}/{entry.name}", stat.st_mtime_ns, stat.st_size))
    found.sort()
    return found


@cache
def builtin_stamp() -> str:
    """What tells whether what was made of the built-in files is still true: version, place, files, and the makers."""
    root = rules_root()
    folders = [entry.name for entry in os.scandir(root) if entry.is_dir()]
    return json.dumps([VERSION, root, _stamps(root, folders, ".yml"), _stamps(PACKAGE, MAKERS, ".py")])


def cache_file(name: str) -> str:
    """The file in which `name` is kept for the rules at this place; two environments do not fight over it."""
    from zlib import crc32

    return f"{cache_folder()}/{name}-{crc32(rules_root().encode('utf-8', 'surrogateescape')):08x}.txt"


class BuiltinFiles(Mapping[str, Any]):
    """Every built-in YAML file as plain data, by its path relative to the rules folder, decoded when asked for."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._decoded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._decoded:
            self._decoded[name] = unpacked(self._lines[name])
        return self._decoded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def builtin_files() -> BuiltinFiles:
    """The built-in files, from the compiled cache when that is fresh; else they are read strictly and checked.

    Raises `UserError` with file, line and column when a file is wrong.
    """
    stamp = builtin_stamp()
    path = cache_file("rules")
    lines = read_lines(path, stamp)
    if lines is None:
        from pathlib import Path

        from mkdocs_neurolint.rules.strict import read_rules_folder

        files = read_rules_folder(Path(rules_root()), [name for name, _, _ in json.loads(stamp)[2]])
        lines = {name: packed(data) for name, data in files.items()}
        write_lines(path, stamp, lines)
    return BuiltinFiles(lines)


@cache
def _sha256() -> Any:
    # `hashlib` imports OpenSSL, which takes as long as reading a page. A failed import is not remembered by Python.
    try:
        from _sha2 import sha256  # type: ignore[import-not-found]  # private, from Python 3.12 on
    except ImportError:
        try:
            from _sha256 import sha256  # type: ignore[import-not-found]  # private, in Python 3.11
        except ImportError:
            from hashlib import sha256
    return sha256


def sha256_of(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    digest: str = _sha256()(data).hexdigest()
    return digest


def hash_text(text: str) -> str:
    """A stable hexadecimal digest of `text`."""
    return sha256_of(text.encode("utf-8", "surrogatepass"))


def load_lexicon_data(name: str) -> Any:
    """The plain data of `rules/lexicons/NAME.yml`. Raises KeyError when there is none."""
    return builtin_files()[f"lexicons/{name}.yml"]


def load_rule_data() -> dict[str, dict[str, Any]]:
    """The plain data of every built-in rule, by path relative to the rules folder."""
    files = builtin_files()
    return {name: files[name] for name in files if not name.startswith(NO_RULES)}
