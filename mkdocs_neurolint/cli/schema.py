"""`neurolint schema`: the JSON Schema of rule files, and of settings, for editors that complete and check them."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from mkdocs_neurolint.cli.console import write


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--of", choices=("rule", "settings"), default="rule", help="rule files (default), or neurolint.yml"
    )


def run(parsed: Namespace) -> int:
    if parsed.of == "settings":
        from mkdocs_neurolint.config.settings import published_schema

        schema = published_schema()
    else:
        from mkdocs_neurolint.rules.schema import schema as rule_schema

        schema = rule_schema()
    write([json.dumps(schema, indent=1, ensure_ascii=True) + "\n"])
    return 0
