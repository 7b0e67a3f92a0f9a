"""What each shipped file for a real place does for its notices, told by invented ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import notice_parse
from notice_parse.fields.units import parse_units
from notice_parse.grammar.areas import area_names, groups_of, members
from notice_parse.grammar.load import grammar_dir, load_grammar, place_paths

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "place_cases.yaml").read_text(encoding="utf-8")
)
NAMES = sorted(CASES)
HEAD = """{place}人民政府办公室关于下达2031年绿化任务的通知
{short}政办发〔2031〕3号
各有关单位：
"""
TASK = """一、总任务
1. 新建口袋公园6个。
责任单位：{units}
"""
TABLE = """
| 序号 | 目标任务 | 合计 | {columns} | 责任单位 |
|---|---|---|---|---|---|---|
| 1 | 新栽行道树 | 6 | 1 | 2 | 3 | 市园林局 |
"""


def _letter(case: dict[str, Any], body: str) -> str:
    place, short = case["head"]
    # As in narrow columns, where a name is spelled one character a line.
    columns = " | ".join("<br>".join(name) for name in case["columns"])
    return (HEAD + body).format(place=place, short=short, units="、".join(case["units"]), columns=columns)


def test_each_shipped_place_has_a_case() -> None:
    assert {path.stem for path in place_paths(grammar_dir())} == {*CASES, "qichuan"}


@pytest.mark.parametrize("name", NAMES)
def test_units_have_their_standard_names(name: str) -> None:
    case = CASES[name]
    notice = notice_parse.extract_text(_letter(case, TASK)).notices[0]
    assert notice.region == case["head"][0]
    assert name in next(d.message for d in notice.diagnostics if d.code == "place-grammar")
    assert {u.name: u.canonical for u in notice.tasks[0].responsible_units} == case["units"]
    national = notice_parse.extract_text(_letter(case, TASK), grammar="national").notices[0]
    assert {u.name: u.canonical for u in national.tasks[0].responsible_units} != case["units"]


@pytest.mark.parametrize("name", NAMES)
def test_columns_named_after_its_places_bear_shares(name: str) -> None:
    case = CASES[name]

    def shares(grammar: str | tuple[()]) -> list[tuple[str, str]]:
        tasks = notice_parse.extract_text(_letter(case, TABLE), grammar=grammar).notices[0].tasks
        return [(s.area, s.text) for task in tasks for allocation in task.allocations for s in allocation.shares]

    wanted = list(zip(case["columns"], "123", strict=True))
    assert shares(()) == wanted
    assert shares("national") != wanted


@pytest.mark.parametrize("name", NAMES)
def test_what_groups_stand_for(name: str) -> None:
    grammar = load_grammar(["national", name])
    for group, number in CASES[name]["groups"].items():
        found = members(grammar, group)
        assert len(found) == len(set(found)) == number
        for area in found:
            assert group in groups_of(grammar, area)
            assert groups_of(load_grammar("national"), area) == frozenset()


@pytest.mark.parametrize("name", NAMES)
def test_each_area_is_read_as_one_unit(name: str) -> None:
    grammar = load_grammar(["national", name])
    place = CASES[name]["head"][0]
    areas = list(area_names(grammar))
    assert len(areas) > 10
    for area in areas:
        in_place = place + area.name if area.kind == "towns" or not place.endswith("区") else area.name
        for written in (area.name, in_place):
            (unit,) = parse_units(written, grammar=grammar)
            assert unit.canonical is not None
            assert not unit.collective
            assert unit.canonical == parse_units(area.standard, grammar=grammar)[0].canonical


@pytest.mark.parametrize("name", NAMES)
def test_areas_run_together_are_told_apart(name: str) -> None:
    grammar = load_grammar(["national", name])
    listed = [area for kind in ("towns", "cities", "districts") for area in grammar.words(f"areas.{kind}")][:5]
    assert [unit.name for unit in parse_units("".join(listed), grammar=grammar)] == listed
    assert [unit.name for unit in parse_units("、".join(listed), grammar=grammar)] == listed


def test_a_group_of_some_stands_for_none() -> None:
    grammar = load_grammar("tongxiang")
    assert members(grammar, "相关镇（街道）") == ()
    assert members(grammar, "有关部门") == ()
    assert members(load_grammar("national"), "各镇（街道）") == ()
    assert groups_of(grammar, "乌镇镇人民政府") == {"各镇（街道）", "各乡镇（街道）", "各镇"}
    assert groups_of(grammar, "市财政局") == frozenset()


def test_a_county_in_a_province_with_a_file_has_both() -> None:
    grammar = load_grammar().for_region("福建省三明市")
    assert grammar.extensions == ("fujian", "sanming")
    assert len(members(grammar, "各市人民政府")) == 9
    assert len(members(grammar, "各县（市、区）人民政府")) == 11


def test_a_file_of_ones_own_tells_its_towns(tmp_path: Path) -> None:
    path = tmp_path / "yunxi.yaml"
    path.write_text(
        "schema: 1\nid: 'yunxi'\nextends: 'national'\nabout: 'x'\nplace: ['云溪市']\n"
        "vocabulary:\n  areas.towns: ['云东街道', '云西镇']\n",
        encoding="utf-8",
    )
    grammar = load_grammar([path]).for_region("云溪市")
    assert members(grammar, "各镇（街道）") == ("云东街道", "云西镇")
    assert [u.canonical for u in parse_units("市云东街道办事处、云西镇政府", grammar=grammar)] == ["云东街道", "云西镇"]
