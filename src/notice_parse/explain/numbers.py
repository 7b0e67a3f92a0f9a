"""The numbers of a task: each target piece by piece, and what every other number is there for."""

from __future__ import annotations

import re
from typing import Any

from notice_parse.explain import words
from notice_parse.explain.document import ReadTask, Traced
from notice_parse.explain.model import Reason, Step
from notice_parse.quantities.clauses import clause_start
from notice_parse.quantities.roles import enclosures
from notice_parse.records import NumberUse, NumericTarget, Quantity
from notice_parse.text.fold import fold
from notice_parse.text.passage import Passage

_DATES = ("roles.deadline", "targets.deadline")
_BESIDE = 12
"""Characters before and after a number in which rules about it are tried."""
_NEAR = 24
"""Characters after a number in which the noun stands that it tells the size of."""
_DIGITS = "0123456789."
_CHINESE = "〇零一二两三四五六七八九十百千万亿半"


def target_step(traced: Traced, read: ReadTask, index: int) -> Step:
    """A numeric target: comparator, measure word, verb, hedge and deadline with the words they come from."""
    target = read.task.numeric_targets[index]
    step = Step(f"numeric_targets[{index}]", plain(target), traced.places.quotes(target.span.segments))
    line = target.span.line_start
    step.facts = [
        ("indicator", target.indicator or "(none)"),
        ("comparator", target.comparator),
        ("quantity", normal_form(target)),
        ("measure", target.measure),
    ]
    step.facts += [(name, str(value)) for name in ("action", "modality", "scope") if (value := getattr(target, name))]
    before, after = _around_number(traced, target)
    step.reasons += words.comparator(traced.book, before, after, line)
    step.reasons += _unit_reasons(traced, read, target, line)
    if target.action:
        step.reasons += _some(words.verb(traced.book, fold(target.action), line))
    if target.modality:
        step.reasons += _some(traced.book.word(fold(target.modality), ("targets.modality",), line=line))
    place, start, end = _in_text(traced, read, target.span.segments)
    if target.deadline:
        step.facts.append(("deadline", target.deadline))
        reads = [r for name in _DATES for r in traced.evidence.fired(place, prefix=name)]
        dates = [r for r in reads if _same(r.text, target.deadline)]
        step.reasons += traced.evidence.reasons(place, dates)
    low = clause_start(place.folded, 0, start) if start else 0
    step.facts.append(("clause", place.clean[low:end]))
    step.reasons.append(
        Reason(
            "code", "quantities.indicators", "quantities/indicators.py", "what the clause names beside verb and number"
        )
    )
    low, high = max(0, start - _BESIDE), end + _BESIDE
    step.nearly = traced.evidence.nearly(place, low, high, ("targets.", "roles."))
    return step


def number_step(traced: Traced, read: ReadTask, index: int) -> Step:
    """A numeral of the text and the rule that gives it its role."""
    number = (read.task.numbers or [])[index]
    step = Step(f"numbers[{index}]", {"text": number.text, "role": number.role})
    step.quotes = traced.places.quotes(number.span.segments)
    place, start, end = _in_text(traced, read, number.span.segments)
    step.facts = [("role", number.role)]
    step.reasons = _role_reasons(traced, place, start, end, number)
    fired = [reason.id for reason in step.reasons]
    low, high = max(0, start - _BESIDE), end + _BESIDE
    step.nearly = traced.evidence.nearly(place, low, high, ("roles.", "targets."), fired)
    return step


def normal_form(target: NumericTarget) -> str:
    """`260 亿元 = 26000000000 元 (currency)`."""
    base = f"{_amount(target.quantity)} {target.quantity.unit}".strip()
    written = f"{_amount(target)} {target.unit}".strip()
    same = f"{written} = " if written != base else ""
    return f"{same}{base} ({target.quantity.dimension})"


def plain(record: Any) -> Any:
    """A record as plain values, spans left out: the quotes tell them."""
    data = record.model_dump(mode="json")
    data.pop("span", None)
    return data


