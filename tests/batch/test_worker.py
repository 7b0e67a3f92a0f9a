"""The worker process by itself, as a batch starts it: jobs in, results out, and its end when nobody asks any more."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from notice_parse.batch.job import Job, Limits, Result, Work
from notice_parse.batch.work import current_fingerprint
from notice_parse.batch.worker import READY, receive, send
from notice_parse.emit.writers import Shape

COMMAND = [sys.executable, "-P", "-m", "notice_parse.batch.worker"]
NOTICE = "云溪市人民政府办公室关于做好公园建设的通知\n一、建设公园\n1.新建公园12处以上。\n责任单位：市建设局\n"
Worker = subprocess.Popen[bytes]


@pytest.fixture
def worker() -> Iterator[Worker]:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert receive(cast(Any, process.stdout)) == READY
        yield process
        assert process.stdin is not None
        process.stdin.close()
        try:
            assert process.wait(60) == 0
        finally:
            process.kill()


def job(path: Path | str, **options: Any) -> Job:
    """A job for the file with the fingerprint of this version."""
    work = options.pop("work", Work("jsonl", Shape()))
    limits = options.pop("limits", Limits(size=100_000))
    asked = Job(str(path), str(path), work, "", limits)
    return Job(str(path), str(path), work, current_fingerprint(asked), limits, **options)


def ask(worker: Worker, asked: Job) -> Result:
    send(cast(Any, worker.stdin), asked)
    return cast(Result, receive(cast(Any, worker.stdout)))


def reason(result: Result) -> tuple[str, str]:
    assert result.status == "failed"
    assert result.failure is not None
    return result.failure.kind, result.failure.reason


def test_a_worker_answers_and_ends_when_the_pipe_closes(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOTICE, encoding="utf-8")
    result = ask(worker, job(path))
    assert (result.status, result.sha256) == ("done", hashlib.sha256(NOTICE.encode()).hexdigest())
    assert result.counts["tasks"] == result.counts["units"] == result.counts["numeric_targets"] == 1
    assert result.payload is not None
    assert result.size == len(result.payload)
    assert "新建公园12处以上".encode() in result.payload
    target, aside = tmp_path / "out" / "deep" / "a.jsonl", tmp_path / "aside"
    aside.mkdir()
    written = ask(worker, job(path, target=str(target), aside=str(aside)))
    assert (written.status, written.payload) == ("done", None)
    assert target.read_bytes() == result.payload
    assert not list(aside.iterdir()), "the file is moved, not copied"
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(60) == 0


def test_bytes_that_come_with_the_job_are_read_under_its_name(worker: Worker) -> None:
    page = f"<html><body><p>{NOTICE.replace(chr(10), '</p><p>')}</p></body></html>"
    result = ask(worker, job("elsewhere/云溪.html", data=page.encode()))
    assert result.status == "done"
    assert result.payload is not None
    assert "elsewhere/云溪.html".encode() in result.payload
    assert result.counts["tasks"] == 1


def test_what_cannot_be_read_is_told_and_harms_nothing(worker: Worker, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    large = tmp_path / "large.txt"
    large.write_text(NOTICE * 2000, encoding="utf-8")
    empty = tmp_path / "empty.zip"
    empty.write_bytes(b"PK\x05\x06" + bytes(18))
    assert reason(ask(worker, job(tmp_path / "missing.txt")))[0] == "unreadable"
    assert reason(ask(worker, job(pipe))) == ("unreadable", "this is a device or a pipe, not a file")
    assert reason(ask(worker, job(large)))[0] == "too-large"
    assert reason(ask(worker, job(empty)))[0] == "unreadable"
    good = tmp_path / "good.txt"
    good.write_text(NOTICE, encoding="utf-8")
    blocked = job(good, target=str(good / "a.jsonl"), aside=str(tmp_path))
    kind, why = reason(ask(worker, blocked))
    assert kind == "output"
    assert why.startswith(f"cannot write {good / 'a.jsonl'}: ")
    assert ask(worker, job(good)).status == "done"


def test_an_error_of_our_own_is_told_with_its_place(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOTICE, encoding="utf-8")
    kind, why = reason(ask(worker, job(path, work=Work("csv", Shape(rows=cast(Any, "no such rows"))))))
    assert kind == "internal-error"
    assert "please report it" in why
    assert ".py:" in why


def test_a_worker_whose_reader_is_gone_ends_too(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOTICE, encoding="utf-8")
    assert worker.stdout is not None
    worker.stdout.close()
    send(cast(Any, worker.stdin), job(path))
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(60) == 0
    assert worker.stderr is not None
    assert worker.stderr.read() == b""
