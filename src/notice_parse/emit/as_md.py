"""Markdown: each notice with its facts and a table of its tasks, for pages and tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notice_parse.emit.labels import KIND_NAMES
from notice_parse.emit.rows import JOINT, leader_names, target_words, unit_names

if TYPE_CHECKING:
    from notice_parse.records.notice import Allocation, Extraction, Notice, Task

_HEADER = "| 序号 | 工作任务 | 责任 | 目标 | 时限 |\n|---|---|---|---|---|\n"
# Whatever Markdown or HTML would read as more than a character.
_MEANT = str.maketrans({c: f"\\{c}" for c in "\\`*_[]|~$#"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"})


def emit_md(extraction: Extraction) -> bytes:
    """The extraction as Markdown with pipe tables; every character of the records shows as itself."""
    parts = [_notice(notice) for notice in extraction.notices] or ["（没有识别到公文）\n"]
    foot = f"来源：{_text(extraction.source.path)}\n\n"
    return ("\n".join(parts) + "\n" + foot).encode("utf-8", "backslashreplace")


def _notice(notice: Notice) -> str:
    facts = [
        KIND_NAMES[notice.kind],
        notice.document_number,
        "、".join(notice.issuers),
        notice.issued_on and notice.issued_on.isoformat(),
        notice.year and f"{notice.year}年度",
    ]
    lines = [f"# {_text(notice.title or '（无标题）')}\n\n{' · '.join(_text(fact) for fact in facts if fact)}\n"]
    above: list[str] | None = None
    for task in notice.tasks:
        if task.section_path != above:
            heading = " / ".join(task.section_path)
            lines.append((f"\n## {_text(heading)}\n" if heading else "") + f"\n{_HEADER}".rstrip("\n"))
            above = task.section_path
        lines.append(_task(task))
    return "\n".join(lines) + "\n"


def _task(task: Task) -> str:
    who = [leader_names(task)]
    for role, label in (("lead", "牵头"), ("responsible", "责任"), ("cooperating", "配合")):
        names = unit_names(task, role)
        who.append(names and f"{label}：{names}")
    what = [target_words(target) for target in task.numeric_targets]
    what += [f"{target.indicator}：{target.text}" for target in task.qualitative_targets]
    what += [_allocation(allocation) for allocation in task.allocations]
    text = f"{task.title}。{task.text}" if task.title and task.title not in task.text else task.text
    cells = [task.number or "", text, *(JOINT.join(filter(None, part)) for part in (who, what)), task.deadline or ""]
    return "| " + " | ".join(_text(cell) for cell in cells) + " |"


def _allocation(allocation: Allocation) -> str:
    shares = "，".join(f"{share.area} {share.text}" for share in allocation.shares)
    return f"{allocation.item or '分解'} {allocation.total_text}（{shares}）"


def _text(text: str) -> str:
    """On one line, with nothing that Markdown gives a meaning to."""
    return " ".join(text.split()).translate(_MEANT)
