"""Time and memory grow as the document does, whatever it is that grows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from time import process_time

import pytest

from notice_parse.api import extract_text
from robust.growth import GROWING

STEEP = 1.25
SHARE = 20
"""The short form grows to this part of the full size."""
TASK_MOST = 20_000
"""Bytes for each task with a unit and a target: the records themselves."""
MEMORY = 25
"""Bytes of memory for each byte of the document, beyond what an empty one takes."""


def slope(make: Callable[[int], str], full: int) -> float:
    """Of the logarithm of time over that of length, from an eighth of the size to all of it."""
    points = []
    for size in (full // 8, full // 4, full // 2, full):
        text = make(max(size, 1))
        best = min(_seconds(text) for _ in range(3))
        points.append((log(len(text)), log(max(best, 1e-4))))
    x0 = sum(x for x, _ in points) / 4
    y0 = sum(y for _, y in points) / 4
    return sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points)


def _seconds(text: str) -> float:
    start = process_time()
    extract_text(text)
    return process_time() - start


@pytest.mark.parametrize("name", GROWING)
def test_time(name: str) -> None:
    make, full = GROWING[name]
    extract_text(make(10))
    # A busy machine spoils a measurement now and then, never five in a row.
    measured = []
    for _ in range(5):
        measured.append(slope(make, max(full // SHARE, 8)))
        if measured[-1] < STEEP:
            return
    raise AssertionError(f"{name}: slopes {measured}")


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_time_in_full_size(name: str) -> None:
    make, full = GROWING[name]
    extract_text(make(10))
    assert min(slope(make, full) for _ in range(2)) < STEEP


_MEASURE = """
import resource, sys
import notice_parse
notice_parse.extract(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
notice_parse.extract(sys.argv[2])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def memory(tmp_path: Path, text: str) -> float:
    """Bytes at the highest for each byte of the document."""
    small, large = tmp_path / "small.txt", tmp_path / "large.txt"
    small.write_text(GROWING["items"][0](3), encoding="utf-8")
    large.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", _MEASURE, str(small), str(large)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(told.stdout) / large.stat().st_size


@pytest.mark.parametrize("name", ["lines that go on", "a line of sentences", "a line without a stop", "blanks"])
def test_memory_of_text(name: str, tmp_path: Path) -> None:
    make, full = GROWING[name]
    assert memory(tmp_path, make(full // 2)) < MEMORY


def test_memory_of_records(tmp_path: Path) -> None:
    """A document of nothing but items costs what its records do, whatever their number."""
    make, _ = GROWING["items"]
    text = make(4000)
    assert memory(tmp_path, text) * len(text.encode()) / 4000 < TASK_MOST
