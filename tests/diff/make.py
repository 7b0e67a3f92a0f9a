"""Notices made of invented sentences, read as a document would be."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse import extract_text
from notice_parse.records import Notice

_HEAD = "云溪市人民政府办公室关于印发{year}年重点工作责任分解的通知\n\n云政办发〔{year}〕1号\n\n各镇人民政府：\n　　现印发给你们，请认真落实。\n\n{year}年重点工作责任分解\n{section}\n"


def made_notice(year: int, tasks: Sequence[str], section: str = "一、沈砚舟市长牵头重点工作") -> Notice:
    """A schedule of one section with these tasks; `任务 | 单位、单位` names the units."""
    lines = []
    for number, task in enumerate(tasks, 1):
        text, _, units = task.partition(" | ")
        lines.append(f"　　{number}．{text}\n　　责任单位：{units or '发改局'}\n")
    notice = extract_text(_HEAD.format(year=year, section=section) + "".join(lines)).notices[0]
    assert [task.text for task in notice.tasks] == [task.partition(" | ")[0] for task in tasks]
    return notice
