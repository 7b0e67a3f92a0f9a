"""The records of each sample are kept; a change of a rule shows as a change of these files. `make golden` rewrites them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

import notice_parse
from notice_parse.emit.as_json import emit_json
from notice_parse.loading import load
from shared import CHECKOUT

SAMPLES = sorted(p for p in (CHECKOUT / "samples").iterdir() if p.suffix in {".txt", ".md"} and p.name != "README.md")
KEPT = Path(__file__).parent


def _records(sample: Path) -> dict[str, Any]:
    """The extraction without what says nothing about the notice: where it lies, and which version read it."""
    data: dict[str, Any] = json.loads(emit_json(notice_parse.extract(sample)))
    data["source"]["path"] = sample.name
    data["tool_version"] = data["grammar"] = None
    return data


@pytest.mark.golden
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_records_are_the_kept_ones(sample: Path) -> None:
    kept = KEPT / f"{sample.stem}.json"
    text = _compact(json.dumps(_records(sample), ensure_ascii=False, indent=1)) + "\n"
    if os.environ.get("NOTICE_PARSE_REWRITE"):
        kept.write_text(text, encoding="utf-8")
    assert kept.exists(), "run `make golden`, and read what it kept"
    assert text == kept.read_text(encoding="utf-8"), "read the difference; if it is meant, run `make golden`"


def test_every_kept_file_has_its_sample() -> None:
    assert SAMPLES
    assert {p.stem for p in KEPT.glob("*.json")} <= {p.stem for p in SAMPLES}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_every_span_quotes_its_source(sample: Path) -> None:
    """What a span points at is the text that the record gives, white space and the marks of Markdown aside."""
    source = load(sample)[0].text
    checked = 0

    def cut(span: dict[str, Any]) -> str:
        return _bare("".join(source[start:end] for start, end in span["segments"]))

    for notice in _records(sample)["notices"]:
        for task in notice["tasks"]:
            assert cut(task["span"]) == _bare(task["text"]), task["id"]
            for target in [*task["numeric_targets"], *task["qualitative_targets"]]:
                assert cut(target["span"]) == _bare(target["text"]), task["id"]
                checked += 1
            for leader in task["lead_leaders"]:
                assert _bare(leader["name"]) in cut(leader["span"]), task["id"]
            checked += 1
    assert checked


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_twice_gives_the_same(sample: Path) -> None:
    assert _records(sample) == _records(sample)


def _bare(text: str) -> str:
    return re.sub(r"[\s*#|\\]+", "", text)


def _compact(text: str) -> str:
    """Spans on one line, so that the files can be read."""
    return re.sub(r"\[\s+\[[\d\s,\[\]]+?\]\s+\]", lambda m: re.sub(r"\s+", "", m.group()), text)