def _amount(value: NumericTarget | Quantity) -> str:
    high = f"–{value.value_high}" if value.value_high is not None else ""
    return f"{value.value}{high}"


def _around_number(traced: Traced, target: NumericTarget) -> tuple[str, str]:
    """What a target quotes before its numeral and after its unit, folded."""
    text = traced.places.passage(target.span.segments).folded
    start = next((i for i, c in enumerate(text) if c in _DIGITS), None)
    if start is None:
        start = next((i for i, c in enumerate(text) if c in _CHINESE), 0)
    unit = fold(target.unit)
    at = text.rfind(unit) if unit else -1
    end = at + len(unit) if at >= start else max((i + 1 for i, c in enumerate(text) if c in _DIGITS), default=start)
    return text[:start], text[end:]


def _unit_reasons(traced: Traced, read: ReadTask, target: NumericTarget, line: int) -> list[Reason]:
    found = words.measure(traced.book, target.unit, line)
    if found or not target.unit:
        return found
    place, start, _ = _in_text(traced, read, target.span.segments)
    reads = traced.evidence.fired(place, start, prefix="measures.unknown")
    return traced.evidence.reasons(place, [r for r in reads if r.text == fold(target.unit)[-len(r.text) :]])


def _role_reasons(traced: Traced, place: Passage, start: int, end: int, number: NumberUse) -> list[Reason]:
    at_number = [r for r in traced.evidence.fired(place, start, end, "roles.") if r.start == start]
    if at_number and number.role != "target":
        return traced.evidence.reasons(place, at_number[:1])
    if number.role == "target":
        return [Reason("code", "quantities.targets", "quantities/targets.py", "no rule says that it is anything else")]
    text = place.folded
    low = max(text.rfind(mark, 0, start) for mark in "。;!?") + 1
    high = min((at for mark in "。;!?" if (at := text.find(mark, end)) >= 0), default=len(text))
    near = [r for r in traced.evidence.fired(place, low, high, f"targets.{number.role}") if r.end >= low]
    near += traced.evidence.fired(place, low, high, "targets.past")
    if near:
        return traced.evidence.reasons(place, near)
    line = number.span.line_start
    past = words.longest(traced.book.grammar.words("targets.past_marks"), text[low:start])
    if number.role == "baseline" and past:
        return _some(traced.book.word(past, ("targets.past_marks",), line=line))
    if number.role == "threshold" and (sized := _size_of(traced, text[end : min(high, end + _NEAR)], line)):
        return sized
    if any(a <= start < b for a, b in enclosures(text)):
        told = "it stands in quotation marks or in a title, as part of a name"
        return [Reason("code", "quantities.scan", "quantities/scan.py", told)]
    module = "scan" if number.role in ("unaccounted", "name") else "thresholds"
    return [Reason("code", f"quantities.{module}", f"quantities/{module}.py", "decided by what stands around it")]


def _size_of(traced: Traced, after: str, line: int) -> list[Reason]:
    """The noun after a number whose size the number tells: 5亿元以上产业项目."""
    lists = ("roles.sized_nouns", "roles.described_nouns")
    clause = re.split(r"[,、]", after, maxsplit=1)[0]
    word = words.longest((noun for name in lists for noun in traced.book.grammar.words(name)), clause)
    found = traced.book.word(word, lists, line=line) if word else None
    return [found._replace(reason="what the number tells the size of")] if found else []


def _in_text(traced: Traced, read: ReadTask, segments: list[tuple[int, int]]) -> tuple[Passage, int, int]:
    """The text that a span was found in, and where it stands in it: the task, or a cell beside it."""
    part = traced.places.passage(segments)
    for text in (read.draft.text, *(goal.text for goal in read.draft.goals)):
        at = 0
        for start, end in text.ranges:
            if start <= part.start < end:
                begin = at + part.start - start
                return text, begin, begin + len(part)
            at += end - start
    return part, 0, len(part)


def _same(text: str, deadline: str) -> bool:
    folded = fold(deadline)
    return text in folded or folded in text


def _some(reason: Reason | None) -> list[Reason]:
    return [] if reason is None else [reason]
