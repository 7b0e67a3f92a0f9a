"""Table rows to drafts."""

from __future__ import annotations

from notice_parse.assembly.drafts import TaskDraft
from notice_parse.assembly.responsible import Responsible
from notice_parse.assembly.titles import theme_of
from notice_parse.fields.leaders import parse_leaders
from notice_parse.tables.model import RowRecord, Table
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import join


def drafts_of_table(norm: NormText, table: Table, rows: list[RowRecord], responsible: Responsible) -> list[TaskDraft]:
    """One draft a logical row; rows of a table that is neither schedule, matrix nor indicators give none."""
    if table.kind == "other":
        return []
    return [draft for row in rows if (draft := _draft(norm, row, responsible)) is not None]


def _draft(norm: NormText, row: RowRecord, responsible: Responsible) -> TaskDraft | None:
    text = row.text or (join(norm, [i.name for i in row.indicators]) if row.indicators else None) or row.title
    if text is None or not text:
        return None
    found = responsible.statements(text)
    kept = text
    if found:
        pieces, at = [], 0
        for statement in found:
            pieces.append(text.slice(at, statement.start))
            at = statement.end
        kept = join(norm, [*pieces, text.slice(at)]).strip()
    draft = TaskDraft(text=kept or text, number=row.number)
    draft.title = row.title.clean if row.title is not None and row.title is not text else theme_of(draft.text)
    draft.category = row.category.clean if row.category is not None else None
    draft.extra = dict(row.extra)
    for name, passage in row.goals:
        draft.extra.setdefault(name, passage.clean)
        draft.goals.append(passage)
    for cell in row.units:
        units = responsible.units(cell.passage, cell.role, "label")
        draft.units.extend(units)
    for statement in found:
        draft.units.extend(
            u for u in statement.units if (u.name, u.role) not in {(v.name, v.role) for v in draft.units}
        )
        draft.deadline = draft.deadline or statement.deadline
        draft.leaders.extend(statement.leaders)
    for people in (row.leaders, row.persons):
        if people is not None:
            draft.leaders.extend(parse_leaders(people, responsible.grammar))
    draft.deadline = row.deadline.clean if row.deadline is not None and row.deadline.clean else draft.deadline
    draft.indicators = row.indicators
    draft.allocations = row.allocations
    draft.findings.extend(row.findings)
    if row.section is not None:
        draft.section_path = [row.section.clean]
    return draft
