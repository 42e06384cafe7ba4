"""From plain data to `Rule` objects: the built-in rules, and rule files of the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.rules.files import hash_text, load_rule_data, rules_root
from mkdocs_neurolint.rules.model import Rule

if TYPE_CHECKING:
    from pathlib import Path  # slow to import, and only needed for rules of the user's own


def make_rule(data: Mapping[str, Any], path: str, builtin: bool = False) -> Rule:
    """The rule that validated `data` describes."""
    return Rule(
        id=data["id"],
        category=data["category"],
        kind=data["kind"],
        severity=data["severity"],
        confidence=data.get("confidence", "high"),
        status=data.get("status", "stable"),
        message=data["message"],
        data=data,
        path=path,
        builtin=builtin,
    )


def load_rules(*paths: str | Path, builtin: bool = True, preview: bool = False) -> tuple[Rule, ...]:
    """The built-in rules and those in `paths` (rule files, or folders of them), sorted by id.

    Rules of status preview are left out unless `preview` asks for them. Raises `UserError` for a missing path, faulty
    files, or an id that is used twice.
    """
    rules: dict[str, Rule] = {}
    if builtin:
        for name, data in load_rule_data().items():
            rules[data["id"]] = make_rule(data, f"rules/{name}", builtin=True)
    mistakes: list[UserError] = []
    for path in _rule_files(paths) if paths else ():
        try:
            rule = load_rule_file(path)
        except UserError as mistake:
            mistakes.append(mistake)
            continue
        if rule.id in rules:
            mistakes.append(UserError(f"there is already a rule {rule.id!r} ({rules[rule.id].path})", str(path)))
        rules.setdefault(rule.id, rule)
    if mistakes:
        raise UserError.of(mistakes)
    return tuple(rules[key] for key in sorted(rules) if preview or rules[key].status == "stable")


def _rule_files(paths: Iterable[str | Path]) -> Iterable[Path]:
    from pathlib import Path

    root = Path(rules_root()).resolve()
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for file in sorted(path.rglob("*.yml")):
                relative = file.resolve()
                own = relative.parent.parent == root and relative.parent.name in ("lexicons", "resources")
                if not own:
                    yield file
        elif path.is_file():
            yield path
        else:
            raise UserError("no such rule file or folder", str(given))


def load_rule_file(path: Path) -> Rule:
    """The rule in one file of the user's own. Raises `UserError` with file, line and column when it is faulty."""
    from pathlib import Path

    from mkdocs_neurolint.rules.files import builtin_files
    from mkdocs_neurolint.rules.strict import read_source
    from mkdocs_neurolint.rules.validate import check_rule

    source = read_source(path)
    lexicons = {Path(name).stem: data for name, data in builtin_files().items() if name.startswith("lexicons/")}
    check_rule(source, lexicons)
    return make_rule(source.data, str(path))._replace(version=hash_text(repr(source.data)))
