"""Explanations with a grammar of one's own: where its words and rules stand, and what a line lacks before there is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from notice_parse.cli.main import main
from notice_parse.explain.ask import explain
from notice_parse.explain.document import trace_document
from notice_parse.explain.model import Explanation
from notice_parse.grammar import load_grammar
from notice_parse.grammar.select import read_extensions
from notice_parse.loading import load
from notice_parse.pipeline import extract_source
from notice_parse.source import Source, SourceInfo
from shared import CHECKOUT

GRAMMAR = """schema: 1
id: 'my'
extends: 'national'
about: '样例'
vocabulary:
  responsibility.labels:
    '主理单位': {field: 'units', role: 'lead'}
  departments.functions:
    '财政部门': {names: ['财税中心']}
also:
  header.note-line: ['约定:']
rules:
  - id: 'headings.stem'
    reason: '天干编号'
    pattern: '(?P<number>[甲乙丙丁])、'
    set: {level: 2}
    examples: [{text: '甲、产业', finds: [{number: '甲'}]}, {text: '甲类', finds: []}]
"""
NOTICE = """松泉市人民政府关于印发2031年重点工作责任分解的通知

甲、产业
1．新建桥梁3座。
主理单位：财税中心
约定：首位为牵头单位。
2．新建公园5个。（财税中心扛旗，市水利局搭台）

附表
| 序号 | 事体 | 操盘股站 |
|---|---|---|
| 1 | 新建口袋公园6个 | 市水利局 |
"""
_BRACKETS = (
    "(财税中心扛旗,市水利局搭台) names no unit by the words of responsibility.labels and rules responsibility.phrase.*"
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "my.yaml").write_text(GRAMMAR, encoding="utf-8")
    return tmp_path / "my.yaml"


def _asked(line: int, path: Path | None = None, text: str = NOTICE) -> Explanation:
    names = [str(path)] if path else []
    source = Source(text, SourceInfo("a.txt", ""))
    return explain(trace_document(source, load_grammar(names), (), read_extensions(names)), line=line)


def _reasons(explanation: Explanation) -> set[tuple[str, str]]:
    return {(r.id, Path(r.where).name) for group in explanation.groups for step in group.steps for r in step.reasons}


def _unread(line: int, path: Path | None = None, text: str = NOTICE) -> list[str]:
    steps = [step for group in _asked(line, path, text).groups for step in group.steps]
    return [told for step in steps for name, told in step.facts if name == "unread"]


def test_words_and_rules_are_told_where_they_stand(path: Path) -> None:
    assert {("responsibility.labels", "my.yaml:7"), ("departments.functions", "my.yaml:9")} <= _reasons(_asked(5, path))
    assert ("my.header.note-line", "my.yaml:11") in _reasons(_asked(6, path))
    assert ("headings.stem", "my.yaml:13") in _reasons(_asked(3, path))


def test_what_the_base_decides_is_told_of_the_base(path: Path) -> None:
    text = NOTICE.replace("约定：", "注：").replace("财税中心\n", "市财政局\n")
    assert [where[:12] for name, where in _reasons(_asked(6, path, text)) if name == "header.note-line"] == [
        "header.yaml:"
    ]
    assert ("departments.functions", "my.yaml:9") not in _reasons(_asked(5, path, text))


def test_the_file_of_a_place_is_told(path: Path) -> None:
    text = NOTICE.replace("松泉", "启川").replace("主理单位：财税中心", "领办股站：经发股站").replace("约定", "提示")
    assert ("responsibility.labels", "qichuan.yaml:8") in _reasons(_asked(5, None, text))
    assert ("qichuan.note-line", "qichuan.yaml:13") in _reasons(_asked(6, None, text))
    source = Source(text, SourceInfo("a.txt", ""))
    assert trace_document(source, load_grammar()).extraction == extract_source(source, load_grammar(), audit=True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (3, ["甲、 opens the line as a number would, and no rule headings.* reads it"]),
        (5, ["主理单位 stands before a colon and is no word of responsibility.labels"]),
        (7, [_BRACKETS]),
        (10, ["no rule tables.column.* knows 事体、操盘股站"]),
    ],
)
def test_what_is_unread(line: int, told: list[str]) -> None:
    text = NOTICE if line > 7 else NOTICE.partition("附表")[0]
    assert _unread(line, None, text) == told


def test_what_is_read_is_not_told_as_unread(path: Path) -> None:
    assert _unread(3, path) == _unread(5, path) == []
    assert _unread(7, None, NOTICE.partition("附表")[0].replace("扛旗", "牵头").replace("搭台", "配合")) == []
    assert _unread(10, None, NOTICE.replace("事体", "工作任务").replace("操盘股站", "责任单位")) == []


def test_little_is_unread_in_the_samples() -> None:
    """The samples are read well: what looks like a label there is none of responsibility."""
    told: set[str] = set()
    for sample in sorted(CHECKOUT.glob("samples/yunxi-202[34]-schedule*")):
        source, findings = load(sample)
        traced = trace_document(source, load_grammar(), findings)
        for line in range(1, source.line_count + 1, 7):
            steps = [step for group in explain(traced, line=line).groups for step in group.steps]
            told |= {text for step in steps for name, text in step.facts if name == "unread"}
    assert told == set()


def test_the_commands_take_a_grammar(path: Path, capsys: Captured) -> None:
    document = path.with_name("a.txt")
    document.write_text(NOTICE, encoding="utf-8")
    assert main(["explain", str(document), "--line", "5", "-g", str(path)]) == 0
    assert "my.yaml:7" in " ".join(capsys.readouterr().out.split())
    assert main(["grammar", "coverage", str(document), "-g", str(path), "-f", "json"]) == 0
    rules = {rule["id"]: rule for rule in json.loads(capsys.readouterr().out)["rules"]}
    for name, line in (("my.header.note-line", 11), ("headings.stem", 13)):
        assert rules[name]["fired"]
        assert rules[name]["documents"] == 1
        assert rules[name]["where"] == f"{path}:{line}"
    assert main(["explain", str(document), "--line", "5", "-g", "nobody"]) == 4
