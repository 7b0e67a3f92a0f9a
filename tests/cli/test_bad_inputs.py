"""What the commands say to inputs that are no records, no documents, or asked for twice; and where a package is missing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from made import made_extraction
from notice_parse import api
from notice_parse.batch.job import Failure, Result
from notice_parse.cli import progress
from notice_parse.cli.main import main
from notice_parse.emit.as_json import emit_json
from shared import CHECKOUT

Captured = pytest.CaptureFixture[str]
SAMPLE = str(CHECKOUT / "samples" / "yunxi-2023-schedule.txt")
NOTICE = "云溪市2024年重点任务分解\n1.新建口袋公园12个。\n责任单位：市建设局\n"
GOOD = json.dumps(json.loads(emit_json(made_extraction())), ensure_ascii=False)


class Input:
    """Standard input with these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize("command", ["text", "report", "extract", "diff"])
def test_standard_input_is_read_once(command: str, capsys: Captured) -> None:
    assert main([command, "-", "-"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "standard input can be read only once" in err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("r.jsonl", b"{\n", "r.jsonl:1: this is no JSON: "),
        ("r.jsonl", b"\xff\xfe\x00", "these are no records: not UTF-8"),
        ("r.json", b"\xff\xfe\x00", "these are no records: not UTF-8"),
        ("r.json", GOOD.encode() + b" {", "this is no JSON: "),
        ("r.json", b"[" * 100_000, "this is no JSON: "),
        (
            "r.json",
            b'{"notices": 5}',
            "this is no extraction: source: Field required (`notice-parse validate` tells all)",
        ),
        ("r.yaml", b"a: [", "this is no YAML: "),
        ("r.yaml", b"a: &x [1]\nb: *x\n", "aliases (*name) are not read"),
        ("missing.jsonl", None, "cannot read the records: "),
        ("missing.json", None, "cannot read the records: "),
        ("empty", "folder", "no records in the folder"),
    ],
)
def test_what_is_no_records(
    name: str, content: bytes | str | None, message: str, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "folder":
        path.mkdir()
    assert main(["stats", str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert str(path) in err
    assert "Traceback" not in err


def test_records_in_yaml_and_one_after_the_other_are_read(tmp_path: Path, capsys: Captured) -> None:
    both = tmp_path / "both.json"
    both.write_text(f"{GOOD}\n\n{GOOD}\n", encoding="utf-8")
    assert main(["validate", str(both)]) == 0
    assert "2 records, no problem" in capsys.readouterr().err
    assert main(["validate", "-q", str(both)]) == 0
    assert capsys.readouterr() == ("", "")


def test_records_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr(sys, "stdin", Input(b"\xef\xbb\xbf" + GOOD.encode()))
    assert main(["validate", "-"]) == 0
    assert "1 records, no problem" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", Input(GOOD.encode()))
    assert main(["report", "-", "-o", "-"]) == 0
    assert "<!doctype html>" in capsys.readouterr().out.lower()
    monkeypatch.setattr(sys, "stdin", Input(NOTICE.encode()))
    assert main(["report", "-", "-o", "-"]) == 0
    assert "新建口袋公园12个" in capsys.readouterr().out


def test_a_source_that_cannot_be_read_is_told_by_validate(tmp_path: Path, capsys: Captured) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "空.txt").write_bytes(b"")
    (sources / "a.txt").write_text(NOTICE, encoding="utf-8")
    records = tmp_path / "r.json"
    records.write_bytes(emit_json(api.extract(sources / "a.txt")))
    assert main(["validate", str(records), "--against", str(sources)]) == 0
    assert f"not read: {sources / '空.txt'}: the file is empty" in capsys.readouterr().err
    # Against another document, the record has no source at all.
    assert main(["validate", str(records), "--against", SAMPLE]) == 1
    assert "source.sha256: no document of --against has these bytes" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("r.json", '{"a": 1}', "this JSON holds neither records nor a comparison"),
        ("r.json", "{nothing", "this is not JSON: "),
        ("r.jsonl", '{"notices": []}\n5\n', "r.jsonl:1: not the records of this version: "),
        ("r.jsonl", GOOD + "\n5\n", "r.jsonl:2: this JSON holds neither records nor a comparison"),
        ("r.json", '{"a": ' * 100_000, "this is not JSON: "),
        ("r.yaml", "notices: []\n", "records are taken as JSON or JSON Lines only"),
        ("a.txt", "", "the file is empty"),
        ("missing.txt", None, "missing.txt"),
    ],
)
def test_what_is_no_report(name: str, content: str | None, message: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    page = tmp_path / "page.html"
    assert main(["report", str(path), "-o", str(page)]) == 3
    err = capsys.readouterr().err
    assert message in err
    assert "Traceback" not in err
    assert not page.exists()


def test_a_report_of_an_archive_tells_what_it_leaves_out(tmp_path: Path, capsys: Captured) -> None:
    archive, page = tmp_path / "档案.zip", tmp_path / "page.html"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("甲.txt", NOTICE)
        packed.writestr("坏.bin", b"\0\1\2")
    assert main(["report", str(archive), "-o", str(page)]) == 1
    assert "新建口袋公园12个" in page.read_text("utf-8")
    assert "坏.bin" in capsys.readouterr().err
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("坏.bin", b"\0\1\2")
    assert main(["report", str(archive), "-o", str(page)]) == 3


@pytest.mark.parametrize(("suffix", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_package_that_an_output_needs(
    suffix: str, package: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, package, None)
    out = tmp_path / f"a.{suffix}"
    assert main(["extract", SAMPLE, "-q", "-o", str(out)]) == 5
    err = capsys.readouterr().err
    assert f"this output needs the package {package}" in err
    assert f"pip install 'notice-parse[{suffix}]'" in err
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "out"], "nothing to read"),
        (["in", "-o", "out", "--encoding", "none-such"], "there is no encoding none-such"),
        (["in", "-o", "out", "--grammar", "none-such"], "none-such"),
        (["--files-from", "none", "-o", "out"], "cannot read the list: "),
        (["in", "-o", "out"], "no file to read"),
        (["in/*.txt", "-o", "out"], "no file to read"),
        (["in", "-o", "taken"], "taken is a file, and its suffix tells no format"),
        (["in", "-o", "out", "-f", "sqlite"], "sqlite is one file for all documents"),
        (["in", "-o", "out.csv", "-f", "json"], "json does not hold several documents"),
        (["in", "-o", "taken/out"], "cannot write: "),
    ],
)
def test_a_batch_that_cannot_begin(
    arguments: list[str], message: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "taken").touch()
    if "taken/out" in arguments:
        (tmp_path / "in" / "a.txt").write_text(NOTICE, encoding="utf-8")
    assert main(["batch", *arguments]) in (2, 3, 4, 5)
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_names_of_a_list_are_read_however_it_ends_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("甲.txt", "乙.txt", "丙.txt"):
        (tmp_path / name).write_text(NOTICE, encoding="utf-8")
    for number, ends in enumerate(("\n", "\r\n", "\0")):
        (tmp_path / "list").write_bytes(f"乙.txt{ends}甲.txt{ends}".encode())
        assert main(["batch", "--files-from", "list", "-o", f"{number}.jsonl", "-q", "--jobs", "1"]) == 0
        found = [json.loads(line) for line in (tmp_path / f"{number}.jsonl").read_bytes().splitlines()]
        assert [record["source"]["path"] for record in found] == ["乙.txt", "甲.txt"]


