"""A batch that is killed at any moment loses nothing that was finished, leaves nothing half done, and goes on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batch.corpus import make_corpus

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


def finished(folder: Path, out: str) -> set[str]:
    """The results that lie under their names, each of them whole."""
    found = set()
    for path in (folder / out).rglob("*.json") if out == "out" else (folder / f"{out}.parts" / "parts").rglob("*"):
        if path.is_file():
            json.loads(path.read_bytes())
            found.add(str(path.relative_to(folder)))
    return found


def kill_and_go_on(tmp_path: Path, out: str, times: int) -> None:
    chance = random.Random(SEED)
    make_corpus(tmp_path / "in", FILES, seed=SEED)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    began = time.monotonic()
    subprocess.run(command(tmp_path / "a", out), cwd=tmp_path, check=True)
    whole = time.monotonic() - began
    killed = 0
    done: set[str] = set()
    for turn in range(times):
        process = subprocess.Popen(command(tmp_path / "b", out), cwd=tmp_path, start_new_session=True)
        try:
            process.wait(timeout=chance.uniform(0.3, 0.9) * whole)
        except subprocess.TimeoutExpired:
            # In turns with its workers and alone, when they find out by themselves.
            (os.killpg if turn % 2 else os.kill)(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        now = finished(tmp_path / "b", out)
        assert done <= now, "a finished result is gone"
        done = now
        if out != "out" and process.returncode != 0 and killed == turn + 1:
            path = tmp_path / "b" / out
            assert not path.exists() or path.read_bytes() == (tmp_path / "a" / out).read_bytes()
    subprocess.run(command(tmp_path / "b", out), cwd=tmp_path, check=True)
    assert killed
    assert results(tmp_path / "a") == results(tmp_path / "b")
    told = json.loads((tmp_path / "b" / "s.json").read_bytes())
    assert told["files"] == FILES
    assert told["done"] + told["unchanged"] == FILES
    assert told["unchanged"] >= len(done) - 2 * times  # of each worker, one result may not have got into the journal


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
