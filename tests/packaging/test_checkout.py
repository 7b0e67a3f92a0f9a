"""What a user meets first in a checkout: the Makefile, the version, and the commands of the README."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from shared import CHECKOUT

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@needs_make
@pytest.mark.parametrize(
    "goal",
    [
        "demo",
        "test",
        "check",
        "coverage",
        "bench",
        "bench-compare",
        "bench-keep",
        "bench-peers",
        "golden",
        "clean",
        "help",
        "format",
    ],
)
def test_make_knows_its_goals(goal: str) -> None:
    done = subprocess.run(["make", "-n", goal], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@needs_make
def test_make_says_that_no_python_fits(tmp_path: Path) -> None:
    shutil.copy(CHECKOUT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "grep", "rm"):
        (tools / name).symlink_to(shutil.which(name) or name)
    make = shutil.which("make") or "make"
    done = subprocess.run(
        [make, "demo"], cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "notice-parse needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "make demo PYTHON=" in done.stderr


def test_the_change_log_and_the_readme_know_the_version() -> None:
    from notice_parse import __version__

    assert re.search(
        rf"^## \[?(Unreleased|{re.escape(__version__)})", (CHECKOUT / "CHANGELOG.md").read_text("utf-8"), re.M
    )


def test_the_readme_gives_a_reason_for_each_dependency() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8").lower()
    for line in project["dependencies"]:
        name = re.split(r"[<>=~ ]", line)[0]
        assert re.search(rf"^\| {name} \| \S.{{20,}}\|$", readme, re.M), name


def test_the_readme_shows_commands_that_exist() -> None:
    from notice_parse.cli.app import app

    known = {command.callback.__name__ for command in app.registered_commands if command.callback}
    known |= {
        str(group.name or group.typer_instance.info.name) for group in app.registered_groups if group.typer_instance
    }
    shown = set(re.findall(r"notice-parse (\w+)", (CHECKOUT / "README.md").read_text(encoding="utf-8")))
    assert shown
    assert shown <= known


def test_links_of_the_documentation_lead_somewhere() -> None:
    pages = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").glob("*.md"), *(CHECKOUT / "samples").glob("README.md")]
    checked = 0
    for page in pages:
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
            checked += 1
    assert checked


def test_the_readme_example_of_the_library_runs() -> None:
    code = re.findall(r"```python\n(.*?)```", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code
    for block in code:
        done = subprocess.run([sys.executable, "-c", block], cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout
