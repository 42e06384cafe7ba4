"""What is wrong with the help on a page: dead, foreign, mistaken and invented numbers.

Each finder yields `Fault`s with the words that a message needs; how serious they are is for `checks.helpline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.resources.phones import SHORT, dialable, forms, short_code_with_country
from mkdocs_neurolint.resources.recognise import Named, PhoneOnPage, Recognised, recognise, same_house
from mkdocs_neurolint.resources.registry import Listing, OldNumber, Registry, Service
from mkdocs_neurolint.resources.snippet import PLACE_NAMES, contact, place

# A sentence that tells what became of a number, and does not offer it.
HISTORY = re.compile(
    r"\b(?:no longer|discontinued|closed|clos(?:es|ing)|shut down|retired|replac(?:ed|es)|supersed(?:ed|es)|formerly|used to|"
    r"previously|until (?:\w+ )?\d{4}|before (?:\w+ )?\d{4}|old(?:er)? (?:number|helpline|name|line)|former (?:number|name|line)|"
    r"out of (?:service|date|use)|obsolete|renamed|became|changed (?:from|to|its)|moved (?:from|to)|ended|misprint(?:s|ed)?|"
    r"wrong|mistaken(?:ly)?|outdated|do(?:es)? not (?:call|use|work|connect)|don't (?:call|use)|is not|was (?:the|its|once)|"
    r"instead of|rather than|confused? with|not to be)\b",
    re.IGNORECASE,
)
DIAL_BEFORE = re.compile(
    r"\b(?:call|phone|ring|dial|text|sms|tel(?:ephone)?|whatsapp|helpline|hotline|lifeline|line|number)s?\W{1,3}"
    r"(?:(?:us|them|free|now|is|on|at|to|the|number|for|help|support|toll-?free)\W{1,3}){0,4}$",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"\b(?:\(?\d{3}\)?[ .-])?555[ .-]?01\d\d\b|\b1?[ .-]?800[ .-]555[ .-]\d{4}\b|\b\(?123\)?[ .-]?456[ .-]?7890?\b|"
    r"\b(?:1[ -])?\(?(?:X{3}|#{3}|8\d\d)\)?[ -](?:X{3,4}|#{3,4})(?:[ -](?:X{3,4}|#{4}))?(?!\w)|\b0?(?:[01]?800|0{3,5})[ -]?0{3}[ -]?0{3,4}\b|"
    r"\b01632 ?960 ?\d{3}\b|\b020 ?7946 ?0\d{3}\b|\b07700 ?900 ?\d{3}\b|\b0808 ?157 ?0\d{3}\b|"
    r"[\[{](?:insert|add|your|local|put)\b[^\]}\n]{0,40}\b(?:helpline|hotline|number|phone|line)\b[^\]}\n]{0,20}[\]}]",
    re.IGNORECASE,
)
# One of these is in every placeholder that is not all digits.
PLACEHOLDER_MARKS = ("xxx", "###", "[", "{")
DATED = re.compile(
    r"\b(?:as (?:of|at)|(?:correct|accurate|valid|current|right)(?: as)?(?: of| at| in)?|(?:last )?(?:checked|verified|updated|"
    r"reviewed|confirmed|tested)(?: on| in| at)?)[^.\d\n]{0,24}(?:\d{1,2}[^\d\n]{1,12})?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
NUMBERS_SPOKEN_OF = re.compile(r"\b(?:numbers?|helplines?|hotlines?|lines?|contacts?|services?)\b", re.IGNORECASE)
OTHER_OFFICE = re.compile(
    r"\b(?:branch|local|area|offices?|admin\w*|donat\w+|press|media|fax|minicom|textphone|tty|ttd|overseas|abroad|outside|"
    r"international|volunteer\w*|headquarters|reception|switchboard|training)\b",
    re.IGNORECASE,
)
EMERGENCY_WORDS = re.compile(r"\b(?:emergenc(?:y|ies)|immediate danger|life-?threatening|ambulance|police)\b", re.IGNORECASE)
HELP_WORDS = re.compile(r"\b(?:suicid\w+|helpline|hotline|crisis line|listen\w*|someone to talk to|talk to someone)\b", re.IGNORECASE)
ABROAD = re.compile(r"\b(?:outside|elsewhere|abroad|overseas|international(?:ly)?|other countries|worldwide)\b", re.IGNORECASE)
COUNTRY_WORDS = {
    "US": r"U\.?S\.?A?\.?|United States|Americans?|the States",
    "CA": r"Canad(?:a|ian)s?|Quebec|Québec|Ontario",
    "GB": r"U\.?K\.?|United Kingdom|(?:Great )?Britain|British|England|English|Scotland|Scottish|Wales|Welsh|Northern Ireland",
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
_COUNTRY = {region: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for region, words in COUNTRY_WORDS.items()}


class Fault(NamedTuple):
    """A wrong piece of help at `start:end`; `fields` fill the message; `milder` lowers the severity one step."""

    start: int
    end: int
    fields: dict[str, str]
    milder: bool = False


class Faults:
    """The finders over one page. `regions` is where its readers are (empty = not known)."""

    def __init__(self, document: Document, registry: Registry, regions: Sequence[str], today: date) -> None:
        self.document = document
        self.registry = registry
        self.regions = tuple(regions)
        self.today = today
        self.seen: Recognised = recognise(document, registry)

    # Places

    def segment(self, offset: int) -> tuple[int, int]:
        """The row, list item or sentence around `offset`: within it a name and a number belong together."""
        index = self.document.block_at(offset)
        if index < 0:
            return offset, offset
        block = self.document.blocks[index]
        if block.row:
            row = [b for b in self.document.blocks if b.row == block.row]
            return row[0].start, row[-1].end
        if block.kind == "item":
            return block.start, block.end
        return self.sentence(offset)

    def sentence(self, offset: int) -> tuple[int, int]:
        sentence = self.document.sentence_at(offset)
        return (sentence.start, sentence.end) if sentence else (offset, offset)

    def _says(self, pattern: re.Pattern[str], span: tuple[int, int]) -> bool:
        return pattern.search(self.document.prose, *span) is not None

    def _history(self, offset: int) -> bool:
        return self._says(HISTORY, self.sentence(offset))

    def _offered(self, phone: PhoneOnPage) -> bool:
        """Whether the page offers the number to be called, and does not merely speak of it."""
        if self._history(phone.start):
            return False
        return phone.cued or bool(self._names_in(self.segment(phone.start)))

    def _names_in(self, span: tuple[int, int]) -> list[Named]:
        return [named for named in self.seen.names if span[0] <= named.start and named.end <= span[1]]

    def _heading_path(self, offset: int) -> str:
        """The headings above `offset`, and what introduces its list, as one text."""
        index = self.document.block_at(offset)
        if index < 0:
            return ""
        block = self.document.blocks[index]
        texts: list[str] = []
        level, at = 7, block.section
        while at >= 0 and level > 1:
            heading = self.document.headings[at]
            if heading.level < level:
                level = heading.level
                texts.append(heading.text)
            at -= 1
        if block.stem >= 0:
            stem = self.document.blocks[block.stem]
            texts.append(self.document.prose[stem.start : stem.end])
        return " ".join(texts)

    # Retired and misprinted numbers

    def retired(self) -> Iterator[Fault]:
        told: set[str] = set()
        for phone in self.seen.phones:
            old = self._old_listing(phone)
            if old is not None and self._offered(phone):
                assert old.old is not None
                told.add(old.service.id)
                yield Fault(phone.start, phone.end, self._old_fields(old.service, old.old), bool(old.old.works))
        for named in self.seen.names:
            service = named.services[0]
            gone = service.gone and service.id not in told and len(named.name.split()) > 1
            if gone and not self._history(named.start) and self._says(_CALL, self.sentence(named.start)):
                yield Fault(named.start, named.end, self._gone_fields(service))

    def _old_listing(self, phone: PhoneOnPage) -> Listing | None:
        span = self.segment(phone.start)
        said = self.document.prose[span[0] : span[1]]
        for listing in phone.listings:
            old = listing.old
            if old is None:
                continue
            if old.send or old.press:
                if (old.send and re.search(rf"(?<!\w){old.send}(?!\w)", said)) or (
                    old.press and re.search(rf"press(?:ing)?\W+{old.press}\b", said, re.IGNORECASE)
                ):
                    return listing
            elif not self._current_here(phone) and (not _too_short(phone) or self._named(listing.service, span)):
                return listing
        return None

    def _named(self, service: Service, span: tuple[int, int]) -> bool:
        return any(service in named.services for named in self._names_in(span))

    def _current_here(self, phone: PhoneOnPage) -> bool:
        return any(li.old is None and not li.service.gone and self._serves(li.service) for li in phone.listings)

    def _serves(self, service: Service) -> bool:
        return not self.regions or any(service.serves(region) for region in self.regions)

    def _old_fields(self, service: Service, old: OldNumber) -> dict[str, str]:
        since = f" since {old.since}" if old.since else ""
        what = "was never its number" if old.misprint else f"is not to be printed any more{since}"
        return {
            "number": old.number,
            "service": service.name,
            "fate": f"{what} ({old.note})" if old.note else what,
            "replacement": self._replacement(service),
            "source": self._source(service),
        }

    def _gone_fields(self, service: Service) -> dict[str, str]:
        since = f" since {service.retired}" if service.retired else ""
        return {
            "number": service.name,
            "service": service.name,
            "fate": f"is {service.status}{since}",
            "replacement": self._replacement(service),
            "source": self._source(service),
        }

    def _replacement(self, service: Service) -> str:
        successors = [self.registry.by_id[i] for i in service.replaced_by if i in self.registry.by_id] or [service]
        ways = [f"{contact(s.numbers[0])} ({s.name})" for s in successors if s.numbers and not s.gone]
        return " or ".join(ways) if ways else "look for a service that runs today"

    def _source(self, service: Service) -> str:
        for key in (*service.official_sources, *service.sources):
            url = self.registry.sources.get(key, {}).get("url")
            if url:
                return url
        return service.url

    # A number beside the wrong name

    def mismatched(self) -> Iterator[Fault]:
        for phone in self.seen.phones:
            if self._history(phone.start) or phone.block < 0:
                continue
            named = self._name_for(phone)
            if named is None or self._fits(phone, named):
                continue
            owners = [li.service for li in phone.listings if li.service.kind not in ("emergency", "option")]
            service = named.services[0]
            if owners:
                belongs = f"it is the number of {owners[0].name}"
            elif phone.listings or not self._plainly_its_number(phone, named):
                continue
            else:
                belongs = "the register does not know it"
            ways = [contact(n) for s in named.services for n in s.numbers[:1]]
            fields = {"number": phone.shown, "service": named.name, "belongs": belongs, "right": " or ".join(dict.fromkeys(ways))}
            yield Fault(phone.start, phone.end, fields | {"source": self._source(service)}, milder=not owners)

    def _name_for(self, phone: PhoneOnPage) -> Named | None:
        """The name that the number stands for: the last one before it with no other number between, or the only one."""
        span = self.segment(phone.start)
        names = [n for n in self._names_in(span) if not all(s.common_word for s in n.services) and not _is_number(n.name)]
        others = [p for p in self.seen.phones if p.link is None and span[0] <= p.start < span[1] and p.start != phone.start]
        link = phone.link
        if link is not None:
            inside = [n for n in names if link.text_start <= n.start and n.end <= link.text_end]
            if inside or any(link.text_start <= p.start < link.text_end for p in others):
                return inside[-1] if inside else None
        before = [n for n in names if n.end <= phone.start and not any(n.end <= p.start < phone.start for p in others)]
        if before:
            return before[-1]
        if len(names) == 1 and not others and phone.link is None:
            return names[0]
        return None

    def _fits(self, phone: PhoneOnPage, named: Named) -> bool:
        if not any(service.numbers or service.old_numbers for service in named.services):
            return True
        for listing in phone.listings:
            if any(listing.service.id == s.id or same_house(listing.service, s) for s in named.services):
                return True
        return False

    def _plainly_its_number(self, phone: PhoneOnPage, named: Named) -> bool:
        """Whether an unknown number is given as the service's own national one."""
        gap = self.document.prose[named.end : phone.start] if named.end <= phone.start else ""
        length = len(phone.number.lstrip("+"))
        return (
            phone.cued
            and named.end <= phone.start
            and len(gap) <= 40
            and SHORT < length <= 13
            and all(service.numbers for service in named.services)
            and not OTHER_OFFICE.search(self.document.prose, *self.segment(phone.start))
            and not PLACEHOLDER.search(phone.shown)
        )

    # Numbers that lead nowhere

    def undialable(self) -> Iterator[Fault]:
        for phone in self.seen.phones:
            if self._history(phone.start):
                continue
            code = short_code_with_country(phone.number)
            if code and code in self.registry.by_number:
                right = self.registry.by_number[code][0].number
                shown = right.number if right else code
                yield Fault(phone.start, phone.end, {"number": phone.shown, "right": f"write {shown}, without a country code"})
            elif self._leads_nowhere(phone):
                yield Fault(phone.start, phone.end, {"number": phone.shown, "right": "check the digits"})

    def _leads_nowhere(self, phone: PhoneOnPage) -> bool:
        if phone.listings or not SHORT < len(phone.number.lstrip("+")) <= 15 or PLACEHOLDER.search(phone.shown):
            return False
        before = self.document.prose[max(phone.start - 40, 0) : phone.start]
        if phone.link is None and not DIAL_BEFORE.search(before):
            return False
        return not any(dialable(phone.number, region) for region in self.regions or PLACE_NAMES)

    # Numbers of another country

    def foreign(self) -> Iterator[Fault]:
        if not self.regions:
            return
        for phone in self.seen.phones:
            current = [li.service for li in phone.listings if li.old is None and not li.service.gone]
            if not current or not self._offered(phone) or not self._meant(phone, current):
                continue
            here = [service for service in current if self._serves(service)]
            there = [service for service in current if not self._serves(service)]
            if not here and not self._abroad(phone, there):
                yield Fault(phone.start, phone.end, self._foreign_fields(phone, there, here), not _too_short(phone))
            elif here and there and self._confused(phone, here, there):
                yield Fault(phone.start, phone.end, self._foreign_fields(phone, there, here))

    def _meant(self, phone: PhoneOnPage, services: Sequence[Service]) -> bool:
        """Emergency numbers are common digits, so these need the verb; and their region must be in the register."""
        if all(service.kind == "emergency" for service in services):
            known = {s.region for s in self.registry.services if s.kind == "emergency"}
            before = self.document.prose[max(phone.start - 30, 0) : phone.start]
            return all(r in known for r in self.regions) and (phone.link is not None or bool(DIAL_BEFORE.search(before)))
        return True

    def _abroad(self, phone: PhoneOnPage, services: Sequence[Service]) -> bool:
        """Whether the page itself says that the number is for readers of another country."""
        index = self.document.block_at(phone.start)
        span = self.segment(phone.start)
        if index >= 0 and not self.document.blocks[index].row:
            span = min(span[0], self.document.blocks[index].start), max(span[1], self.document.blocks[index].end)
        said = self.document.prose[span[0] : span[1]] + " " + self._heading_path(phone.start)
        if ABROAD.search(said):
            return True
        return any(_COUNTRY[s.region].search(said) for s in services if s.region in _COUNTRY)

    def _confused(self, phone: PhoneOnPage, here: Sequence[Service], there: Sequence[Service]) -> bool:
        """Whether a number that exists here is offered for what it means in another country."""
        span = self.segment(phone.start)
        if self._abroad(phone, there):
            return False
        if any(service in there for named in self._names_in(span) for service in named.services if not _is_number(named.name)):
            return not any(self._named(service, span) for service in here)
        emergency_here = any(service.kind == "emergency" for service in here)
        if emergency_here and not any(service.kind == "emergency" for service in there):
            return self._says(HELP_WORDS, span) and not self._says(EMERGENCY_WORDS, span)
        if not emergency_here and all(service.kind == "emergency" for service in there):
            return self._says(_IN_AN_EMERGENCY, span)
        return False

    def _foreign_fields(self, phone: PhoneOnPage, there: Sequence[Service], here: Sequence[Service]) -> dict[str, str]:
        fields = {
            "number": phone.shown,
            "service": there[0].name,
            "country": place(there[0].region),
            "region": place(self.regions[0]),
        }
        fields["here"] = f", where {phone.shown} is {here[0].name}" if here else ""
        return fields

    # Links that dial another number than they show

    def tel_links(self) -> Iterator[Fault]:
        for phone in self.seen.phones:
            link = phone.link
            if link is None or link.text_start >= link.text_end:
                continue
            shown = [p for p in self.seen.phones if p.link is None and link.text_start <= p.start and p.end <= link.text_end]
            if shown and not any(_same_number(p.number, phone.number) for p in shown):
                fields = {"number": shown[0].shown, "dialled": phone.shown}
                yield Fault(link.text_start, link.text_end, fields)

    # Help that was checked long ago

    def dated(self, max_age_years: int) -> Iterator[Fault]:
        if not any(self._is_help(phone) for phone in self.seen.phones):
            return
        for match in DATED.finditer(self.document.prose):
            year = int(match[1])
            index = self.document.block_at(match.start())
            if year <= self.today.year - max_age_years and index >= 0:
                if self._near_help(index, self.sentence(match.start())):
                    yield Fault(match.start(), match.end(), {"year": str(year), "age": str(self.today.year - year)})

    def _near_help(self, index: int, sentence: tuple[int, int]) -> bool:
        """Whether the block has a service, or speaks of numbers in a section that has one."""
        block = self.document.blocks[index]
        if self._has_help((block.start, block.end)):
            return True
        speaks = NUMBERS_SPOKEN_OF.search(self.document.prose, *sentence) is not None
        return speaks and self._has_help(self.document.section_span(block.section))

    def _has_help(self, span: tuple[int, int]) -> bool:
        return any(span[0] <= phone.start < span[1] and self._is_help(phone) for phone in self.seen.phones)

    def _is_help(self, phone: PhoneOnPage) -> bool:
        return phone.cued and bool(phone.listings or phone.link or self._dial_before(phone))

    def _dial_before(self, phone: PhoneOnPage) -> bool:
        return DIAL_BEFORE.search(self.document.prose[max(phone.start - 40, 0) : phone.start]) is not None

    # Numbers that nobody has

    def placeholders(self) -> Iterator[Fault]:
        folded, prose = self.document.folded, self.document.prose
        starts = [at for mark in PLACEHOLDER_MARKS for at in _occurrences(folded, mark)]
        starts += [phone.start for phone in self.seen.phones if phone.link is None]
        seen = 0
        for start in sorted(starts):
            for match in PLACEHOLDER.finditer(prose, max(start - 8, seen), start + 70):
                seen = match.end()
                bracketed = match[0][0] in "[{"
                near = (max(match.start() - 60, 0), match.end() + 40)
                if (bracketed or self._says(_CALL, near)) and not self._history(match.start()):
                    yield Fault(match.start(), match.end(), {"number": " ".join(match[0].split())})


def _occurrences(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


_CALL = re.compile(
    r"\b(?:call|text|phone|ring|dial|tel|telephone|sms|whatsapp|contact|reach|helplines?|hotlines?|lifeline|(?:crisis|support)\s+lines?)\b",
    re.IGNORECASE,
)
_IN_AN_EMERGENCY = re.compile(r"\b(?:in (?:an|a medical) emergency|immediate danger|life-?threatening|for an ambulance)\b", re.IGNORECASE)


def _too_short(phone: PhoneOnPage) -> bool:
    return len(phone.number.lstrip("+")) <= SHORT


def _is_number(name: str) -> bool:
    return not re.search(r"[A-Za-zÀ-ž]{3}", name)


def _same_number(one: str, other: str) -> bool:
    if one == other:
        return True
    return any(set(forms(one, region)) & set(forms(other, region)) for region in PLACE_NAMES)
