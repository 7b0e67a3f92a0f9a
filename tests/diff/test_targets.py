"""What kind of change two numbers of one indicator are, and whether the new one is harder to meet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from diff.make import made_notice
from notice_parse.diff import compare
from notice_parse.diff.records import TargetChange


def _change(old: str, new: str) -> TargetChange:
    """The only change of a target between two notices of one task."""
    found = compare(made_notice(2023, [old]), made_notice(2024, [new])).targets
    assert len(found) == 1, [(change.change, change.old, change.new) for change in found]
    return found[0]


@pytest.mark.parametrize(
    ("old", "new", "change", "stricter"),
    [
        ("社会消费品零售总额增长8%。", "社会消费品零售总额增长5%左右。", "lowered", False),
        ("力争社会消费品零售总额增长5%。", "全社会消费品零售总额增长8%。", "raised", True),
        ("新增上市企业2家。", "新增上市企业2家。", "same", False),
        ("固定资产投资增长8%左右。", "固定资产投资增长8%以上。", "bound-changed", True),
        ("固定资产投资增长8%以上。", "固定资产投资增长8%左右。", "bound-changed", False),
        ("粮食总产量达到2.6亿斤。", "粮食总产量稳定在2.6亿斤以上。", "bound-changed", None),
        ("城镇调查失业率控制在5.5%以内。", "城镇调查失业率控制在5%以内。", "lowered", True),
        ("城镇调查失业率控制在5%以内。", "城镇调查失业率控制在5.5%以内。", "raised", False),
        ("PM2.5平均浓度低于28微克/立方米。", "PM2.5平均浓度不高于30微克/立方米。", "raised", False),
        ("供水管网漏损率降至7%以下。", "供水管网漏损率降低0.5个百分点。", "measure-changed", None),
        ("年末制造业贷款余额突破300亿元。", "新增制造业贷款45亿元。", "measure-changed", None),
        ("实际利用外资3亿元。", "实际利用外资1亿美元。", "unit-changed", None),
        ("新建绿道3条。", "新建绿道12公里。", "unit-changed", None),
        ("新增浙江制造标准10项。", "新增浙江制造标准12个。", "raised", True),
        ("新建绿道20公里。", "建成绿道18公里。", "lowered", False),
        ("“三公”经费压减5%。", "“三公”经费压减8%。", "raised", True),
    ],
)
def test_kinds(old: str, new: str, change: str, stricter: bool | None) -> None:
    found = _change(old, new)
    assert (found.change, found.stricter) == (change, stricter)


def test_differences_are_in_the_base_unit() -> None:
    found = _change("新增技能人才1.3万人。", "新增技能人才6000人。")
    assert (found.change, found.absolute) == ("lowered", Decimal(-7000))
    assert found.relative == Decimal("-0.5385")


def test_equal_amounts_in_other_magnitudes_are_the_same() -> None:
    found = _change("完成土地综合整治0.3万亩。", "完成土地综合整治3000亩。")
    assert (found.change, found.absolute) == ("same", Decimal(0))


def test_a_range_counts_by_its_middle() -> None:
    assert _change("地区生产总值增长5%。", "地区生产总值增长5%-6%。").absolute == Decimal("0.5")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("制造业投资增长8%。", "服务业投资增长8%。"),
        ("新开工10亿元以上项目6个。", "新开工50亿元以上项目6个。"),
        ("新增亿元以上企业6家。", "新开工亿元以上项目6个。"),
        ("新建公园3个。", "新增城镇就业3万人。"),
    ],
)
def test_other_indicators_are_no_pair(old: str, new: str) -> None:
    found = compare(made_notice(2023, [old]), made_notice(2024, [new]))
    assert sorted(change.change for change in found.targets) == ["dropped", "new"]


def test_indicators_are_found_wherever_they_stand() -> None:
    old = made_notice(2023, ["固定资产投资增长9%以上，其中制造业投资增长12%以上。", "新建公共充电桩260根。"])
    new = made_notice(2024, ["新建公共充电桩320根。", "力争制造业投资增长10%。", "固定资产投资增长8%以上。"])
    found = {change.new.indicator: change.change for change in compare(old, new).targets if change.new}
    assert found == {"公共充电桩": "raised", "制造业投资": "lowered", "固定资产投资": "lowered"}


def test_a_number_said_twice_is_one_promise() -> None:
    old = made_notice(2023, ["新增学位1800个。"])
    new = made_notice(2024, ["扩大教育供给，新增学位2600个。", "办好民生实事，新增学位2600个。"])
    assert [change.change for change in compare(old, new).targets] == ["raised", "raised"]
    assert [change.change for change in compare(new, old).targets] == ["lowered", "lowered"]


def test_another_criterion_is_told() -> None:
    """The villages counted are others: the number alone does not say whether that is harder."""
    found = _change("集体经营性收入50万元以上的行政村占比达到85%。", "集体经营性收入80万元以上的行政村占比达到70%。")
    assert (found.change, found.stricter) == ("lowered", None)
    assert "criterion 50 to 80" in found.evidence


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("规划学位8500个，新增学位1200个。", "新增学位1500个，其中中小学学位2000个。"),
        ("新建驿站3个，发放补贴2万元。", "新建驿站3个，建设驿站道路500公里。"),
    ],
)
def test_a_part_does_not_take_the_place_of_the_whole(old: str, new: str) -> None:
    found = compare(made_notice(2023, [old]), made_notice(2024, [new])).targets
    pairs = {(c.old.text, c.new.text) for c in found if c.old and c.new}
    assert len(pairs) == 1
    assert ("8500个", "2000个") not in pairs


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("规上工业增加值增长7%。", "规模以上工业增加值增长6%。"),
        ("规模工业增加值增长7%。", "规上工业增加值增长6%。"),
        ("社零总额增长7%。", "全社会消费品零售总额增长6%。"),
        ("经济增长5%左右。", "地区生产总值增长6%左右。"),
        ("GDP增长5%左右。", "地区生产总值增长6%左右。"),
        ("R&D经费支出占GDP比重达到2.1%。", "全社会研发投入强度达到2.3%。"),
        ("细颗粒物（PM2.5）平均浓度低于30微克/立方米。", "PM2.5年均浓度控制在28微克/立方米。"),
        ("CPI涨幅控制在3%左右。", "居民消费价格涨幅控制在2%左右。"),
        ("城乡居民人均可支配收入增长6%。", "城乡居民收入增长5%。"),
        ("粮食总产达到4.2亿斤。", "粮食产量稳定在4.3亿斤以上。"),
        ("新增学位1200个，其中学前教育学位300个。", "新增学位1500个，其中幼儿园学位400个。"),
        ("建成省级未来乡村4个。", "新增未来乡村5个。"),
        ("新建社区食堂（老年食堂）5家。", "新建社区老年食堂6家。"),
        ("建成智能工厂和数字化车间3家。", "新增智能工厂4家。"),
        ("争取专项债券30亿元。", "争取地方政府专项债36亿元。"),
        ("技术交易额达到20亿元。", "技术合同成交额达到25亿元。"),
        ("制造业投资40亿元。", "制造业投资增长12%。"),
    ],
)
def test_other_names_for_one_indicator(old: str, new: str) -> None:
    found = compare(made_notice(2023, [old]), made_notice(2024, [new])).targets
    assert all(change.old and change.new for change in found), [(c.change, c.old, c.new) for c in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一般公共预算收入增长5%。", "财政总收入增长5%。"),
        ("城镇居民收入增长5%。", "农村居民收入增长5%。"),
        ("新增国家级专精特新企业5家。", "新增省级专精特新企业6家。"),
        ("省内游客增长5%。", "省外游客增长5%。"),
        ("青石新城和白鹭洲片区地区生产总值增长8%。", "地区生产总值增长5%。"),
        ("创建四星级饭店2家。", "评定四星级社区3家。"),
        ("城镇登记失业率控制在4%以内。", "城镇调查失业率控制在5%以内。"),
    ],
)
def test_near_indicators_are_no_pair(old: str, new: str) -> None:
    found = compare(made_notice(2023, [old]), made_notice(2024, [new])).targets
    assert sorted(change.change for change in found) == ["dropped", "new"]


def test_the_year_s_number_goes_before_that_of_five_years() -> None:
    old = made_notice(2023, ["城镇新增就业2万人。"])
    new = made_notice(2024, ["五年规划期内城镇新增就业12万人。", "城镇新增就业2.2万人。"])
    pairs = [(c.old.text, c.new.text) for c in compare(old, new).targets if c.old and c.new]
    assert pairs == [("2万人", "2.2万人")]
    yearly = made_notice(2024, ["地区生产总值年均增长5.5%以上。", "地区生产总值增长6%左右。"])
    pairs = [
        (c.old.text, c.new.text)
        for c in compare(made_notice(2023, ["地区生产总值增长5.5%。"]), yearly).targets
        if c.old and c.new
    ]
    assert pairs == [("5.5%", "6%左右")]


def test_a_share_is_no_growth() -> None:
    found = compare(made_notice(2023, ["民间投资占比提高3个百分点。"]), made_notice(2024, ["民间投资增长12%。"]))
    assert sorted(change.change for change in found.targets) == ["dropped", "new"]
