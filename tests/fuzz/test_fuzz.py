"""A short run of each fuzz target, and every seed by itself; `make fuzz` runs longer."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.targets import TARGETS
from shared import CHECKOUT

CORPUS = Path(__file__).parent / "corpus"
SEEDS = sorted(path for path in CORPUS.rglob("*") if path.is_file())
SECONDS = 10


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_seed(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_seeds_are_few_and_small() -> None:
    assert {path.parent.name for path in SEEDS} == set(TARGETS)
    assert len(SEEDS) >= 12
    assert sum(path.stat().st_size for path in SEEDS) < 40_000


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: pip install 'notice-parse[fuzz]', on a Python that it has a wheel for",
)
@pytest.mark.parametrize("target", sorted(TARGETS))
def test_short_run(target: str, tmp_path: Path) -> None:
    found = tmp_path / "found"
    found.mkdir()
    seconds = int(os.environ.get("FUZZ_SECONDS", SECONDS))
    command = [
        sys.executable, str(Path(__file__).with_name("run_fuzz.py")), target, f"-max_total_time={seconds}", "-max_len=1500", "-timeout=20",
        "-rss_limit_mb=3000", f"-artifact_prefix={tmp_path}/", "-seed=20310210", str(found), str(CORPUS / target),
    ]  # fmt: skip
    paths = os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT / "tests")])
    told = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths}, timeout=seconds * 3 + 240, check=False
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]
    runs = re.search(r"Done (\d+) runs", told.stderr)
    assert runs is not None
    assert int(runs[1]) > 20, told.stderr[-500:]
