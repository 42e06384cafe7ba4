"""`neurolint claims`: the evidence ledger of a site. Every claim, how strongly it is made, and what it cites."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_neurolint.cli.console import say, style_of, write
from mkdocs_neurolint.cli.inputs import add_input_arguments, find_targets, read_project
from mkdocs_neurolint.config.files import Target
from mkdocs_neurolint.reports.markdown import quiet
from mkdocs_neurolint.reports.model import counted
from mkdocs_neurolint.reports.style import Style
from mkdocs_neurolint.runner import Linter, make_linter, read_bytes

if TYPE_CHECKING:
    from mkdocs_neurolint.document.model import Citation


# Contexts in which a page does not assert what the words say: a corrected myth, advice, talk about the page.
NOT_ASSERTED = ("corrected", "question", "instruction", "meta")
WIDE = 120  # cells from which the table has a column for sources
SOURCES = 24  # its width


class Entry(NamedTuple):
    """One claim; `section` is the heading above it, `citations` are plain records."""

    path: str
    section: str
    line: int
    column: int
    start: int
    end: int
    text: str
    words: str  # the text as readers see it, on one line
    subjects: tuple[str, ...]
    strength: str
    citations: tuple[dict[str, Any], ...]

    @property
    def cited(self) -> bool:
        return bool(self.citations)


def add_arguments(parser: ArgumentParser) -> None:
    add_input_arguments(parser)
    formats = ("table", "csv", "json", "markdown")
    parser.add_argument("--output-format", choices=formats, default="table", metavar="FORMAT", help=", ".join(formats))
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", metavar="WHEN")


def run(parsed: Namespace) -> int:
    project = read_project(parsed)
    linter = make_linter(project)
    entries: list[Entry] = []
    targets = find_targets(parsed.paths, project, force_exclude=parsed.force_exclude)
    for target in targets:
        entries += _page(linter, target)
    write(_render(parsed, entries))
    cited = sum(entry.cited for entry in entries)
    say(f"{counted(len(entries), 'claim')}, {cited:,} cited, in {counted(len(targets), 'file')}")
    return 0


def _render(parsed: Namespace, entries: Sequence[Entry]) -> Iterator[str]:
    if parsed.output_format == "json":
        yield json.dumps({"version": 1, "claims": [_record(entry) for entry in entries]}, indent=1) + "\n"
    elif parsed.output_format == "csv":
        yield from _csv(entries)
    elif parsed.output_format == "markdown":
        yield from _markdown(entries)
    else:
        yield from _table(entries, style_of(sys.stdout, parsed.color))


def _page(linter: Linter, target: Target) -> Iterator[Entry]:
    from mkdocs_neurolint.claims import claims
    from mkdocs_neurolint.document import parse
    from mkdocs_neurolint.document.citations import cited
    from mkdocs_neurolint.document.contexts import holds
    from mkdocs_neurolint.language import assess_span

    try:
        document = parse(read_bytes(target.path).decode("utf-8"), target.path)
    except (OSError, UnicodeDecodeError) as error:
        say(f"neurolint: {target.path}: cannot be read: {error}")
        return
    site = linter.plan(target.docs_path).site
    for claim in claims(document):
        core = claim.core_start, claim.core_end
        if any(holds(name, document, claim.sentence, *core, site) for name in NOT_ASSERTED):
            continue
        line, column = document.lines.position(claim.start)
        section = document.blocks[claim.block].section
        found = cited(document, claim.sentence.start, claim.sentence.end, claim.block, site)
        # What the sentence itself cites is its source; what stands further on supports only what cites nothing.
        found = tuple(c for c in found if claim.start <= c.start <= claim.end + 1) or found
        yield Entry(
            path=target.path,
            section=document.headings[section].text if section >= 0 else "",
            line=line,
            column=column,
            start=claim.start,
            end=claim.end,
            text=document.text[claim.start : claim.end],
            words=" ".join(document.prose[claim.start : claim.end].split()),
            subjects=claim.subjects,
            strength=assess_span(document.prose, claim.start, claim.end).strength,
            citations=tuple(map(_source, found)),
        )


def _source(citation: Citation) -> dict[str, Any]:
    """A citation as plain data; `tier` runs from 1 (reviews, guidelines) to 7; 0 where the address tells none."""
    keys = ("kind", "text", "start", "end", "target", "tier")
    return {key: getattr(citation, key) for key in keys}


def _sources(entry: Entry, between: str = ", ") -> str:
    """The sources of a claim with their tiers, or "none"."""
    told = [f"{c['text']} (tier {c['tier']})" if c["tier"] else str(c["text"]) for c in entry.citations]
    return between.join(told) or "none"


def _record(entry: Entry) -> dict[str, Any]:
    record = {**entry._asdict(), "cited": entry.cited}
    order = ("path", "line", "column", "start", "end", "text", "section", "subjects", "strength", "cited", "citations")
    return {key: record[key] for key in order}


def _csv(entries: Sequence[Entry]) -> Iterator[str]:
    import csv
    import io

    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["path", "line", "column", "section", "text", "subjects", "strength", "cited", "citations"])
    for e in entries:
        sources = _sources(e, "; ") if e.cited else ""
        row = [e.path, e.line, e.column, e.section, e.words, "; ".join(e.subjects), e.strength, e.cited, sources]
        table.writerow([_inert(cell) for cell in row])
    yield out.getvalue()


def _inert(cell: object) -> object:
    """A cell that a spreadsheet takes for text, not for a formula."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _coverage(entries: Sequence[Entry]) -> dict[str, dict[str, tuple[int, int]]]:
    """(claims, cited claims) by page and section, in the order of the pages."""
    pages: dict[str, dict[str, tuple[int, int]]] = {}
    for entry in entries:
        sections = pages.setdefault(entry.path, {})
        claims, cited = sections.get(entry.section, (0, 0))
        sections[entry.section] = (claims + 1, cited + entry.cited)
    return pages


