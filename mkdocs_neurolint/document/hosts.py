"""What kind of source a URL leads to: its tier from 1 (syntheses) to 7 (no source), by host.

The hosts are data, in `rules/lexicons/citation-hosts.yml`. What a tier is worth for a claim is decided in `citations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.rules.files import load_lexicon_data

NO_SOURCE = 7
WEAK = 6
UNKNOWN = 0

FIRST = lazy(r"/([^/?#]*)")
# A search page, or a link that pays whoever set it.
SEARCH_OR_AFFILIATE = lazy(r"[?&](?:term|query|search|q|tag|affid|aff_id|affiliate)=|/search[/?]")


@cache
def source_data() -> Mapping[str, Any]:
    """The plain data of `citation-hosts.yml`."""
    data: Mapping[str, Any] = load_lexicon_data("citation-hosts")
    return data


@cache
def _builtin() -> dict[str, int]:
    return {entry: int(tier) for tier, entries in source_data()["tiers"].items() for entry in entries}


def split_url(url: str) -> tuple[str, str]:
    """The host in lower case without `www.`, and what follows it; `("", url)` for an address inside the site."""
    if url.startswith("//"):
        rest = url[2:]
    else:
        scheme, separator, rest = url.partition("://")
        if not separator or scheme.lower() not in ("http", "https"):
            return "", url
    end = len(rest)
    for mark in "/?#":
        at = rest.find(mark, 0, end)
        if at >= 0:
            end = at
    host = rest[:end].rpartition("@")[2].partition(":")[0].lower()
    return host.removeprefix("www.").rstrip("."), rest[end:]


def tier_of(host: str, path: str, own: Mapping[str, int] | None = None) -> int:
    """The tier of `path` on `host`, 1 to 7; 0 when the host is not known. `own` (host to tier) goes first."""
    if own:
        tier = _lookup(own, host, path)
        if tier:
            return tier
    tier = _builtin_tier(host, path.split("/", 2)[1] if path.startswith("/") else "")
    if ("=" in path or "/search" in path) and SEARCH_OR_AFFILIATE.search(path):
        return NO_SOURCE
    return tier


@lru_cache(maxsize=4096)
def _builtin_tier(host: str, first: str) -> int:
    if host.startswith("shop.") or first == "shop":
        return NO_SOURCE
    return _lookup(_builtin(), host, f"/{first}")


def _lookup(table: Mapping[str, int], host: str, path: str) -> int:
    """The tier of the longest entry that `host`, or a host above it, has in `table`; 0 without one."""
    found = FIRST.match(path)
    first = found[1] if found else ""
    while host:
        if first and (tier := table.get(f"{host}/{first}")):
            return tier
        if tier := table.get(host):
            return tier
        host = host.partition(".")[2]
    return UNKNOWN


def is_home_page(path: str) -> bool:
    """Whether what follows a host names no page."""
    return len(path) < 2 or path[0] == "#" or path.startswith("/#")
