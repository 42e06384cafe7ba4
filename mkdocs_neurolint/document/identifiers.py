"""Identifiers of works: DOI, PMID, PMCID, arXiv, ISBN, trial registrations. Syntax and check digits only.

Nothing here knows whether a work exists. The shapes follow idutils (inveniosoftware), made safe for running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from mkdocs_neurolint.document.hosts import source_data
from mkdocs_neurolint.regexes import kept, lazy

DOI = lazy(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"|\\^`{}…]+")
# Where Markdown goes on behind a DOI: a link target, a footnote, a citation key.
DOI_STOP = lazy(r"\]\(|\[[\^@]|[)\]][,;.]?(?=\[|\()|\*\*|&[a-z]+;")
# What publishers add to a DOI in an address.
DOI_TAIL = lazy(
    r"(?:/(?:full|abstract|pdf|epdf|html|meta|full-?text|v\d+\.full)|\.(?:pdf|full|abstract|short))+/?$"
)
# These are tried where their cue stands, never searched for.
PMID = lazy(r"(?i:PMID:?|pubmed(?:\s+id)?:?)[\s#]{0,3}([1-9]\d{0,7})(?![\w.-]*\d)")
PMCID = lazy(r"(?i:PMC)[\s-]?(\d{4,9})\b")
ARXIV = lazy(r"(?i:arxiv:\s?)(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})")
ISBN = lazy(r"(?i:ISBN(?:[- ]?1[03])?)[:\s]{0,3}((?:97[89][- ]?)?\d[\d -]{7,14}[\dXx])(?!\d)")
TRIAL = lazy(
    r"(?:NCT\d{8}|ISRCTN\d{8}|(?i:EudraCT)(?:\s+(?:number|no\.?))?:?\s+\d{4}-\d{6}-\d{2}|CRD42\d{6,12})\b"
)
PUBMED_PATH = lazy(r"^(?:/pubmed)?/([1-9]\d{0,7})(?:[/?#]|$)")
PMC_PATH = lazy(r"(?:/pmc)?/articles/(?:PMC)?(\d{4,9})(?:[/?#]|$)", re.IGNORECASE)
ARXIV_PATH = lazy(r"^/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})")

# cue in folded prose -> (kind, pattern over the prose)
PATTERNS: dict[str, tuple[str, re.Pattern[str]]] = {
    "pmid": ("pmid", PMID),
    "pubmed": ("pmid", PMID),
    "pmc": ("pmcid", PMCID),
    "arxiv": ("arxiv", ARXIV),
    "isbn": ("isbn", ISBN),
    "nct": ("trial", TRIAL),
    "isrctn": ("trial", TRIAL),
    "eudract": ("trial", TRIAL),
    "crd42": ("trial", TRIAL),
}
DOI_CUE = "10."


class Identifier(NamedTuple):
    """An identifier at `start:end`; `value` in its shortest form: bare digits of a PMID, a lower-case DOI."""

    kind: str
    start: int
    end: int
    value: str


def doi_end(text: str, start: int, end: int) -> int:
    """Where the DOI that matched at `start:end` really ends: before closing punctuation and unpaired brackets."""
    stop = DOI_STOP.search(text, start, end)
    if stop:
        end = stop.start()
    depth = 0
    for i in range(start, end):
        if text[i] in "([":
            depth += 1
        elif text[i] in ")]":
            depth -= 1
            if depth < 0:
                end = i
                break
    while end > start and text[end - 1] in ".,;:!?'’”\"*_([":
        end -= 1
    return end


def normal_doi(doi: str) -> str:
    """`doi` in lower case, percent signs decoded, without what an address adds to it."""
    if "%" in doi:
        from urllib.parse import unquote

        doi = unquote(doi)
    doi = re.split(r"[?#]", doi, maxsplit=1)[0]
    return DOI_TAIL.sub("", doi).lower()


def dois_at(places: Iterable[int], prose: str, text: str) -> Iterator[Identifier]:
    """The DOIs at `places`, where "10." stands. The end is read from `text`, where an underscore is no emphasis."""
    after = 0
    for at in places:
        if at < after or (at and (prose[at - 1].isdigit() or prose[at - 1] == ".")):
            continue
        found = DOI.match(text, at)
        if found:
            end = doi_end(text, at, found.end())
            if prose[at:end].strip() and DOI.match(text, at, end):
                yield Identifier("doi", at, end, normal_doi(text[at:end]))
                after = end


def identifiers_at(cue: str, places: Iterable[int], prose: str) -> Iterator[Identifier]:
    """The identifiers that begin with `cue`, one of `PATTERNS`, at `places`."""
    kind, pattern = PATTERNS[cue]
    for at in places:
        if at and prose[at - 1].isalnum():
            continue
        found = pattern.match(prose, at)
        if found:
            value = found[1] if pattern.groups else found[0]
            yield Identifier(kind, at, found.end(), f"PMC{value}" if kind == "pmcid" else value)


def identify(host: str, path: str) -> tuple[str, str] | None:
    """The kind and value of the identifier that `path` on `host` leads to, or None."""
    if "10." in path:
        decoded = path.replace("%2F", "/").replace("%2f", "/")
        found = DOI.search(decoded)
        if found:
            return "doi", normal_doi(decoded[found.start() : doi_end(decoded, found.start(), found.end())])
    if host in ("pubmed.ncbi.nlm.nih.gov", "pubmed.gov", "ncbi.nlm.nih.gov"):
        found = PUBMED_PATH.match(path)
        if found and (host != "ncbi.nlm.nih.gov" or path.startswith("/pubmed")):
            return "pmid", found[1]
    if host in ("pmc.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov", "europepmc.org"):
        found = PMC_PATH.search(path)
        return ("pmcid", f"PMC{found[1]}") if found else None
    if host == "arxiv.org":
        found = ARXIV_PATH.match(path)
        return ("arxiv", found[1]) if found else None
    return None


@cache
def _preprint() -> re.Pattern[str]:
    return kept("|".join(source_data()["preprint_dois"]))


def is_preprint(doi: str) -> bool:
    """Whether `doi` is one that preprint servers and open repositories give."""
    return _preprint().match(doi) is not None


def isbn_holds(isbn: str) -> bool:
    """Whether the check digit of an ISBN of 10 or 13 digits is right; blanks and hyphens do not matter."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if len(digits) == 10 and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        values = [10 if c == "X" else int(c) for c in digits]
        return sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    if len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979")):
        return sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 == 0
    return False
