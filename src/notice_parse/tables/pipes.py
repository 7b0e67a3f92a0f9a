"""Lines with pipes: where their cells are, and which of them are rules."""

from __future__ import annotations

from notice_parse.tables.model import Cell, Merge
from notice_parse.tables.page import Page
from notice_parse.text.patterns import compile_pattern

PIPE = compile_pattern(r"[|│┃║]")
_RULE = compile_pattern(r"^(?=.*[-=═━+┼╋╬])[|│┃║+:=\-┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═━╪╫╞╡ \t]{3,}$")
_RULE_STARTS = frozenset("|│┃║+:=-┌├└┏┣┗╔╠╚═━ \t")
_MERGES: dict[str, Merge] = {"^^": "up", "<<": "left"}
_LONGEST_MARK = 6
"""Characters of a cell that may be a merge mark with blanks around it."""


def is_rule(page: Page, index: int) -> bool:
    line = page.lines[index]
    if page.folded[line.start : line.start + 1] not in _RULE_STARTS:
        return False
    return line.end - line.start < 4000 and _RULE.match(page.text(index)) is not None


def _cuts(page: Page, start: int, end: int) -> list[int]:
    """Where the pipes of a range stand that are not text (`\\|` in the source)."""
    norm = page.norm
    text, cuts = page.folded, []
    if page.plain_pipes:
        at = text.find("|", start, end)
        while at >= 0:
            cuts.append(at)
            at = text.find("|", at + 1, end)
    else:
        cuts = [m.start() for m in PIPE.finditer(text, start, end)]
    if not page.escaped_pipes:
        return cuts
    source = norm.source.text
    return [at for at in cuts if source[max(norm.source_offset(at) - 1, 0)] != "\\"]


def cells_of(page: Page, start: int, end: int, outer: tuple[bool, bool]) -> list[Cell]:
    """The cells of one printed row; `outer` says whether its table has pipes at the left and right edge."""
    start, end = page.trim(start, end)
    cuts = _cuts(page, start, end)
    cuts.append(end)
    if cuts[0] == start and len(cuts) > 1 and outer[0]:
        start += 1
        del cuts[0]
    if len(cuts) > 1 and outer[1] and cuts[-2] + 1 >= end:
        cuts.pop()
    cells = []
    passage, nothing = page.passage, page.nothing
    for cut in cuts:
        cell = passage(start, cut)
        if cut - start <= _LONGEST_MARK and cell.ranges and cell.folded in _MERGES:
            cells.append(Cell(nothing, _MERGES[cell.folded]))
        else:
            cells.append(Cell(cell))
        start = cut + 1
    return cells
