"""What help a page offers its reader: services that can be reached, and weaker forms that alone are not enough."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from mkdocs_neurolint.document.model import Document, Link
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.recognise import Named, PhoneOnPage, Recognised, recognise
from mkdocs_neurolint.resources.registry import Registry, Service
from mkdocs_neurolint.resources.snippet import listed, place

# A page of the site's own that gathers help, by its address; or, less plainly named, by what the link's words say.
HELP_ADDRESS = lazy(
    r"(?:^|[/_-])(?:get-?help|help-?now|need-?help|find-?help|urgent-?help|crisis|in-?crisis|helplines?|hotlines?|"
    r"support-?services|support-?lines?|crisis-?(?:resources|support|lines?)|emergency-?(?:contacts|help)|sos)(?:[/._-]|$)",
    re.IGNORECASE,
)
RESOURCES_ADDRESS = lazy(r"(?:resources?|support|help|contacts?)(?:\.md|\.html|/)?$", re.IGNORECASE)
HELP_WORDS = lazy(
    r"\b(?:crisis|helplines?|hotlines?|emergency (?:numbers|contacts)|support (?:lines?|services)|urgent help|"
    r"get help)\b",
    re.IGNORECASE,
)
LOCAL_LINE = lazy(
    r"\b(?:helplines?|hotlines?|lifeline|refuge|shelter|rape crisis|advocacy|safeguarding|protective services|"
    r"(?:crisis|support|advice|help|listening|counsell?ing)[ ](?:lines?|teams?|cent(?:er|re)s?))\b",
    re.IGNORECASE,
)
EMERGENCY_ALONE = "an emergency number alone"
HOTLINES = ("helpline", "hotline", "crisis line", "crisis service", "support group", "shelter", "refuge")
SEEKING = (
    "seek help", "seek professional", "seek support", "seek medical", "seek immediate", "get help", "get support",
    "get professional help", "find help", "find support", "reach out for",
)  # fmt: skip
PROFESSIONALS = (
    " doctor", " gp", " physician", " general practitioner", " health care", " healthcare", " psychiatrist",
    " psychologist", " therapist", " counsel", " pharmacist", " midwife", " professional",
)  # fmt: skip
ASKING = lazy(
    r"\b(?:talk|speak|see|consult|contact|ask)\s+(?:to\s+|with\s+)?(?:your|an?|the)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


class Offered:
    """What a page and its surroundings offer readers of `regions` (empty = anywhere)."""

    def __init__(self, regions: Sequence[str]) -> None:
        self.regions = tuple(regions)
        self.services: dict[str, Service] = {}
        self.elsewhere: dict[str, Service] = {}
        self.outdated: dict[str, Service] = {}  # given with a number that is no longer in use
        self.named: list[Named] = []
        self.local: list[tuple[int, int, str]] = []  # the block of an unlisted support line, and its words
        self.help_page = False
        self.directory = False
        self.emergency = False
        self.weak_forms: list[str] = []

    @property
    def anything(self) -> bool:
        """Whether the page has some help that a reader can use, for whatever topic."""
        return bool(self.services or self.local or self.help_page or self.directory)

    def add(self, service: Service) -> None:
        if service.kind == "emergency":
            self.emergency = self.emergency or self._serves(service)
        elif service.kind == "directory":
            self.directory = True
        elif self._serves(service):
            self.services[service.id] = service
        else:
            self.elsewhere[service.id] = service

    def _serves(self, service: Service) -> bool:
        return not self.regions or any(service.serves(region) for region in self.regions)

    def enough(self, topics: Sequence[str], emergency: bool, spans: Collection[tuple[int, int]]) -> bool:
        """Whether there is help for one of `topics`; `spans` are where the page speaks of it."""
        if self.help_page or self.directory or (emergency and self.emergency):
            return True
        if any(set(service.topics) & set(topics) for service in self.services.values()):
            return True
        general = "crisis" in topics
        return any(general or any(start <= span[0] < end for span in spans) for start, end, _ in self.local)

    def weak(self, topics: Sequence[str], emergency: bool) -> str:
        """The weak forms that the page has, in words; empty when it has none."""
        forms = [form for form in self.weak_forms if not (emergency and form == EMERGENCY_ALONE)]
        return "; ".join(list(dict.fromkeys([*self._unfit(set(topics)), *forms]))[:2])

    def _unfit(self, topics: set[str]) -> Iterator[str]:
        """Why the services that stand on the page are of no use to its readers."""
        told: set[str] = set()
        for named in self.named:
            foreign = [service for service in named.services if service.id in self.elsewhere]
            if foreign:
                yield f"{named.name} is for readers in {listed(place(service.region) for service in foreign)}"
                told.update(self.elsewhere)
            elif any(service.id in self.outdated for service in named.services):
                yield f"{named.name} with a number that is no longer in use"
                told.update(self.outdated)
            else:
                yield f"{named.name} without a number or link"
        foreign = [s for s in self.elsewhere.values() if s.kind != "harmonised" and set(s.topics) & topics]
        if foreign and foreign[0].id not in told:
            yield f"a service for readers in {listed(sorted(place(service.region) for service in foreign))}"
        outdated = [s for s in self.outdated.values() if set(s.topics) & topics]
        if outdated and outdated[0].id not in told:
            yield "a number that is no longer in use"


def offers(
    document: Document,
    registry: Registry,
    regions: Sequence[str],
    surroundings: str = "",
    help_pages: Collection[str] = frozenset(),
) -> Offered:
    """What `document` offers, together with the text that the site puts around it."""
    offered = Offered(regions)
    _collect(offered, document, registry, help_pages)
    spelt_out = [words for short, words in document.abbreviations.items() if short in document.prose]
    if spelt_out:
        _collect(offered, _parsed("\n\n".join(spelt_out)), registry, help_pages)
    if surroundings:
        here = len(offered.local)
        _collect(offered, _parsed(surroundings), registry, help_pages)
        # Places in the surroundings are no places on the page.
        offered.local[here:] = [(-1, -1, words) for _, _, words in offered.local[here:]]
    elif any(HELP_ADDRESS.search(include.target) for include in document.includes):
        # What it brings in has not been read; its name is all there is to go by.
        offered.help_page = True
    return offered


@lru_cache(maxsize=8)
def _parsed(text: str) -> Document:
    from mkdocs_neurolint.document import parse

    # A first line such as "Help: call 988" is what readers see here, and not the metadata of a page.
    return parse(f"\n{text}", "")


def _collect(offered: Offered, document: Document, registry: Registry, help_pages: Collection[str]) -> None:
    seen = recognise(document, registry)
    for phone in seen.phones:
        _add_phone(offered, seen, phone)
    for linked in seen.links:
        for service in linked.services:
            if not service.gone:
                offered.add(service)
    for _, service in seen.mails:
        offered.add(service)
    offered.help_page = offered.help_page or any(_to_help(document, link, help_pages) for link in document.links)
    if not offered.services:
        offered.named += _bare_names(seen)
    offered.weak_forms += [
        form for form in _weak_forms(document.folded, offered.emergency) if form not in offered.weak_forms
    ]


def _weak_forms(folded: str, emergency: bool) -> Iterator[str]:
    if emergency or "emergency services" in folded:
        yield EMERGENCY_ALONE
    if any(word in folded for word in HOTLINES):
        yield "an unnamed hotline"
    if any(_asked_before(folded, word) for word in PROFESSIONALS):
        yield "“talk to your doctor”"
    if any(words in folded for words in SEEKING):
        yield "“seek help”"


def _asked_before(folded: str, word: str) -> bool:
    at = folded.find(word)
    while at >= 0:
        if ASKING.search(folded, max(at - 40, 0), at + 1):
            return True
        at = folded.find(word, at + 1)
    return False


def _add_phone(offered: Offered, seen: Recognised, phone: PhoneOnPage) -> None:
    current = [li.service for li in phone.listings if (li.old is None or (li.old.works and not li.old.misprint))]
    if phone.cued and not current:
        offered.outdated.update((li.service.id, li.service) for li in phone.listings if li.old and not li.old.misprint)
    for service in current:
        if phone.cued or _named_nearby(seen, phone, service):
            offered.add(service)
    length = len(phone.number.lstrip("+"))
    if not phone.listings and phone.cued and 7 <= length <= 15 and phone.block >= 0:
        block = seen.document.blocks[phone.block]
        words = seen.document.prose[block.start : block.end]
        if LOCAL_LINE.search(words):
            offered.local.append((block.start, block.end, words))


def _named_nearby(seen: Recognised, phone: PhoneOnPage, service: Service) -> bool:
    """Whether the service's name stands in the same block, item or table row, or in the heading above."""
    if phone.block < 0:
        return False
    blocks = seen.document.blocks
    here = blocks[phone.block]
    for named in seen.names:
        if service in named.services and named.block >= 0:
            there = blocks[named.block]
            if (
                named.block == phone.block
                or (here.row and here.row == there.row)
                or (here.item and here.item == there.item)
                or (there.kind in ("heading", "term", "title") and abs(named.block - phone.block) <= 2)
                or here.stem == named.block
            ):
                return True
    return False


