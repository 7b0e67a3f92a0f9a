"""Drafts to Task records: targets read, spans taken, everything validated."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from notice_parse.assembly.drafts import TaskDraft, UnitDraft
from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch
from notice_parse.grammar.compile import Grammar
from notice_parse.quantities import Analysis, analyse, read_cell
from notice_parse.quantities.numerals import LONGEST
from notice_parse.quantities.to_records import to_number_use, to_qualitative, to_quantity, to_target
from notice_parse.records import Data, to_span
from notice_parse.tables.model import Allocation as AllocationRow
from notice_parse.tables.model import Indicator
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_FIGURE = compile_pattern(r"[+-]?\d+(?:\.\d*)?")
_LONGEST_NAME = 30
"""Characters of a task that may name what the figures of its goals measure."""


def to_diagnostic(finding: Finding) -> Data:
    return {"code": finding.code, "severity": finding.severity, "message": finding.message, "line": finding.line}


def to_leader(leader: LeaderMatch) -> Data:
    return {"name": leader.name, "post": leader.post, "span": to_span(leader.place.span())}


def to_unit(unit: UnitDraft) -> Data:
    name, canonical, role, basis, collective, place = unit
    return {
        "name": name,
        "canonical": canonical,
        "role": role,
        "role_basis": basis,
        "collective": collective,
        "span": to_span(place.span()),
    }


def to_task(draft: TaskDraft, task_id: str, grammar: Grammar, *, plan_year: int | None, audit: bool) -> Data:
    """The fields of the Task of a draft."""
    text = draft.text
    analysis = analyse(text.folded, text.clean, grammar, plan_year=plan_year, past=draft.past)
    findings = list(draft.findings)
    targets = _targets(text, analysis, findings)
    qualitative = [to_qualitative(x, text) for x in analysis.qualitative]
    for goal, period in draft.goals:
        stated = analyse(goal.folded, goal.clean, grammar, plan_year=plan_year, past=draft.past)
        aims = _targets(goal, stated, findings)
        # A goal cell may say only how much (新增3000个): the task beside it says of what.
        name = text.clean.strip("。；; ") if len(text) <= _LONGEST_NAME else ""
        targets.extend(
            {**aim, "deadline": aim["deadline"] or period, "indicator": aim["indicator"] or name} for aim in aims
        )
        qualitative.extend([to_qualitative(x, goal) for x in stated.qualitative])
    for indicator in draft.indicators:
        _read_indicator(indicator, grammar, plan_year, targets, qualitative, findings)
    return {
        "id": task_id,
        "schedule": draft.schedule,
        "section_path": draft.section_path,
        "category": draft.category,
        "number": draft.number,
        "text": text.clean,
        "title": draft.title,
        "extra": draft.extra,
        "lead_leaders": [to_leader(x) for x in draft.leaders],
        "responsible_units": [to_unit(x) for x in draft.units],
        "numeric_targets": targets,
        "qualitative_targets": qualitative,
        "allocations": [_allocation(x) for x in draft.allocations],
        "deadline": draft.deadline,
        "numbers": [to_number_use(x, text) for x in analysis.numbers] if audit else None,
        "diagnostics": [to_diagnostic(x) for x in findings],
        "span": to_span(text.span()),
    }


def _targets(text: Passage, analysis: Analysis, findings: list[Finding]) -> list[Data]:
    targets = [to_target(target, text) for target in analysis.targets]
    unknown: set[str] = set()
    for target in analysis.targets:
        if not target.unit_known and target.unit and target.unit not in unknown:
            unknown.add(target.unit)
            line = text.norm.line_of(text.norm_offset(target.start))
            written = text.clean[target.start : target.end]
            missing = not target.unit.strip("十百千万亿萬億")
            told = (
                f"{written} has no measure word"
                if missing
                else f"the measure word {target.unit!r} is not in the grammar"
            )
            findings.append(Finding("unit-unknown", told, line))
    for number in analysis.numbers:
        if number.role == "unaccounted":
            line = text.norm.line_of(text.norm_offset(number.start))
            findings.append(
                Finding("number-unaccounted", f"no rule gives a role to {text.clean[number.start : number.end]}", line)
            )
    return targets


def _read_indicator(
    row: Indicator,
    grammar: Grammar,
    plan_year: int | None,
    targets: list[Data],
    qualitative: list[Data],
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
            qualitative.append({"indicator": bare, "text": cell.clean, "span": to_span(cell.span())})
        else:
            findings.append(Finding("cell-not-understood", f"indicator {bare} has no target", name.line))
        return
    base = read_cell(label, row.baseline.clean, grammar) if row.baseline is not None else None
    year = row.baseline_year or (plan_year - 1 if plan_year else None)
    targets.append(
        {
            "indicator": value.indicator,
            "comparator": value.comparator,
            "value": value.value,
            "value_high": value.value_high,
            "unit": value.unit,
            "quantity": to_quantity(value.quantity),
            "measure": "level",
            "deadline": str(row.target_year) + "年" if row.target_year and row.target_year != plan_year else None,
            "baseline": {"value": base.value, "unit": base.unit, "year": year} if base is not None else None,
            "key": value.key,
            "text": cell.clean,
            "span": to_span(cell.span()),
        }
    )


def _allocation(row: AllocationRow) -> Data:
    return {
        "item": row.item,
        "total": _number(row.total_text),
        "total_text": row.total_text,
        "shares": [{"area": s.area, "value": _number(s.text), "text": s.text} for s in row.shares],
    }


def _number(text: str) -> Decimal | None:
    # Decimal would also read 1e999999999, which fills the memory once it is written out.
    plain = text.strip().replace(",", "").replace("，", "")
    return Decimal(plain) if len(plain) <= LONGEST and _FIGURE.fullmatch(plain) else None


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
