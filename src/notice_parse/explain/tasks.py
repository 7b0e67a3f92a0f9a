"""One task: its text and number, the headings above it, who answers for it, and each of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from notice_parse.explain import words
from notice_parse.explain.columns import column_reasons, table_of
from notice_parse.explain.document import ReadTask, Traced
from notice_parse.explain.layout import level_of, tokens_of
from notice_parse.explain.model import Reason, Step
from notice_parse.explain.numbers import number_step, plain, target_step
from notice_parse.explain.responsible import label_reasons, leader_steps, offset_in, unit_steps
from notice_parse.layout.blocks import Block
from notice_parse.text.passage import Passage

_UNITS = "responsibility."


def task_steps(traced: Traced, read: ReadTask) -> list[Step]:
    """Every step of a task, in the order of the record's fields; of its numbers those that are no target."""
    traced = traced.of(read.reading)
    steps = [step for name, make in _FIELDS.items() if name != "numbers" for step in make(traced, read)]
    others = (i for i, number in enumerate(read.task.numbers or []) if number.role != "target")
    return [*steps, *(number_step(traced, read, index) for index in others)]


def field_steps(traced: Traced, read: ReadTask, field: str) -> list[Step]:
    """The steps of one field of a task; empty for a field that tasks do not have."""
    return list(_FIELDS[field](traced.of(read.reading), read)) if field in _FIELDS else []


def task_fields() -> list[str]:
    return list(_FIELDS)


def _schedule(traced: Traced, read: ReadTask) -> Iterator[Step]:
    if read.task.schedule is None:
        return
    part = next((p for p in read.reading.parts if p.index == read.draft.part), None)
    title = part.title if part is not None else None
    table = table_of(traced, read)
    if title is None and table is not None:
        title = table.caption
    step = Step("schedule", read.task.schedule, traced.places.of_passage(title) if title else [])
    if title:
        step.reasons = title_words(traced, title)
    yield step


def _section_path(traced: Traced, read: ReadTask) -> Iterator[Step]:
    block = _block(traced, read)
    place = traced.node_of(read.reading, block) if block is not None else None
    nodes = place[1].ancestors() if place else []
    if place and place[1].block is not None and len(read.task.section_path) > len(nodes):
        nodes = [*nodes, place[1]]
    for index, heading in enumerate(read.task.section_path):
        step = Step(f"section_path[{index}]", heading)
        own = nodes[index].block if index < len(nodes) else None
        if own is not None:
            passage = own.passage(traced.norm)
            step.quotes = traced.places.of_passage(passage)
            step.facts = [("classed as", f"heading, {level_of(own, nodes[index])}")]
            step.reasons = marker_reasons(traced, own)
        yield step


def _number(traced: Traced, read: ReadTask) -> Iterator[Step]:
    block = _block(traced, read)
    step = Step("number", read.task.number)
    if block is not None and block.marker is not None and read.task.number == block.marker.number:
        mark = block.passage(traced.norm).slice(0, block.marker.length)
        step.quotes = traced.places.of_passage(mark)
        step.facts = [("classed as", f"item, level {block.marker.level}")]
        step.reasons = marker_reasons(traced, block)
    elif read.task.number is None:
        step.facts = [("why", "the source prints no number for it")]
    else:
        step.reasons = _column_reasons(traced, read, ("number",))
    yield step


def _category(traced: Traced, read: ReadTask) -> Iterator[Step]:
    if read.task.category is not None:
        yield Step("category", read.task.category, reasons=_column_reasons(traced, read, ("category",)))


def _text(traced: Traced, read: ReadTask) -> Iterator[Step]:
    passage = read.draft.text
    step = Step("text", read.task.text, traced.places.of_passage(passage))
    step.facts = [*traced.places.changes(passage), ("tokens", tokens_of(traced.tokens, passage))]
    table = table_of(traced, read)
    if table is not None:
        step.facts.append(("classed as", f"row of a table ({table.form}, {table.kind})"))
        step.facts.append(("columns", ", ".join(f"{c.header or '—'}: {c.role}" for c in table.columns)))
        step.reasons = _column_reasons(traced, read, ("text", "indicator", "title"))
    yield step


def _title(_: Traced, read: ReadTask) -> Iterator[Step]:
    if read.task.title is not None:
        code = Reason("code", "assembly.titles", "assembly/titles.py", "a short first sentence or heading of its own")
        yield Step("title", read.task.title, reasons=[code])


def _targets(traced: Traced, read: ReadTask) -> Iterator[Step]:
    for index in range(len(read.task.numeric_targets)):
        yield target_step(traced, read, index)


