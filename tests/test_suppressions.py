"""Which findings the allow comments of a page hide, and what is said about the comments themselves."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from rulebook import write_rules

from mkdocs_neurolint import Rule, lint, load_rules, parse
from mkdocs_neurolint.site import Site

ALLOW = "<!-- neurolint: allow zorbly-word -- quoted from a novel -->"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rule, ...]:
    return load_rules(write_rules(tmp_path_factory.mktemp("rules")), builtin=False)


def found(text: str, rules: tuple[Rule, ...], today: str = "2026-06-01") -> list[tuple[str, int]]:
    findings = lint(parse(dedent(text), "page.md"), rules, Site(today=today))
    return [(finding.rule.id, finding.line) for finding in findings]


COVERS = {
    "the next paragraph, after a blank line": (
        f"{ALLOW}\n\nA zorbly text\nof two zorbly lines.\n\nAnother zorbly one.\n",
        [("zorbly-word", 6)],
    ),
    "the next paragraph, directly below": (f"{ALLOW}\nA zorbly text.\n\nAnother zorbly one.\n", [("zorbly-word", 4)]),
    "the paragraph that it stands in": (
        f"A zorbly text. {ALLOW}\nIts second zorbly line.\n\nAnother zorbly one.\n",
        [("zorbly-word", 4)],
    ),
    "a heading alone": (f"{ALLOW}\n\n## A zorbly head\n\nA zorbly text.\n", [("zorbly-word", 5)]),
    "a whole list with its nested items": (
        f"{ALLOW}\n\n- one zorbly\n    - nested zorbly\n- two zorbly\n\n    more zorbly\n\nA zorbly text.\n",
        [("zorbly-word", 9)],
    ),
    "an ordered list": (f"{ALLOW}\n\n1. one zorbly\n2. two zorbly\n\nA zorbly text.\n", [("zorbly-word", 6)]),
    "one item, from inside the list": (
        f"- one zorbly\n{ALLOW}\n- two zorbly\n- three zorbly\n",
        [("zorbly-word", 1), ("zorbly-word", 4)],
    ),
    "the item on whose line it stands": (f"- one zorbly {ALLOW}\n- two zorbly\n", [("zorbly-word", 2)]),
    "a whole table": (
        f"{ALLOW}\n\n| a zorbly | b |\n| --- | --- |\n| c | d zorbly |\n| e zorbly | f |\n\nA zorbly text.\n",
        [("zorbly-word", 8)],
    ),
    "a table row, from a cell": (
        f"| a | b |\n| --- | --- |\n| c zorbly | d {ALLOW} |\n| e zorbly | f |\n",
        [("zorbly-word", 4)],
    ),
    "an admonition with its title": (
        f'{ALLOW}\n\n!!! note "A zorbly title"\n\n    A zorbly text.\n\n    - a zorbly item\n\nA zorbly text.\n',
        [("zorbly-word", 9)],
    ),
    "one of two admonitions": (
        f"{ALLOW}\n\n!!! note\n    A zorbly text.\n\n!!! note\n    A zorbly text.\n",
        [("zorbly-word", 7)],
    ),
    "one of two tabs": (
        f'{ALLOW}\n\n=== "One"\n\n    A zorbly text.\n\n=== "Two"\n\n    A zorbly text.\n',
        [("zorbly-word", 9)],
    ),
    "a paragraph in an admonition": (
        f"!!! note\n\n    {ALLOW}\n\n    A zorbly text.\n\n    Another zorbly one.\n",
        [("zorbly-word", 7)],
    ),
    "a list in a tab": (
        f'=== "One"\n\n    {ALLOW}\n\n    - a zorbly item\n    - b zorbly item\n\n    A zorbly text.\n',
        [("zorbly-word", 8)],
    ),
    "nothing after the box that it ends": (
        f"!!! note\n\n    Some text.\n\n    {ALLOW}\n\nA zorbly text.\n",
        [("unused-allow", 5), ("zorbly-word", 7)],
    ),
    "a footnote of several paragraphs": (
        f"Text.[^1] More.[^2]\n\n{ALLOW}\n\n[^1]: A zorbly note.\n\n    Its zorbly end.\n\n[^2]: A zorbly note.\n",
        [("zorbly-word", 9)],
    ),
    "the footnote that it stands in": (
        f"Text.[^1] More.[^2]\n\n[^1]: A zorbly note. {ALLOW}\n[^2]: A zorbly note.\n",
        [("zorbly-word", 4)],
    ),
    "a paragraph inside a footnote": (
        f"Text.[^1]\n\n[^1]: A note.\n\n    {ALLOW}\n\n    A zorbly end.\n\nA zorbly text.\n",
        [("zorbly-word", 9)],
    ),
    "a quote": (f"{ALLOW}\n\n> A zorbly line\n> and a zorbly one.\n\nA zorbly text.\n", [("zorbly-word", 6)]),
    "a paragraph in a quote": (
        f"> {ALLOW}\n>\n> A zorbly line.\n>\n> Another zorbly line.\n",
        [("zorbly-word", 5)],
    ),
    "nothing when code follows": (
        f"{ALLOW}\n\n```\ncode\n```\n\nA zorbly text.\n",
        [("unused-allow", 1), ("zorbly-word", 7)],
    ),
    "a block between slashes, with its title": (
        f"{ALLOW}\n\n//// note | A zorbly title\n/// tip\nA zorbly.\n///\nA zorbly.\n////\n\nA zorbly text.\n",
        [("zorbly-word", 10)],
    ),
    "a grid of cards": (
        f'{ALLOW}\n\n<div class="grid cards" markdown>\n\n-   a zorbly\n-   b zorbly\n\n</div>\n\nA zorbly text.\n',
        [("zorbly-word", 10)],
    ),
    "a term with its definitions": (
        f"{ALLOW}\n\nZorbly\n:   A zorbly.\n\n    More zorbly.\n\nAnother zorbly\n:   A word.\n",
        [("zorbly-word", 8)],
    ),
    "a list in a list": (
        f"- a\n\n    {ALLOW}\n\n    - a zorbly\n    - b zorbly\n\n- c zorbly\n",
        [("zorbly-word", 8)],
    ),
    "a box in a tab": (
        f'=== "One"\n\n    {ALLOW}\n\n    ??? note "A zorbly"\n\n        A zorbly.\n\n    A zorbly text.\n',
        [("zorbly-word", 9)],
    ),
    "the page": ("<!-- neurolint: allow-file zorbly-word -- a glossary -->\n\nA zorbly.\n\n- A zorbly.\n", []),
    "two rules at once": (
        "<!-- neurolint: allow zorbly-word, zimbly-word -- quoted -->\n\nA zorbly, a zimbly and a zumbly.\n",
        [("zumbly-word", 3)],
    ),
    "the same block as the comment above it": (
        f"{ALLOW}\n<!-- neurolint: allow zimbly-word -- quoted -->\n\nA zorbly and a zimbly.\n",
        [],
    ),
    "text with Windows line ends": (
        f"{ALLOW}\r\n\r\nA zorbly text.\r\n\r\nAnother zorbly one.\r\n",
        [("zorbly-word", 5)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), COVERS.values(), ids=COVERS)
def test_covers(text: str, expected: list[tuple[str, int]], rules: tuple[Rule, ...]) -> None:
    assert found(text, rules) == expected


AUDIT = {
    "no reason, which still allows": (
        "<!-- neurolint: allow zorbly-word -->\n\nA zorbly.\n",
        [("allow-without-reason", 1)],
    ),
    "a reason after a dash of another kind": ("<!-- neurolint: allow zorbly-word — quoted -->\n\nA zorbly.\n", []),
    "a reason of several lines": ("<!-- neurolint: allow zorbly-word -- quoted\nfrom a novel -->\n\nA zorbly.\n", []),
    "an unknown rule": (
        "<!-- neurolint: allow zorbly-wrd -- quoted -->\n\nA zorbly.\n",
        [("unknown-allow", 1), ("zorbly-word", 3)],
    ),
    "no rule": ("<!-- neurolint: allow -- quoted -->\n\nA text.\n", [("unknown-allow", 1)]),
    "another verb": ("<!-- neurolint: disable zorbly-word -->\n\nA text.\n", [("unknown-allow", 1)]),
    "allowed in vain": (f"{ALLOW}\n\nA text.\n", [("unused-allow", 1)]),
    "one of two in vain": (
        "<!-- neurolint: allow zorbly-word, zimbly-word -- quoted -->\n\nA zorbly.\n",
        [("unused-allow", 1)],
    ),
    "a date to come": ("<!-- neurolint: allow zorbly-word until=2026-06-01 -- soon -->\n\nA zorbly.\n", []),
    "a date that is past": (
        "<!-- neurolint: allow zorbly-word until=2026-05-31 -- soon -->\n\nA zorbly.\n",
        [("expired-allow", 1), ("zorbly-word", 3)],
    ),
    "a date that is none": (
        "<!-- neurolint: allow zorbly-word until=soon -- later -->\n\nA zorbly.\n",
        [("unknown-allow", 1), ("zorbly-word", 3)],
    ),
    "the front matter": ("---\nneurolint:\n  allow:\n    zorbly-word: a glossary\n---\n\nA zorbly.\n", []),
    "the front matter, in vain": (
        "---\ntitle: zorbly-word\nneurolint: {allow: {zimbly-word: a glossary}}\n---\n\nA zorbly.\n",
        [("unused-allow", 3), ("zorbly-word", 6)],
    ),
    "the front matter, without a reason": (
        "---\nneurolint:\n  allow:\n    zorbly-word:\n---\n\nA zorbly.\n",
        [("allow-without-reason", 4)],
    ),
    "the front matter, past its date": (
        "---\nneurolint:\n  allow:\n    zorbly-word: {reason: soon, until: 2026-05-31}\n---\n\nA zorbly.\n",
        [("expired-allow", 4), ("zorbly-word", 7)],
    ),
    "the front matter in another form": (
        "---\nneurolint: off\n---\n\nA zorbly.\n",
        [("unknown-allow", 2), ("zorbly-word", 5)],
    ),
    "a comment without its colon": (
        "<!-- neurolint allow zorbly-word -- quoted -->\n\nA zorbly.\n",
        [("unknown-allow", 1), ("zorbly-word", 3)],
    ),
    "a comment about the tool": ("<!-- neurolint: -->\n<!-- neurolint finds it -->\n", [("unknown-allow", 1)]),
    "a category": (
        "<!-- neurolint: allow wording -- quoted -->\n\nA zorbly.\n",
        [("unknown-allow", 1), ("zorbly-word", 3)],
    ),
    "an unknown setting of the page": ("---\nneurolint:\n  autience: lay\n---\n", [("bad-page-setting", 3)]),
    "a comment that is code": (f"```\n{ALLOW}\n```\n\nA zorbly.\n", [("zorbly-word", 5)]),
    "a comment that only names the tool": ("<!-- made with neurolint -->\n\nA zorbly.\n", [("zorbly-word", 3)]),
}


@pytest.mark.parametrize(("text", "expected"), AUDIT.values(), ids=AUDIT)
def test_audit(text: str, expected: list[tuple[str, int]], rules: tuple[Rule, ...]) -> None:
    # A title in the front matter is read too; only the body is of interest here.
    assert [item for item in found(text, rules) if item != ("zorbly-word", 2)] == expected


def test_a_hint_names_the_rule_that_was_meant(rules: tuple[Rule, ...]) -> None:
    text = "A zorbly. <!-- neurolint: allow zorbly-wrd -- quoted -->\n"
    finding = lint(parse(text, "page.md"), rules)[1]
    assert "zorbly-word" in finding.message
    assert finding.text == text[finding.span.start : finding.span.end] == "zorbly-wrd"


def test_a_rule_that_did_not_run_is_not_allowed_in_vain(tmp_path: Path) -> None:
    rules = load_rules(write_rules(tmp_path), builtin=False)
    some = tuple(rule for rule in rules if rule.id == "zimbly-word")
    from mkdocs_neurolint.engine import lint as find
    from mkdocs_neurolint.suppressions import apply

    document = parse(f"{ALLOW}\n\nA zimbly.\n", "page.md")
    kept = apply(document, find(document, some), some, known=[rule.id for rule in rules])
    assert [finding.rule.id for finding in kept] == ["zimbly-word"]


def test_a_category_is_no_rule(rules: tuple[Rule, ...]) -> None:
    [finding] = lint(parse("<!-- neurolint: allow neurochemistry -- ours -->\n", "page.md"), rules)
    assert finding.message == "`neurochemistry` is a category: rules are allowed, each by its name."


PAGE_SETTINGS = {
    "an audience": ("audience: doctor", "doctor", "no audience `doctor`: write lay or clinician"),
    "a near audience": ("audience: clinican", "clinican", "(did you mean 'clinician'?)"),
    "a region of three letters": ("region: GBR", "GBR", "`GBR` is no country code of two letters"),
    "a region that no country has": ("regions: [GB, QZ]", "QZ", "'QZ' is no country code"),
    "a topic": ("topics: sucide", "sucide", "no topic `sucide` (did you mean 'suicide'?)"),
    "a topic in a list": ("topics:\n    - suicide\n    - sucide", "sucide", "did you mean 'suicide'?"),
    "a topic set aside without a reason": ("topics: {suicide: {ignore: true}}", "suicide", "only with a reason"),
    "a key": ("topic: suicide", "topic", "no setting `topic` (did you mean 'topics'?)"),
}


@pytest.mark.parametrize(("line", "words", "said"), PAGE_SETTINGS.values(), ids=PAGE_SETTINGS)
def test_what_a_page_sets_in_vain_is_told_at_its_place(
    line: str, words: str, said: str, rules: tuple[Rule, ...]
) -> None:
    text = f"---\ndescription: sucide, doctor\nneurolint:\n  {line}\n---\n\nA text.\n"
    [finding] = lint(parse(text, "page.md"), rules)
    assert (finding.rule.id, finding.text) == ("bad-page-setting", words)
    assert said in finding.message
    assert finding.span.start > text.index("neurolint")


@pytest.mark.parametrize(
    "front",
    [
        "neurolint: {audience: clinician, region: uk, topics: [suicide, domestic_abuse]}",
        "neurolint: {audience: [lay], regions: [GB, no], topics: {suicide: {ignore: true, reason: history}}}",
        "audience: doctor\nregion: Bavaria\ntopics: [knitting]",
        "audience: doctor\nneurolint: {region: }",
    ],
)
def test_settings_that_mean_something_and_those_of_other_tools_are_left_alone(
    front: str, rules: tuple[Rule, ...]
) -> None:
    assert found(f"---\n{front}\n---\n\nA text.\n", rules) == []
