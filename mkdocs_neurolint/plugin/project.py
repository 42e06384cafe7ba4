"""The site as the command line sees it, with the options and folders that the build really uses."""

# Paths are text here, shown as they are opened: pathlib cannot normalise them.
# ruff: noqa: PTH100, PTH120

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from mkdocs_neurolint.config.discover import at_setting, find_project, settings_beside
from mkdocs_neurolint.config.files import shown_path
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.config.settings import SettingProblem


def project_of(config: Mapping[str, Any], options: Mapping[str, Any]) -> Project:
    """The project of MkDocs' `config`, the plugin's `options` as written. Raises `UserError` with its place."""
    path = shown_path(config["config_file_path"]) if config["config_file_path"] else ""
    folder = os.path.dirname(path)
    project = find_project(path) if path else Project()
    try:
        settings, source = settings_beside(folder, options, path)
    except SettingProblem as problem:
        raise at_setting(project._replace(settings_path=path), problem) from None
    return project._replace(
        settings=settings,
        settings_path=source,
        site_path=path,
        root=os.path.dirname(source) if source else folder,
        docs_dir=shown_path(config["docs_dir"]),
    )


def watched(project: Project) -> list[str]:
    """The files beyond the pages on which findings depend, as absolute paths: `mkdocs serve` rebuilds for them."""
    settings = project.settings
    named = [*settings.rules, *settings.bibliography, *([settings.baseline] if settings.baseline else [])]
    paths = [project.resolve(path) for path in named]
    if project.settings_path and project.settings_path != project.site_path:
        paths.append(project.settings_path)
    return [os.path.abspath(path) for path in paths]
