"""Every word of a table that is not of a notice, in Chinese and in English.

A key's two texts stand side by side, so that neither can be forgotten; `{n}` is filled in when the word is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice_parse.emit.labels import KIND_NAMES
from notice_parse.messages import Language

if TYPE_CHECKING:
    from notice_parse.records.notice import NoticeKind

_ENGLISH_KINDS: dict[NoticeKind, str] = {
    "responsibility_schedule": "Responsibility schedule",
    "indicator_table": "Indicator table",
    "work_report": "Work report",
    "policy": "Policy",
    "announcement": "Announcement",
    "other": "Other notice",
}
WORDS: dict[str, tuple[str, str]] = {
    **{str(kind): (name, _ENGLISH_KINDS[kind]) for kind, name in KIND_NAMES.items()},
    # Columns
    "number": ("序号", "No."),
    "task": ("任务", "Task"),
    "who": ("责任", "Responsible"),
    "what": ("目标", "Targets"),
    "who_what": ("责任 / 目标", "Responsible / targets"),
    "indicator": ("指标", "Indicator"),
    "action": ("动作", "Action"),
    "amount": ("目标", "Target"),
    "quote": ("原文", "Text"),
    # Cells
    "untitled": ("（无标题）", "(untitled)"),
    "plan_year": ("年度 {n}", "plan year {n}"),
    "leaders": ("领导 {names}", "Leader {names}"),
    "post": ("{name}（{post}）", "{name} ({post})"),
    "lead": ("牵头 {names}", "Lead {names}"),
    "responsible": ("责任 {names}", "Units {names}"),
    "cooperating": ("配合 {names}", "With {names}"),
    "deadline": ("时限 {when}", "Due {when}"),
    "due": ("（{when}）", " ({when})"),
    "breakdown": ("分解 {item}{total}（{n}项）", "Split {item}{total} (in {n})"),
    "approx": ("约", "~"),
    # The line at the end
    "of_file": ("{path}：", "{path}: "),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    # Statistics
    "by_unit": ("单位", "Unit"),
    "by_leader": ("领导", "Leader"),
    "by_section": ("章节", "Section"),
    "by_year": ("年度", "Year"),
    "notices": ("文件", "Notices"),
    "tasks": ("任务", "Tasks"),
    "n_lead": ("牵头", "Lead"),
    "n_responsible": ("责任", "Resp."),
    "n_cooperating": ("配合", "Coop."),
    "numeric_targets": ("量化目标", "Numeric"),
    "qualitative_targets": ("定性目标", "Qualitative"),
    "year": ("年度", "Year"),
    "role": ("角色", "Role"),
    "text": ("工作任务", "Task"),
    "targets": ("目标", "Targets"),
    "when": ("时限", "Due"),
    "led_by": ("领导", "Leader"),
    "is_lead": ("牵头", "lead"),
    "is_responsible": ("责任", "responsible"),
    "is_cooperating": ("配合", "cooperating"),
}
_COUNTED: dict[str, tuple[str, str]] = {
    # The English plural takes an s.
    "notice": ("{n} 件公文", "notice"),
    "task": ("{n} 项任务", "task"),
    "unit": ("{n} 个责任单位", "responsible unit"),
    "target": ("{n} 个量化目标", "numeric target"),
    "error": ("{n} 条错误", "error"),
    "warning": ("{n} 条警告", "warning"),
    "info": ("{n} 条提示", "note"),
}


class TableWords:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._index = 0 if language is Language.zh else 1

    def __call__(self, key: str, **values: object) -> str:
        text = WORDS[key][self._index]
        return text.format(**values) if values else text

    def count(self, key: str, n: int) -> str:
        """So many of them: 3 项任务, 3 tasks."""
        chinese, english = _COUNTED[key]
        return chinese.format(n=n) if self.language is Language.zh else f"{n} {english}{'s' * (n != 1)}"

    def join(self, names: list[str]) -> str:
        """Names in a row."""
        return ("、" if self.language is Language.zh else ", ").join(names)
