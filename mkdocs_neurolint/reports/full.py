"""For people at a terminal: each finding with its source line, carets under the exact words, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.concise import heading
from mkdocs_neurolint.reports.frame import excerpt
from mkdocs_neurolint.reports.model import Report, rule_url
from mkdocs_neurolint.reports.style import Style

WHOLE = 3  # a span of more lines than this is shown by its first two and its last
LEAST_WIDTH = 40


def render(report: Report) -> Iterator[str]:
    """One block of lines for each finding, with a blank line after it. A page tells the same help once."""
    path, lines = "", [""]
    told: set[tuple[str, str]] = set()
    for finding in report.findings:
        if finding.path != path:
            path, lines = finding.path, _lines(report, finding.path)
            told.clear()
        block = [heading(finding, report.style), *_frame(finding, lines, report.style)]
        if (finding.rule.id, finding.help) not in told:
            told.add((finding.rule.id, finding.help))
            block += _notes(finding, report.style)
        yield "\n".join((*block, "", ""))


def _lines(report: Report, path: str) -> list[str]:
    try:
        return [line.removesuffix("\r") for line in report.source(path).split("\n")]
    except (OSError, UnicodeDecodeError):
        return []


def _frame(finding: Finding, lines: list[str], style: Style) -> Iterator[str]:
    shown = finding.rule.quotes and finding.end_line <= len(lines)
    numbers = _shown_lines(finding) if shown else []
    gutter = len(str(finding.end_line)) + 1 if numbers else 1
    bar = style.paint("|", "dim")
    blank = " " * gutter
    if numbers:
        yield f"{blank} {bar}"
    width = max(style.width - gutter - 3, LEAST_WIDTH)
    before = 0
    for number in numbers:
        if before and number > before + 1:
            yield f"{style.paint('.' * gutter, 'dim')} {bar}"
        before = number
        line = lines[number - 1]
        start = finding.column - 1 if number == finding.line else len(line) - len(line.lstrip(" \t>"))
        end = finding.end_column - 1 if number == finding.end_line else len(line)
        label = style.paint(f"{number:>{gutter}}", "dim")
        for text, carets in excerpt(line, start, end, width, style):
            yield f"{label} {bar} {text}".rstrip()
            yield f"{blank} {bar} {style.paint(carets, finding.severity)}"
            label = blank


def _notes(finding: Finding, style: Style) -> Iterator[str]:
    for label, note in (("help", finding.help), ("see", rule_url(finding.rule))):
        if note:
            yield from _note(label, note, style)


@lru_cache(maxsize=256)
def _note(label: str, note: str, style: Style) -> tuple[str, ...]:
    """`note` after its label, wrapped and indented below itself. What follows a blank line is Markdown to paste: whole.

    Kept, because the pages of a site are told the same few notes.
    """
    rows: list[str] = []
    lead = f"   {style.paint('=', 'dim')} {style.paint(label + ':', 'help')} "
    width = max(style.width - len(label) - 7, LEAST_WIDTH)
    pasted = False
    for line in note.strip().split("\n"):
        pasted = pasted or not line.strip()
        indent = " " * (len(line) - len(line.lstrip()))
        text = style.printable(line.strip())
        for part in [text] if pasted else _wrapped(text, width - len(indent)) or [""]:
            rows.append(f"{lead}{indent}{part}".rstrip())
            lead = " " * (len(label) + 7)
    return tuple(rows)


def _wrapped(line: str, width: int) -> list[str]:
    from textwrap import wrap

    return [line] if len(line) <= width else wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _shown_lines(finding: Finding) -> list[int]:
    last = finding.end_line
    if finding.end_column == 1 and last > finding.line:
        last -= 1
    numbers = list(range(finding.line, last + 1))
    return numbers if len(numbers) <= WHOLE else [*numbers[:2], numbers[-1]]
