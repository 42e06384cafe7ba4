"""`zensical.toml` as the same plain data that a `mkdocs.yml` gives. TOML has no tags and no parents."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs_neurolint.errors import UserError

AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


class TomlFile:
    """The `[project]` table of a file: `data`, and the place of a key as far as a search for its name can tell."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.paths = [path]
        self.environ: dict[str, str | None] = {}
        try:
            self.text = Path(path).read_text(encoding="utf-8-sig")
            whole = tomllib.loads(self.text)
        except OSError as error:
            raise UserError(f"cannot be read: {error.strerror or error}", path) from None
        except UnicodeDecodeError:
            raise UserError("is not UTF-8 text", path) from None
        except tomllib.TOMLDecodeError as error:
            at = AT.search(str(error))
            line, column = (int(at[1]), int(at[2])) if at else (0, 0)
            raise UserError(f"not valid TOML: {AT.sub('', str(error))}", path, line, column) from None
        except RecursionError:
            raise UserError("nested too deeply", path) from None
        project = whole.get("project", {})
        self.data: dict[str, Any] = project if isinstance(project, dict) else {}
        self.data["markdown_extensions"] = _flat(self.data.get("markdown_extensions"))

    def error(self, keys: Sequence[str | int], message: str) -> UserError:
        for key in reversed(keys):
            found = re.search(rf"^\s*(?:\[.*\b)?{re.escape(str(key))}\b", self.text, re.MULTILINE)
            if isinstance(key, str) and found:
                line = self.text.count("\n", 0, found.end()) + 1
                return UserError(message, self.path, line, 1)
        return UserError(message, self.path, 1, 1)


def _flat(extensions: Any) -> Any:
    """TOML reads `[project.markdown_extensions.pymdownx.snippets]` as nested tables: join their names again."""
    if not isinstance(extensions, dict):
        return extensions
    flat = dict(extensions)
    nested = flat.pop("pymdownx", None)
    if isinstance(nested, dict):
        flat |= {f"pymdownx.{name}": options for name, options in nested.items()}
    return flat
