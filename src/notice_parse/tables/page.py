"""Page: the lines of a text with what every form of table asks of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from notice_parse.layout.lines import Line
from notice_parse.tables.vocabulary import Vocabulary
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_BREAK = compile_pattern(r"<[bB][rR]\s*/?>")
_DATA = compile_pattern(r"[。;]|(?<!\d)(?!(?:19|20)\d\d)\d")
"""What headers do not hold: the end of a sentence, a number that is no year."""
_EDGE = " \t\n"


class Page:
    """A NormText cut into lines, with the vocabulary at hand."""

    __slots__ = ("__dict__", "escaped_pipes", "folded", "lines", "norm", "nothing", "taken", "vocabulary")

    def __init__(self, norm: NormText, lines: Sequence[Line], vocabulary: Vocabulary) -> None:
        self.norm = norm
        self.lines = lines
        self.folded = norm.folded
        self.vocabulary = vocabulary
        self.taken = bytearray(len(lines))
        """1 for each line that a table already covers."""
        self.nothing = Passage(norm, [])
        """What an empty cell holds; shared, since passages do not change."""
        self.escaped_pipes = "\\|" in norm.source.text

    @cached_property
    def plain_pipes(self) -> bool:
        """Whether the pipe of ASCII is the only one in the text."""
        return not any(pipe in self.folded for pipe in "│┃║")

    @cached_property
    def leads(self) -> list[bool]:
        """For each line whether it starts with a tab and holds one cell."""
        text = self.folded
        return [
            text[start] == "\t" and "\t" not in text[start:end].strip("\t ") if start < end else False
            for start, end, _ in self.lines
        ]

    @cached_property
    def gap_offsets(self) -> list[int]:
        """Where white space was dropped, ascending."""
        return list(self.norm.gaps)

    def text(self, index: int) -> str:
        """The folded text of a line."""
        line = self.lines[index]
        return self.folded[line.start : line.end]

    def line_index(self, offset: int) -> int:
        """The index of the line that holds an offset, or of the last line before it."""
        return max(bisect_right(self.lines, offset, key=lambda line: line.start) - 1, 0)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The range without blanks and tabs at its ends."""
        text = self.folded
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        return start, end

    def passage(self, start: int, end: int) -> Passage:
        """A cell's text, without blanks at its ends and without `<br>`."""
        cell = self.folded[start:end]
        bare = cell.strip(_EDGE)
        if not bare:
            return self.nothing
        if len(bare) != len(cell):
            start += cell.index(bare)
            end = start + len(bare)
        if "<" not in bare and "\n" not in bare:
            return Passage.of_range(self.norm, start, end, bare)
        text = self.folded
        ranges, at = [], start
        for match in _BREAK.finditer(text, start, end):
            ranges.append(self.trim(at, match.start()))
            at = match.end()
        ranges.append(self.trim(at, end))
        return Passage(self.norm, ranges)

    def passage_of(self, ranges: Sequence[tuple[int, int]]) -> Passage:
        return Passage(self.norm, ranges)

    def lines_passage(self, start: int, end: int) -> Passage:
        """A text that may run over lines, each without blanks at its ends."""
        if self.folded.find("\n", start, end) < 0:
            return self.passage(start, end)
        ranges, at = [], start
        while at < end:
            stop = self.folded.find("\n", at, end)
            stop = end if stop < 0 else stop
            ranges.append(self.trim(at, stop))
            at = stop + 1
        return Passage(self.norm, ranges)

    def count_known(self, cells: Sequence[str]) -> int:
        """How many header cells the grammar knows; a place alone says nothing of a table."""
        heading = self.vocabulary.heading
        return sum(1 for cell in cells if cell and heading(cell).roles not in ((), ("area",), ("year",)))

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether the cells read as the header of a table: two different known columns, most of them short, no figures."""
        if len(cells) < 2 or any(len(cell) > 40 for cell in cells) or self.count_known(cells) < 2:
            return False
        return len({self.vocabulary.heading(cell).roles for cell in cells if cell} - {()}) >= 2

    def may_be_header(self, start: int, end: int) -> bool:
        """Whether a row of a table under way could be a header at all; rows with a stop or a number are none."""
        return _DATA.search(self.folded, start, end) is None

    def is_next_header(self, start: int, end: int, cells: Sequence[str]) -> bool:
        """Whether a row of a table under way is the header of another one."""
        return self.may_be_header(start, end) and self.is_header(cells)
