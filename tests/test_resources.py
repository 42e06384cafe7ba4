"""The register of support services: its data, its numbers, and what of it is recognised on a page."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser

import pytest

from mkdocs_neurolint.cli import resources as command
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.resources.offers import offers
from mkdocs_neurolint.resources.phones import dialable, digits, forms, host_of, short_code_with_country
from mkdocs_neurolint.resources.recognise import recognise
from mkdocs_neurolint.resources.registry import Service, builtin_registry, may_suggest, read_service, site_registry
from mkdocs_neurolint.resources.snippet import PLACE_NAMES, contact, snippet

REGISTRY = builtin_registry()
SERVICES = REGISTRY.services


def listed(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(name, SERVICES, ids=lambda service: service.id)


def test_ids_are_unique_and_begin_with_their_region() -> None:
    ids = [service.id for service in SERVICES]
    assert len(ids) == len(set(ids)) == 213
    assert all(s.id.startswith({"INT": "int"}.get(s.region, s.region.lower()) + "-") for s in SERVICES)


@listed("service")
def test_record_has_sources_with_dates(service: Service) -> None:
    assert service.sources
    for key in (*service.sources, *service.official_sources):
        assert REGISTRY.sources[key]["date"]


@listed("service")
def test_suggest_follows_the_rule(service: Service) -> None:
    assert service.suggest == may_suggest(service)
    assert not service.suggest or service.verified


@listed("service")
def test_numbers_can_be_dialled_in_their_region(service: Service) -> None:
    for number in service.numbers:
        if number.app == "USSD":
            assert re.fullmatch(r"\*[\d*]+#", number.number)
        else:
            assert dialable(number.number, service.region), number
    for old in service.old_numbers:
        assert dialable(old.number, service.region) or old.misprint, old


@listed("service")
def test_successors_and_hosts_are_known(service: Service) -> None:
    assert all(successor in REGISTRY.by_id for successor in service.replaced_by)
    assert all(service in REGISTRY.by_host[host] for host in service.hosts)
    assert not service.gone or not service.numbers


@listed("service")
def test_record_round_trips(service: Service) -> None:
    """A service's own display form is recognised as that service, in prose, in a table and behind a link."""
    for number in service.numbers:
        if number.app == "USSD":
            continue
        pages = (
            f"You can {contact(number)} to reach {service.name}.\n",
            f"| Service | Contact |\n| --- | --- |\n| {service.name} | **{number.number}** |\n",
            f"- **{service.name}**: {contact(number)} (24 hours)\n",
            f"Ring [{service.name}](tel:{digits(number.number)}).\n",
        )
        # The register says of two digits that they are too short to be told from any other number in prose.
        for page in pages if len(number.number) > 2 else pages[-1:]:
            seen = recognise(parse(page), REGISTRY)
            owners = {li.service.id for phone in seen.phones for li in phone.listings if li.old is None}
            assert service.id in owners, page
    if service.url:
        seen = recognise(parse(f"See [them]({service.url})."), REGISTRY)
        assert service in {s for linked in seen.links for s in linked.services}


@listed("service")
def test_no_number_is_taken_for_another_service(service: Service) -> None:
    own = {form for n in service.numbers for form in forms(n.number, service.region)}
    own |= {form for old in service.old_numbers for form in forms(old.number, service.region)}
    own |= {form for name in service.names for form in forms(name, service.region) if form}
    listed_as_own = {form for form, known in REGISTRY.by_number.items() if any(li.service is service for li in known)}
    assert listed_as_own <= own


