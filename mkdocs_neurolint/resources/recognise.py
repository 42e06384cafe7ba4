"""The services, numbers and links to services that a reader finds on a page, with their places.

Whether they are enough is for `checks.requires`, whether they are right for `checks.helpline`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.document.model import Document, Link
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.phones import digits, host_of, short_code_with_country, vanity_words
from mkdocs_neurolint.resources.registry import Listing, Registry, Service, fold

LETTERS = 4  # digits, at most, that stand for the letters of a number and are no number of their own
BEFORE, AFTER = 60, 40  # characters around a number in which a word may say that it is to be called
# One to three blanks or marks between the groups of a number; emphasis in the middle of one is blanks, too.
_NUMBER = lazy(r"[+*(]{0,2}[0-9](?:[ ().\-/]{0,3}[0-9]){2,17}(?![0-9])")
# A number that goes on in letters (1-800-4-U-TREVOR, 0800 LIFELINE), in any case; what is none is sorted out later.
_VANITY = lazy(
    r"(?<![\w+.-])(?:(?:\+?1[ .-]{1,2})?\(?8(?:00|33|44|55|66|77|88)\)?|\+?1?8(?:00|33|44|55|66|77|88)|0800|"
    r"0508|1300|13)[ .-]{0,2}(?:[0-9]{1,3}[ .-]?)?(?:[A-Z][ .-])?(?=[A-Z0-9.-]*[A-Z]{2})"
    r"[A-Z][A-Z0-9]*(?:[.-][A-Z0-9]+){0,3}(?!\w)",
    re.IGNORECASE,
)
# The letters once more in digits: 1-800-799-SAFE (7233).
_ECHO = lazy(r"\s{0,3}[(\[=]\s?([0-9+][0-9 .-]{2,16}[0-9])\s?[)\]]?(?![0-9])")
CUES = (
    "call", "text", "phone", "ring", "dial", "tel", "telephone", "message", "sms", "whatsapp", "contact", "reach",
    "helpline", "hotline", "lifeline", "infoline", "crisis line", "support line", "advice line", "help line",
    "listening line", "freephone", "free-phone", "toll-free", "toll free", "emergency", "24/7", "appele", "appelez",
    "llama", "llame", "llamar", "anrufen", "bel", "☎", "📞", "📱", "💬",
)  # fmt: skip
_GROUP = lazy(r"[0-9]+")
_DIGIT = lazy(r"[0-9]")
_WORD = lazy(r"\w")


class PhoneOnPage(NamedTuple):
    """A number at `start:end`. `number` is as `phones.digits` gives it; `listings` whose it is, if known.

    `link` is the `tel:` or `sms:` link that it comes from; `cued` whether a word nearby says to call it.
    """

    start: int
    end: int
    shown: str
    number: str
    listings: tuple[Listing, ...]
    cued: bool
    link: Link | None
    block: int


class Named(NamedTuple):
    """The name of a service at `start:end`; one name can belong to several services."""

    start: int
    end: int
    name: str
    services: tuple[Service, ...]
    block: int


class Linked(NamedTuple):
    """A link to a service's own site."""

    link: Link
    services: tuple[Service, ...]


