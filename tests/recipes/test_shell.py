"""Manners in a shell: readers that stop early, and completion of commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared import CHECKOUT

SAMPLES = [str(path) for path in sorted((CHECKOUT / "samples").glob("yunxi*"))]


@pytest.mark.parametrize("form", ["jsonl", "csv", "yaml", "md"])
def test_a_reader_that_stops_early_is_no_error(form: str) -> None:
    command = [sys.executable, "-m", "notice_parse", "extract", "-q", "-f", form, *SAMPLES * 3]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert len(process.stdout.read(10)) == 10
    process.stdout.close()
    _, err = process.communicate(timeout=120)
    assert (err, process.returncode) == (b"", 141)


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_json_lines_go_into_jq() -> None:
    extract = [sys.executable, "-m", "notice_parse", "extract", "-f", "jsonl", *SAMPLES]
    made = subprocess.run(extract, capture_output=True, check=True)
    read = subprocess.run(["jq", "-r", ".source.path"], input=made.stdout, capture_output=True, check=True)
    assert read.stdout.decode().splitlines() == SAMPLES


@pytest.mark.parametrize(
    ("shell", "marks"), [("bash", "complete "), ("zsh", "#compdef notice-parse"), ("fish", "complete ")]
)
def test_completion_scripts(shell: str, marks: str) -> None:
    environment = {**os.environ, "_NOTICE_PARSE_COMPLETE": f"source_{shell}"}
    done = subprocess.run(
        [sys.executable, "-m", "notice_parse"], env=environment, capture_output=True, text=True, check=True
    )
    assert marks in done.stdout
    assert "notice-parse" in done.stdout


@pytest.mark.parametrize(
    ("words", "place", "expected"), [("notice-parse ba", 1, "batch"), ("notice-parse batch --fo", 2, "--force")]
)
def test_completion_knows_commands_and_options(words: str, place: int, expected: str, tmp_path: Path) -> None:
    asked = {"_NOTICE_PARSE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(place)}
    command = [sys.executable, "-m", "notice_parse"]
    done = subprocess.run(
        command, env={**os.environ, **asked}, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert expected in done.stdout.split()
