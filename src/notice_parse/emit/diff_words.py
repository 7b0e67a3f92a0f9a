"""What a diff is told in, for people: Chinese or English; the notices themselves stay as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notice_parse.emit.labels import BOUND_WORDS
from notice_parse.messages import Language

if TYPE_CHECKING:
    from notice_parse.records.target import Comparator


@dataclass(frozen=True)
class DiffWords:
    """Every word of a diff that is not of a notice."""

    language: Language
    targets: Mapping[str, str]
    tasks: Mapping[str, str]
    of_targets: str
    """Stands before the name of a kind of change, as do the others of these."""
    of_tasks: str
    only_details: str
    stricter: Mapping[bool | None, str]
    measures: Mapping[str, str]
    bounds: Mapping[Comparator, str]
    target_header: list[str]
    task_header: list[str]
    pair_header: list[str]
    target_sheet: str
    task_sheet: str
    indicator: str
    old: str
    new: str
    none: str
    leaders: str
    lead: str
    units: str
    deadline: str
    share: str
    also: str
    points: str
    separator: str
    colon: str
    comma: str
    series_foot: str


_ZH = DiffWords(
    language=Language.zh,
    targets={
        "raised": "提高",
        "lowered": "降低",
        "bound-changed": "界限改变",
        "unit-changed": "单位改变",
        "measure-changed": "口径改变",
        "new": "新增",
        "dropped": "不再列入",
        "same": "不变",
    },
    tasks={"split": "拆分", "merged": "合并", "new": "新增", "dropped": "不再列入", "continued": "延续"},
    of_targets="指标",
    of_tasks="任务",
    only_details="延续，责任或时限有变",
    stricter={True: "更严", False: "更松", None: ""},
    measures={"growth": "增长", "change": "变动"},
    bounds=BOUND_WORDS,
    target_header=["变化", "指标", "旧", "新", "增减", "严松", "任务"],
    task_header=["变化", "旧任务", "新任务", "变动", "任务"],
    pair_header=["旧任务", "新任务", "变动"],
    target_sheet="指标",
    task_sheet="任务",
    indicator="指标",
    old="旧",
    new="新",
    none="无",
    leaders="领导",
    lead="牵头",
    units="单位",
    deadline="时限",
    share="分解",
    also="另见",
    points="个百分点",
    separator="、",
    colon="：",
    comma="，",
    series_foot="{indicators} 个指标，{documents} 件公文",
)
_EN = DiffWords(
    language=Language.en,
    targets={
        "raised": "raised",
        "lowered": "lowered",
        "bound-changed": "other bound",
        "unit-changed": "other unit",
        "measure-changed": "other measure",
        "new": "new",
        "dropped": "dropped",
        "same": "same",
    },
    tasks={"split": "split", "merged": "merged", "new": "new", "dropped": "dropped", "continued": "continued"},
    of_targets="Targets ",
    of_tasks="Tasks ",
    only_details="continued, with other people or dates",
    stricter={True: "stricter", False: "laxer", None: ""},
    measures={"growth": "growth ", "change": "change "},
    bounds={**BOUND_WORDS, "approx": "~"},
    target_header=["change", "indicator", "old", "new", "difference", "stricter", "task"],
    task_header=["change", "old task", "new task", "details", "task"],
    pair_header=["old task", "new task", "details"],
    target_sheet="targets",
    task_sheet="tasks",
    indicator="indicator",
    old="old",
    new="new",
    none="none",
    leaders="leaders",
    lead="lead",
    units="units",
    deadline="deadline",
    share="share",
    also="see also",
    points=" points",
    separator=", ",
    colon=": ",
    comma=", ",
    series_foot="{indicators} indicators, {documents} documents",
)


def words_in(labels: Language) -> DiffWords:
    return _ZH if labels is Language.zh else _EN
