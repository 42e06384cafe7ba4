"""The settings as the checks see them: a `Site`, with bibliographies read and paths resolved."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.config.settings import SettingProblem
from mkdocs_neurolint.site import Site

ENTRY = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(]\s*([^\s,{}()\"#%]+)\s*,", re.MULTILINE)
NOT_ENTRIES = ("comment", "string", "preamble")


def site_of(project: Project) -> Site:
    """What the checks may know of a site, without the text around its pages. Raises `SettingProblem`."""
    settings = project.settings
    for i, page in enumerate(settings.help_pages):
        folder = project.docs_dir or project.root
        if not Path(folder, page).is_file():
            raise SettingProblem(f"there is no page {page!r} in {folder or 'this folder'}", f"help_pages[{i}]")
    return Site(
        regions=settings.regions,
        audience=settings.audience,
        cite_within=settings.cite_within,
        citation_hosts=dict(settings.citation_hosts),
        bibliography=_bibliography(project),
        help_pages=frozenset(settings.help_pages),
        services=settings.services,
        today=settings.today,
        options=dict(settings.options),
    )


def _bibliography(project: Project) -> frozenset[str] | None:
    """The keys of all `.bib` files, None when the site has none."""
    if not project.settings.bibliography:
        return None
    keys: set[str] = set()
    for i, name in enumerate(project.settings.bibliography):
        try:
            text = Path(project.resolve(name)).read_text(encoding="utf-8-sig", errors="replace")
        except OSError as error:
            raise SettingProblem(f"{name!r} cannot be read: {error.strerror or error}", f"bibliography[{i}]") from None
        keys.update(found[2] for found in ENTRY.finditer(text) if found[1].lower() not in NOT_ENTRIES)
    return frozenset(keys)
