"""What readers see around a page, as far as files can tell: snippets, includes, theme overrides, the footer text.

It is for rules that ask whether a page lacks something, such as a helpline. What macros and other plugins make at
build time is known to the build alone.
"""
# Paths are text here, shown as they are opened: pathlib cannot normalise them.
# ruff: noqa: PTH112, PTH113, PTH116, PTH118, PTH119, PTH120, PTH123, PTH207, PTH208

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.regexes import lazy

if TYPE_CHECKING:
    # The reader is slow to import, and a run without changed pages does not need it.
    from mkdocs_neurolint.document.model import Document

MAX_DEPTH = 8
MAX_SIZE = 2_000_000
# The templates of an overrides folder that every page goes through; others are for single pages.
EVERYWHERE = ("main.html", "base.html")
TEMPLATE = lazy(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# `{{ 'get-help/' | url }}`: an address that a theme only makes relative.
WRITTEN_OUT = lazy(r"\{\{-?\s*(?:'([^'\"{}]*)'|\"([^'\"{}]*)\")\s*(?:\|\s*url\s*)?-?\}\}")
SNIPPET = lazy(r"^[ \t]*-+8<-+[ \t]+[\"']([^\"'\n]+)[\"']", re.MULTILINE)
SNIPPET_BLOCK = lazy(r"^[ \t]*-+8<-+[ \t]*\n(.*?)^[ \t]*-+8<-+[ \t]*$", re.MULTILINE | re.DOTALL)
INCLUDE = lazy(r"\{%-?\s*include(?:-markdown)?\s+[\"']([^\"']+)[\"']")
LINES_AT = lazy(r"^(.*?)((?::-?\d*){1,2}(?:,-?\d*:-?\d*)*|:[A-Za-z][-\w]*)?$")
URL = lazy(r"[a-zA-Z]+://")


class Stamp(NamedTuple):
    """A file that was read, and what tells whether it has changed since."""

    path: str
    mtime_ns: int
    size: int


class Around(NamedTuple):
    """Text around a page, and the files that it came from."""

    text: str
    files: tuple[Stamp, ...]


NOTHING = Around("", ())


def everywhere(project: Project) -> Around:
    """The text around every page: theme overrides, the copyright line, files that snippets append."""
    texts = [html_text(project.copyright)] if project.copyright else []
    stamps: list[Stamp] = []
    for path in _templates(project.custom_dir):
        text, stamp = _read(path)
        texts.append(html_text(text))
        stamps += stamp
    for name in project.auto_append:
        appended = _snippet(name, project, 0)
        texts.append(appended.text)
        stamps += appended.files
    return Around("\n\n".join(text for text in texts if text.strip()), tuple(stamps))


def included(document: Document, path: str, project: Project) -> Around:
    """The text that the page at `path` brings in with snippets and includes, followed to a depth of eight."""
    if not document.includes:
        return NOTHING
    # What the reader took for an include: one in code is shown as code.
    asked = "\n".join(document.text[include.start : include.end] for include in document.includes)
    return _join(_included(asked, path, project, 0))


def _included(text: str, path: str, project: Project, depth: int) -> Iterator[Around]:
    if depth >= MAX_DEPTH:
        return
    for found in SNIPPET.finditer(text):
        yield _snippet(found[1], project, depth)
    for block in SNIPPET_BLOCK.finditer(text):
        for line in block[1].splitlines():
            if line.strip() and not line.lstrip().startswith(";"):
                yield _snippet(line.strip(), project, depth)
    for found in INCLUDE.finditer(text):
        for target in _include_paths(found[1], path, project):
            yield _file(target, project, depth)


def _snippet(name: str, project: Project, depth: int) -> Around:
    """A snippet by the name that a page gives it. Of `file.md:2:5` or `file.md:part` the whole file is taken."""
    found = LINES_AT.match(name)
    name = (found[1] if found else name).strip()
    if not name or URL.match(name):
        return NOTHING
    for base in project.snippet_paths or (os.path.dirname(project.site_path),):
        path = base if os.path.isfile(base) and os.path.basename(base) == name else os.path.join(base, name)
        if os.path.isfile(path):
            return _file(os.path.normpath(path), project, depth)
    return NOTHING


def _include_paths(name: str, page: str, project: Project) -> list[str]:
    if URL.match(name):
        return []
    bases = [project.docs_dir] if name.startswith("/") else [os.path.dirname(page), project.docs_dir]
    for base in bases:
        path = os.path.normpath(os.path.join(base, name.lstrip("/")))
        if any(char in name for char in "*?["):
            from glob import glob

            found = sorted(match for match in glob(path, recursive=True) if os.path.isfile(match))
        else:
            found = [path] if os.path.isfile(path) else []
        if found:
            return found
    return []


def _file(path: str, project: Project, depth: int) -> Around:
    text, stamp = _read(path)
    return _join(iter((Around(text, stamp), *_included(text, path, project, depth + 1))))


def _join(parts: Iterator[Around]) -> Around:
    texts: list[str] = []
    stamps: dict[Stamp, None] = {}
    for part in parts:
        texts.append(part.text)
        stamps.update(dict.fromkeys(part.files))
    return Around("\n\n".join(texts), tuple(stamps))


def _templates(folder: str) -> Iterator[str]:
    if not folder or not os.path.isdir(folder):
        return
    for name in EVERYWHERE:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            yield path
    partials = os.path.join(folder, "partials")
    for name in sorted(os.listdir(partials)) if os.path.isdir(partials) else ():
        if name.endswith(".html"):
            yield os.path.join(partials, name)


def _read(path: str) -> tuple[str, tuple[Stamp, ...]]:
    """The text of a file and its stamp; empty text when it cannot be read, for then the build reports it."""
    try:
        stat = os.stat(path)
        if stat.st_size > MAX_SIZE:
            return "", (Stamp(path, stat.st_mtime_ns, stat.st_size),)
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return "", ()
    return text, (Stamp(path, stat.st_mtime_ns, stat.st_size),)


def html_text(html: str) -> str:
    """The words of a template or a piece of HTML that readers see, with the target of each link before its words."""
    from mkdocs_neurolint.visible import visible_text

    written = WRITTEN_OUT.sub(lambda found: found[1] or found[2] or "", html)
    return visible_text(TEMPLATE.sub(" ", written))
