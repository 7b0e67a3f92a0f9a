"""Markings after a label that stand without brackets: 责任单位：市科技局、市财政局。"""

from __future__ import annotations

import re
from bisect import bisect_left

from notice_parse.fields.responsibility_labels import Label, Labels
from notice_parse.fields.responsibility_marking import (
    CLOSERS,
    MOST,
    STOPS,
    MarkedText,
    Responsibility,
    inside_any,
    merged,
    to_marking,
)
from notice_parse.fields.responsibility_statement import Statement, StatementReader
from notice_parse.fields.units_names import Reading
from notice_parse.grammar import Grammar
from notice_parse.text.patterns import compile_pattern

_MOST_BLANKS = 60
"""A list of units with more blanks is not looked through for its end."""
_FAR = 80
"""How far from a blank the names beside it may reach."""
_END = compile_pattern(r"[。\n]")
_BLANK = compile_pattern(r"[ \t]")
_BETWEEN = " \t\n。;,、·*-"
_ROLE_WORD = compile_pattern(r"(?:牵头|负责|配合|参与|落实|实施)$")


class FieldFinder:
    """Finds labelled fields in running text, by one grammar."""

    def __init__(self, grammar: Grammar, reader: StatementReader) -> None:
        self._reader = reader
        self._labels: Labels = reader.labels
        self.item_start = grammar.rule("responsibility.item-start").pattern

    def find(self, text: MarkedText, taken: list[Responsibility]) -> list[Responsibility]:
        """The fields outside the markings already taken; fields that follow one another are one marking."""
        folded = text.folded
        out: list[Responsibility] = []
        weak: list[bool] = []
        starts = self._labels.fields(folded)
        if taken:
            starts = [field for field in starts if not inside_any(taken, field[0])]
        if (
            text.gaps
            and folded[:1] in self._labels.first
            and (bare := self._labels.before_value.match(folded))
            and text.gap_at(bare.end())
        ):
            # 责任单位　市教育局: a blank where the colon should be; the units then have to be known.
            starts.insert(0, (0, bare.end(), self._labels.of(bare)._replace(weak=True)))
        if not starts:
            return out
        at = -1
        for index, (start, end, label) in enumerate(starts):
            if start < at or not _opens_field(text, start, at):
                continue
            next_start = starts[index + 1][0] if index + 1 < len(starts) else None
            stop, after = self._value_end(text, end, label, next_start, taken)
            statement = text.read(self._reader, end, stop, label)
            if not _worth(statement, label):
                continue
            marking = to_marking(text, start, after, statement)
            if out and not folded[out[-1].end : start].strip(_BETWEEN):
                out[-1] = merged(out[-1], marking)
                weak[-1] = weak[-1] and label.weak
            else:
                out.append(marking)
                weak.append(label.weak)
            at = after
        return [marking for marking, alone in zip(out, weak, strict=True) if marking.units or not alone]

    def opens_with_label(self, folded: str) -> bool:
        """Whether a label stands at the very start, be it without a colon."""
        return folded[:1] in self._labels.first and self._labels.before_value.match(folded) is not None

    def _value_end(
        self, text: MarkedText, start: int, label: Label, next_start: int | None, taken: list[Responsibility]
    ) -> tuple[int, int]:
        stop, after = self.open_end(text, start, label, next_start)
        following = bisect_left(taken, start, key=lambda r: r.start)
        if following < len(taken) and taken[following].start < stop:
            stop = after = taken[following].start
        return stop, after

    def open_end(
        self, text: MarkedText, start: int, label: Label | None = None, limit: int | None = None
    ) -> tuple[int, int]:
        """Where a field that nothing closes ends, and where the marking does (past a full stop).

        The `limit` (the next label) ends it, a full stop ends it, a line end unless the list goes on, the number of the next item, and a blank after which
        the text is no longer a list of units.
        """
        folded = text.folded
        stop = after = min(len(folded) if limit is None else limit, start + MOST)
        for match in _END.finditer(folded, start, stop):
            at = match.start()
            head = folded[start:at].rstrip()
            if match[0] == "\n" and (not head or head[-1] in "、,:"):
                continue
            stop, after = at, at + (match[0] == "。")
            break
        item = self.item_start.search(folded, start, stop)
        if item is not None and item.start() > start:
            stop = after = item.start()
        if (label is None or label.field == "units") and (cut := self._cut_at_blank(text, start, stop)) is not None:
            stop = after = cut
        return stop, after

    def _cut_at_blank(self, text: MarkedText, start: int, stop: int) -> int | None:
        """The first blank or gap after which the text is no longer a list of units."""
        folded = text.folded
        blanks = [m.start() for m in _BLANK.finditer(folded, start, stop)]
        gaps = text.gaps_between(start, stop)
        if not blanks and not gaps:
            return None
        for at in sorted({*blanks, *gaps})[:_MOST_BLANKS]:
            left = re.split(r"[、,;:]", folded[max(start, at - _FAR) : at].strip())[-1].strip()
            right = re.split(r"[、,;:。(\s]", folded[at : min(stop, at + _FAR)].lstrip(), maxsplit=1)[0]
            if not left or not right or folded[at - 1] in "、,;:":
                continue
            last = self._reader.units.parse(left)
            if last and last[-1].understood and not self._unit_ahead(right):
                return at
        return None

    def _unit_ahead(self, text: str) -> bool:
        if self._reader.units.names.reading(text) or _ROLE_WORD.search(text):
            return True
        parsed = self._reader.units.parse(text)
        return bool(parsed) and parsed[0].understood and parsed[0].reading >= Reading.LEVEL


def _opens_field(text: MarkedText, start: int, previous_end: int) -> bool:
    """Whether a field may begin there: not amid a sentence (明确责任单位：…)."""
    if start in (0, previous_end) or text.gap_at(start):
        return True
    return text.folded[start - 1] in STOPS + CLOSERS + "\n\t ,.、|·*-:"


def _worth(statement: Statement, label: Label) -> bool:
    """A field of units opens with a unit; otherwise the words before the colon belong to a sentence."""
    if label.field != "units":
        return bool(statement.leaders or statement.deadlines or statement.units)
    if label.weak:
        return statement.understood and statement.surest == Reading.KNOWN
    if not statement.units:
        return False
    first = statement.units[0].unit
    return first.understood or len(first.name) <= 12
