"""The comparison itself: it must be able to fail, and must not fail over what does not count."""

from __future__ import annotations

from typing import Any

import pytest

from notices.compare import broken_spans, notice_differences, repeated_ids, task_differences

TEXT = "1.新建绿道18公里。\n责任单位：市建设局、各镇（街道）"


def task(**changes: Any) -> dict[str, Any]:
    made = {
        "id": "a/1", "number": "1", "text": "新建绿道18公里。", "section_path": ["一、生态"], "title": None,
        "schedule": None, "category": None, "deadline": None, "extra": {}, "allocations": [],
        "lead_leaders": [], "qualitative_targets": [], "diagnostics": [],
        "responsible_units": [
            {"name": "市建设局", "role": "responsible", "role_basis": "label", "collective": False, "span": span(17, 21)},
            {"name": "各镇(街道)", "role": "responsible", "role_basis": "label", "collective": True, "span": span(22, 28)},
        ],
        "numeric_targets": [
            {"indicator": "绿道", "comparator": "eq", "value": 18, "value_high": None, "unit": "公里", "text": "18公里", "span": span(6, 10)},
        ],
        "span": span(2, 11),
    }  # fmt: skip
    return {**made, **changes}


def span(start: int, end: int) -> dict[str, Any]:
    return {"line_start": 1, "line_end": 1, "segments": [[start, end]]}


def extraction(*tasks: dict[str, Any]) -> dict[str, Any]:
    return {"notices": [{"tasks": list(tasks), "glossary": [], "title": "清单", "diagnostics": []}], "diagnostics": []}


@pytest.mark.parametrize(
    "expected",
    [
        {"text": "新建 绿道18公里"},
        {"section_path": ["一、 生态"]},
        {"units": [{"name": "市建设局", "basis": "label"}, {"name": "各镇（街道）", "collective": True}]},
        {"targets": [["城市绿道", "eq", 18, None, "公里"]]},
        {"targets": [["eq", 18, None, "公里"]]},
        {"has_targets": [["绿道", "eq", 18, None, "公里"]]},
    ],
)
def test_agreement(expected: dict[str, Any]) -> None:
    assert task_differences(expected, task(), "t") == []


@pytest.mark.parametrize(
    "expected",
    [
        {"number": None},
        {"text": "新建绿道19公里"},
        {"section_path": []},
        {"units": [{"name": "市建设局"}]},
        {"units": [{"name": "各镇（街道）"}, {"name": "市建设局"}]},
        {"units": [{"name": "市建设局", "role": "lead"}, {"name": "各镇（街道）"}]},
        {"targets": []},
        {"targets": [["绿道", "ge", 18, None, "公里"]]},
        {"targets": [["公园", "eq", 18, None, "公里"]]},
        {"targets": [["滨江城市绿道", "eq", 18, None, "公里"]]},
        {"has_targets": [["绿道", "eq", 18, None, "米"]]},
        {"leaders": [{"name": "何牧"}]},
        {"qualitative": ["全覆盖"]},
        {"allocations": [{"total": 18}]},
        {"extra": {"备注": "无"}},
    ],
)
def test_difference(expected: dict[str, Any]) -> None:
    assert task_differences(expected, task(), "t")


def test_missing_task_and_title_are_reported() -> None:
    notice = extraction(task())["notices"][0]
    assert notice_differences({"tasks": [{}, {}]}, notice, "n")
    assert notice_differences({"title": "别的"}, notice, "n")
    assert notice_differences({"title": "清 单", "tasks": [{"number": "1"}]}, notice, "n") == []


def test_glossary_terms() -> None:
    notice = {"glossary": [{"term": "“三园联动”", "definition": "同步建设。"}], "tasks": []}
    assert notice_differences({"glossary": ["三园联动"]}, notice, "n") == []
    assert notice_differences({"glossary": [{"term": "三园联动", "definition": "分步建设"}]}, notice, "n")
    assert notice_differences({"glossary": []}, notice, "n")


def test_spans() -> None:
    assert broken_spans(TEXT, extraction(task())) == []
    assert broken_spans(TEXT, extraction(task(span=span(1, 11))))
    assert broken_spans(TEXT, extraction(task(span={"line_start": 1, "line_end": 1, "segments": []})))


def test_ids() -> None:
    assert repeated_ids(extraction(task(), task())) == ["a/1"]
    assert repeated_ids(extraction(task(), task(id="a/2"))) == []
