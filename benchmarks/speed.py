"""How fast neurolint is: reading, matching, the whole command, its start, its cache, its memory, its part of a build.

Nothing is downloaded; the pages are made by `pages`. Times are medians, and what is compared is measured in turns, so
that the ratios hold on a busy machine too. `--quick` measures less; `--no-build` leaves out MkDocs.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pages import page, write_site

from mkdocs_neurolint import lint, load_rules, parse
from mkdocs_neurolint.site import Site

MEGABYTE = 1_000_000
PAGE = 10_000  # bytes that a time per page refers to
SEEDS = Path(__file__).parent.parent / "seeds"
WIDTHS = (64, 42, 14)  # of the columns of the table
TODAY = "2026-12-01"
NEUROLINT = [
    sys.executable,
    "-m",
    "mkdocs_neurolint",
    "check",
    "--fail-on",
    "never",
    "--quiet",
    "--output-format",
    "concise",
]
NOTHING = [sys.executable, "-c", "pass"]
SITE = """\
site_name: Pages to measure with
theme: {name: material, font: false}
plugins: [search, {neurolint: {fail_on: never}}]
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details, pymdownx.highlight,
   pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}, {pymdownx.tasklist: {custom_checkbox: true}}]
validation: {links: {not_found: ignore, anchors: ignore}}
"""
PEAK = """
import resource, sys
from mkdocs_neurolint.cli import main
main(sys.argv[1:])
unit = 1 if sys.platform == "darwin" else 1024
own, workers = (resource.getrusage(who).ru_maxrss * unit for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(own, workers, file=sys.stderr)
"""
BUILD = """
import logging, sys, time
begun = time.perf_counter()
from mkdocs.commands.build import build
from mkdocs.config import load_config

logging.disable(logging.CRITICAL)
spent = 0.0
inside = False

def timed(method):
    def call(*arguments, **named):
        global spent, inside
        if inside:
            return method(*arguments, **named)
        inside, start = True, time.perf_counter()
        try:
            return method(*arguments, **named)
        finally:
            spent += time.perf_counter() - start
            inside = False
    return call

start = time.perf_counter()
import mkdocs_neurolint.plugin
spent += time.perf_counter() - start
config = load_config(sys.argv[1])
for methods in config.plugins.events.values():
    for i, method in enumerate(methods):
        if type(getattr(method, "__self__", None)).__module__.startswith("mkdocs_neurolint"):
            methods[i] = timed(method)
config.plugins.on_startup(command="build", dirty=False)
build(config)
config.plugins.on_shutdown()
print(spent, time.perf_counter() - begun)
"""


class Row(NamedTuple):
    """One line of the table: what was measured, the figure, and what it should not exceed."""

    what: str
    figure: str
    budget: str = ""


def in_process(texts: Sequence[str], repeats: int) -> tuple[float, float, int]:
    """Median CPU seconds for reading `texts` and for matching all stable rules on them; the number of findings."""
    rules = load_rules()
    site = Site(today=TODAY)
    lint(parse(texts[0]), rules, site)
    reading: list[float] = []
    matching: list[float] = []
    findings = 0
    for _ in range(repeats):
        read = matched = 0.0
        findings = 0
        for text in texts:
            start = time.process_time()
            document = parse(text)
            between = time.process_time()
            findings += len(lint(document, rules, site))
            matched += time.process_time() - between
            read += between - start
        reading.append(read)
        matching.append(matched)
    return median(reading), median(matching), findings


def page_rows(name: str, texts: Sequence[str], repeats: int, budget: str = "1 ms per 10 KB") -> list[Row]:
    size = sum(len(text.encode()) for text in texts)
    reading, matching, findings = in_process(texts, repeats)

    def figure(seconds: float) -> str:
        return f"{seconds / size * PAGE * 1000:.2f} ms per 10 KB, {size / seconds / MEGABYTE:.1f} MB/s"

    each = f"{findings / len(texts):.1f} findings a page"
    return [
        Row(f"{name}: parse", figure(reading)),
        Row(f"{name}: match, all stable rules", figure(matching)),
        Row(f"{name}: parse and match ({each})", figure(reading + matching), budget),
    ]


def run(command: Sequence[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The process `command`, ended. Raises SystemExit with what it said when it fails."""
    # An installed package has its compiled modules; a setting that keeps them from being written would hide that.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        command, cwd=folder, env={**kept, **environment}, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{command[:4]} failed:\n{done.stderr}")
    return done


def seconds(command: Sequence[str], folder: Path, **environment: str) -> float:
    """The time that a process takes from start to end."""
    start = time.perf_counter()
    run(command, folder, **environment)
    return time.perf_counter() - start


def in_turns(command: Sequence[str], folder: Path, repeats: int) -> tuple[float, float]:
    """Median seconds of `command`, and the median of its ratios to a Python that does nothing."""
    pairs = [(seconds(command, folder), seconds(NOTHING, folder)) for _ in range(repeats)]
    return median(own for own, _ in pairs), median(own / nothing for own, nothing in pairs)


def start_row(folder: Path, repeats: int) -> Row:
    (folder / "one.md").write_text(page(1), encoding="utf-8")
    command = [*NEUROLINT, "one.md"]
    seconds(command, folder)
    own, ratio = in_turns(command, folder, repeats)
    return Row("check one.md, rules compiled", f"{own * 1000:.0f} ms, {ratio:.1f} x `python -c pass`", "6 x")


def cold_row(folder: Path, repeats: int) -> Row:
    def cold() -> float:
        with tempfile.TemporaryDirectory() as cache:
            return seconds([*NEUROLINT, "one.md"], folder, NEUROLINT_CACHE_DIR=cache)

    return Row("check one.md, rules not yet compiled", f"{median(cold() for _ in range(repeats)) * 1000:.0f} ms")


def check_rows(folder: Path, pages: int, size: int, repeats: int) -> list[Row]:
    """The whole command on a site, without its cache and with nothing changed; and its memory."""
    whole = median(seconds([*NEUROLINT, "--no-cache", "."], folder) for _ in range(repeats))
    seconds([*NEUROLINT, "."], folder)
    # A file that is younger than two seconds is not trusted to be unchanged.
    time.sleep(2.1)
    seconds([*NEUROLINT, "."], folder)
    own, ratio = in_turns([*NEUROLINT, "."], folder, repeats)
    return [
        Row(
            f"check, {pages:,} pages, {size / MEGABYTE:.0f} MB, no cache",
            f"{whole:.2f} s, {whole / size * PAGE * 1000:.2f} ms per 10 KB, {size / whole / MEGABYTE:.1f} MB/s",
        ),
        Row(f"check, {pages:,} unchanged pages", f"{own * 1000:.0f} ms, {ratio:.1f} x `python -c pass`", "12 x"),
        memory_row(folder, pages),
    ]


def memory_row(folder: Path, pages: int) -> Row:
    command = [sys.executable, "-c", PEAK, *NEUROLINT[3:], "--no-cache", "."]
    done = run(command, folder)
    own, worker = (int(number) / MEGABYTE for number in done.stderr.split()[-2:])
    figure = f"{own:.0f} MB" + (f"; the largest worker process {worker:.0f} MB" if worker else "")
    return Row(f"peak memory, {pages:,} pages", figure, "100 MB")


def build_row(folder: Path, pages: int, repeats: int) -> Row:
    """The time inside the plugin's hooks, its import included, as a share of a build with Material."""
    write_site(folder / "docs", pages)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SITE, encoding="utf-8")
    shares, totals = [], []
    for _ in range(repeats):
        done = run([sys.executable, "-c", BUILD, str(folder / "mkdocs.yml")], folder)
        spent, total = map(float, done.stdout.split()[-2:])
        shares.append(spent / total)
        totals.append(total)
    what = f"plugin, share of `mkdocs build` with Material, {pages:,} pages"
    return Row(what, f"{median(shares):.1%} of {median(totals):.1f} s", "4 %")


