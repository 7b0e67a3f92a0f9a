"""What a table is made of, as printed and as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.text.passage import Passage

Form = Literal["tab-led", "stacked", "tabs", "commas", "pipes", "grid", "html", "aligned"]
Kind = Literal["schedule", "matrix", "indicators", "other"]
Merge = Literal["", "up", "left"]
UnitRole = Literal["lead", "responsible", "cooperating"]
RowKind = Literal["item", "section", "note", "sum"]


class Cell(NamedTuple):
    """One cell; `merge` says that it continues the cell above (`up`) or to its left (`left`) and holds no text itself."""

    passage: Passage
    merge: Merge = ""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class RawRow:
    """A row as printed, before its cells are matched with columns. `line` is an index into the lines."""

    cells: list[Cell]
    line: int


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class RawTable:
    """A table as printed: lines `[first, last)`, rows with the header among them."""

    form: Form
    first: int
    last: int
    rows: list[RawRow]
    bounds: tuple[int, int] | None = None
    """Offsets of the table where it starts or ends inside a line."""
    headed: bool = False
    """Whether the form itself says that the first row is the header (a rule below it, `<th>`)."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Column:
    """One column: `header` is its header without white space, outer header first where there are two rows.

    `role`: number, category, title, text, goal, lead, responsible, cooperating, leaders, persons, deadline, indicator,
    measure, baseline, target, total, area, item, known (understood, but of no field of a record), unknown.
    `year` is the year its header names; `area` the place of a share; `period` the part of the year that a goal is for.
    """

    header: str
    role: str = "unknown"
    year: int | None = None
    area: str | None = None
    implied: bool = False
    """A column without a header of its own, which rows may leave out (the sub-item beside a total)."""
    period: str | None = None
    head: Passage | None = None
    """The header where it stands in the text."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Row:
    """A row whose cells stand in the order of the table's columns.

    `after_break`: the header was printed again just above, as at the top of a page. `surplus`: cells to the right of
    the last column.
    """

    cells: list[Cell]
    line: int
    kind: RowKind = "item"
    after_break: bool = False
    surplus: list[Cell] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Table:
    """A table found in the text.

    `first`, `last`: half-open range of line indices that it covers; `start`, `end`: its offsets in the NormText.
    `caption` is the line just above that names it, at line index `caption_line`; it is not part of the range.
    """

    form: Form
    kind: Kind
    first: int
    last: int
    start: int
    end: int
    columns: list[Column]
    rows: list[Row]
    caption: Passage | None = None
    caption_line: int | None = None
    measure: Passage | None = None
    """The unit of measure of the whole table (`单位：万元` above it)."""
    places: int | None = None
    """The column of places where each row is a place and each other column an item."""
    findings: list[Finding] = field(default_factory=list)

    def index(self, role: str) -> int | None:
        """The first column of a role."""
        return next((i for i, column in enumerate(self.columns) if column.role == role), None)

    def indices(self, role: str) -> list[int]:
        return [i for i, column in enumerate(self.columns) if column.role == role]


class UnitsCell(NamedTuple):
    """A cell that names units, not yet split; `basis` is always the header (`label`)."""

    role: UnitRole
    basis: Literal["label"]
    passage: Passage


class Goal(NamedTuple):
    """A cell that states a goal, its header, and the part of the year it is for (`一季度`) where the header names one."""

    header: str
    passage: Passage
    period: str | None = None


class Indicator(NamedTuple):
    """One row of an indicator table; years are None where the header names none."""

    name: Passage
    target: Passage
    baseline: Passage | None
    target_year: int | None
    baseline_year: int | None
    measure: Passage | None


class Share(NamedTuple):
    """What one place or unit has to bear; `text` is the cell as written, white space removed."""

    area: str
    text: str


class Allocation(NamedTuple):
    """A total and its breakdown; `item` names the sub-item where there are several."""

    item: str | None
    total_text: str
    shares: list[Share]
    line: int


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class RowRecord:
    """One logical item of a table: one row, or several that share a number or a merged cell.

    Shape: every Passage keeps the place of its text; merged cells give the same passage to each item they hold for.
    `line` is the 1-based source line of the item's first character; `section` the last section row above it.
    """

    line: int
    number: str | None = None
    section: Passage | None = None
    category: Passage | None = None
    title: Passage | None = None
    title_shared: bool = False
    """Whether other items stand under the same title."""
    text: Passage | None = None
    goals: list[Goal] = field(default_factory=list)
    units: list[UnitsCell] = field(default_factory=list)
    leaders: list[Passage] = field(default_factory=list)
    persons: list[Passage] = field(default_factory=list)
    deadline: Passage | None = None
    indicators: list[Indicator] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
