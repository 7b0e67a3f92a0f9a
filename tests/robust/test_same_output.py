"""The same bytes give the same bytes: whatever the run, hash seed, locale, time zone, folder, number of workers or Python."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared import CHECKOUT

SAMPLES = sorted((CHECKOUT / "samples").glob("yunxi*"))
MAIN = [sys.executable, "-m", "notice_parse"]

SETTINGS: dict[str, dict[str, str]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 4294967295": {"PYTHONHASHSEED": "4294967295"},
    "locale C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "locale C, UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "1"},
    "Chinese locale": {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"},
    "Turkish locale": {"LC_ALL": "tr_TR.UTF-8"},
    "POSIX, no environment else": {"LC_ALL": "POSIX", "LANG": "", "LANGUAGE": ""},
    "far east": {"TZ": "Pacific/Kiritimati"},
    "far west": {"TZ": "Etc/GMT+12"},
    "no colours": {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "20"},
    "terminal": {"FORCE_COLOR": "1", "COLUMNS": "400"},
    "optimised": {"PYTHONOPTIMIZE": "2"},
}


def _run(folder: Path, *arguments: str, **changes: str) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), **changes}
    told = subprocess.run([*MAIN, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr.decode(errors="replace")[-500:]
    return told.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples beside one another, so that their paths are the same wherever the folder lies."""
    place = tmp_path_factory.mktemp("same")
    for path in SAMPLES:
        shutil.copy(path, place)
    return place


def _everything(folder: Path, **changes: str) -> list[str]:
    """Digests of the outputs: records, and the page of two years, which holds their comparison."""
    names = [path.name for path in SAMPLES]
    old, new = "yunxi-2023-schedule.txt", "yunxi-2024-schedule.md"
    outputs = [
        _run(folder, "extract", *names, "--format", "jsonl", "--audit", "--quiet", **changes),
        _run(folder, "report", old, new, "-o", "-", **changes),
    ]
    assert all(len(output) > 1000 for output in outputs)
    return [hashlib.sha256(output).hexdigest() for output in outputs]


@pytest.fixture(scope="module")
def expected(folder: Path) -> list[str]:
    return _everything(folder)


@pytest.mark.parametrize("name", SETTINGS)
def test_whatever_the_environment(name: str, folder: Path, expected: list[str]) -> None:
    assert _everything(folder, **SETTINGS[name]) == expected


def test_whatever_the_folder(folder: Path, expected: list[str], tmp_path: Path) -> None:
    other = tmp_path / "另一个 文件夹"
    shutil.copytree(folder, other)
    assert _everything(other) == expected


def test_whatever_the_number_of_workers(folder: Path, tmp_path: Path) -> None:
    made = []
    for jobs, seed in (("1", "0"), ("2", "1"), ("4", "2")):
        out = tmp_path / f"{jobs}.jsonl"
        _run(
            folder,
            "batch",
            *(path.name for path in SAMPLES),
            "-o",
            str(out),
            "--jobs",
            jobs,
            "--quiet",
            PYTHONHASHSEED=seed,
        )
        made.append(out.read_bytes())
    assert made[0].count(b"\n") == len(SAMPLES)
    assert made[0] == made[1] == made[2]


def _pythons() -> list[str]:
    """Other Pythons on the machine that have what the package needs."""
    able = []
    packages = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
    for name in ("python3.11", "python3.12", "python3.13"):
        program = shutil.which(name)
        if program is None or f"{sys.version_info[0]}.{sys.version_info[1]}" in name:
            continue
        probe = "import sys, pydantic, regex, yaml, typer, msgspec, jinja2, rapidfuzz, rich"
        given = {**os.environ, "PYTHONPATH": os.environ.get(f"NOTICE_PARSE_{name.replace('.', '_').upper()}", packages)}
        if subprocess.run([program, "-c", probe], capture_output=True, env=given, check=False).returncode == 0:
            able.append(program)
    return able


def test_whatever_the_python(folder: Path) -> None:
    """Byte for byte, with each Python of the machine that has the dependencies; NOTICE_PARSE_PYTHON3_12 may name their folder."""
    programs = _pythons()
    if not programs:
        pytest.skip("no other Python from 3.11 to 3.13 here has the dependencies")
    names = [path.name for path in SAMPLES]
    arguments = ["-m", "notice_parse", "extract", *names, "--format", "jsonl", "--audit", "--quiet"]
    own = _run(folder, *arguments[2:])
    for program in programs:
        extra = os.environ.get(f"NOTICE_PARSE_{Path(program).name.replace('.', '_').upper()}", "")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), extra])}
        told = subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, check=True)
        assert told.stdout == own, program