def show(row: Row) -> None:
    print(f"| {row.what:{WIDTHS[0]}} | {row.figure:{WIDTHS[1]}} | {row.budget:{WIDTHS[2]}} |", flush=True)


def measure(quick: bool, builds: bool) -> Iterator[Row]:
    """The rows of the table as they are measured."""
    sample, pages, built = (60, 400, 50) if quick else (300, 2000, 500)
    repeats = 3 if quick else 7
    health = [page(number) for number in range(1, sample + 1)]
    plain = [page(number, plain=True) for number in range(1, sample + 1)]
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.md"))] * (sample // 20)
    tasks: list[Callable[[Path], list[Row]]] = [
        lambda folder: page_rows("health pages", health, repeats),
        lambda folder: page_rows("other pages", plain, repeats),
        lambda folder: page_rows("seed articles", seeds, repeats, "")[2:],
        lambda folder: [start_row(folder, 3 * repeats), cold_row(folder, 3)],
        lambda folder: check_rows(folder, pages, write_site(folder, pages), repeats if quick else 5),
    ]
    if builds:
        tasks.append(lambda folder: [build_row(folder, built, 1 if quick else 3)])
    for task in tasks:
        with tempfile.TemporaryDirectory() as folder:
            yield from task(Path(folder))


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table. Returns the exit code."""
    parser = ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true", help="fewer pages and repeats: a first impression")
    parser.add_argument("--no-build", action="store_true", help="leave out the build with MkDocs and Material")
    parsed = parser.parse_args(argv)
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    show(Row("what", "measured", "budget"))
    show(Row(*("-" * width for width in WIDTHS)))
    with tempfile.TemporaryDirectory() as cache:
        # What other runs have left in the user's cache would be read, too.
        os.environ["NEUROLINT_CACHE_DIR"] = cache
        for row in measure(parsed.quick, not parsed.no_build):
            show(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
