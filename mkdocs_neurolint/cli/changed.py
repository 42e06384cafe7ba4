"""Which lines have changed since a Git revision, so that a team can mend what it touches and leave the rest."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.findings import Finding

OF_THE_PAGE = frozenset({"requires", "metadata"})  # kinds of rules that judge a page as a whole
HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")
# A file name that Git quotes: octal and C escapes.
ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


class Changed:
    """Changed lines by the real path of a file, as half-open ranges of 1-based lines; None for a file that is new."""

    def __init__(self) -> None:
        self.files: dict[str, list[tuple[int, int]] | None] = {}

    def touches(self, finding: Finding) -> bool:
        """Whether the finding stands on a changed line, at least in part, or is about a changed page as a whole.

        What a page lacks may be what a change took out of it, and then stands on no line.
        """
        path = str(Path(finding.path).resolve())
        if path not in self.files:
            return False
        ranges = self.files[path]
        if ranges is None or finding.rule.kind in OF_THE_PAGE:
            return True
        return any(first <= finding.end_line and finding.line < end for first, end in ranges)


def changed_lines(revision: str) -> Changed:
    """What has changed in the working tree since it parted from `revision`. Raises `UserError` when Git cannot tell."""
    top = Path(_git("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", about=revision)
    base = _merge_base(commit.decode().strip())
    changed = Changed()
    diff = _git("diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
                "--src-prefix=a/", "--dst-prefix=b/", base, cwd=top)  # fmt: skip
    ranges: list[tuple[int, int]] = []
    header = False
    for line in diff.split(b"\n"):
        if line.startswith(b"diff --git "):
            header = True
        elif header and line.startswith(b"+++ "):
            header = False
            ranges = []
            changed.files[str((top / _file_name(line[4:])).resolve())] = ranges
        elif found := HUNK.match(line):
            first, count = int(found[1]), int(found[2] if found[2] is not None else 1)
            ranges.append((first, first + count))
    for name in _git("ls-files", "--others", "--exclude-standard", "-z", cwd=top).split(b"\0"):
        if name:
            changed.files[str((top / name.decode("utf-8", "surrogateescape")).resolve())] = None
    return changed


def _merge_base(commit: str) -> str:
    """Where HEAD and `commit` parted; `commit` itself when they share no history here, as in a shallow clone."""
    answer = subprocess.run(["git", "merge-base", commit, "HEAD"], capture_output=True, check=False)
    return answer.stdout.decode().strip() or commit


def _file_name(name: bytes) -> str:
    name = name.rstrip(b"\t")
    if name.startswith(b'"'):
        name = ESCAPE.sub(_unescaped, name.strip(b'"'))
    return name.removeprefix(b"b/").decode("utf-8", "surrogateescape")


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if len(code) == 3 else LETTERS.get(code, code)


def _git(*arguments: str, about: str = "", cwd: Path | None = None) -> bytes:
    try:
        answer = subprocess.run(["git", *arguments], capture_output=True, check=False, cwd=cwd)
    except OSError as error:
        raise UserError(f"--diff-base needs git, which cannot be run: {error.strerror or error}") from None
    if answer.returncode:
        reason = answer.stderr.decode("utf-8", "replace").strip().splitlines()
        if about:
            raise UserError(f"--diff-base: there is no revision {about!r} here")
        raise UserError(f"--diff-base: {reason[0] if reason else 'git ' + arguments[0] + ' failed'}")
    return answer.stdout
