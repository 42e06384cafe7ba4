"""The project of an unchanged configuration, without reading YAML again: that takes as long as the rest of a start.

One small file in the user's cache folder for each site. Losing it costs time, nothing else.
"""
# Paths are text here, as they are opened.
# ruff: noqa: PTH100, PTH116, PTH118, PTH123

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

from mkdocs_neurolint.config.project import Languages, Project
from mkdocs_neurolint.config.settings import Override, Settings
from mkdocs_neurolint.kept_lines import cache_folder, write_atomically
from mkdocs_neurolint.rules.files import PACKAGE
from mkdocs_neurolint.version import VERSION

# A file that was written this shortly ago may change again within the same tick of its clock.
RACY_NS = 2_000_000_000
SOURCES = (
    "config/discover.py",
    "config/project.py",
    "config/settings.py",
    "config/site_yaml.py",
    "config/site_toml.py",
)


def recall(site_path: str, settings_path: str) -> Project | None:
    """The project that these files gave, if neither they nor the variables that they name have changed."""
    try:
        with open(_place(site_path, settings_path), "rb") as file:
            known = json.loads(file.read())
        if known["key"] != _key(site_path, settings_path):
            return None
        if any(os.environ.get(name) != value for name, value in known["environ"].items()):
            return None
        for path, mtime_ns, size in known["files"]:
            stat = os.stat(path)
            if (stat.st_mtime_ns, stat.st_size) != (mtime_ns, size):
                return None
        return _project(known["project"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def remember(site_path: str, settings_path: str, project: Project, environ: Mapping[str, str | None]) -> None:
    """Keeps `project`, which was read from its `files` and from the variables `environ`."""
    files: list[Sequence[Any]] = []
    try:
        for path in project.files:
            stat = os.stat(path)
            if time.time_ns() - stat.st_mtime_ns < RACY_NS:
                return
            files.append((path, stat.st_mtime_ns, stat.st_size))
        record = {"key": _key(site_path, settings_path), "environ": dict(environ), "files": files}
        settings = {**project.settings._asdict(), "overrides": [o._asdict() for o in project.settings.overrides]}
        languages = {**project.languages._asdict(), "others": sorted(project.languages.others)}
        record["project"] = {**project._asdict(), "settings": settings, "languages": languages}
        text = json.dumps(record)
    except (OSError, TypeError, ValueError, RecursionError):
        # Data that JSON cannot hold, such as a date in a service, is read anew each time.
        return
    write_atomically(_place(site_path, settings_path), text.encode())


def _place(site_path: str, settings_path: str) -> str:
    paths = f"{os.path.abspath(site_path)}\n{os.path.abspath(settings_path)}"
    return f"{cache_folder()}/config-{crc32(paths.encode('utf-8', 'surrogateescape')):08x}.json"


def _key(site_path: str, settings_path: str) -> list[Any]:
    """What else the project depends on. Paths in it are relative to the current folder."""
    program = [os.stat(os.path.join(PACKAGE, source)).st_mtime_ns for source in SOURCES]
    return [VERSION, program, os.getcwd(), site_path, settings_path]  # noqa: PTH109 -- text


def _project(data: dict[str, Any]) -> Project:
    settings = data["settings"]
    overrides = tuple(Override(**_frozen(override)) for override in settings["overrides"])
    languages = data["languages"]
    return Project(
        **_frozen(data)
        | {
            "settings": Settings(**_frozen(settings) | {"overrides": overrides}),
            "languages": Languages(**languages | {"others": frozenset(languages["others"])}),
        }
    )


def _frozen(data: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
