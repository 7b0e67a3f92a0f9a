"""Documents spoiled in every way we could think of: each is read or refused with a reason, in time, and what is read holds."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from notice_parse.api import extract, extract_text, find_quantities, find_targets
from notice_parse.emit.as_json import emit_json
from notice_parse.source import Source
from robust.invariants import broken
from robust.mutate import Mutator
from robust.try_documents import main, try_document

SEED = 20310210
HEAD = "云溪市人民政府办公室关于印发2031年重点工作责任分解的通知\n云政办发〔2031〕1号\n各镇人民政府：\n2031年2月8日\n"


def test_spoiled_documents() -> None:
    mutator = Mutator(SEED, real=False)
    read = refused = 0
    for number in range(300):
        outcome = try_document(mutator.document(number), by_schema=number % 3 == 0)
        assert not outcome.problems, f"{SEED}/{number}: {outcome.problems}"
        refused += outcome.refused
        read += not outcome.refused
    assert read > 200
    assert refused > 5


@pytest.mark.slow
def test_very_many_spoiled_documents() -> None:
    assert main(20_000, seed=SEED) == 0


def test_the_same_number_gives_the_same_document() -> None:
    first, again = Mutator(1, real=False), Mutator(1, real=False)
    assert [first.document(n) for n in range(40)] == [again.document(n) for n in reversed(range(40))][::-1]
    assert first.document(0) != Mutator(2, real=False).document(0)


def test_what_is_broken_is_told() -> None:
    text = f"{HEAD}1.新建公园3个。（市建设局负责）\n"
    extraction = extract_text(text)
    assert broken(Source(text), extraction) == []
    extraction.notices[0].tasks[0].text = "新建公园4个。"
    assert broken(Source(text), extraction)


# Texts that once raised an exception, or took for ever.
ONCE_BROKEN = [
    # Two points in one run of figures, with more than forty digits.
    "1.新建公园1." + "3" * 41 + ".58个。",
    "1.新建公园" + "8" * 5000 + "个。",
    "1.新建公园3.5.7万个，比例1/1,000，分母3分之" + "9" * 40 + "。",
    "1.新建公园" + "8" * 58 + ".5.7:3。",
    # Ways to part a text that grow with its length to no end.
    "1.新建公园。\n责任单位：" + "市" * 59 + "局",
    "1.新建公园。\n牵头领导：" + "政府党组" * 14,
    "1.新建公园" + "及以上、甲0甲" * 200 + "个。",
    "1.新建公园" + "和" * 2000 + "增长3%。",
    "| 年度" + "年度" * 60 + " | 责任单位 |\n|---|---|\n| 新建公园 | 市建设局 |\n",
    # A row with fewer cells than the column that names the places.
    "序号 | 镇（街道） | 新建公园（个） | 新建道路（公里） |\n甲 |\n1 | 东湖镇 | 3 | 4 |\n2 | 西岭镇 | 5 | 6 |\n",
    "| 序号 | 镇（街道） | 新建公园（个） |\n|---|---|---|\n| 甲 |\n| 1 | 东湖镇 | 3 |\n| 2 | 西岭镇 | 5 |\n",
    "| 指标 | 目标 |\n|---|---|\n| 公园 | " + "8" * 3000 + "打 |\n",
]


@pytest.mark.parametrize("body", ONCE_BROKEN, ids=range(len(ONCE_BROKEN)))
def test_once_broken(body: str) -> None:
    outcome = try_document((HEAD + body).encode())
    assert not outcome.problems
    assert not outcome.refused


def test_a_page_of_comments() -> None:
    outcome = try_document((" <!--甲--> " * 400 + HEAD).encode())
    assert not outcome.problems


def test_numbers_that_would_fill_the_memory() -> None:
    """A cell with 1e999999999 is no number; neither are powers that nobody writes out."""
    table = "| 序号 | 工作任务 | 东湖镇 | 西岭镇 | 合计 |\n|---|---|---|---|---|\n| 1 | 新建公园 | 1e999999999 | 3 | 1e999999999 |\n"
    extraction = extract_text(HEAD + table)
    shares = [share for n in extraction.notices for t in n.tasks for a in t.allocations for share in a.shares]
    assert len(emit_json(extraction)) < 20_000
    assert [(share.text, share.value) for share in shares] == [("1e999999999", None), ("3", 3)]
    assert all(abs(found.value.adjusted()) < 60 for found in find_quantities("9" * 39 + "^999"))
    assert find_targets("新增9^999个") is not None


def test_one_number_over_two_notices() -> None:
    """The same document number twice in a file: the ids of the second tell so, and stay the same."""
    notice = f"{HEAD}一、工业\n1.新建公园3个。\n责任单位：市建设局\n抄送：市委各部门。\n"
    ids = [task.id for n in extract_text(notice * 3).notices for task in n.tasks]
    assert len(ids) == len(set(ids)) == 3
    assert ids[0].startswith("云政办发〔2031〕1号/")
    assert ids[1].startswith("云政办发〔2031〕1号#2/")


def test_a_name_in_its_own_characters() -> None:
    """A leader's name is quoted as written, though the rules read it simplified."""
    extraction = extract_text(HEAD + "1.新建公园3个。\n牵头领导：林後明副市长\n责任单位：市建设局\n")
    assert [leader.name for leader in extraction.notices[0].tasks[0].lead_leaders] == ["林後明"]


def test_quantities_keep_their_digits_when_read_back() -> None:
    extraction = extract_text(HEAD + "1.建设高标准农田3.5万亩。（市农业农村局负责）\n")
    value = extraction.notices[0].tasks[0].numeric_targets[0].quantity.value
    assert len(value.as_tuple().digits) > 17, "three and a half 万亩 have no finite number of 平方米"
    kept = json.loads(emit_json(extraction), parse_float=Decimal)
    assert kept["notices"][0]["tasks"][0]["numeric_targets"][0]["quantity"]["value"] == value


def test_bytes_of_no_text_are_refused_or_read() -> None:
    for data in (
        b"\x00" * 100,
        b"\xff\xfe",
        b"PK\x03\x04",
        b"%PDF-",
        b"<html>",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\x00",
    ):
        assert not try_document(data).problems
    with pytest.raises(Exception, match="empty"):
        extract(b"")
