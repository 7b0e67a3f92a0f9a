"""Scores against the hand-annotated notices beside the checkout, where they are, must not fall below the floors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import notice_parse
from notice_parse.emit.as_json import emit_json
from shared import SHARED, needs_shared

FLOORS = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8"))
GOLD = sorted(p.name.removesuffix(".gold.json") for p in (SHARED / "gold").glob("*.gold.json") if p.name[0] != "s")

pytestmark = [pytest.mark.shared, needs_shared]


def _scores(*command: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if not line.startswith(" ")]
    return {name: float(value) for name, value, *_ in lines}


def _source(name: str) -> Path:
    """The document of a gold file; `wild-001` is `wild/001_….txt`."""
    notices = SHARED / "notices"
    found = list(notices.glob(f"wild/{name[5:]}_*" if name.startswith("wild-") else f"{name}.*"))
    assert len(found) == 1, name
    return found[0]


def _too_low(scores: dict[str, float], floors: dict[str, float]) -> list[str]:
    assert set(floors) <= set(scores), "a floor for a measure that is not scored"
    return [f"{name} {scores[name]:.4f} is below {floor}" for name, floor in floors.items() if scores[name] < floor]


@pytest.mark.parametrize("name", GOLD)
def test_document(name: str, tmp_path: Path) -> None:
    source = _source(name)
    extraction = tmp_path / "extraction.json"
    extraction.write_bytes(emit_json(notice_parse.extract(source)))
    gold = SHARED / "gold" / f"{name}.gold.json"
    scores = _scores(str(SHARED / "tools" / "score.py"), str(gold), str(extraction), "--source", str(source))
    assert scores
    assert json.loads(extraction.read_bytes())["notices"]
    assert not _too_low(scores, FLOORS["documents"].get(name, {}))


def test_sentences() -> None:
    scores = _scores(str(SHARED / "tools" / "score_sentences.py"), str(SHARED / "gold" / "sentences.gold.json"))
    assert not _too_low(scores, FLOORS["sentences"])


def test_floors_are_for_documents_that_are_scored() -> None:
    assert GOLD
    assert set(FLOORS["documents"]) <= set(GOLD)
