"""`kind: reference`: a citation that does not hold. Each `problem` is one function; syntax only, nothing is looked up.

What a citation is, is found in `document.recognise`; patterns in the text are the business of `leftovers`, and the
retraction data that of `retractions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs_neurolint.checks import leftovers
from mkdocs_neurolint.checks.base import Hits, Match, Site
from mkdocs_neurolint.document.callouts import find_keys, highest
from mkdocs_neurolint.document.citations import cited, support
from mkdocs_neurolint.document.hosts import NO_SOURCE, WEAK, split_url
from mkdocs_neurolint.document.identifiers import DOI, is_preprint
from mkdocs_neurolint.document.model import Citation, Document
from mkdocs_neurolint.document.sections import is_reference_section
from mkdocs_neurolint.regexes import lazy
from mkdocs_neurolint.rules.model import Rule

ANYWHERE = "*"  # the engine then also finds the literal inside a word

SHORT_DOI = lazy(r"(?:10/)?[a-z0-9]{3,12}$", re.IGNORECASE)
DOI_LABEL = lazy(r"doi:\s{0,2}(\d\S*)")
PMID_LABEL = lazy(r"pmid:?\s{0,2}#?(\w+)")
PUBMED_NUMBER = lazy(r"/(?:pubmed/)?((?:pmc)?\d+)/?(?:[?#].*)?$", re.IGNORECASE)
VALID_PMID = lazy(r"[1-9]\d{0,7}$")
LIST_NUMBER = lazy(r"^[ \t]{0,3}(?:\\?\[(\d{1,3})\\?\]|(\d{1,3})[.)])[ \t]", re.MULTILINE)
CROSS_REFERENCE = lazy(r"(?:fig|tbl|tab|sec|eq|lst|thm|app)[-:]")
UNREVIEWED = lazy(r"pre-?print|peer[- ]review|not\s+(?:yet\s+)?reviewed|unreviewed|working\s+paper", re.I)
RETRACTED = lazy(r"retract|withdr[ae]w|expression\s+of\s+concern|corrected|correction|erratum|corrigendum", re.I)


def check(document: Document, rules: Sequence[Rule], hits: Hits, site: Site) -> Iterator[Match]:
    """What each rule's problem function finds."""
    for rule in rules:
        yield from PROBLEMS[rule.data["problem"]](document, rule, hits.get(rule.id, ()), site)


def literals(rule: Rule) -> set[str]:
    """The words that a rule looks for in prose; the other problems need none, and look at each page."""
    problem = rule.data["problem"]
    words = leftovers.words(rule) if problem == "text" else LABELS.get(problem, ())
    return {ANYWHERE + word for word in words}


def validate(data: Mapping[str, Any], lexicons: Mapping[str, Any]) -> None:
    """Raises ValueError `key: problem` for a pattern that cannot be used, or a key that the problem does not know."""
    for key, problem in (("match", "text"), ("hosts", "unmarked-preprint")):
        if (key in data) != (data["problem"] == problem):
            raise ValueError(f"{key}: belongs to problem: {problem}, and only there")
    leftovers.validate(data)


# Footnotes, numbers and keys


