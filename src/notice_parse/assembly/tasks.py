"""Drafts to Task records: targets read, spans taken, everything validated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from notice_parse.assembly.drafts import TaskDraft, UnitDraft
from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch
from notice_parse.grammar.compile import Grammar
from notice_parse.quantities import Analysis, BaseQuantity, CellValue, TargetMatch, analyse, read_cell
from notice_parse.records import (
    Allocation,
    Baseline,
    Diagnostic,
    Leader,
    NumberUse,
    NumericTarget,
    QualitativeTarget,
    Quantity,
    ResponsibleUnit,
    Share,
    Span,
    Task,
)
from notice_parse.tables.model import Allocation as AllocationRow
from notice_parse.tables.model import Indicator
from notice_parse.text.passage import Passage


def to_diagnostic(finding: Finding) -> Diagnostic:
    return Diagnostic(code=finding.code, severity=finding.severity, message=finding.message, line=finding.line)


def to_leader(leader: LeaderMatch) -> Leader:
    return Leader(name=leader.name, post=leader.post, span=Span.of(leader.place.span()))


def to_unit(unit: UnitDraft) -> ResponsibleUnit:
    return ResponsibleUnit(
        name=unit.name,
        canonical=unit.canonical,
        role=unit.role,
        role_basis=unit.basis,
        collective=unit.collective,
        span=Span.of(unit.place.span()),
    )


def to_task(draft: TaskDraft, task_id: str, grammar: Grammar, *, plan_year: int | None, audit: bool) -> Task:
    """The validated record of a draft."""
    text = draft.text
    analysis = analyse(text.folded, text.clean, grammar, plan_year=plan_year, past=draft.past)
    findings = list(draft.findings)
    targets = _targets(text, analysis, findings)
    qualitative = _qualitative(text, analysis)
    for goal, period in draft.goals:
        stated = analyse(goal.folded, goal.clean, grammar, plan_year=plan_year, past=draft.past)
        aims = _targets(goal, stated, findings)
        targets.extend(
            aim.model_copy(update={"deadline": period}) if period and not aim.deadline else aim for aim in aims
        )
        qualitative.extend(_qualitative(goal, stated))
    for indicator in draft.indicators:
        _read_indicator(indicator, grammar, plan_year, targets, qualitative, findings)
    return Task(
        id=task_id,
        schedule=draft.schedule,
        section_path=draft.section_path,
        category=draft.category,
        number=draft.number,
        text=text.clean,
        title=draft.title,
        extra=draft.extra,
        lead_leaders=[to_leader(x) for x in draft.leaders],
        responsible_units=[to_unit(x) for x in draft.units],
        numeric_targets=targets,
        qualitative_targets=qualitative,
        allocations=[_allocation(x) for x in draft.allocations],
        deadline=draft.deadline,
        numbers=_numbers(text, analysis) if audit else None,
        diagnostics=[to_diagnostic(x) for x in findings],
        span=Span.of(text.span()),
    )


def quantity_record(quantity: BaseQuantity) -> Quantity:
    return Quantity(
        value=quantity.value, value_high=quantity.value_high, unit=quantity.unit, dimension=quantity.dimension
    )


def target_record(text: Passage, target: TargetMatch) -> NumericTarget:
    """The record of one target found in a passage."""
    baseline = target.baseline
    return NumericTarget(
        indicator=target.indicator,
        action=target.action,
        modality=target.modality,
        comparator=target.comparator,
        value=target.value,
        value_high=target.value_high,
        unit=target.unit,
        quantity=quantity_record(target.quantity),
        measure=target.measure,
        deadline=target.deadline,
        scope=target.scope,
        baseline=None if baseline is None else Baseline(value=baseline.value, unit=baseline.unit, year=baseline.year),
        key=target.key,
        text=text.clean[target.start : target.end],
        span=Span.of(text.span(target.start, target.end)),
    )


def _targets(text: Passage, analysis: Analysis, findings: list[Finding]) -> list[NumericTarget]:
    targets = [target_record(text, target) for target in analysis.targets]
    unknown: set[str] = set()
    for target in analysis.targets:
        if not target.unit_known and target.unit and target.unit not in unknown:
            unknown.add(target.unit)
            line = text.norm.line_of(text.norm_offset(target.start))
            findings.append(Finding("unit-unknown", f"the measure word {target.unit!r} is not in the grammar", line))
    for number in analysis.numbers:
        if number.role == "unaccounted":
            line = text.norm.line_of(text.norm_offset(number.start))
            findings.append(
                Finding("number-unaccounted", f"no rule gives a role to {text.clean[number.start : number.end]}", line)
            )
    return targets


def _qualitative(text: Passage, analysis: Analysis) -> list[QualitativeTarget]:
    return [
        QualitativeTarget(
            indicator=q.indicator, text=text.clean[q.start : q.end], span=Span.of(text.span(q.start, q.end))
        )
        for q in analysis.qualitative
    ]


def _numbers(text: Passage, analysis: Analysis) -> list[NumberUse]:
    return [
        NumberUse(text=text.clean[n.start : n.end], role=n.role, span=Span.of(text.span(n.start, n.end)))
        for n in analysis.numbers
    ]


def _read_indicator(
    row: Indicator,
    grammar: Grammar,
    plan_year: int | None,
    targets: list[NumericTarget],
    qualitative: list[QualitativeTarget],
    findings: list[Finding],
) -> None:
    """One row of an indicator table: a figure becomes a target, words become a qualitative target."""
    name, cell = row.name, row.target
    # The unit of measure in a column of its own reads like one in brackets after the name.
    measured = row.measure is not None and row.measure.folded.strip("/-— ") and not name.folded.endswith(")")
    label = f"{name.clean}({row.measure.clean})" if measured and row.measure is not None else name.clean
    value = read_cell(label, cell.clean, grammar)
    if value is None:
        bare = name.clean.lstrip("★☆*● ").strip()
        if cell.folded.strip("/-— "):
            qualitative.append(QualitativeTarget(indicator=bare, text=cell.clean, span=Span.of(cell.span())))
        else:
            findings.append(Finding("cell-not-understood", f"indicator {bare} has no target", name.line))
        return
    base = read_cell(label, row.baseline.clean, grammar) if row.baseline is not None else None
    year = row.baseline_year or (plan_year - 1 if plan_year else None)
    targets.append(
        NumericTarget(
            indicator=value.indicator,
            comparator=value.comparator,
            value=value.value,
            value_high=value.value_high,
            unit=value.unit,
            quantity=quantity_record(value.quantity),
            measure="level",
            deadline=str(row.target_year) + "年" if row.target_year and row.target_year != plan_year else None,
            baseline=_baseline(base, year),
            key=value.key,
            text=cell.clean,
            span=Span.of(cell.span()),
        )
    )


def _baseline(base: CellValue | None, year: int | None) -> Baseline | None:
    return None if base is None else Baseline(value=base.value, unit=base.unit, year=year)


def _allocation(row: AllocationRow) -> Allocation:
    return Allocation(
        item=row.item,
        total=_number(row.total_text),
        total_text=row.total_text,
        shares=[Share(area=s.area, value=_number(s.text), text=s.text) for s in row.shares],
    )


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def assign_ids(drafts: Sequence[TaskDraft], prefix: str) -> list[str]:
    """`prefix/schedule/section/position`; unique, and the same for the same bytes."""
    counters: dict[tuple[int, int], int] = {}
    parts: dict[int, int] = {}
    ids = []
    for draft in drafts:
        part = parts.setdefault(draft.part, len(parts) + 1)
        key = (part, draft.top)
        counters[key] = counters.get(key, 0) + 1
        ids.append(f"{prefix}/{part}/{draft.top}/{counters[key]}")
    return ids
