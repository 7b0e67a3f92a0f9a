"""What `explain` says in Chinese: everything but the names that are typed, and what the grammar files say themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from notice_parse.cli.main import main
from notice_parse.explain.ask import explain
from notice_parse.explain.coverage import measure
from notice_parse.explain.coverage_text import emit_coverage
from notice_parse.explain.document import Traced, trace_document
from notice_parse.explain.model import Explanation
from notice_parse.explain.render import emit_explanation
from notice_parse.explain.rulebook import Rulebook
from notice_parse.grammar import load_grammar
from notice_parse.loading import load
from notice_parse.messages import Language
from notice_parse.messages.matching import literals_of
from notice_parse.messages.zh import EXPLANATIONS
from notice_parse.source import Source
from shared import CHECKOUT

_ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,}\b")
_ODD = """[索引号] LX001
云溪市人民政府公告
一、停水。
附件：1. 停水清单
| 甲 | 乙 |
|---|---|
| 好 | 坏 |
\u200b
新建
---
"""


def _in_chinese(explanation: Explanation) -> str:
    """The Chinese text, without what comes from the grammar's files and the document."""
    for group in explanation.groups:
        for step in group.steps:
            step.quotes = [quote._replace(text="字" * len(quote.text)) for quote in step.quotes]
            step.reasons = [
                r._replace(pattern="", says="", matched="", reason="" if r.kind == "rule" else r.reason)
                for r in step.reasons
            ]
    told = emit_explanation(explanation, width=80, language=Language.zh)
    assert max(map(cell_len, told.splitlines())) <= 80
    return told


def _asked(traced: Traced) -> list[Explanation]:
    tasks = list(traced.tasks())
    lines = range(1, traced.source.line_count + 1, max(1, traced.source.line_count // 30))
    asked = [explain(traced, task=read.task.id) for read in tasks[:: max(1, len(tasks) // 5)]]
    return [explain(traced), explain(traced, field="delivered_on"), *asked, *(explain(traced, line=n) for n in lines)]


@pytest.mark.parametrize(
    "sample", [*sorted(CHECKOUT.glob("samples/yunxi*")), None], ids=lambda p: p.stem if p else "odd"
)
def test_nothing_is_left_in_english(sample: Path | None) -> None:
    source, findings = load(sample) if sample else (Source(_ODD), [])
    for explanation in _asked(trace_document(source, load_grammar(), findings)):
        told = _in_chinese(explanation)
        assert not [line for line in told.splitlines() if _ENGLISH.search(line)], told


def test_every_entry_has_the_same_places() -> None:
    for english, chinese in EXPLANATIONS.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", chinese)), english
        assert re.search("[\u4e00-\u9fff]", chinese), english
    fixed = [tuple(literals_of(english)) for english in EXPLANATIONS]
    assert len(set(fixed)) == len(fixed)


def test_the_command_follows_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    notice = str(Path(__file__).parent / "notice.txt")
    assert main(["explain", notice, "--line", "4", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("第 4 行\n")
    assert "    原因        在分解表前的正文里，没有写责任单位\n" in out
    assert "  text-without-task  第 4 行没有任务" in out
    assert main(["explain", notice, "--task", "9", "--lang", "zh"]) == 2
    assert "没有叫 9 的任务（相近的任务：" in capsys.readouterr().err
    assert main(["explain", notice, "--line", "4", "--lang", "zh", "-f", "json"]) == 0
    assert '"kept as text"' in capsys.readouterr().out


def test_coverage_in_chinese(traced: Traced) -> None:
    grammar = load_grammar()
    found = measure([(traced.source, [])], grammar)
    for everything in (False, True):
        told = emit_coverage(found, Rulebook(grammar), everything=everything, language=Language.zh)
        assert told.startswith("1 份文件里用到了 ")
        assert not [line for line in told.splitlines() if _ENGLISH.search(line)]
