"""The cases of this folder: one YAML file each, an invented notice and the records a careful reader expects of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cases"

NOTICE_KEYS = {
    "kind", "title", "document_number", "issuers", "issued_on", "printed_on", "year", "addressees", "copied_to",
    "region", "tasks", "glossary",
}  # fmt: skip
TASK_KEYS = {
    "number", "text", "title", "section_path", "schedule", "category", "leaders", "units", "deadline", "targets",
    "has_targets", "qualitative", "allocations", "extra",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """`notices` are the expected notices in order, `diagnostics` codes that must be given, `absent` codes that must not."""

    name: str
    text: str
    notices: list[dict[str, Any]]
    diagnostics: list[str]
    absent: list[str]
    xfail: str | None
    """Why it cannot pass yet; the test is then expected to fail, strictly."""


def load_case(path: Path) -> Case:
    """Read one file; a misspelt key is a ValueError, since it would be a check that never runs."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    _only(data, {"about", "text", "expect", "xfail"}, path.name)
    expect = dict(data["expect"])
    diagnostics = expect.pop("diagnostics", [])
    absent = expect.pop("absent_diagnostics", [])
    notices = expect.pop("notices") if "notices" in expect else [expect]
    for notice in notices:
        _only(notice, NOTICE_KEYS, path.name)
        for task in notice.get("tasks", []):
            _only(task, TASK_KEYS, path.name)
    return Case(path.stem, data["text"], notices, diagnostics, absent, data.get("xfail"))


def load_cases() -> list[Case]:
    return [load_case(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _only(mapping: dict[str, Any], known: set[str], where: str) -> None:
    unknown = set(mapping) - known
    if unknown:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")