def _qualitative(traced: Traced, read: ReadTask) -> Iterator[Step]:
    for index, record in enumerate(read.task.qualitative_targets):
        step = Step(f"qualitative_targets[{index}]", plain(record), traced.places.quotes(record.span.segments))
        part = traced.places.passage(record.span.segments)
        text = read.draft.text
        at = offset_in(text, part.start)
        fired = traced.evidence.fired(text, at, at + len(part), "qualitative.")
        step.reasons = traced.evidence.reasons(text, fired)
        step.nearly = traced.evidence.nearly(text, at, at + len(part), ("qualitative.",), [r.rule for r in fired])
        yield step


def _allocations(traced: Traced, read: ReadTask) -> Iterator[Step]:
    for index, record in enumerate(read.task.allocations):
        reasons = _column_reasons(traced, read, ("total", "area", "item"))
        yield Step(f"allocations[{index}]", plain(record), reasons=reasons)


def _deadline(traced: Traced, read: ReadTask) -> Iterator[Step]:
    if read.task.deadline is None:
        return
    step = Step("deadline", read.task.deadline)
    for block in _own_blocks(traced, read):
        passage = block.passage(traced.norm)
        at = passage.clean.find(read.task.deadline)
        if at < 0:
            continue
        end = at + len(read.task.deadline)
        step.quotes = traced.places.of_passage(passage.slice(at, end))
        fired = [r for name in ("deadline", "done") for r in traced.evidence.fired(passage, at, end, _UNITS + name)]
        step.reasons = traced.evidence.reasons(passage, fired)
        line = traced.norm.line_of(passage.norm_offset(at))
        step.reasons += label_reasons(traced, block, passage, at, line) if not fired else []
        step.reasons += _column_reasons(traced, read, ("deadline",)) if block.table else []
        break
    yield step


def _extra(_: Traced, read: ReadTask) -> Iterator[Step]:
    for name, value in read.task.extra.items():
        reason = Reason("code", "extra", "assembly/rows.py", "a column or label that no field of the record is for")
        yield Step(f"extra.{name}", value, reasons=[reason])


def _numbers(traced: Traced, read: ReadTask) -> Iterator[Step]:
    for index in range(len(read.task.numbers or [])):
        yield number_step(traced, read, index)


_FIELDS: dict[str, Callable[[Traced, ReadTask], Iterator[Step]]] = {
    "schedule": _schedule,
    "section_path": _section_path,
    "category": _category,
    "number": _number,
    "text": _text,
    "title": _title,
    "extra": _extra,
    "lead_leaders": leader_steps,
    "responsible_units": unit_steps,
    "numeric_targets": _targets,
    "qualitative_targets": _qualitative,
    "allocations": _allocations,
    "deadline": _deadline,
    "numbers": _numbers,
}


def marker_reasons(traced: Traced, block: Block) -> list[Reason]:
    """The rule that reads the number which opens a line."""
    if block.marker is None:
        return []
    mark = block.passage(traced.norm).slice(0, block.marker.length)
    return [traced.book.rule(block.marker.rule, mark.clean, mark.line)]


def title_words(traced: Traced, title: Passage) -> list[Reason]:
    """The words by which a line is a title: what it is about, and the kind of text that it names."""
    grammar, line = traced.grammar, title.line
    out = []
    verb = words.longest(grammar.words("header.attach_verbs"), title.folded)
    endings = [word for word in grammar.words("header.title_endings") if title.folded.rstrip(")").endswith(word)]
    ending = max(endings, key=len, default=None) or words.longest(grammar.words("header.title_endings"), title.folded)
    for word, name in ((verb, "header.attach_verbs"), (ending, "header.title_endings")):
        found = traced.book.word(word, (name,), line=line) if word else None
        out += [found] if found else []
    return out


def _block(traced: Traced, read: ReadTask) -> Block | None:
    return traced.block_at(read.reading, read.draft.text.start)


def _own_blocks(traced: Traced, read: ReadTask) -> list[Block]:
    """The logical lines that a task and its markings stand in."""
    places = [read.draft.text.start, *(unit.place.start for unit in read.draft.units)]
    found = [block for at in places if (block := traced.block_at(read.reading, at)) is not None]
    held = traced.node_of(read.reading, found[0]) if found else None
    if held is not None:
        found += [*held[1].own_blocks(), *held[1].fields]
    return list({id(block): block for block in found}.values())


def _column_reasons(traced: Traced, read: ReadTask, roles: tuple[str, ...]) -> list[Reason]:
    """The rules that read the headers of the table's columns of some roles."""
    table = table_of(traced, read)
    return column_reasons(traced, table, roles) if table is not None else []
