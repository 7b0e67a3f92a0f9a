"""Two thousand files: how much two workers do against one, what a worker holds, and what a document costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from batch.corpus import make_corpus

pytestmark = [pytest.mark.bench, pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two cores")]
FILES = int(os.environ.get("NOTICE_PARSE_BENCH_FILES", "2000"))
SEED = 20310212
GAIN = 1.8  # two workers against one
HELD = 400_000_000  # bytes of one worker at its most


def _largest_worker(pid: int, stop: threading.Event, found: list[int]) -> None:
    """Keep the most memory that any worker of the process has held so far, as the system tells it."""
    while not stop.wait(0.2):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                for child in children.read_text().split():
                    status = Path(f"/proc/{child}/status").read_text()
                    found[0] = max(found[0], int(status.split("VmHWM:")[1].split()[0]) * 1024)
            except (OSError, IndexError):
                continue


def _run(folder: Path, out: str, jobs: int) -> tuple[float, int]:
    """Seconds that the batch tells itself, without its start, and the most that a worker held."""
    arguments = ["in", "-o", out, "--jobs", str(jobs), "--quiet", "--summary", f"{out}.json"]
    stop, found = threading.Event(), [0]
    process = subprocess.Popen([sys.executable, "-m", "notice_parse", "batch", *arguments], cwd=folder)
    watch = threading.Thread(target=_largest_worker, args=(process.pid, stop, found))
    watch.start()
    code = process.wait()
    stop.set()
    watch.join()
    told = json.loads((folder / f"{out}.json").read_text(encoding="utf-8"))
    assert (code, told["done"], told["failed"]) == (0, FILES, 0)
    return told["seconds"], found[0]


def test_two_workers_against_one(tmp_path: Path) -> None:
    paths = make_corpus(tmp_path / "in", FILES, seed=SEED, real=True)
    size = sum(path.stat().st_size for path in paths) / 1e6
    began = time.monotonic()
    one, _ = _run(tmp_path, "one", 1)
    two, held = _run(tmp_path, "two", 2)
    print(
        f"\n{FILES} files, {size:.1f} MB: one worker {one:.1f} s ({FILES / one:.1f} files/s, {1000 * one / FILES:.1f} ms "
        f"each), two {two:.1f} s ({FILES / two:.1f} files/s): gain {one / two:.2f}; a worker holds {held / 1e6:.0f} MB "
        f"at most; load {os.getloadavg()[0]:.1f} after {time.monotonic() - began:.0f} s"
    )
    assert held < HELD
    assert one / two >= GAIN
