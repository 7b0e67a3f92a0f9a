"""Markings of responsibility, notes and labels."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parse.fields.responsibility import Responsibility, find_responsibilities, read_units
from notice_parse.fields.responsibility_labels import read_label
from notice_parse.fields.responsibility_notes import find_notes

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "responsibility_cases.yaml").read_text(encoding="utf-8"))
NOTES: list[dict[str, Any]] = yaml.safe_load((HERE / "responsibility_notes.yaml").read_text(encoding="utf-8"))
PIECES = [
    "（", "）", "〔", "〕", "<", ">", "责任单位：", "牵头单位", "：", "市财政局", "市林业局", "各镇", "（街道）", "、", "，", "。", "；", "\n", " ",
    "牵头", "配合", "负责", "会同", "等", "按职责分工负责", "2.", "（二）", "2031年底前完成", "列首位的为牵头单位", "下同", "完成时限：", "责任领导：",
    "林小溪", "推进改革", "由", "和",
]  # fmt: skip


def written(marking: Responsibility) -> dict[str, Any]:
    return {
        "units": [f"{u.unit.name}/{u.role[0]}/{u.basis[0]}" for u in marking.units],
        "leaders": [words.text for words in marking.leaders],
        "deadline": marking.deadline.text if marking.deadline else None,
        "note": marking.first_listed_note,
        "onward": marking.onward,
        "unknown": [unit.name for unit in marking.not_understood],
    }


def filled(wanted: dict[str, Any]) -> dict[str, Any]:
    return {"leaders": [], "deadline": None, "note": False, "onward": False, "unknown": [], **wanted}


def without(text: str, markings: list[Responsibility]) -> str:
    out, at = [], 0
    for marking in markings:
        out.append(text[at : marking.start])
        at = marking.end
    return "··".join([*out, text[at:]])


def test_cases_were_collected() -> None:
    assert len(CASES) >= 50
    assert sum(not case["markings"] for case in CASES) >= 15
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_markings_of_a_clause(case: dict[str, Any]) -> None:
    found = find_responsibilities(case["text"], first_listed=case.get("first_listed", False))
    assert [written(marking) for marking in found] == [filled(wanted) for wanted in case["markings"]]
    assert without(case["text"], found) == case.get("rest", case["text"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_offsets_of_the_parts(case: dict[str, Any]) -> None:
    for marking in find_responsibilities(case["text"]):
        for unit in (u.unit for u in marking.units):
            assert marking.start <= unit.start < unit.end <= marking.end
            written_name = "".join(case["text"][unit.start : unit.end].split())
            assert written_name.translate(str.maketrans("()<>", "（）〈〉")) == unit.name
        for words in [*marking.leaders, *([marking.deadline] if marking.deadline else [])]:
            assert case["text"][words.start : words.end] == words.text


@pytest.mark.parametrize("case", NOTES, ids=lambda case: case["text"])
def test_notes(case: dict[str, Any]) -> None:
    assert [note.scope for note in find_notes(_folded(case["text"]))] == case["notes"]


@pytest.mark.parametrize(
    ("text", "field", "role"),
    [
        ("责任单位", "units", "responsible"),
        ("责 任 单 位：", "units", "responsible"),
        ("责任单位（列首位的为牵头单位）", "units", "responsible"),
        ("【牵头单位】", "units", "lead"),
        ("市级牵头单位", "units", "lead"),
        ("责任单位（部门）", "units", "responsible"),
        ("责任部门/单位", "units", "responsible"),
        ("协办单位", "units", "cooperating"),
        ("牵头领导", "leaders", "lead"),
        ("责任人", "leaders", "lead"),
        ("完成时限", "deadline", None),
    ],
)
def test_labels(text: str, field: str, role: str | None) -> None:
    label = read_label(_folded(text))
    assert label is not None
    assert (label.field, label.role) == (field, role)


@pytest.mark.parametrize("text", ["工作任务", "单位", "", "责任单位要抓好落实", "备注"])
def test_words_that_are_no_label(text: str) -> None:
    assert read_label(text) is None


def test_a_cell_of_a_column() -> None:
    cell = read_units("市林业局\n各镇（街道）", label=read_label("配合单位"))
    assert [f"{u.unit.name}/{u.role}/{u.basis}" for u in cell.units] == [
        "市林业局/cooperating/label",
        "各镇（街道）/cooperating/label",
    ]
    assert (cell.start, cell.end) == (0, 11)


def test_a_cell_that_states_roles_itself() -> None:
    cell = read_units("牵头单位：市林业局；配合单位：市文联", label=read_label("责任单位"))
    assert [(u.unit.name, u.role) for u in cell.units] == [("市林业局", "lead"), ("市文联", "cooperating")]


def test_a_gap_ends_a_field_where_the_line_end_is_lost() -> None:
    text = "建绿道。责任单位：市林业局、市文联保护好古树名木"
    (marking,) = find_responsibilities(text, gaps=[text.index("保护")])
    assert [u.unit.name for u in marking.units] == ["市林业局", "市文联"]
    assert text[marking.end :] == "保护好古树名木"


@pytest.mark.parametrize("covers", ["以上三项", "上述各项任务", "本部分各项任务"])
def test_a_marking_for_more_than_its_clause(covers: str) -> None:
    text = f"护古树。（{covers}由市林业局牵头，市文联配合）"
    (marking,) = find_responsibilities(text)
    assert [f"{u.unit.name}/{u.role}" for u in marking.units] == ["市林业局/lead", "市文联/cooperating"]
    assert marking.covers is not None
    assert text[marking.covers.start : marking.covers.end] == marking.covers.text == covers


def test_a_sentence_after_the_marking_is_kept() -> None:
    (marking,) = find_responsibilities("（市林业局牵头，市文联落实。后面各条不再写明。）")
    assert marking.remark is not None
    assert marking.remark.text == "后面各条不再写明。"


def test_names_are_quoted_from_the_clean_text() -> None:
    folded, clean = "(责任单位:各县[市、区]政府)", "（责任单位：各县〔市、区〕政府）"
    (marking,) = find_responsibilities(folded, clean)
    assert marking.units[0].unit.name == "各县〔市、区〕政府"


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans())
def test_any_string_is_accepted(pieces: list[str], first_listed: bool) -> None:
    text = "".join(pieces)
    at = 0
    for marking in find_responsibilities(text, first_listed=first_listed, gaps=range(0, len(text), 3)):
        assert at <= marking.start < marking.end <= len(text)
        at = marking.end
        for unit in (u.unit for u in marking.units):
            assert marking.start <= unit.start < unit.end <= marking.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all(text: str) -> None:
    for marking in find_responsibilities(text):
        assert 0 <= marking.start < marking.end <= len(text)
    read_units(text)
    find_notes(text)
    read_label(text)


@pytest.mark.parametrize(
    "piece",
    [
        "（",
        "(市林业局",
        "责任单位：",
        "（责任单位：",
        "市林业局负责。",
        "负责 ",
        "列首位的为牵头单位",
        "各市",
        "市林业局 ",
        "（市林业局牵头）",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.process_time()
        find_responsibilities(text)
        read_units(text)
        find_notes(_folded(text))
        return time.process_time() - start

    seconds(1000)
    short, long = min(seconds(3000) for _ in range(3)), min(seconds(12000) for _ in range(3))
    # Four times the text; a quadratic way would take sixteen times as long.
    assert long < 10 * short + 0.05


def _folded(text: str) -> str:
    from notice_parse.text.fold import fold

    return fold(text)
