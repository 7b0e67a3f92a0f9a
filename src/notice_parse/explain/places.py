"""Places in the source: the lines of a span, what normalising dropped there and what it folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from notice_parse.explain.model import Quote
from notice_parse.source import Source
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage

_NAMES = {
    " ": "blank",
    "\u3000": "ideographic space",
    "\u00a0": "no-break space",
    "\n": "line end",
    "\r": "carriage return",
    "\t": "tab",
    "\u200b": "zero-width space",
    "\ufeff": "byte order mark",
}


class Places:
    """Between offsets of the source and lines for people."""

    def __init__(self, source: Source, norm: NormText) -> None:
        self.source = source
        self.norm = norm

    def line_range(self, line: int) -> tuple[int, int]:
        """`[start, end)` of a 1-based line in the source, without its line end."""
        starts = self.source.line_starts
        end = starts[line] if line < len(starts) else len(self.source.text)
        return starts[line - 1], starts[line - 1] + len(self.source.text[starts[line - 1] : end].rstrip("\r\n"))

    def norm_range(self, start: int, end: int) -> tuple[int, int]:
        """The kept characters of `[start, end)` of the source, as offsets of the NormText."""
        return self.norm.offset_of(start), self.norm.offset_of(end)

    def quotes(self, segments: Iterable[Sequence[int]]) -> list[Quote]:
        """One quote for each line that the segments touch; segments of one line become one stretch."""
        found: dict[int, tuple[int, int]] = {}
        for start, end in segments:
            first, last = self.source.line_of(start), self.source.line_of(max(start, end - 1))
            for line in range(first, last + 1):
                low, high = self.line_range(line)
                a, b = max(start, low), min(end, high)
                if a < b or start == end:
                    before = found.get(line, (a, b))
                    found[line] = (min(a, before[0]), max(b, before[1]))
        out = []
        for line, (a, b) in sorted(found.items()):
            low, high = self.line_range(line)
            out.append(Quote(line, low, a - low, b - low, self.source.text[low:high]))
        return out

    def of_passage(self, passage: Passage) -> list[Quote]:
        return self.quotes(passage.span().segments) if passage else []

    def passage(self, segments: Iterable[Sequence[int]]) -> Passage:
        """The kept characters of some segments of the source."""
        return Passage(self.norm, [self.norm_range(start, end) for start, end in segments])

    def changes(self, passage: Passage) -> list[tuple[str, str]]:
        """What normalising dropped inside a passage, and which characters it folded; nothing where it changed nothing."""
        facts = []
        dropped = Counter(self._dropped(passage))
        if dropped:
            told = [f"{count} × {name}" for name, count in dropped.most_common()]
            facts.append(("dropped", ", ".join(told)))
        folded = dict.fromkeys(
            f"{a} → {b}"
            for a, b in zip(passage.clean, passage.folded, strict=True)
            if a != b and not (a.isspace() or b.isspace())
        )
        if folded:
            facts.append(("folded", ", ".join(folded)))
        return facts

    def _dropped(self, passage: Passage) -> list[str]:
        out: list[str] = []
        pieces = [piece for start, end in passage.ranges for piece in self.norm.segments(start, end)]
        for (_, end), (start, _) in pairwise(pieces):
            lost = self.source.text[end:start]
            if lost and len(lost) <= 80:
                out.extend([_NAMES.get(c, repr(c)) for c in lost] if lost.isspace() or len(lost) == 1 else [repr(lost)])
            elif lost:
                out.append(f"{lost.count(chr(10))} lines that belong elsewhere")
        return out
