"""`python -m mkdocs_neurolint` is the command `neurolint`."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

from mkdocs_neurolint.cli import main
from mkdocs_neurolint.cli.console import say

# A page makes many small objects, hardly any of them in cycles: to look for those more rarely saves a tenth of a start.
OBJECTS_BETWEEN_COLLECTIONS = 100_000


def command() -> NoReturn:
    """The command `neurolint`, for a process of its own."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # Help and messages hold letters that the encoding of a terminal may lack.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        code = code or 1
    except OSError as error:
        # What was left of the help, or of a report that has failed already.
        if code != 2:
            say(f"neurolint: error: standard output cannot be written: {error.strerror or error}")
        code = 2
    # The system takes all memory back at once; Python would let go of each object.
    os._exit(code)


if __name__ == "__main__":
    command()
