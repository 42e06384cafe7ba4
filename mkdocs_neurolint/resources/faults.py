"""Numbers that are retired, that stand beside the wrong name, or that a link does not dial.

What stands together on a page is in `reading`; how serious a fault is, is for `checks.helpline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.resources.dead_numbers import PLACEHOLDER
from mkdocs_neurolint.resources.phones import SHORT, forms, vanity_words
from mkdocs_neurolint.resources.reading import CALL, Fault, Reading, is_number, too_short
from mkdocs_neurolint.resources.recognise import Named, PhoneOnPage, same_house
from mkdocs_neurolint.resources.registry import Listing, OldNumber, Service
from mkdocs_neurolint.resources.snippet import PLACE_NAMES, contact

OTHER_OFFICE = lazy(
    r"\b(?:branch|local|area|offices?|admin\w*|donat\w+|press|media|fax|minicom|textphone|tty|ttd|overseas|abroad|outside|"
    r"international|volunteer\w*|headquarters|reception|switchboard|training)\b",
    re.IGNORECASE,
)

OR = lazy(r"\b(?:or|and)\b|[,;/|]", re.IGNORECASE)


def retired(page: Reading) -> Iterator[Fault]:
    told: set[str] = set()
    for phone in page.seen.phones:
        old = _old_listing(page, phone)
        if old is not None and page.offered(phone):
            assert old.old is not None
            told.add(old.service.id)
            yield Fault(phone.start, phone.end, _old_fields(page, old.service, old.old), bool(old.old.works))
    for named in page.seen.names:
        service = named.services[0]
        gone = service.gone and service.id not in told and len(named.name.split()) > 1
        if gone and not page.history(named.start) and page.says(CALL, page.sentence(named.start)):
            yield Fault(named.start, named.end, _gone_fields(page, service))


def _old_listing(page: Reading, phone: PhoneOnPage) -> Listing | None:
    span = page.segment(phone.start)
    said = page.document.prose[span[0] : span[1]]
    for listing in phone.listings:
        old = listing.old
        if old is None:
            continue
        if old.send or old.press:
            if (old.send and re.search(rf"(?<!\w){old.send}(?!\w)", said)) or (
                old.press and re.search(rf"press(?:ing)?\W+{old.press}\b", said, re.IGNORECASE)
            ):
                return listing
        elif not page.current_here(phone) and (not too_short(phone) or page.named(listing.service, span)):
            return listing
    return None


def _old_fields(page: Reading, service: Service, old: OldNumber) -> dict[str, str]:
    since = f" since {old.since}" if old.since else ""
    what = "was never its number" if old.misprint else f"is not to be printed any more{since}"
    return {
        "number": old.number,
        "service": service.name,
        "fate": f"{what} ({old.note})" if old.note else what,
        "replacement": _replacement(page, service),
        "source": _source(page, service),
    }


def _gone_fields(page: Reading, service: Service) -> dict[str, str]:
    since = f" since {service.retired}" if service.retired else ""
    return {
        "number": service.name,
        "service": service.name,
        "fate": f"is {service.status}{since}",
        "replacement": _replacement(page, service),
        "source": _source(page, service),
    }


def _replacement(page: Reading, service: Service) -> str:
    successors = [page.registry.by_id[i] for i in service.replaced_by if i in page.registry.by_id] or [service]
    ways = [f"{contact(s.numbers[0])} ({s.name})" for s in successors if s.numbers and not s.gone]
    return " or ".join(ways) if ways else "look for a service that runs today"


def _source(page: Reading, service: Service) -> str:
    for key in (*service.official_sources, *service.sources):
        url = page.registry.sources.get(key, {}).get("url")
        if url:
            return url
    return service.url


def mismatched(page: Reading) -> Iterator[Fault]:
    for phone in page.seen.phones:
        if page.history(phone.start) or phone.block < 0:
            continue
        named = _name_for(page, phone)
        if named is None or _fits(page, phone, named) or _one_of_several(page, phone, named):
            continue
        owners = [li.service for li in phone.listings if li.service.kind not in ("emergency", "option")]
        service = named.services[0]
        if owners:
            belongs = f"it is the number of {owners[0].name}"
        elif phone.listings or not _plainly_its_number(page, phone, named):
            continue
        else:
            belongs = "the register does not know it"
        ways = [contact(n) for s in named.services for n in s.numbers[:1]]
        fields = {
            "number": phone.shown,
            "service": named.name,
            "belongs": belongs,
            "right": " or ".join(dict.fromkeys(ways)),
        }
        yield Fault(phone.start, phone.end, fields | {"source": _source(page, service)}, milder=not owners)


def _name_for(page: Reading, phone: PhoneOnPage) -> Named | None:
    """The name that the number stands for: the last one before it with no other number between, or the only one."""
    span = page.segment(phone.start)
    names = [n for n in page.names_in(span) if not all(s.common_word for s in n.services) and not is_number(n.name)]
    others = [p for p in page.seen.phones if p.link is None and span[0] <= p.start < span[1] and p.start != phone.start]
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


def _one_of_several(page: Reading, phone: PhoneOnPage, named: Named) -> bool:
    """Whether the number is one of a list joined by "or", in which a number in letters is a service's name, too."""
    if vanity_words(named.name) and OR.search(page.document.prose, named.end, max(named.end, phone.start)):
        return True
    if not vanity_words(phone.shown):
        return False
    low, high = page.segment(phone.start)
    fitting = [p for p in page.seen.phones if low <= p.start < high and _fits(page, p, named)]
    topics = {topic for service in named.services for topic in service.topics}
    same_topic = any(topics & set(listing.service.topics) for listing in phone.listings)
    return same_topic and any(
        OR.search(page.document.prose, min(phone.end, p.end), max(phone.start, p.start)) for p in fitting
    )


def _fits(page: Reading, phone: PhoneOnPage, named: Named) -> bool:
    if not any(service.numbers or service.old_numbers for service in named.services):
        return True
    for listing in phone.listings:
        if any(listing.service.id == s.id or same_house(listing.service, s) for s in named.services):
            return True
    return False


def _plainly_its_number(page: Reading, phone: PhoneOnPage, named: Named) -> bool:
    """Whether an unknown number is given as the service's own national one."""
    gap = page.document.prose[named.end : phone.start] if named.end <= phone.start else ""
    length = len(phone.number.lstrip("+"))
    return (
        phone.cued
        and named.end <= phone.start
        and len(gap) <= 40
        and SHORT < length <= 13
        and all(service.numbers for service in named.services)
        and not OTHER_OFFICE.search(page.document.prose, *page.segment(phone.start))
        and not PLACEHOLDER.search(phone.shown)
    )


def tel_links(page: Reading) -> Iterator[Fault]:
    for phone in page.seen.phones:
        link = phone.link
        if link is None or link.text_start >= link.text_end:
            continue
        shown = [
            p for p in page.seen.phones if p.link is None and link.text_start <= p.start and p.end <= link.text_end
        ]
        if shown and not any(_same_number(p.number, phone.number) for p in shown):
            fields = {"number": shown[0].shown, "dialled": phone.shown}
            yield Fault(link.text_start, link.text_end, fields)


def _same_number(one: str, other: str) -> bool:
    if one == other:
        return True
    return any(set(forms(one, region)) & set(forms(other, region)) for region in PLACE_NAMES)
