"""The settings as the checks see them: a `Site`, with bibliographies read and paths resolved."""
# Paths are text here: pathlib is slow to import.
# ruff: noqa: PTH113, PTH118

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.config.settings import SettingProblem
from mkdocs_neurolint.site import Site

OWN_HOST_TIER = 7  # a site is no source for itself


def site_of(project: Project) -> Site:
    """What the checks may know of a site, without the text around its pages. Raises `SettingProblem`."""
    settings = project.settings
    for i, page in enumerate(settings.help_pages):
        folder = project.docs_dir or project.root
        if not os.path.isfile(os.path.join(folder, page)):
            raise SettingProblem(f"there is no page {page!r} in {folder or 'this folder'}", f"help_pages[{i}]")
    return Site(
        regions=settings.regions,
        audience=settings.audience,
        cite_within=settings.cite_within,
        citation_hosts=_citation_hosts(project),
        bibliography=_bibliography(project),
        help_pages=frozenset(settings.help_pages),
        services=_services(project),
        today=settings.today,
        options=_options(project),
    )


def _citation_hosts(project: Project) -> dict[str, int]:
    """The hosts of the settings; the site's own host supports nothing, unless the settings say otherwise."""
    if not project.site_url:
        return dict(project.settings.citation_hosts)
    from urllib.parse import urlsplit

    host = (urlsplit(project.site_url).hostname or "").removeprefix("www.")
    return {**({host: OWN_HOST_TIER} if host else {}), **project.settings.citation_hosts}


def _services(project: Project) -> tuple[Mapping[str, Any], ...]:
    """The site's own support services, each checked."""
    if project.settings.services:
        from mkdocs_neurolint.resources.registry import read_service

        for i, record in enumerate(project.settings.services):
            try:
                read_service(record)
            except ValueError as error:
                raise SettingProblem(str(error), f"services[{i}]") from None
    return project.settings.services


def _options(project: Project) -> dict[str, Mapping[str, Any]]:
    """What single rules let the site decide, with the paths of data files made such that they can be opened."""
    options = dict(project.settings.options)
    for rule, given in options.items():
        if "data" in given:
            path = project.resolve(str(given["data"]))
            if not os.path.isfile(path):
                raise SettingProblem(f"there is no file {given['data']!r}", f"options.{rule}.data")
            options[rule] = {**given, "data": path}
        if given.get("git") is True:
            from mkdocs_neurolint.config.git_dates import git_dates

            options[rule] = {**given, "git_dates": git_dates(project)}
    return options


def _bibliography(project: Project) -> frozenset[str] | None:
    """The keys of all `.bib` files, None when the site has none."""
    if not project.settings.bibliography:
        return None
    from pathlib import Path

    from mkdocs_neurolint.bibliography import read_keys

    keys: set[str] = set()
    for i, name in enumerate(project.settings.bibliography):
        try:
            keys |= read_keys(Path(project.resolve(name)))
        except OSError as error:
            raise SettingProblem(f"{name!r} cannot be read: {error.strerror or error}", f"bibliography[{i}]") from None
    return frozenset(keys)
