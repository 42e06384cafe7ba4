"""Where the front matter is, as MkDocs sees it, and what it says."""

from __future__ import annotations

from typing import Any

from mkdocs_neurolint.document.marks import pattern
from mkdocs_neurolint.document.model import Document, FrontMatter

# As in `mkdocs.utils.meta`: YAML between fences, or else lines of `Key: value` up to the first other line.
YAML = r"(?s)---[ \t]*\r?\n(.*?\n)(?:\.\.\.|---)[ \t]*(?:\r?\n|$)"
MAPPING = r"(?m)^(?:[^\s#][^\n]*?:(?:[ \t\r\n]|$)|\{)"
KEY = r"[ ]{0,3}([A-Za-z0-9_-]+):[ \t]*(.*)"
MORE = r"(?:[ ]{4}|\t)[ \t]*(.*)"
SIMPLE = r"([A-Za-z_][\w-]*):[ \t]+([^\s\"'\[\]{}>|*&!%#`@,?:-][^\n\"'#:\[\]{}]*)"
RESERVED = frozenset(("true", "false", "yes", "no", "on", "off", "null", "~"))


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter at the top of a page (after a byte-order mark), or None."""
    start = int(text.startswith("\ufeff"))
    if text.startswith("---", start):
        found = pattern(YAML).match(text, start)
        if found is not None:
            # What is not a mapping is shown as text.
            holds = not found[1].strip() or pattern(MAPPING).search(found[1]) is not None
            return FrontMatter(start, found.end(), found[1]) if holds else None
    at = start
    while True:
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip("\r")
        if pattern(KEY).match(line) is None and (at == start or pattern(MORE).match(line) is None):
            break
        at = end + 1 if end >= 0 else len(text)
        if end < 0:
            break
    return FrontMatter(start, at, text[start:at]) if at > start else None


def read_meta(document: Document) -> dict[str, Any]:
    """The front matter as plain data; empty if there is none or if it is not a mapping of text keys."""
    front = document.front_matter
    if front is None:
        return {}
    if not document.text.startswith("---", front.start):
        return _read_lines(front.text)
    simple = _read_simple(front.text)
    return _read_yaml(front.text) if simple is None else simple


def _read_lines(text: str) -> dict[str, Any]:
    """MultiMarkdown metadata: keys in lower case, values as text."""
    data: dict[str, Any] = {}
    key = ""
    for line in text.splitlines():
        found = pattern(KEY).match(line)
        if found is not None:
            key = found[1].lower()
            data[key] = f"{data[key]} {found[2].strip()}" if key in data else found[2].strip()
        else:
            data[key] += " " + line.strip()
    return data


def _read_simple(text: str) -> dict[str, Any] | None:
    """Flat front matter with plain words as values, read without the cost of importing yaml; None for any other."""
    data: dict[str, Any] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        found = pattern(SIMPLE).fullmatch(line.rstrip())
        if found is None or found[2][0].isdigit() or found[2][0] in "+.=" or found[2].lower() in RESERVED:
            return None
        data[found[1]] = found[2]
    return data


def _read_yaml(text: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # An alias can make a short text blow up; front matter has no use for one.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=loader)):
            return {}
        data = yaml.load(text, Loader=loader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {key: value for key, value in data.items() if isinstance(key, str)} if isinstance(data, dict) else {}