def test_a_batch_tells_the_first_failures_and_counts_the_rest(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(23):
        (tmp_path / "in" / f"{number:02}.txt").write_bytes(b"")
    assert main(["batch", "in", "-o", "out", "--jobs", "1", "--summary", "told.json"]) == 1
    err = capsys.readouterr().err
    assert err.count("the file is empty") == 20
    assert "… and 3 more that failed; --summary FILE gives all" in err
    assert len(json.loads((tmp_path / "told.json").read_bytes())["failures"]) == 23


def test_lines_of_progress_where_there_is_no_bar(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("notice_parse.cli.progress.time", SimpleNamespace(monotonic=lambda: now))
    with progress.Lines() as lines:
        lines.begin(20_000)
        lines.result(Result("a", "done"))
        assert capsys.readouterr().err == ""
        now += 10
        lines.result(Result("b", "done"))
        assert capsys.readouterr().err == "2/20000 files, 0.2 a second, 27:46:30 left\n"
        now += 5
        lines.result(Result("c", "failed", failure=Failure("unreadable", "empty")))
        assert capsys.readouterr().err == ""
        now += 5
        lines.files = 100
        lines.result(Result("d", "done"))
        assert capsys.readouterr().err == "4/100 files, 1 failed, 0.2 a second, 08:00 left\n"
        lines.combining()
    assert capsys.readouterr().err == "writing the combined file\n"


def test_a_bar_counts_failures_and_says_that_it_writes(capsys: Captured) -> None:
    bar = progress.Bar()
    with bar:
        bar.begin(2)
        bar.result(Result("a", "failed", failure=Failure("unreadable", "empty")))
        bar.result(Result("b", "done"))
        bar.combining()
        (task,) = bar._bar.tasks
        assert (task.completed, task.total, task.description) == (2, 2, "writing")
        assert task.fields["failed"] == "1 failed"
        assert bar._bar.live.is_started
    assert not bar._bar.live.is_started
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_interrupt_has_its_own_exit_code(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("NOTICE_PARSE_LANG", language)
    monkeypatch.setattr("notice_parse.cli.text.print_texts", interrupted)
    assert main(["text", SAMPLE]) == 130


def test_a_pipe_that_is_closed_early_is_no_error(tmp_path: Path) -> None:
    """As with `notice-parse text FILE | head -1`."""
    long = tmp_path / "long.txt"
    long.write_text(NOTICE + "云溪市推进各项工作。\n" * 50_000, encoding="utf-8")
    command = [sys.executable, "-c", "from notice_parse.cli.main import run; run()", "text", str(long)]
    # Without a buffer of Python's own, a write of which the pipe took a part counts as done.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().decode().strip() == "云溪市2024年重点任务分解"
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_texts_that_cannot_be_read_among_others(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    good, empty, out = tmp_path / "a.txt", tmp_path / "空.txt", tmp_path / "out.txt"
    good.write_text(NOTICE, encoding="utf-8")
    empty.touch()
    assert main(["text", str(good), str(empty), str(good), "-o", str(out)]) == 1
    shown = f"==> {good} <==\n{NOTICE}\n"
    assert out.read_text("utf-8") == shown * 2
    assert main(["text", str(empty), "-o", str(out)]) == 3
    assert out.read_text("utf-8") == shown * 2, "an older output stays"
    assert "空.txt: the file is empty".encode() in capsysbinary.readouterr().err
