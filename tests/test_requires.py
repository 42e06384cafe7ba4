"""When a page owes its reader help: what it is about, what it offers, and what its front matter says."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_neurolint.checks import requires
from mkdocs_neurolint.document import parse
from mkdocs_neurolint.engine import lint
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.resources.registry import builtin_registry
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.testing import run_examples
from mkdocs_neurolint.site import Site

RULES = tuple(rule for rule in load_rules(preview=True) if rule.kind == "requires")
STABLE = tuple(rule for rule in RULES if rule.status == "stable")
FOLDER = Path(__file__).parent
SUICIDE = "# Thoughts of suicide\n\nSuicidal thoughts come and go. A suicide attempt is often sudden.\n"
FILLER = (
    "The garden club met on Monday. Members brought seeds, and the talk was of rain, soil and the price of string. "
    * 12
)


def missing(text: str, site: Site = Site(), path: str = "page.md") -> list[Finding]:  # noqa: B008 -- a frozen value
    return lint(parse(text, path), STABLE, site)


def ids(text: str, site: Site = Site()) -> list[str]:  # noqa: B008 -- a frozen value
    return [finding.rule.id.removeprefix("missing-").removesuffix("-resource") for finding in missing(text, site)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: object) -> None:
    problems = [f"{r.kind} {r.index}: {r.problem}" for r in run_examples([rule]) if r.problem]  # type: ignore[list-item]
    assert not problems


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_needs_are_topics_of_the_register(rule: object) -> None:
    known = {topic for service in builtin_registry().services for topic in service.topics}
    assert set(rule.data["needs"]["topics"]) <= known  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("traps/*.md")) + sorted(FOLDER.glob("clean/*.md")), ids=lambda p: p.stem
)
def test_harmless_pages_are_silent(path: Path) -> None:
    assert missing(path.read_text(encoding="utf-8"), path=path.name) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("trust-and-intimacy.md", ["abuse", "addiction"]), ("when-he-decides-everything.md", ["abuse", "addiction"])],
)
def test_seed_articles_owe_what_they_speak_of(name: str, expected: list[str]) -> None:
    text = (FOLDER.parent / "seeds" / name).read_text(encoding="utf-8")
    assert sorted(ids(text)) == expected


def test_finding_stands_at_the_words_and_offers_a_snippet() -> None:
    (finding,) = missing(SUICIDE, Site(regions=("GB",)))
    assert (finding.text, finding.line, finding.severity) == ("suicide", 1, "error")
    assert "suicide" in finding.message and "the United Kingdom" in finding.message
    assert "116 123" in finding.help and "findahelpline.com" in finding.help and "call 999" in finding.help


def test_one_finding_per_topic() -> None:
    assert len(missing(SUICIDE * 4)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"# Garden news\n\n{FILLER}\n\nOne member wrote a novel about a suicide.\n\n{FILLER}",
            [],
            id="passing mention",
        ),
        pytest.param(
            f"# Suicide in the village\n\nA suicide leaves questions.\n\n{FILLER}", ["suicide"], id="title and body"
        ),
        pytest.param(
            f"# News\n\n{FILLER}\n\n## References\n\n- Suicide risk. 2019.\n- Suicide attempts.\n- Suicidal ideation.",
            [],
            id="references",
        ),
        pytest.param(
            "# Glossary\n\nsuicide\n:   Ending one's own life.\n\nself-harm\n:   Hurting oneself.\n", [], id="glossary"
        ),
        pytest.param("# Terms\n\n`suicide` and `suicidal_ideation` are fields.\n\n```\nsuicide\n```\n", [], id="code"),
        pytest.param("# Garden\n\n<!-- suicide, suicide attempt, suicidal -->\nRoses.\n", [], id="comment"),
        pytest.param(
            "---\ntitle: Suicide and the young\ntags: [suicide]\n---\n\nSuicidal thoughts are common.\n",
            ["suicide"],
            id="front matter",
        ),
        pytest.param(
            "# Reports\n\n- [Suicide risk in teens](https://doi.org/10.1000/1)\n- [Suicidal ideation](https://doi.org/10.1000/2)\n",
            [],
            id="cited titles",
        ),
    ],
)
def test_place_and_length_decide(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "He checks your phone, decides whom you see and holds your money. You ask permission to leave.",
            id="control",
        ),
        pytest.param(
            "She isolates you from your friends, threatens to take the children and reads your messages.",
            id="isolation",
        ),
        pytest.param("You are walking on eggshells, afraid of his temper, and he controls what you wear.", id="fear"),
    ],
)
def test_control_without_the_word_is_abuse(text: str) -> None:
    page = f"# When love narrows\n\nA partner can change slowly. {text} In a marriage, that is a pattern.\n"
    assert ids(page) == ["abuse"]


SECTIONS = "\n\n".join(f"## Part {n}\n\n{FILLER}" for n in ("one", "two", "three", "four"))
TOLD = (
    "# The blue mug\n\nI hid the bottles in the loft. I could stop whenever I wished, I said, and drank vodka at noon. "
    "My wife smelled it on my breath and poured the wine away.\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"# Members' guide\n\n{SECTIONS}\n\nAsk about killing oneself and suicide.\n", [], id="a mention"),
        pytest.param(
            "# Listening\n\nAsk whether they want to be here any longer. Ask: are you thinking of killing yourself?\n\n"
            f"## Who\n\nAnyone.\n\n## When\n\nAt night.\n\n## How\n\n{FILLER * 2}\n\n"
            "Tell them to ring a suicide hotline. Suicide is no secret, and nobody plants it by asking of suicide.\n",
            ["suicide"],
            id="a hotline without a name says what the page is about",
        ),
        pytest.param("# A market\n\nThey sold heroin and cocaine, and two dealers relapsed.\n", [], id="few words"),
        pytest.param(TOLD, ["addiction"], id="told, not named"),
        pytest.param(TOLD.replace(" and poured the wine away", ""), [], id="three signs are not enough"),
        pytest.param(TOLD.replace("I ", "We ").replace("My", "Our").replace("my", "our"), [], id="nobody's story"),
        pytest.param(
            "# Drug A\n\n## Indications\n\nPain.\n\n## Dosage\n\n5 mg.\n\n## Contraindications\n\nNone.\n\n"
            "## Interactions\n\nNone.\n\n## Overdose\n\nSupportive. Serotonin syndrome has been seen.\n",
            [],
            id="a line of a drug monograph",
        ),
        pytest.param(
            "# Review\n\nThe final boss is hard, the soundtrack good, and the plot thin. You overdose on potions and "
            "respawn. An overdose costs a heart.\n",
            [],
            id="a review of a game",
        ),
    ],
)
def test_kind_of_page_decides(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("front", "fires"),
    [
        pytest.param("audience: clinician", False, id="clinician"),
        pytest.param("audience: [professionals]", False, id="list of audiences"),
        pytest.param("neurolint: {audience: clinician}", False, id="own key"),
        pytest.param("audience: [clinician, patients]", True, id="both"),
        pytest.param("audience: everyone", True, id="lay"),
        pytest.param("neurolint: {topics: {suicide: {ignore: true, reason: a film review}}}", False, id="set aside"),
        pytest.param("neurolint: {topics: {suicide: {ignore: true}}}", True, id="set aside without a reason"),
    ],
)
def test_front_matter_decides(front: str, fires: bool) -> None:
    assert bool(missing(f"---\n{front}\n---\n{SUICIDE}")) is fires


def test_audience_of_the_site() -> None:
    assert not missing(SUICIDE, Site(audience="clinician"))
    assert missing(f"---\naudience: patients\n---\n{SUICIDE}", Site(audience="clinician"))
    options = {"missing-suicide-resource": {"audiences": ["clinician"]}}
    assert missing(SUICIDE, Site(audience="clinician", options=options))


def test_declared_topic_needs_no_words() -> None:
    page = "---\nneurolint:\n  topics: [gambling]\n---\n\n# Chance\n\nThe wheel turns.\n"
    (finding,) = missing(page)
    assert finding.rule.id == "missing-gambling-resource"
    assert finding.text == "gambling" and finding.line == 3
    assert not missing(page + "\nCall GamCare on 0808 8020 133.\n")


@pytest.mark.parametrize(
    ("help_text", "site", "fires"),
    [
        pytest.param("Call 988.", Site(), False, id="any region"),
        pytest.param("Call 988.", Site(regions=("US",)), False, id="right region"),
        pytest.param("Call 988.", Site(regions=("GB",)), True, id="other region"),
        pytest.param("Call 116 123.", Site(regions=("US", "IE")), False, id="one of the regions"),
        pytest.param("See https://findahelpline.com.", Site(regions=("IN",)), False, id="directory"),
        pytest.param(
            "Call the National Domestic Abuse Helpline on 0808 2000 247.", Site(regions=("GB",)), True, id="other topic"
        ),
        pytest.param("Call 08457 90 90 90.", Site(), True, id="retired"),
        pytest.param("<!-- Call 988. -->", Site(), True, id="comment"),
        pytest.param("    call 988", Site(), True, id="code"),
        pytest.param("", Site(surroundings="Footer: call 988."), False, id="surroundings"),
        pytest.param("See [help](../help-now/index.md).", Site(), False, id="help page by its address"),
        pytest.param(
            "See [this](people.md).", Site(help_pages=frozenset({"people.md"})), False, id="help page by settings"
        ),
        pytest.param("*[SOS]: call 988\n", Site(), True, id="unused abbreviation"),
        pytest.param("Remember SOS.\n\n*[SOS]: call 988\n", Site(), False, id="abbreviation"),
        pytest.param('--8<-- "helplines.md"\n', Site(), False, id="snippet by its name"),
    ],
)
def test_what_counts_as_help(help_text: str, site: Site, fires: bool) -> None:
    assert bool(missing(f"{SUICIDE}\n{help_text}\n", site)) is fires


def test_region_of_the_page_wins() -> None:
    page = f"---\nregion: GB\n---\n{SUICIDE}\nCall 988.\n"
    (finding,) = missing(page, Site(regions=("US",)))
    assert "a service for readers in Canada and the United States" in finding.message


@pytest.mark.parametrize(
    ("weak", "named"),
    [
        pytest.param("Talk to your doctor.", "talk to your doctor", id="doctor"),
        pytest.param("In danger, call 999.", "an emergency number alone", id="emergency"),
        pytest.param("Samaritans will listen.", "Samaritans without a number or link", id="bare name"),
    ],
)
def test_weak_help_lowers_and_is_named(weak: str, named: str) -> None:
    (finding,) = missing(f"{SUICIDE}\n{weak}\n")
    assert finding.severity == "warning" and named in finding.message


@pytest.mark.parametrize(
    ("help_text", "region", "named"),
    [
        ("Ring Samaritans on 116 123.", "US", "Samaritans is for readers in the United Kingdom and Ireland"),
        ("Ring Samaritans on 08457 90 90 90.", "GB", "Samaritans with a number that is no longer in use"),
        ("Ring 08457 90 90 90.", "GB", "(not enough: a number that is no longer in use)"),
        ("Ring Samaritans. Samaritans listen.", "GB", "(not enough: Samaritans without a number or link)"),
        ("Ring 13 11 14.", "NZ", "a service for readers in Australia"),
    ],
)
def test_help_that_does_not_serve_is_said_to(help_text: str, region: str, named: str) -> None:
    (finding,) = missing(f"{SUICIDE}\n{help_text}\n", Site(regions=(region,)))
    assert named in finding.message


def test_emergency_number_is_enough_for_an_overdose() -> None:
    page = "# Opioid overdose\n\nAn overdose stops the breath. Naloxone reverses an overdose.\n"
    assert ids(page) == ["overdose"]
    assert ids(page + "\nCall 911 first.\n") == []


@pytest.mark.parametrize(
    ("change", "key"),
    [
        pytest.param({"strong": [], "medium": []}, "when.strong", id="no terms"),
        pytest.param({"strong": ["(unclosed"]}, "when.strong[0]", id="bad pattern"),
        pytest.param({"strong": [r"\w+ing"]}, "when.strong[0]", id="no definite word"),
        pytest.param({"thresholds": {"about": 9, "central": 3}}, "when.thresholds.central", id="thresholds"),
    ],
)
def test_validate_names_the_key(change: dict[str, object], key: str) -> None:
    data = dict(STABLE[0].data)
    data["when"] = {**data["when"], **change}
    with pytest.raises(ValueError) as caught:
        requires.validate(data, {})
    assert str(caught.value).startswith(f"{key}: ")
