"""Where output goes: findings to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.reports.style import Style, wants_color

PIPE_WIDTH = 120  # cells, where there is no terminal to ask
WIDEST = 160


def style_of(stream: TextIO, color: str) -> Style:
    """What `stream` can show; `color` is auto, always or never."""
    terminal = stream.isatty()
    return Style(wants_color(color, terminal, os.environ), _width(stream, terminal), stream.encoding or "utf-8")


def _width(stream: TextIO, terminal: bool) -> int:
    if not terminal:
        return PIPE_WIDTH
    try:
        return min(os.get_terminal_size(stream.fileno()).columns or PIPE_WIDTH, WIDEST)
    except (OSError, ValueError):
        return PIPE_WIDTH


def help_width() -> int:
    """How wide help is laid out: as argparse has it, two cells less than the terminal, or than 80."""
    try:
        return int(os.environ["COLUMNS"]) - 2
    except (KeyError, ValueError):
        pass
    try:
        return (os.get_terminal_size(sys.stdout.fileno()).columns or 80) - 2
    except (OSError, ValueError, AttributeError):
        return 78


def write(pieces: Iterable[str]) -> None:
    """Writes to standard output. What its encoding lacks is written as an escape. Raises `UserError`, as `flush`."""
    out = sys.stdout
    encoding = out.encoding or "utf-8"
    for piece in pieces:
        text = piece.encode(encoding, "backslashreplace").decode(encoding)
        try:
            out.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(error) from None


def flush() -> None:
    """Sends off what was written. Raises `UserError` when standard output takes no more, such as on a full disk."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from None


def _unwritable(error: OSError) -> UserError:
    return UserError(f"standard output cannot be written: {error.strerror or error}")


def write_file(path: str, pieces: Iterable[str]) -> None:
    """Writes to the file `path` as UTF-8. Raises `UserError` when it cannot be written."""
    try:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:  # noqa: PTH123 -- text
            file.writelines(pieces)
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror or error}", path) from None


def say(text: str) -> None:
    """One line on standard error. Nobody listening is no mistake."""
    err = sys.stderr
    style = style_of(err, "never")
    try:
        err.write("".join(style.printable(part) for part in text.splitlines(keepends=False)) + "\n")
        err.flush()
    except (OSError, ValueError):
        return


def silence_output() -> None:
    """Sends what is still buffered for standard output nowhere, so that the end of the process stays quiet."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
