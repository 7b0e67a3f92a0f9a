"""From the rows of one logical item to its record: every cell that says something goes somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from notice_parse.diagnostics import Finding
from notice_parse.tables.figures import (
    baseline_at,
    breakdown_of,
    read_allocation,
    read_indicators,
    total_as_target,
    weigh,
)
from notice_parse.tables.model import Column, Goal, Indicator, Row, RowRecord, Table, UnitRole, UnitsCell
from notice_parse.tables.numbers import next_number
from notice_parse.tables.vocabulary import Vocabulary
from notice_parse.text.passage import Passage, join

UNIT_ROLES: tuple[UnitRole, ...] = ("lead", "responsible", "cooperating")
FIGURES = frozenset({"number", "indicator", "baseline", "target", "measure", "item", "total", "area"})
"""Columns that are read row by row, or as the number."""

_TAIL = 4
"""Parts of a text that are looked at to tell whether it can end there."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Item:
    """The rows of one item; `cells` holds for each column what the item has there, carried cells included."""

    rows: list[Row]
    cells: list[Passage]
    carried: list[bool]
    section: Passage | None
    further: dict[int, list[Passage]] = field(default_factory=dict)
    """Cells of later rows of the item in columns that do not run on, by column."""

    joined: dict[int, list[Passage]] = field(default_factory=dict)
    """Cells of later rows that go on with those of `cells`, not yet part of them: joined once, to stay linear."""

    def last_of(self, index: int) -> Passage:
        """The last part of what the item has in a column so far."""
        return self.joined[index][-1] if index in self.joined else self.cells[index]

    def tail(self, index: int) -> str:
        """The end of what the item has in a column so far, folded."""
        if index not in self.joined:
            return self.cells[index].folded
        return "".join([part.folded for part in [self.cells[index], *self.joined[index]][-_TAIL:]])

    def finish(self) -> Item:
        """Put the cells of later rows to those they go on with."""
        for index, parts in self.joined.items():
            self.cells[index] = join(parts[0].norm, [self.cells[index], *parts])
        self.joined.clear()
        return self

    def all_of(self, index: int) -> list[Passage]:
        """The cells of a column, those of later rows too."""
        return [self.cells[index], *self.further.get(index, ())]


def name_of(columns: Sequence[Column], index: int) -> str:
    """The name that a column's cells are kept under; one without a header, or past the last, goes by its place."""
    header = columns[index].header if index < len(columns) else ""
    return header or f"第{index + 1}列"


def keep(extra: dict[str, str], name: str, text: str) -> None:
    """Keep the text of a cell; two columns of one name are kept under it together."""
    old = extra.get(name)
    extra[name] = text if old is None or old == text else f"{old};{text}"


