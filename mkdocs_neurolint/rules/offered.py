"""What each kind of rule offers: the fields that its messages may name, and the options that a site may set.

The checks fill the fields and read the options; here is what may be written, so that a slip is told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_neurolint.rules.conform import conform, did_you_mean

Fields = tuple[str, ...]
FIELD = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)\}(?!\})")
ALWAYS = ("text",)
# kind, or kind:problem -> the fields of `message`, beside {text}
FIELDS: Mapping[str, Fields] = {
    "claim": ("cue", "strength", "kind", "subject", "reason"),
    "requires": ("topic", "called", "region", "weak"),
    "helpline:retired": ("number", "service", "fate", "replacement", "source"),
    "helpline:mismatched": ("number", "service", "belongs", "right", "source"),
    "helpline:undialable": ("number", "right"),
    "helpline:foreign": ("number", "service", "country", "region", "here"),
    "helpline:tel-link": ("number", "dialled"),
    "helpline:dated": ("year", "age"),
    "helpline:placeholder": ("number",),
    "reference:undefined-footnote": ("label",),
    "reference:unused-footnote": ("label",),
    "reference:undefined-key": ("key",),
    "reference:dangling-number": ("number", "last"),
    "reference:retracted": ("nature", "date", "what"),
    "reference:weak-source": ("host",),
    "metadata:stale": ("date", "age", "longest"),
    "metadata:bad-date": ("field", "value"),
}
# kind:problem -> case of `messages` -> its fields
CASES: Mapping[str, Mapping[str, Fields]] = {
    "metadata:missing": {"empty": ("field", "value"), "credential": ("field", "value")},
    "metadata:stale": {"due": ("date",), "changed": ("date", "age", "longest"), "git": ("date", "age", "longest")},
    "metadata:bad-date": {"unreadable": ("field", "value"), "future": ("field", "value")},
}
NATURE = "(?i)^(?:retraction|expression of concern|correction|reinstatement)$"
COUNT = {"type": "integer", "minimum": 1}
WORK = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "doi": {"type": "string", "minLength": 1},
        "pmid": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        "nature": {"type": "string", "pattern": NATURE, "example": "Retraction"},
        # YAML takes a bare date for a date object.
        "date": {"pattern": r"^\d{4}-\d\d-\d\d$", "example": "2027-01-31"},
    },
}
# kind, or kind:problem -> option -> its schema
OPTIONS: Mapping[str, Mapping[str, Any]] = {
    # Whom a page must address to be asked for help; pages for clinicians are not, unless this names them.
    "requires": {"audiences": {"type": "array", "items": {"type": "string", "enum": ["lay", "clinician"]}}},
    # `data`: a CSV file of Retraction Watch; `works`: the site's own list.
    "reference:retracted": {
        "data": {"type": "string", "minLength": 1},
        "works": {"type": "array", "items": WORK},
    },
    # Pages with fewer words owe nothing.
    "metadata:missing": {"min_words": COUNT},
    # `git`: whether a page without a date is as old as its last commit.
    "metadata:stale": {"max_age_days": COUNT, "min_words": COUNT, "git": {"type": "boolean"}},
}


def offer(table: Mapping[str, Any], data: Mapping[str, Any]) -> Any:
    """The entry of `table` for a rule of this `data`; an empty mapping without one."""
    kind = data.get("kind", "")
    return table.get(f"{kind}:{data.get('problem')}") or table.get(kind) or {}


def option_problems(data: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the `options` that a site sets for the rule of this `data`, as (key path, message)."""
    known = offer(OPTIONS, data)
    for key, value in options.items():
        if key in known:
            yield from conform(value, known[key], key)
        elif known:
            hint = did_you_mean(key, list(known)) or f": it has {', '.join(known)}"
            yield key, f"this rule has no option {key!r}{hint}"
        else:
            yield key, f"this rule has no options, and so no {key!r}"


def message_problems(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields in the messages of a rule that nothing fills, as (key path, message)."""
    yield from _unknown_fields("message", data["message"], tuple(offer(FIELDS, data)))
    cases = offer(CASES, data)
    for case, message in data.get("messages", {}).items():
        if case in cases:
            yield from _unknown_fields(f"messages.{case}", message, cases[case])
        else:
            hint = did_you_mean(case, list(cases)) or (f": there are {', '.join(cases)}" if cases else "")
            yield f"messages.{case}", f"there is no case {case!r}{hint}"


def _unknown_fields(key_path: str, message: str, fields: Fields) -> Iterator[tuple[str, str]]:
    known = (*ALWAYS, *fields)
    for found in FIELD.finditer(message):
        if found[1] not in known:
            hint = did_you_mean(found[1], known) or f": there are {', '.join('{' + name + '}' for name in known)}"
            yield key_path, f"there is no field {{{found[1]}}} here{hint}"
