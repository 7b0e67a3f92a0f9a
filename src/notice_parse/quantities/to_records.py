"""From matches to records: offsets into a passage become spans of the source."""

from __future__ import annotations

from notice_parse.quantities.model import (
    Analysis,
    BaseQuantity,
    NumberMatch,
    QualitativeMatch,
    QuantityMatch,
    TargetMatch,
)
from notice_parse.records import Data, to_span
from notice_parse.text.passage import Passage


def to_quantity(base: BaseQuantity) -> Data:
    value, value_high, unit, dimension = base
    return {"value": value, "value_high": value_high, "unit": unit, "dimension": dimension}


def to_target(match: TargetMatch, passage: Passage) -> Data:
    """The fields of the NumericTarget of a target found in `passage.folded`."""
    baseline = match.baseline
    return {
        "indicator": match.indicator,
        "action": match.action,
        "modality": match.modality,
        "comparator": match.comparator,
        "value": match.value,
        "value_high": match.value_high,
        "unit": match.unit,
        "quantity": to_quantity(match.quantity),
        "measure": match.measure,
        "deadline": match.deadline,
        "scope": match.scope,
        "baseline": baseline._asdict() if baseline else None,
        "key": match.key,
        **_quoted(match.start, match.end, passage),
    }


def to_qualitative(match: QualitativeMatch, passage: Passage) -> Data:
    """The fields of the QualitativeTarget of a commitment without a number."""
    return {"indicator": match.indicator, **_quoted(match.start, match.end, passage)}


def to_number_use(match: NumberMatch, passage: Passage) -> Data:
    """The fields of the NumberUse of one numeral and its role."""
    return {"role": match.role, **_quoted(match.start, match.end, passage)}


def to_found_quantity(match: QuantityMatch, passage: Passage) -> Data:
    """The fields of the FoundQuantity of a quantity whatever its role."""
    return {
        "value": match.value,
        "value_high": match.value_high,
        "unit": match.unit,
        "comparator": match.comparator,
        "quantity": to_quantity(match.quantity),
        **_quoted(match.start, match.end, passage),
    }


def to_targets(analysis: Analysis, passage: Passage) -> list[Data]:
    return [to_target(match, passage) for match in analysis.targets]


def _quoted(start: int, end: int, passage: Passage) -> Data:
    return {"text": passage.clean[start:end], "span": to_span(passage.span(start, end))}
