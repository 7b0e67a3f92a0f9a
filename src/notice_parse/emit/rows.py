"""Records as flat rows with fixed columns: one table for tasks, targets, allocations, units, diagnostics and notices.

Every row says which region, year and document it is from, so that rows of many notices laid together are a panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from notice_parse.emit.labels import BOUND_WORDS

if TYPE_CHECKING:
    from notice_parse.records.notice import Diagnostic, Extraction, Notice, Task
    from notice_parse.records.target import NumericTarget

Cell = str | int | bool | Decimal | date | None
Row = tuple[Cell, ...]
Kind = Literal["text", "integer", "number", "flag", "date"]
JOINT = "；"  # between several values of one cell: no name and no indicator holds it


class Column(NamedTuple):
    """`words` names the mapping of emit.labels_zh that translates the column's fixed values, if it has any."""

    name: str
    label: str
    kind: Kind = "text"
    words: str | None = None


class Table(NamedTuple):
    """A kind of row; `rows` gives those of one extraction in source order, each as long as `columns`."""

    name: str
    label: str
    columns: tuple[Column, ...]
    rows: Callable[[Extraction], Iterator[Row]]


_NOTICE = (
    Column("region", "地区"),
    Column("year", "年度", "integer"),
    Column("document_number", "文号"),
    Column("notice_title", "文件标题"),
)
_TASK = (*_NOTICE, Column("task_id", "任务编号"), Column("indicator", "指标"))
_PLACE = (Column("source", "来源文件"), Column("line", "行", "integer"))


def _tasks(extraction: Extraction) -> Iterator[Row]:
    for notice, task in _each_task(extraction):
        yield (
            *_notice_cells(notice),
            task.id,
            indicator_names(task),
            task.schedule,
            " / ".join(task.section_path) or None,
            task.category,
            task.number,
            task.title,
            task.text,
            leader_names(task),
            unit_names(task, "lead"),
            unit_names(task, "responsible"),
            unit_names(task, "cooperating"),
            _join(target_words(t) for t in task.numeric_targets),
            len(task.numeric_targets),
            _join(t.text for t in task.qualitative_targets),
            task.deadline,
            _join(f"{header}：{cell}" for header, cell in task.extra.items()),
            _join(dict.fromkeys(d.code for d in task.diagnostics)),
            extraction.source.path,
            task.span.line_start,
        )


def _targets(extraction: Extraction) -> Iterator[Row]:
    for notice, task in _each_task(extraction):
        head = (*_notice_cells(notice), task.id)
        tail = (
            task.number,
            task.text,
            leader_names(task),
            unit_names(task, "lead"),
            unit_names(task),
            extraction.source.path,
        )
        for t in task.numeric_targets:
            base = t.baseline
            yield (
                *head,
                t.indicator,
                "numeric",
                t.scope,
                t.action,
                t.modality,
                t.comparator,
                t.value,
                t.value_high,
                t.unit,
                t.quantity.value,
                t.quantity.value_high,
                t.quantity.unit,
                t.quantity.dimension,
                t.measure,
                t.deadline,
                *((base.value, base.unit, base.year) if base else (None, None, None)),
                t.key,
                t.text,
                *tail,
                t.span.line_start,
            )
        for q in task.qualitative_targets:
            yield (*head, q.indicator, "qualitative", *_NO_NUMBER, q.text, *tail, q.span.line_start)


_NO_NUMBER: Row = (None,) * 17  # from scope to key


def _allocations(extraction: Extraction) -> Iterator[Row]:
    for notice, task in _each_task(extraction):
        for allocation in task.allocations:
            for share in allocation.shares:
                yield (
                    *_notice_cells(notice),
                    task.id,
                    allocation.item,
                    share.area,
                    share.value,
                    share.text,
                    allocation.total,
                    allocation.total_text,
                    task.number,
                    task.text,
                    unit_names(task),
                    extraction.source.path,
                    task.span.line_start,
                )


def _units(extraction: Extraction) -> Iterator[Row]:
    for notice, task in _each_task(extraction):
        indicators = indicator_names(task)
        for unit in task.responsible_units:
            yield (
                *_notice_cells(notice),
                task.id,
                indicators,
                unit.name,
                unit.canonical,
                unit.role,
                unit.role_basis,
                unit.collective,
                task.number,
                task.text,
                leader_names(task),
                task.deadline,
                extraction.source.path,
                unit.span.line_start,
            )


def _diagnostics(extraction: Extraction) -> Iterator[Row]:
    def row(head: Row, task_id: str | None, d: Diagnostic) -> Row:
        return (*head, task_id, d.severity, d.code, d.message, extraction.source.path, d.line)

    for d in extraction.diagnostics:
        yield row((None,) * len(_NOTICE), None, d)
    for notice in extraction.notices:
        head = _notice_cells(notice)
        for d in notice.diagnostics:
            yield row(head, None, d)
        for task in notice.tasks:
            for d in task.diagnostics:
                yield row(head, task.id, d)


def _notices(extraction: Extraction) -> Iterator[Row]:
    for notice in extraction.notices:
        yield (
            *_notice_cells(notice),
            notice.kind,
            _join(notice.issuers),
            notice.issued_on,
            notice.printed_on,
            _join(notice.addressees),
            len(notice.tasks),
            sum(len(task.numeric_targets) for task in notice.tasks),
            extraction.source.path,
            notice.span.line_start,
        )


