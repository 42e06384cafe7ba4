"""What the subcommands have in common: which pages, under which settings."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence

from mkdocs_neurolint.cli.console import say
from mkdocs_neurolint.cli.progress import watched
from mkdocs_neurolint.config.files import Target, collect
from mkdocs_neurolint.config.project import Project
from mkdocs_neurolint.runner import Linter, Page, jobs_for, lint_files


def add_input_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders (default: the docs_dir of ./mkdocs.yml, else .)"
    )
    parser.add_argument("--config", metavar="FILE", default="", help="the mkdocs.yml, zensical.toml or neurolint.yml")
    parser.add_argument("--force-exclude", action="store_true", help="leave out excluded pages even if they are named")


def add_rule_arguments(parser: ArgumentParser) -> None:
    for option, what in (("--select", "run only these rules or categories"), ("--ignore", "leave these out")):
        parser.add_argument(option, type=names, default=[], action="extend", metavar="NAME,…", help=what)


def names(text: str) -> list[str]:
    """`a, b` as a list. The type of an argument that may be given more than once."""
    return [name.strip() for name in text.split(",") if name.strip()]


def read_project(parsed: Namespace) -> Project:
    from mkdocs_neurolint.config.discover import find_project

    return find_project(parsed.config)


def find_targets(paths: Sequence[str], project: Project, *, force_exclude: bool) -> list[Target]:
    """The pages below `paths`, by default those of the site. Says so when there are none. Raises `UserError`."""
    if not paths and project.docs_dir:
        from mkdocs_neurolint.config.discover import check_docs_dir

        check_docs_dir(project)
    targets = collect(paths or [project.docs_dir or project.root or "."], project, force_exclude)
    if not targets:
        say(f"neurolint: no Markdown pages in {', '.join(paths) or project.docs_dir or 'this folder'}")
    return targets


def lint_targets(linter: Linter, targets: Sequence[Target], *, cached: bool, quiet: bool) -> list[Page]:
    """The findings of `targets`, in their order; from the cache where `cached` and a page is unchanged."""
    pages: Iterable[Page]
    if cached:
        from mkdocs_neurolint.cache import lint_cached

        pages = lint_cached(linter, targets)
    else:
        pages = lint_files(linter, targets, jobs_for(len(targets)))
    return list(watched(pages, len(targets), quiet=quiet))
