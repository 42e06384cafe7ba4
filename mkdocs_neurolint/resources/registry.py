"""The register of support services, as `rules/resources/*.yml` and a site's own settings hold it.

What stands on a page is found in `recognise`; how numbers compare is in `phones`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mkdocs_neurolint.resources.phones import forms, host_of, vanity_words

GONE = frozenset({"retired", "superseded", "obsolete", "legacy"})
STATUSES = GONE | {"active", "renamed", "renumbered", "disputed", "unverified"}
KINDS = frozenset({"helpline", "emergency", "harmonised", "directory", "option"})
ANYWHERE = "INT"  # the region of directories that serve every country
EU_MEMBERS = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
KEYS = frozenset(
    {"id", "name", "aliases", "common_word", "region", "kind", "topics", "languages", "scope", "phone", "text", "email"}
    | {
        "url",
        "domains",
        "unverified",
        "hours",
        "status",
        "status_note",
        "retired",
        "replaced_by",
        "legacy",
        "misprints",
    }
    | {"verified", "confirmed", "official_sources", "sources", "independent_sources", "confidence", "suggest"}
    | {"doubt", "note"}
)


class Number(NamedTuple):
    """A way to reach a service by phone. `number` is as a reader sees it; `channel` is phone or text.

    `send` is the word to send, `press` the key to press after connecting, `app` WhatsApp or the like.
    """

    number: str
    channel: str = "phone"
    send: str = ""
    press: str = ""
    app: str = ""
    note: str = ""


class OldNumber(NamedTuple):
    """A number that a page should no longer print. `works` is None when no source says whether it connects.

    `misprint` marks a number that was never the service's own.
    """

    number: str
    channel: str
    send: str
    press: str
    since: str
    works: bool | None
    note: str
    misprint: bool


class Service(NamedTuple):
    """One record. Dates are ISO dates; `verified` is empty when no page of the service has been compared.

    `doubt` says where sources disagree; `suggest` whether the record may be offered to readers.
    `unverified_url` and `unverified_domains` rest on no source: good enough to recognise, not to suggest.
    """

    id: str
    name: str
    region: str
    kind: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    aliases: tuple[str, ...]
    common_word: bool  # the name is an everyday word, so the name alone proves nothing
    scope: str
    numbers: tuple[Number, ...]
    email: tuple[str, ...]
    url: str
    domains: tuple[str, ...]
    unverified_url: str
    unverified_domains: tuple[str, ...]
    hours: str
    status: str
    status_note: str
    retired: str
    replaced_by: tuple[str, ...]
    old_numbers: tuple[OldNumber, ...]
    verified: str
    confirmed: tuple[str, ...]
    official_sources: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: str
    suggest: bool
    doubt: str
    note: str

    @property
    def gone(self) -> bool:
        return self.status in GONE

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host that belongs to the service, without `www.`."""
        urls = (self.url, self.unverified_url)
        return tuple(dict.fromkeys([*self.domains, *self.unverified_domains, *(host_of(u) for u in urls if u)]))

    def serves(self, region: str) -> bool:
        """Whether a reader in `region` (ISO 3166; empty = anywhere) can use the service."""
        if not region or self.region in (region, ANYWHERE):
            return True
        return self.region == "EU" and region in EU_MEMBERS


class Listing(NamedTuple):
    """A number of the register: whose it is, and whether it is current (`old` None) or not."""

    service: Service
    number: Number | None
    old: OldNumber | None


class Registry:
    """All services with their indexes. Built once; nothing in it changes."""

    __slots__ = ("by_host", "by_id", "by_number", "services", "sources", "surfaces")

    def __init__(self, services: Sequence[Service], sources: Mapping[str, Mapping[str, str]]) -> None:
        self.services = tuple(services)
        self.sources = sources
        self.by_id = {service.id: service for service in services}
        self.by_number: dict[str, list[Listing]] = {}
        self.by_host: dict[str, list[Service]] = {}
        self.surfaces: dict[str, list[Service]] = {}
        for service in services:
            self._index(service)

    def _index(self, service: Service) -> None:
        for number in service.numbers:
            self._list(number.number, Listing(service, number, None))
        for old in service.old_numbers:
            self._list(old.number, Listing(service, None, old))
        for host in service.hosts:
            self.by_host.setdefault(host, []).append(service)
        for name in service.names:
            self.surfaces.setdefault(fold(name), []).append(service)
            if service.numbers and vanity_words(name):
                self._list(name, Listing(service, service.numbers[0], None))

    def _list(self, display: str, listing: Listing) -> None:
        for form in forms(display, listing.service.region):
            known = self.by_number.setdefault(form, [])
            if listing not in known:
                known.append(listing)

    def with_services(self, more: Iterable[Service]) -> Registry:
        """A register that also holds `more`; a record of the same id replaces the built-in one."""
        merged = dict(self.by_id)
        merged.update((service.id, service) for service in more)
        return Registry(tuple(merged.values()), self.sources)


