"""Table rows to drafts."""

from __future__ import annotations

from itertools import pairwise

from notice_parse.assembly.drafts import Goal, TaskDraft, UnitDraft
from notice_parse.assembly.responsible import Responsible, Statement
from notice_parse.assembly.titles import theme_of
from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch, parse_leaders
from notice_parse.grammar.compile import Grammar
from notice_parse.quantities import read_cell
from notice_parse.tables.item import keep
from notice_parse.tables.model import Indicator, RowRecord, Table
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_NAMES = compile_pattern(r"[一-鿿]{2,4}$")
_STEP = compile_pattern(r"\(\d{1,2}\)|(?<![\d.])\d{1,2}[.、](?!\d)|[①-⑳]")
_FIGURE = compile_pattern(r"(?:[≥≤><~约近超]|不少于|不低于|不超过|至少)?\d")
_DIGIT = compile_pattern(r"\d")
_LONGEST_NAME = 30
"""Characters of a task that may be the name of what its goal measures."""
_LINKS = compile_pattern(
    r"[^\w]|[_★]|\d{1,2}[.、)]|牵头|负责|配合|责任|单位|共同|分别|按照?|各自|职责|分工|和|及|与|等|落实|参与|协助|协同|由|会同"
)
"""Marks and words around the names of units that say nothing but how they work together."""
_MARKS = compile_pattern(r"[\s、,;:/|\-]+")
"""What parts the names in a cell of persons."""


def drafts_of_table(
    norm: NormText, table: Table, rows: list[RowRecord], responsible: Responsible, findings: list[Finding]
) -> list[TaskDraft]:
    """One draft a logical row; rows of a table that is neither schedule, matrix nor indicators give none.

    A row that names neither a task nor an indicator gives a finding with what its cells say.
    """
    if table.kind == "other":
        return []
    drafts = []
    for row in rows:
        text = row.text or (join(norm, [i.name for i in row.indicators]) if row.indicators else None) or row.title
        if text:
            drafts.append(_draft(norm, row, text, responsible))
        else:
            findings.extend(_not_understood(row))
    return drafts


def _not_understood(row: RowRecord) -> list[Finding]:
    """A finding that holds all that the cells of a row say."""
    told: list[Passage | None] = [row.category, row.deadline, *row.leaders, *row.persons]
    told += [u.passage for u in row.units] + [goal.passage for goal in row.goals]
    texts = [passage.clean for passage in told if passage] + [f"{name}:{text}" for name, text in row.extra.items()]
    for allocation in row.allocations:
        texts.extend(
            [allocation.item or "", allocation.total_text, *(f"{s.area}{s.text}" for s in allocation.shares if s.text)]
        )
    said = " | ".join([text for text in [row.number or "", *texts] if text])
    message = f"A row that names neither a task nor an indicator: {said}"
    return [*row.findings, *([Finding("cell-not-understood", message, row.line or None)] if said else [])]


def _draft(norm: NormText, row: RowRecord, text: Passage, responsible: Responsible) -> TaskDraft:
    found = responsible.statements(text)
    draft = TaskDraft(text=_without(norm, text, found) or text, number=row.number)
    draft.title = row.title.clean if row.title is not None and row.title is not text else theme_of(draft.text)
    draft.category = row.category.clean if row.category is not None else None
    draft.extra = dict(row.extra)
    _add_goals(draft, row, responsible.grammar)
    for cell in row.units:
        units = [u for part in _parts(cell.passage) for u in responsible.units(part, cell.role, "label")]
        _add_units(draft, units)
        rest = _unread(cell.passage, units)
        if rest:
            message = f"{rest!r} in a list of units reads as no unit"
            draft.findings.append(Finding("unit-not-understood", message, cell.passage.line))
    draft.deadline = row.deadline.clean if row.deadline is not None else None
    for statement in found:
        _add_units(draft, statement.units)
        draft.deadline = draft.deadline or statement.deadline
        draft.leaders.extend(statement.leaders)
    for people in (*row.leaders, *row.persons):
        leaders = _people(people, responsible.grammar)
        named_people = {x.name for x in draft.leaders}
        draft.leaders.extend(x for x in leaders if x.name not in named_people)
        strange = _no_person(people, leaders)
        if strange:
            draft.findings.append(Finding("cell-not-understood", f"No person is read in {strange}", people.line))
    draft.indicators.extend(row.indicators)
    draft.allocations = row.allocations
    draft.findings.extend(row.findings)
    if row.section is not None:
        draft.section_path = [row.section.clean]
        # 一、工业经济（牵头领导：柳知夏）: the heading of the rows says who leads them all.
        above = [x for s in responsible.statements(row.section) for x in s.leaders]
        named_people = {x.name for x in draft.leaders}
        draft.leaders[:0] = [x for x in above if x.name not in named_people]
    return draft


