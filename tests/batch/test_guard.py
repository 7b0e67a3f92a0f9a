"""One worker under guard: what a document may do to it, and that the next document finds it well."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from notice_parse.batch.guard import Guard
from notice_parse.batch.job import Job, Limits, Work
from notice_parse.batch.work import current_fingerprint
from notice_parse.emit.writers import Shape

COMMAND = [sys.executable, str(Path(__file__).with_name("bad_worker.py"))]
LIMITS = Limits(seconds=20.0, size=10_000, memory=600_000_000)
WORK = Work("jsonl", Shape())
NOTICE = "云溪市人民政府办公室关于做好公园建设的通知\n一、建设公园\n1.新建公园12处以上。\n责任单位：市建设局\n"


def job(folder: Path, name: str, *, text: str = NOTICE, limits: Limits = LIMITS) -> Job:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    made = Job(name, str(path), WORK, "", limits)
    return Job(name, str(path), WORK, current_fingerprint(made), limits)


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard(LIMITS, COMMAND) as made:
        yield made


def test_results_come_back_from_one_worker(guard: Guard, tmp_path: Path) -> None:
    results = [guard.run(job(tmp_path, f"{n}.txt")) for n in range(3)]
    assert [result.status for result in results] == ["done"] * 3
    assert all(result.payload and "新建公园12处以上".encode() in result.payload for result in results)
    assert guard.started == 1


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with Guard(Limits(seconds=0.5), COMMAND) as guard:
        result = guard.run(job(tmp_path, "hang.txt"))
    assert result.failure is not None
    assert (result.failure.kind, result.status) == ("time-limit", "failed")
    assert "0.5 seconds" in result.failure.reason


def test_a_file_that_kills_its_worker_is_tried_twice(guard: Guard, tmp_path: Path) -> None:
    result = guard.run(job(tmp_path, "die.txt"))
    assert result.failure is not None
    assert result.failure.kind == "crashed"
    assert "signal 11" in result.failure.reason
    assert guard.run(job(tmp_path, "next.txt")).status == "done"
    assert guard.started == 3


def test_a_worker_that_dies_by_chance_costs_nothing(guard: Guard, tmp_path: Path) -> None:
    assert guard.run(job(tmp_path, "once.txt")).status == "done"
    assert guard.started == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses a process more memory than its limit")
def test_a_file_that_takes_too_much_memory_fails(guard: Guard, tmp_path: Path) -> None:
    result = guard.run(job(tmp_path, "memory.txt"))
    assert result.failure is not None
    assert result.failure.kind == "memory"
    assert guard.run(job(tmp_path, "next.txt")).status == "done"
    assert guard.started == 2


def test_a_large_file_is_not_read(guard: Guard, tmp_path: Path) -> None:
    result = guard.run(job(tmp_path, "large.txt", text=NOTICE * 300))
    assert result.failure is not None
    assert result.failure.kind == "too-large"
    assert "--max-size" in result.failure.reason


def test_workers_are_renewed(tmp_path: Path) -> None:
    with Guard(Limits(files=2), COMMAND) as guard:
        for n in range(5):
            assert guard.run(job(tmp_path, f"{n}.txt")).status == "done"
        assert guard.started == 3
    with Guard(Limits(memory=20_000_000), COMMAND) as guard:
        # It cannot even start in so little memory, or is worn at once; either way it does not stay.
        guard.run(job(tmp_path, "a.txt"))
        guard.run(job(tmp_path, "b.txt"))
        assert guard.started >= 2


def test_another_grammar_is_refused(guard: Guard, tmp_path: Path) -> None:
    given = job(tmp_path, "a.txt")
    result = guard.run(Job(given.name, given.path, WORK, "of another version", LIMITS))
    assert result.failure is not None
    assert "another version" in result.failure.reason
