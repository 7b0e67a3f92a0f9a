"""What a marking of responsibility says: its units with their roles, the leaders, the deadline.

A statement is the inside of a bracket (`市科技局牵头，市财政局配合，2025年底前完成`), the value of a field, or a cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from notice_parse.fields.responsibility_labels import Label, Labels, labels_of
from notice_parse.fields.responsibility_notes import Note, NoteFinder, note_finder
from notice_parse.fields.units import Role, Unit, UnitParser, unit_parser
from notice_parse.fields.units_names import Reading
from notice_parse.grammar import Grammar
from notice_parse.grammar.compile import keys_of, per_grammar
from notice_parse.text.patterns import compile_pattern

RoleBasis = Literal["label", "first_listed", "phrase", "default"]

_AFTER_PHRASE = r"(?=[,;。、)\]\s]|$)"
_AROUND = " \t\n：:，,；;、。"
_EDGE = " \t\n:,;、。"


class UnitRole(NamedTuple):
    """A unit in one role, and what gives it that role."""

    unit: Unit
    role: Role
    basis: RoleBasis


class Words(NamedTuple):
    """Text of a statement and where it stands, `[start, end)`."""

    text: str
    start: int
    end: int


@dataclass
class Statement:
    """What was read, and by which signs (`labelled`, `phrased`); `notes` say that the first-listed unit leads."""

    units: list[UnitRole] = field(default_factory=list)
    leaders: list[Words] = field(default_factory=list)
    deadlines: list[Words] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    labelled: bool = False
    phrased: bool = False
    base: int = 0
    """Where the statement begins in the whole text, which every offset counts in."""

    @property
    def understood(self) -> bool:
        """Whether there are units and every one of them reads as a unit."""
        return bool(self.units) and all(u.unit.understood for u in self.units)

    @property
    def all_placed(self) -> bool:
        """Whether no unit is left over to which neither words nor a label nor a note give a role."""
        return bool(self.notes) or all(u.basis != "default" for u in self.units)

    @property
    def surest(self) -> Reading:
        return max((u.unit.reading for u in self.units), default=Reading.NONE)

    @property
    def least(self) -> Reading:
        return min((u.unit.reading for u in self.units), default=Reading.NONE)


class _Part(NamedTuple):
    label: Label | None
    start: int
    end: int


class StatementReader:
    """Reads statements by one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.units: UnitParser = unit_parser(grammar)
        self.labels: Labels = labels_of(grammar)
        self._notes: NoteFinder = note_finder(grammar)
        self._deadline = grammar.rule("responsibility.deadline").pattern
        self._done = grammar.rule("responsibility.done").pattern
        phrases = grammar.rules("responsibility", "responsibility.phrase.")
        joined = "|".join(f"(?P<{rule.attributes['role']}>{rule.source})" for rule in phrases)
        self._phrase = compile_pattern(f"(?:{joined}){_AFTER_PHRASE}")
        jointly = grammar.rule("responsibility.jointly")
        self._jointly = compile_pattern(jointly.source)
        # A look for the words that every phrase holds costs far less than looking for the phrases.
        self._phrase_keys = compile_pattern("|".join(map(re.escape, keys_of(phrases) or [""])))
        self._jointly_keys = keys_of([jointly]) or [""]

    def read(
        self,
        folded: str,
        clean: str,
        start: int,
        end: int,
        *,
        label: Label | None = None,
        first_listed: bool = False,
        gaps: list[int] | None = None,
    ) -> Statement:
        """The statement in `[start, end)`; `label` is that of the field, where the value alone is given;
        `gaps` are sorted.
        """
        out = Statement(labelled=label is not None, base=start)
        text, quoted = folded[start:end], clean[start:end]
        inner = [g - start for g in gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]] if gaps else []
        if notes := self._notes.find(text):
            text = _without_notes(text, notes)
            out.notes = [n._replace(start=n.start + start, end=n.end + start) for n in notes]
        plain = label is not None and text and _FIELD_MARK.search(text) is None
        for part in (_Part(label, 0, len(text)),) if plain else self._fields(text, label):
            if part.label is not None:
                out.labelled = True
            if part.label is None or part.label.field == "units":
                self._read_units(text, quoted, part, out, inner)
            elif words := _words(quoted, part.start, part.end, start):
                (out.leaders if part.label.field == "leaders" else out.deadlines).append(words)
        if out.notes or first_listed:
            out.units = first_leads(out.units, next((n.others for n in out.notes if n.others), None))
        return out

    def _fields(self, text: str, label: Label | None) -> Iterator[_Part]:
        """The statement cut at its labels; `label` holds for what stands before the first of them."""
        at, end = 0, len(text)
        for match in self.labels.any_form.finditer(text) if _FIELD_MARK.search(text) else ():
            if match.start() > at and not self._opens(text, match):
                continue
            if match.start() > at:
                yield _Part(label, at, match.start())
            label, at = self.labels.of(match), match.end()
        if at == 0 and label is None and (bare := self.labels.before_value.match(text)):
            # 责任单位 with the colon left out; 责任单位负责 is no label.
            first = self.units.parse(text[bare.end() : bare.end() + 60])[:1]
            if first and first[0].start == 0 and first[0].reading >= Reading.LEVEL:
                label, at = self.labels.of(bare), bare.end()
        if at < end:
            yield _Part(label, at, end)

    def _opens(self, text: str, match: re.Match[str]) -> bool:
        """Whether a label amid a statement opens a field: it is set off, or follows a unit with the blank lost."""
        before = text[match.start() - 1]
        if before in _EDGE + "([<)]>" or match[0][0] in "[<":
            return True
        label = self.labels.of(match)
        return not label.weak and match[0].endswith(":") and before in self.units.names.last_characters

    def _read_units(self, text: str, clean: str, part: _Part, out: Statement, gaps: list[int]) -> None:
        at = part.start
        keyed = self._phrase_keys.search(text, part.start, part.end) is not None
        for match in self._phrase.finditer(text, part.start, part.end) if keyed else ():
            units = self._units(text, clean, at, match.start(), out, gaps)
            if not units:
                continue
            out.phrased = True
            role: Role = "responsible"
            for name in ("lead", "cooperating"):
                if match[name]:
                    role = name
            self._assign(text, units, role, "phrase", out)
            at = match.end()
        units = self._units(text, clean, at, part.end, out, gaps)
        if part.label is not None and part.label.role is not None:
            self._assign(text, units, part.label.role, "label", out)
        else:
            self._assign(text, units, "responsible", "default", out)

    def _assign(self, text: str, units: list[Unit], role: Role, basis: RoleBasis, out: Statement) -> None:
        """Gives the role; with 会同 between them those before lead and those after cooperate."""
        seam = None
        base = out.base
        if (
            len(units) > 1
            and any(key in text for key in self._jointly_keys)
            and (match := self._jointly.search(text, units[0].start - base, units[-1].start - base))
        ):
            seam = match.start() + base
            out.phrased = True
        elif units and role == "responsible" and _follows_jointly(text, units[0].start - base):
            seam = -1
        for unit in units:
            if unit.role is not None:
                out.units.append(UnitRole(unit, unit.role, "phrase"))
                out.phrased = True
            elif seam is not None:
                out.units.append(UnitRole(unit, "lead" if unit.start < seam else "cooperating", "phrase"))
            else:
                out.units.append(UnitRole(unit, role, basis))

    def _units(self, text: str, clean: str, start: int, end: int, out: Statement, gaps: list[int]) -> list[Unit]:
        """The units in `[start, end)`; a date or period among them is the deadline."""
        if start >= end:
            return []
        inner = [g - start for g in gaps if start < g < end] if gaps else ()
        units: list[Unit] = []
        for unit in self.units.parse(text[start:end], clean[start:end], inner, out.base + start):
            if not unit.understood:
                name = text[unit.start - out.base : unit.end - out.base]
                if self._deadline.search(name):
                    done = self._done.search(name)
                    stop = unit.start + done.start() if done else unit.end
                    when = clean[unit.start - out.base : stop - out.base]
                    out.deadlines.append(Words("".join(when.split()), unit.start, stop))
                    continue
                if _FILLER.fullmatch(name):
                    continue
            units.append(unit)
        return units


