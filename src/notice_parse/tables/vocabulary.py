"""What the grammar says of headers, cells and the lines around tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notice_parse.errors import GrammarError
from notice_parse.grammar import Grammar, Rule, per_grammar
from notice_parse.text.patterns import compile_pattern

VALUE_ROLES = frozenset({"baseline", "target", "total", "area", "year"})
"""Columns of figures: their cells are never carried down and hardly ever left out."""

_REMARK = compile_pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_BLANK = compile_pattern(r"\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What one header means: the roles it may have, the detail of a text column (1 to 3), the year and the part of a
    year (一季度) that it names."""

    roles: tuple[str, ...]
    level: int = 0
    year: int | None = None
    period: str | None = None


_UNKNOWN = Heading(())


def _compile(rule: Rule) -> re.Pattern[str]:
    """A rule of this file for the standard library's matcher, which is three times as fast to make and to run on these."""
    try:
        return compile_pattern(rule.source)
    except re.error as error:
        raise GrammarError(
            f"rule {rule.id}: bad pattern: {error}", hint="tables.yaml uses what Python's re knows"
        ) from error


class Vocabulary:
    """The rules of `tables.yaml`, with the answers for headers kept."""

    def __init__(self, grammar: Grammar) -> None:
        def pattern(rule_id: str) -> re.Pattern[str]:
            return _compile(grammar.rule(f"tables.{rule_id}"))

        self._columns = [(_compile(rule), rule.attributes) for rule in grammar.rules("tables", "tables.column.")]
        self.breakdown = pattern("group.breakdown")
        self.outer = pattern("group.outer")
        self.serial = pattern("cell.serial")
        self.figure = pattern("cell.figure")
        self.none = pattern("cell.none")
        self.units = pattern("cell.units")
        self.open = pattern("cell.open")
        self.closed = pattern("cell.closed")
        self.section = pattern("cell.section")
        self.sum = pattern("cell.sum")
        self.note = pattern("line.note")
        self.end = pattern("line.end")
        self.page = pattern("line.page")
        self.measure_line = pattern("line.measure")
        self.number = pattern("text.number")
        self.rate = pattern("text.rate")
        self.numbered = pattern("text.numbered")
        self.other_number = pattern("text.other-number")
        self.places = pattern("group.places")
        self.plain_count = pattern("group.count")
        self.stacked = compile_pattern(rf"^(?:{'|'.join(grammar.words('tables.stacked_heads'))})$", re.MULTILINE)
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
            for pattern, attributes in self._columns:
                match = pattern.search(text)
                if match is None:
                    continue
                role = attributes["role"]
                groups = match.groupdict()
                year = groups.get("year") or groups.get("year2")
                roles = (role,) if isinstance(role, str) else tuple(role)
                period = groups.get("period")
                return Heading(roles, attributes.get("level", 0), int(year) if year else None, period)
        return _UNKNOWN

    def heads_places(self, header: str) -> bool:
        """Whether a header stands over a column of places (县（市、区）); an empty one may."""
        bare = _BLANK.sub("", header)
        return any(self.places.search(text) for text in (bare, _REMARK.sub("", bare)))

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
        return (
            folded.count("(") > folded.count(")")
            or folded.count("《") > folded.count("》")
            or folded.count("“") > folded.count("”")
        )


@per_grammar
def vocabulary(grammar: Grammar) -> Vocabulary:
    """The table vocabulary of a grammar, made once."""
    return Vocabulary(grammar)
