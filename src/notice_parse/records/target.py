"""NumericTarget and what belongs to it: a number that a task commits to."""

from __future__ import annotations

from typing import Literal

from notice_parse.records.base import Number, Record
from notice_parse.records.span import Span

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Measure = Literal["level", "increment", "growth", "change", "limit"]
NumberRole = Literal[
    "target", "deadline", "threshold", "baseline", "criterion", "identifier", "ordinal", "grade", "name", "unaccounted"
]


class Quantity(Record):
    """A number in its base unit: `260亿元` is 26000000000 元."""

    value: Number
    value_high: Number | None = None
    unit: str
    """Base unit: 元, 人, 平方米, %, 个 …; empty where the source gives none."""
    dimension: str
    """currency, count, ratio, ratio_change, area, length, mass, volume, power, energy, duration, concentration …"""


class Baseline(Record):
    """Last year's figure, where the source gives it."""

    value: Number
    unit: str
    year: int | None = None


class NumericTarget(Record):
    """One number that the task commits to, with what it measures."""

    indicator: str
    """What is measured, without verb and number: 制造业贷款."""
    action: str | None = None
    """The verb: 新增, 增长, 控制, 建成."""
    modality: str | None = None
    """The word that hedges or stresses, as written: 力争, 确保."""
    comparator: Comparator
    value: Number
    """As written, without the magnitude character: 2.5 for 2.5万人."""
    value_high: Number | None = None
    """Upper end of a range."""
    unit: str
    """Magnitude and unit as written: 万人, 亿元, %, 个百分点, 套（间）."""
    quantity: Quantity
    measure: Measure
    deadline: str | None = None
    """A date or period that governs this number, other than the plan year: 2025年, 一季度."""
    scope: str | None = None
    """A place or sub-group it is limited to; an item after 其中 names its parent's indicator."""
    baseline: Baseline | None = None
    key: bool = False
    """Marked as a core indicator (★)."""
    text: str
    """Shortest verbatim quote with number, unit and comparator words: 不少于100场."""
    span: Span


class QualitativeTarget(Record):
    """A commitment that can be checked but has no number: 双下降, 全覆盖, 与经济增长同步."""

    indicator: str
    text: str
    span: Span


class FoundQuantity(Record):
    """A quantity of a bare text, whatever its role."""

    text: str
    value: Number
    value_high: Number | None = None
    unit: str
    comparator: Comparator
    quantity: Quantity
    span: Span


class NumberUse(Record):
    """One numeral of a task's text and what it is there for (`--audit`)."""

    text: str
    role: NumberRole
    span: Span
