"""Who is responsible, as drafts: statements of running text, of field lines and of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from notice_parse.assembly.drafts import RoleBasis, UnitDraft, UnitRole
from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch, parse_leaders
from notice_parse.fields.responsibility import (
    Label,
    MarkedText,
    Responsibility,
    read_label,
    read_units,
    responsibility_finder,
)
from notice_parse.fields.responsibility_notes import note_finder
from notice_parse.fields.units import Unit
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block
from notice_parse.layout.document import NoticeBlocks
from notice_parse.layout.nodes import Stated
from notice_parse.text.normalise import NormText
from notice_parse.text.ordinals import parse_ordinal
from notice_parse.text.passage import Passage


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Statement:
    """What one marking says; `[start, end)` is where it stands in its passage."""

    start: int
    end: int
    units: list[UnitDraft] = field(default_factory=list)
    leaders: list[LeaderMatch] = field(default_factory=list)
    deadline: str | None = None
    covers: int | None = None
    """How many items the marking says it holds for, its own included: 0 for all of the section, None for its own alone."""
    findings: list[Finding] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)


class Responsible:
    """Reads responsibility for one notice, minding its notes that the first-listed unit leads."""

    def __init__(self, norm: NormText, grammar: Grammar, blocks: NoticeBlocks) -> None:
        self.norm = norm
        self.grammar = grammar
        self.task_label = grammar.rule("header.task-label").pattern
        self._finder = responsibility_finder(grammar)
        self._leads_from: int | None = None
        self._read: dict[int, tuple[Passage, list[Statement]]] = {}
        finder = note_finder(grammar)
        for block, text in zip(blocks.blocks, blocks.texts, strict=True):
            if block.table is not None or not finder.may_find(text):
                continue
            passage = block.passage(norm)
            for note in finder.find(passage.folded):
                at = 0 if note.scope == "all" else passage.norm_offset(note.start) if note.scope == "onward" else None
                if at is not None and (self._leads_from is None or at < self._leads_from):
                    self._leads_from = at

    def first_leads(self, offset: int) -> bool:
        """Whether a note makes the first-listed unit the lead at this offset of the NormText."""
        return self._leads_from is not None and offset >= self._leads_from

    def of_block(self, block: Block) -> tuple[Passage, list[Statement]]:
        """The text of a block after its number, and the markings in it; read once."""
        key = id(block)
        if key not in self._read:
            body = block.body(self.norm)
            self._read[key] = (body, self.statements(body))
        return self._read[key]

    def states(self, block: Block) -> Stated:
        """Whether a block says who is responsible, and whether it says anything else."""
        body, found = self.of_block(block)
        if not found:
            return "no"
        said = sum(item.end - item.start for item in found)
        return "whole" if len(body) - said <= 2 else "inside"

    def statements(self, passage: Passage) -> list[Statement]:
        """The markings in a passage, in order."""
        if not passage:
            return []
        folded = passage.folded
        if not self._finder.may_find(folded):
            return []
        marked = MarkedText(folded, passage.clean, passage.gaps, self.first_leads(passage.end))
        return [self._statement(passage, item) for item in self._finder.find(marked)]

    def field(self, block: Block) -> Statement:
        """What a field line says; one that no rule reads is kept as `extra` with a finding."""
        passage = block.passage(self.norm)
        found = self.statements(passage)
        if not found:
            value = passage.slice(block.label_length).strip()
            known = read_label(passage.folded[: block.label_length], grammar=self.grammar)
            people = parse_leaders(value, self.grammar, labelled=True) if known and known.field == "leaders" else []
            if people:
                # 区领导：… says little in running text; on a line of its own it names who leads.
                return Statement(0, len(passage), leaders=people)
            label = passage.clean[: block.label_length].rstrip(":： ")
            message = (
                f"the field {label!r} was not read and is kept in `extra`" if value else f"the field {label!r} is empty"
            )
            return Statement(
                0, len(passage), findings=[Finding("field-unknown", message, passage.line)], extra={label: value.clean}
            )
        first = found[0]
        for other in found[1:]:
            first.units.extend(other.units)
            first.leaders.extend(other.leaders)
            first.deadline = first.deadline or other.deadline
            first.findings.extend(other.findings)
        first.start, first.end = 0, len(passage)
        return first

    def units(self, passage: Passage, role: UnitRole, basis: RoleBasis) -> list[UnitDraft]:
        """The units of a cell that its header gives a role to; a role written in the cell itself goes before that."""
        first = role == "responsible" and self.first_leads(passage.start)
        label = Label("", "units", role)
        item = read_units(
            passage.folded, passage.clean, label=label, gaps=passage.gaps, first_listed=first, grammar=self.grammar
        )
        units = self._statement(passage, item).units
        return [unit._replace(basis=basis) if unit.basis == "default" else unit for unit in units]

    def _unit(self, passage: Passage, unit: Unit, role: UnitRole, basis: RoleBasis) -> UnitDraft:
        return UnitDraft(unit.name, unit.canonical, role, basis, unit.collective, passage.slice(unit.start, unit.end))

    def _statement(self, passage: Passage, item: Responsibility) -> Statement:
        statement = Statement(item.start, item.end)
        statement.units = [self._unit(passage, u.unit, u.role, u.basis) for u in item.units]
        for words in item.leaders:
            people = parse_leaders(passage.slice(words.start, words.end), self.grammar, labelled=True)
            statement.leaders.extend(people)
            if not people and any(map(str.isalpha, words.text)):
                message = f"No person is read in {words.text[:60]}"
                statement.findings.append(Finding("leader-not-understood", message, passage.line))
        statement.deadline = item.deadline.text if item.deadline else None
        if item.covers is not None:
            statement.covers = _covered(item.covers.text)
        if item.remark is not None:
            message = f"a sentence follows the units: {item.remark.text[:120]}"
            statement.findings.append(Finding("remark", message, passage.line))
        marking = passage.folded[item.start : item.end]
        if marking.count("(") != marking.count(")") or marking.count("[") != marking.count("]"):
            statement.findings.append(
                Finding(
                    "unbalanced-brackets",
                    "the marking of responsibility has a bracket without its partner",
                    passage.line,
                )
            )
        for unit in item.not_understood:
            statement.findings.append(
                Finding("unit-not-understood", f"{unit.name!r} does not read as a unit", passage.line)
            )
        return statement


def _covered(words: str) -> int:
    """The number in 以上三项; 0 for 以上各项 and 本部分各项任务."""
    match = re.search(r"[一二三四五六七八九十两\d]{1,4}(?=项|条|点|款|个)", words)
    return (parse_ordinal(match.group()) or 0) if match else 0
