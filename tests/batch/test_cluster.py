"""The same work on a Dask cluster: a real scheduler and two workers on this machine, joined by TCP."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batch.corpus import make_corpus
from notice_parse.cli.main import main

distributed: Any = pytest.importorskip("distributed", reason="dask is not installed (notice-parse[cluster])")
SEED = 20310211
_STARTED = 60.0  # seconds


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two workers in processes of their own."""
    address = f"tcp://127.0.0.1:{_free_port()}"
    folder = tmp_path_factory.mktemp("cluster")
    port = address.rsplit(":", 1)[1]
    dask = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        port,
        "--no-dashboard",
    ]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    worker += ["--local-directory", str(folder)]
    processes = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        for command in (dask, worker, worker)
    ]
    try:
        _wait_for_workers(address)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for_workers(address: str) -> None:
    end = time.monotonic() + _STARTED
    while True:
        try:
            with distributed.Client(address, timeout=5, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=30)
            return
        except (OSError, TimeoutError):
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


def _results(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "lock"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_results_and_summary_are_the_same(scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = make_corpus(tmp_path / "in", 20, seed=SEED)
    made[3].write_bytes(b"%PDF-1.4 cut")
    made[4].write_bytes(b"")
    told = []
    for out, where in (("here", ["--jobs", "2"]), ("there", ["--scheduler", scheduler])):
        code = main(["batch", "in", "missing.txt", "-o", f"{out}/all", "--quiet", "--summary", "s.json", *where])
        assert code == 1
        told.append(json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) | {"seconds": 0})
    assert told[0] == told[1]
    assert (told[1]["done"], told[1]["failed"]) == (18, 3)
    assert _results(tmp_path / "here") == _results(tmp_path / "there")
    assert (
        main(
            [
                "batch",
                "in",
                "missing.txt",
                "-o",
                "there/all",
                "--quiet",
                "--summary",
                "s.json",
                "--scheduler",
                scheduler,
            ]
        )
        == 1
    )
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["unchanged"] == 18


def test_a_grammar_of_ones_own_goes_to_the_workers(
    scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file lies only here; the workers have another working folder."""
    monkeypatch.chdir(tmp_path)
    make_corpus(tmp_path / "in", 2, seed=SEED)
    text = "schema: 1\nid: 'mine'\nextends: 'national'\nabout: 'x'\nvocabulary: {units.endings: ['专班站']}\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    for out, where in (("here", ["--jobs", "1"]), ("there", ["--scheduler", scheduler])):
        assert main(["batch", "in", "-o", f"{out}/all.jsonl", "--quiet", "--grammar", "mine.yaml", *where]) == 0
    assert (tmp_path / "here" / "all.jsonl").read_bytes() == (tmp_path / "there" / "all.jsonl").read_bytes()


def test_no_scheduler_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("notice_parse.batch.cluster._CONNECT", 0.5)
    make_corpus(tmp_path / "in", 1, seed=SEED)
    address = f"tcp://127.0.0.1:{_free_port()}"
    assert main(["batch", "in", "-o", "out", "--quiet", "--scheduler", address]) == 2
    assert "no Dask scheduler answers" in capsys.readouterr().err
