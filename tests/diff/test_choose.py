"""Which notice of a file is compared."""

from __future__ import annotations

import pytest

from diff.make import made_notice
from made import made_extraction
from notice_parse.diff import compare, series
from notice_parse.errors import DiffError
from notice_parse.records import Extraction, Notice


def _file(path: str, notices: list[Notice], grammar: str = "g1") -> Extraction:
    return made_extraction(path).model_copy(update={"notices": notices, "grammar": grammar})


def _other(title: str, number: str) -> Notice:
    made = made_notice(2023, ["办好蜜梨节。"])
    return made.model_copy(update={"kind": "policy", "title": title, "document_number": number})


def test_the_notice_of_the_same_series_is_taken() -> None:
    old = _file("old.md", [_other("关于支持青虾产业的意见", "云政发〔2023〕9号"), made_notice(2023, ["新建公园3个。"])])
    new = _file("new.md", [made_notice(2024, ["新建公园5个。"])])
    found = compare(old, new)
    assert (found.old.document_number, found.old.path, found.old.year) == ("云政办发〔2023〕1号", "old.md", 2023)
    assert [change.change for change in found.targets] == ["raised"]


@pytest.mark.parametrize("name", ["云政发〔2023〕9号", "云政发(2023)9号", "青虾"])
def test_a_notice_is_named(name: str) -> None:
    old = _file("old.md", [_other("关于支持青虾产业的意见", "云政发〔2023〕9号"), made_notice(2023, ["新建公园3个。"])])
    found = compare(old, made_notice(2024, ["新建公园5个。"]), notice=[name])
    assert found.old.document_number == "云政发〔2023〕9号"


def test_a_name_that_fits_none() -> None:
    with pytest.raises(DiffError, match=r"no notice is named 云政发〔1999〕9号 .*云政办发〔2023〕1号"):
        compare(
            made_notice(2023, ["新建公园3个。"]), made_notice(2024, ["新建公园5个。"]), notice=["云政发〔1999〕9号"]
        )


def test_no_notice() -> None:
    with pytest.raises(DiffError, match=r"empty\.md: there is no notice"):
        compare(_file("empty.md", []), made_notice(2024, ["新建公园5个。"]))


def test_different_grammars_are_told() -> None:
    old, new = (
        _file("a", [made_notice(2023, ["新建公园3个。"])]),
        _file("b", [made_notice(2024, ["新建公园3个。"])], "g2"),
    )
    found = compare(old, new)
    assert (found.old.grammar, found.new.grammar) == ("g1", "g2")
    assert "different grammars (g1, g2)" in found.warnings[0]
    assert compare(old, old).warnings == []


def test_series_follow_an_indicator() -> None:
    years = {
        2021: "社会消费品零售总额增长8%。",
        2024: "力争全社会消费品零售总额增长5%。",
        2023: "社会消费品零售总额增长4.5%。",
    }
    found = series([made_notice(year, [text, f"办好{year}年的大事。"]) for year, text in years.items()])
    assert [(point.year, point.target.text) for point in found[0].points] == [
        (2021, "8%"),
        (2023, "4.5%"),
        (2024, "5%"),
    ]
    assert len(found) == 1
    assert series([made_notice(2021, [years[2021]]), made_notice(2023, ["新建公园3个。"])]) == []


def test_series_reach_over_a_year_that_is_silent() -> None:
    texts = {2021: "新增学位1800个。", 2022: "新建公园3个。", 2023: "新增学位2600个。"}
    found = series([made_notice(year, [text]) for year, text in texts.items()], indicator="学位")
    assert [[point.year for point in one.points] for one in found] == [[2021, 2023]]
