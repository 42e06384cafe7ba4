"""Lookbehinds of a varying length, which `regex` knows and `re` does not: set apart, or written out for each length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from mkdocs_neurolint.regexes import lazy

BEGINNINGS = ("(?<!", "(?<=")
BLANKS = 16  # as many blanks as a run of them may have that is written out
MOST_VARIANTS = 2000
SYNTAX = lazy(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)  # an escape, a set, a bracket or a bar
PLACES = {"AT_BOUNDARY": r"\b", "AT_NON_BOUNDARY": r"\B", "AT_BEGINNING": "^"}
CLASSES = {
    "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D",
}  # fmt: skip


def split_behind(expanded: str) -> tuple[list[tuple[bool, str]], str]:
    """The lookbehinds with which `expanded` begins, as (must it match, what), and the rest."""
    behind: list[tuple[bool, str]] = []
    while expanded.startswith(BEGINNINGS) and len(alternatives(expanded)) == 1:
        end = closing(expanded)
        inner = expanded[4:end]
        if "(?" in inner.replace("(?:", "") or inner.endswith((r"\b", "$")):
            break  # it asks what comes after it, too
        behind.append((expanded[3] == "=", inner))
        expanded = expanded[end + 1 :]
    return behind, expanded


def written_out(expanded: str) -> str:
    """`expanded` with its lookbehinds of varying length as one for each length, as far as that is possible."""
    pieces: list[str] = []
    done = 0
    for at, c, _ in _syntax(expanded):
        if c != "(" or at < done or not expanded.startswith(BEGINNINGS, at):
            continue
        end = at + closing(expanded[at:])
        variants = _variants_of(expanded[at + 4 : end])
        by_length: dict[int, list[str]] = {}
        for variant in variants:
            by_length.setdefault(variant.length, []).append(variant.text)
        if len(by_length) > 1:
            each = [f"{expanded[at : at + 4]}{'|'.join(texts)})" for texts in by_length.values()]
            pieces += [expanded[done:at], "".join(each) if expanded[at + 3] == "!" else f"(?:{'|'.join(each)})"]
            done = end + 1
    return "".join(pieces) + expanded[done:]


def closing(expanded: str) -> int:
    """The offset of the bracket that closes the one with which `expanded` begins."""
    return next((at for at, c, depth in _syntax(expanded) if c == ")" and not depth), len(expanded))


def alternatives(expanded: str) -> list[str]:
    """The alternatives of which `expanded` consists."""
    bars = [at for at, c, depth in _syntax(expanded) if c == "|" and not depth]
    return [expanded[start + 1 : end] for start, end in zip([-1, *bars], [*bars, len(expanded)], strict=True)]


def _syntax(expanded: str) -> Iterator[tuple[int, str, int]]:
    """(offset, character, depth) of each bracket and bar that is neither escaped nor in a set."""
    depth = 0
    for found in SYNTAX.finditer(expanded):
        c = found[0]
        if c in "()|":
            depth += (c == "(") - (c == ")")
            yield found.start(), c, depth


class Variant(NamedTuple):
    """A pattern all of whose matches have this length."""

    text: str
    length: int


class _TooManyError(Exception):
    """A pattern cannot be written out."""


def _variants_of(inner: str) -> list[Variant]:
    """`inner` as patterns of one length each; none when it cannot be written out."""
    try:
        return _variants(list(re._parser.parse(inner)))  # type: ignore[attr-defined]
    except (_TooManyError, re.error, OverflowError):
        return []


def _variants(items: list[Any]) -> list[Variant]:
    variants = [Variant("", 0)]
    for op, value in items:
        found = _of_item(str(op), value)
        if len(variants) * len(found) > MOST_VARIANTS:
            raise _TooManyError
        variants = [Variant(a.text + b.text, a.length + b.length) for a, b in product(variants, found)]
    return variants


def _of_item(name: str, value: Any) -> list[Variant]:
    if name == "LITERAL":
        return [Variant(re.escape(chr(value)), 1)]
    if name == "IN":
        return [Variant(f"[{''.join(map(_member, value))}]", 1)]
    if name == "AT" and str(value) in PLACES:
        return [Variant(PLACES[str(value)], 0)]
    if name == "SUBPATTERN" and value[:3] == (None, 0, 0):
        return _variants(list(value[3]))
    if name == "BRANCH":
        return [variant for branch in value[1] for variant in _variants(list(branch))]
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = int(value[0]), int(value[1]), list(value[2])
        if [_member(member) for op, members in inner if str(op) == "IN" for member in members] == [r"\s"]:
            most = min(most, BLANKS)
        if most <= BLANKS:
            return [variant for times in range(least, most + 1) for variant in _variants(inner * times)]
    raise _TooManyError


def _member(member: tuple[Any, Any]) -> str:
    name, value = str(member[0]), member[1]
    if name == "NEGATE":
        return "^"
    if name == "LITERAL":
        return re.escape(chr(value))
    if name == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if name == "CATEGORY" and str(value) in CLASSES:
        return CLASSES[str(value)]
    raise _TooManyError
