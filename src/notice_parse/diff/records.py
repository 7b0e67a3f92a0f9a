"""What a comparison says, as typed data: the section Diff of the output contract, and series over years."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from notice_parse.records.base import Number, Record
from notice_parse.records.notice import NoticeKind, UnitRole
from notice_parse.records.target import Comparator, Measure, Quantity

DIFF_SCHEMA_VERSION = "1.0"

TaskChangeKind = Literal["continued", "split", "merged", "new", "dropped"]
TargetChangeKind = Literal[
    "raised", "lowered", "same", "bound-changed", "unit-changed", "measure-changed", "new", "dropped"
]


class DocumentRef(Record):
    """One side of a comparison."""

    path: str | None = None
    sha256: str | None = None
    """Of the bytes of the document that the records are from; null where that is not known."""
    document_number: str | None = None
    title: str | None = None
    kind: NoticeKind | None = None
    year: int | None = None
    grammar: str | None = None
    """Fingerprint of the grammars that made the records; null where they do not say."""


class TaskRef(Record):
    """A task of one side."""

    id: str
    number: str | None = None
    section_path: list[str] = Field(default_factory=list)
    text: str
    line: int


class LeaderMove(Record):
    """The same person under another post."""

    name: str
    old: str | None
    new: str | None


class LeaderChanges(Record):
    """Leaders by name; empty where one of the two documents names no leaders at all."""

    added: list[str] = Field(default_factory=list)
    removed: list[str] = Field(default_factory=list)
    changed: list[LeaderMove] = Field(default_factory=list)


class UnitMove(Record):
    """The same unit in another role."""

    name: str
    old: UnitRole
    new: UnitRole


class UnitChanges(Record):
    """Units by their canonical name; empty where one of the two documents names no units at all."""

    added: list[str] = Field(default_factory=list)
    removed: list[str] = Field(default_factory=list)
    changed: list[UnitMove] = Field(default_factory=list)
    lead_added: list[str] = Field(default_factory=list)
    """Units that lead now and did not before."""
    lead_removed: list[str] = Field(default_factory=list)


class DeadlineChange(Record):
    """A deadline that moved, came or went."""

    old: str | None
    new: str | None


class AllocationChange(Record):
    """What one district or unit gets of a total; null where a side has no such share."""

    item: str | None
    area: str
    old: Number | None
    new: Number | None


class TaskLink(Record):
    """One old task and one new task, by their ids, that belong together."""

    old: str
    new: str
    score: Number
    evidence: list[str] = Field(default_factory=list)


class TaskChange(Record):
    """What became of one task, or of the tasks it was split into or merged from."""

    change: TaskChangeKind
    old: list[TaskRef] = Field(default_factory=list)
    new: list[TaskRef] = Field(default_factory=list)
    score: Number
    """How sure the pairing is, 0 to 1; 1 for `new` and `dropped` means that nothing on the other side is like it."""
    evidence: list[str] = Field(default_factory=list)
    also: list[TaskLink] = Field(default_factory=list)
    """Tasks of other changes that these tasks go on in, or draw on, besides: told in both changes concerned."""
    leaders: LeaderChanges = Field(default_factory=LeaderChanges)
    units: UnitChanges = Field(default_factory=UnitChanges)
    deadline: DeadlineChange | None = None
    allocations: list[AllocationChange] = Field(default_factory=list)
    rewording: Number
    """0 for the same text, 1 for texts with nothing in common."""


class TargetRef(Record):
    """A numeric target of one side."""

    task_id: str
    indicator: str
    action: str | None = None
    comparator: Comparator
    value: Number
    value_high: Number | None = None
    unit: str
    quantity: Quantity
    measure: Measure
    deadline: str | None = None
    text: str
    line: int


class TargetChange(Record):
    """What became of one numeric target."""

    change: TargetChangeKind
    old: TargetRef | None
    new: TargetRef | None
    absolute: Number | None = None
    """New less old in the base unit; of a range its middle."""
    relative: Number | None = None
    """`absolute` as a part of the old number: -0.375 for 8% to 5%."""
    stricter: bool | None = None
    """Whether the new commitment is harder to meet; null where that cannot be told."""
    score: Number
    evidence: list[str] = Field(default_factory=list)


class Summary(Record):
    """Counts by kind of change."""

    tasks: dict[str, int]
    targets: dict[str, int]


class Diff(Record):
    """What `notice-parse diff OLD NEW -f json` prints."""

    schema_version: str = DIFF_SCHEMA_VERSION
    old: DocumentRef
    new: DocumentRef
    tasks: list[TaskChange]
    targets: list[TargetChange]
    summary: Summary
    warnings: list[str] = Field(default_factory=list)
    """What the reader should know before trusting it, such as records made by different grammars."""


class Point(Record):
    """An indicator in one year."""

    year: int | None
    path: str | None
    document_number: str | None
    target: TargetRef


class Series(Record):
    """An indicator through the years, the oldest first."""

    indicator: str
    """As the newest document writes it."""
    points: list[Point]


class SeriesList(Record):
    """What `notice-parse diff --series FILE... -f json` prints."""

    schema_version: str = DIFF_SCHEMA_VERSION
    documents: list[DocumentRef]
    series: list[Series]
    warnings: list[str] = Field(default_factory=list)
