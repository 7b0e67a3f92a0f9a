"""What the page shows of a comparison of two documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from notice_parse.diff.records import Diff, DocumentRef, TargetChange, TargetRef, TaskChange, TaskRef
from notice_parse.messages import told, told_evidence
from notice_parse.records import Extraction, Span, Task
from notice_parse.report.charts import Chart, change_chart
from notice_parse.report.facets import Facets
from notice_parse.report.labels import Labels
from notice_parse.report.marks import Piece
from notice_parse.report.numbers import bounded, percent, signed
from notice_parse.report.sources import Link, Sources, link_of
from notice_parse.report.units import UnitNames
from notice_parse.report.wording import compare_wording

TASK_KINDS = ("continued", "split", "merged", "new", "dropped")
TARGET_KINDS = ("raised", "lowered", "bound-changed", "unit-changed", "measure-changed", "new", "dropped", "same")
_SIGNS = {"raised": "▲", "lowered": "▼", "same": "＝", "new": "＋", "dropped": "－"}
_OTHER_SIGN = "≠"
# From here on marks would cover nearly all of both texts, and only make them harder to read.
_REWRITTEN = Decimal("0.7")


class Side:
    """One of the two documents. Where its records are at hand and fit, they tell units and places as well."""

    def __init__(
        self, ref: DocumentRef, refs: Iterable[TaskRef], extractions: Iterable[Extraction], sources: Sources
    ) -> None:
        self.ref = ref
        self.index: int | None = None
        self.tasks: dict[str, Task] = {}
        cited = list(refs)
        for extraction in extractions:
            tasks = {task.id: task for notice in extraction.notices for task in notice.tasks}
            # A comparison carries no digest of its sources; that each cited task is there word for word says as much.
            if cited and all(cite.id in tasks and tasks[cite.id].text == cite.text for cite in cited):
                self.tasks = tasks
                self.index = sources.index(extraction.source)
                return
        if ref.path:
            sources.unlike.append(ref.path)

    def task_link(self, ref: TaskRef) -> Link:
        task = self.tasks.get(ref.id)
        return link_of(task.span, self.index) if task else Link(ref.line, ref.line, self.index)

    def target_link(self, ref: TargetRef) -> Link:
        span = self._span(ref)
        return link_of(span, self.index) if span else Link(ref.line, ref.line, self.index)

    def _span(self, ref: TargetRef) -> Span | None:
        task = self.tasks.get(ref.task_id)
        for target in task.numeric_targets if task else ():
            if (target.indicator, target.text, target.span.line_start) == (ref.indicator, ref.text, ref.line):
                return target.span
        return None


@dataclass(frozen=True, slots=True)
class TaskSide:
    """One side of a change: a task with its text."""

    number: str
    section: str
    pieces: list[Piece]
    link: Link


@dataclass(frozen=True, slots=True)
class TargetMove:
    """What became of one target."""

    kind: str
    sign: str
    indicator: str
    old_indicator: str
    old: str
    new: str
    old_link: Link | None
    new_link: Link | None
    difference: str
    strictness: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of one task."""

    item: int
    kind: str
    old: list[TaskSide]
    new: list[TaskSide]
    score: int
    rewording: int
    evidence: list[str]
    units: list[tuple[str, list[str]]]
    leaders: list[tuple[str, list[str]]]
    deadline: tuple[str, str] | None
    targets: list[TargetMove]


@dataclass(frozen=True, slots=True)
class DiffView:
    """A comparison as the page shows it: the changes by their kind."""

    name: str
    old: DocumentRef
    new: DocumentRef
    groups: list[tuple[str, list[ChangeView]]]
    charts: list[Chart]
    stricter: int
    looser: int
    warnings: list[str]


