"""The same notice in other clothes gives the same records: page numbers, widths, line ends, wrapping, no line breaks at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from notice_parse.api import extract_text
from notices.cases import Case, load_cases
from notices.compare import plain

Change = Callable[[str], str]
_WIDE = str.maketrans("（）：；，", "():;,")
_NO_PROSE = ("|", "\t", "<t")
CASES = [c for c in load_cases() if not c.name.startswith("table") and not any(sign in c.text for sign in _NO_PROSE)]
HEAD = ("kind", "title", "document_number", "issuers", "issued_on", "year", "addressees", "region")


def wrapped(text: str, width: int = 34) -> str:
    return "\n".join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(1, len(line.rstrip())), width)
    )


def paged(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{line}\n— {n // 9} —" if n % 9 == 0 else line for n, line in enumerate(lines, 1))


# The share of the cases that may still differ: 0 where the change says nothing about the text.
CHANGES: dict[str, tuple[Change, float]] = {
    "page numbers": (paged, 0.0),
    "half width": (lambda text: text.translate(_WIDE), 0.0),
    "indented": (lambda text: "\n".join("　　" + line if line.strip() else line for line in text.split("\n")), 0.0),
    "line ends": (lambda text: text.replace("\n", "  \r\n"), 0.01),
    "blank lines": (lambda text: re.sub("\n+", "\n\n", text), 0.01),
    "wrapped": (wrapped, 0.1),
    "blanks for line breaks": (lambda text: re.sub(r"\s*\n\s*", " ", text.strip()), 0.22),
}


def facts(text: str) -> list[Any]:
    """What must not change, without white space and in one width."""
    out: list[Any] = []
    for notice in extract_text(text).model_dump(mode="json")["notices"]:
        out.append([plain(str(notice[key])) for key in HEAD])
        for task in notice["tasks"]:
            units = [(plain(unit["name"]), unit["role"]) for unit in task["responsible_units"]]
            leaders = [leader["name"] for leader in task["lead_leaders"]]
            path = [plain(heading) for heading in task["section_path"]]
            out.append([task["number"], plain(task["text"]), path, plain(task["deadline"]), units, leaders])
    return out


def changed(case: Case, change: Change) -> bool:
    return facts(case.text) != facts(change(case.text))


@pytest.mark.parametrize("name", CHANGES)
def test_records_stay_the_same(name: str) -> None:
    change, share = CHANGES[name]
    differ = [case.name for case in CASES if changed(case, change)]
    assert len(differ) <= share * len(CASES), differ


def test_there_are_cases() -> None:
    assert len(CASES) >= 80
