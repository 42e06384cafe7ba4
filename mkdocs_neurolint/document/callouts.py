"""Marks in the prose that call out an entry of a reference list: `[3]`, `[3-5]`, `<sup>3</sup>`, `(3)`, `[@key]`.

Code, links and footnotes are the reader's business and never come here as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mkdocs_neurolint.document.citation_words import word_pattern
from mkdocs_neurolint.regexes import lazy

NUMBER = r"[1-9]\d{0,2}"
NUMBERS = rf"{NUMBER}(?:\s*[,;–—-]\s*{NUMBER}){{0,19}}"
BRACKETED = lazy(rf"\[\s{{0,2}}({NUMBERS})\s{{0,2}}\](?![(\[{{:])")
# A list's label rather than its number: [S3], [Ref. 3], [Smith2020], [Lee20a].
LABELLED = lazy(
    r"\[((?:(?:[Rr]ef(?:s|erences?)?|[Ss]ources?)\.?\s?)[1-9]\d{0,2}(?:\s*[,;–-]\s*[1-9]\d{0,2})*"
    r"|[RS][1-9]\d{0,2}(?:-[A-Z]\d{1,3})?(?:\s*[,;]\s*[RS][1-9]\d{0,2}(?:-[A-Z]\d{1,3})?)*"
    r"|[A-Z][A-Za-z]+(?:19|20)\d\d[a-z]?(?:\s*[,;]\s*[A-Z][A-Za-z]+(?:19|20)\d\d[a-z]?)*)\](?![(\[{:])"
)
WORDED = lazy(rf"\((?:see\s+)?[Rr]ef(?:s|erences?)?\.?\s{{1,3}}({NUMBERS})\)")
PAGED = lazy(r"\((?:pp?|ch(?:ap(?:ter)?)?|loc|kindle loc)\.?\s?[1-9]\d{0,4}(?:\s?[-–]\s?\d{1,5})?\)")
ROUND = lazy(rf"\(({NUMBERS})\)")
RAISED_HTML = lazy(rf"<sup(?:\s[^>]*)?>\s*[\[(]?\s*({NUMBERS})\s*[\])]?\s*</sup>")
RAISED_CARET = lazy(rf"\^\{{?\[?({NUMBERS})\]?(?:\}}?\$|\^)")
RAISED_SIGNS = lazy(r"[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}(?:[,·⁻˒ ]{1,2}[¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2}){0,9}")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻·˒", "0123456789-,,")
# What is raised to a power, and the bases of numbers that are.
RAISABLE = frozenset(
    ("cm", "mm", "km", "µm", "μm", "nm", "dm", "ft", "yd", "mi", "sec", "min", "mol", "kg", *"msxyznridtcvefχησ")
)
BASES = ("10", "2")
LONGEST = 8  # characters before a raised number that are looked at; longer words are no unit
# What a number in brackets belongs to when it is no reference.
INTERVAL = lazy(r"(?:\bCIs?|\bIQR|\brange|\bintervals?|\bbetween|\bscale|[=≈∈:])(?:\s+of)?[\s,:=]*$")
ENUMERATED = lazy(
    r"(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|figures?|fig|tables?|box|equations?|eq|steps?|stages?"
    r"|types?|phases?|levels?|grades?|groups?|class|parts?|items?|options?|questions?|points?|section|chapter|schedule|n)\.?|=)\s*$",
    re.IGNORECASE,
)
# How LaTeX, MyST and Jekyll write it.
COMMAND = lazy(
    r"\\(?:no)?cite[a-z]*\*?(?:\[[^\]\n]{0,60}\]){0,2}\{([^{}\n]{1,200})\}|\{cite(?::\w{1,12})?\}`([^`\n]{1,200})`"
    r"|\{%-?\s*cite\s+([^%\n]{1,200}?)\s*-?%\}"
)
NAMED_KEY = lazy(r"[^,;\s]+")
KEY = lazy(r"@\{?([A-Za-z0-9_][\w:.#$%&+?<>~/-]*)")
YEAR_IN_KEY = lazy(r"(?:1[89]|20)\d\d")


class Callout(NamedTuple):
    """A mark at `start:end`: `kind` numeric or key, `target` its numbers or its key, `sure` False for a weak form."""

    kind: str
    start: int
    end: int
    target: str
    sure: bool


def find_brackets(prose: str, starts: frozenset[int]) -> Iterator[Callout]:
    """Numbers and labels in square brackets. One at an offset in `starts` opens a block: it is a list's own label."""
    for found in BRACKETED.finditer(prose):
        if found.start() in starts:
            continue
        # "a range of [3, 9]" gives bounds; "outside the normal range [3]" cites.
        if not found[1].isdigit() and INTERVAL.search(prose, max(0, found.start() - 20), found.start()):
            continue
        yield Callout("numeric", found.start(), found.end(), _tidy(found[1]), True)
    for found in LABELLED.finditer(prose):
        if found.start() not in starts:
            yield Callout("numeric", found.start(), found.end(), _tidy(found[1]), True)


