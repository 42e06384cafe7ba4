"""The MkDocs plugin `neurolint`: the linter inside `mkdocs build` and `mkdocs serve`.

It turns events into pages and findings into log lines; what is found is the runner's work. This package alone imports
MkDocs. Under ProperDocs the same imports lead to ProperDocs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, Literal

import click
from mkdocs.config.base import ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage

from mkdocs_neurolint.config.files import shown_path
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.plugin.build import Build, SourcePage
from mkdocs_neurolint.plugin.memory import Memory
from mkdocs_neurolint.plugin.options import NeurolintConfig, problems
from mkdocs_neurolint.plugin.project import watched
from mkdocs_neurolint.plugin.tally import Line

log = get_plugin_logger("neurolint")
LAST = -1000  # after every plugin that changes what this one looks at
# Under this name since MkDocs 1.6.
IN_SERVE = getattr(InclusionLevel, "is_in_serve", None) or InclusionLevel.all
LEVELS = {"error": log.error, "warning": log.warning, "info": log.info}


class NeurolintPlugin(BasePlugin[NeurolintConfig]):  # type: ignore[no-untyped-call]  # as in options
    """Reports findings as the site is built; raises one error at the end of a build when `fail_on` asks for it."""

    def __init__(self) -> None:
        self._options: dict[str, Any] = {}  # as the site's author wrote them, without defaults
        self._drafts = False  # whether drafts are built
        self._serving = False
        self._memory: Memory | None = None
        self._build: Build | None = None
        self._depth = 0  # mkdocs-static-i18n builds again inside a build

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """As MkDocs does it, except that an unknown option is an error: a misspelt one would be silently off."""
        # A key without a value is as good as none.
        self._options = options = {name: value for name, value in options.items() if value is not None}
        errors, warnings = super().load_config(options, config_file_path)
        said = {str(name): str(error) for name, error in errors}
        found = problems(options, said, shown_path(config_file_path) if config_file_path else "")
        kept = [warning for warning in warnings if isinstance(warning, str) or warning[0] not in dict(found)]
        return [(name, UserError(message)) for name, message in found], kept

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._drafts = command == "serve"
        # `mkdocs serve --clean` calls itself a build.
        context = click.get_current_context(silent=True)
        self._serving = command == "serve" or (context is not None and context.info_name == "serve")
        self._memory = Memory() if self._serving else None
        self._depth = 0

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self._depth == 0:
            self._build = self._begin(config) if self.config.enabled else None
        return config

    def _begin(self, config: MkDocsConfig) -> Build:
        try:
            build = Build(config, self._options, self._memory)
        except UserError as error:
            raise PluginError("\n".join(f"neurolint: {mistake}" for mistake in error.all)) from None
        if self._serving:
            config.watch.extend(path for path in watched(build.project) if path not in config.watch)
        return build

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self._depth += 1

    def on_build_error(self, *, error: Exception) -> None:
        self._depth = 0
        if self._build is not None:
            self._build.close()

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        # Not in on_files: only now is it settled which pages are built.
        if self._build is not None:
            pages = files.documentation_pages(inclusion=IN_SERVE if self._drafts else InclusionLevel.is_included)
            self._build.read(source for file in pages if (source := _source(file, config)) is not None)
        return nav

    @event_priority(LAST)
    def on_page_markdown(self, markdown: str, /, *, page: SitePage, config: MkDocsConfig, files: Files) -> None:
        if self._build is not None:
            source = _source(page.file, config)
            if source is not None:
                self._report(self._build.on_markdown(source, markdown, page.meta))

    @event_priority(LAST)
    def on_post_page(self, output: str, /, *, page: SitePage, config: MkDocsConfig) -> None:
        if self._build is not None:
            self._report(self._build.on_output(page.file.src_uri, output))

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._depth -= 1
        if self._build is None or self._depth > 0:
            return
        self._build.close()
        log.info(self._build.summary())
        failing = self._build.failing()
        if failing and not self._serving:
            raise PluginError(f"neurolint: {failing}")

    def _report(self, lines: Iterable[Line]) -> None:
        for severity, text in lines:
            LEVELS[severity](text)


def _source(file: File, config: MkDocsConfig) -> SourcePage | None:
    """The page's own file; None for a page that a plugin generates, which has no text for an author to mend."""
    path = file.abs_src_path
    if path is None:
        return None
    if getattr(file, "generated_by", None):
        folder = os.path.dirname(config.config_file_path or config.docs_dir)  # noqa: PTH120 -- text
        if not path.startswith(os.path.join(folder, "")):  # noqa: PTH118
            return None
    return SourcePage(file.src_uri, path)
