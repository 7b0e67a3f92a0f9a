"""Drafts: what is known of a task before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch
from notice_parse.text.passage import Passage

if TYPE_CHECKING:
    from notice_parse.tables.model import Allocation, Indicator

UnitRole = Literal["lead", "responsible", "cooperating"]
RoleBasis = Literal["label", "first_listed", "phrase", "default"]


class UnitDraft(NamedTuple):
    """A unit in one role, and where its name stands."""

    name: str
    canonical: str | None
    role: UnitRole
    basis: RoleBasis
    collective: bool
    place: Passage


class Goal(NamedTuple):
    """A cell that states the goal of a task beside its text; `period` is the part of the year it is for, if any."""

    text: Passage
    period: str | None = None


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class TaskDraft:
    """A task: its text without number and responsibility marker, and all that is said of it."""

    text: Passage
    number: str | None = None
    title: str | None = None
    schedule: str | None = None
    part: int = 0
    top: int = 0
    """Ordinal of the top-level section in its part, from 1; 0 where there is none."""
    section_path: list[str] = field(default_factory=list)
    category: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    leaders: list[LeaderMatch] = field(default_factory=list)
    units: list[UnitDraft] = field(default_factory=list)
    deadline: str | None = None
    indicators: list[Indicator] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    """Their numbers are targets too."""
    findings: list[Finding] = field(default_factory=list)
    past: bool = False

    @property
    def line(self) -> int:
        return self.text.line