class DiffViews:
    """Makes the views of comparisons, telling the facets as it goes."""

    def __init__(self, labels: Labels, sources: Sources, facets: Facets, names: UnitNames) -> None:
        self._labels = labels
        self._sources = sources
        self._facets = facets
        self._names = names

    def of(self, diff: Diff, extractions: Sequence[Extraction]) -> DiffView:
        """One comparison; `extractions` are the records of its documents, as far as they are at hand."""
        label = self._labels
        old = Side(diff.old, (ref for change in diff.tasks for ref in change.old), extractions, self._sources)
        new = Side(diff.new, (ref for change in diff.tasks for ref in change.new), extractions, self._sources)
        name = label("from_to", old=_title(diff.old), new=_title(diff.new))
        targets = _by_task(diff)
        # Views are made in the order in which the page shows them.
        groups = [
            (kind, [self._change(change, name, old, new, targets) for change in diff.tasks if change.change == kind])
            for kind in TASK_KINDS
        ]
        tasks, moves = diff.summary.tasks, diff.summary.targets
        charts = [
            change_chart(label("chart_changes"), "change", _ordered(tasks, TASK_KINDS), label("n_tasks"), label),
            change_chart(
                label("chart_movements"), "movement", _ordered(moves, TARGET_KINDS), label("n_targets"), label
            ),
        ]
        return DiffView(
            name=name,
            old=diff.old,
            new=diff.new,
            groups=[(kind, views) for kind, views in groups if views],
            charts=[chart for chart in charts if chart.bars],
            stricter=sum(change.stricter is True for change in diff.targets),
            looser=sum(change.stricter is False for change in diff.targets),
            warnings=[told(warning, label.language) for warning in diff.warnings],
        )

    def _change(
        self, change: TaskChange, name: str, old: Side, new: Side, targets: dict[str, list[TargetChange]]
    ) -> ChangeView:
        held = {id(found): found for ref in (*change.old, *change.new) for found in targets.get(ref.id, ())}
        moves = sorted(held.values(), key=lambda found: found.change == "same")
        before, after = self._texts(change, old, new)
        label = self._labels
        return ChangeView(
            item=self._facets.add(self._values(change, name, old, new, moves)),
            kind=change.change,
            old=before,
            new=after,
            score=round(change.score * 100),
            rewording=round(change.rewording * 100),
            evidence=[told_evidence(line, label.language) for line in change.evidence],
            units=list(self._units(change)),
            leaders=list(self._leaders(change)),
            deadline=(change.deadline.old or "—", change.deadline.new or "—") if change.deadline else None,
            targets=[self._move(found, old, new) for found in moves],
        )

    def _texts(self, change: TaskChange, old: Side, new: Side) -> tuple[list[TaskSide], list[TaskSide]]:
        if len(change.old) == len(change.new) == 1 and 0 < change.rewording < _REWRITTEN:
            gone, come = compare_wording(change.old[0].text, change.new[0].text)
            return [_side(change.old[0], gone, old)], [_side(change.new[0], come, new)]
        return (
            [_side(ref, [Piece(ref.text)], old) for ref in change.old],
            [_side(ref, [Piece(ref.text)], new) for ref in change.new],
        )

    def _values(
        self, change: TaskChange, name: str, old: Side, new: Side, moves: Sequence[TargetChange]
    ) -> dict[str, Iterable[str]]:
        label = self._labels
        side, refs = (new, change.new) if change.new else (old, change.old)
        tasks = [side.tasks[ref.id] for ref in refs if ref.id in side.tasks]
        units = [(self._names.of(unit), unit.role) for task in tasks for unit in task.responsible_units]
        moved = [*change.units.added, *change.units.removed, *(move.name for move in change.units.changed)]
        leaders = [leader.name for task in tasks for leader in task.lead_leaders]
        known = dict.fromkeys(
            [(name, label(role)) for name, role in units]
            + [
                (self._names.of_canonical(unit), "—")
                for unit in moved
                if self._names.of_canonical(unit) not in dict(units)
            ]
        )
        return {
            "document": [name],
            "unit": [unit for unit, _ in known],
            "role": [role for _, role in known],
            "leader": list(dict.fromkeys([*leaders, *change.leaders.added, *change.leaders.removed])),
            "section": list(dict.fromkeys(ref.section_path[0] for ref in refs if ref.section_path)),
            "change": [label(change.change)],
            "movement": list(dict.fromkeys(label(found.change) for found in moves)),
            "target": list(
                dict.fromkeys(
                    label(ref.quantity.dimension)
                    for found in moves
                    for ref in (found.new or found.old,)
                    if ref is not None
                )
            ),
        }

    def _units(self, change: TaskChange) -> Iterator[tuple[str, list[str]]]:
        label, units = self._labels, change.units
        names = self._names.of_canonical
        yield from (
            (label(key), [names(name) for name in held])
            for key, held in (
                ("lead_added", units.lead_added),
                ("lead_removed", units.lead_removed),
                ("added", units.added),
                ("removed", units.removed),
            )
            if held
        )
        moves = [f"{names(move.name)}（{label(move.old)} → {label(move.new)}）" for move in units.changed]
        if moves:
            yield label("role"), moves

    def _leaders(self, change: TaskChange) -> Iterator[tuple[str, list[str]]]:
        leaders = change.leaders
        held = (("added", leaders.added), ("removed", leaders.removed))
        yield from ((self._labels(key), names) for key, names in held if names)
        posts = [f"{move.name}（{move.old or '—'} → {move.new or '—'}）" for move in leaders.changed]
        if posts:
            yield self._labels("change"), posts

    def _move(self, found: TargetChange, old: Side, new: Side) -> TargetMove:
        label = self._labels
        before, after = found.old, found.new
        indicator = after.indicator if after else before.indicator if before else ""
        return TargetMove(
            kind=found.change,
            sign=_SIGNS.get(found.change, _OTHER_SIGN),
            indicator=indicator,
            old_indicator=before.indicator if before and before.indicator != indicator else "",
            old=bounded(before) if before else "—",
            new=bounded(after) if after else "—",
            old_link=old.target_link(before) if before else None,
            new_link=new.target_link(after) if after else None,
            difference=self._difference(found),
            strictness="" if found.stricter is None else label("stricter" if found.stricter else "looser"),
        )

    def _difference(self, found: TargetChange) -> str:
        if not found.absolute or not found.new:
            return ""
        quantity = found.new.quantity
        if quantity.dimension in {"ratio", "ratio_change"}:
            return f"{signed(Decimal(found.absolute), '')}{self._labels('percentage_points')}"
        relative = f"（{percent(found.relative)}）" if found.relative is not None else ""
        return f"{signed(found.absolute, quantity.unit)}{relative}"


def _side(ref: TaskRef, pieces: list[Piece], side: Side) -> TaskSide:
    return TaskSide(ref.number or "", " › ".join(ref.section_path), pieces, side.task_link(ref))


def _by_task(diff: Diff) -> dict[str, list[TargetChange]]:
    """The target changes by the id of each task they are of."""
    found: dict[str, list[TargetChange]] = {}
    for change in diff.targets:
        for ref in (change.old, change.new):
            if ref is not None:
                found.setdefault(ref.task_id, []).append(change)
    return found


def _ordered(counts: dict[str, int], kinds: Sequence[str]) -> list[tuple[str, int]]:
    return [(kind, counts.get(kind, 0)) for kind in kinds]


def _title(ref: DocumentRef) -> str:
    return ref.document_number or ref.title or (str(ref.year) if ref.year else ref.path or "—")
