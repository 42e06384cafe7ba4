"""What a build says about a page and its own front matter does not, such as the `.meta.yml` of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mkdocs_neurolint.checks.page_fields import names_in, same_key
from mkdocs_neurolint.checks.requires import CLINICIAN
from mkdocs_neurolint.document.frontmatter import find_front_matter
from mkdocs_neurolint.findings import Finding

OURS = "neurolint"
REGIONS = ("region", "regions")
AUDIENCE = "audience"


class Defaults(NamedTuple):
    """`meta` are the fields themselves, `site` what they mean as fields of `Site`."""

    meta: Mapping[str, Any]
    site: Mapping[str, Any]

    def settle(self, finding: Finding) -> bool:
        """Whether the finding misses a field that is given here."""
        rule = finding.rule
        if not self.meta or rule.kind != "metadata" or rule.data["problem"] != "missing":
            return False
        return any(same_key(key, rule.data["fields"]) and names_in(value) for key, value in self.meta.items())


NONE = Defaults({}, {})


def defaults_of(text: str, meta: Mapping[str, Any]) -> Defaults:
    """The fields in `meta`, which is what the build goes by, that the front matter of the page `text` lacks."""
    if not meta:
        return NONE
    front = find_front_matter(text)
    own = f"\n{front.text}".lower() if front else ""
    given = {key: value for key, value in meta.items() if f"\n{str(key).lower()}:" not in own and value is not None}
    if not given:
        return NONE
    inner = given.get(OURS)
    fields = {**given, **inner} if isinstance(inner, Mapping) else given
    site: dict[str, Any] = {}
    audience = fields.get(AUDIENCE)
    if audience is not None:
        named = audience if isinstance(audience, list) else [audience]
        site["audience"] = "clinician" if all(str(item).lower() in CLINICIAN for item in named) else "lay"
    for key in REGIONS:
        region = fields.get(key)
        if region is not None:
            listed = region if isinstance(region, list) else [region]
            # YAML takes the country code NO for a boolean.
            site["regions"] = tuple("NO" if item is False else str(item).upper() for item in listed)
    return Defaults(given, site)
