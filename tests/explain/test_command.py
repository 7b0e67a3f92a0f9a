"""The command: JSON for tools, and clear errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from notice_parse.cli.main import main
from notice_parse.loading import load

NOTICE = str(Path(__file__).parent / "notice.txt")
Captured = pytest.CaptureFixture[str]


def _json(capsys: Captured, *arguments: str) -> Any:
    assert main(["explain", NOTICE, "-f", "json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_of_a_field(capsys: Captured) -> None:
    told = _json(capsys, "--task", "1/1/1", "--field", "numeric_targets[0]")
    assert list(told) == ["schema_version", "source", "grammar", "asked", "groups"]
    assert told["asked"] == {"task": "1/1/1", "line": None, "field": "numeric_targets[0]"}
    (step,) = told["groups"][0]["steps"]
    assert list(step) == ["name", "value", "quotes", "facts", "reasons", "nearly"]
    assert step["value"]["quantity"] == {"value": 120, "value_high": None, "unit": "座", "dimension": "count"}
    source, _ = load(NOTICE)
    (quote,) = step["quotes"]
    assert quote["line"] == 9
    assert source.text[quote["start"] : quote["end"]] == quote["text"] == "不少于120座"
    first = step["reasons"][0]
    assert list(first) == ["kind", "id", "where", "reason", "pattern", "matched", "line", "says"]
    assert (first["kind"], first["id"], first["matched"], first["says"]) == (
        "words",
        "comparators.before",
        "不少于",
        "ge",
    )


def test_json_of_every_question(capsys: Captured) -> None:
    assert [g["title"] for g in _json(capsys)["groups"]] == ["notice 1, lines 1 to 19", "the file"]
    assert [g["title"] for g in _json(capsys, "--line", "13")["groups"]] == ["line 13", "claimed by", "diagnostics"]
    (group,) = _json(capsys, "--task", "2")["groups"]
    assert group["title"] == "task 云政办发〔2031〕3号/1/1/2"
    assert {"number", "text", "responsible_units[0]", "deadline"} <= {step["name"] for step in group["steps"]}


def test_an_unknown_task_names_those_near_to_it(capsys: Captured) -> None:
    assert main(["explain", NOTICE, "--task", "云政办发〔2031〕3号/1/2/2"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"error: {NOTICE}: no task is called 云政办发〔2031〕3号/1/2/2 (tasks near it: ")
    assert "云政办发〔2031〕3号/1/2/1" in err


def test_a_document_without_tasks(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("云溪市人民政府公告\n今日停水。\n", encoding="utf-8")
    assert main(["explain", str(path), "--task", "1"]) == 2
    assert "the document has no task" in capsys.readouterr().err
    assert main(["explain", str(path)]) == 0


def test_a_file_that_is_not_there(capsys: Captured) -> None:
    assert main(["explain", "nowhere.txt"]) == 3
    assert "there is no such file" in capsys.readouterr().err


def test_help_ends_with_an_example(capsys: Captured) -> None:
    for command in (["explain"], ["grammar", "coverage"]):
        assert main([*command, "--help"]) == 0
        assert "Example: " in capsys.readouterr().out.strip().split("\n\n")[-1]
