"""What is known of a site: where its pages are, what surrounds them, and its settings. `discover` fills it in."""
# Paths are text here, shown as they are opened: pathlib cannot normalise them, and it slows a walk.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from typing import NamedTuple

from mkdocs_neurolint.config.settings import Settings


class Languages(NamedTuple):
    """What mkdocs-static-i18n was told: how files carry their language, and which languages there are."""

    structure: str = ""  # suffix (`page.de.md`) | folder (`de/page.md`) | "" for a site of one language
    default: str = "en"
    others: frozenset[str] = frozenset()

    def of(self, docs_path: str) -> str:
        """The language of the page at `docs_path` (relative to the docs folder)."""
        if self.structure == "folder":
            first = docs_path.partition("/")[0]
            return first if first in self.others else self.default
        if self.structure == "suffix":
            parts = docs_path.rpartition("/")[2].split(".")
            if len(parts) > 2 and parts[-2] in self.others:
                return parts[-2]
        return self.default

    def region_of(self, docs_path: str) -> str:
        """The country in the language of a page: GB for `en-GB`, empty for `en`."""
        tail = self.of(docs_path).replace("_", "-").rpartition("-")[2]
        return tail if len(tail) == 2 and tail.isupper() else ""


class Project(NamedTuple):
    """A site, or a plain folder when every path is empty. Paths can be opened as they are, from the current folder."""

    settings: Settings = Settings()
    settings_path: str = ""  # the file that the settings came from
    site_path: str = ""  # mkdocs.yml, properdocs.yml or zensical.toml
    root: str = ""  # the folder that the settings' paths are relative to
    docs_dir: str = ""
    exclude: tuple[str, ...] = ()  # gitignore lines of the site generator, relative to docs_dir
    drafts: tuple[str, ...] = ()
    custom_dir: str = ""
    copyright: str = ""  # HTML in the footer
    site_url: str = ""
    snippet_paths: tuple[str, ...] = ()
    auto_append: tuple[str, ...] = ()
    languages: Languages = Languages()
    files: tuple[str, ...] = ()  # every configuration file that was read

    def resolve(self, path: str) -> str:
        """A path from the settings as one that can be opened."""
        return os.path.normpath(os.path.join(self.root, path))
