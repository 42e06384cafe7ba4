"""A MkDocs configuration file as plain data: tolerant of the tags that sites use, and safe whatever it holds.

`!ENV` and `INHERIT` mean what they mean to MkDocs; a tag that names code becomes a placeholder and never runs.
"""
# Paths are text here, shown as they are opened: pathlib cannot normalise them, and it slows a walk.
# ruff: noqa: PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from mkdocs_neurolint.errors import UserError, yaml_error

MAX_DEPTH = 100
MAX_BYTES = 4_000_000
MAX_PARENTS = 10
BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Relative(str):
    """The text of a `!relative` value, such as `$config_dir/snippets`."""

    __slots__ = ()


class Loader(BaseLoader):  # type: ignore[misc]  # a class of PyYAML's own, or its C twin: no common stub
    """PyYAML's safe loader and the tags of MkDocs. `environ` gets the variables that the file names."""

    environ: dict[str, str | None]


def _environment(loader: Any, node: yaml.Node) -> Any:
    """`!ENV VAR` or `!ENV [VAR, OTHER, default]`, as the package pyyaml-env-tag reads it for MkDocs."""
    default = None
    if isinstance(node, yaml.ScalarNode):
        names = [loader.construct_scalar(node)]
    elif isinstance(node, yaml.SequenceNode) and node.value:
        children = node.value
        if len(children) > 1:
            default = loader.construct_object(children[-1], deep=True)
            children = children[:-1]
        names = [loader.construct_scalar(child) for child in children]
    else:
        raise yaml.constructor.ConstructorError(None, None, "!ENV needs a name or a list of names", node.start_mark)
    for name in names:
        loader.environ[name] = os.environ.get(name)
        if name in os.environ:
            value = os.environ[name]
            return loader.construct_object(
                yaml.ScalarNode(loader.resolve(yaml.ScalarNode, value, (True, False)), value, node.start_mark)
            )
    return default


def _placeholder(loader: Any, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return f"<{node.tag}>"
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loader.add_constructor("!ENV", _environment)
Loader.add_constructor("!relative", lambda loader, node: Relative(loader.construct_scalar(node)))
Loader.add_multi_constructor("!", _placeholder)
Loader.add_multi_constructor("tag:yaml.org,2002:python/", _placeholder)


class SiteFile:
    """One configuration file, with its parents merged in: `data`, and `paths` of every file that it took."""

    def __init__(self, path: str, _depth: int = 0) -> None:
        self.path = path
        self.paths = [path]
        self.environ: dict[str, str | None] = {}
        self.node: Any = None
        self.data = self._load()
        parent = self.data.pop("INHERIT", None)
        self.parent: SiteFile | None = None
        if parent is not None:
            if not isinstance(parent, str):
                raise self._error(["INHERIT"], "INHERIT must be the path of a file")
            if _depth >= MAX_PARENTS:
                raise self._error(["INHERIT"], "INHERIT goes round in circles, or too deep")
            where = os.path.normpath(os.path.join(os.path.dirname(path), parent))
            if not Path(where).is_file():
                raise self._error(["INHERIT"], f"the inherited file {parent!r} does not exist")
            self.parent = SiteFile(where, _depth + 1)
            self.paths += self.parent.paths
            self.environ |= self.parent.environ
            self.data = merge(self.parent.data, self.data)

    def place(self, keys: Sequence[str | int]) -> tuple[str, int, int]:
        """The file, line and column of the value at `keys`, or of the nearest thing around it."""
        node, depth = _follow(self.node, keys)
        if self.parent is not None and depth == 0:
            return self.parent.place(keys)
        if node is None:
            return self.path, 1, 1
        return self.path, node.start_mark.line + 1, node.start_mark.column + 1

    def error(self, keys: Sequence[str | int], message: str) -> UserError:
        path, line, column = self.place(keys)
        return UserError(message, path, line, column)

    def _error(self, keys: Sequence[str | int], message: str) -> UserError:
        node, _ = _follow(self.node, keys)
        return UserError(message, self.path, node.start_mark.line + 1, node.start_mark.column + 1)

    def _load(self) -> dict[str, Any]:
        text = _read(self.path)
        _refuse_depth(text, self.path)
        try:
            loader = Loader(text)
            loader.environ = self.environ
            try:
                self.node = loader.get_single_node()
                data = loader.construct_document(self.node) if self.node is not None else {}
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            raise yaml_error(error, self.path, MAX_DEPTH) from None
        except (ValueError, RecursionError) as error:
            raise UserError(f"not valid YAML: {error}", self.path) from None
        if data is None:
            return {}
        if not isinstance(data, dict):
            raise UserError("must be a mapping of settings", self.path, 1, 1)
        return data


def merge(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """`child` over `parent`: mappings are merged at every depth, everything else replaces."""
    merged = dict(parent)
    for key, value in child.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            value = merge(merged[key], value)
        merged[key] = value
    return merged


def _follow(node: Any, keys: Sequence[str | int]) -> tuple[Any, int]:
    """The node at `keys` (or the deepest on the way there) and how many keys led to it."""
    reached = 0
    for key in keys:
        inner = None
        if isinstance(node, yaml.MappingNode):
            inner = next((v for k, v in node.value if getattr(k, "value", None) == str(key)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            inner = node.value[key]
        if inner is None:
            break
        node, reached = inner, reached + 1
    return node, reached


def _read(path: str) -> str:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", path) from None
    if len(data) > MAX_BYTES:
        raise UserError(f"larger than {MAX_BYTES:,} bytes", path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("is not UTF-8 text", path) from None


def _refuse_depth(text: str, path: str) -> None:
    """Raises `UserError` for deep nesting: libyaml's own composer overruns the stack of the process on it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=BaseLoader):
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    line = event.start_mark.line + 1 if event.start_mark else 0
                    raise UserError(f"nested deeper than {MAX_DEPTH}", path, line)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        raise yaml_error(error, path, MAX_DEPTH) from None
    except yaml.reader.ReaderError as error:
        raise UserError(f"not valid YAML: {error.reason}", path) from None
