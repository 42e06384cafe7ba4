"""What counts as a citation, what it is worth, and which sentences it supports."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mkdocs_neurolint.document import parse
from mkdocs_neurolint.document.citations import cited, find_citations, support
from mkdocs_neurolint.document.hosts import split_url, tier_of
from mkdocs_neurolint.document.identifiers import is_preprint, isbn_holds, normal_doi
from mkdocs_neurolint.document.model import Citation
from mkdocs_neurolint.site import Site

DOI = "10.1136/jech.53.2.105"
SITE = Site()


def found(text: str) -> list[tuple[str, str, int]]:
    return [(c.kind, c.target, c.weight) for c in find_citations(parse(text))]


RECOGNISED = [
    ("author-year-et-al", "It rises (Smith et al., 2020).", [("author-year", "Smith et al. 2020", 2)]),
    ("author-year-emphasis", "It rises (Smith *et al.*, 2020).", [("author-year", "Smith et al. 2020", 2)]),
    ("author-year-ampersand", "It rises (Smith & Lee, 2020a).", [("author-year", "Smith & Lee 2020a", 2)]),
    ("author-year-narrative", "Smith and Lee (2019) measured it.", [("author-year", "Smith and Lee 2019", 2)]),
    ("author-year-narrative-et-al", "Smith et al. (2015) measured it.", [("author-year", "Smith et al. 2015", 2)]),
    ("author-year-after-however", "However, Lee (2019) saw none.", [("author-year", "Lee 2019", 2)]),
    ("author-year-body", "It rises (WHO, 2021).", [("author-year", "WHO 2021", 2)]),
    ("author-year-long-body", "It rises (Royal College of Psychiatrists, 2021).",
     [("author-year", "Royal College of Psychiatrists 2021", 2)]),
    ("author-year-particle", "It rises (van der Berg, 2014, p. 3).", [("author-year", "van der Berg 2014", 2)]),
    ("author-year-two", "It rises (Smith, 2019; Ng, 2020).",
     [("author-year", "Smith 2019", 2), ("author-year", "Ng 2020", 2)]),
    ("author-year-bare", "It rises, Wójcik et al. 2009.", [("author-year", "Wójcik et al. 2009", 2)]),
    ("author-year-undated", "It rises (NHS, n.d.).", [("author-year", "NHS n.d.", 2)]),
    ("doi", f"It rises (doi:{DOI}).", [("doi", DOI, 2)]),
    ("doi-brackets", "It rises (10.1016/S0006-3223(15)00400-X).", [("doi", "10.1016/s0006-3223(15)00400-x", 2)]),
    ("doi-underscores", "See 10.1002/abc_def_ghi.", [("doi", "10.1002/abc_def_ghi", 2)]),
    ("doi-link-encoded", f"[trial](https://doi.org/{DOI.replace('/', '%2F')})", [("doi", DOI, 2)]),
    ("doi-in-publisher-address", f"[trial](https://journal.example/doi/full/{DOI}?x=1)", [("doi", DOI, 2)]),
    ("pmid", "It rises (PMID: 10396471).", [("pmid", "10396471", 2)]),
    ("pmid-link", "[r](https://pubmed.ncbi.nlm.nih.gov/10396471/)", [("pmid", "10396471", 2)]),
    ("pmid-old-link", "[r](https://www.ncbi.nlm.nih.gov/pubmed/10396471)", [("pmid", "10396471", 2)]),
    ("pmcid", "It rises (PMC10367510).", [("pmcid", "PMC10367510", 2)]),
    ("pmcid-link", "<https://pmc.ncbi.nlm.nih.gov/articles/PMC10367510/>", [("pmcid", "PMC10367510", 2)]),
    ("arxiv", "It rises (arXiv:2101.01234).", [("arxiv", "2101.01234", 2)]),
    ("isbn", "It rises (ISBN 978-3-16-148410-0).", [("isbn", "978-3-16-148410-0", 2)]),
    ("isbn-wrong-digit", "It rises (ISBN 978-3-16-148410-1).", [("isbn", "978-3-16-148410-1", 0)]),
    ("trial-is-weak", "Registered as NCT01234567.", [("trial", "NCT01234567", 1)]),
    ("bracket", "It rises [3].", [("numeric", "3", 2)]),
    ("bracket-range", "It rises [3–5].", [("numeric", "3-5", 2)]),
    ("bracket-list", "It rises.[1,2]", [("numeric", "1, 2", 2)]),
    ("bracket-after-range", "It stays in the normal range [3].", [("numeric", "3", 2)]),
    ("bracket-in-cell", "| a | b |\n|---|---|\n| it rises | [1] |", [("numeric", "1", 2)]),
    ("bracket-escaped", r"It rises \[7\].", [("numeric", "7", 2)]),
    ("sup", "It rises.<sup>3,4</sup>", [("numeric", "3, 4", 2)]),
    ("sup-after-number", "It is a gene of 2019<sup>3</sup>.", [("numeric", "3", 2)]),
    ("caret", "It rises.^12^", [("numeric", "12", 2)]),
    ("raised-signs", "It rises.¹²", [("numeric", "12", 2)]),
    ("round-closing", "It rises at night (3).", [("numeric", "3", 1)]),
    ("ref-word", "It rises (ref. 12).", [("numeric", "12", 2)]),
    ("label", "It rises [Smith2020].", [("numeric", "Smith2020", 2)]),
    ("key", "It rises [@smith2020, p. 3; @lee].", [("key", "smith2020", 2), ("key", "lee", 2)]),
    ("key-suppressed", "Smith says so [-@smith2020].", [("key", "smith2020", 2)]),
    ("key-latex", "It rises \\citep[see][p. 3]{smith2020,lee}.", [("key", "smith2020", 2), ("key", "lee", 2)]),
    ("key-myst", "It rises {cite:p}`smith2020`.", [("key", "smith2020", 2)]),
    ("key-jekyll", "It rises {% cite smith2020 --locator 3 %}.", [("key", "smith2020", 2)]),
    ("key-in-code", "x\n\n```\n\\cite{smith2020}\n```\n", []),
    ("page-of-a-book", "It rises (ch. 7).", [("numeric", "ch. 7", 1)]),
    ("key-inline", "As @smith2020 shows, it rises.", [("key", "smith2020", 2)]),
    ("link-authority", "It rises ([NHS](https://www.nhs.uk/mental-health/)).",
     [("link", "https://www.nhs.uk/mental-health/", 2)]),
    ("link-home-page", "It rises ([NHS](https://www.nhs.uk/)).", [("link", "https://www.nhs.uk/", 1)]),
    ("link-weak", "It rises ([news](https://www.healthline.com/x)).", [("link", "https://www.healthline.com/x", 1)]),
    ("link-unknown", "It rises ([post](https://blog.example.net/p/1)).",
     [("link", "https://blog.example.net/p/1", 1)]),
    ("link-reference-style", f"It rises ([trial][s]).\n\n[s]: https://doi.org/{DOI}", [("doi", DOI, 2)]),
    ("link-html", '<p>It rises <a href="https://www.who.int/x">WHO</a></p>', [("link", "https://www.who.int/x", 2)]),
    ("link-to-own-list", "It rises [Smith 2019](/docs/references#smith_2019).",
     [("link", "/docs/references#smith_2019", 2)]),
    ("link-to-anchor", "It rises [[13]](#ref-13).", [("link", "#ref-13", 2)]),
    ("cite-element", "<cite>Smith, A Book (2010)</cite>", [("source", "Smith, A Book (2010)", 2)]),
    ("source-line", "It rises.\n\nSource: Smith J. Title. Journal 2019;12:3-9.",
     [("source", "Smith J. Title. Journal 2019;12:3-9.", 2)]),
    ("source-line-body", "*Source: Mayo Clinic*", [("source", "Mayo Clinic", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in RECOGNISED], ids=[case[0] for case in RECOGNISED])
def test_recognised(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert found(text) == expected


NOTHING = [
    ("year-alone", "It rose again (2020), in 2019 and from 2010–2015."),
    ("month", "Reviewed (March 2020)."),
    ("figure", "It rises (Figure 2) and falls (Table 3, 2019)."),
    ("code", "Use `[1]` and `doi:10.1136/x` in code."),
    ("fence", "```\nx[3] (Smith, 2020)\n```"),
    ("task-boxes", "- [ ] sleep\n- [x] rest"),
    ("callout", "> [!NOTE]\n> Rest."),
    ("toc", "[TOC]"),
    ("array-from-zero", "The first is x[0]."),
    ("interval", "A 95% CI [12, 34] and a range of [3, 9]."),
    ("exponents", "5 kg/m², 10⁹/L, R<sup>2</sup>, 10<sup>9</sup> and 3 cm^2^."),
    ("ions-and-isotopes", "Ca²⁺ and ¹¹C and <sup>18</sup>F."),
    ("annotation", "Rest helps (1).\n{ .annotate }\n\n1. A note."),
    ("enumeration", "There are (1) sleep, (2) food; and three (3)."),
    ("e-mail", "Write to clinic2020@example.org."),
    ("social-name", "Follow @clinic2020 for news."),
    ("package", "Install @scope/package2020."),
    ("shop", "Buy [the book](https://www.amazon.com/dp/1)."),
    ("search", "[Search](https://www.google.com/search?q=cortisol)"),
    ("pubmed-search", "[Search](https://pubmed.ncbi.nlm.nih.gov/?term=cortisol)"),
    ("social-link", "[Video](https://www.youtube.com/watch?v=1)"),
    ("own-page", "See [our guide](../sleep.md#step-2)."),
    ("own-news", "See [Changes in 2020](#changes-2020)."),
    ("glossary", "[Dopamine](https://en.wikipedia.org/wiki/Dopamine) is a messenger."),
    ("home-of-an-app", "Try [Calm](https://calm.example/)."),
    ("read-more", "Read more on [Healthline](https://www.healthline.com/x)."),
    ("helpline-link", "Call [Mind](https://www.mind.org.uk/help) today."),
    ("foods", "Sources: nuts, eggs and fish."),
    ("image", "![brain](https://www.nhs.uk/brain.png)"),
    ("vague-authority", "Studies show that it rises, experts say."),
]


@pytest.mark.parametrize("text", [case[1] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_no_citation(text: str) -> None:
    assert found(text) == []


FOOTNOTES = [
    ("reference", "Smith J. A title. Journal 2019;12:3-9.", 2),
    ("initials-only", "Smith JB, Lee K. A title.", 2),
    ("book", "Robert Smith, A Title, 2017.", 2),
    ("chapter", "Smith, A Title, chapter 3.", 2),
    ("body", "NHS, overview of sleep.", 2),
    ("doi", f"https://doi.org/{DOI}", 2),
    ("author-year", "See Smith et al. (2019).", 2),
    ("weak-link", "[News](https://www.healthline.com/x)", 1),
    ("remark", "This holds for adults only.", 0),
    ("remark-with-year", "As of 2020.", 0),
    ("ibid", "Ibid., p. 12.", 0),
    ("needed", "citation needed", 0),
]


@pytest.mark.parametrize(("body", "weight"), [case[1:] for case in FOOTNOTES], ids=[case[0] for case in FOOTNOTES])
def test_a_footnote_is_worth_what_it_holds(body: str, weight: int) -> None:
    notes = [c for c in find_citations(parse(f"It rises.[^n]\n\n[^n]: {body}\n")) if c.kind == "footnote"]
    assert [note.weight for note in notes] == [weight]


def test_an_undefined_footnote_supports_nothing() -> None:
    assert found("It rises.[^n]") == [("footnote", "n", 0)]


def supporting(text: str, claim: str, site: Site = SITE) -> list[Citation]:
    document = parse(text)
    at = text.index(claim)
    sentence = document.sentence_at(at)
    assert sentence is not None
    return list(cited(document, sentence.start, sentence.end, sentence.block, site))


CLAIM = "Cortisol wakes the body"
SUPPORTED = [
    ("same-sentence", f"{CLAIM} (Smith, 2020)."),
    ("closing-the-paragraph", f"{CLAIM}. It peaks early. Then it falls (Smith, 2020)."),
    ("next-sentence-points", f"{CLAIM}. See Smith (2020). Lunch is at noon."),
    ("next-sentence-link", f"{CLAIM}. [Post](https://blog.example.net/p/1). Lunch is at noon."),
    ("same-study-goes-on", f"Smith (2020) tested nurses. The same study went on. They also found that {CLAIM}."),
    ("same-item", f"- {CLAIM}. It peaks early [3]. Then lunch.\n- other"),
    ("same-row", f"| what | source |\n|---|---|\n| {CLAIM} | [3] |"),
    ("row-address", f"| what | source |\n|---|---|\n| {CLAIM} | <https://doi.org/{DOI}> |"),
    ("stem-with-colon", f"Three effects are known (Smith, 2020):\n\n- {CLAIM}\n- it peaks early"),
    ("stem-with-footnote", f"Three effects are known:[^1]\n\n- {CLAIM}\n\n[^1]: https://doi.org/{DOI}"),
    ("items-carry-it", f"{CLAIM} in three ways:\n\n- light [1]\n- sugar [2]"),
    ("line-behind", f"{CLAIM}.\n\nSource: Smith J. Title. Journal 2019;12:3-9."),
    ("address-behind", f"{CLAIM}.\n\nhttps://doi.org/{DOI}"),
    ("line-behind-list", f"- {CLAIM}\n- it peaks early\n\n*Reference: Smith J. Title. Journal 2019;12:3-9.*"),
    ("line-behind-table", f"| what | when |\n|---|---|\n| {CLAIM} | early |\n\nSource: NHS"),
    ("admonition-source", f"!!! note\n\n    {CLAIM}.\n\n    It peaks early.\n\n    Source: Mayo Clinic\n"),
    ("quote", f"> {CLAIM}. (Smith, 2020)"),
    ("in-emphasis", f"**{CLAIM}** *(Smith, 2020)*."),
]  # fmt: skip


@pytest.mark.parametrize("text", [case[1] for case in SUPPORTED], ids=[case[0] for case in SUPPORTED])
def test_supported(text: str) -> None:
    assert supporting(text, CLAIM)


UNSUPPORTED = [
    ("nothing", f"{CLAIM}."),
    ("other-paragraph", f"{CLAIM}.\n\nIt peaks early (Smith, 2020), and the working day begins."),
    ("earlier-sentence", f"It peaks early (Smith, 2020). {CLAIM}."),
    ("narrative-later", f"{CLAIM}. Smith et al. (2020) tested nurses."),
    ("other-item", f"- {CLAIM}\n- it peaks early [3]"),
    ("other-row", f"| what | source |\n|---|---|\n| {CLAIM} | |\n| it peaks | [3] |"),
    ("reference-list", f"{CLAIM}.\n\n## References\n\n1. Smith J. Title. Journal 2019;12:3-9."),
    ("footnote-of-another", f"{CLAIM}.\n\nOther.[^1]\n\n[^1]: https://doi.org/{DOI}"),
    ("definition-right-behind", f"Other.[^1]\n\n{CLAIM}.\n\n[^1]: https://doi.org/{DOI}"),
    ("unknown-host-later", f"{CLAIM}. See what [they do](https://blog.example.net/p/1) all day there."),
    ("heading-between", f"{CLAIM}.\n\n## More\n\nhttps://doi.org/{DOI}"),
    ("remark", f"{CLAIM}.[^1]\n\n[^1]: In adults."),
    ("stem-without-colon", f"Effects are known (Smith, 2020). Here are some.\n\n- {CLAIM}"),
]


@pytest.mark.parametrize("text", [case[1] for case in UNSUPPORTED], ids=[case[0] for case in UNSUPPORTED])
def test_unsupported(text: str) -> None:
    assert supporting(text, CLAIM) == []


CITE_WITHIN = [
    ("sentence-own", "sentence", f"{CLAIM} (Smith, 2020).", True),
    ("sentence-behind-the-stop", "sentence", f"{CLAIM}.[3] Lunch is at noon.", True),
    ("sentence-pointer", "sentence", f"{CLAIM}. See Smith (2020).", True),
    ("sentence-row", "sentence", f"| a | b |\n|---|---|\n| {CLAIM} | [3] |", True),
    ("sentence-closing", "sentence", f"{CLAIM}. It falls (Smith, 2020).", False),
    ("section-other-paragraph", "section", f"{CLAIM}.\n\nIt falls (Smith, 2020) and rises.", True),
    ("section-other-section", "section", f"# A\n\n{CLAIM}.\n\n# B\n\nIt falls (Smith, 2020).", False),
    ("section-reference-list", "section", f"# A\n\n{CLAIM}.\n\n## References\n\n1. Smith J. T. J 2019;1:3-9.", False),
]


@pytest.mark.parametrize(
    ("within", "text", "expected"), [case[1:] for case in CITE_WITHIN], ids=[case[0] for case in CITE_WITHIN]
)
def test_cite_within(within: str, text: str, expected: bool) -> None:
    assert bool(supporting(text, CLAIM, Site(cite_within=within))) is expected


CLAIMS = (
    "Dopamine causes craving",
    "Low serotonin, it is said, makes people sad and tired in the M1",
    "- Oxytocin lowers heart rate",
    "> The amygdala produces fear in 90 % of adults",
    "!!! note\n\n    GABA calms the cortex via GABA A",
    "The hypothalamus raises cortisol to the upper range",
)
FORMS = (
    ("[^n]", "\n\n[^n]: Charnock D. DISCERN. J Epidemiol Community Health 1999;53:105-111.\n"),
    (" (Charnock et al., 1999)", ""),
    (f" [study](https://doi.org/{DOI})", ""),
    (f" doi:{DOI}", ""),
    (" PMID: 10396471", ""),
    (" [record](https://pubmed.ncbi.nlm.nih.gov/10396471/)", ""),
    (" [3]", ""),
    ("<sup>3</sup>", ""),
    (" [@charnock1999]", ""),
    (" [NHS](https://www.nhs.uk/mental-health/)", ""),
)


@pytest.mark.parametrize("within", ["sentence", "paragraph", "section"])
@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("form", FORMS, ids=[form[0].strip() for form in FORMS])
@pytest.mark.parametrize("after_stop", [False, True], ids=["before-stop", "after-stop"])
def test_any_form_supports_any_claim(claim: str, form: tuple[str, str], after_stop: bool, within: str) -> None:
    mark, definition = form
    said = claim.splitlines()[-1].lstrip("->! ")
    bare = f"{claim}. Lunch is at noon."
    page = (f"{claim}.{mark}" if after_stop else f"{claim}{mark}.") + definition
    assert supporting(bare, said) == []
    assert supporting(page, said, Site(cite_within=within))


def test_own_hosts_and_bibliography() -> None:
    document = parse("It rises ([a](https://lab.example/p/1)) [@smith2020] [@lee2019].")
    assert [c.weight for c in support(document, SITE)] == [1, 2, 2]
    site = Site(citation_hosts={"lab.example": 2}, bibliography=frozenset(["lee2019"]))
    assert [(c.weight, c.tier) for c in support(document, site)] == [(2, 2), (0, 0), (2, 0)]
    own = Site(citation_hosts={"lab.example": 7})
    assert [c.kind for c in support(document, own)] == ["key", "key"]


HOSTS = [
    ("subdomain", "https://www.nimh.nih.gov/x", 3),
    ("longest-wins", "https://pubmed.ncbi.nlm.nih.gov/1", 2),
    ("path", "https://www.ncbi.nlm.nih.gov/books/NBK1/", 4),
    ("suffix-of-a-country", "https://health.vic.gov.au/x", 3),
    ("no-part-of-a-name", "https://notwho.int/x", 0),
    ("upper-case-and-port", "HTTPS://WWW.NHS.UK:443/x", 3),
    ("affiliate", "https://www.healthline.com/x?tag=abc", 7),
    ("unknown", "https://blog.example.net/x", 0),
]


@pytest.mark.parametrize(("url", "tier"), [case[1:] for case in HOSTS], ids=[case[0] for case in HOSTS])
def test_tiers(url: str, tier: int) -> None:
    assert tier_of(*split_url(url)) == tier


def test_identifiers() -> None:
    assert isbn_holds("0-306-40615-2") and isbn_holds("080442957X")
    assert not isbn_holds("0-306-40615-3") and not isbn_holds("978-3-16-148410-1")
    assert normal_doi("10.1016%2FS0140-6736%2897%2911096-0/fulltext?x") == "10.1016/s0140-6736(97)11096-0"
    assert is_preprint("10.1101/2020.01.30.1") and not is_preprint("10.1101/lm.1")


def test_citations_are_in_order_and_disjoint() -> None:
    text = f"A [Smith et al. 2020](https://doi.org/{DOI}) and [@a; @b], <cite>Lee (2019) doi:{DOI}</cite>; PMID 1 [2]."
    citations = find_citations(parse(text))
    assert all(one.end <= other.start for one, other in pairwise(citations))
    assert all(text[c.start : c.end] == c.text for c in citations)


@pytest.mark.parametrize(
    ("url", "tier"),
    [
        ("https://www.iherb.com/pr/gaba/1", 7),
        ("https://bookshop.org/p/books/mood", 7),
        ("https://www.goodreads.com/book/show/1", 7),
        ("https://calm-minds.myshopify.com/products/tea", 7),
        ("https://shop.example.org/serotonin-tea", 7),
        ("https://example.org/shop/serotonin-tea", 7),
        ("https://store.samhsa.gov/product/guide", 3),
        ("https://somebody.substack.com/p/dopamine", 6),
        ("https://someone.ghost.io/oxytocin", 6),
        ("https://example.org/shops-and-mood", 0),
    ],
)
def test_shops_are_no_sources_and_blogs_are_weak_ones(url: str, tier: int) -> None:
    assert tier_of(*split_url(url)) == tier
