"""Numbers of another country than the page's readers are in, and numbers that mean something else there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.reading import DIAL_BEFORE, Fault, Reading, is_number, too_short
from mkdocs_neurolint.resources.recognise import PhoneOnPage
from mkdocs_neurolint.resources.registry import Service
from mkdocs_neurolint.resources.snippet import listed, place

EMERGENCY_WORDS = lazy(
    r"\b(?:emergenc(?:y|ies)|immediate danger|life-?threatening|ambulance|police)\b", re.IGNORECASE
)
HELP_WORDS = lazy(
    r"\b(?:suicid\w+|helpline|hotline|crisis line|listen\w*|someone to talk to|talk to someone)\b", re.IGNORECASE
)
IN_AN_EMERGENCY = lazy(
    r"\b(?:in (?:an|a medical) emergency|immediate danger|life-?threatening|for an ambulance)\b", re.IGNORECASE
)
ABROAD = lazy(
    r"\b(?:outside|elsewhere|abroad|overseas|international(?:ly)?|other countries|worldwide)\b", re.IGNORECASE
)
COUNTRY_WORDS = {
    "US": r"U\.?S\.?A?\.?|United States|Americans?|the States",
    "CA": r"Canad(?:a|ian)s?|Quebec|Québec|Ontario",
    "GB": r"U\.?K\.?|United Kingdom|(?:Great )?Britain|British|England|English|Scotland|Scottish|Wales|Welsh|"
    r"Northern Ireland",
    "IE": r"(?:Republic of )?Ireland|Irish",
    "AU": r"Australian?s?",
    "NZ": r"New Zealand(?:ers?)?|Aotearoa|N\.?Z\.?",
    "IN": r"Indian?s?",
    "ZA": r"South Africans?|South Africa",
    "DE": r"German(?:y|s)?|Deutschland",
    "FR": r"France|French",
    "ES": r"Spain|Spanish|España",
    "NL": r"(?:the )?Netherlands|Dutch|Holland|Nederland",
    "SE": r"Swed(?:en|ish)|Sverige",
    "NO": r"Norw(?:ay|egian)|Norge",
    "DK": r"Denmark|Danish|Danmark",
    "EU": r"E\.?U\.?|European?(?: Union)?|member states?",
}
_COUNTRY = {region: lazy(rf"(?<!\w)(?:{words})(?!\w)") for region, words in COUNTRY_WORDS.items()}


def foreign(page: Reading) -> Iterator[Fault]:
    if not page.regions:
        return
    for phone in page.seen.phones:
        current = [li.service for li in phone.listings if li.old is None and not li.service.gone]
        if not current or not page.offered(phone) or not _meant(page, phone, current):
            continue
        here = [service for service in current if page.serves(service)]
        there = [service for service in current if not page.serves(service)]
        if not here and not _abroad(page, phone, there):
            yield Fault(phone.start, phone.end, _foreign_fields(page, phone, there, here), not too_short(phone))
        elif here and there and _confused(page, phone, here, there):
            yield Fault(phone.start, phone.end, _foreign_fields(page, phone, there, here))


def _meant(page: Reading, phone: PhoneOnPage, services: Sequence[Service]) -> bool:
    """Emergency numbers are common digits, so these need the verb; and their region must be in the register."""
    if all(service.kind == "emergency" for service in services):
        known = {s.region for s in page.registry.services if s.kind == "emergency"}
        before = page.document.prose[max(phone.start - 30, 0) : phone.start]
        return all(r in known for r in page.regions) and (phone.link is not None or bool(DIAL_BEFORE.search(before)))
    return True


def _abroad(page: Reading, phone: PhoneOnPage, services: Sequence[Service]) -> bool:
    """Whether the page itself says that the number is for readers of another country."""
    index = page.document.block_at(phone.start)
    span = page.segment(phone.start)
    if index >= 0 and not page.document.blocks[index].row:
        span = min(span[0], page.document.blocks[index].start), max(span[1], page.document.blocks[index].end)
    said = page.document.prose[span[0] : span[1]] + " " + page.heading_path(phone.start)
    if ABROAD.search(said):
        return True
    return any(_COUNTRY[s.region].search(said) for s in services if s.region in _COUNTRY)


def _confused(page: Reading, phone: PhoneOnPage, here: Sequence[Service], there: Sequence[Service]) -> bool:
    """Whether a number that exists here is offered for what it means in another country."""
    span = page.segment(phone.start)
    if _abroad(page, phone, there):
        return False
    if any(
        service in there for named in page.names_in(span) for service in named.services if not is_number(named.name)
    ):
        return not any(page.named(service, span) for service in here)
    emergency_here = any(service.kind == "emergency" for service in here)
    if emergency_here and not any(service.kind == "emergency" for service in there):
        return page.says(HELP_WORDS, span) and not page.says(EMERGENCY_WORDS, span)
    if not emergency_here and all(service.kind == "emergency" for service in there):
        return page.says(IN_AN_EMERGENCY, span)
    return False


def _foreign_fields(
    page: Reading, phone: PhoneOnPage, there: Sequence[Service], here: Sequence[Service]
) -> dict[str, str]:
    shown = next((li.number.number for li in phone.listings if li.number), "") if phone.link else ""
    meant = _meant_by_name(page, phone, there)
    beside = [named for named in page.names_in(page.segment(phone.start)) if not is_number(named.name)]
    written = {service.id: named.name for named in beside for service in named.services}
    names = [written.get(service.id) or _called(service) for service in meant]
    region = listed(map(place, page.regions))
    readers = f"this page is for readers in {region}"
    if here:
        readers = f"in {place(page.regions[0])}, where the readers of this page are, it is {_called(here[0])}"
    return {
        "number": shown or phone.shown,
        "service": listed(
            _in_country(name, [place(s.region) for s, n in zip(meant, names, strict=True) if n == name])
            for name in dict.fromkeys(names)
        ),
        "country": listed(place(service.region) for service in meant),
        "region": region,
        "here": readers,
    }


def _meant_by_name(page: Reading, phone: PhoneOnPage, there: Sequence[Service]) -> Sequence[Service]:
    """Those of the services of one number whose name stands beside it; without a name, the best guesses."""
    span = page.segment(phone.start)
    named = [service for service in there if page.named(service, span)]
    if not named:
        above = page.heading_path(phone.start)
        named = [service for service in there if any(name in above for name in service.names)]
    single = [service for service in there if service.kind != "harmonised"]
    english = [service for service in single if "en" in service.languages]
    return named or english or single or there


def _called(service: Service) -> str:
    return "the emergency number" if service.kind == "emergency" else service.name


def _in_country(name: str, places: Sequence[str]) -> str:
    where = listed(places)
    return name if where.removeprefix("the ") in name else f"{name} in {where}"
