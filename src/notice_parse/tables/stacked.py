"""Stacked tables: one cell a line and nothing between them, as tables come out of web pages and chats.

The header is a run of short lines that are known headers; where its first one is the serial number, the numbers that
count up tell where the rows start. Without numbers only rows that all fill every column are believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from notice_parse.tables.align import fits
from notice_parse.tables.model import Cell, Column, RawRow, RawTable
from notice_parse.tables.numbers import ordinal
from notice_parse.tables.page import Page
from notice_parse.text.passage import Passage

_LONGEST_HEADER = 16
_LONGEST_SECTION = 100
"""A heading among the rows may name fields and leaders: 一、发改、财政、交通等工作目标（牵头领导：……）."""
_WIDEST = 16
_LONGEST_ROW = 48
"""Lines that one row may hold; its cells may have several paragraphs."""
_UNITS = frozenset({"lead", "responsible", "cooperating"})


def find_stacked(page: Page) -> Iterator[RawTable]:
    """The stacked tables of a text, in order."""
    done = 0
    for match in page.vocabulary.stacked.finditer(page.folded):
        index = page.line_index(match.start())
        if index < done or page.taken[index]:
            continue
        first, last = _header(page, index)
        done = max(last, index + 1)
        if first < last and page.is_header([page.text(i) for i in range(first, last)]):
            table = _Stack(page, first, last).read()
            if table is not None:
                yield table
                done = table.last


def _header(page: Page, index: int) -> tuple[int, int]:
    """The lines `[first, last)` around one of them that read as a header; an empty range where they do not."""
    first = index
    gap = page.lines[index + 1].blank_before if index + 1 < len(page.lines) else 0
    while first > 0 and index - first < _WIDEST and _is_head(page, first - 1) and page.lines[first].blank_before <= gap:
        first -= 1
    last, unknown = index + 1, 0
    heading = page.vocabulary.heading
    numbered = heading(page.text(first)).roles == ("number",)
    while last < len(page.lines) and last - first < _WIDEST and not page.taken[last]:
        if not _is_head(page, last):
            # Beside serial numbers a few headers may be unknown: the first number ends the header.
            short = 0 < page.lines[last].end - page.lines[last].start <= _LONGEST_HEADER
            if (
                not numbered
                or not short
                or not page.may_be_header(page.lines[last].start, page.lines[last].end)
                or _serial(page, last)
            ):
                break
            unknown += 1
        last += 1
    if numbered and last - 1 > first and _is_heading(page, last - 1):
        last, unknown = last - 1, unknown - 1
    start = last + 1 if last < len(page.lines) and _is_heading(page, last) else last
    if numbered and (start >= len(page.lines) or _serial(page, start) != 1 or unknown * 2 > last - first):
        return index, index
    return first, last


def _is_head(page: Page, index: int) -> bool:
    line = page.lines[index]
    if line.end - line.start > _LONGEST_HEADER or page.taken[index]:
        return False
    return bool(page.vocabulary.heading(page.text(index)).roles) and "\t" not in page.text(index)


def _is_heading(page: Page, index: int) -> bool:
    text, words = page.text(index), page.vocabulary
    return len(text) <= _LONGEST_SECTION and words.section.search(text) is not None and not words.closed.search(text)


def _serial(page: Page, index: int) -> int | None:
    """The value of a line that is a serial number and nothing else."""
    line = page.lines[index]
    if line.end - line.start > 6 or page.taken[index]:
        return None
    match = page.vocabulary.serial.search(page.text(index))
    return ordinal(match.group("number")) if match else None


def _column(roles: tuple[str, ...]) -> Column:
    """A column as far as its header alone tells."""
    return Column("", "text" if roles and roles[0] in ("text", "goal") else roles[0] if roles else "unknown")


class _Stack:
    """Reads the rows below the header in lines `[first, start)`."""

    def __init__(self, page: Page, first: int, start: int) -> None:
        self.page = page
        self.first = first
        self.start = start
        self.heads = list(range(first, start))
        blanks = [page.lines[i].blank_before for i in self.heads[1:]]
        self.usual_blanks = min(blanks, default=0)

    def read(self) -> RawTable | None:
        roles = [self.page.vocabulary.heading(self.page.text(i)).roles for i in self.heads]
        if roles[0] == ("number",):
            bounds = self._numbered()
            self._drop_outer(bounds, roles)
        else:
            # The title above may be made of words that head columns too (重点任务清单).
            skip = next((n for n in range(2) if len(self._regular(roles[n:])) > 1), 0)
            bounds = self._regular(roles[skip:])
            self.heads = self.heads[skip:]
        if len(bounds) < 2:
            return None
        rows = [RawRow([self._cell(i) for i in self.heads], self.heads[0])]
        rows += [self._row(a, b) for a, b in bounds]
        return RawTable("stacked", self.heads[0], bounds[-1][1], rows)

    def _cell(self, index: int) -> Cell:
        return Cell(self.page.passage(self.page.lines[index].start, self.page.lines[index].end))

    def _numbered(self) -> list[tuple[int, int]]:
        """The rows of a table with serial numbers, and the headings between them, as ranges of lines."""
        page = self.page
        bounds: list[tuple[int, int]] = []
        at = self.start
        if _is_heading(page, at):
            bounds.append((at, at + 1))
            at += 1
        while True:
            after = self._next_start(at)
            if after is None:
                bounds.append((at, self._last_end(at, bounds)))
                return bounds if sum(b - a > 1 for a, b in bounds) > 1 else []
            end = after - 1 if _is_heading(page, after - 1) and after - at > 2 else after
            bounds.append((at, end))
            if end < after:
                bounds.append((end, after))
            at = after

    def _next_start(self, at: int) -> int | None:
        """Where the row below the one at a line starts: at the next number, best as many lines on as there are columns."""
        page, width = self.page, len(self.heads)
        value = _serial(page, at)
        best: tuple[int, int] | None = None
        for index in range(at + 1, min(at + _LONGEST_ROW, len(page.lines))):
            text = page.text(index)
            if page.taken[index] or page.vocabulary.note.search(text) or page.vocabulary.end.search(text):
                break
            distance = index - at
            number = _serial(page, index)
            starts = number is not None and (
                number == (value or 0) + 1 or (number == 1 and _is_heading(page, index - 1))
            )
            starts = starts or (distance == width and page.vocabulary.sum.search(text) is not None)
            if starts and distance > 1:
                # A row that is short of cells is likelier than one with cells of several lines.
                rank = 0 if distance == width else width - distance if distance < width else distance
                if best is None or rank < best[0]:
                    best = rank, index
                if distance >= width:
                    break
        return best[1] if best else None

    def _last_end(self, at: int, bounds: Sequence[tuple[int, int]]) -> int:
        """The line past the last row: it has as many lines as most rows, or one for each column if they fit; fewer where
        the table is seen to end."""
        page, words = self.page, self.page.vocabulary
        sizes = Counter(b - a for a, b in bounds if b - a > 1)
        size = sizes.most_common(1)[0][0] if sizes else len(self.heads)
        if size < len(self.heads) <= len(page.lines) - at:
            kinds = [words.kind_of(page.text(i)) for i in range(at, at + len(self.heads))]
            columns = [_column(words.heading(page.text(i)).roles) for i in self.heads]
            size = len(self.heads) if fits(kinds, columns) else size
        blanks = max((page.lines[i].blank_before for a, b in bounds for i in range(a, b)), default=self.usual_blanks)
        end = at + 1
        while end < len(page.lines) and end - at < size and not page.taken[end]:
            text = page.text(end)
            if (
                words.note.search(text)
                or words.end.search(text)
                or page.lines[end].blank_before > blanks
                or _is_heading(page, end)
            ):
                break
            end += 1
        return end

    def _regular(self, roles: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
        """The rows of a table without serial numbers: as many lines as there are columns, each fitting its column."""
        page, width = self.page, len(roles)
        if width < 3:
            return []
        columns = [_column(kinds) for kinds in roles]
        bounds: list[tuple[int, int]] = []
        at = self.start
        while at + width <= len(page.lines):
            texts = [page.text(i) for i in range(at, at + width)]
            ended = any(page.vocabulary.note.search(t) or page.vocabulary.end.search(t) or "\t" in t for t in texts)
            if (
                ended
                or any(page.taken[at : at + width])
                or not fits([page.vocabulary.kind_of(t) for t in texts], columns)
            ):
                break
            if not any(
                page.vocabulary.kind_of(t) == "units" for t, c in zip(texts, columns, strict=True) if c.role in _UNITS
            ):
                break
            bounds.append((at, at + width))
            at += width
        return bounds

    def _drop_outer(self, bounds: Sequence[tuple[int, int]], roles: Sequence[tuple[str, ...]]) -> None:
        """A header that lies over others (责任分工) is no column, unless some row has a cell for it."""
        texts = [self.page.text(i) for i in self.heads]
        columns = [_column(kinds) for kinds in roles]
        kind = self.page.vocabulary.kind_of
        if any(
            b - a == len(texts) and fits([kind(self.page.text(i)) for i in range(a, b)], columns) for a, b in bounds
        ):
            return
        outer = [
            i
            for i in range(len(texts) - 2)
            if self.page.vocabulary.outer.search(texts[i]) and roles[i + 1] and roles[i + 1][0] in _UNITS and roles[i + 2]
            and roles[i + 2][0] in _UNITS
        ]  # fmt: skip
        if outer:
            self.heads = [head for i, head in enumerate(self.heads) if i not in outer]

    def _row(self, first: int, end: int) -> RawRow:
        """The cells of a row; further blank lines stand for empty cells where that makes the row whole."""
        width, nothing = len(self.heads), Cell(Passage(self.page.norm, []))
        cells: list[Cell] = []
        for index in range(first, end):
            spare = self.page.lines[index].blank_before - self.usual_blanks
            if index > first and spare > 0:
                cells.extend([nothing] * (spare // (self.usual_blanks + 1)))
            cells.append(self._cell(index))
        if len(cells) != width and len(cells) != end - first:
            cells = [cell for cell in cells if cell.passage]
        return RawRow(cells, first)
