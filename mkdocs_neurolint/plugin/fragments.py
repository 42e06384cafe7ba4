"""The files that pages include: each is linted once, and reported where it is included first."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from mkdocs_neurolint.config.files import MARKDOWN, Excluded, Target, docs_path, shown_path
from mkdocs_neurolint.config.surroundings import everywhere
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.runner import Linter, Page, read_bytes

# Other files that are included are samples of code or data.
PROSE = (*MARKDOWN, ".txt")
# What speaks of a whole page: a fragment is none, and what it lacks may stand in the page around it.
WHOLE_PAGE_KINDS = ("requires", "metadata")
WHOLE_PAGE_PROBLEMS = ("undefined-footnote", "unused-footnote", "dangling-number", "undefined-key")


class Fragments:
    """Included files by path. `lint` lints one; `excluded` are pages that the settings leave out."""

    def __init__(self, linter: Linter, excluded: Excluded, lint: Callable[[bytes, Target], Page]) -> None:
        self._project = linter.project
        self._excluded = excluded
        self._lint = lint
        self._pages: dict[str, Page] = {}
        self._texts: dict[str, str] = {}
        self._left_out: set[str] = set()
        self._appended: list[str] = []
        if self._project.auto_append:
            self._appended = [path for path, _, _ in everywhere(self._project).files if path.endswith(PROSE)]

    def leave_out(self, paths: Iterable[str]) -> None:
        """Names files that are pages of their own and reported as such."""
        self._left_out.update(map(os.path.realpath, paths))

    def read(self, page: Page) -> None:
        """Lints what `page` includes, unless that has been done."""
        for path in self._paths(page):
            if path not in self._pages:
                self._read(path)

    def _paths(self, page: Page) -> Iterator[str]:
        yield from (path for path, _, _ in page.files)
        yield from self._appended

    def _read(self, path: str) -> None:
        shown = shown_path(path)
        target = Target(shown, docs_path(shown, self._project))
        self._pages[path] = Page(shown, (), ())
        try:
            data = read_bytes(path)
        except OSError:
            return  # whoever includes it reports that
        self._texts[path] = data.decode("utf-8", "replace")
        if os.path.realpath(path) in self._left_out or self._excluded(target.docs_path):
            return
        if path.endswith(PROSE):
            self._pages[path] = _without_page_rules(self._lint(data, target))

    def pages(self, page: Page) -> list[Page]:
        """What was found in the files that `page` includes."""
        return [self._pages[path] for path in self._paths(page) if path in self._pages]

    def texts(self, page: Page) -> Iterator[str]:
        """The texts of the files that `page` includes."""
        return (self._texts[path] for path in self._paths(page) if path in self._texts)


def _without_page_rules(page: Page) -> Page:
    kept = [i for i, finding in enumerate(page.findings) if not _speaks_of_whole_page(finding)]
    findings, digests = (page.findings[i] for i in kept), (page.digests[i] for i in kept)
    return page._replace(findings=tuple(findings), digests=tuple(digests))


def _speaks_of_whole_page(finding: Finding) -> bool:
    rule = finding.rule
    return rule.kind in WHOLE_PAGE_KINDS or (
        rule.kind == "reference" and rule.data.get("problem") in WHOLE_PAGE_PROBLEMS
    )
