"""A diff as rows of words for people; tables, CSV, Markdown and workbooks are made from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from notice_parse.diff.records import (
    DocumentRef,
    LeaderChanges,
    SeriesList,
    TargetChange,
    TargetRef,
    TaskChange,
    UnitChanges,
)
from notice_parse.emit.diff_words import DiffWords

_UP_OR_DOWN = frozenset("增降减压下提缩上回")


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


def target_row(change: TargetChange, words: DiffWords) -> TargetRow:
    old, new = change.old, change.new
    names = list(dict.fromkeys(ref.indicator for ref in (old, new) if ref))
    is_number = change.change in ("raised", "lowered", "bound-changed")
    return TargetRow(
        change=words.targets[change.change],
        indicator=" → ".join(names),
        old=amount(old, words),
        new=amount(new, words),
        difference=_difference(change, words),
        stricter=words.stricter[change.stricter] if is_number else "",
        place=" → ".join(short_id(ref.task_id) for ref in (old, new) if ref),
        score=change.score,
    )


def task_row(change: TaskChange, words: DiffWords) -> TaskRow:
    return TaskRow(
        change=words.tasks[change.change],
        old="\n".join(ref.text for ref in change.old),
        new="\n".join(ref.text for ref in change.new),
        details=details(change, words),
        place=" → ".join(
            words.separator.join(short_id(ref.id) for ref in refs) for refs in (change.old, change.new) if refs
        ),
        score=change.score,
    )


def amount(ref: TargetRef | None, words: DiffWords) -> str:
    """The number with its bound and unit: ≥6.5%."""
    if ref is None:
        return ""
    number = f"{ref.value:f}" if ref.value_high is None else f"{ref.value:f}–{ref.value_high:f}"
    # 增长5% is no 5%: what is said of a change needs its verb.
    verb = words.measures.get(ref.measure, "")
    if verb and ref.action and ref.action[0] in _UP_OR_DOWN:
        verb = ref.action
    return f"{verb}{words.bounds[ref.comparator]}{number}{ref.unit}"


def short_id(task_id: str) -> str:
    """The part of an id that tells tasks of one document apart."""
    return task_id.split("/", 1)[-1]


def _difference(change: TargetChange, words: DiffWords) -> str:
    if not change.absolute or change.new is None:
        return ""
    if change.new.quantity.unit == "%":
        return f"{change.absolute:+f}{words.points}"
    return f"{change.relative * 100:+.1f}%" if change.relative is not None else f"{change.absolute:+f}"


def details(change: TaskChange, words: DiffWords) -> list[str]:
    """What changed of who and when, and what other tasks have to do with it, a line each."""
    found = [*_leader_details(change.leaders, words), *_unit_details(change.units, words)]
    if change.deadline:
        found.append(f"{words.deadline} {change.deadline.old or words.none} → {change.deadline.new or words.none}")
    for share in change.allocations:
        found.append(f"{words.share} {share.area} {_share(share.old, words)} → {_share(share.new, words)}")
    found += [f"{words.also} {short_id(link.old)} → {short_id(link.new)}" for link in change.also]
    return found


def _share(value: Decimal | None, words: DiffWords) -> str:
    return words.none if value is None else f"{value:f}"


def _leader_details(leaders: LeaderChanges, words: DiffWords) -> list[str]:
    found = []
    if leaders.removed or leaders.added:
        found.append(f"{words.leaders} {_names(leaders.removed, words)} → {_names(leaders.added, words)}")
    found += [f"{move.name} {move.old or words.none} → {move.new or words.none}" for move in leaders.changed]
    return found


def _unit_details(units: UnitChanges, words: DiffWords) -> list[str]:
    found = []
    if units.lead_added or units.lead_removed:
        found.append(f"{words.lead} {_names(units.lead_removed, words)} → {_names(units.lead_added, words)}")
    if units.added:
        found.append(f"{words.units} + {_names(units.added, words)}")
    if units.removed:
        found.append(f"{words.units} − {_names(units.removed, words)}")
    return found


def _names(names: Sequence[str], words: DiffWords) -> str:
    return words.separator.join(names) or words.none


def _heads(documents: Sequence[DocumentRef]) -> list[str]:
    """The year of each document; of several of one year also their number or file."""
    counts = Counter(document.year for document in documents)
    heads = []
    for document in documents:
        name = document.document_number or PurePath(document.path or "?").name
        alone = document.year and counts[document.year] == 1
        heads.append(str(document.year) if alone else f"{document.year} {name}" if document.year else name)
    return heads


def series_rows(found: SeriesList, words: DiffWords) -> tuple[list[str], list[list[str]]]:
    """Header and rows: the indicator, then the number of each document."""
    header = [words.indicator, *_heads(found.documents)]
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
            cells.append(amount(point.target, words) if point else "")
        rows.append(cells)
    return header, rows
