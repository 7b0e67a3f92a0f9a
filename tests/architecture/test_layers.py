"""Imports go down the layers of docs/architecture.md and third parties stay where they belong.

Imports inside functions count as well: they are late, not absent.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import notice_parse
from shared import CHECKOUT

PACKAGE = Path(notice_parse.__file__).parent
PAGE = CHECKOUT / "docs" / "architecture.md"
# Names at the top that only point at what lies below them.
FRONT = {"__init__", "__main__"}


def _modules() -> Iterator[tuple[str, Path]]:
    """Each module's part of the package (`text`, `cli`, `source` …) and file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).with_suffix("").parts[0], path


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "notice_parse":
                yield from (f"notice_parse.{alias.name}" for alias in node.names)
            else:
                yield node.module


def _table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of the page, back quotes kept."""
    below = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1]
    rows = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert rows
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in rows.group().splitlines()[2:]]


def _quoted(cell: str) -> set[str]:
    return set(re.findall(r"`([\w.]+)`", cell))


ALLOWED = {part: _quoted(row[2]) for row in _table("Layers") for part in _quoted(row[1])}
LAYER = {part: int(row[0]) for row in _table("Layers") for part in _quoted(row[1])}
THIRD_PARTIES = {row[0].strip("`"): _quoted(row[1]) for row in _table("Third parties")}


def test_the_page_names_every_part() -> None:
    assert {part for part, _ in _modules()} - FRONT == set(ALLOWED)


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_parts_import_only_what_the_page_allows(part: str) -> None:
    used = {
        name.split(".")[1] for here, path in _modules() if here == part for name in _imports(path) if "parse." in name
    }
    assert used - {part, "__version__"} <= ALLOWED[part]


def test_the_page_lets_nothing_look_up() -> None:
    for part, below in ALLOWED.items():
        assert below <= set(ALLOWED), part
        assert all(LAYER[other] < LAYER[part] for other in below), part


def test_third_parties_stay_where_they_belong() -> None:
    seen = 0
    for part, path in _modules():
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for name in _imports(path):
            top = name.split(".")[0]
            if top == "notice_parse" or top in sys.stdlib_module_names:
                continue
            seen += 1
            assert THIRD_PARTIES.get(top, set()) & {part, module}, f"{module} imports {top}"
    assert seen > 5


def test_dependencies_are_those_that_are_imported() -> None:
    import tomllib

    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [
        line
        for name, lines in project["optional-dependencies"].items()
        if name not in ("dev", "fuzz")
        for line in lines
    ]
    lines = [line for line in [*project["dependencies"], *extras] if not line.startswith("notice-parse[")]
    names = {re.split(r"[<>=~ ]", line)[0].replace("-", "_") for line in lines}
    imported = {{"yaml": "pyyaml"}.get(name, name) for name in THIRD_PARTIES}
    assert names == imported


def test_importing_the_package_does_no_work() -> None:
    import subprocess

    code = "import sys, notice_parse; print([m for m in ('regex', 'pydantic', 'yaml', 'typer', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
