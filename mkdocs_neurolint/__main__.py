"""`python -m mkdocs_neurolint` is the command `neurolint`."""

import sys

from mkdocs_neurolint.cli import main

sys.exit(main())
