"""Tables whose columns are kept apart by blanks alone, as `pdftotext -layout` and old web pages print them.

White space is dropped from the normalised text, so the places of the gaps tell the cells, and the place of a piece in
its source line tells the column: a further line of a cell stands under it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from notice_parse.tables.align import assign
from notice_parse.tables.model import Cell, Column, RawRow, RawTable
from notice_parse.tables.page import Page
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_WIDE = 2
"""Blanks that part two cells; a single one may stand inside a cell."""
_WIDEST_LINE = 1000
_WIDE_CHARACTER = compile_pattern(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
"""The blocks of East Asian wide and fullwidth characters (Unicode, EastAsianWidth W and F, symbols and emoji left out)."""


class _Piece(NamedTuple):
    """A run of text between two gaps: offsets in the NormText and columns of the screen."""

    start: int
    end: int
    left: int
    right: int


def find_aligned(page: Page) -> Iterator[RawTable]:
    """The tables set with blanks, in order; each starts with a header of known columns."""
    done = -1
    for index in _candidates(page):
        if index <= done or page.taken[index]:
            continue
        for gap in (_WIDE, 1):
            if not page.is_header([page.folded[a:b] for a, b in _ranges(page, index, gap)]):
                continue
            table = _read(page, index, _pieces(page, index, gap), gap)
            if table is not None:
                yield table
                done = table.last - 1
                break


def _candidates(page: Page) -> list[int]:
    """Lines that may be a header: with a wide gap inside, or starting with the header of the serial numbers."""
    lines = page.lines
    found: set[int] = set()
    for offset, width in page.norm.gaps.items():
        if width >= _WIDE and offset and page.folded[offset - 1 : offset] != "\n":
            found.add(page.line_index(offset))
    for head in page.vocabulary.serial_heads:
        at = page.folded.find(head)
        while at >= 0:
            if at == 0 or page.folded[at - 1] == "\n":
                found.add(page.line_index(at))
            at = page.folded.find(head, at + 1)
    return sorted(i for i in found if lines[i].end - lines[i].start <= 120)


def _ranges(page: Page, index: int, gap: int) -> list[tuple[int, int]]:
    """The ranges of a line between gaps of at least so many blanks."""
    line, gaps, offsets = page.lines[index], page.norm.gaps, page.gap_offsets
    inside = offsets[bisect_right(offsets, line.start) : bisect_left(offsets, line.end)]
    cuts = [at for at in inside if gaps[at] >= gap]
    trimmed = [page.trim(a, b) for a, b in pairwise([line.start, *cuts, line.end])]
    return [(a, b) for a, b in trimmed if a < b]


def _pieces(page: Page, index: int, gap: int) -> list[_Piece]:
    """The pieces of a line between gaps of at least so many blanks."""
    line, source = page.lines[index], page.norm.source
    if line.end - line.start > _WIDEST_LINE:
        return [_Piece(line.start, line.end, 0, 0)]
    row_start = source.line_starts[page.norm.line_of(line.start) - 1]
    out = []
    at, column = row_start, 0
    for start, end in _ranges(page, index, gap):
        first, last = page.norm.source_offset(start), page.norm.source_offset(end - 1) + 1
        left = column + _screen(source.text[at:first])
        at, column = last, left + _screen(source.text[first:last])
        out.append(_Piece(start, end, left, column))
    return out


def _screen(text: str) -> int:
    """Width on the screen: Chinese characters take two cells."""
    return len(text) if text.isascii() else len(text) + len(_WIDE_CHARACTER.findall(text))


class _Open:
    """The row under way: the pieces of each column, and where on the screen each column stands."""

    def __init__(self, columns: list[Column], line: int) -> None:
        self.cells: list[list[tuple[int, int]]] = [[] for _ in columns]
        self.extents: list[tuple[int, int] | None] = [None] * len(columns)
        self.line = line

    def add(self, column: int, piece: _Piece) -> None:
        self.cells[column].append((piece.start, piece.end))
        old = self.extents[column]
        self.extents[column] = (min(old[0], piece.left), max(old[1], piece.right)) if old else (piece.left, piece.right)


def _read(page: Page, first: int, header: list[_Piece], gap: int) -> RawTable | None:
    heading = page.vocabulary.heading
    columns = []
    for piece in header:
        roles = heading(page.folded[piece.start : piece.end]).roles
        columns.append(Column("", roles[0] if roles else "unknown"))
    rows: list[_Open] = []
    raw = [RawRow([Cell(Passage(page.norm, [(p.start, p.end)])) for p in header], first)]
    at = first + 1
    while at < len(page.lines) and not _over(page, at, rows, gap):
        pieces = _pieces(page, at, gap)
        texts = [page.folded[p.start : p.end] for p in pieces]
        if (
            len(texts) == 1
            and page.vocabulary.section.search(texts[0])
            and (not rows or _at_margin(pieces[0], rows[-1]))
        ):
            rows.append(_Open(columns[:1], at))
            rows[-1].add(0, pieces[0])
        elif not all(set(text) <= {"-", "=", "_"} for text in texts) and not page.vocabulary.page.search(
            "".join(texts)
        ):
            _add_line(page, rows, columns, header, pieces, at)
        at += 1
    for row in rows:
        raw.append(RawRow([Cell(Passage(page.norm, ranges)) for ranges in row.cells], row.line))
    return RawTable("aligned", first, at, raw) if rows else None


def _over(page: Page, at: int, rows: list[_Open], gap: int) -> bool:
    """Whether a line is no longer of the table: a remark, the end of a document, or a lone paragraph below a blank line."""
    words, text = page.vocabulary, page.text(at)
    if words.note.search(text) or words.end.search(text):
        return True
    pieces = _pieces(page, at, gap)
    if page.is_next_header(page.lines[at].start, page.lines[at].end, [page.folded[p.start : p.end] for p in pieces]):
        return True
    if len(pieces) != 1 or words.page.search(text) or words.section.search(text):
        return False
    if not rows:
        return True
    return _at_margin(pieces[0], rows[-1]) and (page.lines[at].blank_before > 0 or not _unfinished(page, rows[-1]))


def _at_margin(piece: _Piece, row: _Open) -> bool:
    """Whether a piece starts left of every cell of a row but the first."""
    return all(extent is None or piece.left < extent[0] - 1 for extent in row.extents[1:])


def _unfinished(page: Page, row: _Open) -> bool:
    """Whether a cell of a row cannot end where it does, or its task lacks a full stop."""
    texts = ["".join([page.folded[a:b] for a, b in cell]) for cell in row.cells]
    longest = max(texts, key=len)
    return any(page.vocabulary.is_open(text) for text in texts) or not page.vocabulary.closed.search(longest)


def _overlap(piece: _Piece, extent: tuple[int, int] | None) -> int:
    return max(min(piece.right, extent[1]) - max(piece.left, extent[0]), 0) if extent else 0


def _add_line(
    page: Page, rows: list[_Open], columns: list[Column], header: list[_Piece], pieces: list[_Piece], at: int
) -> None:
    """Start a row with a line, or go on with the cells that it stands under."""
    kinds = [page.vocabulary.kind_of(page.folded[p.start : p.end]) for p in pieces]
    numbered = columns[0].role == "number"
    starts = kinds[0] == "serial" if numbered else len(pieces) == len(columns)
    starts = starts and len(pieces) > 1
    if not rows or starts or len(rows[-1].cells) != len(columns):
        row = _Open(columns, at)
        rows.append(row)
        if len(pieces) == len(columns):
            where: list[int] | None = list(range(len(pieces)))
        else:
            where = assign(kinds, columns)
        for piece, column in zip(pieces, where or [0] * len(pieces), strict=True):
            row.add(column, piece)
        return
    row = rows[-1]
    for piece in pieces:
        row.add(_column_of(page, row, columns, header, piece), piece)


def _column_of(page: Page, row: _Open, columns: list[Column], header: list[_Piece], piece: _Piece) -> int:
    """The column that a further piece stands under; one that stands at the margin goes on with an open cell, or the task."""
    texts = ["".join([page.folded[a:b] for a, b in cell]) for cell in row.cells]
    if _at_margin(piece, row) and page.vocabulary.is_open(texts[-1]):
        return len(columns) - 1
    shared = [_overlap(piece, extent) for extent in row.extents]
    if not any(shared):
        # No piece of this row stands here yet (its cell was empty so far): the header tells.
        shared = [_overlap(piece, (head.left, head.right)) for head in header]
    best = max(range(len(columns)), key=lambda i: shared[i])
    if shared[best] and (best > 0 or columns[0].role != "number"):
        return best
    return next((i for i, c in enumerate(columns) if c.role in ("text", "indicator")), len(columns) - 1)
