"""The pages of a run: folders are walked as the site generator walks them, named files are taken as they are."""
# Paths are text here, shown as they are opened: pathlib cannot normalise them, and it slows a walk.
# ruff: noqa: PTH100, PTH109, PTH110, PTH112, PTH116, PTH117

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mkdocs_neurolint.config.gitignore import gitignore
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.errors import UserError

MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__"})
# What MkDocs leaves out before it looks at exclude_docs; names with a leading dot are never walked here.
MKDOCS_DEFAULTS = (".*", "/templates/")
LINTED_LANGUAGE = "en"


class Target(NamedTuple):
    """A page to lint: `path` as it is opened and shown, `docs_path` relative to the docs folder (`a/b.md`)."""

    path: str
    docs_path: str


Excluded = Callable[[str], bool]


def collect(paths: Sequence[str], project: Project, force_exclude: bool = False) -> list[Target]:
    """Every page below `paths`, once, in the order of their paths. Raises `UserError` for a path that is not there."""
    excluded = exclusions(project)
    targets: dict[str, Target] = {}
    for given in paths:
        path = shown_path(given)
        if os.path.isdir(path):
            found = _walk(path, docs_path(path, project), project, excluded)
        elif os.path.lexists(path):
            target = Target(path, docs_path(path, project))
            found = iter(() if force_exclude and excluded(target.docs_path) else (target,))
        else:
            raise UserError("no such file or folder", given)
        for target in found:
            targets.setdefault(target.path, target)
    return sorted(targets.values())


def shown_path(path: str) -> str:
    """`path` relative to the current folder if it lies below it, else as given; with slashes either way."""
    path = os.path.normpath(path)
    if os.path.isabs(path):
        here = os.getcwd()
        if path == here:
            path = "."
        elif path.startswith(here.rstrip(os.sep) + os.sep):
            path = path[len(here.rstrip(os.sep)) + 1 :]
    return path.replace(os.sep, "/")


def docs_path(path: str, project: Project) -> str:
    """`path` relative to the docs folder if it lies below it, else to the site's folder, else as it is."""
    whole = os.path.abspath(path)
    for folder in (project.docs_dir, project.root or (project.settings_path and ".")):
        if folder:
            base = os.path.abspath(folder)
            if whole == base:
                return ""
            if whole.startswith(base.rstrip(os.sep) + os.sep):
                return whole[len(base.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
    return "" if path == "." else path.replace(os.sep, "/")


def exclusions(project: Project) -> Excluded:
    """Whether a page, by its `docs_path`, is left out: by the site generator, by our settings or by its language."""
    tests: list[Excluded] = []
    defaults = MKDOCS_DEFAULTS if project.site_path and project.exclude else ()
    for lines in ((*defaults, *project.exclude), project.drafts, project.settings.exclude):
        if lines:
            tests.append(gitignore(lines))
    if project.site_path and not project.exclude:
        tests.append(lambda path: path.startswith("templates/"))
    if project.languages.structure:
        tests.append(lambda path: not project.languages.of(path).startswith(LINTED_LANGUAGE))
    return lambda path: any(test(path) for test in tests)


def _walk(
    folder: str, docs_folder: str, project: Project, excluded: Excluded, above: tuple[tuple[int, int], ...] = ()
) -> Iterator[Target]:
    """The pages below `folder`. Links to folders are followed, but never into a folder that is being walked."""
    try:
        stat = os.stat(folder)
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror}", folder) from None
    identity = (stat.st_dev, stat.st_ino)
    if identity in above:
        return
    names = {entry.name for entry in entries}
    if "pyvenv.cfg" in names and above:
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name in SKIPPED_FOLDERS:
            continue
        path = name if folder == "." else f"{folder.rstrip('/')}/{name}"
        page = f"{docs_folder}/{name}" if docs_folder else name
        if _is_folder(entry):
            yield from _walk(path, page, project, excluded, (*above, identity))
        elif name.endswith(MARKDOWN) and _is_there(entry) and not excluded(page):
            # MkDocs shows only one of the two as the index of a folder.
            if name == "README.md" and "index.md" in names and project.site_path:
                continue
            yield Target(path, page)


def _is_there(entry: os.DirEntry[str]) -> bool:
    """Whether `entry` leads to something; a pipe or a device is reported when it is read."""
    try:
        return entry.is_file() or os.path.exists(entry.path)
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether `entry` is a folder or leads to one; a link that leads back to itself does not."""
    try:
        return entry.is_dir()
    except OSError:
        return False
