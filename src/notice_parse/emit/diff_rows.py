"""A diff as rows of words for people; tables, CSV, Markdown and workbooks are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from notice_parse.diff.records import (
    LeaderChanges,
    SeriesList,
    TargetChange,
    TargetRef,
    TaskChange,
    UnitChanges,
)
from notice_parse.emit.labels import BOUND_WORDS

TARGET_KINDS = {
    "raised": "提高",
    "lowered": "降低",
    "bound-changed": "界限改变",
    "unit-changed": "单位改变",
    "measure-changed": "口径改变",
    "new": "新增",
    "dropped": "不再列入",
    "same": "不变",
}
TASK_KINDS = {"split": "拆分", "merged": "合并", "new": "新增", "dropped": "不再列入", "continued": "延续"}
_CHANGE_WORDS = {"growth": "增长", "change": "变动"}
_UP_OR_DOWN = frozenset("增降减压下提缩上回")
_STRICTER = {True: "更严", False: "更松", None: ""}


@dataclass(frozen=True)
class TargetRow:
    """A change of a target in words."""

    change: str
    indicator: str
    old: str
    new: str
    difference: str
    stricter: str
    place: str
    score: Decimal


@dataclass(frozen=True)
class TaskRow:
    """A change of a task in words; `details` are those of leaders, units and deadline, one a line."""

    change: str
    old: str
    new: str
    details: list[str]
    place: str
    score: Decimal


def target_row(change: TargetChange) -> TargetRow:
    old, new = change.old, change.new
    names = list(dict.fromkeys(ref.indicator for ref in (old, new) if ref))
    is_number = change.change in ("raised", "lowered", "bound-changed")
    return TargetRow(
        change=TARGET_KINDS[change.change],
        indicator=" → ".join(names),
        old=amount(old),
        new=amount(new),
        difference=_difference(change),
        stricter=_STRICTER[change.stricter] if is_number else "",
        place=" → ".join(short_id(ref.task_id) for ref in (old, new) if ref),
        score=change.score,
    )


def task_row(change: TaskChange) -> TaskRow:
    return TaskRow(
        change=TASK_KINDS[change.change],
        old="\n".join(ref.text for ref in change.old),
        new="\n".join(ref.text for ref in change.new),
        details=details(change),
        place=" → ".join("、".join(short_id(ref.id) for ref in refs) for refs in (change.old, change.new) if refs),
        score=change.score,
    )


def amount(ref: TargetRef | None) -> str:
    """The number with its bound and unit: ≥6.5%."""
    if ref is None:
        return ""
    number = f"{ref.value:f}" if ref.value_high is None else f"{ref.value:f}–{ref.value_high:f}"
    # 增长5% is no 5%: what is said of a change needs its verb.
    verb = _CHANGE_WORDS.get(ref.measure, "")
    if verb and ref.action and ref.action[0] in _UP_OR_DOWN:
        verb = ref.action
    return f"{verb}{BOUND_WORDS[ref.comparator]}{number}{ref.unit}"


def short_id(task_id: str) -> str:
    """The part of an id that tells tasks of one document apart."""
    return task_id.split("/", 1)[-1]


def _difference(change: TargetChange) -> str:
    if not change.absolute or change.new is None:
        return ""
    if change.new.quantity.unit == "%":
        return f"{change.absolute:+f}个百分点"
    return f"{change.relative * 100:+.1f}%" if change.relative is not None else f"{change.absolute:+f}"


def details(change: TaskChange) -> list[str]:
    """What changed of who and when, a line each."""
    found = [*_leader_details(change.leaders), *_unit_details(change.units)]
    if change.deadline:
        found.append(f"时限 {change.deadline.old or '无'} → {change.deadline.new or '无'}")
    found += [f"分解 {share.area} {_share(share.old)} → {_share(share.new)}" for share in change.allocations]
    return found


def _share(value: Decimal | None) -> str:
    return "无" if value is None else f"{value:f}"


def _leader_details(leaders: LeaderChanges) -> list[str]:
    found = []
    if leaders.removed or leaders.added:
        found.append(f"领导 {'、'.join(leaders.removed) or '无'} → {'、'.join(leaders.added) or '无'}")
    found += [f"{move.name} {move.old or '无'} → {move.new or '无'}" for move in leaders.changed]
    return found


def _unit_details(units: UnitChanges) -> list[str]:
    found = []
    if units.lead_added or units.lead_removed:
        found.append(f"牵头 {'、'.join(units.lead_removed) or '无'} → {'、'.join(units.lead_added) or '无'}")
    if units.added:
        found.append(f"单位 + {'、'.join(units.added)}")
    if units.removed:
        found.append(f"单位 − {'、'.join(units.removed)}")
    return found


def series_rows(found: SeriesList) -> tuple[list[str], list[list[str]]]:
    """Header and rows: the indicator, then the number of each document."""
    header = ["指标", *(str(d.year) if d.year else (d.document_number or d.path or "?") for d in found.documents)]
    rows = []
    for series in found.series:
        cells = [series.indicator]
        for document in found.documents:
            point = next(
                (
                    p
                    for p in series.points
                    if (p.path, p.document_number, p.year) == (document.path, document.document_number, document.year)
                ),
                None,
            )
            cells.append(amount(point.target) if point else "")
        rows.append(cells)
    return header, rows
