"""`validate` finds what is wrong with records and with their spans, and nothing wrong with ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notice_parse import api
from notice_parse.cli.main import main
from notice_parse.emit.as_json import emit_json
from notice_parse.emit.as_yaml import emit_yaml
from shared import CHECKOUT

Captured = pytest.CaptureFixture[str]
SAMPLE = CHECKOUT / "samples" / "yunxi-2023-schedule.txt"


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(emit_json(api.extract(SAMPLE, audit=True)))
    return loaded


def check(tmp_path: Path, record: dict[str, Any], *options: str) -> int:
    path = tmp_path / "r.json"
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return main(["validate", str(path), *options])


def test_samples_are_valid_in_every_form(tmp_path: Path, capsys: Captured) -> None:
    names = sorted((CHECKOUT / "samples").glob("yunxi*"))
    for index, path in enumerate(names):
        extraction = api.extract(path)
        (tmp_path / f"{index}.yaml").write_bytes(emit_yaml(extraction))
        (tmp_path / f"{index}.json").write_bytes(emit_json(extraction))
    lines = b"".join(json.dumps(json.loads(p.read_bytes())).encode() + b"\n" for p in tmp_path.glob("*.json"))
    (tmp_path / "all.jsonl").write_bytes(lines)
    assert main(["validate", str(tmp_path), "--against", str(CHECKOUT / "samples")]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{3 * len(names)} records, no problem" in err


def _task(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(t for t in record["notices"][0]["tasks"] if t["numeric_targets"])
    return found


BREAKS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "unknown field": (lambda r: r.update(nonsense=1), "nonsense"),
    "missing field": (lambda r: _task(r).pop("deadline"), "deadline: the field is missing"),
    "number as text": (lambda r: _task(r)["numeric_targets"][0].update(value="6"), "'6' should be"),
    "wrong word": (lambda r: _task(r)["numeric_targets"][0].update(comparator="more"), "comparator"),
    "another version": (lambda r: r.update(schema_version="9.0"), "this release writes"),
    "id twice": (lambda r: _task(r).update(id=r["notices"][0]["tasks"][-1]["id"]), "is given 2 times"),
    "backwards": (lambda r: _task(r)["span"].update(segments=[[9, 3]]), "runs backwards"),
    "flag as number": (lambda r: _task(r)["numeric_targets"][0].update(key=1), "should be True"),
}


@pytest.mark.parametrize("what", BREAKS)
def test_what_is_not_true_to_the_schema(what: str, record: dict[str, Any], tmp_path: Path, capsys: Captured) -> None:
    broken = json.loads(json.dumps(record))
    change, told = BREAKS[what]
    change(broken)
    if what == "flag as number":
        _task(broken)["numeric_targets"][0]["key"] = 0
        told = "should be False"
    assert check(tmp_path, broken) == 1
    assert told in capsys.readouterr().out


SHIFTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "target": (lambda r: _task(r)["numeric_targets"][0]["span"].update(segments=[[0, 5]]), "numeric_targets.0.span"),
    "task": (lambda r: _task(r).update(text="另一句话"), ".span: the span gives"),
    "unit": (lambda r: _task(r)["responsible_units"][0].update(name="别的局"), "responsible_units.0"),
    "past the end": (lambda r: _task(r)["span"].update(segments=[[0, 10**9]]), "the text at"),
    "lines": (lambda r: _task(r)["span"].update(line_start=1), "the span says lines 1"),
    "bytes": (lambda r: r["source"].update(sha256="0" * 64), "has these bytes"),
}


@pytest.mark.parametrize("what", SHIFTS)
def test_what_is_not_true_to_the_source(what: str, record: dict[str, Any], tmp_path: Path, capsys: Captured) -> None:
    broken = json.loads(json.dumps(record))
    assert check(tmp_path, broken, "--against", str(SAMPLE)) == 0
    SHIFTS[what][0](broken)
    assert check(tmp_path, broken, "--against", str(SAMPLE)) == 1
    assert SHIFTS[what][1] in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1} nonsense', b"\xff\xfe\x00", b"[1, 2]", b"[" * 100_000])
def test_what_is_no_record(data: bytes, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(data)
    assert main(["validate", str(path)]) == (0 if not data else 1 if data == b"[1, 2]" else 3)
    (tmp_path / "empty").mkdir()
    assert main(["validate", str(tmp_path / "empty")]) == 3
    assert main(["validate", str(tmp_path / "nowhere.json")]) == 3
