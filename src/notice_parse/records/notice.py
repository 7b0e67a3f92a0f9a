"""Extraction, Notice, Task and what they hold."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from notice_parse.records.base import Number, Record
from notice_parse.records.span import Span
from notice_parse.records.target import NumberUse, NumericTarget, QualitativeTarget

SCHEMA_VERSION = "1.0"

NoticeKind = Literal["responsibility_schedule", "indicator_table", "work_report", "policy", "announcement", "other"]
UnitRole = Literal["lead", "responsible", "cooperating"]
RoleBasis = Literal["label", "first_listed", "phrase", "default"]
Severity = Literal["info", "warning", "error"]


class Diagnostic(Record):
    """One thing the reader should know: a stable kebab-case code, one sentence, and the 1-based line it is about."""

    code: str
    severity: Severity
    message: str
    line: int | None = None


class Leader(Record):
    """A person who leads a task."""

    name: str
    """Without the blanks that spread a short name: 吴君."""
    post: str | None = None
    """常务副市长."""
    span: Span


class ResponsibleUnit(Record):
    """One unit named for a task in one role."""

    name: str
    """As written, brackets kept and widths normalised: 桐城委（桐城集团）."""
    canonical: str | None = None
    """The grammar's standard name, for comparison between places and years."""
    role: UnitRole
    role_basis: RoleBasis
    collective: bool = False
    """True for 各镇（街道）, 相关部门, 各有关单位."""
    span: Span


class Share(Record):
    """One cell of an allocation; `value` is null where the cell holds no number (`/`)."""

    area: str
    value: Number | None = None
    text: str


class Allocation(Record):
    """The breakdown of a total over districts or units."""

    item: str | None = None
    total: Number | None = None
    total_text: str
    shares: list[Share] = Field(default_factory=list)


class GlossaryEntry(Record):
    """A defined term of the 名词解释."""

    term: str
    definition: str
    span: Span


class Task(Record):
    """One numbered task, clause, table row or paragraph of a plan."""

    id: str
    """Unique within the archive and the same on every run: 文号/schedule/section/position."""
    schedule: str | None = None
    section_path: list[str] = Field(default_factory=list)
    """Headings above it with their numbers, outermost first."""
    category: str | None = None
    number: str | None = None
    """Innermost number printed in the source, without delimiters."""
    text: str
    title: str | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    """Table columns that no rule maps: header to cell text."""
    lead_leaders: list[Leader] = Field(default_factory=list)
    responsible_units: list[ResponsibleUnit] = Field(default_factory=list)
    numeric_targets: list[NumericTarget] = Field(default_factory=list)
    qualitative_targets: list[QualitativeTarget] = Field(default_factory=list)
    allocations: list[Allocation] = Field(default_factory=list)
    deadline: str | None = None
    numbers: list[NumberUse] | None = None
    """Every numeral of the text with its role; null unless asked for (`--audit`)."""
    diagnostics: list[Diagnostic] = Field(default_factory=list)
    span: Span


class Notice(Record):
    """One issued document."""

    kind: NoticeKind
    title: str | None = None
    document_number: str | None = None
    """发文字号 with 〔〕 brackets and no spaces: 桐政办发〔2024〕1号."""
    issuers: list[str] = Field(default_factory=list)
    issued_on: date | None = None
    """成文日期."""
    printed_on: date | None = None
    """印发日期."""
    year: int | None = None
    """The plan year the tasks are for."""
    addressees: list[str] = Field(default_factory=list)
    """主送."""
    copied_to: list[str] = Field(default_factory=list)
    """抄送."""
    region: str | None = None
    tasks: list[Task] = Field(default_factory=list)
    glossary: list[GlossaryEntry] = Field(default_factory=list)
    delivered_on: date | None = None
    """For a work report: the day it was delivered."""
    delivered_at: str | None = None
    """For a work report: the congress it was delivered to."""
    delivered_by: Leader | None = None
    """For a work report: who delivered it."""
    diagnostics: list[Diagnostic] = Field(default_factory=list)
    span: Span


class SourceRecord(Record):
    """The file that was read."""

    path: str
    sha256: str
    media_type: str
    encoding: str
    characters: int
    lines: int


class Extraction(Record):
    """What `notice-parse extract FILE` prints."""

    schema_version: str = SCHEMA_VERSION
    tool_version: str | None = None
    grammar: str | None = None
    """Fingerprint of the grammars that were used."""
    source: SourceRecord
    notices: list[Notice] = Field(default_factory=list)
    diagnostics: list[Diagnostic] = Field(default_factory=list)
