"""The table for people fits the width it is given, in columns where a Chinese character takes two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from made import LONG_TEXT, made_extraction, made_target
from notice_parse.emit.as_table import emit_table, emit_target_table
from notice_parse.emit.wrap import wrap


@pytest.mark.parametrize("width", [40, 60, 80, 99, 100, 120, 200])
def test_no_line_is_wider(width: int) -> None:
    lines = emit_table(made_extraction(), width=width).split("\n")
    assert max(map(cell_len, lines)) <= width
    # The rule below the header takes the whole width.
    assert any(cell_len(line) == width for line in lines)


@pytest.mark.parametrize("width", [80, 120])
def test_columns_stand_below_their_header(width: int) -> None:
    lines = emit_table(made_extraction(), width=width).split("\n")
    header = next(line for line in lines if line.startswith("序号"))
    row = next(line for line in lines if line.startswith("1 "))
    for title, cell in [("任务", "在城东"), ("责任", "领导 吴君")]:
        assert cell_len(header[: header.index(title)]) == cell_len(row[: row.index(cell)])


def test_says_everything() -> None:
    text = emit_table(made_extraction(), width=200)
    flat = "".join(text.split())
    for said in (
        "口袋公园建设任务清单",
        "责任分解云政办发〔2031〕7号云溪市人民政府办公室2031-02-08年度2031",
        "一、城市更新（6项）",
        "领导吴君",
        "牵头市建设局",
        "责任各镇（街道）",
        "配合市资规局",
        "时限1.5",
        "★口袋公园面积≥1.10万平方米（6月底）",
        "公园覆盖全覆盖",
        "分解口袋公园12（2项）",
        "made.txt：1件公文，3项任务，9个责任单位，3个量化目标；3条警告",
    ):
        assert said in flat, said


def test_no_escape_codes_without_colour() -> None:
    assert "\x1b" not in emit_table(made_extraction(), width=80)
    assert "\x1b[" in emit_table(made_extraction(), width=80, color=True)


def test_no_notice() -> None:
    empty = made_extraction().model_copy(update={"notices": []})
    assert emit_table(empty) == "made.txt：0 件公文，0 项任务，0 个责任单位，0 个量化目标\n"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_targets(width: int) -> None:
    text = emit_target_table([made_target()] * 2, width=width)
    assert max(map(cell_len, text.split("\n"))) <= width
    assert text.endswith("2 个量化目标\n")
    assert "≥1.10" in text


@given(st.text(alphabet="云溪市，。（）《》a1.%  \n", max_size=60), st.integers(4, 30))
def test_wrapping_keeps_all_and_fits(text: str, width: int) -> None:
    wrapped = wrap(text, width)
    assert "".join(wrapped.split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in wrapped.split("\n"))


def test_wrapping_minds_marks_and_numbers() -> None:
    assert wrap("新建口袋公园，完善步道", 12).split("\n") == ["新建口袋公", "园，完善步道"]
    assert wrap("面积不少于12.55万", 14).split("\n") == ["面积不少于", "12.55万"]
    assert wrap("云溪市（城东片区）", 8).split("\n") == ["云溪市", "（城东片", "区）"]
    assert wrap(LONG_TEXT, 1000) == LONG_TEXT
