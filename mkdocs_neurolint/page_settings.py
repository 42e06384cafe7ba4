"""What a page says of itself below `neurolint` in its front matter, where that says nothing: a slip is told, not lost.

`allow` is read in `suppressions`; what the other keys mean is decided in `checks.requires`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_neurolint.positions import Span
from mkdocs_neurolint.rules.model import Rule

if TYPE_CHECKING:
    from mkdocs_neurolint.document.model import Document

KEYS = ("allow", "audience", "region", "regions", "topics")
AUDIENCES = ("lay", "clinician")


class Slip(NamedTuple):
    place: Span
    problem: str


def slips(document: Document, ours: Mapping[Any, Any], at: int, rules: Sequence[Rule]) -> Iterator[Slip]:
    """What is wrong with the settings `ours` of a page, which stand behind offset `at`; `rules` are those that ran."""
    for key, value in ours.items():
        if key not in KEYS:
            from mkdocs_neurolint.rules.conform import did_you_mean

            hint = did_you_mean(str(key), KEYS) or f": there are {', '.join(KEYS)}"
            yield Slip(_place(document, at, key), f"A page has no setting `{key}`{hint}")
        elif key in PROBLEMS and value is not None:
            where = _place(document, at, key)
            for item, problem in PROBLEMS[key](value, rules):
                yield Slip(_place(document, where.start, item, where), problem)


def _place(document: Document, at: int, word: object, default: Span | None = None) -> Span:
    """Where `word` stands in the front matter, behind `at`."""
    end = document.front_matter.end if document.front_matter else len(document.text)
    found = re.compile(rf"(?<![\w-]){re.escape(str(word))}(?![\w-])").search(document.text, at, end)
    return Span(*found.span()) if found else default or Span(at, at + 1)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _audience(value: Any, rules: Sequence[Rule]) -> Iterator[tuple[object, str]]:
    from mkdocs_neurolint.checks.requires import CLINICIAN
    from mkdocs_neurolint.rules.conform import did_you_mean

    for item in _items(value):
        if str(item).lower() not in CLINICIAN | {"lay"}:
            hint = did_you_mean(str(item), AUDIENCES) or f": write {' or '.join(AUDIENCES)}"
            yield item, f"There is no audience `{item}`{hint}"


def _regions(value: Any, rules: Sequence[Rule]) -> Iterator[tuple[object, str]]:
    from mkdocs_neurolint.resources.countries import problem_of

    for item in _items(value):
        # YAML takes the country code NO for a boolean; UK is taken for what it means.
        code = "NO" if item is False else str(item).upper()
        if len(code) != 2:
            yield item, f"`{item}` is no country code of two letters, such as GB"
        elif code != "UK" and problem_of(code):
            yield item, problem_of(code)


def _topics(value: Any, rules: Sequence[Rule]) -> Iterator[tuple[object, str]]:
    from mkdocs_neurolint.checks.requires import topic_name
    from mkdocs_neurolint.rules.conform import did_you_mean
    from mkdocs_neurolint.rules.files import load_rule_data

    every = [*load_rule_data().values(), *(rule.data for rule in rules)]
    known = sorted({data["when"]["topic"] for data in every if data.get("kind") == "requires"})
    for item in value if isinstance(value, Mapping) else _items(value):
        name = topic_name(item)
        if name not in known:
            hint = did_you_mean(name, known) or f": there are {', '.join(known)}"
            yield item, f"There is no topic `{item}`{hint}"
        elif isinstance(value, Mapping) and isinstance(value[item], Mapping):
            what = value[item]
            if what.get("ignore") and not str(what.get("reason") or "").strip():
                yield item, f"`{item}` is set aside only with a reason: {{ignore: true, reason: …}}"


PROBLEMS = {"audience": _audience, "region": _regions, "regions": _regions, "topics": _topics}
