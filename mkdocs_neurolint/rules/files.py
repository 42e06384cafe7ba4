"""Where the rule data lives and how it gets here fast: YAML files, compiled once to one JSON file.

What the data means is the business of `rules.load`, `language`, `resources` and the checks.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_neurolint.version import VERSION

PACKAGE = Path(__file__).parent.parent
CATEGORY_EXCLUDED = ("lexicons", "resources")
# Where the code is that makes something of rule files which is kept for the next run.
MAKERS = ("checks", "claims", "language", "resources", "rules")


@cache
def rules_root() -> Path:
    """The folder of the built-in rules: inside the package when installed, beside it in an editable install."""
    inside = PACKAGE / "_rules"
    return inside if inside.is_dir() else PACKAGE.parent / "rules"


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


def cache_folder() -> Path:
    """The folder for compiled rules: `$NEUROLINT_CACHE_DIR`, else the user's cache folder of this platform."""
    named = os.environ.get("NEUROLINT_CACHE_DIR")
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "neurolint"


@cache
def builtin_stamp() -> list[Any]:
    """What tells whether what was made of the built-in files is still true: version, place, files, and the makers."""
    root = str(rules_root())
    folders = [entry.name for entry in os.scandir(root) if entry.is_dir()]
    files = [list(file) for file in _stamps(root, folders, ".yml")]
    return [VERSION, root, files, [list(file) for file in _stamps(str(PACKAGE), MAKERS, ".py")]]


def cache_file(name: str) -> Path:
    """The file in which `name` is kept for the rules at this place; two environments do not fight over it."""
    return cache_folder() / f"{name}-{hash_text(str(rules_root()))[:12]}.json"


def _read_compiled(path: Path, stamp: list[Any]) -> dict[str, Any] | None:
    try:
        compiled = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(compiled, dict) or compiled.get("stamp") != stamp:
        return None
    files = compiled.get("files")
    return files if isinstance(files, dict) else None


def write_atomically(path: Path, data: bytes) -> bool:
    """True when `data` is at `path`, whole; False when the place cannot be written."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError:
        return False
    return True


@cache
def builtin_files() -> dict[str, Any]:
    """Every built-in YAML file as plain data, by its path relative to the rules folder.

    Read from the compiled cache when that is fresh; else the files are read strictly, checked and the cache renewed.
    Raises `UserError` with file, line and column when a file is wrong.
    """
    root = rules_root()
    stamp = builtin_stamp()
    path = cache_file("rules")
    files = _read_compiled(path, stamp)
    if files is None:
        from mkdocs_neurolint.rules.strict import read_rules_folder

        files = read_rules_folder(root, [name for name, _, _ in stamp[2]])
        write_atomically(path, json.dumps({"stamp": stamp, "files": files}, ensure_ascii=False).encode())
    return files


def hash_text(text: str) -> str:
    """A stable hexadecimal digest of `text`."""
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def load_lexicon_data(name: str) -> Any:
    """The plain data of `rules/lexicons/NAME.yml`. Raises KeyError when there is none."""
    return builtin_files()[f"lexicons/{name}.yml"]


def load_rule_data() -> dict[str, dict[str, Any]]:
    """The plain data of every built-in rule, by path relative to the rules folder."""
    return {name: data for name, data in builtin_files().items() if name.split("/", 1)[0] not in CATEGORY_EXCLUDED}
