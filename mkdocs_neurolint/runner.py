"""From pages to findings: read, lint, suppress. The command line and the plugin both run pages through here.

Which pages, and what becomes of the findings, is theirs to decide.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs_neurolint.config.files import Target
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.config.selection import Chosen, choose, overridden
from mkdocs_neurolint.config.settings import SettingProblem
from mkdocs_neurolint.findings import Finding
from mkdocs_neurolint.own_rules import SLOW_RULE, own_finding
from mkdocs_neurolint.positions import Span
from mkdocs_neurolint.rules.model import Rule
from mkdocs_neurolint.site import Site

if TYPE_CHECKING:
    # The reader is slow to import, and a run without changed pages does not need it.
    from mkdocs_neurolint.document.model import Document

# A finding about a whole page keeps its identity when the sentence that it points at is edited.
FEW = 300  # pages that one process lints before another has started
PAGE_KINDS = ("requires", "metadata")


class Page(NamedTuple):
    """What was found on one page. `digests` has one entry per finding: a hash of its sentence in plain words.

    `files` are what else was read for it, as (path, mtime in ns, size); `digest` is the SHA-256 of its bytes.
    """

    path: str
    findings: tuple[Finding, ...]
    digests: tuple[str, ...]
    files: tuple[tuple[str, int, int], ...] = ()
    digest: str = ""


class Plan(NamedTuple):
    """What holds for a page: the rules, and the site as the checks see it."""

    chosen: Chosen
    site: Site


class Linter:
    """Rules and settings made ready for many pages. It keeps what is computed once, and changes nothing else."""

    def __init__(self, project: Project, chosen: Chosen) -> None:
        from mkdocs_neurolint.config.site_facts import site_of

        self.project = project
        self.chosen = chosen
        site = site_of(project)
        if project.custom_dir or project.copyright or project.auto_append:
            from mkdocs_neurolint.config.surroundings import everywhere

            site = site._replace(surroundings=everywhere(project).text)
        self.base = Plan(chosen, site)
        self._plans: dict[tuple[str, tuple[int, ...]], Plan] = {("", ()): self.base}
        self._matchers: list[Any] = []
        self._parts: dict[tuple[int, tuple[str, ...]], tuple[Rule, ...]] = {}

    def plan(self, docs_path: str) -> Plan:
        """What holds for the page at `docs_path`: the country of its language, and overrides."""
        overrides = self.project.settings.overrides
        languages = self.project.languages
        if not overrides and not languages.structure:
            return self.base
        region = languages.region_of(docs_path) if languages.structure else ""
        if overrides and not self._matchers:
            from mkdocs_neurolint.config.gitignore import gitignore

            self._matchers = [gitignore(override.paths) for override in overrides]
        key = region, tuple(i for i, matches in enumerate(self._matchers) if matches(docs_path))
        if key not in self._plans:
            self._plans[key] = self._overridden(region, [overrides[i] for i in key[1]])
        return self._plans[key]

    def of_kinds(self, rules: Sequence[Rule], kinds: tuple[str, ...]) -> tuple[Rule, ...]:
        """Those of a plan's rules; the same tuple each time, as the engine likes it."""
        key = id(rules), kinds
        if key not in self._parts:
            self._parts[key] = tuple(rule for rule in rules if rule.kind in kinds)
        return self._parts[key]

    def _overridden(self, region: str, overrides: Sequence[Any]) -> Plan:
        site = self.base.site._replace(regions=(region,)) if region else self.base.site
        for override in overrides:
            given = {key: getattr(override, key) for key in ("regions", "audience", "cite_within")}
            site = site._replace(**{key: value for key, value in given.items() if value is not None})
        return Plan(overridden(self.chosen, overrides), site)