def _bare_names(seen: Recognised) -> list[Named]:
    """Names of running services that stand on the page with no way to reach them from where its readers are."""
    return [
        named
        for named in seen.names
        if not all(s.common_word or s.gone or s.kind in ("emergency", "harmonised") for s in named.services)
    ]


def _to_help(document: Document, link: Link, help_pages: Collection[str]) -> bool:
    """Whether a link leads to a page of the same site that gathers help."""
    url = link.url
    if link.kind == "image" or "://" in url or url.startswith(("mailto:", "tel:", "sms:", "#", "//")) or not url:
        return False
    path = url.partition("#")[0].partition("?")[0]
    if not path:
        return False
    if help_pages:
        wanted = _bare(posixpath.join(posixpath.dirname(document.path), path))
        near = _bare(path).lstrip("./")
        for page in help_pages:
            known = _bare(page)
            if wanted == known or wanted.endswith(f"/{known}") or known == near or known.endswith(f"/{near}"):
                return True
    if HELP_ADDRESS.search(path):
        return True
    if RESOURCES_ADDRESS.search(path):
        index = document.block_at(link.start)
        if index >= 0:
            block = document.blocks[index]
            return HELP_WORDS.search(document.prose, block.start, block.end) is not None
    return False


def _bare(path: str) -> str:
    """A page's address without what MkDocs adds or drops: `.md`, `index`, a closing slash."""
    path = posixpath.normpath(path).lstrip("/")
    for ending in (".md", ".html"):
        path = path.removesuffix(ending)
    return path.removesuffix("/index")