_FIELD_MARK = compile_pattern(r"[:;\[<为是]")
_FILLER = compile_pattern(r"[^一-龥A-Za-z]*|注|以上|下同|等|由|单位|部门|无")


def _follows_jointly(text: str, start: int) -> bool:
    """Whether 会同 stands just before, with its own lead already read: 甲牵头，会同乙负责."""
    return text.endswith(("会同", "会商"), 0, start)


def _without_notes(text: str, notes: list[Note]) -> str:
    """The text with notes, and brackets that hold nothing else, written as commas: no offset moves."""
    characters = list(text)
    for note in notes:
        start, end = note.start, note.end
        while start and text[start - 1] in "[(<," and end < len(text) and text[end] in "])>。":
            start, end = start - 1, end + 1
        characters[start:end] = "," * (end - start)
    return "".join(characters)


def _words(clean: str, start: int, end: int, base: int) -> Words | None:
    while start < end and clean[start] in _AROUND:
        start += 1
    while start < end and clean[end - 1] in _AROUND:
        end -= 1
    return Words(re.sub(r"\s", "", clean[start:end]), start + base, end + base) if start < end else None


def first_leads(units: list[UnitRole], others: Role | None = None) -> list[UnitRole]:
    """The units when the first-listed one leads, unchanged where it is stated who leads; `others` is for the rest."""
    if not units or any(u.role == "lead" for u in units) or units[0].role != "responsible":
        return units
    place = 1
    while place < len(units) and units[place].unit.joined:
        place += 1
    out = [UnitRole(u.unit, "lead", "first_listed") for u in units[:place]]
    for unit in units[place:]:
        given = others is not None and unit.role == "responsible"
        out.append(UnitRole(unit.unit, others, "first_listed") if given and others else unit)
    return out


@per_grammar
def statement_reader(grammar: Grammar) -> StatementReader:
    """The reader of a grammar, built once."""
    return StatementReader(grammar)