TASKS = Table(
    "tasks",
    "任务",
    (
        *_TASK,
        Column("schedule", "附件"),
        Column("section", "章节"),
        Column("category", "类别"),
        Column("number", "序号"),
        Column("title", "主题"),
        Column("text", "工作任务"),
        Column("leaders", "牵头领导"),
        Column("lead_units", "牵头单位"),
        Column("responsible_units", "责任单位"),
        Column("cooperating_units", "配合单位"),
        Column("targets", "量化目标"),
        Column("target_count", "量化目标数", "integer"),
        Column("qualitative_targets", "定性目标"),
        Column("deadline", "完成时限"),
        Column("extra", "其他栏"),
        Column("diagnostics", "提示"),
        *_PLACE,
    ),
    _tasks,
)
TARGETS = Table(
    "targets",
    "目标",
    (
        *_TASK,
        Column("kind", "类型", words="target_kind"),
        Column("scope", "范围"),
        Column("action", "动作"),
        Column("modality", "语气"),
        Column("comparator", "比较", words="comparator"),
        Column("value", "数值", "number"),
        Column("value_high", "上限", "number"),
        Column("unit", "单位"),
        Column("base_value", "基本单位数值", "number"),
        Column("base_value_high", "基本单位上限", "number"),
        Column("base_unit", "基本单位"),
        Column("dimension", "量纲"),
        Column("measure", "口径", words="measure"),
        Column("deadline", "时限"),
        Column("baseline_value", "基数", "number"),
        Column("baseline_unit", "基数单位"),
        Column("baseline_year", "基数年份", "integer"),
        Column("key", "核心指标", "flag"),
        Column("quote", "原文"),
        Column("number", "序号"),
        Column("text", "工作任务"),
        Column("leaders", "牵头领导"),
        Column("lead_units", "牵头单位"),
        Column("units", "所有单位"),
        *_PLACE,
    ),
    _targets,
)
ALLOCATIONS = Table(
    "allocations",
    "分解",
    (
        *_TASK,
        Column("area", "地区或单位"),
        Column("value", "分解数", "number"),
        Column("value_text", "分解原文"),
        Column("total", "总数", "number"),
        Column("total_text", "总数原文"),
        Column("number", "序号"),
        Column("text", "工作任务"),
        Column("units", "所有单位"),
        *_PLACE,
    ),
    _allocations,
)
UNITS = Table(
    "units",
    "单位",
    (
        *_TASK,
        Column("unit", "单位"),
        Column("canonical", "标准名称"),
        Column("role", "角色", words="role"),
        Column("role_basis", "角色依据", words="role_basis"),
        Column("collective", "统称", "flag"),
        Column("number", "序号"),
        Column("text", "工作任务"),
        Column("leaders", "牵头领导"),
        Column("deadline", "完成时限"),
        *_PLACE,
    ),
    _units,
)
DIAGNOSTICS = Table(
    "diagnostics",
    "提示",
    (
        *_NOTICE,
        Column("task_id", "任务编号"),
        Column("severity", "程度", words="severity"),
        Column("code", "代码"),
        Column("message", "说明"),
        *_PLACE,
    ),
    _diagnostics,
)
NOTICES = Table(
    "notices",
    "文件",
    (
        *_NOTICE,
        Column("kind", "类型", words="notice_kind"),
        Column("issuers", "发文机关"),
        Column("issued_on", "成文日期", "date"),
        Column("printed_on", "印发日期", "date"),
        Column("addressees", "主送"),
        Column("tasks", "任务数", "integer"),
        Column("targets", "量化目标数", "integer"),
        *_PLACE,
    ),
    _notices,
)
TABLES = {table.name: table for table in (TASKS, TARGETS, ALLOCATIONS, UNITS, DIAGNOSTICS, NOTICES)}


def leader_names(task: Task) -> str | None:
    """Who leads, with posts: 林越（常务副市长）."""
    return _join(f"{leader.name}（{leader.post}）" if leader.post else leader.name for leader in task.lead_leaders)


def indicator_names(task: Task) -> str | None:
    """What the task's targets measure, each once."""
    names = [target.indicator for target in task.numeric_targets] + [t.indicator for t in task.qualitative_targets]
    return _join(dict.fromkeys(names))


def unit_names(task: Task, role: str | None = None) -> str | None:
    """The units of one role, or all of them, each once, as written."""
    names = (unit.name for unit in task.responsible_units if role in (None, unit.role))
    return "、".join(dict.fromkeys(names)) or None


def target_words(target: NumericTarget) -> str:
    """A target in few words: 口袋公园 新建 ≥12处."""
    high = "" if target.value_high is None else f"–{target.value_high:f}"
    star, due = "★" if target.key else "", f"（{target.deadline}）" if target.deadline else ""
    amount = f"{BOUND_WORDS[target.comparator]}{target.value:f}{high}{target.unit}{due}"
    return " ".join(part for part in (star + target.indicator, target.action, amount) if part)


def _each_task(extraction: Extraction) -> Iterator[tuple[Notice, Task]]:
    for notice in extraction.notices:
        for task in notice.tasks:
            yield notice, task


def _notice_cells(notice: Notice) -> Row:
    return (notice.region, notice.year, notice.document_number, notice.title)


def _join(values: Iterable[str]) -> str | None:
    return JOINT.join(value for value in values if value) or None