def find_round(prose: str) -> Iterator[Callout]:
    """Numbers in round brackets that close a sentence, such as "(3)."; "(ref. 3)"; and pages, "(p. 12)"."""
    for found in ROUND.finditer(prose):
        before = prose[max(0, found.start() - 24) : found.start()].rstrip()
        after = prose[found.end() : found.end() + 2]
        closed = before[-1:] in (".", "!", "?") and not after[:1].strip()
        if (closed or after[:1] in (".", ";", "!", "?", ",")) and before and not ENUMERATED.search(before):
            yield Callout("numeric", found.start(), found.end(), _tidy(found[1]), False)
    for found in PAGED.finditer(prose):
        yield Callout("numeric", found.start(), found.end(), found[0].strip("()"), False)
    for found in WORDED.finditer(prose):
        yield Callout("numeric", found.start(), found.end(), _tidy(found[1]), True)


def find_raised(prose: str, text: str) -> Iterator[Callout]:
    """Raised numbers: `<sup>3</sup>`, `^3^`, `$^{3}$`, ³. Exponents, isotopes and charges are left out."""
    if "<" in text:
        for found in RAISED_HTML.finditer(text):
            if prose[found.start(1) : found.end(1)].strip() and _is_raised_mark(text, found.start(), found.end()):
                yield Callout("numeric", found.start(), found.end(), _tidy(found[1]), True)
    if "^" in text:
        for found in RAISED_CARET.finditer(text):
            # With a dollar sign on either side it is a formula.
            start = found.start() - (text[found.end() - 1] == "$" and text[found.start() - 1 : found.start()] == "$")
            if _is_raised_mark(text, start, found.end()) and _is_shown(prose, start, found.end()):
                yield Callout("numeric", start, found.end(), _tidy(found[1]), True)
    if not prose.isascii():
        for found in RAISED_SIGNS.finditer(prose):
            end = found.start() + len(found[0].rstrip(", "))
            if _is_raised_mark(prose, found.start(), end):
                yield Callout("numeric", found.start(), end, _tidy(prose[found.start() : end].translate(PLAIN)), True)


def _is_shown(prose: str, start: int, end: int) -> bool:
    """Whether what is around a mark is prose: code and comments are blank on both sides too."""
    return bool(prose[max(0, start - 2) : start].strip() or prose[end : end + 2].strip())


def _is_raised_mark(text: str, start: int, end: int) -> bool:
    """Whether a raised number calls out a reference: not m², 10⁹, Ca²⁺ or ¹¹C."""
    following = text[end : end + 1]
    if following in ("⁺", "⁻", "+", "/") or (following and following.isalpha()):
        return False
    begin = start
    while begin > max(0, start - LONGEST) and text[begin - 1].isalnum():
        begin -= 1
    word = text[begin:start].lower()
    return word not in RAISABLE and word not in BASES and not (word and begin > 0 and text[begin - 1] in "/·")


def find_keys(prose: str, text: str) -> Iterator[Callout]:
    """Citation keys: `[@smith2020; @lee2019]`, `[-@key]`, and `@smith2020` in running text.

    A key outside brackets is `sure` when it holds a year and does not look like a name on a social network.
    """
    at = prose.find("@")
    while at >= 0:
        before = prose[at - 1 : at]
        found = None if before and (before.isalnum() or before in "./_@") else KEY.match(text, at)
        if found:
            key = found[1].rstrip(".:;,?!-/}")
            end = found.start(1) + len(key)
            opening = prose.rfind("[", max(0, at - 200), at)
            bracketed = opening >= 0 and "]" not in prose[opening:at] and "]" in prose[end : end + 200]
            if not bracketed and ("/" in key or "." in key):
                pass  # a package or a host
            else:
                around = prose[max(0, at - 30) : at].lower()
                sure = bracketed or (bool(YEAR_IN_KEY.search(key)) and not word_pattern("social").search(around))
                yield Callout("key", at, end, key, sure)
        at = prose.find("@", at + 1)


def find_commands(text: str) -> Iterator[Callout]:
    """`\\citep{smith2020,lee2019}`, `{cite:t}` with a key in backticks, and `{% cite smith2020 %}`."""
    for found in COMMAND.finditer(text):
        start, end = next(found.span(group) for group in (1, 2, 3) if found[group])
        for key in NAMED_KEY.finditer(text, start, end):
            if key[0].startswith("-"):
                break  # an option of Jekyll's
            yield Callout("key", *key.span(), key[0], True)


def _tidy(numbers: str) -> str:
    return ", ".join(part for part in re.split(r"\s*[,;]\s*|\s{2,}", numbers.strip()) if part)


def highest(target: str) -> int:
    """The highest number that the target of a numeric callout names; 0 when it is a label."""
    if not target[:1].isdigit():
        return 0
    return max(int(number) for number in re.findall(r"\d+", target))
