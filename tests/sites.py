"""Small sites for tests of the plugin: written to a folder, built by MkDocs itself, their log read line by line."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from mkdocs_neurolint.cli import main

FINDING = re.compile(
    r"(?P<path>[^\n]+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+) (?P<rule>[\w-]+) (?P<message>.+)"
)
PREFIX = "neurolint: "
HELP = "In the United Kingdom, call Samaritans on 116 123, day or night."
SUICIDE = """\
# Thoughts of suicide

Suicidal thoughts can come and go within an hour. A suicide attempt is often sudden,
and most people who have survived one are glad of it later.
"""


class Found(NamedTuple):
    """A finding as the log or the command line shows it."""

    path: str
    line: int
    column: int
    severity: str
    rule: str
    message: str

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.rule}"


class Built(NamedTuple):
    """A build: what it logged, as (level, text) without the logger's name, and why it stopped."""

    records: list[tuple[str, str]]
    error: str = ""

    @property
    def ours(self) -> list[tuple[str, str]]:
        return [(level, text.removeprefix(PREFIX)) for level, text in self.records if text.startswith(PREFIX)]

    @property
    def findings(self) -> list[Found]:
        return [found for _, text in self.ours if (found := read_line(text)) is not None]

    @property
    def places(self) -> list[str]:
        return [found.place for found in self.findings]

    @property
    def summary(self) -> str:
        return next((text for level, text in reversed(self.ours) if level == "INFO" and read_line(text) is None), "")


def read_line(text: str) -> Found | None:
    """The finding in a log line, or None."""
    found = FINDING.fullmatch(text)
    if found is None:
        return None
    return Found(found["path"], int(found["line"]), int(found["column"]), *found.group("severity", "rule", "message"))


def write_site(folder: Path, pages: dict[str, str], options: Any = None, /, **config: Any) -> Path:
    """A site in `folder`: `pages` by their path in the docs folder (or, with `../`, beside it), the plugin's `options`
    and further keys of mkdocs.yml. The theme is MkDocs' own, which builds fast. Returns the path of mkdocs.yml."""
    for name, text in pages.items():
        path = Path(os.path.normpath(folder / "docs" / name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    own = {"neurolint": options} if options is not None else "neurolint"
    plugins = [*config.pop("plugins", ()), own]
    data = {"site_name": "A site", "theme": {"name": "mkdocs"}, "plugins": plugins, **config}
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[tuple[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.INFO:
            self.records.append((record.levelname, record.getMessage()))


@contextmanager
def recorded() -> Iterator[list[tuple[str, str]]]:
    """The records of MkDocs' logger while the block runs."""
    logger, handler = logging.getLogger("mkdocs"), _Records()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield handler.records
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def build_site(path: Path, *, command: str = "build", **config: Any) -> Built:
    """Builds the site of the configuration file `path` once, in this process, as `mkdocs COMMAND` does."""
    with recorded() as records:
        try:
            loaded = load_config(str(path), **config)
            loaded.plugins.on_startup(command=command, dirty=False)
            build(loaded, serve_url="http://127.0.0.1:8000/" if command == "serve" else None)
        except Abort as abort:
            return Built(records, str(abort))
    return Built(records)


class Server:
    """What `mkdocs serve` does with a site, less the server: for each build a new configuration, the same plugins."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self.config = self._load()
        self.config.plugins.on_startup(command="serve", dirty=False)
        self._first = True

    def _load(self) -> Any:
        # MkDocs keeps plugin objects in the option itself, which belongs to the class.
        return load_config(self._path)

    def build(self) -> Built:
        """One build, the first or a rebuild."""
        if not self._first:
            self.config = self._load()
        self._first = False
        with recorded() as records:
            build(self.config, serve_url="http://127.0.0.1:8000/")
        return Built(records)


def run_mkdocs(folder: Path, *arguments: str, module: str = "mkdocs") -> tuple[int, str]:
    """Exit code and log of `python -m mkdocs …` in `folder`."""
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8", "COLUMNS": "1000"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env=environ, check=False)
    return done.returncode, done.stdout + done.stderr


def check(*arguments: str) -> list[Found]:
    """What `neurolint check` finds, in its order."""
    out = io.StringIO()
    with redirect_stdout(out):
        main(["check", "--output-format", "json", "--quiet", "--no-cache", "--fail-on", "never", *arguments])
    return [
        Found(f["path"], f["line"], f["column"], f["severity"], f["rule"], f["message"])
        for f in json.loads(out.getvalue())["findings"]
    ]
