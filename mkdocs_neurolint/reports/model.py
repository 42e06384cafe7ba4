"""What a report is made of, and the identity of a finding across edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.style import PLAIN, Style
from mkdocs_neurolint.rules.model import Rule

LINKS = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}


class Report(NamedTuple):
    """What a run found. `digests` has one entry per finding: a hash of the sentence it stands in, in plain words."""

    findings: Sequence[Finding]
    digests: Sequence[str]
    files: Sequence[str]  # every page of the run, by the path that is shown
    source: Callable[[str], str]  # the text of a page; raises OSError or UnicodeDecodeError
    style: Style = PLAIN

    def fingerprints(self) -> list[str]:
        """An identity for each finding that stays when lines move: rule, path, words of the sentence, and a count."""
        from hashlib import sha256

        seen: dict[tuple[str, str, str], int] = {}
        prints: list[str] = []
        for finding, digest in zip(self.findings, self.digests, strict=True):
            key = (finding.rule.id, finding.path, digest)
            seen[key] = seen.get(key, 0) + 1
            whole = "\0".join((*key, str(seen[key])))
            prints.append(sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32])
        return prints


def rule_url(rule: Rule) -> str:
    """Where to read on about a rule: its own page, else its first source that has a link; else nothing."""
    own = rule.data.get("url")
    if own:
        return str(own)
    for source in rule.data.get("sources", ()):
        if source.get("url"):
            return str(source["url"])
        for key, link in LINKS.items():
            if source.get(key):
                return link.format(source[key])
    return ""


def source_line(report: Report, finding: Finding, line: int) -> str:
    """The 1-based `line` of the finding's page, without its line end; empty when the page cannot be read again."""
    try:
        lines = report.source(finding.path).split("\n")
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[line - 1].removesuffix("\r") if line <= len(lines) else ""


def counted(number: int, noun: str) -> str:
    """`1 error`, `3 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
