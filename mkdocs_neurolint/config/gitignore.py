"""Whether a path matches gitignore lines: by pathspec, as in MkDocs, or without it where the lines are plain names.

pathspec takes more than ten milliseconds to import, and most lines are as plain as `/drafts/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mkdocs_neurolint.errors import UserError

Test = Callable[[str], bool]
NAMES = re.compile(r"(?P<root>/?)(?P<names>[\w.-]+(?:/[\w.-]+)*)(?P<folder>/?)")
STAR = re.compile(r"(?P<before>[\w.-]*)\*(?P<after>[\w.-]*)")


def gitignore(lines: Sequence[str]) -> Test:
    """Whether a path (of a file, with slashes) matches. Raises `UserError` for a line that is no pattern."""
    plain = [_plain(line) for line in lines]
    tests = [test for test in plain if test is not None]
    if len(tests) == len(lines):
        return lambda path: any(test(path) for test in tests)
    from pathspec.gitignore import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise UserError(f"not a gitignore pattern: {error}") from None
    return lambda path: bool(spec.match_file(path))


def _plain(line: str) -> Test | None:
    """The test for a line of plain names, or of one name with one star; None for any other line."""
    if found := STAR.fullmatch(line):
        before, after = found["before"], found["after"]
        least = len(before) + len(after)
        return lambda path: any(
            len(name) >= least and name.startswith(before) and name.endswith(after) for name in path.split("/")
        )
    found = NAMES.fullmatch(line)
    if not found or any(name in (".", "..") for name in found["names"].split("/")):
        return None
    names, folder = found["names"], bool(found["folder"])
    if found["root"] or "/" in names:
        return lambda path: path.startswith(f"{names}/") or (not folder and path == names)
    return lambda path: f"/{names}/" in f"/{path}" or (not folder and f"/{path}".endswith(f"/{names}"))
