"""A ready piece of Markdown that offers help: what to paste for a region and a topic.

Only records that the register marks `suggest: true` are offered, with the date on which they were seen; and what
to call in danger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mkdocs_neurolint.resources.registry import ANYWHERE, Number, Registry, Service

PLACE_NAMES = {
    "AU": "Australia",
    "CA": "Canada",
    "DE": "Germany",
    "DK": "Denmark",
    "ES": "Spain",
    "EU": "the European Union",
    "FR": "France",
    "GB": "the United Kingdom",
    "IE": "Ireland",
    "IN": "India",
    "NL": "the Netherlands",
    "NO": "Norway",
    "NZ": "New Zealand",
    "SE": "Sweden",
    "US": "the United States",
    "ZA": "South Africa",
}
MOST = 4  # services offered beside the directory and the emergency number


def place(region: str) -> str:
    """The name of a country in a sentence; its code when it has no services here."""
    return PLACE_NAMES.get(region, region)


def listed(items: Iterable[str], last: str = "and") -> str:
    """`A, B and C`, each item once."""
    once = list(dict.fromkeys(items))
    return f" {last} ".join([", ".join(once[:-1]), once[-1]]) if len(once) > 1 else "".join(once)


def contact(number: Number) -> str:
    """How to reach a service by `number`, as a phrase: `call 116 123`, `text HOME to 741741`."""
    app = f" by {number.app}" if number.app else ""
    if number.channel == "text" or number.send:
        return f"text {number.send} to {number.number}{app}" if number.send else f"text {number.number}{app}"
    return f"call {number.number}" + (f" and press {number.press}" if number.press else "") + app


def _link(service: Service) -> str:
    return f"[{service.name}]({service.url})" if service.url else service.name


def _seen(service: Service) -> str:
    return f" (seen {service.verified})" if service.verified else ""


def suggested(registry: Registry, region: str, topics: Sequence[str]) -> list[Service]:
    """The services of `region` that may be offered for any of `topics`, the topics in order of preference."""
    fitting = [
        service
        for service in registry.services
        if service.suggest and service.region == region and service.kind in ("helpline", "harmonised")
    ]
    fitting = [service for service in fitting if set(service.topics) & set(topics)]

    def rank(service: Service) -> tuple[int, bool, bool]:
        first_topic = min(topics.index(topic) for topic in service.topics if topic in topics)
        return first_topic, service.hours != "24/7", bool(service.scope)

    return sorted(fitting, key=rank)


def _line(service: Service) -> str:
    ways = [contact(number) for number in service.numbers if number.note != "TTY"][:2]
    said = " or ".join(ways)
    for_whom = f" ({service.scope})" if service.scope else ""
    hours = ", 24/7" if service.hours == "24/7" and "hours" in service.confirmed else ""
    return f"{_link(service)}{for_whom}: {said}{hours}{_seen(service)}" if said else f"{_link(service)}{_seen(service)}"


def _emergency(registry: Registry, region: str) -> str:
    """What to call in danger: official numbers that are well known need not be suggested as a service is."""
    known = [s for s in registry.services if s.kind == "emergency" and s.status == "active" and s.serves(region)]
    known.sort(key=lambda service: service.region != region)  # before that of the whole EU
    for service in known if region else ():
        if ways := _emergency_numbers(service):
            return f"In immediate danger, call {ways}."
    return "In immediate danger, call your local emergency number."


def _emergency_numbers(service: Service) -> str:
    """The number, and those of single services (`113 (medical) or 112 (police)`), as a phrase."""
    phones = [number for number in service.numbers if number.channel == "phone" and not number.send]
    ways = [
        f"{number.number} ({number.note})" if number.note else number.number
        for index, number in enumerate(phones)
        if not index or number.note not in ("", "TTY", "mobile")
    ]
    return listed(ways, "or")


def directory(registry: Registry) -> str:
    """The international directory, as a Markdown phrase."""
    for service in registry.services:
        if service.kind == "directory" and service.suggest and service.region == ANYWHERE and service.url:
            return f"{_link(service)}{_seen(service)}"
    return ""


def snippet(registry: Registry, region: str, topics: Sequence[str]) -> str:
    """An admonition with services for `topics` in `region`, a directory and the emergency number.

    When `region` is empty or the register may suggest nothing there, the directory alone.
    """
    services = suggested(registry, region, topics)[:MOST] if region else []
    lines = ['!!! info "Help and support"', ""]
    lines += [f"    - {_line(service)}" for service in services]
    elsewhere = directory(registry)
    if elsewhere:
        lead = "Elsewhere" if services else "Find a helpline in your country"
        lines.append(f"    - {lead}: {elsewhere}")
    lines += ["", f"    {_emergency(registry, region)}"]
    return "\n".join(lines)
