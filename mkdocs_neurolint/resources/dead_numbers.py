"""Numbers that lead nowhere: they cannot be dialled, nobody has them, or nobody has looked at them for years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.phones import SHORT, dialable, short_code_with_country
from mkdocs_neurolint.resources.reading import CALL, DIAL_BEFORE, Fault, Reading
from mkdocs_neurolint.resources.recognise import PhoneOnPage
from mkdocs_neurolint.resources.snippet import PLACE_NAMES

PLACEHOLDER = lazy(
    r"\b(?:\(?\d{3}\)?[ .-])?555[ .-]?01\d\d\b|\b1?[ .-]?800[ .-]555[ .-]\d{4}\b|\b\(?123\)?[ .-]?456[ .-]?7890?\b|"
    r"\b(?:1[ -])?\(?(?:X{3}|#{3}|8\d\d)\)?[ -](?:X{3,4}|#{3,4})(?:[ -](?:X{3,4}|#{4}))?(?!\w)|"
    r"\b0?(?:[01]?800|0{3,5})[ -]?0{3}[ -]?0{3,4}\b|"
    # Numbers that the British regulator keeps free for drama.
    r"\b01632 ?960 ?\d{3}\b|\b020 ?7946 ?0\d{3}\b|\b07700 ?900 ?\d{3}\b|\b0808 ?157 ?0\d{3}\b|"
    r"[\[{](?:insert|add|your|local|put)\b[^\]}\n]{0,40}\b(?:helpline|hotline|number|phone|line)\b[^\]}\n]{0,20}[\]}]",
    re.IGNORECASE,
)
# One of these is in every placeholder that is not all digits.
PLACEHOLDER_MARKS = ("xxx", "###", "[", "{")
DATED = lazy(
    r"\b(?:as (?:of|at)|(?:correct|accurate|valid|current|right)(?: as)?(?: of| at| in)?|"
    r"(?:last )?(?:checked|verified|updated|reviewed|confirmed|tested)(?: on| in| at)?)"
    r"[^.\d\n]{0,24}(?:\d{1,2}[^\d\n]{1,12})?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
YEAR = lazy(r"(?:19|20)\d\d\b")
BEFORE_YEAR = 80  # characters of a match of `DATED` before its year, at most
NUMBERS_SPOKEN_OF = lazy(r"\b(?:numbers?|helplines?|hotlines?|lines?|contacts?|services?)\b", re.IGNORECASE)


def undialable(page: Reading) -> Iterator[Fault]:
    for phone in page.seen.phones:
        if page.history(phone.start):
            continue
        code = short_code_with_country(phone.number)
        if code and code in page.registry.by_number:
            right = page.registry.by_number[code][0].number
            shown = right.number if right else code
            yield Fault(
                phone.start, phone.end, {"number": phone.shown, "right": f"write {shown}, without a country code"}
            )
        elif _leads_nowhere(page, phone):
            yield Fault(phone.start, phone.end, {"number": phone.shown, "right": "check the digits"})


def _leads_nowhere(page: Reading, phone: PhoneOnPage) -> bool:
    if phone.listings or not SHORT < len(phone.number.lstrip("+")) <= 15 or PLACEHOLDER.search(phone.shown):
        return False
    before = page.document.prose[max(phone.start - 40, 0) : phone.start]
    if phone.link is None and not DIAL_BEFORE.search(before):
        return False
    return not any(dialable(phone.number, region) for region in page.regions or PLACE_NAMES)


def dated(page: Reading, max_age_years: int) -> Iterator[Fault]:
    document = page.document
    helping = [phone.block for phone in page.seen.phones if phone.block >= 0 and page.is_help(phone)]
    for section in sorted({document.blocks[block].section for block in helping}):
        for match in _dates(document.prose, *document.section_span(section)):
            year = int(match[1])
            if year <= page.today.year - max_age_years and _of_the_help(page, match.start(), helping):
                yield Fault(match.start(), match.end(), {"year": str(year), "age": str(page.today.year - year)})


def _dates(prose: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of `DATED`, each looked for from the year with which it ends."""
    for year in YEAR.finditer(prose, start, end):
        match = DATED.search(prose, max(start, year.start() - BEFORE_YEAR), year.end())
        if match is not None:
            start = match.end()
            yield match


def _of_the_help(page: Reading, offset: int, helping: list[int]) -> bool:
    """Whether the block has a service, or the sentence speaks of numbers."""
    index = page.document.block_at(offset)
    return index >= 0 and (index in helping or page.says(NUMBERS_SPOKEN_OF, page.sentence(offset)))


def placeholders(page: Reading) -> Iterator[Fault]:
    folded, prose = page.document.folded, page.document.prose
    starts = [at for mark in PLACEHOLDER_MARKS for at in _occurrences(folded, mark)]
    starts += [phone.start for phone in page.seen.phones if phone.link is None]
    seen = 0
    for start in sorted(starts):
        for match in PLACEHOLDER.finditer(prose, max(start - 8, seen), start + 70):
            seen = match.end()
            bracketed = match[0][0] in "[{"
            near = (max(match.start() - 60, 0), match.end() + 40)
            if (bracketed or page.says(CALL, near)) and not page.history(match.start()):
                yield Fault(match.start(), match.end(), {"number": " ".join(match[0].split())})


def _occurrences(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)
