"""Every recipe of docs/recipes.md runs as it stands and prints what it says; one whose tool is absent is skipped."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from shared import CHECKOUT

_RECIPE = re.compile(r"^## (\d+\. [^\n]+)\n\n<!-- needs: ([^;]*); prints: ([^\n]+) -->\n```sh\n(.*?)^```$", re.M | re.S)


class Recipe(NamedTuple):
    title: str
    needs: str
    prints: str
    script: str


TEXT = (CHECKOUT / "docs" / "recipes.md").read_text(encoding="utf-8")
RECIPES = [Recipe(*found) for found in _RECIPE.findall(TEXT)]


def test_every_recipe_is_found() -> None:
    assert len(RECIPES) == TEXT.count("\n## ") >= 10


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.title.split(".")[0] for recipe in RECIPES])
def test_recipe(recipe: Recipe, tmp_path: Path) -> None:
    for need in recipe.needs.split():
        module = need.removeprefix("python:")
        found = importlib.util.find_spec(module) if module != need else shutil.which(need)
        if found is None:
            pytest.skip(f"{need} is not installed")
    for path in (CHECKOUT / "samples").glob("yunxi*"):
        (tmp_path / "公文").mkdir(exist_ok=True)
        shutil.copy(path, tmp_path / "公文")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, command in (("notice-parse", '-m notice_parse "$@"'), ("python3", '"$@"')):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {command}\n')
        (programs / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"}
    script = "set -e\n" + recipe.script
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert recipe.prints in done.stdout
    assert "Traceback" not in done.stderr
