"""The command `neurolint`: arguments in, exit code out. Each subcommand is imported only when it is called.

Exit codes: 0 nothing at or above `--fail-on`, 1 something, 2 a mistake by the user.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from mkdocs_neurolint.errors import UserError
from mkdocs_neurolint.version import VERSION

if TYPE_CHECKING:
    from argparse import ArgumentParser

# command -> (module with add_arguments and run, what it does)
COMMANDS = {
    "check": ("cli.check", "lint pages"),
    "rules": ("cli.explain", "list the rules"),
    "rule": ("cli.explain_rule", "explain one rule"),
    "test-rules": ("cli.examples", "try rules on the examples in their files"),
    "claims": ("cli.claims", "list every claim, its strength and its citations"),
    "baseline": ("cli.baseline", "accept the findings of today, report those of tomorrow"),
    "resources": ("cli.resources", "list support services, or write them for a page"),
    "schema": ("cli.schema", "print the JSON Schema of rule files"),
    "init": ("cli.init", "write a first settings file"),
}
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command line `argv` (default: that of the process) and returns its exit code."""
    from mkdocs_neurolint.cli.console import flush, say, silence_output

    given = list(sys.argv[1:] if argv is None else argv)
    try:
        parsed = _parser(given).parse_args(given)
        module = import_module(f"mkdocs_neurolint.{COMMANDS[parsed.command][0]}")
        code: int = module.run(parsed)
        flush()
        _keep_patterns()
    except UserError as error:
        for mistake in error.all:
            say(f"neurolint: error: {mistake}")
        return 2
    except BrokenPipeError:
        # The reader of a pipe, such as `head`, has seen enough. What was found is decided all the same.
        silence_output()
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    return code


def _keep_patterns() -> None:
    """Keeps what the next run need not compile, when this one compiled anything."""
    regexes = sys.modules.get("mkdocs_neurolint.regexes")
    if regexes is not None:
        regexes.keep()


def _parser(given: Sequence[str]) -> ArgumentParser:
    """The parser; only the subcommand that is called gets its arguments, which keeps the start short."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    from mkdocs_neurolint.cli.console import help_width

    class Formatter(RawDescriptionHelpFormatter):
        """Knows its width, for which argparse would import much."""

        def __init__(self, prog: str) -> None:
            super().__init__(prog, width=help_width())

    parser = ArgumentParser(
        "neurolint",
        description="A linter for health sites: uncited claims, overstated causes, missing helplines.",
        epilog="exit codes: 0 nothing to fail for; 1 findings at or above --fail-on; 2 a mistake in call or settings",
        formatter_class=Formatter,
    )
    parser.add_argument("--version", action="version", version=f"neurolint {VERSION}")
    # Without its name argparse would lay out the help to find it.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, prog="neurolint")
    called = next((word for word in given if not word.startswith("-")), "")
    for name, (module, summary) in COMMANDS.items():
        if called in COMMANDS and name != called:
            continue
        told = f"{summary[0].upper()}{summary[1:]}."
        command = commands.add_parser(name, help=summary, description=told, formatter_class=Formatter)
        if name == called:
            import_module(f"mkdocs_neurolint.{module}").add_arguments(command)
    return parser
