"""Whatever the text, there are records: no exception, spans that quote it, ids that are unique, the same every time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notice_parse.api import extract_text
from notice_parse.records import Extraction, Record, Span
from shared import CHECKOUT

PIECES = st.lists(
    st.sampled_from(
        [
            "云溪市人民政府办公室关于印发2024年重点工作责任分解的通知",
            "云政办发〔2024〕1号",
            "各镇人民政府：",
            "2024年2月8日",
        ]
        + [
            "一、",
            "（一）",
            "1.",
            "2．",
            "第一条",
            "一是",
            "——",
            "①",
            "责任单位：",
            "牵头领导：",
            "林越副市长",
            "市财政局、",
            "各镇（街道）",
        ]
        + [
            "新建公园3个",
            "增长6.5%左右",
            "（市财政局负责）",
            "（责任单位：市建设局",
            "。",
            "；",
            "，",
            "\n",
            "\n\n",
            "\t",
            " | ",
            "|---|",
        ]
        + [
            "序号",
            "工作任务",
            "指标名称",
            "2024年目标值",
            "　　",
            " ",
            "# ",
            "**",
            "<td>",
            "</table>",
            "名词解释",
            "附件1",
            "抄送：",
            "各位代表：",
        ]
    ),
    max_size=60,
).map("".join)


def _spans(record: Record) -> Iterator[tuple[Record, Span]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Span):
            yield record, value
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Record) and not isinstance(item, Span):
                yield from _spans(item)


def _check(text: str, extraction: Extraction) -> None:
    tasks = [task for notice in extraction.notices for task in notice.tasks]
    assert len({task.id for task in tasks}) == len(tasks)
    for record, span in (pair for notice in extraction.notices for pair in _spans(notice)):
        assert all(0 <= a <= b <= len(text) for a, b in span.segments)
        quoted = "".join("".join(text[a:b] for a, b in span.segments).split())
        said = getattr(record, "text", None)
        if said is not None:
            assert quoted == "".join(said.split())
    Extraction.model_validate_json(extraction.model_dump_json())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_structures_thrown_together(text: str) -> None:
    _check(text, extract_text(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    _check(text, extract_text(text))


def test_the_same_every_time() -> None:
    for path in sorted((CHECKOUT / "samples").glob("yunxi*")):
        text = path.read_text(encoding="utf-8")
        assert extract_text(text).model_dump_json() == extract_text(text).model_dump_json()


@pytest.mark.parametrize(
    "unit",
    ["1.新建公园3个。（市建设局负责）", "一、甲\n", "（", "序号 | 任务 |\n", "责任单位：市财政局、", "二、三、四、"],
)
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        start = time.process_time()
        extract_text(text)
        return time.process_time() - start

    seconds(20)
    short, long = min(seconds(400) for _ in range(3)), min(seconds(1600) for _ in range(2))
    # Four times the text; twice that allows for a machine at work on other things.
    assert long <= 8 * short + 0.05
