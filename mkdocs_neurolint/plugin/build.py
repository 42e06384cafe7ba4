"""The state of one build: which pages there are, what was found on each, and what has been reported.

Pages are linted from their files, so that positions are those on disk: ahead of the build by a second process, or else
in one batch. A page that plugins have changed is linted once more (`final_text`). Rules that ask whether a page lacks
something wait until it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs_neurolint.ahead import ahead_of
from mkdocs_neurolint.baseline import Entries, read_baseline, split
from mkdocs_neurolint.config.files import Target, exclusions, shown_path
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.plugin.defaults import Defaults, defaults_of
from mkdocs_neurolint.plugin.final_text import FinalText, Placed, final_text, placed, placed_in_file
from mkdocs_neurolint.plugin.fragments import Fragments
from mkdocs_neurolint.plugin.memory import Memory
from mkdocs_neurolint.plugin.project import project_of
from mkdocs_neurolint.plugin.tally import Line, Tally
from mkdocs_neurolint.rules.files import sha256_of
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.runner import PAGE_KINDS, Linter, Page, lint_bytes, lint_text, make_linter, read_bytes
from mkdocs_neurolint.visible import visible_text

# Metadata that a theme may show although the file says nothing of it; the others judge the words of a field.
LACKING = ("missing", "advice")


class SourcePage(NamedTuple):
    src_uri: str
    path: str


class Linted(NamedTuple):
    """A page and what was found in its file. `text` is the file's."""

    target: Target
    text: str
    page: Page


class Read(NamedTuple):
    """A page that is not linted yet. `data` is what its file holds."""

    target: Target
    data: bytes


class Waiting(NamedTuple):
    """A page with findings that what is rendered around it may settle. `text` is what is judged."""

    text: str
    final: FinalText | None
    defaults: Defaults


def waits(rule: Rule) -> bool:
    """Whether the rule asks for something that the rendered page may have and the file has not."""
    return rule.kind == "requires" or (rule.kind == "metadata" and rule.data["problem"] in LACKING)


class Build:
    """One build of one site. Raises `UserError` when settings or rules are wrong."""

    def __init__(self, config: Mapping[str, Any], options: Mapping[str, Any], memory: Memory | None = None) -> None:
        self.project = project_of(config, options)
        self.linter: Linter = make_linter(self.project)
        self._memory = memory
        if memory is not None:
            memory.begin(self.linter)
        self._ahead = ahead_of(self.linter) if memory is None else None
        # MkDocs itself leaves out excluded pages and drafts.
        self._excluded = exclusions(self.project._replace(exclude=(), drafts=()))
        self._baseline, self._entries = "", Entries()
        if self.project.settings.baseline:
            self._baseline = self.project.resolve(self.project.settings.baseline)
            self._entries = read_baseline(self._baseline)
        self._read_pages: dict[str, Read] = {}
        self._pages: dict[str, Linted] = {}
        self._waiting: dict[str, Waiting] = {}
        self._fragments = Fragments(self.linter, self._excluded, self._lint)
        self._tally = Tally()

    def read(self, sources: Iterable[SourcePage]) -> None:
        """Reads every page that is not excluded, and has it linted with the files that it includes."""
        new = [source.src_uri for source in sources if self._read(source)]
        targets = [self._read_pages[src_uri].target for src_uri in new]
        self._fragments.leave_out(target.path for target in targets)
        if self._ahead is not None:
            self._ahead.ask(targets)
        else:
            for src_uri in new:
                self._linted(src_uri)

    def _read(self, source: SourcePage) -> bool:
        """Whether a page was read that was not known before."""
        src_uri = source.src_uri
        if src_uri in self._pages or src_uri in self._read_pages or self._excluded(src_uri):
            return False
        try:
            data = read_bytes(source.path)
        except OSError:
            return False  # MkDocs tells that itself
        self._read_pages[src_uri] = Read(Target(shown_path(source.path), src_uri), data)
        return True

    def _linted(self, src_uri: str) -> Linted | None:
        """The page, linted; None when it was not read."""
        read = self._read_pages.pop(src_uri, None)
        if read is not None:
            page = self._lint(read.data, read.target)
            self._fragments.read(page)
            self._pages[src_uri] = Linted(read.target, read.data.decode("utf-8", "replace"), page)
        return self._pages.get(src_uri)

    def _lint(self, data: bytes, target: Target) -> Page:
        if self._memory is not None:
            return self._memory.lint(self.linter, data, target)
        page = self._ahead.page(target, sha256_of(data)) if self._ahead is not None else None
        return page or lint_bytes(self.linter, data, target)

    def close(self) -> None:
        """Ends what was begun for the build, also when it was broken off."""
        if self._ahead is not None:
            self._ahead.close()

    def on_markdown(self, source: SourcePage, markdown: str, meta: Mapping[str, Any]) -> Iterator[Line]:
        """Log lines for a page whose text is final: of its file, of what it includes, of what macros made."""
        self._read(source)
        linted = self._linted(source.src_uri)
        if linted is None:
            return
        self._tally.saw(linted.target.path)
        final = final_text(linted.text, markdown, self._fragments.texts(linted.page))
        defaults = defaults_of(linted.text, meta)
        waiting = Waiting(final.text if final else linted.text, final, defaults)
        page = linted.page
        if final or defaults.site:
            page = lint_text(self.linter, waiting.text, linted.target, changes=defaults.site)
        findings = self._findings(linted, waiting, page)
        if any(waits(item.finding.rule) for item in findings):
            self._waiting[source.src_uri] = waiting
        for item in findings:
            if not waits(item.finding.rule):
                yield from self._tally.lines(item)
        for fragment in self._fragments.pages(linted.page):
            self._tally.saw(fragment.path)
            for item in self._new(placed(fragment), fragment.path):
                yield from self._tally.lines(item)

    def on_output(self, src_uri: str, output: str) -> Iterator[Line]:
        """Log lines of the rules that waited, asked again with everything that the rendered page shows."""
        waiting = self._waiting.pop(src_uri, None)
        if waiting is None:
            return
        linted = self._pages[src_uri]
        around = visible_text(output)
        page = lint_text(self.linter, waiting.text, linted.target, around, waiting.defaults.site, PAGE_KINDS)
        for item in self._findings(linted, waiting, page):
            if waits(item.finding.rule):
                yield from self._tally.lines(item)

    def _findings(self, linted: Linted, waiting: Waiting, page: Page) -> list[Placed]:
        """What is new on `page`, which is the file or its final text, each at its place in the file."""
        if waiting.final is None:
            found = placed(page)
        else:
            found = placed_in_file(waiting.final, page, linted.page, self._fragments.pages(linted.page))
        return self._new([item for item in found if not waiting.defaults.settle(item.finding)], page.path)

    def _new(self, found: list[Placed], path: str) -> list[Placed]:
        if not self._entries:
            return found
        findings: list[Finding] = [item.finding for item in found]
        new = split(findings, [item.digest for item in found], [path], self._entries, self._baseline).new
        return [found[i] for i in new]

    def summary(self) -> str:
        """What was found in all, in one line."""
        return self._tally.summary()

    def failing(self) -> str:
        """Why the build fails; empty when it does not."""
        return self._tally.failing(self.project.settings.fail_on)
