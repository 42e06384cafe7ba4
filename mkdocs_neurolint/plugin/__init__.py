"""The MkDocs plugin `neurolint`: the linter inside `mkdocs build` and `mkdocs serve`.

It turns events into pages and findings into log lines; what is found is the runner's work. This package alone imports
MkDocs. Under ProperDocs the same imports lead to ProperDocs.
"""

from __future__ import annotations

from typing import Any, Literal

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as SitePage

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.plugin.build import Build, SourcePage
from mkdocs_neurolint.plugin.options import NeurolintConfig, unknown_options

log = get_plugin_logger("neurolint")
LAST = -1000  # after every plugin that changes the text of a page
LEVELS = {"error": log.error, "warning": log.warning, "info": log.info}


class NeurolintPlugin(BasePlugin[NeurolintConfig]):  # type: ignore[no-untyped-call]  # as above
    """Reports findings as the site is built; raises one error at the end of a build when `fail_on` asks for it."""

    def __init__(self) -> None:
        self._command = "build"
        self._build: Build | None = None
        self._site_config: MkDocsConfig | None = None
        self._depth = 0  # mkdocs-static-i18n builds again inside a build

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """As MkDocs does it, except that an unknown option is an error: a misspelt one would be silently off."""
        errors, warnings = super().load_config(options, config_file_path)
        unknown = unknown_options(options)
        kept = [warning for warning in warnings if warning[0] not in options or warning[0] not in dict(unknown)]
        errors.extend((name, UserError(message)) for name, message in unknown)
        return errors, kept

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self._site_config is not config:
            self._site_config = config
            self._depth = 0
            try:
                self._build = Build(config, _given(self.config))
            except UserError as error:
                raise PluginError(f"neurolint: {error}") from None
        if self._command == "serve" and self._build is not None:
            config.watch.extend(path for path in self._build.watched if path not in config.watch)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self._depth += 1

    @event_priority(-100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        if self._build is not None:
            self._build.read(_sources(files))
        return files

    @event_priority(LAST)
    def on_page_markdown(self, markdown: str, /, *, page: SitePage, config: MkDocsConfig, files: Files) -> None:
        if self._build is not None:
            self._report(self._build.on_markdown(page.file.src_uri, markdown, page.meta))

    @event_priority(LAST)
    def on_post_page(self, output: str, /, *, page: SitePage, config: MkDocsConfig) -> None:
        if self._build is not None:
            self._report(self._build.on_output(page.file.src_uri, output))

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._depth -= 1
        if self._build is None or self._depth > 0:
            return
        summary = self._build.summary()
        if summary:
            log.info(summary)
        failing = self._build.failing()
        if failing and self._command != "serve":
            raise PluginError(f"neurolint: {failing}")

    def _report(self, lines: list[tuple[str, str]]) -> None:
        for severity, line in lines:
            LEVELS[severity](line)


def _given(config: Config) -> dict[str, Any]:
    """The options that the site's author wrote, without defaults."""
    return dict(config.user_configs[-1]) if config.user_configs else {}


def _sources(files: Files) -> list[SourcePage]:
    """The pages with source files of the author's own; generated ones have none to mend."""
    return [
        SourcePage(file.src_uri, file.abs_src_path)
        for file in files.documentation_pages()
        if file.abs_src_path is not None and not getattr(file, "generated_by", None)
    ]
