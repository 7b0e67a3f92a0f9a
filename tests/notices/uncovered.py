"""Which characters of a source no record, field or diagnostic accounts for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_LINES = re.compile(r"lines (\d+) to (\d+) ")
_RANGES = ("text-without-task", "text-outside-notices")
_NO_TEXT = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?(?=在|$|\s)|二〇[〇一二三四五六七八九]{2}年[一二三四五六七八九十]+月[一二三四五六七八九十]+日"
    r"|责任单位中?[排列]?在?(?:第一|首)位的?为牵头单位|1\d{10}|<[^<>]{1,40}>|&nbsp;"
)
LEAST = 10
"""Dates and the note on who leads are in the records by what they mean; tags and telephone numbers are no text. `LEAST`: shorter runs are labels (责任单位) and words of role (按职责分工负责)."""


def uncovered(text: str, extraction: dict[str, Any]) -> list[str]:
    """The runs of `LEAST` letters or more that nothing holds.

    Held is what a span covers, what a value of the head repeats, a line that a diagnostic names.
    """
    held = bytearray(len(text))
    for start, end in _spans(extraction):
        held[start:end] = b"\1" * (end - start)
    for start, end in _named_lines(text, extraction):
        held[start:end] = b"\1" * (end - start)
    _hold_values(text, _values(extraction), held)
    for match in _NO_TEXT.finditer(text):
        held[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    shown = "".join(c if not held[i] and (c.isalnum()) else " " for i, c in enumerate(text))
    return [run for run in shown.split() if len(run) >= LEAST]


def _spans(record: Any) -> Iterator[tuple[int, int]]:
    """The segments of every span but the notice's own."""
    if isinstance(record, dict):
        for key, value in record.items():
            if key == "span" and "tasks" not in record and value:
                yield from (tuple(segment) for segment in value["segments"])
            else:
                yield from _spans(value)
    elif isinstance(record, list):
        for item in record:
            yield from _spans(item)


def _diagnostics(record: Any) -> Iterator[dict[str, Any]]:
    if isinstance(record, dict):
        yield from record.get("diagnostics", [])
        for value in record.values():
            yield from _diagnostics(value)
    elif isinstance(record, list):
        for item in record:
            yield from _diagnostics(item)


def _named_lines(text: str, extraction: dict[str, Any]) -> Iterator[tuple[int, int]]:
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    for diagnostic in _diagnostics(extraction):
        if diagnostic["line"] is None:
            continue
        first = last = diagnostic["line"]
        if diagnostic["code"] in _RANGES and (match := _LINES.match(diagnostic["message"])):
            last = int(match[2])
        if last < len(starts):
            yield starts[first - 1], starts[last]


def _values(extraction: dict[str, Any]) -> Iterator[str]:
    """What the head, the tasks and the diagnostic of page furniture quote without a span."""
    for diagnostic in extraction["diagnostics"]:
        if diagnostic["code"] == "page-furniture":
            yield from diagnostic["message"].partition("left out: ")[2].split("、")
    for notice in extraction["notices"]:
        yield from (notice[key] for key in ("title", "document_number", "delivered_at") if notice[key])
        for key in ("issuers", "addressees", "copied_to"):
            yield from notice[key]
        for task in notice["tasks"]:
            yield from task["section_path"]
            yield from (task[key] for key in ("schedule", "title", "deadline", "category") if task[key])
            for header, cell in task["extra"].items():
                yield header
                yield cell


def _hold_values(text: str, values: Iterator[str], held: bytearray) -> None:
    places = [i for i, c in enumerate(text) if not c.isspace()]
    flat = "".join(unicodedata.normalize("NFKC", text[i])[:1] for i in places)
    for value in set(values):
        wanted = "".join(unicodedata.normalize("NFKC", c)[:1] for c in value if not c.isspace())
        at = flat.find(wanted) if len(wanted) >= 2 else -1
        while at >= 0:
            for k in range(at, at + len(wanted)):
                held[places[k]] = 1
            at = flat.find(wanted, at + 1)
