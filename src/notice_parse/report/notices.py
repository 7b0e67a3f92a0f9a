"""What the page shows of a notice and its tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from notice_parse.records import (
    Allocation,
    Diagnostic,
    Extraction,
    Leader,
    Notice,
    NumericTarget,
    ResponsibleUnit,
    Task,
)
from notice_parse.report.codes import CODE_NAMES
from notice_parse.report.facets import Facets
from notice_parse.report.labels import Labels
from notice_parse.report.marks import Piece, mark
from notice_parse.report.numbers import bounded, plain
from notice_parse.report.sources import Link, Sources, link_of, link_of_all
from notice_parse.report.units import UnitNames
from notice_parse.source import Source

_ROLES = ("lead", "responsible", "cooperating")
_SHOWN_UNITS = 12  # of one role, before the rest is folded away


@dataclass(frozen=True, slots=True)
class UnitChip:
    """A unit of a task: as written, and the name it is filtered by."""

    name: str
    unit: str
    collective: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """The units that one task names in one role."""

    role: str
    first_listed: bool
    shown: list[UnitChip]
    folded: list[UnitChip]
    link: Link | None


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target of a task, numeric or in words."""

    indicator: str
    action: str
    value: str
    notes: list[str]
    key: bool
    numeric: bool
    link: Link


