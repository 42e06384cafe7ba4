"""The state of one build: which pages there are, what was found on each, and what has been reported.

Pages are linted in one batch from their files, so that positions are those on disk. A page that plugins have changed is
linted once more (`final_text`). Rules that ask whether a page lacks something wait until it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs_neurolint.baseline import Entries, read_baseline, split
from mkdocs_neurolint.config.files import Target, exclusions, shown_path
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.plugin.defaults import Defaults, defaults_of
from mkdocs_neurolint.plugin.final_text import FinalText, Placed, final_text, placed, placed_in_file
from mkdocs_neurolint.plugin.fragments import Fragments
from mkdocs_neurolint.plugin.memory import Memory
from mkdocs_neurolint.plugin.project import project_of
from mkdocs_neurolint.plugin.tally import Line, Tally
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.runner import Linter, Page, lint_bytes, lint_text, make_linter, read_bytes
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
        # MkDocs itself leaves out excluded pages and drafts.
        self._excluded = exclusions(self.project._replace(exclude=(), drafts=()))
        self._baseline, self._entries = "", Entries()
        if self.project.settings.baseline:
            self._baseline = self.project.resolve(self.project.settings.baseline)
            self._entries = read_baseline(self._baseline)
        self._pages: dict[str, Linted] = {}
        self._waiting: dict[str, Waiting] = {}
        self._fragments = Fragments(self.linter, self._excluded, self._lint)
        self._tally = Tally()

    def read(self, sources: Iterable[SourcePage]) -> None:
        """Lints every page that is not excluded, and the files that they include."""
        for source in sources:
            self._read(source)
        self._fragments.leave_out(linted.target.path for linted in self._pages.values())
        for linted in self._pages.values():
            self._fragments.read(linted.page)

    def _read(self, source: SourcePage) -> Linted | None:
        known = self._pages.get(source.src_uri)
        if known is not None or self._excluded(source.src_uri):
            return known
        target = Target(shown_path(source.path), source.src_uri)
        try:
            data = read_bytes(source.path)
        except OSError:
            return None  # MkDocs tells that itself
        linted = Linted(target, data.decode("utf-8", "replace"), self._lint(data, target))
        self._pages[source.src_uri] = linted
        return linted

    def _lint(self, data: bytes, target: Target) -> Page:
        if self._memory is not None:
            return self._memory.lint(self.linter, data, target)
        return lint_bytes(self.linter, data, target)

    def on_markdown(self, source: SourcePage, markdown: str, meta: Mapping[str, Any]) -> Iterator[Line]:
        """Log lines for a page whose text is final: of its file, of what it includes, of what macros made."""
        linted = self._read(source)
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
        page = lint_text(self.linter, waiting.text, linted.target, surroundings=around, changes=waiting.defaults.site)
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