@cache
def _cue_finder() -> Any:
    import ahocorasick_rs

    return ahocorasick_rs.AhoCorasick(CUES, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


@lru_cache(maxsize=4)
def _name_finder(registry: Registry) -> tuple[Any, list[str]]:
    import ahocorasick_rs

    names = [name for name in registry.surfaces if len(name) > 2]
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


class Recognised:
    """What is on one page, found on first use of each property."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self.document = document
        self.registry = registry

    @cached_property
    def phones(self) -> tuple[PhoneOnPage, ...]:
        """Every number that may be a phone number, in the text or behind a link, in order."""
        found = [*self._shown_numbers(), *self._linked_numbers()]
        found.sort(key=lambda phone: (phone.start, phone.end))
        return tuple(found)

    @cached_property
    def cues(self) -> list[int]:
        """Where words begin that tell the reader to call, ascending."""
        folded = self.document.folded
        found = _cue_finder().find_matches_as_indexes(folded)
        return [start for _, start, _ in found if not start or not folded[start - 1].isalpha()]

    @cached_property
    def _likely(self) -> list[tuple[int, int]]:
        """The parts of the page in which a number may be meant to be called: about every cue and every name."""
        document = self.document
        blocks = {document.block_at(offset) for offset in (*self.cues, *(named.start for named in self.names))}
        blocks.discard(-1)
        rows = {document.blocks[index].row for index in blocks} - {0}
        items = {document.blocks[index].item for index in blocks} - {0}
        headings = {document.blocks[i].section for i in blocks if document.blocks[i].kind == "heading"}
        spans: list[tuple[int, int]] = []
        for index, block in enumerate(document.blocks):
            if (
                index in blocks
                or block.row in rows
                or block.item in items
                or block.stem in blocks
                or block.section in headings
            ):
                spans.append((block.start, block.end))
        return spans

    def _shown_numbers(self) -> Iterator[PhoneOnPage]:
        for start, end in self._likely:
            yield from self._numbers_in(start, end)

    def _numbers_in(self, low: int, high: int) -> Iterator[PhoneOnPage]:
        prose = self.document.prose
        if _DIGIT.search(prose, low, high) is None:
            return
        lettered = [match.span() for match in _VANITY.finditer(prose, low, high) if self._in_letters(match[0])]
        taken = [(start, _echo_end(prose, start, end)) for start, end in lettered]
        for start, end in lettered:
            yield self._phone(start, end)
        for match in _NUMBER.finditer(prose, low, high):
            start, end = match.span()
            if _inside_word(prose, start, end) or any(a <= end and start < b for a, b in taken):
                continue
            for known_start, known_end in self._known_parts(start, end):
                yield self._phone(known_start, known_end)

    def _in_letters(self, shown: str) -> bool:
        """Whether `shown` is a number in letters: in capitals, or one of the register in whatever case."""
        return vanity_words(shown) or (vanity_words(shown.upper()) and self._known(shown))

    def _known_parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """`start:end`, or the numbers of the register that stand in it side by side (`116 123 (24 hours)`)."""
        prose = self.document.prose
        if self._known(prose[start:end]):
            yield start, end
            return
        groups = [match.span() for match in _GROUP.finditer(prose, start, end)]
        groups[0] = (start, groups[0][1])
        at = 0
        found = False
        while at < len(groups):
            last = self._last_group(groups, at)
            if last >= 0:
                found = True
                yield groups[at][0], groups[last][1]
                at = last
            at += 1
        if not found:
            yield start, end

    def _last_group(self, groups: list[tuple[int, int]], at: int) -> int:
        """The last group of the longest known number that begins with the group `at`; -1 when there is none.

        A short code is not taken out of a longer number unless a bracket, a slash or a gap parts the two.
        """
        prose = self.document.prose
        for last in range(len(groups) - 1, at - 1, -1):
            start, end = groups[at][0], groups[last][1]
            before = prose[groups[at - 1][1] : start] if at else "("
            after = prose[end : groups[last + 1][0]] if last + 1 < len(groups) else "("
            parted = all(len(gap) > 1 or gap in "(/" for gap in (before, after))
            if self._known(prose[start:end]) and (parted or len(digits(prose[start:end])) > 4):
                return last
        return -1

    def _known(self, shown: str) -> bool:
        number = digits(shown)
        return number in self.registry.by_number or short_code_with_country(number) in self.registry.by_number

    def _phone(self, start: int, end: int) -> PhoneOnPage:
        shown = self.document.prose[start:end]
        if shown[0] == "(" and ")" not in shown:  # the bracket is not the number's
            start, shown = start + 1, shown[1:]
        number = digits(shown)
        listings = tuple(self.registry.by_number.get(number, ()))
        block = self.document.block_at(start)
        return PhoneOnPage(
            start, end, " ".join(shown.split()), number, listings, self._cued(start, end, block), None, block
        )

    def _cued(self, start: int, end: int, block: int) -> bool:
        low, high = max(start - BEFORE, 0), end + AFTER
        if block >= 0:
            low, high = max(low, self.document.blocks[block].start), min(high, self.document.blocks[block].end)
        at = bisect_left(self.cues, low)
        return at < len(self.cues) and self.cues[at] < high

    def _linked_numbers(self) -> Iterator[PhoneOnPage]:
        for link in self.document.links:
            scheme, _, rest = link.url.partition(":")
            if scheme.lower() not in ("tel", "sms"):
                continue
            number = digits(re.split(r"[?;]", rest.removeprefix("//"), maxsplit=1)[0].replace("%20", ""))
            if number:
                listings = tuple(self.registry.by_number.get(number, ()))
                block = self.document.block_at(link.start)
                yield PhoneOnPage(link.start, link.end, rest, number, listings, True, link, block)

    @cached_property
    def names(self) -> tuple[Named, ...]:
        """Every name of a service, the longest where several begin, in order."""
        finder, names = _name_finder(self.registry)
        prose = self.document.prose
        found = []
        for index, start, end in finder.find_matches_as_indexes(prose):
            if not _inside_word(prose, start, end):
                services = tuple(self.registry.surfaces[names[index]])
                found.append(Named(start, end, names[index], services, self.document.block_at(start)))
        return tuple(found)

    @cached_property
    def links(self) -> tuple[Linked, ...]:
        """Every link to the site of a service."""
        found = []
        for link in self.document.links:
            if link.kind != "image" and (services := self.services_at(link.url)):
                found.append(Linked(link, services))
        return tuple(found)

    def services_at(self, url: str) -> tuple[Service, ...]:
        """The services whose site `url` is on."""
        host = host_of(url)
        while "." in host:
            if host in self.registry.by_host:
                return tuple(self.registry.by_host[host])
            host = host.partition(".")[2]
        return ()

    @cached_property
    def mails(self) -> tuple[tuple[int, Service], ...]:
        """(offset, service) for every e-mail address of a service."""
        text = self.document.text
        if "@" not in text:
            return ()
        known = [(address, service) for service in self.registry.services for address in service.email]
        return tuple((text.find(address), service) for address, service in known if address in text)


def _echo_end(prose: str, start: int, end: int) -> int:
    """Where the number in letters ends, together with the digits in brackets that only say it again."""
    echo = _ECHO.match(prose, end)
    if echo is None:
        return end
    again = digits(echo[1])
    return echo.end() if len(again) <= LETTERS or digits(prose[start:end]).endswith(again) else end


def _inside_word(prose: str, start: int, end: int) -> bool:
    before = prose[start - 1] if start else " "
    after = prose[end] if end < len(prose) else " "
    first, last = prose[start], prose[end - 1]
    return bool(
        (_WORD.match(before) and _WORD.match(first))
        or (_WORD.match(after) and _WORD.match(last))
        or (before in ".,$€£" and first.isdigit() and start > 1 and prose[start - 2].isdigit())
        or (before in "$€£#" and first.isdigit())
        or (after == "%" and last.isdigit())
    )


@lru_cache(maxsize=4)
def recognise(document: Document, registry: Registry) -> Recognised:
    """What `document` shows of the services in `registry`; kept for the checks of one page."""
    return Recognised(document, registry)


def owns(service: Service, phone: PhoneOnPage) -> bool:
    """Whether the number is or was the service's."""
    return any(listing.service.id == service.id for listing in phone.listings)


def same_house(one: Service, other: Service) -> bool:
    """Whether two records look like one organisation: a name of one stands, as words, in a name of the other."""
    ours, theirs = [fold(n).lower() for n in one.names], [fold(n).lower() for n in other.names]
    return any(_in_words(a, b) or _in_words(b, a) for a in ours for b in theirs)


def _in_words(short: str, long: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None