@dataclass(frozen=True, slots=True)
class AllocationTable:
    """A breakdown: what is shared out, and each area with its part as written."""

    item: str
    total: str
    shares: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Note:
    """A diagnostic with a link to its line."""

    severity: str
    code: str
    name: str
    """What the code is about, in Chinese; empty where nobody has said it yet."""
    message: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task as the page shows it; `item` is its number among all items of the page."""

    item: int
    number: str
    title: str
    category: str
    pieces: list[Piece]
    leaders: list[Leader]
    leader_link: Link | None
    roles: list[RoleRow]
    targets: list[TargetLine]
    deadline: str
    allocations: list[AllocationTable]
    extra: list[tuple[str, str]]
    notes: list[Note]
    link: Link


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks below one heading."""

    schedule: str
    path: list[str]
    tasks: list[TaskView]


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice as the page shows it."""

    name: str
    notice: Notice
    facts: list[tuple[str, str]]
    groups: list[Group]
    task_count: int
    glossary: list[tuple[str, str, Link]]
    notes: list[Note]
    link: Link
    path: str


class NoticeViews:
    """Makes the views of all notices of a page, telling the facets as it goes."""

    def __init__(self, labels: Labels, sources: Sources, facets: Facets, names: UnitNames) -> None:
        self._labels = labels
        self._sources = sources
        self._facets = facets
        self._names = names

    def of(self, extraction: Extraction) -> list[NoticeView]:
        """The notices of one document."""
        index = self._sources.index(extraction.source)
        source = self._sources.shown[index].source if index is not None else None
        return [self._notice(notice, extraction.source.path, index, source) for notice in extraction.notices]

    def _notice(self, notice: Notice, path: str, index: int | None, source: Source | None) -> NoticeView:
        name = notice.title or notice.document_number or self._labels("untitled")
        tasks = [(task, self._task(task, name, index, source)) for task in notice.tasks]
        groups = [
            Group(schedule or "", list(heads), [view for _, view in held])
            for (schedule, heads), held in groupby(tasks, lambda pair: (pair[0].schedule, tuple(pair[0].section_path)))
        ]
        return NoticeView(
            name=name,
            notice=notice,
            facts=list(self._facts(notice, path)),
            groups=groups,
            task_count=len(tasks),
            glossary=[(entry.term, entry.definition, link_of(entry.span, index)) for entry in notice.glossary],
            notes=notes_of(notice.diagnostics, index),
            link=link_of(notice.span, index),
            path=path,
        )

    def _facts(self, notice: Notice, path: str) -> Iterator[tuple[str, str]]:
        label, join = self._labels, self._labels.join
        speaker = notice.delivered_by
        delivered = [
            f"{speaker.post or ''}{speaker.name}" if speaker else "",
            notice.delivered_on.isoformat() if notice.delivered_on else "",
            notice.delivered_at or "",
        ]
        given = {
            "kind": label(notice.kind),
            "document_number": notice.document_number,
            "issuers": join(notice.issuers),
            "issued_on": notice.issued_on,
            "printed_on": notice.printed_on,
            "year": notice.year,
            "region": notice.region,
            "delivered": " ".join(filter(None, delivered)),
            "addressees": join(notice.addressees),
            "copied_to": join(notice.copied_to),
            "file": PurePath(path.replace("\\", "/")).name,
        }
        yield from ((label(name), str(value)) for name, value in given.items() if value)

    def _task(self, task: Task, document: str, index: int | None, source: Source | None) -> TaskView:
        marked = [(target, "number") for target in task.numeric_targets]
        words = [(target, "word") for target in task.qualitative_targets]
        return TaskView(
            item=self._facets.add(self._values(task, document)),
            number=task.number or "",
            title=task.title or "",
            category=task.category or "",
            pieces=mark(task.text, task.span, [*marked, *words], source, task.title or ""),
            leaders=task.lead_leaders,
            leader_link=link_of_all([leader.span for leader in task.lead_leaders], index),
            roles=list(self._roles(task.responsible_units, index)),
            targets=self._targets(task, index),
            deadline=task.deadline or "",
            allocations=[_allocation(allocation) for allocation in task.allocations],
            extra=list(task.extra.items()),
            notes=notes_of(task.diagnostics, index),
            link=link_of(task.span, index),
        )

    def _values(self, task: Task, document: str) -> dict[str, Iterable[str]]:
        label = self._labels
        kinds = [label("with_number") if task.numeric_targets else label("without_number")]
        if any(diagnostic.severity != "info" for diagnostic in task.diagnostics):
            kinds.append(label("with_diagnostic"))
        dimensions = dict.fromkeys(label(target.quantity.dimension) for target in task.numeric_targets)
        return {
            "document": [document],
            "unit": [self._names.of(unit) for unit in task.responsible_units],
            "role": [label(unit.role) for unit in task.responsible_units],
            "leader": list(dict.fromkeys(leader.name for leader in task.lead_leaders)),
            "section": [section_of(task)],
            "target": [*kinds, *dimensions],
        }

    def _roles(self, units: Sequence[ResponsibleUnit], index: int | None) -> Iterator[RoleRow]:
        for role in _ROLES:
            held = [unit for unit in units if unit.role == role]
            if not held:
                continue
            chips = [UnitChip(unit.name, self._names.of(unit), unit.collective) for unit in held]
            # Folding one or two away would take as much room as showing them.
            shown = len(chips) if len(chips) <= _SHOWN_UNITS + 2 else _SHOWN_UNITS
            first_listed = any(unit.role_basis == "first_listed" for unit in held)
            link = link_of_all([unit.span for unit in held], index)
            yield RoleRow(role, first_listed, chips[:shown], chips[shown:], link)

    def _targets(self, task: Task, index: int | None) -> list[TargetLine]:
        numeric = [self._numeric(target, index) for target in task.numeric_targets]
        return numeric + [
            TargetLine(target.indicator, "", target.text, [], False, False, link_of(target.span, index))
            for target in task.qualitative_targets
        ]

    def _numeric(self, target: NumericTarget, index: int | None) -> TargetLine:
        label = self._labels
        notes = [label("growth")] if target.measure == "growth" and not (target.action or "").endswith("增长") else []
        if target.deadline:
            notes.append(label("by", when=target.deadline))
        if target.scope:
            notes.append(label("scope", place=target.scope))
        if target.baseline:
            value = f"{plain(target.baseline.value)}{target.baseline.unit}"
            year = target.baseline.year
            notes.append(label("baseline_of", year=year, value=value) if year else label("baseline", value=value))
        return TargetLine(
            indicator=target.indicator,
            action=f"{target.modality or ''}{target.action or ''}",
            value=bounded(target),
            notes=notes,
            key=target.key,
            numeric=True,
            link=link_of(target.span, index),
        )


def section_of(task: Task) -> str:
    """What the tasks of a notice are filtered by: the outermost heading, else the schedule."""
    return task.section_path[0] if task.section_path else task.schedule or "—"


def notes_of(diagnostics: Iterable[Diagnostic], index: int | None) -> list[Note]:
    """The diagnostics, the gravest first."""
    ranked = sorted(diagnostics, key=lambda diagnostic: ("error", "warning", "info").index(diagnostic.severity))
    return [
        Note(
            found.severity,
            found.code,
            CODE_NAMES.get(found.code, ""),
            found.message,
            Link(found.line, found.line, index) if found.line else None,
        )
        for found in ranked
    ]


def _allocation(allocation: Allocation) -> AllocationTable:
    return AllocationTable(
        allocation.item or "", allocation.total_text, [(share.area, share.text) for share in allocation.shares]
    )
