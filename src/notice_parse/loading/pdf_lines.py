"""Characters of a page, each with its place, to lines in reading order: columns one after the other.

Lengths are points; `top` grows downward, as pdfplumber has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

_RADICALS = dict(
    zip(
        "⺁⺄⺇⺈⺊⺌⺍⺗⺝⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙几刀卜小小心月母民水水火爪爪丬牛犬王疋目示礻竹糸纟网网网羊羊羊老老聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟龟",
        strict=True,
    )
)
"""Parts of characters (U+2E80–2EFF) that fonts name in the place of the characters that look the same."""
# Of these two the character that is equivalent by the standard is the older form; the font shows the newer one.
_RADICALS |= {"\u2f3e": "户", "\u2fad": "青"}
_LOOKALIKE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufad9\ufb00-\ufb06]")
_LATIN = re.compile(r"[A-Za-z0-9%.,)(+-]")
_FEWEST_LINES = 8
INDENT = "\u3000\u3000"


class Char(NamedTuple):
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class TextLine(NamedTuple):
    """A line as it is read; `text` has blanks where the page has, `x0` to `x1` is what it takes of the page.

    `flush` lines begin at the left margin of their column, `full` ones end at the right one.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    flush: bool = False
    full: bool = False

    @property
    def indented(self) -> bool:
        return self.text.startswith(INDENT)


def written(text: str) -> str:
    """The characters that a page shows, where its fonts name others that look the same."""
    return _LOOKALIKE.sub(lambda m: _RADICALS.get(m[0]) or unicodedata.normalize("NFKC", m[0]), text)


def read_lines(chars: Sequence[Char]) -> list[TextLine]:
    """The lines of a page or a part of it, in reading order.

    Shape: a paragraph's indent of two characters is kept as two ideographic spaces.
    """
    rows = _rows(chars)
    found = _columns(rows)
    if found is None:
        return _indented([_line(row) for row in rows])
    gutter, first, last = found
    inside = [char for row in rows[first:last] for char in row]
    left = [char for char in inside if char.x1 <= gutter]
    right = [char for char in inside if char.x1 > gutter]
    above = [char for row in rows[:first] for char in row]
    below = [char for row in rows[last:] for char in row]
    return [line for part in (above, left, right, below) if part for line in read_lines(part)]


def cell_text(chars: Sequence[Char], width: float) -> str:
    """The text of a cell of a width: lines that fill it were wrapped and are joined, others end where they end."""
    text = ""
    full = False
    for line in (_line(row) for row in _rows(chars)):
        if text:
            text += (" " if _is_word(text[-1]) and _is_word(line.text[0]) else "") if full else "\n"
        text += line.text
        full = line.x1 - line.x0 > width - 2.6 * line.size
    return text


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters that stand on one line, from left to right; the lines from the top."""
    rows: list[list[Char]] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda c: c.middle):
        if rows and char.middle - middle < 0.5 * max(size, char.size):
            rows[-1].append(char)
            if char.size > size:
                middle, size = char.middle, char.size
        else:
            rows.append([char])
            middle, size = char.middle, char.size
    for row in rows:
        row.sort(key=lambda c: c.x0)
    return rows


def _line(row: Sequence[Char]) -> TextLine:
    parts: list[str] = []
    before: Char | None = None
    for char in row:
        if before is not None:
            parts.append(_blanks(before, char))
        parts.append(char.text)
        before = char
    size = median(char.size for char in row)
    return TextLine(
        written("".join(parts)),
        row[0].x0,
        max(c.x1 for c in row),
        min(c.top for c in row),
        max(c.bottom for c in row),
        size,
    )


def _blanks(before: Char, char: Char) -> str:
    gap = char.x0 - before.x1
    size = max(before.size, char.size, 1.0)
    if _LATIN.match(before.text) and _LATIN.match(char.text):
        return " " if gap > 0.2 * size else ""
    # A quarter of a character of air is set between a number and a word; more was meant. Columns stay apart as they stand.
    return " " * min(round(2 * gap / size), 80) if gap > 0.42 * size else ""


def _columns(rows: Sequence[Sequence[Char]]) -> tuple[float, int, int] | None:
    """A gutter, and the rows `[first, last)` beside it, where a page is set in two columns of running text."""
    if len(rows) < _FEWEST_LINES:
        return None
    start, end = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    size = median(char.size for row in rows for char in row)
    gutter = start + 0.3 * (end - start)
    best: tuple[int, float, int] = (0, 0.0, 0)
    while size > 0 and gutter < start + 0.7 * (end - start):
        first = 0
        for index in range(len(rows) + 1):
            if index == len(rows) or any(
                c.x0 < gutter + 0.5 * size and c.x1 > gutter - 0.5 * size for c in rows[index]
            ):
                best = max(best, (index - first, gutter, first))
                first = index + 1
        # A damaged page may tell any size.
        gutter += max(0.5 * size, 0.005 * (end - start))
    count, gutter, first = best
    if count < _FEWEST_LINES:
        return None
    inside = rows[first : first + count]
    sides = (
        [[c for c in row if c.x1 <= gutter] for row in inside],
        [[c for c in row if c.x1 > gutter] for row in inside],
    )
    return (gutter, first, first + count) if all(_is_running(side, size) for side in sides) else None


def _is_running(side: Sequence[Sequence[Char]], size: float) -> bool:
    """Whether most lines of a column go to its right edge, as paragraphs do and cells do not."""
    lines = [row for row in side if row]
    if len(lines) < _FEWEST_LINES:
        return False
    edge = max(row[-1].x1 for row in lines)
    full = sum(1 for row in lines if row[-1].x1 > edge - 1.5 * size)
    return full >= 0.5 * len(lines) and median(len(row) for row in lines) >= 8


def _indented(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a column, the first one of a paragraph with its indent."""
    if not lines:
        return []
    places = Counter(round(line.x0) for line in lines)
    shared = [place for place, count in places.items() if count > 1]
    edge = max(line.x1 for line in lines)
    # On a short page the margin may be used by one line alone: one that goes on to the right edge.
    wide = [round(line.x0) for line in lines if line.x1 > edge - 2.5 * line.size]
    margin = min([*(shared or places), *wide])
    return [_placed(line, margin, edge) for line in lines]


def _placed(line: TextLine, margin: float, edge: float) -> TextLine:
    # A line in the middle of the page may begin where an indent ends by chance.
    centred = abs((line.x0 + line.x1) / 2 - (margin + edge) / 2) < 0.6 * line.size
    indented = 1.6 * line.size < line.x0 - margin < 2.5 * line.size and not centred
    return line._replace(
        text=INDENT + line.text if indented else line.text,
        flush=line.x0 - margin < 0.5 * line.size,
        full=line.x1 > edge - 2.5 * line.size,
    )
