"""Bare web and mail addresses in running text."""

from __future__ import annotations

from mkdocs_neurolint.document.marks import Marks, pattern
from mkdocs_neurolint.document.model import Link

URL = r"[^\s<>\"`{}|\\\[\]]+"
MAIL = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
DEFINITION = r"[ \t>]*\[(?!\^)[^\]\n]+\]:[ \t]*<?"
TRAILING = ".,;:!?'*_~^=’”…"


def read_address(marks: Marks, start: int) -> int:
    """A bare address. One inside a link's brackets or a definition is left to the passes that read those."""
    page, text = marks.ascii, marks.text
    found = pattern(URL).match(page, start)
    if found is None or (marks.hidden and marks.hidden[-1][1] > start):
        return start + 1
    before = page[max(0, start - 4) : start].rstrip(" <")
    if before.endswith("]("):
        return found.end()
    if before.endswith("]:") and pattern(DEFINITION).fullmatch(page, marks.line_start(start), start):
        return found.end()
    url = text[start : found.end()].rstrip(TRAILING)
    surplus = url.count(")") - url.count("(")
    while surplus > 0 and url.endswith(")"):
        url = url[:-1].rstrip(TRAILING)
        surplus -= 1
    end = start + len(url)
    marks.links.append(Link("bare", start, end, start, end, url if ":" in url[:6] else f"https://{url}", ""))
    return marks.fill(start, end)


def read_www(marks: Marks, at: int) -> int:
    return at + 1 if marks.ascii[at - 1 : at].isalnum() or marks.ascii[at - 1 : at] == "/" else read_address(marks, at)


def read_mail(marks: Marks, at: int) -> int:
    page = marks.ascii
    found = pattern(MAIL).match(page, at + 1)
    start = at
    while start > 0 and at - start < 64 and (page[start - 1].isalnum() or page[start - 1] in "._+-"):
        start -= 1
    if found is None or start == at or (marks.hidden and marks.hidden[-1][1] > start):
        return at + 1
    if page[max(0, start - 9) : start].endswith(("](mailto:", "](")):
        return found.end()
    end = found.end()
    marks.links.append(Link("bare", start, end, start, end, f"mailto:{marks.text[start:end]}", ""))
    return marks.fill(start, end)
