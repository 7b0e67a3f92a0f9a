"""Who answers for a task: its leaders and units, with the labels, phrases, notes and columns that say so."""

from __future__ import annotations

from collections.abc import Iterator

from notice_parse.explain import words
from notice_parse.explain.columns import column_reasons, table_of
from notice_parse.explain.document import ReadTask, Traced
from notice_parse.explain.model import Reason, Step
from notice_parse.explain.numbers import plain
from notice_parse.fields.responsibility_labels import labels_of
from notice_parse.layout.blocks import Block
from notice_parse.records import ResponsibleUnit
from notice_parse.text.fold import fold
from notice_parse.text.passage import Passage


def leader_steps(traced: Traced, read: ReadTask) -> Iterator[Step]:
    """Each leader of a task, from the heading above or a field of its own."""
    for index, (record, leader) in enumerate(zip(read.task.lead_leaders, read.draft.leaders, strict=True)):
        step = Step(f"lead_leaders[{index}]", plain(record), traced.places.of_passage(leader.place))
        block = traced.block_at(read.reading, leader.place.start)
        line = record.span.line_start
        if block is not None:
            passage = block.passage(traced.norm)
            at = offset_in(passage, leader.place.start)
            fired = traced.evidence.fired(passage, at, at + len(leader.place), "leaders.")
            step.reasons = traced.evidence.reasons(passage, fired)
            step.reasons += label_reasons(traced, block, passage, at, line)
            step.nearly = traced.evidence.nearly(
                passage, at, at + len(leader.place), ("leaders.",), [r.rule for r in fired]
            )
        if record.post:
            post = words.longest(traced.book.grammar.words("leaders.posts"), fold(record.post))
            found = traced.book.word(post, ("leaders.posts",), line=line) if post else None
            step.reasons += [found] if found else []
        yield step


def unit_steps(traced: Traced, read: ReadTask) -> Iterator[Step]:
    """Each unit of a task: what gives it its role, and its standard name."""
    for index, (record, unit) in enumerate(zip(read.task.responsible_units, read.draft.units, strict=True)):
        step = Step(f"responsible_units[{index}]", plain(record), traced.places.of_passage(unit.place))
        step.facts = [("role", f"{record.role}, by {record.role_basis}"), ("canonical", record.canonical or "(none)")]
        step.reasons = _role_reasons(traced, read, record, unit.place)
        if record.canonical is not None:
            found = words.department(traced.book, record.name, record.canonical, record.span.line_start)
            step.reasons += [found] if found else []
        fired = traced.evidence.fired(unit.place, prefix="units.")
        step.reasons += traced.evidence.reasons(unit.place, fired)
        step.nearly = traced.evidence.nearly(unit.place, 0, len(unit.place), ("units.",), [read.rule for read in fired])
        yield step


def _role_reasons(traced: Traced, read: ReadTask, record: ResponsibleUnit, place: Passage) -> list[Reason]:
    block = traced.block_at(read.reading, place.start)
    if block is None:
        return []
    passage = block.passage(traced.norm)
    at = offset_in(passage, place.start)
    line = record.span.line_start
    if record.role_basis == "phrase":
        after = [r for r in traced.evidence.fired(passage, at, prefix="responsibility.phrase.") if r.end > at]
        return traced.evidence.reasons(passage, after[:1])
    if record.role_basis == "first_listed":
        return [*label_reasons(traced, block, passage, at, line), *_notes(traced, read)]
    if record.role_basis == "label":
        table = _columns(traced, read, ("lead", "responsible", "cooperating")) if block.table else []
        own = label_reasons(traced, block, passage, at, line)
        asides = traced.evidence.fired(passage, at, at + len(place) + 8, "units.role-in-brackets")
        return [*own, *table, *traced.evidence.reasons(passage, asides)]
    reason = "no label, phrase or note gives the unit another role"
    return [Reason("code", "fields.responsibility_statement", "fields/responsibility_statement.py", reason)]


def _notes(traced: Traced, read: ReadTask) -> list[Reason]:
    """The notes of the notice that the first-listed unit leads."""
    for block in read.reading.blocks.blocks:
        passage = block.passage(traced.norm)
        found = traced.evidence.fired(passage, prefix="responsibility.note")
        if found:
            return traced.evidence.reasons(passage, found[:1])
    return []


def label_reasons(traced: Traced, block: Block, passage: Passage, at: int, line: int) -> list[Reason]:
    """The label that the value at `at` of a block stands under."""
    labels = labels_of(traced.grammar)
    label = block.label
    for match in labels.any_form.finditer(passage.folded, 0, at):
        label = labels.of(match).text
    entries = traced.grammar.entries("responsibility.labels")
    known = label if label in entries else words.longest(entries, label or "")
    found = traced.book.word(known, ("responsibility.labels",), line=line) if known else None
    return [found] if found else []


def offset_in(passage: Passage, norm_offset: int) -> int:
    """Where an offset of the NormText stands in a passage; 0 where it lies outside."""
    at = 0
    for start, end in passage.ranges:
        if start <= norm_offset < end:
            return at + norm_offset - start
        at += end - start
    return 0


def _columns(traced: Traced, read: ReadTask, roles: tuple[str, ...]) -> list[Reason]:
    table = table_of(traced, read)
    return column_reasons(traced, table, roles) if table is not None else []
