"""The head and foot of a notice, and what kind of document it was taken for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from notice_parse.assembly.notices import Reading
from notice_parse.explain.columns import column_reasons
from notice_parse.explain.document import Traced
from notice_parse.explain.model import Reason, Step
from notice_parse.explain.numbers import plain
from notice_parse.explain.tasks import title_words
from notice_parse.fields.dates import parse_date
from notice_parse.layout.blocks import Block
from notice_parse.records import Notice
from notice_parse.tables.model import Table
from notice_parse.text.passage import Passage

_HEAD = Reason("code", "fields.header", "fields/header.py")
_RULES: dict[str, tuple[str, ...]] = {
    "document_number": ("header.meta",),
    "issuers": ("header.issuing-head", "header.meta", "header.date-line"),
    "issued_on": ("header.date-line", "header.meta"),
    "printed_on": ("header.printed",),
    "addressees": ("header.addressee",),
    "copied_to": ("header.copied-to",),
    "region": ("kinds.title-place", "kinds.on-behalf"),
    "delivered_on": ("header.delivered",),
    "delivered_at": ("header.delivered",),
    "delivered_by": ("header.delivered-by", "header.delivered"),
}
"""The rules that may read a field; where none has, the code of `fields/header.py` did."""


def notice_fields() -> list[str]:
    return ["kind", "title", "document_number", "issuers", "issued_on", "printed_on", "year", *_LATER]


def notice_steps(traced: Traced, notice: Notice, reading: Reading) -> list[Step]:
    """Every field of a notice's head and foot that has a value."""
    return [step for name in notice_fields() for step in notice_field_steps(traced, notice, reading, name)]


def notice_field_steps(traced: Traced, notice: Notice, reading: Reading, name: str) -> list[Step]:
    """The steps of one field; none where it is empty."""
    traced = traced.of(reading)
    value = getattr(notice, name)
    if name in _SPECIAL:
        return [_SPECIAL[name](traced, notice, reading)] if value not in (None, []) else []
    if name == "glossary":
        return [_glossary(traced, notice, reading, index) for index in range(len(value))]
    if isinstance(value, list):
        return [_read(traced, reading, name, f"{name}[{i}]", item, item) for i, item in enumerate(value)]
    if value is None:
        return []
    told = plain(value) if hasattr(value, "model_dump") else value.isoformat() if hasattr(value, "isoformat") else value
    wanted = value.name if hasattr(value, "name") else told
    return [_read(traced, reading, name, name, told, wanted)]


def _read(traced: Traced, reading: Reading, field: str, name: str, told: Any, wanted: Any) -> Step:
    """A value of the head: the line that it is found on again, and the rules that read that line."""
    step = Step(name, told)
    for block in _head_first(reading):
        passage = block.passage(traced.norm)
        stretch = _find(passage, str(wanted)) or _find_date(passage, field, told)
        if stretch is None:
            continue
        step.quotes = traced.places.of_passage(passage.slice(*stretch))
        reads = [r for prefix in _RULES.get(field, ()) for r in traced.evidence.fired(passage, *stretch, prefix)]
        step.reasons = traced.evidence.reasons(passage, reads)
        line = traced.norm.line_of(passage.norm_offset(stretch[0]))
        if field in ("issuers", "addressees"):
            step.reasons += _ending(traced, passage.folded[stretch[0] : stretch[1]], line)
        fired = [read.rule for read in reads]
        step.nearly = traced.evidence.nearly(passage, *stretch, ("header.", "kinds."), fired)
        break
    if not any(reason.kind == "rule" for reason in step.reasons):
        step.reasons.append(_HEAD._replace(reason=_BY_CODE.get(field, "read from the head of the notice")))
    return step


_BY_CODE = {
    "document_number": "letters of an organ, a year in brackets, a number with 号",
    "issuers": "the bodies that a title opens with, or that sign above the date",
    "region": "the place that an issuer, the title or a post names",
}


def _head_first(reading: Reading) -> list[Block]:
    """The blocks that the head and the foot have read, then the others."""
    used = reading.header.used
    blocks = reading.blocks.blocks
    return [blocks[i] for i in sorted(used)] + [b for i, b in enumerate(blocks) if i not in used and b.table is None]


def _find(passage: Passage, wanted: str) -> tuple[int, int] | None:
    """Where a value stands in a passage; brackets and white space may be written in another way there."""
    letters = [(i, c) for i, c in enumerate(passage.clean) if c.isalnum()]
    flat = "".join(c for _, c in letters)
    key = "".join(c for c in wanted if c.isalnum())
    at = flat.find(key) if key else -1
    return (letters[at][0], letters[at + len(key) - 1][0] + 1) if at >= 0 else None


def _find_date(passage: Passage, field: str, told: Any) -> tuple[int, int] | None:
    if not field.endswith("_on"):
        return None
    found = parse_date(passage.folded)
    if found is None or found.isoformat() != told or len(passage) > 120:
        return None
    return 0, len(passage)


def _ending(traced: Traced, text: str, line: int) -> list[Reason]:
    name = "header.issuer_endings"
    ends = [word for word in traced.grammar.words(name) if text.endswith(word)]
    found = traced.book.word(max(ends, key=len), (name,), line=line) if ends else None
    return [found] if found else []


def _title(traced: Traced, notice: Notice, reading: Reading) -> Step:
    passage = reading.header.title
    step = Step("title", notice.title)
    if passage is None:
        return step
    step.quotes = traced.places.of_passage(passage)
    step.facts = traced.places.changes(passage)
    step.reasons = title_words(traced, passage)
    step.reasons += traced.evidence.reasons(passage, traced.evidence.fired(passage, prefix="kinds.title.report"))
    return step


