"""`python -m mkdocs_neurolint` is the command `neurolint`."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from mkdocs_neurolint.cli import main

# A page makes many small objects, hardly any of them in cycles: to look for those more rarely saves a tenth of a start.
OBJECTS_BETWEEN_COLLECTIONS = 100_000


def command() -> NoReturn:
    """The command `neurolint`, for a process of its own."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, ValueError):
        code = code or 1
    # The system takes all memory back at once; Python would let go of each object.
    os._exit(code)


if __name__ == "__main__":
    command()
