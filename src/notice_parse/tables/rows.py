"""Rows to logical items: which rows belong together, and which empty cells mean the cell above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from notice_parse.grammar import Grammar
from notice_parse.tables.figures import read_allocation, read_indicators, weigh
from notice_parse.tables.model import Cell, Row, RowRecord, Table, UnitRole, UnitsCell
from notice_parse.tables.vocabulary import Vocabulary, vocabulary
from notice_parse.text.passage import Passage, join

_UNIT_ROLES: tuple[UnitRole, ...] = ("lead", "responsible", "cooperating")
_FIGURES = frozenset({"number", "indicator", "baseline", "target", "measure", "item", "total", "area"})
"""Columns that are read row by row, or as the number."""
_CARRIED = frozenset({"category", "title", "text", "lead", "responsible", "leaders", "persons"})
"""Columns where an empty cell may mean the cell above; a value, a deadline or a helper left empty is empty. So is a
number beside a text of its own: the source prints none for that item."""


@dataclass(slots=True)
class _Item:
    """The rows of one item; `cells` holds for each column what the item has there, carried cells included."""

    rows: list[Row]
    cells: list[Passage]
    carried: list[bool]
    section: Passage | None
    further: dict[int, list[Passage]] = field(default_factory=dict)
    """Cells of later rows of the item in columns that do not run on, by column."""


def read_rows(table: Table, grammar: Grammar) -> list[RowRecord]:
    """One record for each logical item of a table, in order.

    Errors: none; a table of kind `other` gives records that hold their cells in `extra`.
    """
    reader = _Reader(table, vocabulary(grammar))
    return [reader.record(item) for item in reader.items()]


class _Reader:
    def __init__(self, table: Table, words: Vocabulary) -> None:
        self.table = table
        self.words = words
        self.roles = [column.role for column in table.columns]
        self.number = table.index("number")
        text = table.index("text")
        self.text = text if text is not None else table.index("indicator")
        self.by_text = text is not None
        self.indicators = table.indices("indicator")
        self.areas = table.indices("area")
        # Where a column marks its merged cells, its empty ones are empty.
        self.marked = [
            any(row.cells[i].merge == "up" for row in table.rows if row.kind == "item") for i in range(len(table.columns))
        ]
        if table.form != "html" and not any(cell.merge == "left" for row in table.rows for cell in row.cells):
            self.marked = [m and _all_marked(table, i) for i, m in enumerate(self.marked)]
        self.sentences = self._ends_in_stops()

    def items(self) -> list[_Item]:
        out: list[_Item] = []
        section: Passage | None = None
        for row in self.table.rows:
            if row.kind == "section":
                section = row.cells[0].passage
                continue
            if row.kind != "item":
                continue
            last = out[-1] if out and out[-1].section is section else None
            if last is not None and self._belongs(last, row):
                self._extend(last, row)
            else:
                out.append(self._start(last, row, section))
        return out

    def _own(self, row: Row, index: int | None) -> Passage | None:
        """The text that a row itself has in a column."""
        if index is None or row.cells[index].merge or not row.cells[index].passage:
            return None
        return row.cells[index].passage

    def _belongs(self, item: _Item, row: Row) -> bool:
        """Whether a row goes on with an item: no number and no text of its own, the same ones again, or text cut in two."""
        number, text = self._own(row, self.number), self._own(row, self.text)
        if self.text is None:
            return number is None and self.number is not None
        before = item.cells[self.text].folded
        if number is not None:
            same = self.number is not None and number.folded == item.cells[self.number].folded
            return same and self.by_text and (text is None or text.folded == before)
        if text is None:
            return self.number is not None or not self._stands_alone(row)
        if not self.by_text:
            # Indicators without a task column: each has its own item, unless they share a number.
            return self.number is not None
        return text.folded == before or self._cut(row, before)

    def _stands_alone(self, row: Row) -> bool:
        """Whether a row without task text says something of its own: it has a category or a unit of its own."""
        return any(self._own(row, i) is not None for i, role in enumerate(self.roles) if role in ("category", "title"))

    def _cut(self, row: Row, before: str) -> bool:
        """Whether a row without number holds the rest of the text above: that text cannot end there, or a page ended
        inside it, or it lacks the full stop that the others have while the rest of the row is empty."""
        if not before or (self.number is None and not row.after_break):
            return bool(before) and self.words.is_open(before)
        if self.words.is_open(before):
            return True
        if self.words.closed.search(before):
            return False
        bare = all(self._own(row, i) is None for i in range(len(self.roles)) if i != self.text)
        return self.sentences and (row.after_break or bare)

    def _ends_in_stops(self) -> bool:
        """Whether the texts of this table end like sentences."""
        if self.text is None or not self.by_text:
            return False
        texts = [t.folded for row in self.table.rows if row.kind == "item" and (t := self._own(row, self.text)) is not None]
        closed = sum(1 for text in texts if self.words.closed.search(text))
        return closed * 10 >= len(texts) * 6

    def _extend(self, item: _Item, row: Row) -> None:
        item.rows.append(row)
        for index, role in enumerate(self.roles):
            own = self._own(row, index)
            if own is None or role in _FIGURES:
                continue
            before = item.cells[index]
            if own.folded == before.folded:
                continue
            if not before or item.carried[index]:
                item.cells[index], item.carried[index] = own, False
            elif role in ("known", "unknown", "goal", "deadline"):
                item.further.setdefault(index, []).append(own)
            else:
                item.cells[index] = join(own.norm, [before, own])

    def _start(self, last: _Item | None, row: Row, section: Passage | None) -> _Item:
        norm_cells: list[Passage] = []
        carried: list[bool] = []
        has_units = any(self._own(row, i) is not None for i, r in enumerate(self.roles) if r in ("lead", "responsible"))
        for index, role in enumerate(self.roles):
            cell = row.cells[index]
            takes = last is not None and not (cell.passage and not cell.merge) and self._carries(index, role, cell, has_units)
            norm_cells.append(last.cells[index] if takes and last is not None else cell.passage)
            carried.append(takes)
        self._carry_helpers(last, norm_cells, carried, row)
        return _Item([row], norm_cells, carried, section)

    def _carries(self, index: int, role: str, cell: Cell, has_units: bool) -> bool:
        if role in ("baseline", "target", "total", "area", "item", "indicator", "measure"):
            return False
        if cell.merge == "up":
            return True
        if cell.merge == "left" or role not in _CARRIED or self.marked[index]:
            return False
        # 牵头单位 filled and 责任单位 empty: there is none, not the one above.
        return not (role in ("lead", "responsible") and has_units)

    def _carry_helpers(self, last: _Item | None, cells: list[Passage], carried: list[bool], row: Row) -> None:
        """Where a row names no unit at all, all its units are those above, helpers too."""
        units = [i for i, role in enumerate(self.roles) if role in _UNIT_ROLES]
        if last is None or any(self._own(row, i) is not None for i in units):
            return
        if any(carried[i] for i in units):
            for index in units:
                if not cells[index] and not self.marked[index]:
                    cells[index], carried[index] = last.cells[index], True

    def record(self, item: _Item) -> RowRecord:
        table, words = self.table, self.words
        first = self._first_passage(item)
        record = RowRecord(line=first.line if first is not None else 0, section=item.section)
        record.number = self._number(item)
        for index, role in enumerate(self.roles):
            passage = item.cells[index]
            if role in _FIGURES or not passage.ranges:
                continue
            header = table.columns[index].header
            if role in _UNIT_ROLES:
                if not words.none.search(passage.folded):
                    record.units.append(UnitsCell(role, "label", passage))
            elif role == "goal":
                record.goals.append((header, passage))
            elif role == "text":
                record.text = passage
            elif role == "category":
                record.category = passage if record.category is None else join(passage.norm, [record.category, passage])
            elif role == "title":
                record.title = passage
            elif role in ("leaders", "persons", "deadline"):
                self._set_once(record, role, header, passage)
            elif role in ("known", "unknown") and header:
                parts = [passage, *item.further.get(index, [])]
                record.extra[header] = ";".join(part.clean for part in parts)
        for index, passages in item.further.items():
            if self.roles[index] == "goal":
                record.goals.extend((table.columns[index].header, passage) for passage in passages)
            elif self.roles[index] == "deadline":
                record.extra[table.columns[index].header] = ";".join(p.clean for p in [item.cells[index], *passages])
        if record.text is None and record.title is not None:
            record.text, record.title = record.title, None
        if self.number is None and self.by_text and record.text is not None:
            self._take_number(record, record.text)
        self._add_figures(record, item)
        return record

    def _take_number(self, record: RowRecord, text: Passage) -> None:
        """The number at the head of a text is the item's, unless the text is a list that goes on with the next one."""
        match = self.words.numbered.search(text.folded)
        if match is None:
            return
        number = match.group("bracketed") or match.group("chinese") or match.group("arabic")
        mark = match.group().replace(number, str(int(number) + 1)) if number.isdigit() else ""
        if not mark or mark not in text.folded[match.end() :]:
            record.number, record.text = number, text.slice(match.end()).strip()

    @staticmethod
    def _set_once(record: RowRecord, role: str, header: str, passage: Passage) -> None:
        """The first column of a role is the field; a second one is kept under its header."""
        if getattr(record, role) is None:
            setattr(record, role, passage)
        else:
            record.extra[header] = passage.clean

    def _add_figures(self, record: RowRecord, item: _Item) -> None:
        for row in item.rows:
            if self.indicators:
                record.indicators.extend(read_indicators(self.table, row))
            if self.areas:
                allocation = read_allocation(self.table, row, self.areas)
                if allocation is not None:
                    record.allocations.append(allocation)
        if not self.by_text and record.indicators and record.text is None:
            record.text = record.indicators[0].name
        if record.allocations:
            record.findings.extend(weigh(record, self.words))

    def _number(self, item: _Item) -> str | None:
        if self.number is None:
            return None
        text = item.cells[self.number].folded
        match = self.words.serial.search(text)
        return match.group("number") if match else (item.cells[self.number].clean or None)

    def _first_passage(self, item: _Item) -> Passage | None:
        return next((c.passage for c in item.rows[0].cells if c.passage.ranges and not c.merge), None)


def _all_marked(table: Table, index: int) -> bool:
    """Whether every cell of a column that has no text says that it goes on with the one above."""
    cells: Sequence[Cell] = [row.cells[index] for row in table.rows if row.kind == "item"]
    return all(cell.passage or cell.merge for cell in cells)
