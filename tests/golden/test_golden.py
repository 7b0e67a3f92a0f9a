"""The records of each sample are kept; a change of a rule shows as a change of these files. `make golden` rewrites them."""

from __future__ import annotations

import difflib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from golden.records import KEPT, kept_path, records_of, render, sample_paths
from notice_parse.loading import load
from notice_parse.records import schema
from notices.compare import broken_spans, repeated_ids

SAMPLES = sample_paths()
LEAST_SAMPLES = 6
SHOWN_LINES = 60

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=[p.stem for p in SAMPLES])


@cache
def records(sample: Path) -> dict[str, Any]:
    return records_of(sample)


@pytest.mark.golden
@every_sample
def test_records_are_the_kept_ones(sample: Path) -> None:
    kept, text = kept_path(sample), render(records(sample)) + "\n"
    if os.environ.get("NOTICE_PARSE_REWRITE"):
        kept.write_text(text, encoding="utf-8")
    assert kept.exists(), "run `make golden`, and read what it kept"
    old, new = kept.read_text(encoding="utf-8").splitlines(), text.splitlines()
    lines = list(difflib.unified_diff(old, new, "kept", "now", lineterm="", n=1))
    shown = [*lines[:SHOWN_LINES], f"({len(lines)} lines; if they are meant, run `make golden`)"]
    assert not lines, "\n".join(["", *shown])


def test_every_kept_file_has_its_sample() -> None:
    assert len(SAMPLES) >= LEAST_SAMPLES
    assert {p.stem for p in KEPT.glob("*.json")} <= {p.stem for p in SAMPLES}


@every_sample
def test_every_span_quotes_its_source(sample: Path) -> None:
    lines = broken_spans(load(sample)[0].text, records(sample))
    assert not lines, "\n".join(["", *lines[:SHOWN_LINES]])


@every_sample
def test_ids_are_unique(sample: Path) -> None:
    assert repeated_ids(records(sample)) == []


@every_sample
def test_output_is_valid_against_the_schema(sample: Path) -> None:
    jsonschema.validate({**records(sample), "tool_version": None, "grammar": None}, schema.extraction_schema())


@every_sample
def test_twice_gives_the_same(sample: Path) -> None:
    assert records_of(sample) == records(sample)


def test_rendering_is_json_and_breaks_long_lines() -> None:
    value = {"a": ["字" * 70, "句" * 70], "b": {"c": 1}, "d": []}
    text = render(value)
    assert json.loads(text) == value
    assert text.count("\n") == 7