@pytest.mark.parametrize(
    ("shown", "service"),
    [
        pytest.param("1-800-799-SAFE", "us-ndvh", id="letters"),
        pytest.param("(800) 799-7233", "us-ndvh", id="brackets"),
        pytest.param("+1 800.799.7233", "us-ndvh", id="dots and country code"),
        pytest.param("1-800-4-A-CHILD", "us-childhelp", id="letters with hyphens"),
        pytest.param("1800RESPECT", "au-1800respect", id="letters run on"),
        pytest.param("0508 TAUTOKO", "nz-tautoko", id="more letters than digits"),
        pytest.param("+44 (0)808 2000 247", "gb-ndah", id="trunk zero in brackets"),
        pytest.param("0044 808 2000 247", "gb-ndah", id="double zero"),
        pytest.param("0808 20 00 247", "gb-ndah", id="other grouping"),
        pytest.param("9-8-8", "ca-988", id="hyphenated short code"),
        pytest.param("116123", "gb-samaritans", id="short code run on"),
    ],
)
def test_one_number_in_many_spellings(shown: str, service: str) -> None:
    seen = recognise(parse(f"Please call {shown} today.\n"), REGISTRY)
    assert service in {li.service.id for phone in seen.phones for li in phone.listings}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In 2019, 988 of 1,737 people took part.", id="counts"),
        pytest.param("The dose is 113 mg; see section 111.", id="dose and section"),
        pytest.param("ISBN 978-0-306-40615-7", id="isbn"),
        pytest.param("`call 988`", id="code"),
        pytest.param("<!-- call 988 -->", id="comment"),
        pytest.param("It cost $988 and rose by 116 %.", id="money"),
        pytest.param("Prices rose from 1,116,123 to 2,988,000.", id="thousands"),
    ],
)
def test_numbers_that_are_no_help(text: str) -> None:
    assert not offers(parse(f"# Page\n\n{text}\n"), REGISTRY, ()).anything


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('!!! tip "Help"\n\n    Call 988.\n', id="admonition"),
        pytest.param('=== "US"\n\n    Call 988.\n\n=== "GB"\n\n    Call 116 123.\n', id="tab"),
        pytest.param('??? note "Help"\n\n    Text HOME to 741741.\n', id="details"),
        pytest.param("Call [us](tel:988).\n", id="tel link"),
        pytest.param("Message [us](sms:741741).\n", id="sms link"),
        pytest.param('<a href="tel:988">Call now</a>\n', id="html link"),
        pytest.param("See [the Lifeline](https://988lifeline.org/chat/).\n", id="site of a service"),
        pytest.param("See [a list](https://findahelpline.com/).\n", id="directory"),
        pytest.param("See [help](../get-help.md).\n", id="own help page"),
        pytest.param("Write to jo@samaritans.org at any time.\n", id="e-mail"),
        pytest.param("## Samaritans\n\n116 123\n", id="name in the heading"),
        pytest.param("| Samaritans | Day and night |\n| --- | --- |\n| Samaritans | 116 123 |\n", id="table row"),
        pytest.param("Call our county crisis line on 01234 567 890.\n", id="local line"),
    ],
)
def test_help_in_every_form(text: str) -> None:
    assert offers(parse(f"# Page\n\n{text}"), REGISTRY, ()).anything


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("In danger, call 999.\n", "an emergency number alone", id="emergency"),
        pytest.param("Talk to your doctor.\n", "“talk to your doctor”", id="doctor"),
        pytest.param("There is a hotline.\n", "an unnamed hotline", id="hotline"),
        pytest.param("Childline helps.\n", "Childline without a number or link", id="bare name"),
        pytest.param("Call the old line, 0845 634 1414.\n", "", id="retired number"),
    ],
)
def test_weak_forms_are_named(text: str, form: str) -> None:
    found = offers(parse(f"# Page\n\n{text}"), REGISTRY, ("GB",))
    assert not found.anything
    assert found.weak(("suicide",), False) == form


def test_surroundings_and_help_pages_count() -> None:
    page = parse("# Page\n\nSee [people to talk to](../people/talk.md#now).\n", "topics/a.md")
    assert not offers(page, REGISTRY, ("GB",)).anything
    assert offers(page, REGISTRY, ("GB",), surroundings="Call Samaritans on 116 123.").anything
    assert offers(page, REGISTRY, ("GB",), help_pages=frozenset({"people/talk.md"})).help_page


def test_help_for_another_country_is_none() -> None:
    page = parse("# Page\n\nCall 988.\n")
    assert offers(page, REGISTRY, ("CA",)).anything
    found = offers(page, REGISTRY, ("GB",))
    assert not found.anything
    assert "for readers in" in found.weak(("suicide",), False)


