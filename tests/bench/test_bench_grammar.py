"""What loading the grammars costs at start-up: milliseconds, the median of fresh processes."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.bench

LOAD_MS = 60.0
"""The most that loading all shipped grammars may take, once Python is there and the package's byte code is made."""
_LOAD = """
import time
begun = time.perf_counter()
from notice_parse.grammar import load_grammar
imported = time.perf_counter()
load_grammar({names})
print((imported - begun) * 1000, (time.perf_counter() - imported) * 1000)
"""


def _milliseconds(names: list[str], times: int = 11) -> tuple[float, float]:
    """Importing what loads grammars, and loading them."""
    code = _LOAD.format(names=names)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    rows = []
    for _ in range(times):
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        rows.append([float(word) for word in done.stdout.split()])
    imported, loaded = (statistics.median(column) for column in zip(*rows, strict=True))
    return imported, loaded


def test_loading_the_shipped_grammars() -> None:
    imported, loaded = _milliseconds([])
    print(f"\nshipped grammars: import {imported:.1f} ms, load {loaded:.1f} ms, at most {LOAD_MS:.0f} ms")
    assert loaded <= LOAD_MS


def test_loading_an_extension(tmp_path: Path) -> None:
    """Read and checked each time; only those who name one wait for it."""
    from notice_parse.grammar.skeleton import skeleton

    path = tmp_path / "mine.yaml"
    path.write_text(skeleton("mine"), encoding="utf-8")
    imported, loaded = _milliseconds([str(path)])
    print(f"\nwith an extension: import {imported:.1f} ms, load {loaded:.1f} ms")
