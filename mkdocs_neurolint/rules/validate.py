"""Whether a rule file says something that can be run. Each problem is a `UserError` at its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.rules.conform import conform, did_you_mean
from mkdocs_neurolint.rules.offered import message_problems
from mkdocs_neurolint.rules.schema import KINDS, kind_schema
from mkdocs_neurolint.rules.strict import BRACED, Source

PLURAL_MARK = "=="


def check_rule(source: Source, lexicons: Mapping[str, Any]) -> None:
    """Raises `UserError` with every problem of a rule file that can be seen at once."""
    problems = list(_shape(source)) or list(_sense(source, lexicons))
    if problems:
        raise UserError.of(problems)


def _shape(source: Source) -> Iterator[UserError]:
    """What keeps the file from being read as a rule."""
    data = source.data
    if not isinstance(data, dict):
        yield source.error("", "a rule file holds one rule: a mapping with id, kind, …")
        return
    kind = data.get("kind")
    if kind not in KINDS:
        problem = f"must be one of {', '.join(KINDS)}, not {kind!r}" if "kind" in data else "the key 'kind' is missing"
        yield source.error("kind", problem + did_you_mean(str(kind), KINDS))
        return
    braces = [source.error(path, f"{path}: {BRACED}: '{{{name}}}'") for path, name in _lone_braces(data, "")]
    yield from braces
    if not braces:
        for path, message in conform(data, kind_schema(kind)):
            yield source.error(path, f"{path}: {message}" if path else message)


def _sense(source: Source, lexicons: Mapping[str, Any]) -> Iterator[UserError]:
    """What is wrong with a rule of the right shape."""
    data = source.data
    stem = PurePath(source.path).stem
    if data["id"] != stem:
        yield source.error("id", f"the id is {data['id']!r} but the file is named {stem!r}")
    for path, message in message_problems(data):
        yield source.error(path, f"{path}: {message}")
    yield from _example_problems(source)
    try:
        import_module(f"mkdocs_neurolint.checks.{data['kind']}").validate(data, lexicons)
    except ValueError as error:
        path = str(error).split(":", 1)[0]
        yield source.error(path, str(error))


def _lone_braces(value: Any, key_path: str) -> Iterator[tuple[str, str]]:
    """Where a list has `{name}` without quotes, which YAML reads as a mapping with nothing in it, and the name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lone_braces(inner, f"{key_path}.{key}" if key_path else str(key))
    for i, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict) and list(item.values()) == [None]:
            yield f"{key_path}[{i}]", next(iter(item))
        else:
            yield from _lone_braces(item, f"{key_path}[{i}]")


def _example_problems(source: Source) -> Iterator[UserError]:
    examples = source.data["examples"]
    if len(examples["pass"]) < len(examples["flag"]):
        yield source.error("examples.pass", "needs at least as many pass examples as flag examples")
    for i, example in enumerate(examples["flag"]):
        text = example if isinstance(example, str) else example["text"]
        if text.count(PLURAL_MARK) % 2:
            yield source.error(f"examples.flag[{i}]", "a mark '==' is not closed")


LEXICON = {
    "type": "object",
    "required": ["summary"],
    "properties": {"summary": {"type": "string", "minLength": 1}, "words": {"type": "array", "minItems": 1}},
}


def check_lexicon(source: Source) -> None:
    """Raises `UserError` when a lexicon file has no summary or an empty word list."""
    for key_path, message in conform(source.data, LEXICON):
        raise source.error(key_path, f"{key_path}: {message}" if key_path else message)
