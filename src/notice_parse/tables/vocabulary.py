"""What the grammar says of headers, cells and the lines around tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from notice_parse.grammar import Grammar

VALUE_ROLES = frozenset({"baseline", "target", "total", "area", "year"})
"""Columns of figures: their cells are never carried down and hardly ever left out."""

_REMARK = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BLANK = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What one header means: the roles it may have, the detail of a text column (1 to 3), and the year it names."""

    roles: tuple[str, ...]
    level: int = 0
    year: int | None = None


_UNKNOWN = Heading(())


class Vocabulary:
    """The rules of `tables.yaml`, with the answers for headers kept."""

    def __init__(self, grammar: Grammar) -> None:
        self._columns = grammar.rules("tables", "tables.column.")
        self.breakdown = grammar.rule("tables.group.breakdown").pattern
        self.serial = grammar.rule("tables.cell.serial").pattern
        self.figure = grammar.rule("tables.cell.figure").pattern
        self.none = grammar.rule("tables.cell.none").pattern
        self.units = grammar.rule("tables.cell.units").pattern
        self.date = grammar.rule("tables.cell.date").pattern
        self.open = grammar.rule("tables.cell.open").pattern
        self.closed = grammar.rule("tables.cell.closed").pattern
        self.section = grammar.rule("tables.cell.section").pattern
        self.note = grammar.rule("tables.line.note").pattern
        self.end = grammar.rule("tables.line.end").pattern
        self.page = grammar.rule("tables.line.page").pattern
        self.measure_line = grammar.rule("tables.line.measure").pattern
        self.number = grammar.rule("tables.text.number").pattern
        self.other_number = grammar.rule("tables.text.other-number").pattern
        self.serial_heads = tuple(grammar.words("tables.serial_heads"))
        self._headings: dict[str, Heading] = {}

    def heading(self, folded: str) -> Heading:
        """What a header cell means; `folded` may hold blanks and remarks in brackets."""
        if len(folded) > 60:
            return _UNKNOWN
        known = self._headings.get(folded)
        if known is None:
            known = self._read_heading(folded)
            if len(self._headings) > 4096:
                self._headings.clear()
            self._headings[folded] = known
        return known

    def _read_heading(self, folded: str) -> Heading:
        bare = _BLANK.sub("", folded)
        for text in dict.fromkeys((bare, _REMARK.sub("", bare).strip(":"))):
            for rule in self._columns:
                match = rule.pattern.search(text)
                if match is None:
                    continue
                role = rule.attributes["role"]
                groups = match.groupdict()
                year = groups.get("year") or groups.get("year2")
                roles = (role,) if isinstance(role, str) else tuple(role)
                return Heading(roles, rule.attributes.get("level", 0), int(year) if year else None)
        return _UNKNOWN

    def kind_of(self, folded: str) -> str:
        """What a data cell looks like: empty, serial, figure, units, text (long or a sentence) or short."""
        if not folded:
            return "empty"
        if len(folded) <= 40:
            if self.serial.search(folded):
                return "serial"
            if self.figure.search(folded):
                return "figure"
        if not self.closed.search(folded) and self.units.search(folded[:60]):
            return "units"
        return "text" if len(folded) > 12 or self.closed.search(folded) else "short"

    def is_open(self, folded: str) -> bool:
        """Whether a text cannot end here: a list mark at its end, or a bracket never closed."""
        if self.open.search(folded[-3:]):
            return True
        return folded.count("(") > folded.count(")") or folded.count("《") > folded.count("》") or folded.count("“") > folded.count("”")


@lru_cache(maxsize=4)
def vocabulary(grammar: Grammar) -> Vocabulary:
    """The table vocabulary of a grammar, made once."""
    return Vocabulary(grammar)
