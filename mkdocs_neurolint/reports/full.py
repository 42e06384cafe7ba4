"""For people at a terminal: each finding with its source line, carets under the exact words, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.reports.concise import heading
from mkdocs_neurolint.reports.frame import excerpt
from mkdocs_neurolint.reports.model import Report, rule_url
from mkdocs_neurolint.reports.style import Style

WHOLE = 3  # a span of more lines than this is shown by its first two and its last
LEAST_WIDTH = 40


def render(report: Report) -> Iterator[str]:
    """One block of lines for each finding, with a blank line after it."""
    path, lines = "", [""]
    for finding in report.findings:
        if finding.path != path:
            path, lines = finding.path, _lines(report, finding.path)
        yield "\n".join((heading(finding, report.style), *_frame(finding, lines, report), "", ""))


def _lines(report: Report, path: str) -> list[str]:
    try:
        return [line.removesuffix("\r") for line in report.source(path).split("\n")]
    except (OSError, UnicodeDecodeError):
        return []


def _frame(finding: Finding, lines: list[str], report: Report) -> Iterator[str]:
    style = report.style
    numbers = _shown_lines(finding) if finding.end_line <= len(lines) else []
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
        text, carets = excerpt(line, start, end, width, style)
        yield f"{style.paint(f'{number:>{gutter}}', 'dim')} {bar} {text}".rstrip()
        yield f"{blank} {bar} {style.paint(carets, finding.severity)}"
    for label, note in (("help", finding.help), ("see", rule_url(finding.rule))):
        if note:
            yield from _note(label, style.printable(" ".join(note.split())), blank, width, style)


def _note(label: str, note: str, blank: str, width: int, style: Style) -> Iterator[str]:
    """`note` after its label, wrapped to `width` cells and indented below itself."""
    first, *more = wrap(note, width - len(label), break_long_words=False, break_on_hyphens=False)
    yield f"{blank} {style.paint('=', 'dim')} {style.paint(label + ':', 'help')} {first}"
    for line in more:
        yield f"{blank} {' ' * (len(label) + 3)} {line}"


def _shown_lines(finding: Finding) -> list[int]:
    last = finding.end_line
    if finding.end_column == 1 and last > finding.line:
        last -= 1
    numbers = list(range(finding.line, last + 1))
    return numbers if len(numbers) <= WHOLE else [*numbers[:2], numbers[-1]]
