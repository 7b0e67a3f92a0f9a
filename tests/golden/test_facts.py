"""What the samples are known to hold, counted by hand: a golden may be rewritten, these figures may not."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from golden.records import SAMPLES, records_of


@cache
def sample(name: str) -> list[dict[str, Any]]:
    notices: list[dict[str, Any]] = records_of(SAMPLES / name)["notices"]
    return notices


def leaders(notice: dict[str, Any]) -> Counter[str]:
    return Counter(leader["name"] for task in notice["tasks"] for leader in task["lead_leaders"])


@pytest.mark.parametrize(
    ("name", "number", "issued", "printed", "tasks", "year"),
    [
        ("yunxi-2023-schedule.txt", "云政办发〔2023〕3号", "2023-02-17", "2023-02-20", 72, 2023),
        ("yunxi-2024-schedule.md", "云政办发〔2024〕2号", "2024-01-31", "2024-02-01", 75, 2024),
        ("yunxi-2024-livelihood.txt", "云政办发〔2024〕6号", "2024-02-23", None, 22, 2024),
    ],
)
def test_schedules(name: str, number: str, issued: str, printed: str | None, tasks: int, year: int) -> None:
    (notice,) = sample(name)
    assert notice["kind"] == "responsibility_schedule"
    assert (notice["document_number"], notice["issued_on"], notice["printed_on"]) == (number, issued, printed)
    assert (notice["year"], notice["region"]) == (year, "云溪市")
    assert notice["issuers"] == ["云溪市人民政府办公室"]
    assert len(notice["tasks"]) == tasks
    assert all(task["responsible_units"] for task in notice["tasks"])


def test_leaders_of_two_years() -> None:
    (old,), (new,) = sample("yunxi-2023-schedule.txt"), sample("yunxi-2024-schedule.md")
    assert leaders(old) == {"沈砚舟": 4, "陆景行": 15, "顾青禾": 13, "何牧": 14, "秦望川": 10, "宋知远": 13}
    assert leaders(new) == {"陆景行": 4, "韩松岳": 13, "顾青禾": 14, "何牧": 16, "叶听澜": 10, "宋知远": 16}


def test_first_listed_units_lead_in_2023_only() -> None:
    """The older schedule says so below its title; in its livelihood part 牵头单位 leads and 责任单位 does not."""
    (old,), (new,) = sample("yunxi-2023-schedule.txt"), sample("yunxi-2024-schedule.md")
    first = [t["responsible_units"][0] for t in old["tasks"] if "牵头重点" in t["section_path"][-1]]
    assert first
    assert {(u["role"], u["role_basis"]) for u in first} == {("lead", "first_listed")}
    livelihood = [t for t in old["tasks"] if t["schedule"] == "2023年民生实事项目责任分工"]
    assert len(livelihood) == 15
    assert {u["role_basis"] for t in livelihood for u in t["responsible_units"]} == {"label"}
    assert not any(u["role_basis"] == "first_listed" for t in new["tasks"] for u in t["responsible_units"])


def test_livelihood_allocations() -> None:
    (notice,) = sample("yunxi-2024-livelihood.txt")
    allocations = [a for task in notice["tasks"] for a in task["allocations"]]
    assert len(allocations) == 33
    assert {len(a["shares"]) for a in allocations} == {9}
    given = [*notice["diagnostics"], *(d for task in notice["tasks"] for d in task["diagnostics"])]
    codes = Counter(d["code"] for d in given)
    assert codes["allocation-sum"] == 1, "烟感报警器: 7900 of 8000"
    assert codes["allocation-text-differs"] >= 1, "城市绿道: 18 in the text, 19.2 in the table"


def test_gazette() -> None:
    notices = sample("yunxi-gazette-2022-03.md")
    assert [n["document_number"] for n in notices] == [
        "云政发〔2022〕8号", "云政发〔2022〕9号", "云政办发〔2022〕12号", "云政办发〔2022〕13号", "云政办发〔2022〕15号", "云政办发〔2022〕16号",
    ]  # fmt: skip
    assert [n["issued_on"] for n in notices] == [
        "2022-07-18", "2022-07-26", "2022-08-05", "2022-08-12", "2022-08-29", "2022-09-06",
    ]  # fmt: skip
    assert notices[0]["kind"] == "announcement"
    assert notices[0]["title"] == "云溪市人民政府关于划定烟花爆竹禁止燃放区域的通告"
    assert notices[2]["issuers"] == ["云溪市人民政府办公室", "平澜县人民政府办公室"]
    schedule = notices[3]
    assert schedule["kind"] == "responsibility_schedule"
    assert len(schedule["tasks"]) == 14
    assert [t["number"] for t in schedule["tasks"]] == [
        "1",
        "2",
        "3",
        "1",
        "2",
        None,
        "1",
        "2",
        "1",
        "2",
        "1",
        "2",
        "3",
        None,
    ]
    assert leaders(schedule) == {"陆景行": 3, "顾青禾": 5, "何牧": 3, "秦望川": 4}


def test_gazette_running_heads_are_not_text() -> None:
    texts = [task["text"] for notice in sample("yunxi-gazette-2022-03.md") for task in notice["tasks"]]
    assert texts
    assert not any("文件" in text for text in texts)


def test_indicator_table() -> None:
    (notice,) = sample("yunxi-2023-indicators.txt")
    assert notice["kind"] == "indicator_table"
    assert notice["title"] == "云溪市2023年共同富裕重点指标任务表"
    assert [task["number"] for task in notice["tasks"]] == [str(n) for n in range(1, 10)]
    assert [unit["name"] for unit in notice["tasks"][8]["responsible_units"]] == [
        "生态环境分局",
        "公安局",
        "交通局",
        "水利局",
    ]
    assert all(task["extra"]["拟打造的样板场景"] for task in notice["tasks"])
    assert sum(target["key"] for task in notice["tasks"] for target in task["numeric_targets"]) == 5


def test_work_report() -> None:
    (notice,) = sample("yunxi-2024-work-report.md")
    assert notice["kind"] == "work_report"
    assert notice["year"] == 2024
    assert (notice["delivered_on"], notice["delivered_by"]["name"]) == ("2024-01-16", "陆景行")
    assert notice["delivered_at"] == "云溪市第十一届人民代表大会第三次会议"
    assert len(notice["glossary"]) == 8
    assert not any("938.6" in task["text"] for task in notice["tasks"]), "the review is no plan"


def test_policy_in_one_line() -> None:
    (notice,) = sample("yunxi-2022-policy.txt")
    assert notice["kind"] == "policy"
    assert (notice["document_number"], notice["issued_on"]) == ("云政发〔2022〕11号", "2022-05-09")
    with_units = [task for task in notice["tasks"] if task["responsible_units"]]
    assert [task["number"] for task in with_units] == [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
        "十二",
        "十三",
    ]
