"""No cell of a table is lost: whatever stands in it comes out in some record or some diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parse import extract_text

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LAYOUTS: dict[str, Callable[[Sequence[Sequence[str]]], str]] = {
    "pipes": lambda rows: "\n".join(
        "| " + " | ".join(row) + " |" + ("\n" + "|---" * len(row) + "|" if i == 0 else "") for i, row in enumerate(rows)
    ),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "tab-led": lambda rows: "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows),
    "commas": lambda rows: "\n".join(",".join(row) for row in rows),
    "html": lambda rows: (
        "<table>"
        + "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</table>"
    ),
    "stacked": lambda rows: "\n".join(cell for row in rows for cell in row),
}
_COLUMNS = [
    "类别", "项目名称", "具体措施", "目标", "一季度目标", "牵头单位", "配合单位", "牵头领导", "责任人", "联系人", "完成时限",
    "进展情况", "备注", "备注", "云溪特色", "计量单位", "全市目标", "云东区", "云西县", "指标名称", "2023年实际", "2024年实际", "2025年目标",
]  # fmt: skip
_KINDS = ["text", "text", "units", "person", "figure", "short", "empty", "empty"]


def _code(number: int) -> str:
    return "".join(_STEMS[int(digit)] for digit in f"{number:03d}")


def _cell(kind: str, number: int) -> tuple[str, str]:
    """The text of a cell and the part of it that must come out."""
    code = _code(number)
    return {
        "text": (f"推进{code}建设。", code),
        "units": (f"市{code}局", code),
        "person": (f"林{code[1:]}", code[1:]),
        "figure": (str(2000 + number), str(2000 + number)),
        "short": (f"注明{code}", code),
        "empty": ("", ""),
    }[kind]


@st.composite
def _tables(draw: st.DrawFn, *, ragged: bool) -> tuple[list[list[str]], list[str]]:
    """A printed table, and what its cells must give."""
    columns = [
        "序号",
        *draw(st.permutations(["工作任务", "责任单位", *draw(st.lists(st.sampled_from(_COLUMNS), max_size=5))])),
    ]
    rows, wanted, count = [columns], [], 0
    for number in range(1, draw(st.integers(2, 6)) + 1):
        row = [str(number)]
        width = len(columns) - 1 + (draw(st.sampled_from([0, 0, 0, 0, -1, 1])) if ragged else 0)
        for _ in range(width):
            count += 1
            text, must = _cell(draw(st.sampled_from(_KINDS)), count)
            row.append(text if text or ragged else "/")
            wanted.append(must)
        rows.append(row)
    return rows, [must for must in wanted if must]


@pytest.mark.parametrize("layout", _LAYOUTS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_cell_comes_out(layout: str, data: st.DataObject) -> None:
    # Where nothing parts the cells, those of a ragged row cannot be told from the text around the table.
    rows, wanted = data.draw(_tables(ragged=layout != "stacked"))
    text = "云溪市2025年重点工作任务责任分解表\n\n" + _LAYOUTS[layout](rows) + "\n"
    extraction = extract_text(text)
    out = extraction.model_dump_json()
    if "table-not-understood" in out:
        return
    assert [must for must in wanted if must not in out] == [], text