class ItemReader:
    """Reads the items of one table."""

    def __init__(self, table: Table, words: Vocabulary) -> None:
        self.table = table
        self.words = words
        columns = [(i, c.role) for i, c in enumerate(table.columns)]
        self.plain = [(i, role) for i, role in columns if role not in FIGURES]
        self.number = table.index("number")
        self.by_text = table.index("text") is not None
        self.indicator = table.index("indicator")
        self.breakdown = breakdown_of(table)
        self.total = table.index("total")
        heading = words.heading
        self.measure = next(
            (i for i, c in enumerate(table.columns) if heading(c.header).roles[:1] == ("measure",)), None
        )
        self.targets = table.indices("target")
        self.baselines = table.indices("baseline")
        self.figures = [i for i, role in columns if role in FIGURES and role != "number"]

    def record(self, item: Item) -> RowRecord:
        first = next((c.passage for c in item.rows[0].cells if c.passage.ranges and not c.merge), None)
        record = RowRecord(line=first.line if first is not None else 0, section=item.section)
        record.number = self._number(item)
        for index, role in self.plain:
            if item.cells[index].ranges:
                self._put(record, item, index, role)
        if record.text is None and record.title is not None:
            record.text, record.title = record.title, None
        if self.number is None and self.by_text and record.text is not None:
            self._take_number(record, record.text)
        if self.figures:
            self._add_figures(record, item)
        for row in item.rows:
            for place, cell in enumerate(row.surplus, len(self.table.columns)):
                if cell.passage:
                    keep(record.extra, name_of(self.table.columns, place), cell.passage.clean)
        return record

    def _put(self, record: RowRecord, item: Item, index: int, role: str) -> None:
        """What an item has under one column goes into the field that the column stands for."""
        passage, column = item.cells[index], self.table.columns[index]
        if role == "text":
            record.text = passage
        elif role in UNIT_ROLES:
            if not self.words.none.search(passage.folded):
                record.units.append(UnitsCell(role, "label", passage))
        elif role == "goal":
            record.goals.extend(Goal(column.header, part, column.period) for part in item.all_of(index))
        elif role == "category":
            record.category = passage if record.category is None else join(passage.norm, [record.category, passage])
        elif role == "title" and record.title is None:
            record.title = passage
        elif role == "leaders":
            record.leaders.extend(item.all_of(index))
        elif role == "persons":
            record.persons.extend(item.all_of(index))
        else:
            if role == "deadline" and record.deadline is None:
                record.deadline = passage
                if index not in item.further:
                    return
            keep(record.extra, name_of(self.table.columns, index), ";".join([p.clean for p in item.all_of(index)]))

    def _take_number(self, record: RowRecord, text: Passage) -> None:
        """The number at the head of a text is the item's, unless the text is a list that goes on with the next one."""
        match = self.words.numbered.search(text.folded)
        if match is None:
            return
        number = match.group("bracketed") or match.group("chinese") or match.group("arabic")
        mark = match.group().replace(number, next_number(number))
        if mark not in text.folded[match.end() :] and match.end() < len(text):
            record.number, record.text = number, text.slice(match.end()).strip()

    def _number(self, item: Item) -> str | None:
        if self.number is None:
            return None
        text = item.cells[self.number].folded
        match = self.words.serial.search(text)
        return match.group("number") if match else (item.cells[self.number].clean or None)

    def _add_figures(self, record: RowRecord, item: Item) -> None:
        name: Passage | None = None
        for row in item.rows:
            if self.indicator is not None:
                own = row.cells[self.indicator].passage
                name = own or name
                aims = any(row.cells[i].passage for i in self.targets)
                found = read_indicators(self.table, row, name) if own or aims else []
                record.indicators.extend(found)
                if row.cells[self.indicator].merge != "up":
                    self._keep_measure(record, row, found)
                held = bool(found) and all(
                    self._is_figure(i.target) and self._is_figure(i.baseline or i.target) for i in found
                )
                self._keep_rest(record, row, read=bool(found), held=held)
            if self.breakdown.areas:
                allocation = read_allocation(self.table, row, self.breakdown)
                if allocation is not None:
                    record.allocations.append(allocation)
        if len(record.allocations) == 1 and self.total is not None and self.indicator is None:
            totals = [row.cells[self.total].passage for row in item.rows if row.cells[self.total].passage]
            if len(totals) == 1 and record.allocations[0].item is None:
                measure = item.cells[self.measure] if self.measure is not None else self.table.measure
                record.indicators = total_as_target(record.text, totals[0], measure or None, self.words)
        if not self.by_text and record.indicators and record.text is None:
            record.text = record.indicators[0].name
        if record.allocations:
            record.findings.extend(weigh(record, self.words))

    def _keep_measure(self, record: RowRecord, row: Row, found: Sequence[Indicator]) -> None:
        """A unit of measure that no figure stands beside."""
        index = self.table.index("measure")
        if index is None or not row.cells[index].passage:
            return
        if not any(self._is_figure(i.target) for i in found):
            keep(record.extra, name_of(self.table.columns, index), row.cells[index].passage.clean)

    def _is_figure(self, cell: Passage) -> bool:
        """Whether a cell holds a number, and no stroke for none."""
        text = cell.folded
        return bool(text) and self.words.figure.search(text) is not None and self.words.none.search(text) is None

    def _keep_rest(self, record: RowRecord, row: Row, *, read: bool, held: bool) -> None:
        """Figures that no indicator holds: further baselines, and all those of a row without an indicator's name.

        `held`: targets and baselines are figures, so that a record holds both.
        """
        used = {baseline_at(self.table, row, self.table.columns[i].year) for i in self.targets} if read else set()
        used = used or ({baseline_at(self.table, row, None)} if read else set())
        for index in self.baselines if read else self.figures:
            passage = row.cells[index].passage
            if (
                passage
                and self.words.none.search(passage.folded) is None
                and not (held and index in used)
                and self.table.columns[index].role not in ("area", "total", "item")
            ):
                keep(record.extra, name_of(self.table.columns, index), passage.clean)
                if not read:
                    message = f"A figure of no indicator, {passage.clean}, is kept in `extra`."
                    record.findings.append(Finding("cell-not-understood", message, passage.line))
