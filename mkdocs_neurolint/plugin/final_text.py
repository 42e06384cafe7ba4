"""The Markdown of a page after all plugins beside its file: which lines are the file's, and which a macro made.

Findings are made in the final text and reported in the file: at their own place, or at the directive that made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from mkdocs_neurolint.document.frontmatter import find_front_matter
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.runner import Page

DIRECTIVES = ("{{", "{%")


class Place(NamedTuple):
    """A line of the file. `here` says that it is the very line, and not what took its place."""

    line: int
    here: bool


class FinalText(NamedTuple):
    """`text` is the front matter of the file and the final Markdown; `places` has one entry for each of its lines,
    None for a line that stands in an included file."""

    text: str
    places: Sequence[Place | None]


class Placed(NamedTuple):
    """A finding with the line and column at which its author can mend it. `made` says that no file holds its words."""

    finding: Finding
    digest: str
    line: int
    column: int
    made: bool = False


def final_text(source: str, markdown: str, included: Iterable[str]) -> FinalText | None:
    """The final text of the page `source`; None when plugins have changed nothing. `included` are texts of files."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if source.rstrip().endswith(markdown.strip()):
        return None
    front = find_front_matter(source)
    head = source[: front.end] if front else "\ufeff" if source.startswith("\ufeff") else ""
    # The blank line keeps "Note: …" at the top from being read as front matter.
    text = f"{head}\n{markdown}"
    elsewhere = {line.strip() for inner in included for line in inner.splitlines() if line.strip()}
    places = _places(text.split("\n"), source.split("\n"), elsewhere)
    return FinalText(text, places) if any(place is None or not place.here for place in places) else None


def _places(new: list[str], old: list[str], elsewhere: set[str]) -> list[Place | None]:
    """For each line of `new`, its line among those of `old`."""
    # What follows the last line end is no line.
    old, new = (lines[:-1] if len(lines) > 1 and not lines[-1] else lines for lines in (old, new))
    places: list[Place | None] = [None] * len(new)
    for tag, first, last, at, end in _differences(new, old):
        for offset in range(last - first):
            line = new[first + offset]
            if tag == "equal":
                places[first + offset] = Place(at + offset + 1, True)
            elif not line.strip():
                places[first + offset] = Place(min(at + 1, len(old)), True)
            elif line.strip() not in elsewhere:
                places[first + offset] = Place(_instead_of(old, at, end, offset, last - first), False)
    return places


def _differences(new: list[str], old: list[str]) -> list[tuple[str, int, int, int, int]]:
    """As `SequenceMatcher.get_opcodes`, which is slow, asked only about what lies between equal beginnings and ends."""
    shorter = min(len(new), len(old))
    head = next((i for i in range(shorter) if new[i] != old[i]), shorter)
    tail = next((i for i in range(shorter - head) if new[-1 - i] != old[-1 - i]), shorter - head)
    middle = SequenceMatcher(None, new[head : len(new) - tail], old[head : len(old) - tail], autojunk=False)
    inner = [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in middle.get_opcodes()]
    ends = len(new) - tail, len(new), len(old) - tail, len(old)
    return [("equal", 0, head, 0, head), *inner, ("equal", *ends)]


def _instead_of(old: list[str], at: int, end: int, offset: int, made: int) -> int:
    """The line among `old[at:end]` that became line `offset` of the `made` lines which stand there now."""
    if end - at == made:
        return at + offset + 1
    directives = [i for i in range(at, end) if any(mark in old[i] for mark in DIRECTIVES)]
    return min((directives[0] if directives else at) + 1, len(old))


def placed(page: Page) -> list[Placed]:
    """The findings of a page whose text is that of its file."""
    return [Placed(f, digest, f.line, f.column) for f, digest in zip(page.findings, page.digests, strict=True)]


def placed_in_file(final: FinalText, late: Page, source: Page, others: Iterable[Page]) -> list[Placed]:
    """The findings `late` of the final text, with their places in the file.

    `source` is what was found in the file itself: where both say the same, its place is the exact one. What is found
    in `others`, the included files, is reported there.
    """
    reported = {_key(f, digest) for other in others for f, digest in zip(other.findings, other.digests, strict=True)}
    exact = _keys(source)
    found: dict[tuple[str, int, int, str], Placed] = {}
    for finding, digest in zip(late.findings, late.digests, strict=True):
        place = final.places[min(finding.line, len(final.places)) - 1]
        if place is None:
            continue
        line, column, made = place.line, finding.column, False
        if not place.here:
            rule, sentence = key = _key(finding, digest)
            asked = (*key, finding.text), (rule, sentence, ""), (rule, "", str(line))
            same = next((exact[name] for name in asked if name in exact), None)
            if same is None and key in reported:
                continue
            made = same is None
            line, column = (same.line, same.column) if same else (line, 1)
        item = Placed(finding, digest, line, column, made)
        found.setdefault((finding.rule.id, line, column, finding.message), item)
    return list(found.values())


def _key(finding: Finding, digest: str) -> tuple[str, str]:
    return finding.rule.id, digest or finding.text


def _keys(page: Page) -> dict[tuple[str, str, str], Finding]:
    """Findings by rule and words, by rule and sentence, by rule and line: the first of those that share a key."""
    keys: dict[tuple[str, str, str], Finding] = {}
    for finding, digest in zip(page.findings, page.digests, strict=True):
        rule, sentence = _key(finding, digest)
        for key in ((rule, sentence, finding.text), (rule, sentence, ""), (rule, "", str(finding.line))):
            keys.setdefault(key, finding)
    return keys
