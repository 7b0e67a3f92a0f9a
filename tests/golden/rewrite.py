"""The golden records of the samples: how they are made, and the command that writes them anew.

    python tests/golden/rewrite.py [SAMPLE ...]

Read the difference like code before committing it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
WIDTH = 120
# They change with every release and every grammar; a golden is about what was read.
NOT_COMPARED = ("tool_version", "grammar")


def sample_paths() -> list[Path]:
    """The sample notices in order of name; README and hidden files are none."""
    return sorted(p for p in SAMPLES.iterdir() if p.is_file() and p.name != "README.md" and not p.name.startswith("."))


def golden_path(sample: Path) -> Path:
    return HERE / f"{sample.name}.json"


def records_of(sample: Path) -> dict[str, Any]:
    """What `extract` gives for a sample, as JSON values, without what depends on the machine or the release."""
    from notice_parse.api import extract

    extraction: dict[str, Any] = extract(sample).model_dump(mode="json")
    for key in NOT_COMPARED:
        extraction.pop(key, None)
    extraction["source"]["path"] = f"samples/{sample.name}"
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


def main(names: list[str]) -> int:
    unknown = set(names) - {p.name for p in sample_paths()}
    if unknown:
        print(f"no such sample: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    for sample in sample_paths():
        if names and sample.name not in names:
            continue
        target, text = golden_path(sample), render(records_of(sample)) + "\n"
        old = target.read_text(encoding="utf-8") if target.exists() else None
        target.write_text(text, encoding="utf-8")
        print(f"{'same   ' if old == text else 'written'} {target.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
