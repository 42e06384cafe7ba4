"""Dates as people write them in front matter and on pages, in English or in digits."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mkdocs_neurolint.regexes import lazy

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = tuple(
    lazy(form + r"\Z", re.IGNORECASE)
    for form in (
        rf"{YEAR}[-/.](?P<month_number>\d\d?)[-/.](?P<day>\d\d?)(?:[T ]+\d\d?:\d\d.*)?",
        rf"{YEAR}[-/.](?P<month_number>\d\d?)",
        rf"(?P<one>\d\d?)[-/.](?P<other>\d\d?)[-/.]{YEAR}",
        rf"(?P<month_number>\d\d?)[-/.]{YEAR}",
        rf"(?:\w+day,?\s+)?{DAY}\s*(?:of\s+)?[-\s]?{MONTH},?[-\s]?\s*{YEAR}",
        rf"(?:\w+day,?\s+)?{MONTH}\s+{DAY},?\s+{YEAR}",
        rf"{MONTH},?\s+{YEAR}",
        rf"(?:(?:spring|summer|autumn|fall|winter|early|mid|late|q[1-4])[-\s]+)?{YEAR}",
    )
)


def read_date(written: str, earliest: bool = False) -> date | None:
    """The date that `written` names, None when it is no day of the calendar.

    Of a partial or ambiguous date the last day that it can mean, or the first if `earliest`.
    """
    written = " ".join(written.split())
    for form in FORMS:
        found = form.match(written)
        if found:
            days = list(_readings(found.groupdict(), earliest))
            return (min(days) if earliest else max(days)) if days else None
    return None


def _readings(parts: dict[str, str | None], earliest: bool) -> list[date]:
    year = int(parts["year"] or 0)
    if parts.get("one"):
        # 04/05/2024 is in April or in May; 25/12/2024 is clear.
        pairs = ((parts["one"], parts["other"]), (parts["other"], parts["one"]))
        return [read for pair in pairs if (read := _day(year, int(pair[0] or 0), int(pair[1] or 0)))]
    name = parts.get("month")
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(parts.get("month_number") or 0)
    if not month and parts.get("month_number") is None:
        return [date(year, 1, 1) if earliest else date(year, 12, 31)]
    if not 1 <= month <= 12:
        return []
    number = parts.get("day")
    if number is None:
        return [date(year, month, 1) if earliest else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)]
    whole = _day(year, month, int(number))
    return [whole] if whole else []


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
