"""Which rules run on which page, and how much each weighs: the settings applied to the rules that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from mkdocs_neurolint.config.settings import Override, SettingProblem, Settings
from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.rules.model import CATEGORIES, Rule


class Chosen(NamedTuple):
    """The rules of a run. `rules` are run by the engine, `own` by the linter itself; `known` are all ids there are."""

    rules: tuple[Rule, ...]
    own: Mapping[str, Rule]
    known: frozenset[str]


def choose(
    loaded: Sequence[Rule], settings: Settings, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Chosen:
    """The rules that `settings` turn on among those `loaded`, with their severities.

    `select` and `ignore` come from the command line: `select` takes the place of the setting, and a rule that it names
    runs whatever the settings say; `ignore` adds to the setting. A preview rule runs only when it is named.
    Raises `UserError` for a name in `select` or `ignore` that is no rule or category, `SettingProblem` for one in
    the settings.
    """
    from mkdocs_neurolint.own_rules import OWN_RULES

    every = {rule.id: rule for rule in loaded} | dict(OWN_RULES)
    _check_names("--select", select, every)
    _check_names("--ignore", ignore, every)
    check_settings(settings, every)
    wanted = frozenset(select or settings.select)
    severity = {name: level for name, level in settings.severity.items() if name not in select or level != "ignore"}
    on = {
        rule.id: rule
        for rule in _weighed(every.values(), severity)
        if _runs(rule, wanted)
        and not _dropped(rule, [name for name in settings.ignore if name not in select], wanted)
        and not _dropped(rule, ignore, select)
    }
    # A page that cannot be read is not a matter of taste: it is reported unless it is ignored by name.
    if "unreadable-file" not in {*ignore, *settings.ignore} and severity.get("unreadable-file") != "ignore":
        on.setdefault("unreadable-file", OWN_RULES["unreadable-file"])
    rules = tuple(rule for rule in on.values() if rule.id not in OWN_RULES)
    return Chosen(rules, {key: rule for key, rule in on.items() if key in OWN_RULES}, frozenset(every))


def overridden(chosen: Chosen, overrides: Iterable[Override]) -> Chosen:
    """`chosen` as it holds for a page that `overrides` apply to, the last of them last."""
    rules, own = list(chosen.rules), list(chosen.own.values())
    for override in overrides:
        unwanted = frozenset(override.ignore)
        rules = [r for r in _weighed(rules, override.severity) if not _named(r, unwanted)]
        own = [r for r in _weighed(own, override.severity) if not _named(r, unwanted)]
    return chosen._replace(rules=tuple(rules), own={rule.id: rule for rule in own})


def _runs(rule: Rule, wanted: Collection[str]) -> bool:
    if rule.id in wanted:
        return True
    return rule.status == "stable" and (not wanted or rule.category in wanted)


def _dropped(rule: Rule, ignored: Collection[str], kept: Collection[str]) -> bool:
    """Whether the rule is ignored, by its id or by its category; `kept` names rules that a category leaves alone."""
    return rule.id in ignored or (rule.category in ignored and rule.id not in kept)


def _named(rule: Rule, names: frozenset[str]) -> bool:
    return rule.id in names or rule.category in names


def _weighed(rules: Iterable[Rule], severity: Mapping[str, str]) -> Iterable[Rule]:
    for rule in rules:
        level = severity.get(rule.id, rule.severity)
        if level != "ignore":
            yield _reweighed(rule, level) if rule.id in severity else rule


def _reweighed(rule: Rule, level: str) -> Rule:
    """`rule` with one severity for all that it finds, whatever its file says of stronger and weaker cases."""
    data = {key: value for key, value in rule.data.items() if key != "severities"}
    return rule._replace(severity=level, data=data)


def _check_names(option: str, names: Iterable[str], rules: Mapping[str, Rule]) -> None:
    for name in names:
        if name not in rules and name not in CATEGORIES:
            raise UserError(f"{option}: {_unknown(name, rules)}")


def check_settings(settings: Settings, rules: Mapping[str, Rule]) -> None:
    """Raises `SettingProblem` when the settings name a rule, or an option of one, that does not exist."""
    for key_path, holder in _holders(settings):
        for name in holder.ignore:
            _check(f"{key_path}ignore", name, rules, categories=True)
        for name in holder.severity:
            _check(f"{key_path}severity.{name}", name, rules, categories=False)
    for name in settings.select:
        _check("select", name, rules, categories=True)
    for name in settings.options:
        _check(f"options.{name}", name, rules, categories=False)
    if settings.options:
        from mkdocs_neurolint.rules.offered import option_problems

        for name, given in settings.options.items():
            for key, message in option_problems(rules[name].data, given):
                raise SettingProblem(message, f"options.{name}.{key}")


def _holders(settings: Settings) -> Iterable[tuple[str, Settings | Override]]:
    yield "", settings
    for i, override in enumerate(settings.overrides):
        yield f"overrides[{i}].", override


def _check(key_path: str, name: str, rules: Mapping[str, Rule], *, categories: bool) -> None:
    if name not in rules and not (categories and name in CATEGORIES):
        raise SettingProblem(_unknown(name, rules, categories=categories), key_path)


def _unknown(name: str, rules: Mapping[str, Rule], *, categories: bool = True) -> str:
    from mkdocs_neurolint.rules.conform import did_you_mean

    names = [*rules, *(CATEGORIES if categories else ())]
    return f"there is no rule{' or category' if categories else ''} {name!r}{did_you_mean(name, names)}"