def _undefined_footnote(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    for label, start, end in document.footnote_references:
        if label in document.footnotes or _is_elsewhere(document, site, label, f"[^{label}]:"):
            continue
        yield Match(rule, start, end, {"label": label})


def _unused_footnote(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    if not document.footnotes:
        return
    used = {reference.label for reference in document.footnote_references}
    for label, note in document.footnotes.items():
        if label not in used and not _is_elsewhere(document, site, label, f"[^{label}]"):
            yield Match(rule, note.start, note.start + len(label) + 4, {"label": label})


def _is_elsewhere(document: Document, site: Site, label: str, mark: str) -> bool:
    """Whether what a page lacks may be in a text that it includes, or made by a plugin from the bibliography."""
    if site.bibliography is not None and label in site.bibliography:
        return True
    return mark in site.surroundings or (bool(document.includes) and not site.surroundings)


def _dangling_number(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    sections = [i for i in range(len(document.headings)) if is_reference_section(document, i)]
    if not sections or document.includes:
        return
    spans = [document.section_span(i) for i in sections]
    longest = max(_list_length(document.text[start:end]) for start, end in spans)
    if not longest:
        return
    for citation in support(document, site):
        if citation.kind != "numeric" or citation.weight < 2 or any(a <= citation.start < b for a, b in spans):
            continue
        number = highest(citation.target)
        if number > longest:
            yield Match(rule, citation.start, citation.end, {"number": str(number), "last": str(longest)})


def _list_length(section: str) -> int:
    """The highest number of a numbered list, or the count of its entries when all bear the same number; else 0."""
    numbers = [int(found[1] or found[2]) for found in LIST_NUMBER.finditer(section)]
    return max([len(numbers), *numbers]) if numbers else 0


def _undefined_key(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    if site.bibliography is None or "@" not in document.prose:
        return
    for key in find_keys(document.prose, document.text):
        if key.sure and key.target not in site.bibliography and not CROSS_REFERENCE.match(key.target):
            yield Match(rule, key.start, key.end, {"key": key.target})


# Identifiers


def _malformed_doi(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    for place in places:
        found = DOI_LABEL.match(document.folded, place)
        if found and not DOI.match(document.text, found.start(1)):
            end = found.end() - len(found[1]) + len(found[1].rstrip(".,;:)]}\"'"))
            yield Match(rule, place, end)
    for link in document.links:
        at = link.url.find("doi.org/")
        if at < 0 or DOI.match(link.url, at + 8):
            continue
        host, path = split_url(link.url)
        if host not in ("doi.org", "dx.doi.org"):
            continue
        doi = path[1:].replace("%2F", "/").replace("%2f", "/")
        bare = doi.lower().removeprefix("doi:").lstrip("/ ")
        if bare[:1].isdigit() or bare.startswith("http"):
            is_short = SHORT_DOI.match(bare) and not bare.isdigit() and not bare.startswith("10.")
            if not DOI.match(bare) and not is_short:
                yield Match(rule, *leftovers.address(document, link))


def _malformed_pmid(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    for place in places:
        found = PMID_LABEL.match(document.folded, place)
        if found and any(c.isdigit() for c in found[1]) and not VALID_PMID.match(found[1]):
            yield Match(rule, place, found.end())
    for link in document.links:
        if "pubmed" not in link.url:
            continue
        host, path = split_url(link.url)
        number = PUBMED_NUMBER.match(path)
        is_record = host in ("pubmed.ncbi.nlm.nih.gov", "pubmed.gov") or path.startswith("/pubmed/")
        if number and is_record and not VALID_PMID.match(number[1]):
            yield Match(rule, *leftovers.address(document, link))


# What a source is worth


def _retracted(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    options = site.options.get(rule.id, {})
    if not options:
        return
    named = [citation for citation in document.citations if citation.kind in ("doi", "pmid")]
    if not named:
        return
    from mkdocs_neurolint.retractions import notices_from

    sources = notices_from(options)
    for citation in named:
        notice = next(filter(None, (source.find(citation.kind, citation.target) for source in sources)), None)
        if notice and not RETRACTED.search(_around(document, citation)):
            fields = {"nature": notice.nature, "date": notice.date, "what": notice.what}
            yield Match(rule, citation.start, citation.end, fields, severity=notice.severity)


def _around(document: Document, citation: Citation) -> str:
    """The sentence that a citation stands in; of a footnote, also the sentences that refer to it."""
    index = document.block_at(citation.start)
    if index < 0:
        return citation.text
    block = document.blocks[index]
    label = next((c.partition(":")[2] for c in block.containers if c.startswith("footnote:")), None)
    sentence = document.sentence_at(citation.start)
    start, end = (block.start, block.end) if label is not None or sentence is None else (sentence.start, sentence.end)
    said = [document.text[start:end], citation.text]
    for reference in document.footnote_references if label is not None else ():
        if reference.label == label and (sentence := document.sentence_at(reference.start)):
            said.append(document.text[sentence.start : sentence.end])
    return " ".join(said)


def _unmarked_preprint(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    if not document.links and "10." not in document.prose and "rxiv" not in document.folded:
        return
    hosts = frozenset(rule.data["hosts"])
    for citation in document.citations:
        if citation.tier != 5:
            continue
        is_one = citation.kind == "arxiv" or (citation.kind == "doi" and is_preprint(citation.target))
        if citation.kind == "link":
            host = split_url(citation.target)[0]
            is_one = host in hosts or host.partition(".")[2] in hosts
        if is_one and not UNREVIEWED.search(_around(document, citation)):
            yield Match(rule, citation.start, citation.end)


def _weak_source(document: Document, rule: Rule, places: Sequence[int], site: Site) -> Iterator[Match]:
    weak = [citation for citation in support(document, site) if citation.weight == 1 and citation.tier == WEAK]
    if not weak:
        return
    from mkdocs_neurolint.claims import claims
    from mkdocs_neurolint.language import assess_span

    for claim in claims(document):
        sources = cited(document, claim.start, claim.end, claim.block, site)
        if not sources or any(source.weight == 2 or source.tier not in (WEAK, NO_SOURCE) for source in sources):
            continue
        if assess_span(document.prose, claim.start, claim.end).strength == "direct":
            source = sources[0]
            link = source
            if source.kind == "footnote":
                note = document.footnotes[source.target]
                link = next((inner for inner in weak if note.body <= inner.start < note.end), source)
            yield Match(rule, source.start, source.end, {"host": split_url(link.target)[0]})


LABELS = {"malformed-doi": ("doi:",), "malformed-pmid": ("pmid",)}
PROBLEMS: dict[str, Callable[[Document, Rule, Sequence[int], Site], Iterator[Match]]] = {
    "text": leftovers.find,
    "undefined-footnote": _undefined_footnote,
    "unused-footnote": _unused_footnote,
    "undefined-key": _undefined_key,
    "dangling-number": _dangling_number,
    "malformed-doi": _malformed_doi,
    "malformed-pmid": _malformed_pmid,
    "retracted": _retracted,
    "unmarked-preprint": _unmarked_preprint,
    "weak-source": _weak_source,
}
SCHEMA: dict[str, Any] = {
    "required": ["problem"],
    "properties": {
        "problem": {"type": "string", "enum": list(PROBLEMS), "description": "What is wrong with a citation."},
        "match": {"type": "array", "minItems": 1, "items": leftovers.SCHEMA, "description": "For problem: text."},
        "hosts": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string"},
            "description": "For problem: unmarked-preprint, the servers.",
        },
    },
}
