"""Tab-led tables: what is left of a Word table when each cell becomes a line that starts with a tab.

Blank lines part the rows, but cells that run over lines hold blank lines too; their further lines have no tab. Headers
may be spelled one character a line. The words of the header are the only sign: any indented paragraph starts with a tab.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notice_parse.tables.model import Cell, RawRow, RawTable
from notice_parse.tables.page import Page
from notice_parse.text.passage import Passage

_LONGEST_RUN = 40
"""More lines without a tab than this are no cell that runs on, but the text after the table."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class _Block:
    """Cells up to the next blank line before a tab: `ranges` of each cell, lines `[first, last)`."""

    cells: list[list[tuple[int, int]]]
    first: int
    last: int

    def leading(self, page: Page) -> str:
        """The text of the first cell that has one."""
        for cell in self.cells:
            if cell[0][0] < cell[0][1]:
                return page.folded[cell[0][0] : cell[0][1]]
        return ""

    def texts(self, page: Page) -> list[str]:
        return ["".join([page.folded[a:b] for a, b in cell]) for cell in self.cells]


def find_tab_led(page: Page) -> Iterator[RawTable]:
    """The tab-led tables of a text, in order."""
    index, count = 0, len(page.lines)
    while index < count:
        if not _is_led(page, index):
            index += 1
            continue
        block = _gather(page, index)
        if page.is_header(block.texts(page)):
            table = _read_table(page, block)
            if table is not None:
                yield table
                index = table.last
                continue
        index = block.last


def _is_led(page: Page, index: int) -> bool:
    """A line that starts with a tab and holds one cell."""
    return page.leads[index]


def _gather(page: Page, first: int, width: int = 0) -> _Block:
    """The cells from a tab-led line to the next one that blank lines part from it.

    Lines without a tab between two tab-led lines belong to the cell above them, but a heading below a row that is
    `width` cells wide does not.
    """
    lines, limit = page.lines, len(page.lines)
    cells = [[page.trim(lines[first].start, lines[first].end)]]
    at = first + 1
    while at < limit:
        if _is_led(page, at):
            if lines[at].blank_before:
                break
            cells.append([page.trim(lines[at].start, lines[at].end)])
            at += 1
            continue
        stop = _next_led(page, at, limit)
        if stop is None or not _runs_on(page, cells, at, stop, 0 < width <= len(cells)):
            break
        for run in range(at, stop):
            if not page.vocabulary.page.search(page.text(run)):
                cells[-1].append(page.trim(lines[run].start, lines[run].end))
        at = stop
    return _Block(cells, first, at)


def _next_led(page: Page, at: int, limit: int) -> int | None:
    """The next tab-led line, if it is near."""
    for index in range(at, min(at + _LONGEST_RUN, limit)):
        if page.folded[page.lines[index].start] == "\t":
            return index if _is_led(page, index) else None
    return None


def _runs_on(page: Page, cells: list[list[tuple[int, int]]], at: int, stop: int, full: bool) -> bool:
    """Whether the lines `[at, stop)` may go on with the last cell: they neither end the table nor name the next one.

    `full`: the row has all its cells, so that a heading below it is one.
    """
    words = page.vocabulary
    if any(words.note.search(page.text(i)) or words.end.search(page.text(i)) for i in range(at, stop)):
        return False
    last = "".join([page.folded[a:b] for a, b in cells[-1]])
    if words.is_open(last):
        return True
    if full and _ends_document(page, stop):
        return False
    if full and words.section.search(page.text(at)):
        return False
    return not _opens_table(page, stop)


def _opens_table(page: Page, index: int) -> bool:
    """Whether a header starts at a tab-led line (looked at without the lines that run on, to stay linear)."""
    texts = []
    for at in range(index, min(index + 8, len(page.lines))):
        if at > index and page.lines[at].blank_before and _is_led(page, at):
            break
        if _is_led(page, at):
            texts.append(page.text(at).strip("\t "))
    return bool(texts and texts[0]) and page.is_header(texts)


def _read_table(page: Page, header: _Block) -> RawTable | None:
    """The table that a header opens; None where no row follows it."""
    blocks, last = _collect(page, header)
    if blocks:
        return _raw(page, _mend(page, [header, *blocks], len(header.cells)), header.first, last)
    rows = _chunk(page, header)
    return _raw(page, rows, header.first, last) if len(rows) > 1 else None


