"""Two invented schedules of another province's manner, with the pairs a reader tells: how many of them are found."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from notice_parse import extract
from notice_parse.diff import Diff, compare

_FOLDER = Path(__file__).with_name("qichuan")
Pairs = set[tuple[str, str]]


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.safe_load((_FOLDER / "pairs.yaml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def diff() -> Diff:
    return compare(extract(str(_FOLDER / "2022.txt")), extract(str(_FOLDER / "2023.txt")))


def _pairs(of: dict[str, list[str]]) -> Pairs:
    return {(old, new) for old, news in of.items() for new in news}


def _found(diff: Diff) -> Pairs:
    return {(old.number or "", new.number or "") for c in diff.tasks for old in c.old for new in c.new}


def test_every_task_was_read(diff: Diff) -> None:
    assert sum(len(change.old) for change in diff.tasks) == 41
    assert sum(len(change.new) for change in diff.tasks) == 45


def test_pairs_of_tasks(diff: Diff, told: dict[str, dict[str, list[str]]]) -> None:
    wanted, found = _pairs(told["tasks"]), _found(diff)
    right = len(found & (wanted | _pairs(told["also"])))
    assert right / len(found) >= 0.95, found - wanted
    assert len(found & wanted) / len(wanted) >= 0.95, wanted - found


def test_splits_and_merges(diff: Diff) -> None:
    shapes: dict[str, list[tuple[list[str | None], list[str | None]]]] = {}
    for change in diff.tasks:
        sides = [ref.number for ref in change.old], [ref.number for ref in change.new]
        shapes.setdefault(change.change, []).append(sides)
    assert (["11"], ["15", "16"]) in shapes["split"]
    assert (["36"], ["17", "18"]) in shapes["split"]
    assert (["23", "26"], ["31"]) in shapes["merged"]
    assert ([], ["4"]) in shapes["new"]
    assert (["29"], []) in shapes["dropped"]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("固定资产投资 10%", "固定资产投资 11%", "raised"),
        ("全社会研发投入强度 1.6%", "研发经费投入强度 1.75%", "raised"),
        ("PM10浓度 控制在65微克/立方米以下", "PM10浓度 62微克/立方米以下", "lowered"),
        ("市场主体 1.5万户", "经营主体 1万户", "lowered"),
        ("年经营收益5万元以上的村 60%", "集体经济年经营收益10万元以上的村 50%", "lowered"),
        ("卫生户厕 1.2万座", "农村户用卫生厕所 8000座", "lowered"),
    ],
)
def test_pairs_of_numbers(diff: Diff, old: str, new: str, change: str) -> None:
    found = {
        (f"{c.old.indicator} {c.old.text}", f"{c.new.indicator} {c.new.text}"): c.change
        for c in diff.targets
        if c.old and c.new
    }
    assert found.get((old, new)) == change


@pytest.mark.parametrize("indicator", ["民间投资占比", "“保交楼”项目"])
def test_what_is_no_pair(diff: Diff, indicator: str) -> None:
    """A share is not a rate of growth, nor are 9 projects 5000 flats."""
    assert [c.change for c in diff.targets if c.old and c.old.indicator == indicator] == ["dropped"]
