"""A value against a JSON Schema, for the few keywords that our schemas use, with messages for people.

The same schema objects are published for editors by `rules.schema`; this module only reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "array": list,
    "object": dict,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}
WORDS = {"string": "text", "array": "a list", "object": "a mapping", "boolean": "true or false"}

Problem = tuple[str, str]  # key path, message


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    """` (did you mean 'x'?)`, or nothing when no known word is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""


def conform(value: Any, schema: Mapping[str, Any], path: str = "") -> Iterator[Problem]:
    """Every way in which `value` breaks `schema`, as (key path, message)."""
    if "anyOf" in schema:
        yield from _any_of(value, schema["anyOf"], path)
        return
    wanted = schema.get("type")
    if wanted and not _is(value, wanted):
        yield path, f"must be {WORDS.get(wanted, 'an ' + wanted if wanted == 'integer' else 'a ' + wanted)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        options = [str(option) for option in schema["enum"]]
        yield path, f"must be one of {', '.join(options)}, not {value!r}" + did_you_mean(str(value), options)
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield path, f"must look like {schema.get('example', schema['pattern'])}, not {value!r}"
    if "minimum" in schema and isinstance(value, int) and value < schema["minimum"]:
        yield path, f"must be at least {schema['minimum']}, not {value}"
    if isinstance(value, str) and schema.get("minLength") and not value.strip():
        yield path, "must not be empty"
    if isinstance(value, list):
        yield from _items(value, schema, path)
    if isinstance(value, dict):
        yield from _properties(value, schema, path)


def _is(value: Any, wanted: str) -> bool:
    if isinstance(value, bool):
        return wanted == "boolean"
    return isinstance(value, TYPES[wanted])


def _any_of(value: Any, options: list[Mapping[str, Any]], path: str) -> Iterator[Problem]:
    fitting = [option for option in options if "type" not in option or _is(value, option["type"])]
    if not fitting:
        words = " or ".join(WORDS.get(option["type"], option["type"]) for option in options)
        yield path, f"must be {words}"
        return
    problems = [list(conform(value, option, path)) for option in fitting]
    yield from min(problems, key=len)


def _items(value: list[Any], schema: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if len(value) < schema.get("minItems", 0):
        least = schema["minItems"]
        yield path, f"needs at least {least} item{'s' if least > 1 else ''}, has {len(value)}"
    if "items" in schema:
        for i, item in enumerate(value):
            yield from conform(item, schema["items"], f"{path}[{i}]")


def _properties(value: dict[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    extra = schema.get("additionalProperties", True)
    for key, inner in value.items():
        inner_path = f"{path}.{key}" if path else key
        if key in properties:
            yield from conform(inner, properties[key], inner_path)
        elif extra is False:
            yield inner_path, f"unknown key {key!r}" + did_you_mean(key, list(properties))
        elif isinstance(extra, Mapping):
            yield from conform(inner, extra, inner_path)
    for key in schema.get("required", ()):
        if key not in value:
            yield path, f"the key {key!r} is missing"
