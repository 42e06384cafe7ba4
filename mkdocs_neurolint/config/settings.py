"""The settings of a site: one schema for `neurolint.yml` and for the plugin's options in `mkdocs.yml`.

| key | value | default | meaning |
| --- | --- | --- | --- |
| `rules` | list of paths | none | the site's own rule files, or folders of them |
| `select` | list of rules, categories | all stable rules | run these only; naming a preview rule turns it on |
| `ignore` | list of rules, categories | none | do not run these |
| `severity` | rule: `error`, `warning`, `info`, `ignore` | the rule's own | how much a finding weighs |
| `fail_on` | `error`, `warning`, `info`, `never` | `error` | the least severity that fails the run |
| `exclude` | gitignore lines | none | pages to leave out, relative to the docs folder |
| `regions` | list of ISO 3166 country codes | any | where the readers live, the most important first |
| `audience` | `lay`, `clinician` | `lay` | whom the pages address |
| `cite_within` | `sentence`, `paragraph`, `section` | `paragraph` | how near to a claim its source must stand |
| `citation_hosts` | host: tier 1 to 7 | built in | hosts that count as sources, 1 the strongest |
| `bibliography` | list of paths | none | `.bib` files whose keys may be cited |
| `services` | list of services | none | support services beyond the built-in ones |
| `help_pages` | list of paths | none | the site's own pages of helplines, relative to the docs folder |
| `options` | rule: mapping | none | what single rules let a site decide |
| `overrides` | list of mappings | none | what else holds for `paths` (gitignore lines), see below |
| `baseline` | path | none | findings that are known and not reported |
| `today` | ISO date | the real one | the day that expiry dates are compared with |

An override may set `ignore`, `severity`, `regions`, `audience` and `cite_within`; the last one that matches wins.
Paths of files are relative to the file that the settings stand in. Where that file is found is in `discover`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.rules.model import SEVERITIES

FAIL_ON = (*SEVERITIES, "never")
AUDIENCES = ("lay", "clinician")
CITE_WITHIN = ("sentence", "paragraph", "section")

NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}}
LINES = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
REGIONS = {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$", "example": "GB"}}
SEVERITY = {"type": "object", "additionalProperties": {"type": "string", "enum": [*SEVERITIES, "ignore"]}}
OVERRIDABLE: dict[str, Any] = {
    "ignore": NAMES,
    "severity": SEVERITY,
    "regions": REGIONS,
    "audience": {"type": "string", "enum": list(AUDIENCES)},
    "cite_within": {"type": "string", "enum": list(CITE_WITHIN)},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **OVERRIDABLE,
        "rules": NAMES,
        "select": NAMES,
        "fail_on": {"type": "string", "enum": list(FAIL_ON)},
        "exclude": LINES,
        "citation_hosts": {"type": "object", "additionalProperties": {"type": "integer", "enum": [*range(1, 8)]}},
        "bibliography": NAMES,
        "services": {"type": "array", "items": {"type": "object"}},
        "help_pages": NAMES,
        "options": {"type": "object", "additionalProperties": {"type": "object"}},
        "overrides": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["paths"],
                "properties": {"paths": LINES, **OVERRIDABLE},
            },
        },
        "baseline": {"type": "string", "minLength": 1},
        "today": {"type": "string", "minLength": 1},
    },
}


NONE: Mapping[str, Any] = {}  # shared by all defaults, and never changed


class Override(NamedTuple):
    """What else holds for the pages that `paths` (gitignore lines, relative to the docs folder) match."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = NONE
    regions: tuple[str, ...] | None = None
    audience: str | None = None
    cite_within: str | None = None


class Settings(NamedTuple):
    """The settings of the table above, checked. Paths are as written; `discover.Project` resolves them."""

    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = NONE
    fail_on: str = "error"
    exclude: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    audience: str = "lay"
    cite_within: str = "paragraph"
    citation_hosts: Mapping[str, int] = NONE
    bibliography: tuple[str, ...] = ()
    services: tuple[Mapping[str, Any], ...] = ()
    help_pages: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, Any]] = NONE
    overrides: tuple[Override, ...] = ()
    baseline: str = ""
    today: str = ""


class SettingProblem(UserError):
    """A setting that cannot be used; `key_path` says which (`severity.uncited-claim`)."""

    def __init__(self, message: str, key_path: str) -> None:
        super().__init__(f"{key_path}: {message}" if key_path else message)
        self.key_path = key_path


def read_settings(data: Any) -> Settings:
    """The settings in plain `data`. Raises `SettingProblem`; whoever read the data knows file and line."""
    from mkdocs_neurolint.rules.conform import conform

    data = _tidy({} if data is None else data)
    for key_path, message in conform(data, SCHEMA):
        raise SettingProblem(message, key_path)
    _check_regions(data)
    if today := data.get("today"):
        check_date(today, "today")
    values = {key: _frozen(value) for key, value in data.items()}
    values["overrides"] = tuple(Override(**{k: _frozen(v) for k, v in o.items()}) for o in data.get("overrides", ()))
    return Settings(**values)


def _check_regions(data: Mapping[str, Any]) -> None:
    named = [("", data.get("regions", ()))]
    named += [(f"overrides[{i}].", o.get("regions", ())) for i, o in enumerate(data.get("overrides", ()))]
    for before, regions in named:
        for i, code in enumerate(regions):
            from mkdocs_neurolint.resources.countries import problem_of

            if problem := problem_of(code):
                raise SettingProblem(problem, f"{before}regions[{i}]")


def check_date(text: str, key_path: str) -> None:
    """Raises `SettingProblem` unless `text` is a date such as 2027-01-31."""
    from datetime import date

    try:
        date.fromisoformat(text)
    except ValueError:
        raise SettingProblem(f"must be a date such as 2027-01-31, not {text!r}", key_path) from None


def split_lines(value: str | Iterable[str]) -> tuple[str, ...]:
    """Gitignore lines, whether they come as one text or as a list."""
    lines = value.splitlines() if isinstance(value, str) else list(value)
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def _tidy(data: Any) -> Any:
    """`data` as it was meant: YAML takes the country code NO for a boolean and 2027-01-31 for a date object."""
    if not isinstance(data, dict):
        return data
    data = {str(key): value for key, value in data.items() if value is not None}
    if isinstance(data.get("regions"), list):
        data["regions"] = ["NO" if r is False else r.upper() if isinstance(r, str) else r for r in data["regions"]]
    if hasattr(data.get("today"), "isoformat"):
        data["today"] = data["today"].isoformat()
    for key in ("exclude", "paths"):
        if isinstance(data.get(key), str):
            data[key] = list(split_lines(data[key]))
    if isinstance(data.get("overrides"), list):
        data["overrides"] = [_tidy(override) for override in data["overrides"]]
    return data


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def published_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `neurolint.yml`, for editors."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Settings of mkdocs-neurolint"}
    regions = {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}}
    return {**head, **SCHEMA, "properties": {**SCHEMA["properties"], "regions": regions}}
