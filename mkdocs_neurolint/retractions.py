"""Retraction notices by DOI and PMID, from a copy of the Retraction Watch CSV that the user keeps.

The file is never fetched: it changes daily and is the user's to renew
(https://gitlab.com/crossref/retraction-watch-data).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_neurolint.errors import UserError

COLUMNS = ("RetractionDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
# How a notice is named in the data -> (severity, what it says of the work). A reinstated work is no longer flagged.
NATURES = {
    "retraction": ("error", "has been retracted"),
    "expression of concern": ("warning", "has an expression of concern"),
    "correction": ("info", "has been corrected"),
}


class Notice(NamedTuple):
    nature: str
    date: str  # ISO
    severity: str
    what: str


class Retractions(NamedTuple):
    """(date, nature) of the latest notice for each work."""

    by_doi: dict[str, tuple[str, str]]
    by_pmid: dict[str, tuple[str, str]]

    def find(self, kind: str, value: str) -> Notice | None:
        """The latest notice for a work, `kind` being doi (in lower case) or pmid; None when there is none."""
        found = (self.by_doi if kind == "doi" else self.by_pmid).get(value)
        if found is None or found[1].lower() not in NATURES:
            return None
        date, nature = found
        return Notice(nature, date, *NATURES[nature.lower()])


def notices_from(options: Mapping[str, Any]) -> list[Retractions]:
    """What the options of a rule name: `data`, a CSV file, and `works`, a list of the site's own.

    A work has `doi` or `pmid`, `nature` and `date` (ISO). Raises `UserError`.
    """
    sources = [retractions(str(options["data"]))] if options.get("data") else []
    if options.get("works"):
        sources.append(of_works(options["works"]))
    return sources


def of_works(works: Iterable[Mapping[str, Any]]) -> Retractions:
    """The notices that a list of works tells of."""
    found = Retractions({}, {})
    for work in works:
        notice = str(work.get("date", "")), str(work.get("nature", "Retraction"))
        _keep(found.by_doi, str(work.get("doi", "")).lower(), notice, "10.")
        _keep(found.by_pmid, str(work.get("pmid", "")), notice, "")
    return found


def retractions(path: str) -> Retractions:
    """The notices in the CSV file at `path`, read once for each state of the file. Raises `UserError`."""
    try:
        return _read(path, Path(path).stat().st_mtime_ns)
    except OSError as error:
        raise UserError(f"the retraction data cannot be read: {error.strerror or error}", path) from None


@lru_cache(maxsize=2)
def _read(path: str, mtime_ns: int) -> Retractions:
    by_doi: dict[str, tuple[str, str]] = {}
    by_pmid: dict[str, tuple[str, str]] = {}
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:  # noqa: PTH123  # as fast as it gets
        rows = csv.reader(file)
        header = [name.strip() for name in next(rows, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise UserError(f"no Retraction Watch data: the column {missing[0]!r} is missing", path, 1)
        date_at, doi_at, pmid_at, nature_at = (header.index(name) for name in COLUMNS)
        width = max(date_at, doi_at, pmid_at, nature_at)
        try:
            for row in rows:
                if len(row) > width:
                    notice = iso_date(row[date_at]), row[nature_at].strip()
                    _keep(by_doi, row[doi_at].strip().lower(), notice, "10.")
                    _keep(by_pmid, row[pmid_at].strip(), notice, "")
        except csv.Error as error:
            raise UserError(f"no CSV: {error}", path, rows.line_num) from None
    return Retractions(by_doi, by_pmid)


def _keep(notices: dict[str, tuple[str, str]], key: str, notice: tuple[str, str], prefix: str) -> None:
    """A work may have several notices; the latest one holds. "0" and "unavailable" stand for no identifier."""
    if not key.startswith(prefix) or key in ("", "0"):
        return
    known = notices.get(key)
    if known is None or known[0] <= notice[0]:
        notices[key] = notice


def iso_date(text: str) -> str:
    """`M/D/YYYY H:MM` as `YYYY-MM-DD`; empty when it is none."""
    month, _, rest = text.strip().partition(" ")[0].partition("/")
    day, _, year = rest.partition("/")
    if not (month.isdigit() and day.isdigit() and year.isdigit()):
        return ""
    return f"{int(year):04}-{int(month):02}-{int(day):02}"
