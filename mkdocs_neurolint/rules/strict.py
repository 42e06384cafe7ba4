"""YAML to plain data, strictly and safely, with the place of every value for error messages.

Anchors, aliases, tags and deep nesting are refused, so no file can grow beyond its own size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from mkdocs_neurolint.errors import UserError, yaml_error

MAX_DEPTH = 16
MAX_BYTES = 1_000_000
# libyaml is ten times faster; the pure-Python loader reads the same files where it is missing.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A pattern that begins with a lexicon and has no quotes: to YAML the brace begins a mapping.
BRACE_FIRST = re.compile(r"\s*(?:-|[\w.]+:)\s+\{[a-z][a-z0-9-]*\}\s*\S")
BRACED = "a pattern that begins with { must stand in quotation marks"
Marks = dict[str, tuple[int, int]]


class Source:
    """A YAML file as plain data (`data`), with `place(key_path)` giving the line and column of a value.

    A key path looks like `match[0].pattern`; the empty path is the whole file.
    """

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.marks: Marks = {}
        _refuse_tricks(text, path)
        try:
            node = yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            raise _broken(error, path, text) from None
        self._constructor = yaml.constructor.SafeConstructor()
        self.data: Any = None if node is None else self._build(node, "")

    def place(self, key_path: str) -> tuple[int, int]:
        """The 1-based line and column of the value at `key_path`, or of the nearest thing around it."""
        while key_path and key_path not in self.marks:
            key_path = key_path[: max(key_path.rfind("."), key_path.rfind("["), 0)]
        return self.marks.get(key_path, (1, 1))

    def error(self, key_path: str, message: str) -> UserError:
        line, column = self.place(key_path)
        return UserError(message, self.path, line, column)

    def _build(self, node: Any, key_path: str) -> Any:
        self.marks.setdefault(key_path, (node.start_mark.line + 1, node.start_mark.column + 1))
        if isinstance(node, yaml.MappingNode):
            return self._build_mapping(node, key_path)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(child, f"{key_path}[{i}]") for i, child in enumerate(node.value)]
        if node.tag == "tag:yaml.org,2002:timestamp":
            return node.value
        try:
            return self._constructor.construct_object(node)
        except (yaml.MarkedYAMLError, ValueError) as error:
            raise self.error(key_path, f"cannot read this value: {error}") from None

    def _build_mapping(self, node: Any, key_path: str) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            # A word such as `on` or `NO` is a boolean to YAML 1.1; as a key its spelling is what is meant.
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.error(key_path, "a key must be a plain word")
            key = str(key_node.value)
            if "(?" in key:
                raise self.error(key_path, "a pattern with ': ' in it must stand in quotation marks")
            inner = f"{key_path}.{key}" if key_path else key
            self.marks[inner] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key in result:
                raise self.error(inner, f"the key {key!r} stands here twice")
            result[key] = self._build(value_node, inner)
        return result


def _broken(error: yaml.MarkedYAMLError, path: str, text: str) -> UserError:
    # The parser may notice on a later line.
    noticed = error.problem_mark or error.context_mark
    line = noticed.line + 1 if noticed else 1
    lines = text.splitlines()[max(line - 2, 0) : line]
    hint = f" ({BRACED})" if any(BRACE_FIRST.match(given) for given in lines) else ""
    return yaml_error(error, path, MAX_DEPTH, hint)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refuse_tricks(text: str, path: str) -> None:
    if len(text) > MAX_BYTES:
        raise UserError(f"larger than {MAX_BYTES:,} characters", path)
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            line, column = _place(event)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise UserError("anchors and aliases are not allowed here", path, line, column)
            tag = getattr(event, "tag", None)
            if tag and tag != "!":
                raise UserError(f"the tag {tag!r} is not allowed here", path, line, column)
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    raise UserError(f"nested deeper than {MAX_DEPTH}", path, line, column)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise UserError("more than one document", path, line, column)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, path, text) from None
    except yaml.reader.ReaderError as error:
        raise UserError(f"not valid YAML: {error.reason}", path) from None


def read_source(path: Path, shown: str = "") -> Source:
    """The YAML file at `path`. Raises `UserError` when it cannot be read or is not plain YAML."""
    shown = shown or str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", shown) from None
    except UnicodeDecodeError:
        raise UserError("is not UTF-8 text", shown) from None
    return Source(text, shown)


def read_rules_folder(root: Path, names: Sequence[str]) -> dict[str, Any]:
    """The plain data of the YAML files `names` below `root`, rules checked against their schema."""
    from mkdocs_neurolint.rules.validate import check_lexicon, check_rule

    sources = {name: read_source(root / name, f"rules/{name}") for name in names}
    lexicons = {name: source for name, source in sources.items() if name.startswith("lexicons/")}
    for source in lexicons.values():
        check_lexicon(source)
    known: Mapping[str, Any] = {Path(name).stem: source.data for name, source in lexicons.items()}
    for name, source in sources.items():
        if not name.startswith(("lexicons/", "resources/")):
            check_rule(source, known)
    return {name: source.data for name, source in sources.items()}
