"""Whatever the text, every question about it has an answer, and no line of it is unclaimed."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from notice_parse.explain.ask import explain
from notice_parse.explain.document import trace_document
from notice_parse.explain.lines import classes_of
from notice_parse.explain.render import emit_explanation
from notice_parse.grammar import load_grammar
from notice_parse.pipeline import extract_source
from notice_parse.source import Source

_WORDS = [
    "云溪市人民政府办公室关于印发2024年重点工作责任分解的通知", "云政办发〔2024〕1号", "各镇人民政府：", "2024年2月8日",
    "一、", "（一）", "1.", "第一条", "一是", "责任单位：", "林越副市长牵头重点工作", "市财政局、各镇（街道）", "新建公园3个以上",
    "PM2.5浓度降至28微克/立方米", "（市财政局负责）", "。", "，", "\n", "\n\n", "\t", " | ", "|---|", "序号 | 工作任务 | 责任单位 |",
    "— 1 —", "名词解释", "附件1", "抄送：", "各位代表：", "　　", "\x1b", "\u200b",
]  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(st.sampled_from(_WORDS), max_size=40).map("".join), st.text(max_size=80)))
def test_every_question_has_an_answer(text: str) -> None:
    grammar = load_grammar()
    traced = trace_document(Source(text), grammar)
    assert traced.extraction == extract_source(Source(text), grammar, audit=True)
    asked = [explain(traced), *(explain(traced, task=read.task.id) for read in traced.tasks())]
    asked += [explain(traced, line=line) for line in range(1, traced.source.line_count + 1)]
    for explanation in asked:
        lines = emit_explanation(explanation, width=80).split("\n")
        assert max(map(cell_len, lines)) <= 80
    assert "unclaimed" not in classes_of(traced).values()
