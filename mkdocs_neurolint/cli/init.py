"""`neurolint init`: a first settings file with everything explained; nothing that exists is ever changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mkdocs_neurolint.cli.console import say, write
from mkdocs_neurolint.errors import UserError

NAME = "neurolint.yml"
SETTINGS = """\
# Settings of neurolint. Everything here is optional; what is commented out is the default.

# Where your readers live, the most important country first. A page about suicide or abuse is then expected to
# name a helpline of these countries.
# regions: [GB, IE]

# Whom the pages address: lay or clinician.
# audience: lay

# How near to a claim its source must stand: sentence, paragraph or section.
# cite_within: paragraph

# The least severity that fails the run: error, warning, info or never.
# fail_on: error

# How much single rules weigh (`neurolint rules` lists them): error, warning, info or ignore.
# severity:
#   uncited-claim: error

# Pages to leave out, in the form of a .gitignore, relative to the docs folder.
# exclude: |
#   /drafts/

# Other settings for some pages.
# overrides:
#   - paths: [/professionals/]
#     audience: clinician

# Your own rule files, and pages of your site that list helplines.
# rules: [rules/]
# help_pages: [help.md]
"""
PLUGIN = """\
plugins:
  - search
  - neurolint:
      fail_on: error
"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--mkdocs", action="store_true", help="show the lines for mkdocs.yml instead; write nothing")


def run(parsed: Namespace) -> int:
    if parsed.mkdocs:
        write([PLUGIN])
        return 0
    from mkdocs_neurolint.config.discover import SETTINGS_FILES

    for name in SETTINGS_FILES:
        if Path(name).exists():
            raise UserError("is there already, and is left as it is", name)
    try:
        # "x" fails when the file has come into being meanwhile, rather than overwrite it.
        with Path(NAME).open("x", encoding="utf-8", newline="\n") as file:
            file.write(SETTINGS)
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror or error}", NAME) from None
    say(f"Wrote {NAME}. `neurolint check` uses it; for `mkdocs build`, add the plugin (neurolint init --mkdocs).")
    return 0