def _add_goals(draft: TaskDraft, row: RowRecord, grammar: Grammar) -> None:
    """What a row aims at beside its text: goals in words, and figures alone, which the text gives a name to."""
    if row.title is not None and row.title is not row.text and not row.title_shared and _DIGIT.search(row.title.folded):
        draft.goals.append(Goal(row.title))
    named = len(draft.text) <= _LONGEST_NAME and _DIGIT.search(draft.text.folded) is None
    for goal in row.goals:
        keep(draft.extra, goal.header, goal.passage.clean)
        if (
            named
            and goal.period is None
            and _FIGURE.match(goal.passage.folded)
            and read_cell("", goal.passage.clean, grammar) is not None
        ):
            draft.indicators.append(Indicator(draft.text.strip("。; "), goal.passage, None, None, None, None))
        else:
            draft.goals.append(Goal(goal.passage, goal.period))


def _add_units(draft: TaskDraft, units: list[UnitDraft]) -> None:
    """Each unit once for each role."""
    named = {(unit.name, unit.role) for unit in draft.units}
    for unit in units:
        if (unit.name, unit.role) not in named:
            named.add((unit.name, unit.role))
            draft.units.append(unit)


def _unread(cell: Passage, units: list[UnitDraft]) -> str:
    """What a cell says beside its units, marks and words that link them left out."""
    if len(cell) - sum(len(unit.place) for unit in units) <= len(units):
        return ""
    read = sorted({part for unit in units for part in unit.place.ranges})
    text, left, at = cell.norm.clean, [], 0
    for start, end in cell.ranges:
        at = max(at, start)
        for low, high in read:
            if start <= low < end:
                left.append(text[at : max(low, at)])
                at = max(at, high)
        left.append(text[at:end])
    return " ".join([piece for part in left if len(piece := _LINKS.sub("", part)) > 1])


def _parts(cell: Passage) -> list[Passage]:
    """The lists of a cell whose units are numbered like the steps of its task (1.市建设局 2.市园林局)."""
    cuts = [(0, 0), *((m.start(), m.end()) for m in _STEP.finditer(cell.folded)), (len(cell), len(cell))]
    parts = [cell.slice(before[1], after[0]).strip() for before, after in pairwise(cuts)]
    return [part for part in parts if part]


def _without(norm: NormText, text: Passage, found: list[Statement]) -> Passage:
    """A text without the markings of responsibility in it."""
    if not found:
        return text
    pieces, at = [], 0
    for statement in found:
        pieces.append(text.slice(at, statement.start))
        at = statement.end
    return join(norm, [*pieces, text.slice(at)]).strip()


def _no_person(cell: Passage, leaders: list[LeaderMatch]) -> str:
    """The parts of a cell that name no person that was read, nor a person's post."""
    pieces = [piece for piece in _MARKS.split(cell.folded) if len(piece) > 1]
    if len(pieces) == len(leaders):
        return ""
    known = [word for leader in leaders for word in (leader.name, leader.post) if word]
    return " ".join([p for p in pieces if not any(word in p or p in word for word in known)])


def _people(cell: Passage, grammar: Grammar) -> list[LeaderMatch]:
    """The persons of a cell; names that stand one a line need no mark between them."""
    lines = [Passage(cell.norm, [part]) for part in cell.ranges]
    if len(lines) > 1 and all(_NAMES.match(line.folded) for line in lines):
        return [leader for line in lines for leader in parse_leaders(line, grammar)]
    return parse_leaders(cell, grammar)
