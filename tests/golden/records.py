"""The records of the samples as they are kept beside this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import notice_parse
from shared import CHECKOUT

KEPT = Path(__file__).parent
SAMPLES = CHECKOUT / "samples"
WIDTH = 120
# They change with every release and every grammar; what is kept is about what was read.
NOT_KEPT = ("tool_version", "grammar")


def sample_paths() -> list[Path]:
    """The sample notices in order of name; README and hidden files are none."""
    return sorted(p for p in SAMPLES.iterdir() if p.is_file() and p.name != "README.md" and not p.name.startswith("."))


def kept_path(sample: Path) -> Path:
    return KEPT / f"{sample.stem}.json"


def records_of(sample: Path) -> dict[str, Any]:
    """What `extract` gives for a sample, as JSON values, without what depends on the machine or the release."""
    extraction: dict[str, Any] = notice_parse.extract(sample).model_dump(mode="json")
    for key in NOT_KEPT:
        extraction.pop(key)
    extraction["source"]["path"] = sample.name
    return extraction


def render(value: Any, indent: int = 0) -> str:
    """JSON with one line for whatever fits into it, so that a changed value is one changed line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(k, ensure_ascii=False)}: {render(v, indent + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    return "[\n" + ",\n".join(inner + render(v, indent + 1) for v in value) + "\n" + " " * indent + "]"
