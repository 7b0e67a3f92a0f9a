"""Invented tables in every form, with the records that their rows must give; and any text at all, without an error."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parse.diagnostics import CATALOGUE
from notice_parse.grammar import load_grammar
from notice_parse.layout.lines import split_lines
from notice_parse.source import Source
from notice_parse.tables import RowRecord, Table, find_tables, read_rows
from notice_parse.tables.align import assign
from notice_parse.tables.model import Column
from notice_parse.text.normalise import NormText, normalise
from notice_parse.text.passage import Passage

_FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
_CASES: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}-{case['id']}", case) for path in _FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
# A tab is written ⇥ in the case files, so that it can be seen and is not trimmed at the end of a line.
_TAB = "⇥"


def _find(text: str) -> tuple[NormText, list[Table]]:
    norm = normalise(Source(text))
    return norm, find_tables(norm, split_lines(norm), load_grammar())


def _plain(record: RowRecord) -> dict[str, Any]:
    """A record as the case files write it: only what is there, passages as their text."""
    out: dict[str, Any] = {"number": record.number}
    for name in ("section", "category", "title", "text", "deadline"):
        passage: Passage | None = getattr(record, name)
        if passage is not None:
            out[name] = passage.clean
    for name in ("leaders", "persons"):
        people: list[Passage] = getattr(record, name)
        if people:
            out[name] = ";".join(passage.clean for passage in people)
    lists: dict[str, list[Any]] = {
        "units": [[u.role, u.passage.clean] for u in record.units],
        "goals": [[g.header, g.passage.clean, *([g.period] if g.period else [])] for g in record.goals],
        "indicators": [
            [i.name.clean, i.target.clean, _clean(i.baseline), i.target_year, i.baseline_year, _clean(i.measure)]
            for i in record.indicators
        ],
        "allocations": [[a.item, a.total_text, {s.area: s.text for s in a.shares}] for a in record.allocations],
        "findings": [finding.code for finding in record.findings],
    }
    out.update({name: value for name, value in lists.items() if value})
    if record.extra:
        out["extra"] = record.extra
    return out


def _clean(passage: Passage | None) -> str | None:
    return passage.clean if passage is not None else None


def test_cases_are_there() -> None:
    assert len(_CASES) >= 25


@pytest.mark.parametrize("case", [case for _, case in _CASES], ids=[name for name, _ in _CASES])
def test_case(case: dict[str, Any]) -> None:
    norm, tables = _find(case["text"].replace(_TAB, "\t"))
    assert [(t.form, t.kind) for t in tables] == [(t["form"], t["kind"]) for t in case["tables"]]
    for table, wanted in zip(tables, case["tables"], strict=True):
        assert [norm.line_of(table.start), norm.line_of(table.end - 1)] == wanted["lines"]
        assert _clean(table.caption) == wanted.get("caption")
        assert [finding.code for finding in table.findings] == wanted.get("findings", [])
        assert [_plain(record) for record in read_rows(table, load_grammar())] == wanted["rows"]


@pytest.mark.parametrize("case", [case for _, case in _CASES], ids=[name for name, _ in _CASES])
def test_spans_give_the_text_back(case: dict[str, Any]) -> None:
    norm, tables = _find(case["text"].replace(_TAB, "\t"))
    source = norm.source.text
    for table in tables:
        for record in read_rows(table, load_grammar()):
            passages = [
                record.text,
                record.category,
                *record.leaders,
                *record.persons,
                *(u.passage for u in record.units),
            ]
            passages += [goal.passage for goal in record.goals]
            passages += [p for i in record.indicators for p in (i.name, i.target, i.baseline)]
            for passage in passages:
                if passage:
                    cut = "".join(source[a:b] for a, b in passage.span().segments)
                    assert re.sub(r"\s", "", cut) == re.sub(r"\s", "", passage.clean)


_WORDS = (
    "\t|\n|\n\n|\r\n|序号|工作任务|责任单位|牵头单位|指标名称|2023年目标值|2022年|全市|云东区|云西县|其他|合计|任务分解|事项名称"
    "|1|2|一、|（一）|建设公园10个。|市教育局、|市财政局|/|5.5%|^^|<<|<br>|<table>|<tr>|<td>|</td>|<td rowspan='3'>|<td colspan=2>"
    '|</table>|<th>|,|"| |   |　|+--+--+|\n+---+---+\n|│|注：|抄送：|—2—|★|\\|<!--|-->|序号 工作任务  责任单位\n'
    "|序号,工作任务,责任单位\n|\t序号\n\t工作任务\n\t责任单位\n\n|单位：万元\n"
)
_PIECES = st.sampled_from([*_WORDS.split("|"), "|", "| 序号 | 指标名称 | 目标 |\n", "|---|---|\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=6), max_size=60).map("".join))
def test_any_text_is_read(text: str) -> None:
    norm, tables = _find(text)
    lines = split_lines(norm)
    covered = 0
    for table in tables:
        assert covered <= table.first < table.last <= len(lines)
        covered = table.last
        for row in table.rows:
            assert row.kind != "item" or len(row.cells) == len(table.columns)
            for cell in row.cells:
                assert all(table.start <= a < b <= table.end for a, b in cell.passage.ranges)
                assert not (cell.merge and cell.passage)
        for record in read_rows(table, load_grammar()):
            assert all(finding.code in CATALOGUE for finding in record.findings)


@given(st.lists(st.sampled_from(["empty", "serial", "figure", "units", "text", "short"]), min_size=1, max_size=8))
def test_cells_are_placed_in_order(kinds: list[str]) -> None:
    roles = ["number", "category", "text", "lead", "cooperating", "deadline"]
    where = assign(kinds, [Column(role, role) for role in roles])
    assert where is not None
    assert len(where) == len(kinds)
    assert where == sorted(where)


def _seconds(text: str) -> float:
    norm = normalise(Source(text))
    lines, grammar = split_lines(norm), load_grammar()
    start = process_time()
    for table in find_tables(norm, lines, grammar):
        read_rows(table, grammar)
    return process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        "甲甲 | 乙乙\n",
        "| 甲 | 乙\n",
        "甲\t乙\n",
        "\t甲\n",
        "\t序号\n\t工作任务\n\t责任单位\n\n\t1\n\t建设公园。\n\t市建设局、\n\n市财政局\n\n",
        "<table><tr><td>",
        "<tr><td rowspan=9999 colspan=64>甲<td>乙",
        "序号 | 工作任务 | 责任单位\n",
        "序号  工作任务  责任单位\n1  建公园。  市建设局\n",
        "+--+--+\n| 甲 | 乙 |\n",
        '序号,工作任务\n1,"甲\n',
        "序号\n工作任务\n责任单位\n1\n建公园\n市建设局\n2\n建学校\n市教育局\n",
        "1\n甲\n",
        "工作任务\n责任单位\n完成时限\n建公园\n市建设局\n6月底\n",
        "责任单位\n",
        "| | | 市财政局 |\n| | | 市教育局 |\n",
        "| | 建设公园、 | |\n",
    ],
)
def test_time_grows_with_the_text_not_its_square(unit: str) -> None:
    opening = "<table>" if unit.startswith("<tr>") else ""
    opening = "序号\n工作任务\n责任单位\n" if unit.startswith("1\n") else opening
    opening = (
        "| 序号 | 工作任务 | 责任单位 |\n|---|---|---|\n| 1 | 建路 | 市局 |\n" if unit.startswith("| | ") else opening
    )
    _seconds(opening + unit * 50)
    short, long = _seconds(opening + unit * 500), _seconds(opening + unit * 4000)
    # Eight times the text: 64 times the time if it were the square. The floor keeps the clock's grain out.
    assert long < 24 * max(short, 0.02)
