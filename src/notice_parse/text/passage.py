"""Passage: a run of text that may lie in several places of a document (joined over lines, pages and cells)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from notice_parse.source import SourceSpan
from notice_parse.text.normalise import NormText


class Passage:
    """Ranges of a NormText read as one string.

    `clean` and `folded` are the joined characters (equal length); offsets of a passage count in them.
    A line end inside a range reads as a blank.
    """

    __slots__ = ("_clean", "_folded", "_offsets", "norm", "ranges")

    def __init__(self, norm: NormText, ranges: Iterable[tuple[int, int]]) -> None:
        self.norm = norm
        self.ranges: list[tuple[int, int]] = [r for r in ranges if r[0] < r[1]]
        self._clean: str | None = None
        self._folded: str | None = None
        self._offsets: list[int] | None = None

    @classmethod
    def of_range(cls, norm: NormText, start: int, end: int, folded: str | None = None) -> Passage:
        """One range, not empty; `folded` is its folded text where that is at hand (inside one line).

        By far the most passages have one range, and very many are made.
        """
        new = cls.__new__(cls)
        new.norm = norm
        new.ranges = [(start, end)]
        new._clean = new._offsets = None
        new._folded = folded
        return new

    @property
    def clean(self) -> str:
        if self._clean is None:
            self._clean = self._joined(self.norm.clean)
        return self._clean

    @property
    def folded(self) -> str:
        if self._folded is None:
            self._folded = self._joined(self.norm.folded)
        return self._folded

    def _joined(self, text: str) -> str:
        ranges = self.ranges
        joined = text[ranges[0][0] : ranges[0][1]] if len(ranges) == 1 else "".join([text[a:b] for a, b in ranges])
        return joined.replace("\n", " ") if "\n" in joined else joined

    @property
    def _starts(self) -> list[int]:
        """Offset in the passage of each range."""
        if self._offsets is None:
            starts, at = [], 0
            for a, b in self.ranges:
                starts.append(at)
                at += b - a
            self._offsets = starts
        return self._offsets

    def __len__(self) -> int:
        ranges = self.ranges
        if len(ranges) < 2:
            return ranges[0][1] - ranges[0][0] if ranges else 0
        return self._starts[-1] + ranges[-1][1] - ranges[-1][0]

    def __bool__(self) -> bool:
        return bool(self.ranges)

    @property
    def start(self) -> int:
        """Offset in the NormText of the first character; 0 for an empty passage."""
        return self.ranges[0][0] if self.ranges else 0

    @property
    def end(self) -> int:
        """Offset in the NormText just past the last character."""
        return self.ranges[-1][1] if self.ranges else 0

    @property
    def line(self) -> int:
        """1-based source line of the first character."""
        return self.norm.line_of(self.start)

    @property
    def gaps(self) -> list[int]:
        """Offsets in the passage before which white space was dropped, and where a new line or cell begins."""
        known = self.norm.gap_offsets
        out: list[int] = []
        at = 0
        for a, b in self.ranges:
            if at:
                out.append(at)
            out.extend(at + gap - a for gap in known[bisect_right(known, a) : bisect_right(known, b - 1)])
            at += b - a
        return out

    def norm_offset(self, offset: int) -> int:
        """Offset in the NormText of the character at `offset` of the passage."""
        index = max(bisect_right(self._starts, offset) - 1, 0)
        return self.ranges[index][0] + offset - self._starts[index]

    def slice(self, start: int, end: int | None = None) -> Passage:
        """The part `[start, end)` as a passage of its own."""
        ranges = self.ranges
        if len(ranges) == 1:
            a, b = ranges[0]
            stop = b if end is None or a + end > b else a + end
            if start == 0 and stop == b:
                return self
            return Passage.of_range(self.norm, a + start, stop) if a + start < stop else Passage(self.norm, ())
        stop = len(self) if end is None else end
        out = []
        starts = self._starts
        # From the range that holds `start`: a line put together from thousands is cut thousands of times.
        for index in range(max(bisect_right(starts, start) - 1, 0), len(ranges)):
            at, (a, b) = starts[index], ranges[index]
            if at >= stop:
                break
            low, high = max(start, at), min(stop, at + b - a)
            if low < high:
                out.append((a + low - at, a + high - at))
        return Passage(self.norm, out)

    def strip(self, characters: str = " \t\n") -> Passage:
        """Without the given characters at both ends."""
        text = self.folded
        if text and text[0] not in characters and text[-1] not in characters:
            return self
        left = len(text) - len(text.lstrip(characters))
        right = len(text.rstrip(characters))
        if left == 0 and right == len(text):
            return self
        return self.slice(left, right) if left < right else Passage(self.norm, [])

    def span(self, start: int = 0, end: int | None = None) -> SourceSpan:
        """Where `[start, end)` stands in the source: sorted as read, neighbours merged."""
        ranges: Sequence[tuple[int, int]] = self.ranges
        if start != 0 or end is not None:
            if len(ranges) == 1:
                a, b = ranges[0]
                stop = b if end is None else min(b, a + end)
                ranges = [(a + start, stop)] if a + start < stop else []
            else:
                ranges = self.slice(start, end).ranges
        source = self.norm.source
        if len(ranges) == 1:
            segments = self.norm.segments(*ranges[0])
            if len(segments) == 1:
                low, high = segments[0]
                return SourceSpan(*source.lines_of(low, high - 1), segments)
        segments = []
        for a, b in ranges:
            for low, high in self.norm.segments(a, b):
                if segments and segments[-1][1] == low:
                    segments[-1] = (segments[-1][0], high)
                else:
                    segments.append((low, high))
        if not segments:
            at = self.norm.source_offset(self.start) if self.norm.clean else 0
            segments = [(at, at)]
        first = min(low for low, _ in segments)
        last = max(max(high - 1, low) for low, high in segments)
        return SourceSpan(source.line_of(first), source.line_of(last), segments)


def join(norm: NormText, passages: Iterable[Passage]) -> Passage:
    """Passages one after another as one."""
    listed = list(passages)
    if len(listed) == 1:
        return listed[0]
    ranges: list[tuple[int, int]] = []
    for passage in listed:
        for a, b in passage.ranges:
            if ranges and ranges[-1][1] == a:
                ranges[-1] = (ranges[-1][0], b)
            else:
                ranges.append((a, b))
    return Passage(norm, ranges)
