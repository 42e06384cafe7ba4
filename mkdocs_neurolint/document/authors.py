"""Author-year citations in running prose: `(Smith et al., 2020)`, `Smith and Lee (2019)`, `(WHO, 2021)`.

A year is looked for first, then the names before it are judged; a year alone is no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from mkdocs_neurolint.document.citation_words import word_set
from mkdocs_neurolint.regexes import lazy

# One pattern a century: each begins with literal digits, which makes the search ten times faster.
YEARS = tuple(lazy(century + r"\d\d(?=[a-h]?(?:[^\w/–-]|$))(?![.,]\d)") for century in ("20", "19", "18"))
WINDOW = 140  # characters before a year in which its names must stand

CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
PARTICLE = r"(?:(?:van|von|de|der|den|del|della|da|di|dos|du|la|le|ten|ter|el|al|bin|ibn|st\.?)\s+){0,3}"
INITIAL = rf"[{CAPITAL}]\.[\s-]?"
NAME = (
    rf"(?:{INITIAL}){{0,3}}{PARTICLE}[{CAPITAL}](?:[^\W\d_]|['’-](?=\w)){{1,30}}(?:,?\s+(?:{INITIAL}){{1,3}})?"
)
AND = r"(?:and|&|und|et|y|og|och|en)"
ET_AL = r"(?:,?\s+et\s+al\b\.?|,?\s+(?:and|&)\s+(?:colleagues|co-?workers|others))"
NAMES = rf"{NAME}(?:,\s+{NAME}){{0,6}}(?:,?\s+{AND}\s+{NAME})?{ET_AL}?(?:['’]s?)?"
# "Smith and Lee (" up to a year: the names stand outside the bracket.
NARRATIVE = lazy(rf"(?<!\w)({NAMES})\s*[(\[]\s*$")
# "Smith et al., " or "Hallberg & Brune " up to a year, with or without a bracket around.
BARE = lazy(rf"(?<!\w)({NAME}(?:,\s+{NAME}){{0,6}}(?:,?\s+{AND}\s+{NAME})?{ET_AL}|{NAME}\s+&\s+{NAME})[\s,.]+$")
TOKEN = lazy(r"[^\s,;:()\[\]]+")
LEAD = lazy(
    r"\s*(?:(?:for\s+(?:a\s+)?reviews?,?\s+)?see(?:\s+also)?|e\.?g\.?|i\.e\.|cf\.?|(?:as\s+)?(?:reviewed|cited|described|reported)\s+(?:in|by)"
    r"|adapted\s+from|data\s+from|from|source|sources|reviews?|and|also|based\s+on|according\s+to)[\s,:]+",
    re.IGNORECASE,
)
# Lower-case words inside the name of a body or between authors.
SMALL = frozenset(
    ("and", "&", "et", "al", "of", "for", "the", "on", "in", "und", "y", "van", "von", "de", "der", "den", "del", "da")
) | frozenset(("della", "di", "dos", "du", "la", "le", "ten", "ter", "el", "bin", "st"))


class AuthorYear(NamedTuple):
    start: int
    end: int
    names: str
    year: str


def find_author_years(prose: str, undated: bool) -> Iterator[AuthorYear]:
    """The author-year citations of `prose`; also those with "n.d." for a year when `undated`."""
    for found in chain.from_iterable(pattern.finditer(prose) for pattern in YEARS):
        cited = _judge(prose, found.start(), found.end())
        if cited:
            yield cited
    if undated:
        at = prose.find("n.d.")
        while at >= 0:
            cited = _judge(prose, at, at + 4)
            if cited:
                yield cited
            at = prose.find("n.d.", at + 4)


def _judge(prose: str, start: int, end: int) -> AuthorYear | None:
    """The citation whose year is at `start:end`, or None when no author stands before it."""
    floor = max(0, start - WINDOW)
    window = prose[floor:start]
    before = window.rstrip()
    if not before:
        return None
    if end < len(prose) and prose[end] in "abcdefgh":
        end += 1
    last = before[-1]
    span: tuple[int, int] | None = None
    if last in "([":
        span = _narrative(window)
        if span and prose[end : end + 1] in (")", "]"):
            end += 1
    else:
        opening = max(before.rfind("("), before.rfind("["))
        if opening >= 0 and not (")" in before[opening:] or "]" in before[opening:]):
            span = _bracketed(window, max(opening, before.rfind(";", opening)) + 1)
        if span is None and ("al" in before[-12:] or "&" in before[-32:] or "others" in before[-8:]):
            found = BARE.search(window)
            span = (found.start(1), found.end(1)) if found else None
    if span is None:
        return None
    names = " ".join(window[span[0] : span[1]].split())
    return AuthorYear(floor + span[0], end, names, prose[start:end].strip(")]"))


def _narrative(window: str) -> tuple[int, int] | None:
    found = NARRATIVE.search(window)
    if found is None:
        return None
    names = [name for name in re.split(rf"[\s,]+(?:{AND}\s+)?", found[1]) if name]
    # What precedes the bracket directly is the author; a list may begin with "However,".
    tail = [name for name in names if name.rstrip(".").lower() not in ("et", "al", "colleagues", "others")]
    if not tail or _is_no_author(tail[-1]):
        return None
    start = found.start(1)
    if _is_no_author(names[0]) and len(names) > 1:
        start += found[1].index(names[1], len(names[0]))
    return start, found.end(1)


def _bracketed(window: str, start: int) -> tuple[int, int] | None:
    """The names between `start` and the end of `window`, when nothing but names is there."""
    if lead := LEAD.match(window, start):
        start = lead.end()
    tokens = list(TOKEN.finditer(window, start))
    if not tokens or len(tokens) > 14:
        return None
    # "(La mère morte, 1980)": a title in front of a comma may hold common words.
    titled = window.rstrip().endswith(",") and len(tokens) < 6 and not _is_no_author(tokens[0][0])
    named = ""
    for found in tokens:
        token = found[0]
        if token[0].isupper() and (token.isalpha() or not any(c.isdigit() for c in token)):
            if len(token.rstrip(".")) > 1:
                named = token
        elif not (token.lower().rstrip(".,") in SMALL or (titled and named and token.isalpha())):
            return None
    if not named or _is_no_author(named):
        return None
    return tokens[0].start(), tokens[-1].end()


@cache
def _no_authors() -> frozenset[str]:
    return word_set("not_authors")


def _is_no_author(name: str) -> bool:
    return name.strip(".,'’").lower() in _no_authors()
