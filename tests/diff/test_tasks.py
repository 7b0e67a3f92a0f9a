"""Which task continues which, and what of its leaders, units and deadline changed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from decimal import Decimal

import pytest

from diff.make import made_notice
from notice_parse import extract
from notice_parse.diff import Diff, compare
from notice_parse.diff.areas import same_areas
from notice_parse.diff.select import changes_anything
from notice_parse.records import Allocation, Notice, Share
from shared import CHECKOUT, SHARED, needs_shared

_SAMPLES = sorted((CHECKOUT / "samples").glob("yunxi-*"))
_OLD = [
    "整治危化品安全隐患，推进化工园区本质安全。",
    "改造提升镇级应急消防站5个。",
    "推进沙渚圩区提标工程。",
    "精简会议文件。",
]
_MIRROR = {
    "new": "dropped",
    "dropped": "new",
    "split": "merged",
    "merged": "split",
    "raised": "lowered",
    "lowered": "raised",
}


def _changes(diff: Diff) -> dict[str, list[tuple[str, str]]]:
    """For each kind of change the printed numbers of the tasks of both sides."""
    found: dict[str, list[tuple[str, str]]] = {}
    for change in diff.tasks:
        sides = tuple("+".join(ref.number or "" for ref in refs) for refs in (change.old, change.new))
        found.setdefault(change.change, []).append((sides[0], sides[1]))
    return found


def test_continued_new_and_dropped() -> None:
    new = ["加快沙渚圩区提标工程建设，完成主体工程。", "引进名师15人，深化县中振兴。"]
    found = compare(made_notice(2023, _OLD[2:]), made_notice(2024, new))
    assert _changes(found) == {"continued": [("1", "1")], "new": [("", "2")], "dropped": [("2", "")]}
    assert found.summary.tasks == {"continued": 1, "split": 0, "merged": 0, "new": 1, "dropped": 1}


def test_split_and_merged() -> None:
    whole = ["整治危化品安全隐患，推进化工园区本质安全，改造提升镇级应急消防站3个。"]
    merged = compare(made_notice(2023, _OLD), made_notice(2024, whole))
    assert ("1+2", "1") in _changes(merged)["merged"]
    split = compare(made_notice(2024, whole), made_notice(2025, _OLD))
    assert ("1", "1+2") in _changes(split)["split"]


def test_one_long_set_phrase_makes_no_pair() -> None:
    """A phrase of many notices is no subject, however long it is."""
    old = ["推进市中医院迁建，建设重点专科15个，健全突发公共卫生事件应急处置机制。 | 卫生健康局", *_OLD]
    new = ["完善自然灾害、突发公共卫生事件物资储备，建成救灾物资储备库。 | 应急管理局", *_OLD]
    assert ("1", "1") not in _changes(compare(made_notice(2023, old), made_notice(2024, new)))["continued"]


def test_a_task_that_draws_on_two() -> None:
    """The new task goes on from one; that it also takes up a part of another, which goes on elsewhere, is told."""
    old = [
        "启动沙渚海绵片区建设，更新雨水管网45公里，整治易涝点12处。",
        "深化垃圾分类，建成云溪餐厨垃圾处理厂，新建“席地而坐”城市客厅4处。",
    ]
    new = [
        "扩大沙渚海绵片区成果，更新雨水管网52公里，消除易涝点9处，保障云溪餐厨垃圾处理厂稳定运行。",
        "推广垃圾分类，新建“席地而坐”城市客厅6处。",
    ]
    diff = compare(made_notice(2023, old), made_notice(2024, new))
    assert _changes(diff) == {"continued": [("1", "1"), ("2", "2")]}
    number = {ref.id: ref.number for change in diff.tasks for ref in (*change.old, *change.new)}
    also = [[(number[link.old], number[link.new]) for link in change.also] for change in diff.tasks]
    assert also == [[("2", "1")], [("2", "1")]]
    assert all(0.6 <= link.score <= 1 and link.evidence for change in diff.tasks for link in change.also)


def test_every_pair_says_why() -> None:
    found = compare(made_notice(2023, _OLD[2:3]), made_notice(2024, ["加快沙渚圩区提标工程建设。"])).tasks[0]
    assert any("沙渚圩区提标工程" in reason for reason in found.evidence)
    assert 0.5 <= found.score <= 1
    assert 0 < found.rewording < 1


def test_only_the_wording_changed() -> None:
    found = compare(made_notice(2023, _OLD[2:3]), made_notice(2024, ["加快沙渚圩区提标工程。"]))
    assert not changes_anything(found)


def test_leaders_and_units() -> None:
    old = made_notice(2023, ["推进沙渚圩区提标工程。 | 水利局、财政局"], "一、宋知远党组成员牵头重点工作")
    new = made_notice(2024, ["推进沙渚圩区提标工程。 | 水利局、发改局"], "一、宋知远副市长牵头重点工作")
    change = compare(old, new).tasks[0]
    assert (change.units.added, change.units.removed) == (["发改局"], ["财政局"])
    assert [(move.name, move.old, move.new) for move in change.leaders.changed] == [("宋知远", "党组成员", "副市长")]
    moved = compare(old, made_notice(2024, ["推进沙渚圩区提标工程。"], "一、顾青禾副市长牵头重点工作")).tasks[0]
    assert (moved.leaders.removed, moved.leaders.added) == (["宋知远"], ["顾青禾"])


def test_what_one_side_does_not_tell_is_no_change() -> None:
    old, new = made_notice(2023, _OLD), made_notice(2024, _OLD)
    for task in old.tasks:
        task.responsible_units, task.lead_leaders = [], []
    assert not changes_anything(compare(old, new))


def test_deadlines() -> None:
    old, new = made_notice(2023, _OLD[:1]), made_notice(2024, _OLD[:1])
    old.tasks[0].deadline, new.tasks[0].deadline = "6月底", "9月底"
    moved = compare(old, new).tasks[0].deadline
    assert moved is not None
    assert (moved.old, moved.new) == ("6月底", "9月底")


def test_shares_of_districts() -> None:
    old, new = made_notice(2023, ["新建口袋公园12个。"]), made_notice(2024, ["新建口袋公园15个。"])
    for notice, item, amounts in ((old, "公园", (5, 7)), (new, "口袋公园", (5, 10))):
        shares = [Share(area=area, value=Decimal(n), text=str(n)) for area, n in zip("东西", amounts, strict=True)]
        notice.tasks[0].allocations = [Allocation(item=item, total_text="", shares=shares)]
    found = compare(old, new).tasks[0].allocations
    assert [(share.area, share.old, share.new) for share in found] == [("西", Decimal(7), Decimal(10))]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (["云东", "云西镇"], ["云东街道", "云西"], {"云东": "云东街道", "云西镇": "云西"}),
        (["云东"], ["云东街道", "云东镇"], {}),
        (["云东街道", "云东镇"], ["云东"], {}),
        (["云东街道"], ["云东街道", "云东镇"], {}),
        (["云东街道"], ["云西街道"], {}),
        (["云"], ["云县"], {}),
    ],
)
def test_a_district_named_in_short_is_the_same(before: list[str], after: list[str], same: dict[str, str]) -> None:
    assert same_areas(before, after) == same


def test_shares_of_a_district_named_in_short() -> None:
    old, new = made_notice(2023, ["新建口袋公园12个。"]), made_notice(2024, ["新建口袋公园15个。"])
    for notice, areas, amounts in ((old, ("云东", "云西"), (5, 7)), (new, ("云东街道", "云西镇"), (5, 10))):
        shares = [Share(area=area, value=Decimal(n), text=str(n)) for area, n in zip(areas, amounts, strict=True)]
        notice.tasks[0].allocations = [Allocation(item=None, total_text="", shares=shares)]
    found = compare(old, new).tasks[0].allocations
    assert [(share.area, share.old, share.new) for share in found] == [("云西镇", Decimal(7), Decimal(10))]


def test_who_leads_compares_only_where_both_years_say() -> None:
    old, new = made_notice(2023, _OLD[:1]), made_notice(2024, [f"{_OLD[0]} | 财政局、发改局"])
    for task in (*old.tasks, *new.tasks):
        for unit in task.responsible_units:
            unit.role = "responsible"
    new.tasks[0].responsible_units[0].role = "lead"
    assert compare(old, new).tasks[0].units.lead_added == []
    old.tasks[0].responsible_units[0].role = "lead"
    units = compare(old, new).tasks[0].units
    assert (units.lead_added, units.lead_removed) == (["财政局"], ["发改局"])
    assert [(move.name, move.old, move.new) for move in units.changed] == [("发改局", "lead", "responsible")]


def test_a_renamed_unit_is_the_same() -> None:
    """卫生计生 became 卫生健康; that is no change of who does it."""
    old = made_notice(2018, ["推进沙渚圩区提标工程。 | 卫计局、发改局、金融办"])
    new = made_notice(2024, ["推进沙渚圩区提标工程。 | 卫健局、发展和改革局、地方金融监管局"])
    change = compare(old, new).tasks[0]
    assert (change.units.added, change.units.removed) == ([], [])
    renamed = [reason for reason in change.evidence if "renamed" in reason]
    assert renamed == ["unit renamed 卫计局 to 卫健局", "unit renamed 金融办 to 地方金融监管局"]


def _facts(diff: Diff, *, turned: bool = False) -> list[str]:
    """The changes without their order, turned round where asked."""
    facts: list[tuple[str, list[list[str]], Decimal, Decimal | None]] = []
    for task in diff.tasks:
        sides = [sorted(ref.text for ref in refs) for refs in (task.old, task.new)]
        facts.append((task.change, sides, task.score, task.rewording))
    for target in diff.targets:
        refs = [target.old, target.new]
        facts.append((target.change, [[f"{r.indicator} {r.text}"] if r else [] for r in refs], target.score, None))
    if turned:
        facts = [(_MIRROR.get(kind, kind), sides[::-1], score, other) for kind, sides, score, other in facts]
    return sorted(map(repr, facts))


def _notices(paths: Iterable[object]) -> list[Notice]:
    return [notice for path in paths for notice in extract(str(path)).notices]


def test_samples_do_not_differ_from_themselves() -> None:
    notices = _notices(_SAMPLES)
    assert len(notices) > 6
    for notice in notices:
        diff = compare(notice, notice)
        assert not changes_anything(diff), notice.title
        assert len(diff.tasks) == len(notice.tasks)


@needs_shared
@pytest.mark.shared
def test_real_notices_do_not_differ_from_themselves() -> None:
    paths = [path for path in sorted((SHARED / "notices").rglob("*")) if path.suffix in (".txt", ".md")]
    for notice in _notices(paths):
        assert not changes_anything(compare(notice, notice)), notice.title


@pytest.fixture(scope="module")
def two_years() -> tuple[Notice, Notice]:
    samples = {path.name: path for path in _SAMPLES}
    old, new = _notices([samples["yunxi-2023-schedule.txt"], samples["yunxi-2024-schedule.md"]])
    return old, new


def test_turned_round(two_years: tuple[Notice, Notice]) -> None:
    old, new = two_years
    assert _facts(compare(old, new)) == _facts(compare(new, old), turned=True)


def test_order_does_not_matter(two_years: tuple[Notice, Notice]) -> None:
    old, new = two_years
    mixed = old.model_copy(update={"tasks": random.Random(5).sample(old.tasks, len(old.tasks))})
    assert _facts(compare(mixed, new)) == _facts(compare(old, new))


def test_nothing_is_left_out(two_years: tuple[Notice, Notice]) -> None:
    diff = compare(*two_years)
    for side, notice in zip(("old", "new"), two_years, strict=True):
        refs = [ref.id for change in diff.tasks for ref in getattr(change, side)]
        assert sorted(refs) == sorted(task.id for task in notice.tasks)
        said = {(ref.task_id, ref.text, ref.indicator) for c in diff.targets if (ref := getattr(c, side))}
        assert said == {(task.id, t.text, t.indicator) for task in notice.tasks for t in task.numeric_targets}
    assert sum(diff.summary.tasks.values()) == len(diff.tasks)
    assert sum(diff.summary.targets.values()) == len(diff.targets)


def test_the_years_of_the_samples(two_years: tuple[Notice, Notice]) -> None:
    """The changes that samples/README.md tells of."""
    diff = compare(*two_years)
    found = {(c.old.indicator, c.old.text, c.new.text): c for c in diff.targets if c.old and c.new}
    assert found["学位", "1800个", "2600个"].change == "raised"
    assert found["固定资产投资", "9%以上", "8%以上"].change == "lowered"
    jobless = next(c for (name, _, _), c in found.items() if "失业率" in name)
    assert (jobless.change, jobless.stricter) == ("lowered", True)
    leaks = next(c for (name, _, _), c in found.items() if "漏损率" in name)
    assert leaks.change == "measure-changed"
    assert found["公共充电桩", "260根", "320根"].change == "raised"
    charging = next(change for change in diff.tasks if change.new and "公共充电桩" in change.new[0].text)
    assert (charging.leaders.removed, charging.leaders.added) == (["陆景行"], ["宋知远"])
    kinds = _texts(diff)
    assert any("博士30名" in old and new.count("\n") == 1 for old, new in kinds["split"])
    assert any("应急消防站5个" in old and "双下降" in old for old, _ in kinds["merged"])
    assert any("精简会议文件" in old for old, _ in kinds["dropped"])
    assert any("枫桥式" in new for _, new in kinds["new"])


def _texts(diff: Diff) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for change in diff.tasks:
        old, new = ("\n".join(ref.text for ref in refs) for refs in (change.old, change.new))
        found.setdefault(change.change, []).append((old, new))
    return found
