"""One notice: its kind, year and region, its parts read by what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from notice_parse.assembly.clauses import ClauseReader
from notice_parse.assembly.drafts import TaskDraft
from notice_parse.assembly.leftover import leftover
from notice_parse.assembly.responsible import Responsible
from notice_parse.assembly.rows import drafts_of_table
from notice_parse.assembly.tasks import assign_ids, to_diagnostic, to_task
from notice_parse.assembly.titles import theme_of
from notice_parse.diagnostics import Finding
from notice_parse.fields.glossary import parse_glossary
from notice_parse.fields.header import read_header
from notice_parse.fields.header_values import Header
from notice_parse.fields.reports import plan_paragraphs
from notice_parse.fields.responsibility_notes import find_notes
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.document import NoticeBlocks
from notice_parse.layout.nodes import Node, Part, release
from notice_parse.layout.tree import build_parts
from notice_parse.records import Data, Notice, Task, to_span
from notice_parse.records.notice import NoticeKind
from notice_parse.tables import read_rows
from notice_parse.tables.model import Table
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_YEAR = compile_pattern(r"((?:19|20)\d{2})年?(?!\d)")
_SPAN_OF_YEARS = compile_pattern(r"(?:19|20)\d{2}年?[-~至到](?:19|20)?\d{2}")
_REGION = compile_pattern(
    r"^(?:中共)?(?P<place>[\u4e00-\u9fff]{1,14}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|矿区|开发区|市[\u4e00-\u9fff]{1,6}?[县区]|[省市县区州盟旗镇乡]))(?=人民政府|政府|人大|人民代表|委员会|委|第|党|办|街道|市长|县长|区长|省长|主席|$)"
)


class Reading(NamedTuple):
    """What was read of one notice before it became a record."""

    norm: NormText
    blocks: NoticeBlocks
    header: Header
    parts: list[Part]
    kind: NoticeKind
    drafts: list[TaskDraft]
    grammar: Grammar
    """What it was read with: that of the document, or with what a place adds."""


class Head(NamedTuple):
    """What the head and foot of a notice say, and the region that they name."""

    header: Header
    region: str | None


def read_head(norm: NormText, blocks: NoticeBlocks, grammar: Grammar) -> Head:
    """The head of a notice, which tells the place that it is of before the rest is read."""
    header = read_header(norm, blocks, grammar)
    return Head(header, _region(header, blocks, grammar))


def to_notice(
    norm: NormText,
    blocks: NoticeBlocks,
    grammar: Grammar,
    *,
    fallback_id: str,
    audit: bool,
    head: Head | None = None,
    keep: list[Reading] | None = None,
) -> Notice:
    """The record of one notice; `head` is what `read_head` gave for it, where that is known.

    What it was made from is added to `keep`, where somebody wants to know.
    """
    header, region = head or read_head(norm, blocks, grammar)
    responsible = Responsible(norm, grammar, blocks)
    report = _is_report(header, blocks, grammar)
    named = header.title.folded if header.title is not None else "".join(blocks.texts[:3])[:400]
    schedule = not report and bool(grammar.rule("kinds.title.schedule").pattern.search(named))
    parts = build_parts(norm, blocks, header.used, grammar, responsible.states, report=report, schedule=schedule)
    kind = "work_report" if report else _kind(header, blocks, parts, grammar)
    year = _year(norm, header, parts, kind)
    findings = list(header.findings)
    if header.title is None:
        findings.append(Finding("title-missing", "no title was found", norm.line_of(blocks.blocks[0].ranges[0][0])))
    drafts, glossary = _drafts(norm, parts, kind, year, responsible, grammar, findings)
    findings.extend(leftover(norm, blocks, header.used, parts, drafts, responsible))
    ids = assign_ids(drafts, header.document_number or fallback_id)
    tasks = [
        Task.model_validate(to_task(d, i, grammar, plan_year=year, audit=audit))
        for d, i in zip(drafts, ids, strict=True)
    ]
    if keep is None:
        release(parts)
    else:
        keep.append(Reading(norm, blocks, header, parts, kind, drafts, grammar))
    by = header.delivered_by
    return Notice.model_validate(
        {
            "kind": kind,
            "title": header.title.clean.replace(" ", "") if header.title is not None else None,
            "document_number": header.document_number,
            "issuers": header.issuers,
            "issued_on": header.issued_on,
            "printed_on": header.printed_on,
            "year": year,
            "addressees": header.addressees,
            "copied_to": header.copied_to,
            "region": region,
            "tasks": tasks,
            "glossary": glossary,
            "delivered_on": header.delivered_on,
            "delivered_at": header.delivered_at,
            "delivered_by": None if by is None else {"name": by[0], "post": by[1], "span": to_span(by[2].span())},
            "diagnostics": [to_diagnostic(f) for f in findings],
            "span": to_span(_extent(norm, blocks).span()),
        }
    )


def _extent(norm: NormText, blocks: NoticeBlocks) -> Passage:
    """From the first character of the notice to the last, furniture included."""
    starts = [b.ranges[0][0] for b in blocks.blocks if b.ranges]
    ends = [b.ranges[-1][1] for b in blocks.blocks if b.ranges]
    return Passage(norm, [(min(starts), max(ends))] if starts else [])


def _drafts(
    norm: NormText,
    parts: Sequence[Part],
    kind: NoticeKind,
    year: int | None,
    responsible: Responsible,
    grammar: Grammar,
    findings: list[Finding],
) -> tuple[list[TaskDraft], list[Data]]:
    drafts: list[TaskDraft] = []
    glossary: list[Data] = []
    reader = ClauseReader(
        norm,
        responsible,
        schedule=kind == "responsibility_schedule",
        inclusive=kind in ("responsibility_schedule", "policy", "indicator_table"),
    )
    report_part = (
        next((p for p in parts if p.kind == "body" and p.root.children), None) if kind == "work_report" else None
    )
    enclosed = any(p.title is not None and p.root.children for p in parts)
    for part in parts:
        if part.kind == "glossary":
            entries, left = parse_glossary(norm, part.root.paragraphs)
            glossary.extend(
                {"term": e.term, "definition": e.definition, "span": to_span(e.place.span())} for e in entries
            )
            findings.extend(
                Finding("line-not-understood", "a line of the glossary defines no term", norm.line_of(b.ranges[0][0]))
                for b in left
            )
            continue
        if part is report_part:
            found = _report_drafts(norm, part, year, grammar)
        else:
            found = reader.read(part, letter=part.title is None and enclosed)
        findings.extend(_remarks(norm, part, grammar))
        for node in part.root.walk():
            if isinstance(node.table, Table):
                found.extend(_table_drafts(norm, node, part, responsible, grammar, findings))
        found.sort(key=lambda d: d.text.start)
        drafts.extend(found)
    return drafts, glossary


def _remarks(norm: NormText, part: Part, grammar: Grammar) -> list[Finding]:
    publicity = grammar.rule("header.publicity").pattern
    closing = grammar.rule("header.closing-line").pattern
    out = []
    for block in part.remarks:
        folded = block.folded(norm)
        formula = (match := closing.match(folded)) is not None and match["formula"] is not None
        if not formula and not publicity.match(folded) and not find_notes(folded, grammar=grammar):
            passage = block.passage(norm)
            out.append(Finding("remark", f"a remark that belongs to no item: {passage.clean[:60]}", passage.line))
    return out


def _report_drafts(norm: NormText, part: Part, year: int | None, grammar: Grammar) -> list[TaskDraft]:
    paragraphs, _ = plan_paragraphs(norm, part.root, year, grammar)
    out = []
    for paragraph in paragraphs:
        draft = TaskDraft(text=paragraph.text, number=paragraph.number, title=theme_of(paragraph.text))
        draft.section_path = paragraph.headings
        draft.schedule = part.title.clean if part.title is not None else None
        draft.part, draft.top = part.index, paragraph.top + 1
        out.append(draft)
    return out


def _table_drafts(
    norm: NormText, node: Node, part: Part, responsible: Responsible, grammar: Grammar, findings: list[Finding]
) -> list[TaskDraft]:
    table = node.table
    assert isinstance(table, Table)
    findings.extend(table.findings)
    drafts = drafts_of_table(norm, table, read_rows(table, grammar), responsible, findings)
    path = [a.block.passage(norm).clean for a in [*node.ancestors()] if a.block is not None]
    title = part.title.clean if part.title is not None else None
    if (
        table.caption is not None
        and (title is None or table.caption.clean.replace(" ", "") not in title)
        and table.kind != "other"
    ):
        title = title or table.caption.clean
    for draft in drafts:
        draft.schedule, draft.part = title, part.index
        draft.section_path = [*path, *draft.section_path]
    return drafts


def _is_report(header: Header, blocks: NoticeBlocks, grammar: Grammar) -> bool:
    """A work report itself, known by its title or, where that is missing, by how it addresses the delegates."""
    if header.title is not None:
        return bool(grammar.rule("kinds.title.report").pattern.search(header.title.folded))
    return any(grammar.rule("header.delegates").pattern.match(text) for text in blocks.texts[:40])


def _kind(header: Header, blocks: NoticeBlocks, parts: Sequence[Part], grammar: Grammar) -> NoticeKind:
    title = header.title.folded if header.title is not None else ""
    for rule in grammar.rules("kinds", "kinds.title."):
        if rule.pattern.search(title) and rule.attributes["kind"] != "policy":
            return rule.attributes["kind"]  # type: ignore[no-any-return]
    tables = [n.table for p in parts for n in p.root.walk() if isinstance(n.table, Table)]
    for wanted, kind in (
        ("indicators", "indicator_table"),
        ("schedule", "responsibility_schedule"),
        ("matrix", "responsibility_schedule"),
    ):
        if any(t.kind == wanted for t in tables):
            return kind  # type: ignore[return-value]
    nodes = [n for p in parts for n in p.root.walk()]
    fields = sum(bool(n.fields) for n in nodes)
    opening = "".join(blocks.texts[:3])[:400] if not title else ""
    schedule = grammar.rule("kinds.title.schedule").pattern
    if any(p.title is not None and schedule.search(p.title.folded) for p in parts) or (
        opening and schedule.search(opening)
    ):
        return "responsibility_schedule"
    named = title or next((p.title.folded for p in parts if p.title is not None), "")
    if grammar.rule("kinds.title.policy").pattern.search(named):
        return "policy"
    if fields >= 3 and fields * 2 >= len([n for n in nodes if not n.children]):
        return "responsibility_schedule"
    # A letter whose title the page leaves out is a 通知 all the same.
    return "policy" if any(n.closed for n in nodes) or (not title and header.addressees) else "other"


def _year(norm: NormText, header: Header, parts: Sequence[Part], kind: NoticeKind) -> int | None:
    """The plan year: named by the title or a schedule's title; a report plans for the year it is delivered in."""
    titles = [header.title] if header.title is not None else []
    titles += [p.title for p in parts if p.title is not None]
    for title in titles:
        text = title.folded
        if _SPAN_OF_YEARS.search(text):
            return None
        years = [int(y) for y in _YEAR.findall(text)]
        if years:
            return max(years)
    if kind == "work_report":
        if header.delivered_on is not None:
            return header.delivered_on.year
        return _year_of_headings(norm, parts)
    return _year_of_tables(parts)


