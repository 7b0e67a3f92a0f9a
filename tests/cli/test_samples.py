"""The command on whole documents, nothing stood in for: the samples, and the real notices where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from notice_parse.cli.main import main
from notice_parse.records.schema import extraction_schema
from shared import CHECKOUT, SHARED, needs_shared

SAMPLES = sorted(p for p in (CHECKOUT / "samples").iterdir() if p.suffix in {".txt", ".md"} and p.name != "README.md")
VALIDATOR = jsonschema.Draft202012Validator(extraction_schema())


def _extract(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["extract", "--quiet", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return yaml.load(out, yaml.CSafeLoader) if "yaml" in arguments else [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("audit", [[], ["--audit"]], ids=["plain", "audit"])
def test_samples_meet_the_schema(capsys: pytest.CaptureFixture[str], audit: list[str]) -> None:
    extractions = _extract(capsys, *map(str, SAMPLES), *audit)
    assert len(extractions) == len(SAMPLES) > 3
    for extraction in extractions:
        VALIDATOR.validate(extraction)
        assert any(notice["tasks"] for notice in extraction["notices"])
        numbers = [task["numbers"] for notice in extraction["notices"] for task in notice["tasks"]]
        assert all((found is None) is (not audit) for found in numbers)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings_give_the_same_records(capsys: pytest.CaptureFixture[str], tmp_path: Path, encoding: str) -> None:
    sample = CHECKOUT / "samples" / "yunxi-2024-livelihood.txt"
    other = tmp_path / sample.name
    other.write_bytes(sample.read_bytes().decode().encode(encoding))
    (first,) = _extract(capsys, str(sample), "-f", "jsonl")
    (second,) = _extract(capsys, str(other), "-f", "jsonl")
    assert first["notices"] == second["notices"]
    assert first["source"]["characters"] == second["source"]["characters"]


def test_yaml_is_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(CHECKOUT / "samples" / "yunxi-2023-indicators.txt")
    assert _extract(capsys, sample, "-f", "yaml") == _extract(capsys, sample, "-f", "jsonl")[0]


@pytest.mark.shared
@needs_shared
def test_real_notices_meet_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(p for p in (SHARED / "notices").rglob("*") if p.suffix in {".txt", ".md"})
    extractions = _extract(capsys, *map(str, paths))
    assert len(extractions) == len(paths)
    for extraction in extractions:
        VALIDATOR.validate(extraction)
        assert extraction["notices"]
