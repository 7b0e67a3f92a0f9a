"""A batch that is killed at any moment loses nothing that was finished, leaves nothing half done, and goes on."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batch.corpus import make_corpus
from notice_parse.batch.plan import STATE

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals and process groups")
SEED = 20310209
FILES = 24


def command(folder: Path, out: str) -> list[str]:
    summary = str(folder / "s.json")
    arguments = ["in", "-o", f"{folder.name}/{out}", "--jobs", "2", "--quiet", "--summary", summary]
    return [sys.executable, "-m", "notice_parse", "batch", *arguments]


def results(folder: Path) -> dict[str, bytes]:
    """Everything but locks, times, and what a killed run left aside."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in ("lock", "s.json")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if path.parent.name != "aside"}


def results_at(folder: Path, out: str) -> list[Path]:
    """The results of single files that lie under their names by now."""
    place = folder / "out" if out == "out" else folder / f"{out}.parts" / "parts"
    return [path for path in place.rglob("*") if path.is_file() and STATE not in path.parts]


def finished(folder: Path, out: str) -> set[str]:
    """The names of the results, each of which has to be whole."""
    found = results_at(folder, out)
    for path in found:
        json.loads(path.read_bytes())
    return {str(path) for path in found}


def is_killed(
    process: subprocess.Popen[bytes], folder: Path, out: str, chance: random.Random, *, all_of_it: bool
) -> bool:
    """Kill the batch when it has done a few more files, or at once after its start; False where it was faster."""
    wanted = len(results_at(folder, out)) + chance.choice((0, 1, 2, 4, 8))
    while process.poll() is None and len(results_at(folder, out)) < wanted:
        time.sleep(0.005)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=chance.choice((0.0, 0.02, 0.2, 0.6)))
    if process.poll() is not None:
        return False
    # In turns with its workers and alone, when they find out by themselves.
    (os.killpg if all_of_it else os.kill)(process.pid, signal.SIGKILL)
    process.wait()
    return True


def kill_and_go_on(tmp_path: Path, out: str, times: int) -> None:
    chance = random.Random(SEED)
    make_corpus(tmp_path / "in", FILES, seed=SEED)
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
    subprocess.run(command(tmp_path / "a", out), cwd=tmp_path, check=True)
    again = tmp_path / "b"
    killed, done = 0, set[str]()
    for _ in range(5 * times):
        process = subprocess.Popen(command(again, out), cwd=tmp_path, start_new_session=True)
        if not is_killed(process, again, out, chance, all_of_it=killed % 2 == 1):
            assert process.returncode == 0
            assert results(again) == results(tmp_path / "a")
            shutil.rmtree(again)
            again.mkdir()
            done = set()
            continue
        killed += 1
        now = finished(again, out)
        assert done <= now, "a finished result is gone"
        done = now
        if (again / out).is_file():
            assert (again / out).read_bytes() == (tmp_path / "a" / out).read_bytes()
        if killed == times:
            break
    assert killed == times
    subprocess.run(command(again, out), cwd=tmp_path, check=True)
    assert results(again) == results(tmp_path / "a")
    told = json.loads((again / "s.json").read_bytes())
    assert told["files"] == told["done"] + told["unchanged"] == FILES
    # Of each worker that was killed, one result may not have got into the journal.
    assert told["unchanged"] >= len(done) - 2 * times


@pytest.mark.parametrize("out", ["out", "all.jsonl"])
def test_killed_and_resumed(tmp_path: Path, out: str) -> None:
    kill_and_go_on(tmp_path, out, times=2)


@pytest.mark.slow
@pytest.mark.bench
@pytest.mark.parametrize("out", ["out", "all.jsonl"])
def test_killed_twenty_times_and_resumed(tmp_path: Path, out: str) -> None:
    kill_and_go_on(tmp_path, out, times=20)


def test_a_torn_line_of_the_journal_costs_one_file(tmp_path: Path) -> None:
    make_corpus(tmp_path / "in", 4, seed=SEED)
    (tmp_path / "a").mkdir()
    subprocess.run(command(tmp_path / "a", "out"), cwd=tmp_path, check=True)
    before = results(tmp_path / "a")
    journal = tmp_path / "a" / "out" / ".notice-parse" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    subprocess.run(command(tmp_path / "a", "out"), cwd=tmp_path, check=True)
    told = json.loads((tmp_path / "a" / "s.json").read_bytes())
    assert (told["done"], told["unchanged"]) == (1, 3)
    assert results(tmp_path / "a") == before


def test_a_result_that_was_cut_is_done_again(tmp_path: Path) -> None:
    make_corpus(tmp_path / "in", 3, seed=SEED)
    (tmp_path / "a").mkdir()
    subprocess.run(command(tmp_path / "a", "out"), cwd=tmp_path, check=True)
    before = results(tmp_path / "a")
    cut = next((tmp_path / "a" / "out").rglob("*.txt.json"))
    cut.write_bytes(cut.read_bytes()[:100])
    subprocess.run(command(tmp_path / "a", "out"), cwd=tmp_path, check=True)
    assert json.loads((tmp_path / "a" / "s.json").read_bytes())["done"] == 1
    assert results(tmp_path / "a") == before
