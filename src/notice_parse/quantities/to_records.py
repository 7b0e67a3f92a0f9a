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
from notice_parse.records import (
    Baseline,
    FoundQuantity,
    NumberUse,
    NumericTarget,
    QualitativeTarget,
    Quantity,
    Span,
)
from notice_parse.text.passage import Passage


def to_quantity(base: BaseQuantity) -> Quantity:
    return Quantity(value=base.value, value_high=base.value_high, unit=base.unit, dimension=base.dimension)


def to_target(match: TargetMatch, passage: Passage) -> NumericTarget:
    """The record of a target found in `passage.folded`."""
    baseline = match.baseline
    return NumericTarget(
        indicator=match.indicator,
        action=match.action,
        modality=match.modality,
        comparator=match.comparator,
        value=match.value,
        value_high=match.value_high,
        unit=match.unit,
        quantity=to_quantity(match.quantity),
        measure=match.measure,
        deadline=match.deadline,
        scope=match.scope,
        baseline=Baseline(value=baseline.value, unit=baseline.unit, year=baseline.year) if baseline else None,
        key=match.key,
        text=passage.clean[match.start : match.end],
        span=Span.of(passage.span(match.start, match.end)),
    )


def to_qualitative(match: QualitativeMatch, passage: Passage) -> QualitativeTarget:
    """The record of a commitment without a number."""
    return QualitativeTarget(
        indicator=match.indicator,
        text=passage.clean[match.start : match.end],
        span=Span.of(passage.span(match.start, match.end)),
    )


def to_number_use(match: NumberMatch, passage: Passage) -> NumberUse:
    """The record of one numeral and its role."""
    return NumberUse(
        text=passage.clean[match.start : match.end],
        role=match.role,
        span=Span.of(passage.span(match.start, match.end)),
    )


def to_found_quantity(match: QuantityMatch, passage: Passage) -> FoundQuantity:
    """The record of a quantity whatever its role."""
    return FoundQuantity(
        text=passage.clean[match.start : match.end],
        value=match.value,
        value_high=match.value_high,
        unit=match.unit,
        comparator=match.comparator,
        quantity=to_quantity(match.quantity),
        span=Span.of(passage.span(match.start, match.end)),
    )


def to_targets(analysis: Analysis, passage: Passage) -> list[NumericTarget]:
    return [to_target(match, passage) for match in analysis.targets]
