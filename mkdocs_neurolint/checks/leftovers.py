"""`problem: text` of the reference check: a pattern in the page or in the addresses of its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.checks.base import Match, Site
from mkdocs_neurolint.document.model import Document, Link
from mkdocs_neurolint.own_rules import SLOW_RULE
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.rules.trial import TIMEOUT_SECONDS

REACH = 120  # characters around a found word in which its pattern may match
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["words", "pattern"],
    "properties": {
        "words": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "minLength": 1},
            "description": "Texts one of which the match must hold, in lower case; the page is searched for them.",
        },
        "pattern": {"type": "string", "minLength": 1, "description": "A pattern; upper and lower case are the same."},
        "in": {"type": "string", "enum": ["text", "address", "both"], "description": "Where to look; text by default."},
    },
}


class Wanted(NamedTuple):
    words: tuple[str, ...]
    pattern: str
    in_text: bool
    in_address: bool


def validate(data: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for a pattern or word that cannot be used."""
    for i, item in enumerate(data.get("match", ())):
        try:
            re.compile(item["pattern"], re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"match[{i}].pattern: {error.msg} at position {error.pos}") from None
        for j, word in enumerate(item["words"]):
            if word != word.lower():
                raise ValueError(f"match[{i}].words[{j}]: write it in lower case")


def words(rule: Rule) -> set[str]:
    """The words that the page is searched for."""
    return {word for wanted in _wanted(rule) if wanted.in_text for word in wanted.words}


def _wanted(rule: Rule) -> tuple[Wanted, ...]:
    return _made(tuple((*item["words"], item["pattern"], item.get("in", "text")) for item in rule.data["match"]))


@lru_cache(maxsize=256)
def _made(items: tuple[tuple[str, ...], ...]) -> tuple[Wanted, ...]:
    return tuple(
        Wanted(tuple(words), pattern, where != "address", where != "text") for *words, pattern, where in items
    )


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    # Imported here, since most pages have no candidate.
    import regex

    return regex.compile(pattern, regex.VERSION0 | regex.IGNORECASE)


def find(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    """What the rule's patterns match at `places`, where one of its words stands, and in the addresses of links."""
    wanted = _wanted(rule)
    try:
        yield from _in_text(document, rule, places, wanted)
        yield from _in_addresses(document, rule, [item for item in wanted if item.in_address])
    except TimeoutError:
        yield Match(SLOW_RULE, 0, 0, {"rule": rule.id})


def _in_text(document: Document, rule: Rule, places: Sequence[int], wanted: Sequence[Wanted]) -> Iterator[Match]:
    last = -1
    for place in places:
        for item in wanted:
            if place < last or not item.in_text or not document.folded.startswith(item.words, place):
                continue
            # The page itself is searched, since a reader of Markdown takes some of this debris for markup.
            window = max(0, place - REACH), place + REACH
            for found in _compiled(item.pattern).finditer(document.text, *window, timeout=TIMEOUT_SECONDS):
                if found.start() <= place < found.end():
                    last = found.end()
                    yield Match(rule, found.start(), last)
                    break


def _in_addresses(document: Document, rule: Rule, wanted: Sequence[Wanted]) -> Iterator[Match]:
    if not wanted or not document.links:
        return
    addresses = "\n".join([link.url for link in document.links])
    wanted = [item for item in wanted if any(word in addresses for word in item.words)]
    for link in document.links if wanted else ():
        for item in wanted:
            if not any(word in link.url for word in item.words):
                continue
            found = _compiled(item.pattern).search(link.url, timeout=TIMEOUT_SECONDS)
            if found:
                start, end = address(document, link)
                if document.text.startswith(link.url, start):
                    start, end = start + found.start(), start + found.end()
                yield Match(rule, start, end)
                break


def address(document: Document, link: Link) -> tuple[int, int]:
    """Where the address of a link stands; the whole link when it stands elsewhere or is written otherwise."""
    at = document.text.rfind(link.url, link.start, link.end)
    return (at, at + len(link.url)) if at >= 0 else (link.start, link.end)
