"""The plugin's options as MkDocs sees them: the settings of `config.settings`, each by an option type of MkDocs.

What is wrong is said with the line of `mkdocs.yml` on which it stands, which MkDocs itself does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as c

from mkdocs_neurolint.config.discover import PLUGIN_ONLY, at_setting
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.config.settings import AUDIENCES, CITE_WITHIN, FAIL_ON, SCHEMA, SettingProblem, read_settings
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.rules.conform import did_you_mean
from mkdocs_neurolint.rules.model import SEVERITIES


class NeurolintConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """What `config.settings` describes. What MkDocs cannot check, `read_settings` does."""

    # MkDocs 1.6 has such an option for every plugin, 1.5 has not.
    enabled = c.Type(bool, default=True)
    rules = c.ListOfItems(c.Type(str), default=[])
    select = c.ListOfItems(c.Type(str), default=[])
    ignore = c.ListOfItems(c.Type(str), default=[])
    severity = c.DictOfItems(c.Choice((*SEVERITIES, "ignore")), default={})
    fail_on = c.Choice(FAIL_ON, default="error")
    exclude = c.Optional(c.Type((str, list)))
    regions = c.Optional(c.Type(list))
    audience = c.Choice(AUDIENCES, default="lay")
    cite_within = c.Choice(CITE_WITHIN, default="paragraph")
    citation_hosts = c.DictOfItems(c.Type(int), default={})
    bibliography = c.ListOfItems(c.Type(str), default=[])
    services = c.ListOfItems(c.Type(dict), default=[])
    help_pages = c.ListOfItems(c.Type(str), default=[])
    options = c.DictOfItems(c.Type(dict), default={})
    overrides = c.ListOfItems(c.Type(dict), default=[])
    baseline = c.Optional(c.Type(str))
    today = c.Optional(c.Type(object))


def problems(options: Mapping[str, Any], found: Mapping[str, str], path: str) -> list[tuple[str, str]]:
    """(option, message) for all that is wrong with the options written in the file `path`.

    `found` is what MkDocs says, by option; our own words take its place, for they name the key and what fits.
    """
    said = {name: SettingProblem(message, "") for name, message in found.items()}
    keys = dict.fromkeys(said, "")
    known = [*PLUGIN_ONLY, *SCHEMA["properties"]]
    for name in options:
        if name not in known:
            said[name] = SettingProblem(f"unknown option {name!r}{did_you_mean(str(name), known)}", "")
            keys[name] = str(name)
    try:
        read_settings({name: value for name, value in options.items() if name in known and name not in PLUGIN_ONLY})
    except SettingProblem as problem:
        name = problem.key_path.partition(".")[0].partition("[")[0]
        said[name], keys[name] = problem, problem.key_path
    return [(name, _placed(problem.message, keys[name] or name, path)) for name, problem in said.items()]


def _placed(message: str, key_path: str, path: str) -> str:
    """`message` with the place of the option in front of it, if the file can tell."""
    if not path or not Path(path).is_file():
        return message
    try:
        place = at_setting(Project(settings_path=path, site_path=path), SettingProblem(message, key_path))
    except UserError:
        return message  # MkDocs has read the file; that we cannot is reported when the build begins
    place.message = message
    return str(place)
