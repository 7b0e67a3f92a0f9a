"""Who is responsible, as drafts: statements of running text, of field lines and of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from notice_parse.assembly.drafts import RoleBasis, UnitDraft, UnitRole
from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch, parse_leaders
from notice_parse.fields.responsibility import Responsibility, find_responsibilities
from notice_parse.fields.responsibility_notes import find_notes
from notice_parse.fields.units import Unit, parse_units
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block
from notice_parse.layout.tree import Stated
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage


@dataclass(slots=True)
class Statement:
    """What one marking says; `[start, end)` is where it stands in its passage."""

    start: int
    end: int
    units: list[UnitDraft] = field(default_factory=list)
    leaders: list[LeaderMatch] = field(default_factory=list)
    deadline: str | None = None
    findings: list[Finding] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)


class Responsible:
    """Reads responsibility for one notice, minding its notes that the first-listed unit leads."""

    def __init__(self, norm: NormText, grammar: Grammar, texts: Iterable[Passage]) -> None:
        self.norm = norm
        self.grammar = grammar
        self._leads_from: int | None = None
        self._read: dict[int, tuple[Passage, list[Statement]]] = {}
        for passage in texts:
            for note in find_notes(passage.folded, grammar=grammar):
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
        found = find_responsibilities(
            passage.folded,
            passage.clean,
            first_listed=self.first_leads(passage.end),
            gaps=passage.gaps,
            grammar=self.grammar,
        )
        return [self._statement(passage, item) for item in found]

    def field(self, block: Block) -> Statement:
        """What a field line says; one that no rule reads is kept as `extra` with a finding."""
        passage = block.passage(self.norm)
        found = self.statements(passage)
        if not found:
            value = passage.slice(block.label_length).strip()
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
        """The units of a cell that its header gives a role to."""
        units = parse_units(passage.folded, passage.clean, gaps=passage.gaps, grammar=self.grammar)
        out: list[UnitDraft] = []
        for index, unit in enumerate(units):
            own: UnitRole = unit.role or role
            how: RoleBasis = "phrase" if unit.role else basis
            if index == 0 and role == "responsible" and unit.role is None and self.first_leads(passage.start):
                own, how = "lead", "first_listed"
            out.append(self._unit(passage, unit, own, how))
        return out

    def _unit(self, passage: Passage, unit: Unit, role: UnitRole, basis: RoleBasis) -> UnitDraft:
        return UnitDraft(unit.name, unit.canonical, role, basis, unit.collective, passage.slice(unit.start, unit.end))

    def _statement(self, passage: Passage, item: Responsibility) -> Statement:
        statement = Statement(item.start, item.end)
        statement.units = [self._unit(passage, u.unit, u.role, u.basis) for u in item.units]
        for words in item.leaders:
            statement.leaders.extend(parse_leaders(passage.slice(words.start, words.end), self.grammar))
        statement.deadline = item.deadline.text if item.deadline else None
        marking = passage.folded[item.start : item.end]
        if any(marking.count(o) != marking.count(c) for o, c in ("()", "[]")):
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
