"""`batch` as users run it: outputs, what is skipped, and that nothing depends on the number of workers."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from batch.corpus import make_corpus
from notice_parse import api
from notice_parse.cli.main import main
from notice_parse.emit.as_json import emit_json, emit_jsonl

Captured = pytest.CaptureFixture[str]
SEED = 20310208


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nine documents in folders of years below `in`; the working folder is above it."""
    monkeypatch.chdir(tmp_path)
    make_corpus(tmp_path / "in", 9, seed=SEED)
    return sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "in").rglob("*.txt"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder except the times and locks of the state."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def summary(path: str = "s.json") -> dict[str, object]:
    loaded: dict[str, object] = json.loads(Path(path).read_text(encoding="utf-8"))
    return loaded


def batch(*arguments: str) -> int:
    """With one worker where the test does not ask for more: each takes a moment to start."""
    jobs = () if "--jobs" in arguments else ("--jobs", "1")
    return main(["batch", *arguments, *jobs, "--quiet", "--summary", "s.json"])


def test_a_folder_mirrors_the_sources(sources: list[str], tmp_path: Path) -> None:
    assert batch("in", "-o", "out") == 0
    for name in sources:
        assert (tmp_path / "out" / f"{name.removeprefix('in/')}.json").read_bytes() == emit_json(api.extract(name))
    assert (summary()["files"], summary()["done"], summary()["failed"]) == (9, 9, 0)
    assert summary()["tasks"] == sum(len(n.tasks) for name in sources for n in api.extract(name).notices)


def test_one_file_holds_all_in_order(sources: list[str], tmp_path: Path) -> None:
    assert batch("in", "-o", "all.jsonl") == 0
    assert (tmp_path / "all.jsonl").read_bytes() == b"".join(emit_jsonl(api.extract(name)) for name in sources)


@pytest.mark.parametrize("out", ["out", "a.csv", "a.xlsx", "a.parquet"])
def test_the_number_of_workers_changes_nothing(sources: list[str], tmp_path: Path, out: str) -> None:
    if out.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    if out.endswith(".xlsx"):
        pytest.importorskip("xlsxwriter")
    made = []
    for jobs in ("1", "3"):
        folder = tmp_path / jobs
        folder.mkdir()
        assert batch("in", "-o", str(folder / out), "--jobs", jobs) == 0
        made.append(tree(folder))
    assert made[0] == made[1]
    assert any(out in name for name in made[0])


def test_an_archive_is_the_same_too(sources: list[str], tmp_path: Path) -> None:
    dumps = []
    for jobs in ("1", "3"):
        assert batch("in", "-o", f"{jobs}.sqlite", "--jobs", jobs) == 0
        with sqlite3.connect(f"{jobs}.sqlite") as connection:
            dumps.append("\n".join(connection.iterdump()))
    assert dumps[0] == dumps[1]
    assert dumps[0].count('INSERT INTO "sources"') == 9


def test_what_is_unchanged_is_skipped(sources: list[str], tmp_path: Path) -> None:
    assert batch("in", "-o", "out") == 0
    first, counts = tree(tmp_path / "out"), summary()
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.json")}
    os.utime(sources[0])  # the content counts, not the time
    assert batch("in", "-o", "out") == 0
    assert (summary()["done"], summary()["unchanged"]) == (0, 9)
    assert summary()["tasks"] == counts["tasks"]
    assert summary()["diagnostics"] == counts["diagnostics"]
    assert {path: path.stat().st_mtime_ns for path in written} == written
    Path(sources[3]).write_text("云溪市人民政府办公室关于公园的通知\n1.新建公园3个。\n", encoding="utf-8")
    (tmp_path / "out" / f"{sources[4].removeprefix('in/')}.json").unlink()
    assert batch("in", "-o", "out") == 0
    assert (summary()["done"], summary()["unchanged"]) == (2, 7)
    assert batch("in", "-o", "out", "--audit") == 0
    assert summary()["done"] == 9
    assert batch("in", "-o", "out") == 0
    assert batch("in", "-o", "out", "--force") == 0
    assert summary()["done"] == 9
    changed = [name for name, data in tree(tmp_path / "out").items() if first[name] != data]
    assert sorted(changed) == sorted([".notice-parse/journal.jsonl", f"{sources[3].removeprefix('in/')}.json"])


def test_a_combined_file_follows_its_sources(sources: list[str], tmp_path: Path) -> None:
    for out in ("a.csv", "a.sqlite"):
        assert batch("in", "-o", out) == 0
    Path(sources[0]).unlink()
    Path(sources[1]).write_bytes(b"")
    for out in ("a.csv", "a.sqlite"):
        assert batch("in", "-o", out) == 1
        assert summary()["failures_by_kind"] == {"unreadable": 1}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert {row["source"] for row in rows} == set(sources[2:])
    with sqlite3.connect("a.sqlite") as connection:
        held = {path for (path,) in connection.execute("SELECT path FROM sources")}
    # An archive keeps what is no longer among the sources; it drops what can no longer be read.
    assert held == {sources[0], *sources[2:]}


def test_a_failed_file_leaves_no_old_result(sources: list[str], tmp_path: Path) -> None:
    assert batch("in", "-o", "out") == 0
    Path(sources[2]).write_bytes(b"%PDF-1.4 cut")
    assert batch("in", "-o", "out") == 1
    assert not (tmp_path / "out" / f"{sources[2].removeprefix('in/')}.json").exists()
    failures = summary()["failures"]
    assert isinstance(failures, list)
    assert [failure["source"] for failure in failures] == [sources[2]]
    Path(sources[2]).write_text("云溪市人民政府办公室关于公园的通知\n", encoding="utf-8")
    assert batch("in", "-o", "out") == 0


def test_an_archive_of_documents(sources: list[str], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in" / "two.zip", "w") as packed:
        packed.write(sources[0], "甲.txt")
        packed.write(sources[1], "乙.txt")
        packed.writestr("坏.pdf", b"%PDF-1.4 cut")
    for out in ("out", "a.sqlite"):
        for _ in range(2):
            assert batch("in/two.zip", "-o", out) == 1
            told = json.dumps(summary()["failures"], ensure_ascii=False)
            assert "in/two.zip!坏.pdf" in told
            assert summary()["documents"] == 2
    lines = (tmp_path / "out" / "two.zip.json").read_bytes().splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["in/two.zip!甲.txt", "in/two.zip!乙.txt"]
    with sqlite3.connect("a.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM sources").fetchone() == (2,)


def test_globs_lists_and_names(sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert batch("in/*/通知0000[12].txt", sources[0], "-o", "a.jsonl") == 0
    assert summary()["files"] == 3
    (tmp_path / "list").write_text("\n".join(sources[:4]) + "\n", encoding="utf-8")
    assert batch("--files-from", "list", "-o", "b.jsonl") == 0
    assert summary()["files"] == 4
    (tmp_path / "list0").write_bytes(b"\0".join(os.fsencode(name) for name in sources[:5]) + b"\0")
    assert batch("--files-from", "list0", "in", "-o", "c.jsonl") == 0
    assert summary()["files"] == 9
    assert batch(sources[0], "missing.txt", "-o", "d.jsonl") == 1
    assert "no such file" in Path("s.json").read_text(encoding="utf-8")


def test_results_are_no_sources(sources: list[str], tmp_path: Path) -> None:
    assert batch("in", "-o", "in/out") == 0
    (tmp_path / "in" / "out" / ".notice-parse" / "aside" / "9.tmp").write_bytes(b"left by a run that was stopped")
    for out in ("in/out", "in/all.jsonl", "in/2031年/all.jsonl", "elsewhere"):
        assert batch("in", "-o", out) == 0
        assert summary()["files"] == 9
    assert not list((tmp_path / "in" / "out" / ".notice-parse" / "aside").iterdir())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-o", "out"], 2),
        (["in", "-o", "a.json"], 0),
        (["nowhere/*.txt", "-o", "out"], 3),
        (["in", "-o", "a.txt", "-f", "sqlite"], 2),
        (["in", "-o", "a.jsonl", "-f", "json"], 2),
        (["in", "-o", "out", "--encoding", "nonsense"], 2),
        (["in", "-o", "in/2031年/通知00000.txt"], 2),
        (["in", "-o", "/proc/nowhere/out"], 5),
    ],
)
def test_exit_codes(sources: list[str], arguments: list[str], code: int) -> None:
    assert batch(*arguments) == code


def test_two_batches_do_not_share_an_output(sources: list[str], tmp_path: Path, capsys: Captured) -> None:
    fcntl = pytest.importorskip("fcntl")
    assert batch("in", "-o", "out") == 0
    with (tmp_path / "out" / ".notice-parse" / "lock").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert batch("in", "-o", "out") == 2
    assert "another batch" in capsys.readouterr().err
    assert batch("in", "-o", "out") == 0


def test_what_is_told(sources: list[str], tmp_path: Path) -> None:
    Path(sources[0]).write_bytes(b"")
    command = [sys.executable, "-m", "notice_parse", "batch", "in", "-o", "a.csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"error: {sources[0]}: the file is empty" in done.stderr
    assert "diagnostics: " in done.stderr
    assert "\x1b" not in done.stderr
    quiet = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (1, "", "")


def test_a_bar_on_a_terminal(sources: list[str]) -> None:
    pty = pytest.importorskip("pty")
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "notice_parse", "batch", "in", "-o", "a.csv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    told = b""
    try:
        while part := os.read(mine, 4096):
            told += part
    except OSError:
        pass  # the terminal is gone when its only user is
    os.close(mine)
    assert process.wait(timeout=60) == 0
    assert b"/9" in told
    assert "━".encode() in told
