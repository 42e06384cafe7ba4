"""What has been reported in one build: a log line for each finding, once, and the sums at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mkdocs_neurolint.plugin.final_text import Placed
from mkdocs_neurolint.rules.model import SEVERITIES

MADE = " (text from an include or macro)"
Line = tuple[str, str]  # severity, text


class Tally:
    """A site with several languages builds its pages again and again; they are counted and reported once."""

    def __init__(self) -> None:
        self._reported: set[tuple[object, ...]] = set()
        self._counts: Counter[str] = Counter()
        self._touched: set[str] = set()
        self._seen: set[str] = set()

    def saw(self, path: str) -> None:
        """Counts a file among those that the build has looked at."""
        self._seen.add(path)

    def lines(self, item: Placed) -> Iterator[Line]:
        """The log line of a finding, or nothing when it has been reported."""
        finding = item.finding
        message = finding.message + (MADE if item.made else "")
        end = "" if item.made else finding.span.end - finding.span.start
        key = (finding.path, item.line, item.column, finding.rule.id, message, end)
        if key not in self._reported:
            self._reported.add(key)
            self._counts[finding.severity] += 1
            self._touched.add(finding.path)
            place = f"{finding.path}:{item.line}:{item.column}"
            yield finding.severity, _printable(f"{place}: {finding.severity} {finding.rule.id} {message}")

    def summary(self) -> str:
        """As `5 errors, 2 info in 3 of 64 files`."""
        files = counted(len(self._seen), "file")
        found = self._sums(SEVERITIES)
        return f"{found} in {len(self._touched):,} of {files}" if found else f"no findings in {files}"

    def failing(self, fail_on: str) -> str:
        """Why a build fails whose setting is `fail_on`; empty when it does not."""
        found = "" if fail_on == "never" else self._sums(SEVERITIES[: SEVERITIES.index(fail_on) + 1])
        return f"{found} found, and the setting is fail_on: {fail_on}" if found else ""

    def _sums(self, severities: tuple[str, ...]) -> str:
        return ", ".join(counted(self._counts[name], name) for name in severities if self._counts[name])


def counted(number: int, word: str) -> str:
    """`1 error`, `1,062 errors`; info has no plural."""
    return f"{number:,} {word if number == 1 or word == 'info' else f'{word}s'}"


def _printable(text: str) -> str:
    """`text` without control characters, which a log must not send to a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