def _kind(traced: Traced, notice: Notice, reading: Reading) -> Step:
    """The kind: by the words of the title, else of a schedule's title, else by the tables and fields below."""
    step = Step("kind", notice.kind)
    titles = [reading.header.title, *(part.title for part in reading.parts)]
    for passage in titles:
        if passage is None:
            continue
        reads = [r for r in traced.evidence.fired(passage, prefix="kinds.title.") if _means(traced, r.rule, notice)]
        if reads:
            step.quotes = traced.places.of_passage(passage)
            step.reasons = traced.evidence.reasons(passage, reads)
            fired = [read.rule for read in reads]
            step.nearly = traced.evidence.nearly(passage, 0, len(passage), ("kinds.title.",), fired)
            return step
    step.facts.append(("titles", "no rule of kinds.title.* says so; the text below decides"))
    tables = [n.table for p in reading.parts for n in p.root.walk() if isinstance(n.table, Table)]
    for table in tables:
        if table.kind in ("indicators", "schedule", "matrix"):
            step.facts.append(("table", f"a table of {len(table.rows)} rows that reads as {table.kind}"))
            step.quotes = traced.places.of_passage(Passage(traced.norm, [(table.start, table.start + 1)]))
            step.reasons = column_reasons(traced, table)
            return step
    nodes = [node for part in reading.parts for node in part.root.walk()]
    leaves = [node for node in nodes if not node.children]
    fields = sum(bool(node.fields) for node in nodes)
    stated = sum(node.closed for node in nodes)
    step.facts.append(
        ("items", f"{len(leaves)} items, {fields} with a field line, {stated} that say who is responsible")
    )
    step.reasons = [Reason("code", "assembly.notices", "assembly/notices.py", "by the items and their fields")]
    return step


def _means(traced: Traced, rule_id: str, notice: Notice) -> bool:
    kind: str = traced.grammar.rule(rule_id).attributes["kind"]
    return kind == notice.kind


def _year(traced: Traced, notice: Notice, reading: Reading) -> Step:
    step = Step("year", notice.year)
    titles = [reading.header.title, *(part.title for part in reading.parts)]
    for passage in titles:
        stretch = _find(passage, str(notice.year)) if passage is not None else None
        if passage is not None and stretch is not None:
            step.quotes = traced.places.of_passage(passage.slice(*stretch))
            step.reasons = [Reason("code", "assembly.notices", "assembly/notices.py", "the year that a title names")]
            return step
    why = "the day of delivery, the headings of a report or the years of a table's columns"
    step.reasons = [Reason("code", "assembly.notices", "assembly/notices.py", why)]
    return step


def _glossary(traced: Traced, notice: Notice, reading: Reading, index: int) -> Step:
    entry = notice.glossary[index]
    step = Step(f"glossary[{index}]", plain(entry), traced.places.quotes(entry.span.segments))
    for block in reading.blocks.blocks:
        passage = block.passage(traced.norm)
        reads = traced.evidence.fired(passage, prefix="kinds.part.glossary") if len(passage) < 40 else []
        if reads:
            step.reasons = traced.evidence.reasons(passage, reads)
            break
    return step


def _brief(traced: Traced, notice: Notice, reading: Reading, name: str) -> Step | None:
    """A field in one step, the items of a list together; the rules without their patterns."""
    steps = notice_field_steps(traced, notice, reading, name)
    if not steps:
        return None
    listed = isinstance(getattr(notice, name), list)
    reasons: dict[tuple[str, str], Reason] = {}
    for step in steps:
        for reason in step.reasons:
            reasons.setdefault((reason.id, reason.where), reason._replace(pattern="", reason=""))
    lines = {quote.line: quote for step in steps for quote in step.quotes}
    told = Step(name, "、".join(str(step.value) for step in steps) if listed else steps[0].value)
    told.facts = [fact for step in steps for fact in step.facts if name == "kind"]
    if lines:
        first, last = min(lines), max(lines)
        told.facts.insert(0, ("where", f"line {first}" if first == last else f"lines {first} to {last}"))
    told.reasons = list(reasons.values())
    return told


_LATER = ["addressees", "copied_to", "region", "delivered_on", "delivered_at", "delivered_by", "glossary"]
_SPECIAL: dict[str, Callable[[Traced, Notice, Reading], Step]] = {"title": _title, "kind": _kind, "year": _year}


def overview_steps(traced: Traced, notice: Notice, reading: Reading, codes: Collection[tuple[str, int]]) -> list[Step]:
    """What a notice was taken for: its head with the rules, the number of tasks, and its diagnostics by code."""
    steps = [
        step
        for name in notice_fields()
        if name != "glossary" and (step := _brief(traced, notice, reading, name)) is not None
    ]
    units = sum(bool(task.responsible_units) for task in notice.tasks)
    targets = sum(len(task.numeric_targets) for task in notice.tasks)
    first = f", first {notice.tasks[0].id}" if notice.tasks else ""
    told = Step("tasks", len(notice.tasks))
    told.facts = [("of these", f"{units} with a responsible unit, {targets} numeric targets in all{first}")]
    steps.append(told)
    if notice.glossary:
        steps.append(Step("glossary", len(notice.glossary)))
    if codes:
        steps.append(Step("diagnostics", sum(n for _, n in codes), facts=[(code, str(n)) for code, n in codes]))
    return steps
