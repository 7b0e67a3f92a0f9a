"""What became of one line of the source, above all of one that gives nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notice_parse.assembly.notices import Reading
from notice_parse.explain.columns import column_reasons
from notice_parse.explain.document import ReadTask, Traced
from notice_parse.explain.layout import furniture_reason, level_of, tokens_of
from notice_parse.explain.model import Group, Quote, Reason, Step
from notice_parse.explain.notices import notice_steps
from notice_parse.explain.tasks import marker_reasons, task_steps
from notice_parse.explain.unread import unread, unread_columns
from notice_parse.fields.reports import is_past_heading, report_rules
from notice_parse.layout.blocks import Block
from notice_parse.layout.nodes import Node, Part
from notice_parse.records import Diagnostic
from notice_parse.records.walk import all_diagnostics
from notice_parse.tables.model import Table
from notice_parse.text.passage import Passage

_RANGE = re.compile(r"lines (\d+) to (\d+) ")
_FAMILIES = ("header.", "kinds.", "leaders.", "responsibility.")
_LONGEST_MARKER = 6
_TEXT = frozenset({"kept as text", "text of an item", "item"})
"""Classes of lines that may hold what a rule or a word would have read."""


def line_groups(traced: Traced, line: int) -> list[Group]:
    """The line as it was read, what took it, and every value that stands on it."""
    start, end = traced.places.line_range(line)
    text = traced.source.text[start:end]
    low, high = traced.places.norm_range(start, end)
    passage = Passage(traced.norm, [(low, high)])
    own = Step("source", f"{len(text)} characters", [Quote(line, start, 0, len(text), text)] if text.strip() else [])
    groups = [Group(f"line {line}", [own])]
    if not passage or not passage.folded.strip():
        own.facts.append(
            ("claimed by", "nothing: " + ("an empty line" if not text.strip() else "noise that is dropped"))
        )
        return groups
    own.facts = [*traced.places.changes(passage), ("tokens", tokens_of(traced.tokens, passage))]
    claims = list(_claims(traced, passage))
    told = _diagnostics(traced, line)
    values = list(_values(traced, line))
    groups.append(Group("claimed by", claims or [_unclaimed()]))
    if told:
        groups.append(Group("diagnostics", told))
    groups += values
    if not values:
        own.facts.append(("gives", "no value of a record"))
    return groups


def classes_of(traced: Traced) -> dict[int, str]:
    """What each line that holds text was taken for, by its number: `furniture`, `item`, `kept as text` and so on."""
    out: dict[int, str] = {}
    for line in range(1, traced.source.line_count + 1):
        start, end = traced.places.line_range(line)
        passage = Passage(traced.norm, [traced.places.norm_range(start, end)])
        if passage and passage.folded.strip():
            claim = next(_claims(traced, passage, brief=True), None)
            out[line] = str(claim.value) if claim is not None else "unclaimed"
    return out


def _unclaimed() -> Step:
    return Step("nothing", "unclaimed", facts=[("why", "no stage kept this line; please report it with the document")])


def _claims(traced: Traced, passage: Passage, *, brief: bool = False) -> Iterator[Step]:
    """What took each logical line that a passage touches; without rules where it is to be `brief`."""
    stages = traced.stages
    for block in _over(stages.furniture, passage):
        step = Step("page", "furniture", facts=[("why", furniture_reason(traced.norm, stages.furniture, block))])
        step.reasons = [Reason("code", "layout.furniture", "layout/furniture.py", "left out before notices are read")]
        yield step
    for block in _over(stages.outside, passage):
        step = Step("document", "outside every notice")
        step.facts = [("why", "a notice begins only further down: a cover or a contents page")]
        step.reasons = [] if brief else _rules_on(traced, block.passage(traced.norm))
        yield step
    for reading in traced.readings:
        for index, block in enumerate(reading.blocks.blocks):
            if _overlaps(block, passage):
                yield _of_block(traced, reading, index, brief=brief)


def _of_block(traced: Traced, reading: Reading, index: int, *, brief: bool) -> Step:
    """What one logical line of a notice was taken for."""
    traced = traced if brief else traced.of(reading)
    block = reading.blocks.blocks[index]
    own = block.passage(traced.norm)
    if isinstance(block.table, Table):
        return _of_table(traced, block.table, brief=brief)
    step = Step("notice", "kept as text")
    if block.pieces > 1:
        step.facts.append(("joined", f"over {block.pieces} lines of the source"))
    place = traced.node_of(reading, block)
    if index in reading.header.used:
        step.value = "head or foot"
    elif place is not None:
        _of_node(traced, reading, block, place, step)
    else:
        _of_part(traced, reading, block, step)
    if brief:
        return step
    if step.value in _TEXT:
        step.facts += unread(traced, block, marked=_marked(reading, block))
    seen = {reason.id for reason in step.reasons}
    step.reasons += [reason for reason in _rules_on(traced, own) if reason.id not in seen]
    if step.value == "review in a report" and place is not None:
        step.reasons += _of_headings(traced, place[1])
    fired = [reason.id for reason in step.reasons]
    step.nearly = traced.evidence.nearly(own, 0, len(own), _FAMILIES, fired)
    if block.marker is None and block.label is None:
        step.nearly += traced.evidence.nearly(own, 0, min(len(own), _LONGEST_MARKER), ("headings.",))
    return step


def _marked(reading: Reading, block: Block) -> bool:
    """Whether a unit or leader was read from a logical line."""
    units = (unit.place for draft in reading.drafts for unit in draft.units)
    leaders = (leader.place for draft in reading.drafts for leader in draft.leaders)
    return any(_overlaps(block, place) for place in (*units, *leaders))


def _of_table(traced: Traced, table: Table, *, brief: bool) -> Step:
    step = Step("table", "table (other)" if table.kind == "other" else f"table ({table.form})")
    step.facts = [
        ("reads as", f"{table.form}, {table.kind}" + (", which gives no tasks" if table.kind == "other" else "")),
        ("columns", ", ".join(f"{column.header or '—'}: {column.role}" for column in table.columns)),
    ]
    if not brief:
        step.reasons = column_reasons(traced, table)
        step.facts += unread_columns(table)
    return step


def _of_node(traced: Traced, reading: Reading, block: Block, place: tuple[Part, Node], step: Step) -> None:
    """Heading, item, field, or text below one of them."""
    part, node = place
    starts = {start for start, _ in block.ranges}
    heads = node.block is not None and node.block.ranges[0][0] in starts
    given = any(_overlaps(block, draft.text) for draft in reading.drafts)
    if part.kind == "glossary":
        step.value = "glossary"
    elif any(own.ranges[0][0] in starts for own in node.fields):
        step.value = f"field {block.label or ''}".strip()
    elif heads:
        below = any(_overlaps(own, draft.text) for own in node.paragraphs for draft in reading.drafts)
        step.value = "item" if given else "heading" if node.children or below else "kept as text"
        step.facts.append(("level", level_of(block, node)))
        step.reasons = marker_reasons(traced, block)
    else:
        step.value = "text of an item" if given else "kept as text"
    if step.value == "kept as text" and reading.kind == "work_report" and _looks_back(traced, reading, node):
        step.value = "review in a report"
    if step.value in ("kept as text", "review in a report"):
        step.facts.append(("why", _why_no_task(reading, part, node, heads=heads)))
    over = [*node.ancestors(), *([] if heads else [node])]
    above = [n.block.passage(traced.norm).clean for n in over if n.block is not None]
    if above:
        step.facts.append(("below", " › ".join(text[:30] for text in above)))


def _of_part(traced: Traced, reading: Reading, block: Block, step: Step) -> None:
    for part in reading.parts:
        if any(block is remark for remark in part.remarks):
            step.value = "remark"
            step.facts.append(("why", "a remark or a note that belongs to no item"))
            return
        if part.title is not None and _overlaps(block, part.title):
            step.value = "title of a schedule or an attachment"
            return
    if any(_overlaps(block, draft.text) for draft in reading.drafts):
        step.value = "text of an item"
    elif block.kind in ("number", "date", "rule"):
        step.value = f"{block.kind} on a line of its own"
    elif traced.grammar.rule("kinds.part.glossary").pattern.match(block.folded(traced.norm)):
        step.value = "heading of the glossary"
    else:
        step.facts.append(
            ("why", "left aside when the notice was divided: an entry of a contents page or of a list of attachments")
        )


def _of_headings(traced: Traced, node: Node) -> list[Reason]:
    """The rules that tell from the headings above whether a part of a report looks back or ahead."""
    out = []
    for above in (*node.ancestors(), node):
        if above.block is not None:
            heading = above.block.passage(traced.norm)
            out += traced.evidence.reasons(heading, traced.evidence.fired(heading, prefix="kinds.part."))
    return out


def _rules_on(traced: Traced, passage: Passage) -> list[Reason]:
    if len(passage) > 2000:
        passage = passage.slice(0, 2000)
    reads = [r for family in _FAMILIES for r in traced.evidence.fired(passage, prefix=family)]
    return traced.evidence.reasons(passage, reads)


def _looks_back(traced: Traced, reading: Reading, node: Node) -> bool:
    """Whether the part of a report that a node is in looks back, as its headings say."""
    rules = report_rules(traced.grammar)
    years = [
        notice.year
        for notice, other in zip(traced.extraction.notices, traced.readings, strict=True)
        if other is reading
    ]
    headings = [above.block.folded(traced.norm) for above in (*node.ancestors(), node) if above.block is not None]
    return any(is_past_heading(heading[:80], years[0], rules) for heading in headings)


def _why_no_task(reading: Reading, part: Part, node: Node, *, heads: bool) -> str:
    """Why text that was understood as a line gives no task."""
    titled = any(other.title is not None and other.root.children for other in reading.parts)
    if reading.kind == "work_report" and part.kind == "body":
        return "in a report only the paragraphs that look ahead are tasks"
    if part.title is None and titled:
        return "it stands in the letter above the schedules, and names no responsible unit"
    if heads:
        return f"an item without a responsible unit is no task in a notice of this kind ({reading.kind})"
    if node.parent is None:
        return "it stands above the first number, and names no responsible unit"
    return "it stands below a heading or an item, and its text is in no task"


def _diagnostics(traced: Traced, line: int) -> list[Step]:
    return [Step(d.code, d.message, facts=[("severity", d.severity)]) for d in diagnostics_of(traced, line)]


def diagnostics_of(traced: Traced, line: int) -> list[Diagnostic]:
    """The diagnostics that name a line, alone or among others."""
    found = []
    for diagnostic in all_diagnostics(traced.extraction):
        several = _RANGE.match(diagnostic.message)
        within = several is not None and int(several[1]) <= line <= int(several[2])
        if within or (several is None and diagnostic.line == line):
            found.append(diagnostic)
    return found


def _values(traced: Traced, line: int) -> Iterator[Group]:
    """The values that stand on a line: of the head, then of each task."""
    for notice, reading in zip(traced.extraction.notices, traced.readings, strict=True):
        if notice.span.line_start <= line <= notice.span.line_end:
            steps = [step for step in notice_steps(traced, notice, reading) if _stands_on(step, line)]
            if steps:
                yield Group("values of the notice", steps)
    for read in traced.tasks():
        if _near(read, line):
            steps = [step for step in task_steps(traced, read) if _stands_on(step, line)]
            if steps:
                yield Group(f"values of task {read.task.id}", steps)


def _near(read: ReadTask, line: int) -> bool:
    spans = [read.task.span, *(unit.span for unit in read.task.responsible_units)]
    spans += [leader.span for leader in read.task.lead_leaders]
    spans += [target.span for target in read.task.numeric_targets]
    return any(span.line_start <= line <= span.line_end for span in spans)


def _stands_on(step: Step, line: int) -> bool:
    return any(quote.line == line for quote in step.quotes) and not step.name.startswith("section_path")


def _over(blocks: Sequence[Block], passage: Passage) -> Iterator[Block]:
    return (block for block in blocks if _overlaps(block, passage))


def _overlaps(block: Block, passage: Passage) -> bool:
    return any(a < high and b > low for a, b in block.ranges for low, high in passage.ranges)