@pytest.mark.parametrize("region", ["", *PLACE_NAMES])
def test_snippet_offers_only_what_may_be_suggested(region: str) -> None:
    text = snippet(REGISTRY, region, ("suicide", "crisis"))
    assert text.startswith("!!! ")
    assert "https://findahelpline.com/" in text
    offered = offers(parse(text), REGISTRY, (region,) if region else ())
    assert offered.directory
    assert all(service.suggest for service in offered.services.values() if service.name in text)
    assert all(f"seen {s.verified}" in text for s in offered.services.values() if s.name in text)


def test_snippet_has_a_specific_service_first() -> None:
    text = snippet(REGISTRY, "GB", ("domestic_abuse",))
    assert text.index("0808 2000 247") < text.index("findahelpline")
    assert "call 999" in text


@pytest.mark.parametrize(
    ("region", "line"),
    [
        ("FR", "call 112, 15 (SAMU), 17 (police) or 18 (pompiers)."),
        ("NO", "call 113 (medical) or 112 (police)."),
        ("AU", "call 000."),
        ("PT", "call 112."),
        ("BR", "call your local emergency number."),
        ("", "call your local emergency number."),
    ],
)
def test_snippet_has_the_emergency_number(region: str, line: str) -> None:
    assert snippet(REGISTRY, region, ("suicide",)).endswith(f"In immediate danger, {line}")


def test_own_services_join_the_register() -> None:
    own = ({"id": "x-line", "name": "Valley Line", "region": "GB", "topics": ["suicide"], "phone": "01632 555 111"},)
    registry = site_registry(own)
    assert len(registry.services) == 214
    assert site_registry(own) is registry
    assert offers(parse("Call 01632 555 111."), registry, ("GB",)).enough(("suicide",), False, ())


@pytest.mark.parametrize(
    ("record", "key"),
    [
        pytest.param({"id": "a", "name": "A", "phone": [{"number": 988}]}, "phone[0].number", id="unquoted number"),
        pytest.param({"id": "a", "name": "A", "fone": "988"}, "fone", id="unknown key"),
        pytest.param({"id": "a", "phone": "988"}, "name", id="no name"),
        pytest.param({"id": "a", "name": "A"}, "phone", id="no contact"),
        pytest.param({"id": "a", "name": "A", "phone": "1", "status": "dead"}, "status", id="unknown status"),
    ],
)
def test_bad_records_name_the_key(record: dict[str, object], key: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(key)}: "):
        read_service(record)


def test_short_codes_with_a_country_code() -> None:
    assert short_code_with_country("+44116123") == "116123"
    assert short_code_with_country("+1741741") == "741741"
    assert short_code_with_country("+448082000247") == ""


def test_host_of() -> None:
    assert host_of("https://www.Samaritans.org:443/a?b") == "samaritans.org"
    assert host_of("tel:988") == ""


def run(*words: str) -> int:
    parser = ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(list(words)))


def test_command_lists_and_filters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--region", "GB", "--topic", "domestic_abuse") == 0
    out = capsys.readouterr().out
    assert "0808 2000 247" in out and "gb-samaritans" not in out and "ie-womensaid" not in out


def test_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--region", "NL", "--output-format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["version"] == 1
    by_id = {record["id"]: record for record in data["services"]}
    assert by_id["nl-113"]["legacy"][0]["number"] == "0900-0113"
    assert by_id["nl-113"]["sources"][0]["date"]


def test_command_finds_what_is_stale_or_unverified(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--unverified", "--region", "DK") == 0
    assert "dk-livslinien" in capsys.readouterr().out
    assert run("--older-than", "1", "--today", "2030-01-01", "--output-format", "json") == 0
    stale = json.loads(capsys.readouterr().out)["services"]
    assert len(stale) == sum(bool(service.verified) for service in SERVICES)
    assert run("--older-than", "1", "--today", "2026-11-23", "--output-format", "json") == 0
    assert json.loads(capsys.readouterr().out)["services"] == []


def test_command_knows_the_countries(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError, match="did you mean 'GB'"):
        run("--region", "uk")
    with pytest.raises(UserError, match="--region: 'XX' is no country code"):
        run("--region", "XX", "--snippet")
    assert run("--region", "br") == 0
    captured = capsys.readouterr()
    assert "no service of BR itself" in captured.err and "findahelpline" in captured.out


def test_command_says_when_nothing_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--region", "GB", "--topic", "indigenous") == 0
    captured = capsys.readouterr()
    assert captured.out == "" and "no service" in captured.err
