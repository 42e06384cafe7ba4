"""Finds and reads the configuration of a site: `mkdocs.yml` and its kin, and our settings in it or in `neurolint.yml`.

Nothing here runs code from a configuration file or needs MkDocs. A mistake is a `UserError` with its place.
"""
# Paths are text here, shown as they are opened: pathlib cannot normalise them, and it slows a walk.
# ruff: noqa: PTH110, PTH112, PTH113, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mkdocs_neurolint.config.project import Languages, Project
from mkdocs_neurolint.config.settings import SettingProblem, Settings, read_settings, split_lines
from mkdocs_neurolint.errors import UserError

if TYPE_CHECKING:
    from mkdocs_neurolint.config.site_toml import TomlFile
    from mkdocs_neurolint.config.site_yaml import SiteFile

    # Both have path, data, paths (of every file read), environ (the variables that they name) and error().
    ConfigFile = SiteFile | TomlFile

SITE_FILES = ("properdocs.yml", "mkdocs.yml", "mkdocs.yaml", "zensical.toml")
SETTINGS_FILES = ("neurolint.yml", "neurolint.yaml")
PLUGIN = "neurolint"
# Keys of the plugin's options that are not settings: MkDocs itself acts on `enabled`.
PLUGIN_ONLY = ("enabled",)
SITE_KEYS = ("site_name", "plugins", "docs_dir", "theme", "nav", "INHERIT", "markdown_extensions")
Keys = Sequence[str | int]


def find_project(config: str = "", folder: str = "") -> Project:
    """The site whose configuration is the file `config`, or lies in `folder` (default: the current one).

    An empty `Project` when there is none. Raises `UserError` when a file is missing or wrong.
    """
    if config:
        if not os.path.isfile(config):
            raise UserError("no such file" if not os.path.exists(config) else "is not a file", config)
        folder = os.path.dirname(config)
        if _holds_settings(config):
            return _read(_first(folder, SITE_FILES), config)
        return _read(config, _first(folder, SETTINGS_FILES))
    return _read(_first(folder, SITE_FILES), _first(folder, SETTINGS_FILES))


def settings_beside(folder: str, plugin_options: Mapping[str, Any], site_path: str) -> tuple[Settings, str]:
    """The settings of a site and the file they stand in: the plugin's options, or `neurolint.yml` in `folder`.

    Raises `UserError` when both say something, or when one is wrong.
    """
    options = {key: value for key, value in plugin_options.items() if key not in PLUGIN_ONLY and value is not None}
    settings_path = _first(folder, SETTINGS_FILES)
    if settings_path and options:
        raise UserError(f"settings stand here and in {settings_path}; keep them in one place", site_path)
    if settings_path:
        return _read_settings_file(settings_path), settings_path
    return read_settings(options), site_path


def _first(folder: str, names: Sequence[str]) -> str:
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    return ""


def _holds_settings(path: str) -> bool:
    """Whether a file named by the user holds our settings alone, rather than the configuration of a site."""
    name = os.path.basename(path)
    if name in SITE_FILES or name.endswith(".toml"):
        return False
    if name in SETTINGS_FILES:
        return True
    from mkdocs_neurolint.config.site_yaml import SiteFile

    return not any(key in SiteFile(path).data for key in SITE_KEYS)


def _read(site_path: str, settings_path: str) -> Project:
    if not site_path and not settings_path:
        return Project()
    from mkdocs_neurolint.config.remembered import recall, remember

    known = recall(site_path, settings_path)
    if known is not None:
        return known
    site = _open_site(site_path) if site_path else None
    project = _assemble(site, site_path, settings_path)
    remember(site_path, settings_path, project, site.environ if site else {})
    return project


def _assemble(site: ConfigFile | None, site_path: str, settings_path: str) -> Project:
    keys, options = _plugin_options(site) if site else ([], {})
    if site and options and settings_path:
        raise site.error(keys, f"settings stand here and in {settings_path}; keep them in one place")
    settings, source = Settings(), ""
    if settings_path:
        settings, source = _read_settings_file(settings_path), settings_path
    elif site and options:
        settings, source = _checked(options, site, keys), site_path
    if site is None:
        root = os.path.dirname(settings_path)
        return Project(settings, source, root=root, files=(settings_path,))
    files = (*site.paths, *((settings_path,) if settings_path else ()))
    return _project(site, settings, source, os.path.dirname(settings_path or site_path), files)


def _open_site(path: str) -> ConfigFile:
    if path.endswith(".toml"):
        from mkdocs_neurolint.config.site_toml import TomlFile

        return TomlFile(path)
    from mkdocs_neurolint.config.site_yaml import SiteFile

    return SiteFile(path)


def _read_settings_file(path: str) -> Settings:
    from pathlib import Path

    from mkdocs_neurolint.rules.strict import read_source

    source = read_source(Path(path), path)
    if source.data is not None and not isinstance(source.data, dict):
        raise source.error("", "must be a mapping of settings")
    try:
        return read_settings(source.data)
    except SettingProblem as problem:
        raise source.error(problem.key_path, problem.message) from None


def _checked(options: dict[str, Any], site: ConfigFile, keys: Keys) -> Settings:
    try:
        return read_settings(options)
    except SettingProblem as problem:
        raise site.error([*keys, *split_keys(problem.key_path)], f"neurolint: {problem.message}") from None


