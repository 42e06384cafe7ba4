"""The package as others get it: what a wheel holds, what starts with it, and who may import what."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from email.parser import Parser
from graphlib import TopologicalSorter
from pathlib import Path
from zipfile import ZipFile

import pytest

import mkdocs_neurolint

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mkdocs_neurolint"
MODULES = sorted(path.relative_to(ROOT) for path in PACKAGE.rglob("*.py"))
# What `neurolint check` of one page does without when the compiled rules are at hand.
HEAVY = {"babel", "bs4", "click", "jinja2", "markdown", "mkdocs", "pathspec", "phonenumbers", "pybtex", "yaml"}
SLOW_STANDARD = {
    "asyncio",
    "concurrent.futures",
    "email",
    "importlib.metadata",
    "multiprocessing",
    "sqlite3",
    "tomllib",
}
CAREFUL = "# Tea\n\nBoil water. Warm the pot, and let the leaves stand for four minutes.\n"
CLAIM = "# Hugs\n\nOxytocin builds trust.\n"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with `arguments` in the folder `cwd`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


# --- the wheel ---


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return ZipFile(path)


def test_wheel_holds_every_module_and_every_rule_file(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    assert {path.as_posix() for path in MODULES} <= names
    data = {path.relative_to(ROOT / "rules").as_posix() for path in (ROOT / "rules").rglob("*.yml")}
    assert {f"mkdocs_neurolint/_rules/{name}" for name in data} <= names
    assert "mkdocs_neurolint/_rules/rule.schema.json" in names


def test_wheel_holds_nothing_else(wheel: ZipFile) -> None:
    for name in wheel.namelist():
        assert name.startswith(("mkdocs_neurolint/", "mkdocs_neurolint-")), name
        assert not name.endswith((".pyc", ".md")) or ".dist-info/" in name, name


def test_wheel_is_typed(wheel: ZipFile) -> None:
    assert "mkdocs_neurolint/py.typed" in wheel.namelist()


def test_wheel_metadata(wheel: ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode("utf-8"))
    assert metadata["Name"] == "mkdocs-neurolint"
    assert metadata["Version"] == mkdocs_neurolint.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    points = wheel.read(name.replace("METADATA", "entry_points.txt")).decode("utf-8")
    assert "neurolint = mkdocs_neurolint.__main__:command" in points
    assert "neurolint = mkdocs_neurolint.plugin:NeurolintPlugin" in points


# --- starting ---


def test_module_is_the_command(tmp_path: Path) -> None:
    (tmp_path / "hugs.md").write_text(CLAIM, encoding="utf-8")
    answer = run("-m", "mkdocs_neurolint", "check", "--output-format", "json", "hugs.md", cwd=tmp_path)
    assert answer.returncode in (0, 1), answer.stderr
    assert "uncited-claim" in {finding["rule"] for finding in json.loads(answer.stdout)["findings"]}


def test_module_passes_the_exit_code_on(tmp_path: Path) -> None:
    answer = run("-m", "mkdocs_neurolint", "check", "absent.md", cwd=tmp_path)
    assert answer.returncode == 2
    assert "absent.md" in answer.stderr
    assert "Traceback" not in answer.stderr


LOADED = """
import sys
from mkdocs_neurolint.cli import main
main(["check", "--quiet", "page.md"])
print("\\n" + "\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "text", [pytest.param(CAREFUL, id="page-without-findings"), pytest.param(CLAIM, id="page-with-a-claim")]
)
def test_check_of_one_page_loads_little(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    # The first run may have to compile the rules, for which it reads YAML.
    cache = str(tmp_path / "cache")
    run("-c", LOADED, cwd=tmp_path, NEUROLINT_CACHE_DIR=cache)
    answer = run("-c", LOADED, cwd=tmp_path, NEUROLINT_CACHE_DIR=cache)
    loaded = set(answer.stderr.split())
    assert "mkdocs_neurolint.engine" in loaded
    tops = {name.partition(".")[0] for name in loaded}
    assert tops & HEAVY == set()
    assert loaded & SLOW_STANDARD == set()


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, mkdocs_neurolint; print(*(name for name in sys.modules if name.startswith('mkdocs_neurolint')))"
    assert set(run("-c", code, cwd=ROOT).stdout.split()) == {"mkdocs_neurolint", "mkdocs_neurolint.version"}


# --- layers ---

# Each may import those after it when it is loaded, never those before it.
CHAIN = ["cli", "runner", "engine", "checks", "document", "rules", "positions"]


def part_of(path: Path) -> str:
    """`cli` for `mkdocs_neurolint/cli/check.py`, `engine` for `mkdocs_neurolint/engine.py`."""
    return path.parts[1].removesuffix(".py")


def imported(path: Path, *, while_loading: bool = False) -> set[str]:
    """The modules that a file imports; `while_loading` leaves out those inside functions and for type checkers."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    nodes = tree.body if while_loading else list(ast.walk(tree))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def parts_imported(path: Path) -> set[str]:
    """The parts of the package that are loaded with a file, its own left out."""
    split = [name.split(".") for name in imported(path, while_loading=True)]
    return {names[1] for names in split if names[0] == "mkdocs_neurolint" and len(names) > 1} - {part_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_the_plugin_imports_mkdocs(path: Path) -> None:
    tops = {name.partition(".")[0] for name in imported(path)}
    assert part_of(path) == "plugin" or not tops & {"mkdocs", "properdocs", "material"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_nothing_imports_a_front_end(path: Path) -> None:
    front_ends = {name.split(".")[1] for name in imported(path) if name.startswith("mkdocs_neurolint.")} & {
        "cli",
        "plugin",
        "server",
    }
    assert part_of(path) == "__main__" or front_ends <= {part_of(path)}


@pytest.mark.parametrize("path", [path for path in MODULES if part_of(path) in CHAIN], ids=str)
def test_imports_point_one_way(path: Path) -> None:
    assert not parts_imported(path) & set(CHAIN[: CHAIN.index(part_of(path))])


def test_parts_do_not_import_each_other_in_circles() -> None:
    needs: dict[str, set[str]] = {}
    for path in MODULES:
        needs.setdefault(part_of(path), set()).update(parts_imported(path))
    tuple(TopologicalSorter(needs).static_order())