def _share(claims: int, cited: int) -> str:
    return f"{cited} of {claims} cited ({100 * cited // claims} %)"


def _table(entries: Sequence[Entry], style: Style) -> Iterator[str]:
    by_place: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_place.setdefault((entry.path, entry.section), []).append(entry)
    for path, sections in _coverage(entries).items():
        claims = sum(count for count, _ in sections.values())
        cited = sum(count for _, count in sections.values())
        yield f"{style.paint(style.printable(path), 'bold')}: {_share(claims, cited)}\n"
        for section, counts in sections.items():
            yield f"  {style.printable(section) or '(before the first heading)'}: {_share(*counts)}\n"
            for entry in by_place[path, section]:
                yield f"    {_line(entry, style)}\n"


def _line(entry: Entry, style: Style) -> str:
    mark = style.paint("cited  ", "good") if entry.cited else style.paint("uncited", "warning")
    room = max(style.width - 58, 40)
    about = _cut(", ".join(entry.subjects), 18, style)
    start = f"{entry.line:>4}:{entry.column:<3} {mark} {entry.strength:<13} {about:<18} "
    if style.width < WIDE:
        return start + _cut(entry.words, room, style)
    room -= SOURCES + 1
    sources = _cut(_short_sources(entry), SOURCES, style)
    return (start + f"{_cut(entry.words, room, style):<{room}} {sources}").rstrip()


def _cut(text: str, room: int, style: Style) -> str:
    text = style.printable(text)
    return text if len(text) <= room else text[: room - 1] + style.encodable("…")


def _short_sources(entry: Entry) -> str:
    """What a claim cites, each once, of a link the host alone."""
    from mkdocs_neurolint.document.hosts import split_url

    short = [split_url(c["target"])[0] or str(c["text"]) for c in entry.citations]
    return ", ".join(dict.fromkeys(" ".join(text.split()) for text in short))


def _markdown(entries: Sequence[Entry]) -> Iterator[str]:
    yield "| Page | Section | Claims | Cited |\n| --- | --- | ---: | ---: |\n"
    for path, sections in _coverage(entries).items():
        for section, (claims, cited) in sections.items():
            yield f"| {quiet(path)} | {quiet(section)} | {claims} | {cited} |\n"
    yield "\n| Where | Claim | About | Strength | Sources |\n| --- | --- | --- | --- | --- |\n"
    for entry in entries:
        place, about = f"{entry.path}:{entry.line}", ", ".join(entry.subjects)
        cells = [quiet(text) for text in (place, entry.words, about, entry.strength, _sources(entry))]
        yield f"| {' | '.join(cells)} |\n"
