"""What the number engine returns: plain tuples with offsets into the text that was read."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from notice_parse.records.target import Comparator, Measure, NumberRole


class BaseQuantity(NamedTuple):
    """A number in its base unit; `unit` is empty where the text gives none."""

    value: Decimal
    value_high: Decimal | None
    unit: str
    dimension: str


class QuantityMatch(NamedTuple):
    """One quantity as written.

    `[start, end)` holds number, unit and comparator words; `[number_start, number_end)` the numeral alone (of a range,
    the first); `unit_end` is just past the unit. `value` is without the magnitude character, which `unit` carries.
    `known` tells whether the grammar knows the unit; `implicit` marks a magnitude without a figure (亿元 for 1 亿元).
    """

    start: int
    end: int
    number_start: int
    number_end: int
    unit_end: int
    value: Decimal
    value_high: Decimal | None
    unit: str
    comparator: Comparator
    quantity: BaseQuantity
    known: bool
    implicit: bool


class BaselineMatch(NamedTuple):
    """The figure that a target starts from; `year` is None where the text does not say."""

    value: Decimal
    unit: str
    year: int | None


class TargetMatch(NamedTuple):
    """A number that the text commits to; the fields are those of the record NumericTarget."""

    start: int
    end: int
    indicator: str
    action: str | None
    modality: str | None
    comparator: Comparator
    value: Decimal
    value_high: Decimal | None
    unit: str
    quantity: BaseQuantity
    measure: Measure
    deadline: str | None
    scope: str | None
    baseline: BaselineMatch | None
    key: bool
    unit_known: bool


class QualitativeMatch(NamedTuple):
    """A commitment without a number; `rule_id` names the rule that found it."""

    start: int
    end: int
    indicator: str
    rule_id: str


class NumberMatch(NamedTuple):
    """One numeral and what it is there for."""

    start: int
    end: int
    role: NumberRole


class Analysis(NamedTuple):
    """All that one text holds, each list in the order of the text."""

    targets: list[TargetMatch]
    qualitative: list[QualitativeMatch]
    numbers: list[NumberMatch]


class CellValue(NamedTuple):
    """A figure of a table cell, with the unit that the cell or the indicator's name gives."""

    indicator: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    comparator: Comparator
    quantity: BaseQuantity
    key: bool
