"""The other commands, the help, wrong usage, and the command as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from made import made_target
from notice_parse import __version__, api
from notice_parse.cli.main import main
from notice_parse.records import NumericTarget

Captured = pytest.CaptureFixture[str]
COMMAND = [sys.executable, "-m", "notice_parse"]
COMMANDS = ["extract", "targets", "text", "schema"]


@pytest.mark.parametrize("asked", ["--version", "-V"])
def test_version(capsys: Captured, asked: str) -> None:
    assert main([asked]) == 0
    assert capsys.readouterr() == (f"notice-parse {__version__}\n", "")


def test_version_imports_nothing_heavy() -> None:
    code = "import sys; from notice_parse.cli.main import main; main(['--version']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("notice-parse ")
    assert not [name for name in ("typer", "rich", "pydantic", "regex", "yaml") if f"'{name}'" in done.stdout]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_ends_with_an_example(capsys: Captured, command: list[str]) -> None:
    assert main([*command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert "Example: " in out.strip().split("\n\n")[-1]
    assert err == ""


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["extract"], ["extract", "a", "-f", "pdf"], ["extract", "a", "--nonsense"]]
)
def test_wrong_usage(capsys: Captured, arguments: list[str]) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Usage: notice-parse" in err


def test_no_command_shows_the_help(capsys: Captured) -> None:
    assert main([]) == 2
    assert "extract" in "".join(capsys.readouterr())


def test_schema(capsys: Captured, tmp_path: Path) -> None:
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["title"] == "notice-parse extraction 1.0"
    assert main(["schema", "-o", str(tmp_path / "s.json")]) == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed


def test_text_is_what_offsets_count_in(capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一\r\n二\r\n".encode("utf-16"))
    assert main(["text", str(path)]) == 0
    assert capfdbinary.readouterr().out == "一\r\n二\r\n".encode()


def test_targets(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def find_targets(text: str) -> list[NumericTarget]:
        asked.append(text)
        return [made_target(), made_target()]

    monkeypatch.setattr(api, "find_targets", find_targets, raising=False)
    path = tmp_path / "a.txt"
    path.write_bytes("新建公园。\n".encode("gb18030") * 40 + b"\xff\n")
    assert main(["targets", str(path)]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["unit"] for line in out.splitlines()] == ["万平方米", "万平方米"]
    assert f"{path}:41: warning undecodable-bytes" in err
    assert main(["targets", str(path), "-f", "table", "--lang", "zh"]) == 0
    assert "2 个量化目标" in capsys.readouterr().out
    assert asked == ["新建公园。\n" * 40 + "\ufffd\n"] * 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr == "error: <stdout>: cannot write: No space left on device\n"


def test_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen([*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode == 141


def test_names_that_the_locale_cannot_show() -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    done = subprocess.run([*COMMAND, "extract", "通知.txt"], capture_output=True, env=environment, check=False)
    assert done.returncode == 3
    assert done.stdout == b""
    assert b"\\u901a\\u77e5.txt: there is no such file" in done.stderr


def test_no_color(capsys: Captured) -> None:
    environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": ""}
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, env=environment, check=False)
    assert b"\x1b[3" not in done.stdout