def make_linter(project: Project, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Linter:
    """The linter that a project's settings ask for. Raises `UserError` with the place of a setting that is wrong."""
    from mkdocs_neurolint.config.discover import at_setting
    from mkdocs_neurolint.rules.load import load_rules

    loaded = load_rules(*(project.resolve(path) for path in project.settings.rules), preview=True)
    try:
        chosen = choose(loaded, project.settings, select, ignore)
        return Linter(project, chosen)
    except SettingProblem as problem:
        raise at_setting(project, problem) from None


def lint_text(
    linter: Linter,
    text: str,
    target: Target,
    surroundings: str | None = None,
    changes: Mapping[str, Any] | None = None,
    kinds: tuple[str, ...] = (),
) -> Page:
    """What is found in the page `text`, by rules of `kinds` alone if any are given. `surroundings` replaces what
    files tell about the text around the page; `changes` are fields of `Site` that hold for this page alone."""
    from mkdocs_neurolint.config.surroundings import included
    from mkdocs_neurolint.document import parse
    from mkdocs_neurolint.engine import lint
    from mkdocs_neurolint.suppressions import apply

    document = parse(text, target.path)
    chosen, site = linter.plan(target.docs_path)
    if changes:
        site = site._replace(**changes)
    files: tuple[tuple[str, int, int], ...] = ()
    if surroundings is not None:
        site = site._replace(surroundings=surroundings)
    elif document.includes:
        around = included(document, target.path, linter.project)
        site = site._replace(surroundings="\n\n".join(filter(None, (site.surroundings, around.text))))
        files = around.files
    rules = linter.of_kinds(chosen.rules, kinds) if kinds else chosen.rules
    findings = lint(document, rules, site)
    findings = apply(document, findings, rules, site.today, known=chosen.known, own=chosen.own)
    return Page(target.path, tuple(findings), tuple(_digest(document, finding) for finding in findings), files)


def lint_bytes(linter: Linter, data: bytes, target: Target) -> Page:
    """As `lint_text`, of a file's content: UTF-8, with byte-order mark and line ends kept as they are."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        at = Span(len(before), len(before))
        problem = f"This file is not UTF-8 text (byte {error.start} is 0x{data[error.start]:02x})"
        return _unreadable(linter, target, problem, before, at)
    return lint_text(linter, text, target)


def lint_file(linter: Linter, target: Target) -> Page:
    """As `lint_bytes`, of the file itself."""
    from mkdocs_neurolint.rules.files import sha256_of

    try:
        data = read_bytes(target.path)
    except OSError as error:
        return _unreadable(linter, target, f"This file cannot be read: {error.strerror or error}", "", Span(0, 0))
    return lint_bytes(linter, data, target)._replace(digest=sha256_of(data))


def read_bytes(path: str) -> bytes:
    """The content of a file. Raises OSError, also for a pipe or a device, which might never end."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 -- as below
        raise OSError(errno.EINVAL, "it is not a regular file", path)
    # `Path.read_bytes` takes twice as long, and a run reads thousands.
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def _unreadable(linter: Linter, target: Target, problem: str, before: str, at: Span) -> Page:
    rule = linter.plan(target.docs_path).chosen.own.get("unreadable-file")
    if rule is None:
        return Page(target.path, (), ())
    return Page(target.path, (own_finding(rule, before, target.path, at, {"problem": problem}),), ("",))


def _digest(document: Document, finding: Finding) -> str:
    """A hash of the words of the sentence that `finding` starts in; the same when markup and line breaks change."""
    from mkdocs_neurolint.rules.files import hash_text

    if finding.rule.kind in PAGE_KINDS:
        return ""
    words = finding.text
    sentence = document.sentence_at(finding.span.start)
    if sentence is not None:
        words = document.prose[sentence.start : sentence.end]
    return hash_text(" ".join(words.casefold().split()))[:16]


# --- findings as plain data, for the cache and between processes ---

Plain = list[list[Any]]


def to_plain(page: Page) -> Plain:
    """The findings of a page as JSON data; `from_plain` reads it."""
    return [
        [f.rule.id, f.severity, f.message, f.line, f.column, f.end_line, f.end_column, *f.span, f.text, f.help,
         f.confidence, digest]
        for f, digest in zip(page.findings, page.digests, strict=True)
    ]  # fmt: skip


def from_plain(path: str, plain: Plain, rules: dict[str, Rule], files: Any = ()) -> Page:
    """The page that `to_plain` was made of. Raises KeyError for a rule that is not among `rules`."""
    findings: list[Finding] = []
    digests: list[str] = []
    for rule, severity, message, line, column, end_line, end_column, start, end, text, advice, sure, digest in plain:
        place = (line, column, end_line, end_column)
        findings.append(Finding(rules[rule], severity, message, path, *place, Span(start, end), text, advice, sure))
        digests.append(digest)
    return Page(path, tuple(findings), tuple(digests), tuple(tuple(file) for file in files))


def rules_by_id(chosen: Chosen) -> dict[str, Rule]:
    """Every rule that a finding can be of."""
    return {rule.id: rule for rule in (*chosen.rules, *chosen.own.values(), SLOW_RULE)}


Answer = tuple[str, Plain, tuple[tuple[str, int, int], ...], str]


def to_answer(page: Page) -> Answer:
    """A page as another process sends it: rules are never copied back."""
    return page.path, to_plain(page), page.files, page.digest


def from_answer(answer: Answer, rules: dict[str, Rule]) -> Page:
    """The page that `to_answer` was made of. A severity that an override changed travels with the finding."""
    path, plain, files, digest = answer
    return from_plain(path, plain, rules, files)._replace(digest=digest)


def lint_files(linter: Linter, targets: Sequence[Target], jobs: int = 1) -> Iterator[Page]:
    """The pages of `targets`, in their order, by `jobs` processes."""
    if jobs > 1:
        from mkdocs_neurolint.parallel import lint_in_processes

        yield from lint_in_processes(linter, targets, jobs)
    else:
        for target in targets:
            yield lint_file(linter, target)


def jobs_for(pages: int) -> int:
    """How many processes so many pages are worth."""
    if pages < FEW:
        return 1
    from mkdocs_neurolint.parallel import worthwhile_jobs

    return worthwhile_jobs(pages)
