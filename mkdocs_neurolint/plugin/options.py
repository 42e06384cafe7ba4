"""The plugin's options as MkDocs sees them: the settings of `config.settings`, each by an option type of MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as c

from mkdocs_neurolint.config.settings import AUDIENCES, CITE_WITHIN, FAIL_ON, SCHEMA
from mkdocs_neurolint.rules.conform import did_you_mean
from mkdocs_neurolint.rules.model import SEVERITIES


class NeurolintConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """What `config.settings` describes. What MkDocs cannot check, `read_settings` does."""

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


def unknown_options(options: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(name, message) of every option that there is not."""
    known = ["enabled", *SCHEMA["properties"]]
    return [
        (name, f"unknown option {name!r}" + did_you_mean(str(name), known)) for name in options if name not in known
    ]
