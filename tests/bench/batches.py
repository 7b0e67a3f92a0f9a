"""A small batch with one worker and with two, against the same documents read by one process that does nothing else."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import notice_parse
from batch.corpus import make_corpus
from bench.block import Block, short
from bench.measure import Taken, cores, run
from notice_parse.emit.as_json import emit_json

FILES = 160
TURNS = 3
_SEED = 20310212


def batches() -> Block:
    """Varied samples in two encodings, records as one JSON file each."""
    taken: dict[int, list[Taken]] = {1: [], 2: []}
    floors: list[Taken] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = make_corpus(folder / "in", FILES, seed=_SEED)
        size = sum(path.stat().st_size for path in paths) / 1e6
        for turn in range(TURNS):
            floors.append(_plainly(paths))
            for jobs in taken:
                out = ["-o", f"out{jobs}-{turn}", "--jobs", str(jobs)]
                taken[jobs].append(run([sys.executable, "-m", "notice_parse", "batch", "in", *out], cwd=folder))
    ratios = {
        jobs: statistics.median(ours.cpu / floor.cpu for ours, floor in zip(taken[jobs], floors, strict=True))
        for jobs in taken
    }
    gain = statistics.median(run.wall for run in taken[1]) / statistics.median(run.wall for run in taken[2])
    rows = [_row("one process, `extract` and JSON", size, floors, 1.0)]
    rows += [_row(f"batch, --jobs {jobs}", size, runs, ratios[jobs]) for jobs, runs in taken.items()]
    return Block(
        "batch",
        ("process", "MB/s by the clock", "documents/s", "processor ms a document", "× processor of one process"),
        rows,
        {"one worker": ratios[1], "two workers": ratios[2]},
        {"gain of two workers": gain},
        f"{FILES} documents, {size:.1f} MB. Two workers did {gain:.2f} times the work of one"
        + (f", on {cores()} cores." if cores() > 1 else "; there is only one core here."),
    )


def _row(name: str, size: float, runs: list[Taken], ratio: float) -> tuple[str, ...]:
    wall, cpu = statistics.median(run.wall for run in runs), statistics.median(run.cpu for run in runs)
    return name, short(size / wall), short(FILES / wall), short(cpu / FILES * 1e3), short(ratio)


def _plainly(paths: list[Path]) -> Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    for path in paths:
        emit_json(notice_parse.extract(path))
    return Taken(time.perf_counter() - wall, time.process_time() - cpu)