def _year_of_headings(norm: NormText, parts: Sequence[Part]) -> int | None:
    """二、2024年目标任务 names the year; 一、2023年工作回顾 the one before."""
    years: list[int] = []
    for part in parts:
        for node in part.root.children:
            text = node.block.folded(norm)[:60] if node.block is not None else ""
            years.extend(int(y) + 1 for y in re.findall(r"((?:19|20)\d{2})年.{0,4}(?:工作)?(?:回顾|总结)", text))
            years.extend(int(y) for y in re.findall(r"((?:19|20)\d{2})年.{0,6}(?:目标|重点|任务|安排|部署|总体)", text))
    return max(years) if years else None


def _year_of_tables(parts: Sequence[Part]) -> int | None:
    years = [
        column.year
        for part in parts
        for node in part.root.walk()
        if isinstance(node.table, Table)
        for column in node.table.columns
        if column.year and column.role in ("target", "indicator_target", "goal")
    ]
    return max(years) if years else None


def _region(header: Header, blocks: NoticeBlocks, grammar: Grammar) -> str | None:
    candidates = list(header.issuers)
    if header.delivered_at:
        candidates.append(header.delivered_at)
    if header.delivered_by:
        candidates.append(header.delivered_by[1])
    if header.title is not None:
        report = re.match(r"(?:(?:19|20)\d{2}年)?(.{2,12}?)(?:人民)?(?:政府工作报告)", header.title.folded)
        if report:
            candidates.append(report.group(1))
        # 云溪市2024年民生实事清单, 云溪县人民政府工作报告任务分解
        place = re.match(r"(.{2,12}?)(?=(?:19|20)\d{2}年|人民政府|政府)", header.title.folded)
        if place:
            candidates.append(place.group(1))
        # 2024年云溪市民生实事清单
        if named := grammar.rule("kinds.title-place").pattern.match(header.title.folded):
            candidates.append(named["place"])
    behalf = grammar.rule("kinds.on-behalf").pattern
    candidates.extend(m["who"] for text in blocks.texts[:40] if len(text) < 120 and (m := behalf.search(text)))
    for candidate in candidates:
        if candidate.startswith(("关于", "印发", "转发")):
            continue
        if candidate.startswith("国务院") or "全国人民代表大会" in candidate:
            return "全国"
        match = _REGION.match(candidate)
        if match:
            return match["place"]
    return None
