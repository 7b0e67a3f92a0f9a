"""Chinese words for the fixed values of the records, for output that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notice_parse.records.notice import NoticeKind
    from notice_parse.records.target import Comparator

KIND_NAMES: dict[NoticeKind, str] = {
    "responsibility_schedule": "责任分解",
    "indicator_table": "指标表",
    "work_report": "政府工作报告",
    "policy": "政策文件",
    "announcement": "公告",
    "other": "其他公文",
}
BOUND_WORDS: dict[Comparator, str] = {"eq": "", "ge": "≥", "gt": "＞", "le": "≤", "lt": "＜", "approx": "约"}
