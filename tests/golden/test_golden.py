"""Every sample gives the records that were read and approved, and keeps the promises of the contract."""

from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from golden.rewrite import golden_path, records_of, render, sample_paths
from notice_parse.loading import load
from notice_parse.records import schema
from notices.compare import broken_spans, repeated_ids

SAMPLES = sample_paths()
LEAST_SAMPLES = 6
SHOWN_LINES = 60

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[p.name for p in SAMPLES])


@cache
def records(sample: Path) -> dict[str, Any]:
    return records_of(sample)


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= LEAST_SAMPLES


def test_no_golden_is_left_over() -> None:
    expected = {golden_path(p).name for p in SAMPLES}
    assert {p.name for p in Path(__file__).parent.glob("*.json")} <= expected


@every_sample
def test_records_equal_the_golden(sample: Path) -> None:
    golden = golden_path(sample)
    assert golden.exists(), f"{golden.name} is missing; run: python tests/golden/rewrite.py {sample.name}"
    want, got = golden.read_text(encoding="utf-8").splitlines(), render(records(sample)).splitlines()
    lines = list(difflib.unified_diff(want, got, golden.name, "now", lineterm="", n=1))
    assert not lines, "\n".join(["", *lines[:SHOWN_LINES], f"({len(lines)} lines of difference)"])


@every_sample
def test_spans_reproduce_the_text(sample: Path) -> None:
    source, _ = load(sample)
    lines = broken_spans(source.text, records(sample))
    assert not lines, "\n".join(["", *lines[:SHOWN_LINES]])


@every_sample
def test_ids_are_unique(sample: Path) -> None:
    assert repeated_ids(records(sample)) == []


@every_sample
def test_output_is_valid_against_the_schema(sample: Path) -> None:
    jsonschema.validate({**records(sample), "tool_version": None, "grammar": None}, schema.extraction_schema())


def test_rendering_is_json_and_breaks_long_lines() -> None:
    value = {"a": ["字" * 70, "句" * 70], "b": {"c": 1}, "d": []}
    text = render(value)
    assert json.loads(text) == value
    assert text.count("\n") == 6