def split_keys(key_path: str) -> list[str | int]:
    """`overrides[0].paths` as `["overrides", 0, "paths"]`."""
    parts = key_path.replace("]", "").replace("[", ".").split(".")
    return [int(part) if part.isdecimal() else part for part in parts if part]


def _entries(value: Any) -> list[tuple[str, Any, Keys]]:
    """(name, options, keys from here) of a list or mapping of plugins or Markdown extensions."""
    if isinstance(value, dict):
        return [(str(name), options, [str(name)]) for name, options in value.items()]
    entries: list[tuple[str, Any, Keys]] = []
    for i, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            entries += [(str(name), options, [i, str(name)]) for name, options in item.items()]
        else:
            entries.append((str(item), None, [i]))
    return entries


def _plugin_options(site: ConfigFile) -> tuple[Keys, dict[str, Any]]:
    """Where our settings stand in the site's file, and what they are."""
    for name, options, keys in _entries(site.data.get("plugins")):
        if name == PLUGIN and options is not None:
            if not isinstance(options, dict):
                raise site.error(["plugins", *keys], "the options of neurolint must be a mapping")
            return ["plugins", *keys], {k: v for k, v in options.items() if k not in PLUGIN_ONLY}
    return [], {}


def _text(data: Any, key: str, default: str = "") -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else default


def _lines(data: dict[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    return split_lines(value) if isinstance(value, str) else ()


def _project(site: ConfigFile, settings: Settings, source: str, root: str, files: tuple[str, ...]) -> Project:
    data = site.data
    base = os.path.dirname(site.path)
    docs_dir = os.path.normpath(os.path.join(base, _text(data, "docs_dir", "docs")))
    custom_dir = _text(data.get("theme"), "custom_dir")
    paths, auto_append = _snippets(data, base, docs_dir)
    return Project(
        settings=settings,
        settings_path=source,
        site_path=site.path,
        root=root,
        docs_dir=docs_dir,
        exclude=_lines(data, "exclude_docs"),
        drafts=_lines(data, "draft_docs"),
        custom_dir=os.path.normpath(os.path.join(base, custom_dir)) if custom_dir else "",
        copyright=_text(data, "copyright"),
        site_url=_text(data, "site_url"),
        snippet_paths=paths,
        auto_append=auto_append,
        languages=_languages(data),
        files=files,
    )


def _snippets(data: dict[str, Any], base: str, docs_dir: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where pymdownx.snippets looks for files, and the files that it appends to every page."""
    for name, options, _ in _entries(data.get("markdown_extensions")):
        if name in ("pymdownx.snippets", "pymdownx.extra.snippets"):
            options = options if isinstance(options, dict) else {}
            places = options.get("base_path", ["."])
            places = places if isinstance(places, list) else [places]
            append = options.get("auto_append")
            append = append if isinstance(append, list) else []
            paths = [_snippet_path(place, base, docs_dir) for place in places if isinstance(place, str)]
            return tuple(paths), tuple(item for item in append if isinstance(item, str))
    return (), ()


def _snippet_path(place: str, base: str, docs_dir: str) -> str:
    """A base path as one that can be opened, `!relative $docs_dir/…` and `!relative $config_dir/…` included."""
    for prefix, folder in (("$docs_dir", docs_dir), ("$config_dir", base)):
        if place == prefix or place.startswith(prefix + "/"):
            return os.path.normpath(os.path.join(folder, place[len(prefix) + 1 :]))
    return os.path.normpath(os.path.join(base, place))


def _languages(data: dict[str, Any]) -> Languages:
    for name, options, _ in _entries(data.get("plugins")):
        if name == "i18n" and isinstance(options, dict):
            listed = [x for x in options.get("languages") or () if isinstance(x, dict) and _text(x, "locale")]
            default = next((x["locale"] for x in listed if x.get("default")), "en")
            others = frozenset(x["locale"] for x in listed) - {default}
            structure = _text(options, "docs_structure", "suffix")
            return Languages(structure if structure in ("suffix", "folder") else "suffix", default, others)
    return Languages()


def at_setting(project: Project, problem: SettingProblem) -> UserError:
    """`problem` with the file, line and column of the setting, found by reading the file once more."""
    path = project.settings_path
    if not path:
        return problem
    if path == project.site_path:
        site = _open_site(path)
        keys, _ = _plugin_options(site)
        return site.error([*keys, *split_keys(problem.key_path)], f"neurolint: {problem.message}")
    from pathlib import Path

    from mkdocs_neurolint.rules.strict import read_source

    return read_source(Path(path), path).error(problem.key_path, problem.message)


def check_docs_dir(project: Project) -> None:
    """Raises `UserError`, at the key in the site's file, when the docs folder is not there or is none."""
    if not os.path.isdir(project.docs_dir):
        shown = os.path.relpath(project.docs_dir, os.path.dirname(project.site_path) or ".")
        problem = f"{shown!r} is no folder" if os.path.exists(project.docs_dir) else f"there is no folder {shown!r}"
        raise _open_site(project.site_path).error(["docs_dir"], f"docs_dir: {problem}")