def fold(name: str) -> str:
    """`name` as prose is folded: straight quotes, plain hyphens, single spaces."""
    table = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")
    return " ".join(name.translate(table).split())


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key}: must be text; put it in quotes")
    return value


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{key}: must be a list of texts; put numbers in quotes")
    return tuple(value)


def _entries(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The items of a list of numbers; a plain text stands for `{number: text}`."""
    value = record.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise ValueError(f"{key}: must be a list")
    items: list[Mapping[str, Any]] = []
    for index, item in enumerate(value):
        entry = {"number": item} if isinstance(item, str) else item
        if not isinstance(entry, Mapping) or not isinstance(entry.get("number"), str):
            raise ValueError(f"{key}[{index}].number: must be text; put the number in quotes")
        items.append(entry)
    return items


def _numbers(record: Mapping[str, Any]) -> tuple[Number, ...]:
    return tuple(
        Number(e["number"], channel, e.get("send", ""), e.get("press", ""), e.get("app", ""), e.get("note", ""))
        for channel in ("phone", "text")
        for e in _entries(record, channel)
    )


def _old_numbers(record: Mapping[str, Any]) -> tuple[OldNumber, ...]:
    return tuple(
        OldNumber(
            number=e["number"],
            channel=e.get("channel", "text" if e.get("send") else "phone"),
            send=e.get("send", ""),
            press=e.get("press", ""),
            since=e.get("since", ""),
            works=e.get("works"),
            note=e.get("note", ""),
            misprint=key == "misprints",
        )
        for key in ("legacy", "misprints")
        for e in _entries(record, key)
    )


def read_service(record: Mapping[str, Any], region: str = "") -> Service:
    """The service that `record` describes, in the form of `rules/resources`.

    Raises ValueError("key: what is wrong"). A user's own record needs `id`, `name`, `topics` and a way to reach it.
    """
    for key in record:
        if key not in KEYS:
            raise ValueError(f"{key}: unknown key")
    for key in ("id", "name"):
        if not _text(record, key):
            raise ValueError(f"{key}: is missing")
    unverified = record.get("unverified", {})
    status, kind = _text(record, "status") or "active", _text(record, "kind") or "helpline"
    if status not in STATUSES:
        raise ValueError(f"status: must be one of {', '.join(sorted(STATUSES))}")
    if kind not in KINDS:
        raise ValueError(f"kind: must be one of {', '.join(sorted(KINDS))}")
    numbers, url, domains = _numbers(record), _text(record, "url"), _texts(record, "domains")
    if not (numbers or url or domains or unverified or record.get("legacy") or status in GONE):
        raise ValueError("phone: give a phone, a text number or a url")
    return Service(
        id=record["id"],
        name=record["name"],
        region=_text(record, "region") or region or ANYWHERE,
        kind=kind,
        topics=_texts(record, "topics"),
        languages=_texts(record, "languages"),
        aliases=_texts(record, "aliases"),
        common_word=bool(record.get("common_word", False)),
        scope=_text(record, "scope"),
        numbers=numbers,
        email=_texts(record, "email"),
        url=url,
        domains=domains,
        unverified_url=unverified.get("url", ""),
        unverified_domains=tuple(unverified.get("domains", ())),
        hours=_text(record, "hours"),
        status=status,
        status_note=_text(record, "status_note"),
        retired=_text(record, "retired"),
        replaced_by=_texts(record, "replaced_by"),
        old_numbers=_old_numbers(record),
        verified=_text(record, "verified"),
        confirmed=_texts(record, "confirmed"),
        official_sources=_texts(record, "official_sources"),
        sources=_texts(record, "sources"),
        confidence=_text(record, "confidence") or "high",
        suggest=bool(record.get("suggest", True)),
        doubt=_text(record, "doubt"),
        note=_text(record, "note"),
    )


def may_suggest(service: Service) -> bool:
    """Whether the built-in register may offer the service: high confidence, and confirmed on an official page."""
    proof = {"url"} if service.kind == "directory" else {"phone", "sms"}
    return service.confidence == "high" and not service.gone and bool(proof & set(service.confirmed))


@cache
def builtin_registry() -> Registry:
    """The register that comes with the package."""
    from mkdocs_neurolint.rules.files import builtin_files

    services: list[Service] = []
    sources: dict[str, Mapping[str, str]] = {}
    files = builtin_files()
    for path in files:
        if path.startswith("resources/"):
            data = files[path]
            sources.update(data.get("sources", {}))
            services.extend(read_service(record, data["region"]) for record in data.get("services", ()))
    return Registry(services, sources)


@lru_cache(maxsize=4)
def _merged(own: str) -> Registry:
    return builtin_registry().with_services(read_service(record) for record in json.loads(own))


def site_registry(own: Sequence[Mapping[str, Any]]) -> Registry:
    """The built-in register with a site's own services (`Site.services`). Raises ValueError on a bad record."""
    return _merged(json.dumps([dict(record) for record in own])) if own else builtin_registry()
