"""The state of one build: which pages there are, what was found on each, and what has been reported.

Pages are linted in one batch from their files, so that positions are those on disk. Rules that ask whether a page lacks
something wait until the page is rendered, for macros, snippets and the theme may bring it in.
"""

# Paths are text here, shown as they are opened: pathlib cannot normalise them.
# ruff: noqa: PTH100, PTH120

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mkdocs_neurolint.baseline import Entries, read_baseline, split
from mkdocs_neurolint.config.discover import find_project, settings_beside
from mkdocs_neurolint.config.files import Target, exclusions, shown_path
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.plugin.rendered import brought_in, visible_text
from mkdocs_neurolint.rules.model import SEVERITIES
from mkdocs_neurolint.runner import Page, lint_bytes, lint_text, make_linter, read_bytes

HELD_BACK = "requires"
PAGE_ONLY = ("requires", "metadata")  # kinds that speak of a whole page, not of a file that pages include
FROM_META = ("audience", "region", "regions")
Line = tuple[str, str]  # severity, text


class SourcePage(NamedTuple):
    src_uri: str
    path: str


class Linted(NamedTuple):
    target: Target
    text: str
    page: Page


class Build:
    """One build of one site. Raises `UserError` when settings or rules are wrong."""

    def __init__(self, config: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        self.project = _project(config, options)
        self.linter = make_linter(self.project)
        self.watched = self._watched()
        self.pages: dict[str, Linted] = {}
        # MkDocs itself leaves out excluded pages and drafts; their events never come.
        self._excluded = exclusions(self.project._replace(exclude=(), drafts=()))
        self._entries: Entries | None = None
        if self.project.settings.baseline:
            self._baseline = self.project.resolve(self.project.settings.baseline)
            self._entries = read_baseline(self._baseline)
        self._reported: set[tuple[str, int, int, str]] = set()
        self._counts: Counter[str] = Counter()
        self._touched: set[str] = set()
        self._seen: set[str] = set()  # pages that are really built
        self._included: dict[str, Page] = {}

    def read(self, sources: Iterable[SourcePage]) -> None:
        """Lints every page that is not excluded, and the files that they include."""
        for source in sources:
            if source.src_uri in self.pages or self._excluded(source.src_uri):
                continue
            target = Target(shown_path(source.path), source.src_uri)
            try:
                data = read_bytes(source.path)
            except OSError:
                continue  # MkDocs tells that itself
            page = lint_bytes(self.linter, data, target)
            self.pages[source.src_uri] = Linted(target, data.decode("utf-8", "replace"), page)
        own = {os.path.realpath(linted.target.path) for linted in self.pages.values()}
        for linted in self.pages.values():
            for path, _, _ in linted.page.files:
                if path not in self._included and os.path.realpath(path) not in own:
                    self._include(path)

    def _include(self, path: str) -> None:
        shown = shown_path(path)
        try:
            page = lint_bytes(self.linter, read_bytes(path), Target(shown, shown))
        except OSError:
            return
        keep = [i for i, finding in enumerate(page.findings) if finding.rule.kind not in PAGE_ONLY]
        findings, digests = [page.findings[i] for i in keep], [page.digests[i] for i in keep]
        self._included[path] = page._replace(findings=tuple(findings), digests=tuple(digests))

    def on_markdown(self, src_uri: str, markdown: str, meta: Mapping[str, Any]) -> list[Line]:
        """Log lines for a page whose text is final: of its file, of what it includes, of what macros made."""
        linted = self.pages.get(src_uri)
        if linted is None:
            return []
        self._seen.add(src_uri)
        changes = _changes(linted.text, meta)
        if changes:
            page = lint_text(self.linter, linted.text, linted.target, changes=changes)
            linted = self.pages[src_uri] = linted._replace(page=page)
        lines = self._lines(linted.page, held_back=False)
        for path, _, _ in linted.page.files:
            if path in self._included:
                lines += self._lines(self._included[path], held_back=False)
        if "{{" in linted.text or "{%" in linted.text:
            lines += self._brought_in(linted, markdown)
        return lines

    def _brought_in(self, linted: Linted, markdown: str) -> list[Line]:
        """Findings in text that stands in no file, at the line of the directive that made it."""
        late = lint_text(self.linter, markdown, linted.target)
        known = [linted.text, *(self._text(path) for path, _, _ in linted.page.files)]
        place = brought_in(markdown, linted.text, known)
        lines: list[Line] = []
        for finding in late.findings:
            line = place(finding.line) if finding.rule.kind not in PAGE_ONLY else 0
            if line:
                message = f"{finding.message} (text from an include or macro)"
                lines += self._line(finding, line, 1, message)
        return lines

    def _text(self, path: str) -> str:
        try:
            return read_bytes(path).decode("utf-8", "replace")
        except OSError:
            return ""

    def on_output(self, src_uri: str, output: str) -> list[Line]:
        """Log lines of the rules that waited, asked again with everything that the rendered page shows."""
        linted = self.pages.get(src_uri)
        if linted is None or not any(finding.rule.kind == HELD_BACK for finding in linted.page.findings):
            return []
        again = lint_text(self.linter, linted.text, linted.target, surroundings=visible_text(output))
        return self._lines(again, held_back=True)

    def _lines(self, page: Page, held_back: bool) -> list[Line]:
        findings, digests = list(page.findings), list(page.digests)
        if self._entries is not None:
            new = split(findings, digests, [page.path], self._entries, self._baseline).new
            findings = [findings[i] for i in new]
        lines: list[Line] = []
        for finding in findings:
            if (finding.rule.kind == HELD_BACK) == held_back:
                lines += self._line(finding, finding.line, finding.column, finding.message)
        return lines

    def _line(self, finding: Finding, line: int, column: int, message: str) -> list[Line]:
        key = (finding.path, line, column, finding.rule.id)
        if key in self._reported:
            return []
        self._reported.add(key)
        self._counts[finding.severity] += 1
        self._touched.add(finding.path)
        text = f"{finding.path}:{line}:{column}: {finding.severity} {finding.rule.id} {message}"
        return [(finding.severity, _printable(text))]

    def summary(self) -> str:
        """What was found in all, in one line."""
        parts = [_counted(self._counts[severity], severity) for severity in SEVERITIES if self._counts[severity]]
        pages = _counted(len(self._seen), "page")
        if not parts:
            return f"nothing found in {pages}"
        return f"{', '.join(parts)} in {len(self._touched)} of {pages}"

    def failing(self) -> str:
        """Why the build fails, empty when it does not."""
        level = self.project.settings.fail_on
        if level == "never":
            return ""
        counted = SEVERITIES[: SEVERITIES.index(level) + 1]
        number = sum(self._counts[severity] for severity in counted)
        return f"{_counted(number, 'finding')} at or above fail_on: {level}" if number else ""

    def _watched(self) -> list[str]:
        settings = self.project.settings
        named = [*settings.rules, *settings.bibliography, *([settings.baseline] if settings.baseline else [])]
        paths = [self.project.resolve(path) for path in named]
        if self.project.settings_path and self.project.settings_path != self.project.site_path:
            paths.append(self.project.settings_path)
        return [os.path.abspath(path) for path in paths]


def _project(config: Mapping[str, Any], options: Mapping[str, Any]) -> Project:
    """The site as the command line sees it, with the folders that the build really uses."""
    path = shown_path(config["config_file_path"]) if config["config_file_path"] else ""
    folder = os.path.dirname(path)
    settings, source = settings_beside(folder, options, path)
    project = find_project(path) if path else Project()
    return project._replace(
        settings=settings,
        settings_path=source,
        site_path=path,
        root=os.path.dirname(source) if source else folder,
        docs_dir=shown_path(config["docs_dir"]),
    )


def _changes(text: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    """What defaults such as Material's `.meta.yml` say about a page and its own front matter does not."""
    changes: dict[str, Any] = {}
    head = text[:4000]
    for key in FROM_META:
        value = meta.get(key)
        if value is None or f"{key}:" in head:
            continue
        if key == "audience":
            changes["audience"] = "clinician" if str(value).lower().startswith(("clin", "prof")) else "lay"
        else:
            changes["regions"] = tuple(str(item).upper() for item in (value if isinstance(value, list) else [value]))
    return changes


def _counted(number: int, word: str) -> str:
    plural = word if word == "info" else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"


def _printable(text: str) -> str:
    """`text` without control characters, which a log must not send to a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
