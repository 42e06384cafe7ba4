"""`neurolint resources`: the support services of the register, and a ready piece of Markdown with some of them."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import date
from typing import Any

from mkdocs_neurolint.cli.console import say, write
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.resources.countries import problem_of
from mkdocs_neurolint.resources.registry import ANYWHERE, OldNumber, Registry, Service, builtin_registry
from mkdocs_neurolint.resources.snippet import contact, snippet


def add_arguments(parser: ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.add_argument(
        "--region", metavar="CODE", help="services of this country (ISO 3166) and those for all countries"
    )
    parser.add_argument("--topic", metavar="TOPIC", help="services for this topic, such as suicide or domestic_abuse")
    parser.add_argument("--unverified", action="store_true", help="only those that no page of the service confirms")
    parser.add_argument("--older-than", type=int, metavar="DAYS", help="only those verified more than DAYS days ago")
    parser.add_argument("--snippet", action="store_true", help="write Markdown to paste, for --region and --topic")
    parser.add_argument("--today", metavar="DATE", help="the day to count from, such as 2027-01-31 (default: today)")
    parser.add_argument("--output-format", choices=["full", "json"], default="full")


def run(args: Namespace) -> int:
    """Prints the services that fit. Raises `UserError` for a region, a topic or a date that there is not."""
    registry = builtin_registry()
    region = _region(args.region)
    topic = _topic(registry, args.topic)
    if region and not any(service.region == region for service in registry.services):
        say(f"neurolint: the register has no service of {region} itself, only those for all countries")
    if args.snippet:
        write([snippet(registry, region, (topic,) if topic else ("suicide", "crisis")), "\n"])
        return 0
    services = [service for service in registry.services if _fits(service, region, topic)]
    if args.unverified:
        services = [service for service in services if not service.verified]
    if args.older_than is not None:
        today = _day(args.today)
        services = [service for service in services if (age(service, today) or -1) > args.older_than]
    if args.output_format == "json":
        records = [_record(registry, service) for service in services]
        write([json.dumps({"version": 1, "services": records}, indent=1), "\n"])
    elif services:
        write(["\n\n".join(_paragraph(service) for service in services), "\n"])
    else:
        say("neurolint: no service in the register fits")
    return 0


def age(service: Service, today: date) -> int | None:
    """Days since the service was verified; None when it never was."""
    return (today - date.fromisoformat(service.verified)).days if service.verified else None


def _day(text: str | None) -> date:
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"--today must be a date such as 2027-01-31, not {text!r}") from None


def _region(name: str | None) -> str:
    region = (name or "").upper()
    problem = problem_of(region) if region and region != ANYWHERE else ""
    if problem:
        raise UserError(f"--region: {problem}")
    return region


def _topic(registry: Registry, name: str | None) -> str:
    if not name:
        return ""
    from mkdocs_neurolint.rules.conform import did_you_mean

    topic = name.lower().replace("-", "_")
    known = sorted({topic for service in registry.services for topic in service.topics})
    if topic not in known:
        raise UserError(f"the register has no topic {name!r}" + did_you_mean(topic, known))
    return topic


def _fits(service: Service, region: str, topic: str) -> bool:
    return (not region or service.serves(region)) and (not topic or topic in service.topics)


def _paragraph(service: Service) -> str:
    where = "all countries" if service.region == ANYWHERE else service.region
    state = "" if service.status == "active" else f" [{service.status}]"
    scope = f", {service.scope}" if service.scope else ""
    lines = [f"{service.id}  {service.name} ({where}{scope}){state}"]
    ways = [contact(number) + (f" ({number.note})" if number.note else "") for number in service.numbers]
    facts = [
        ("contact", "; ".join(ways)),
        ("site", service.url or (f"{service.unverified_url} (unverified)" if service.unverified_url else "")),
        ("topics", ", ".join(service.topics)),
        ("hours", service.hours),
        ("old", "; ".join(f"{old.number} ({old.note})" for old in service.old_numbers)),
        ("status", service.status_note),
        ("doubt", service.doubt),
        ("note", service.note),
        ("verified", f"{service.verified or 'no'}; confidence {service.confidence}"),
        ("suggested", "yes" if service.suggest else "no"),
    ]
    lines += [f"    {label + ':':<11}{value}" for label, value in facts if value]
    return "\n".join(lines)


def _record(registry: Registry, service: Service) -> dict[str, Any]:
    """The service as plain data, with its sources spelt out."""
    official = set(service.official_sources)
    return {
        "id": service.id,
        "name": service.name,
        "aliases": list(service.aliases),
        "region": service.region,
        "scope": service.scope,
        "kind": service.kind,
        "topics": list(service.topics),
        "languages": list(service.languages),
        "numbers": [_kept(number._asdict()) for number in service.numbers],
        "legacy": _old(service.old_numbers),
        "email": list(service.email),
        "url": service.url,
        "domains": list(service.domains),
        "hours": service.hours,
        "status": service.status,
        "status_note": service.status_note,
        "replaced_by": list(service.replaced_by),
        "verified": service.verified,
        "confidence": service.confidence,
        "suggest": service.suggest,
        "doubt": service.doubt,
        "note": service.note,
        "sources": [{"id": key, **registry.sources[key], "official": key in official} for key in service.sources],
    }


def _old(numbers: Iterable[OldNumber]) -> list[dict[str, Any]]:
    return [_kept(old._asdict()) for old in numbers]


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None)}