def _collect(page: Page, header: _Block) -> tuple[list[_Block], int]:
    """The blocks of the rows below a header and the line just past them."""
    count, words = len(page.lines), page.vocabulary
    names = header.texts(page)
    blocks: list[_Block] = []
    at = last = header.last
    while at < count:
        if _is_led(page, at):
            block = _gather(page, at, len(names))
            if words.end.search(block.leading(page)) or (len(blocks) > 1 and _is_next_header(page, block, names)):
                break
            blocks.append(block)
            at = last = block.last
            continue
        stop = _run_end(page, at, blocks[-1] if blocks else header)
        if stop == at and _is_section(page, at):
            line = page.lines[at]
            blocks.append(_Block([[page.trim(line.start, line.end)]], at, at + 1))
            at = last = at + 1
            continue
        if stop == at:
            break
        for index in range(at, stop):
            if not words.page.search(page.text(index)):
                (blocks[-1] if blocks else header).cells[-1].append(
                    page.trim(page.lines[index].start, page.lines[index].end)
                )
        exhausted = stop - at >= _LONGEST_RUN
        at = last = stop
        if exhausted:
            break
    return blocks, last


def _is_next_header(page: Page, block: _Block, names: list[str]) -> bool:
    """Whether a block is the header of another table, not that of this one printed again."""
    start, end = page.lines[block.first].start, page.lines[block.last - 1].end
    if not page.may_be_header(start, end):
        return False
    texts = block.texts(page)
    return texts != names and page.is_header(texts)


def _is_section(page: Page, at: int) -> bool:
    """Whether a line without a tab is a heading between two rows."""
    after = at + 1
    if not page.vocabulary.section.search(page.text(at)) or after >= len(page.lines):
        return False
    return _is_led(page, after) and not _opens_table(page, after)


def _run_end(page: Page, at: int, block: _Block) -> int:
    """How far lines without a tab go on with the last cell of a block at the end of a table.

    Without a further tab-led line below, only an open cell (`市科技局、`) is gone on with.
    """
    words, end = page.vocabulary, at
    text = block.texts(page)[-1]
    while end < len(page.lines) and end - at < _LONGEST_RUN:
        line = page.text(end)
        if page.folded[page.lines[end].start] == "\t" or words.note.search(line) or words.end.search(line):
            break
        if words.page.search(line):
            nxt = end + 1
            if nxt < len(page.lines) and (_is_led(page, nxt) and not _ends_document(page, nxt)):
                end = nxt
                continue
            break
        if not words.is_open(text):
            break
        text = text + line
        end += 1
    return end


def _ends_document(page: Page, index: int) -> bool:
    """Whether the cells from a tab-led line on are what closes a document (抄送), set in a frame of its own."""
    for at in range(index, min(index + 4, len(page.lines))):
        if not _is_led(page, at):
            return False
        text = page.text(at).strip("\t ")
        if text:
            return page.vocabulary.end.search(text) is not None
    return False


def _chunk(page: Page, header: _Block) -> list[_Block]:
    """A table without blank lines: its cells cut into rows as wide as the run of header cells."""
    texts = header.texts(page)
    heading, serial = page.vocabulary.heading, page.vocabulary.serial
    width = 0
    while width < len(texts) and (heading(texts[width]).roles or width < 2) and not serial.search(texts[width]):
        width += 1
    if width < 2 or len(texts) < 2 * width:
        return []
    rows = []
    for at in range(0, len(texts), width):
        line = page.line_index(header.cells[at][0][0])
        rows.append(_Block(header.cells[at : at + width], line, header.last))
    return rows


def _mend(page: Page, blocks: list[_Block], width: int) -> list[_Block]:
    """Rows that blank lines inside cut are put together: a short block that starts with a number, and the short ones
    without a number below it, if they hold the cells of a row. The paragraphs of one cell may make it too wide."""
    out = blocks[:1]
    at = 1
    while at < len(blocks):
        end = at + 1
        if _starts_row(page, blocks[at]) and len(blocks[at].cells) < width:
            while end < len(blocks) and len(blocks[end].cells) < width and not _stands_apart(page, blocks[end]):
                end += 1
        cells = [cell for block in blocks[at:end] for cell in block.cells]
        if end > at + 1 and len(cells) >= width:
            out.append(_Block(cells, blocks[at].first, blocks[end - 1].last))
        else:
            out.extend(blocks[at:end])
        at = end
    return out


def _starts_row(page: Page, block: _Block) -> bool:
    first = block.cells[0][0]
    return page.vocabulary.serial.search(page.folded[first[0] : first[1]]) is not None


def _stands_apart(page: Page, block: _Block) -> bool:
    """Whether a block is a row or a heading of its own, not the rest of the one above."""
    return _starts_row(page, block) or (
        len(block.cells) == 1 and page.vocabulary.section.search(block.leading(page)) is not None
    )


def _raw(page: Page, blocks: list[_Block], first: int, last: int) -> RawTable:
    rows = []
    for block in blocks:
        if not any(a < b for cell in block.cells for a, b in cell):
            continue
        rows.append(RawRow([Cell(Passage(page.norm, cell)) for cell in block.cells], block.first))
    return RawTable("tab-led", first, last, rows)
