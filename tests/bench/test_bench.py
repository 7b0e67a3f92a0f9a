"""Times as ratios, so that they mean the same on any machine: each against bare imports, measured in turns in one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

import notice_parse
from shared import CHECKOUT, SHARED

pytestmark = pytest.mark.bench

IMPORTS = [sys.executable, "-c", "import typer, pydantic, regex, yaml"]
VERSION_RATIO = 1.5  # times as long as importing typer
EXTRACT_SECONDS = 0.25  # longer than importing what the command needs
SPEED = 2.0  # MB of UTF-8 a second, of the whole pipeline


def _document() -> Path:
    """The largest notice at hand."""
    gazette = SHARED / "notices" / "tongxiang-gazette-2021-02.md"
    return gazette if gazette.exists() else max((CHECKOUT / "samples").glob("yunxi*"), key=lambda p: p.stat().st_size)


def _command() -> str:
    """The installed command itself: its start is what users wait for."""
    return str(Path(sys.executable).with_name("notice-parse"))


def _medians(*commands: Sequence[str], times: int = 15) -> list[float]:
    """Seconds of each, run in turns so that a busy machine slows all of them alike; the first round warms up."""
    taken: list[list[float]] = [[] for _ in commands]
    for turn in range(times + 1):
        for command, seconds in zip(commands, taken, strict=True):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            if turn:
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken]


def test_version() -> None:
    version, imported = _medians([_command(), "--version"], [sys.executable, "-c", "import typer"])
    print(f"\n--version {version * 1000:.0f} ms, import typer {imported * 1000:.0f} ms: ratio {version / imported:.2f}")
    assert version <= VERSION_RATIO * imported


def test_help() -> None:
    help_, imported = _medians([_command(), "extract", "--help"], IMPORTS)
    print(f"\n--help {help_ * 1000:.0f} ms, imports {imported * 1000:.0f} ms: ratio {help_ / imported:.2f}")


@pytest.mark.parametrize("document", ["sample", "largest"])
def test_one_document(document: str) -> None:
    path = _document() if document == "largest" else CHECKOUT / "samples" / "yunxi-2023-schedule.txt"
    extract, imported = _medians([_command(), "extract", "--quiet", str(path)], IMPORTS)
    over = extract - imported
    print(
        f"\nextract {path.name} ({path.stat().st_size / 1000:.0f} kB) {extract * 1000:.0f} ms, imports "
        f"{imported * 1000:.0f} ms: ratio {extract / imported:.2f}, {over * 1000:+.0f} ms"
    )
    assert over <= EXTRACT_SECONDS


def test_speed() -> None:
    path = _document()
    data = path.read_bytes()
    notice_parse.extract(data)
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        notice_parse.extract(data)
        taken.append(time.perf_counter() - start)
    speed = len(data) / 1e6 / statistics.median(taken)
    print(f"\nextract {path.name} in one process: {speed:.2f} MB/s")
    assert speed >= SPEED


def test_find_targets() -> None:
    """Bare texts, each task of the largest notice by itself: what the number engine does alone."""
    notices = notice_parse.extract(_document()).notices
    texts = [task.text for notice in notices for task in notice.tasks]
    size = sum(len(text.encode()) for text in texts)
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        for text in texts:
            notice_parse.find_targets(text)
        taken.append(time.perf_counter() - start)
    speed = size / 1e6 / statistics.median(taken)
    print(f"\nfind_targets of {len(texts)} texts: {speed:.2f} MB/s")
    assert speed >= SPEED
