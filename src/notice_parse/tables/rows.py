"""Rows to logical items: which rows belong together, and which empty cells mean the cell above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notice_parse.grammar import Grammar
from notice_parse.tables.item import FIGURES, UNIT_ROLES, Item, ItemReader
from notice_parse.tables.model import Cell, Row, RowRecord, Table
from notice_parse.tables.places import read_places
from notice_parse.tables.vocabulary import Vocabulary, vocabulary
from notice_parse.text.passage import Passage

_CARRIED = frozenset({"category", "title", "text", "lead", "responsible", "leaders", "persons"})
"""Columns where an empty cell may mean the cell above; a value, a deadline or a helper left empty is empty. So is a
number beside a text of its own: the source prints none for that item."""


def read_rows(table: Table, grammar: Grammar) -> list[RowRecord]:
    """One record for each logical item of a table, in order.

    Errors: none; a table of kind `other` gives records that hold their cells in `extra`.
    """
    words = vocabulary(grammar)
    if table.places is not None:
        return read_places(table, words)
    to_record = ItemReader(table, words).record
    records = [to_record(item) for item in _Grouping(table, words).items()]
    holders = Counter(record.title.folded for record in records if record.title is not None)
    for record in records:
        record.title_shared = record.title is not None and holders[record.title.folded] > 1
    return records


class _Grouping:
    """Which rows make one item, and what their empty cells mean."""

    def __init__(self, table: Table, words: Vocabulary) -> None:
        self.table = table
        self.words = words
        self.roles = [column.role for column in table.columns]
        self.number = table.index("number")
        text = table.index("text")
        self.text = text if text is not None else table.index("indicator")
        self.by_text = text is not None
        # Where a column marks its merged cells, its empty ones are empty.
        self.marked = [
            any(row.cells[i].merge == "up" for row in table.rows if row.kind == "item")
            for i in range(len(table.columns))
        ]
        if table.form != "html" and not any(cell.merge == "left" for row in table.rows for cell in row.cells):
            self.marked = [m and _all_marked(table, i) for i, m in enumerate(self.marked)]
        self.sentences = self._ends_in_stops()

    def items(self) -> list[Item]:
        out: list[Item] = []
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
        return [item.finish() for item in out]

    def _own(self, row: Row, index: int | None) -> Passage | None:
        """The text that a row itself has in a column."""
        if index is None:
            return None
        passage = row.cells[index].passage
        return passage if passage.ranges else None

    def _belongs(self, item: Item, row: Row) -> bool:
        """Whether a row goes on with an item: no number and no text of its own, the same ones again, or text cut in two."""
        number, text = self._own(row, self.number), self._own(row, self.text)
        if self.text is None:
            return number is None and self.number is not None
        before = item.tail(self.text)
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
        texts = [
            t.folded for row in self.table.rows if row.kind == "item" and (t := self._own(row, self.text)) is not None
        ]
        closed = sum(1 for text in texts if self.words.closed.search(text))
        return closed * 10 >= len(texts) * 6

    def _extend(self, item: Item, row: Row) -> None:
        item.rows.append(row)
        for index, role in enumerate(self.roles):
            own = self._own(row, index)
            if own is None or role in FIGURES:
                continue
            before = item.last_of(index)
            if own.folded == before.folded:
                continue
            if not before or item.carried[index]:
                item.cells[index], item.carried[index] = own, False
            elif role in ("known", "unknown", "goal", "deadline", "leaders", "persons"):
                item.further.setdefault(index, []).append(own)
            else:
                item.joined.setdefault(index, []).append(own)

    def _start(self, last: Item | None, row: Row, section: Passage | None) -> Item:
        cells = [cell.passage for cell in row.cells]
        carried = [False] * len(cells)
        item = Item([row], cells, carried, section)
        empty = [index for index, passage in enumerate(cells) if not passage.ranges]
        if last is None or not empty:
            return item
        last.finish()
        named = {self.roles[index] for index, passage in enumerate(cells) if passage.ranges}
        for index in empty:
            if self._carries(index, row.cells[index], named):
                cells[index], carried[index] = last.cells[index], True
        if not named.intersection(UNIT_ROLES):
            self._carry_helpers(last, item)
        return item

    def _carries(self, index: int, cell: Cell, named: set[str]) -> bool:
        """Whether a cell without text means the one above; `named` are the roles that the row itself fills."""
        role = self.roles[index]
        if role in FIGURES and role != "number":
            return False
        if cell.merge == "up":
            return True
        if cell.merge == "left" or role not in _CARRIED or self.marked[index]:
            return False
        if role == "text":
            # An item with a number of its own has its own task.
            return "number" not in named
        if role == "persons":
            # The leader is named and the person below is not: there is none, not the one above.
            return "leaders" not in named
        # 牵头单位 filled and 责任单位 empty: there is none, not the one above.
        return not (role in ("lead", "responsible") and named & {"lead", "responsible"})

    def _carry_helpers(self, last: Item, item: Item) -> None:
        """Where a row names no unit at all, all its units are those above, helpers too."""
        units = [i for i, role in enumerate(self.roles) if role in UNIT_ROLES]
        if any(item.carried[i] for i in units):
            for index in units:
                if not item.cells[index] and not self.marked[index]:
                    item.cells[index], item.carried[index] = last.cells[index], True


def _all_marked(table: Table, index: int) -> bool:
    """Whether every cell of a column that has no text says that it goes on with the one above."""
    cells: Sequence[Cell] = [row.cells[index] for row in table.rows if row.kind == "item"]
    return all(cell.passage or cell.merge for cell in cells)
