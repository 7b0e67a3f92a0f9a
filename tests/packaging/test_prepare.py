"""`python -m notice_parse.prepare`: what it keeps makes the start quick and changes nothing else, even when it is damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared import CHECKOUT

SAMPLE = CHECKOUT / "samples" / "yunxi-2024-schedule.md"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout's code and grammars, of which nothing is kept yet."""
    folder = tmp_path_factory.mktemp("copy")
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CHECKOUT / "src" / "notice_parse", folder / "src" / "notice_parse", ignore=without)
    shutil.copytree(CHECKOUT / "grammars", folder / "grammars")
    return folder


def run(copy: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command], env=environment, cwd=copy, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_what_is_kept_changes_nothing(copy: Path) -> None:
    kept = copy / "src" / "notice_parse" / "__pycache__"
    extract = ("notice_parse", "extract", "--quiet", str(SAMPLE))
    before = run(copy, *extract)
    assert not kept.exists(), "Python was told to write no byte code, and so nothing is kept without being asked for"
    told = run(copy, "notice_parse.prepare")
    (patterns,) = kept.glob("patterns.*.bin")
    count = int(told.removeprefix("kept ").removesuffix(" patterns\n"))
    assert count > 200
    assert run(copy, *extract) == before
    # Anything else under that name is no reason to fail: the patterns are then compiled as ever.
    whole = patterns.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"N"):
        patterns.write_bytes(damaged)
        assert run(copy, *extract) == before
