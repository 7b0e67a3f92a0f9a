"""The examples of docs/targets.md are what the program finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import notice_parse

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "targets.md"


def examples() -> list[tuple[str, list[list[str]]]]:
    found = []
    for match in re.finditer(r"^> (.+)\n\n((?:- .+\n)+)", CHAPTER.read_text(encoding="utf-8"), re.MULTILINE):
        found.append((match.group(1), [line[2:].split(" | ") for line in match.group(2).splitlines()]))
    assert len(found) >= 6
    return found


@pytest.mark.parametrize(("text", "wanted"), examples(), ids=lambda value: value[:20] if isinstance(value, str) else "")
def test_example(text: str, wanted: list[list[str]]) -> None:
    targets = notice_parse.find_targets(text)
    assert [[t.indicator, t.comparator, str(t.value), t.unit] for t in targets] == [w[:4] for w in wanted]
    for target, want in zip(targets, wanted, strict=True):
        for pair in want[4:]:
            key, value = pair.split("=")
            have = target.baseline.value if key == "baseline" and target.baseline else getattr(target, key)
            assert str(have) == value
