"""What holds for every stage, on pieces of notices thrown together: tables, header, responsibilities, records, outputs, comparison."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notice_parse.api import extract_text
from notice_parse.diff.compare import compare
from notice_parse.emit.as_csv import emit_csv
from notice_parse.emit.as_json import emit_json, emit_jsonl
from notice_parse.emit.as_yaml import emit_yaml
from notice_parse.emit.rows import TABLES
from notice_parse.errors import NoticeParseError
from notice_parse.fields.responsibility import find_responsibilities
from notice_parse.fields.units import parse_units
from notice_parse.grammar import load_grammar
from notice_parse.layout.lines import split_lines
from notice_parse.loading import load
from notice_parse.records import Extraction
from notice_parse.source import Source
from notice_parse.tables import find_tables, read_rows
from notice_parse.text.fold import fold
from notice_parse.text.normalise import normalise
from robust.invariants import broken

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
HEAD = [
    "云溪市人民政府办公室关于印发2031年重点工作责任分解的通知\n",
    "云政办发〔2031〕1号\n",
    "各镇人民政府：\n",
    "2031年2月8日\n",
    "（2031年2月30日）\n",
    "云溪市人民政府\n",
    "抄送：市委各部门。\n",
    "政府工作报告\n",
    "各位代表：\n",
]
BODY = [
    "一、林越副市长牵头重点工作\n",
    "（一）",
    "1.",
    "2．",
    "新建公园3个以上",
    "增长6.5%左右",
    "3.5万亩",
    "三分之一",
    "到2035年",
    "，",
    "。",
    "；",
    "\n",
    "（市财政局牵头，市税务局配合）",
    "附件1\n",
    "名词解释\n",
    "甲：乙。\n",
    "①",
    "——",
]
UNITS = [
    "责任单位：",
    "牵头单位:",
    "配合单位：",
    "市财政局",
    "、",
    "，",
    "各镇（街道）",
    "市发展和改革委员会",
    "等",
    "及",
    "（",
    "）",
    "由",
    "牵头",
    "负责",
    "配合",
    "\n",
    "林越",
    "东湖镇",
    "县级",
    " ",
    "市市市",
]
CELLS = [
    "序号",
    "工作任务",
    "责任单位",
    "指标名称",
    "2030年实际值",
    "2031年目标值",
    "东湖镇",
    "西岭镇",
    "合计",
    "1",
    "3.5",
    "/",
    "新建公园3个",
    "市建设局",
    "|",
    "|",
    " | ",
    "\t",
    "\n",
    "\n",
    "|---|---|",
    "<table>",
    "<tr>",
    "<td rowspan=3>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<br>",
]


def thrown(*pieces: list[str], most: int = 50) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([piece for part in pieces for piece in part]), max_size=most).map("".join)


DOCUMENTS = st.one_of(
    thrown(HEAD, BODY, UNITS), thrown(HEAD, CELLS), thrown(HEAD, BODY, UNITS, CELLS), st.text(max_size=120)
)


@QUICK
@given(
    st.one_of(
        st.binary(max_size=300), DOCUMENTS.map(str.encode), DOCUMENTS.map(lambda t: t.encode("gb18030", "replace"))
    )
)
def test_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        source, findings = load(data)
    except NoticeParseError:
        return
    assert source.text.strip()
    assert all(finding.line is None or 1 <= finding.line <= source.line_count for finding in findings)
    if source.info.media_type == "text/plain" and not findings:
        again = source.text.encode(source.info.encoding)
        assert again == data or again.removeprefix(b"\xef\xbb\xbf") == data.removeprefix(b"\xef\xbb\xbf")


@QUICK
@given(DOCUMENTS)
def test_lines_and_tables_lie_apart(text: str) -> None:
    norm = normalise(Source(text))
    lines = split_lines(norm)
    assert all(a.end <= b.start for a, b in pairwise(lines))
    end = 0
    for table in find_tables(norm, lines, load_grammar()):
        assert end <= table.first < table.last <= len(lines)
        end = table.last
        width = len(table.columns)
        assert all(len(row.cells) == width for row in table.rows)
        for record in read_rows(table, load_grammar()):
            assert (
                record.text is None or record.text.clean in norm.clean.replace("\n", " ") or len(record.text.ranges) > 1
            )


@QUICK
@given(thrown(UNITS, BODY))
def test_units_and_responsibilities_lie_in_the_text(text: str) -> None:
    folded = fold(text)
    for unit in parse_units(folded, text):
        assert 0 <= unit.start < unit.end <= len(text)
        assert unit.name
    end = 0
    for found in find_responsibilities(folded, text, grammar=load_grammar()):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        for held in found.units:
            assert found.start <= held.unit.start < held.unit.end <= found.end


@QUICK
@given(DOCUMENTS)
def test_documents(text: str) -> None:
    assert broken(Source(text), extract_text(text, audit=True)) == []


@QUICK
@given(DOCUMENTS)
def test_what_is_written_reads_back(text: str) -> None:
    import yaml

    extraction = extract_text(text)
    for written in (emit_json(extraction), emit_jsonl(extraction)):
        assert Extraction.model_validate(json.loads(written, parse_float=Decimal)) == extraction
    loaded = yaml.load(emit_yaml(extraction), yaml.CSafeLoader)
    plain = json.loads(emit_json(extraction))
    assert loaded == plain
    for rows, table in TABLES.items():
        read = list(csv.reader(io.StringIO(emit_csv(extraction, rows).decode("utf-8-sig"), newline="")))
        assert len(read) == 1 + sum(1 for _ in table.rows(extraction))
        assert {len(row) for row in read} == {len(table.columns)}


@QUICK
@given(DOCUMENTS, DOCUMENTS)
def test_a_document_does_not_differ_from_itself(text: str, other: str) -> None:
    first, second = extract_text(text), extract_text(other)
    assume(first.notices and second.notices)
    same = compare(first, first)
    assert {change.change for change in same.tasks} <= {"continued"}
    assert all(change.rewording == 0 for change in same.tasks)
    assert {target.change for target in same.targets} <= {"same"}
    compare(first, second)
