"""Responsibility: one marking, and what the finders of markings share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from notice_parse.fields.responsibility_labels import Label
from notice_parse.fields.responsibility_statement import Statement, StatementReader, UnitRole, Words, first_leads
from notice_parse.fields.units import Unit

OPENERS = "([<"
CLOSERS = ")]>"
STOPS = "。;!?！？"
MOST = 1500
"""Longest inside of a bracket or value of a field that is looked at: the longest list of units met has 500 characters."""


class Responsibility(NamedTuple):
    """One marking: where it stands, and what it says.

    `[start, end)` is the whole marking with its brackets, and with the full stop after it where the clause before it has
    one of its own, so that the task is the text without it. `leaders` and `deadline` are quotes. `first_listed_note` is
    set where the marking says that its first unit leads, `onward` where that holds for later ones too (下同).
    """

    start: int
    end: int
    units: list[UnitRole]
    leaders: list[Words]
    deadline: Words | None
    first_listed_note: bool = False
    onward: bool = False
    remark: Words | None = None
    """A sentence of its own inside the brackets, after what was read."""
    covers: Words | None = None
    """What the marking holds for, where it says that it is more than its own clause: 以上三项, 本部分各项任务."""

    @property
    def not_understood(self) -> list[Unit]:
        """Fragments among the units that do not read as one; each is worth the diagnostic `unit-not-understood`."""
        return [u.unit for u in self.units if not u.unit.understood]


class MarkedText(NamedTuple):
    """A text to look through: folded and clean of equal length, sorted gaps, and whether an earlier note holds."""

    folded: str
    clean: str
    gaps: list[int]
    first_listed: bool

    def gap_at(self, at: int) -> bool:
        """Whether white space was dropped just before the offset."""
        index = bisect_left(self.gaps, at)
        return index < len(self.gaps) and self.gaps[index] == at

    def gaps_between(self, start: int, end: int) -> list[int]:
        """The gaps strictly inside `[start, end)`."""
        return self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]

    def ends_clause(self, at: int) -> bool:
        """Whether a clause ends at the offset: nothing follows, a stop, a line end, a blank, or a gap."""
        return at >= len(self.folded) or self.folded[at] in STOPS + "\n\t " or self.gap_at(at)

    def read(self, reader: StatementReader, start: int, end: int, label: Label | None = None) -> Statement:
        return reader.read(
            self.folded, self.clean, start, end, label=label, first_listed=self.first_listed, gaps=self.gaps
        )


def to_marking(text: MarkedText, start: int, end: int, statement: Statement) -> Responsibility:
    """The marking of a statement; a full stop after it belongs to it where the clause before has its own."""
    folded = text.folded
    before = folded[max(0, start - 40) : start].rstrip().rstrip('”’"')[-1:]
    if end < len(folded) and folded[end] in "。;" and (not before or before in STOPS):
        end += 1
    return from_statement(start, end, statement)


def from_statement(start: int, end: int, statement: Statement) -> Responsibility:
    return Responsibility(
        start,
        end,
        statement.units,
        statement.leaders,
        statement.deadlines[0] if statement.deadlines else None,
        bool(statement.notes),
        any(note.scope == "onward" for note in statement.notes),
    )


def merged(first: Responsibility, second: Responsibility) -> Responsibility:
    """Fields that follow one another are one marking."""
    return Responsibility(
        first.start,
        second.end,
        first.units + second.units,
        first.leaders + second.leaders,
        first.deadline or second.deadline,
        first.first_listed_note or second.first_listed_note,
        first.onward or second.onward,
    )


def inside_any(found: list[Responsibility], at: int) -> bool:
    """Whether the offset lies in one of the markings, which are sorted."""
    index = bisect_right(found, at, key=lambda r: r.start) - 1
    return index >= 0 and at < found[index].end


def carried(found: list[Responsibility]) -> list[Responsibility]:
    """The markings with 下同 carried from the one that says it to all later ones."""
    onward = False
    for index, marking in enumerate(found):
        if onward and not marking.first_listed_note:
            found[index] = marking._replace(units=first_leads(marking.units))
        onward = onward or marking.onward
    return found
