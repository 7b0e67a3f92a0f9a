"""Source to NormText: noise out, widths folded, and a map back to the original offsets.

What goes: white space inside Chinese text, zero-width characters, carriage returns before a line feed, subscript and
superscript tags, bold marks, backslash escapes. What stays: every other character, line ends, and tabs (which separate
the cells of flattened tables). Nothing is rewritten: `clean` holds source characters only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from notice_parse.source import Source
from notice_parse.text.fold import fold
from notice_parse.text.patterns import compile_pattern
from notice_parse.text.variants import simplify

_SPACE = r" \u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
_UNSEEN = r"\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f"
_NAMED_SPACE = r"(?:nbsp|ensp|emsp|#160|#12288);"
# The first character is read before anything else, and looked back at: the engine then runs over all others at once.
# Blanks are taken a run at a time: one by one, each would cost a hundred and sixty bytes to be able to go back to it.
_NOISE = compile_pattern(
    rf"[{_SPACE}{_UNSEEN}&\r<*_\\](?:"
    rf"(?P<space>(?:(?<=[{_SPACE}])|(?<=&){_NAMED_SPACE})(?:[{_SPACE}]++|&{_NAMED_SPACE})*)"
    r"|(?<=\r)(?=\n)"
    rf"|(?<=[{_UNSEEN}])[{_UNSEEN}]*"
    r"|(?<=<)/?(?:su[bp]|b|strong|em|i|u|span|font)\b[^<>\n]{0,80}>"
    r"|(?P<block>(?<=<)/?(?:p|br|div|li|ul|ol|h[1-6]|section|article)\b[^<>\n]{0,200}>)"
    r"|(?<=\*)\*+|(?<=(?<![\w_])_)_(?=\S)|(?<=\S_)_(?![\w_])"
    r"|(?<=\\)(?=[!-/:-@\[-`{-~])"
    r"|(?<=_)\{(?P<sub>[^{}\n]{1,8})\})"
)
# `2. 12345热线`: without the blank the number of the item would run into the number of its text.
_ITEM_NUMBER = compile_pattern(
    r"(?:(?:^|[\n\r。；;）)】〕#])[ \u3000]*|[\u4e00-\u9fff][ \u3000]+)\d{1,3}[.．、]\Z", re.M
)
_HAN = compile_pattern(r"[\u4e00-\u9fff]")
_DECIMALS = compile_pattern(r"\d{1,2} ?(?:[%％‰万亿倍元]|个百分点)")


@dataclass(frozen=True)
class NormText:
    """Text made ready for rules.

    `clean` holds the kept source characters, `folded` the same characters with widths folded (same length).
    `gaps` tells where white space was dropped: offset in `clean` of the character after it, to the number of source
    characters dropped there (an ideographic space counts two).
    """

    source: Source
    clean: str
    folded: str
    gaps: dict[int, int]
    _norm_starts: list[int]
    _source_starts: list[int]

    def source_offset(self, offset: int) -> int:
        """Offset in the source of the kept character at `offset`."""
        piece = bisect_right(self._norm_starts, offset) - 1
        return self._source_starts[piece] + offset - self._norm_starts[piece]

    def offset_of(self, source_offset: int) -> int:
        """Offset of the first kept character at or after a place of the source."""
        piece = bisect_right(self._source_starts, source_offset) - 1
        if piece < 0:
            return 0
        stop = self._norm_starts[piece + 1] if piece + 1 < len(self._norm_starts) else len(self.clean)
        return min(self._norm_starts[piece] + source_offset - self._source_starts[piece], stop)

    def segments(self, start: int, end: int) -> list[tuple[int, int]]:
        """Source ranges of the kept characters in `[start, end)`, sorted and disjoint."""
        if start >= end:
            return []
        starts, origins = self._norm_starts, self._source_starts
        piece = bisect_right(starts, start)
        begin = origins[piece - 1] + start - starts[piece - 1]
        if piece == len(starts) or end <= starts[piece]:
            return [(begin, begin + end - start)]
        out = [(begin, begin + starts[piece] - start)]
        last = bisect_left(starts, end, piece) - 1
        for at in range(piece, last):
            out.append((origins[at], origins[at] + starts[at + 1] - starts[at]))
        out.append((origins[last], origins[last] + end - starts[last]))
        return out

    def line_of(self, offset: int) -> int:
        """1-based source line of the kept character at `offset`."""
        if offset >= len(self.clean):
            return self.source.line_count
        return self.source.line_of(self.source_offset(offset))

    @cached_property
    def gap_offsets(self) -> list[int]:
        """The keys of `gaps`, sorted."""
        return sorted(self.gaps)


def normalise(source: Source) -> NormText:
    """Drop noise and fold widths, keeping the way back.

    Shape: `clean` and `folded` have equal length; offsets grow strictly with source offsets.
    Errors: none; any string is accepted.
    """
    text = source.text
    keep: list[tuple[int, int]] = []
    gaps_at: list[tuple[int, int]] = []  # (source offset after the gap, width)
    breaks: list[int] = []  # source offsets of characters that are read as line ends
    in_cells = "<td" in text or "<TD" in text or "<table" in text
    at = 0
    for match in _NOISE.finditer(text):
        start, end = match.span()
        if match.lastgroup == "space":
            if _holds_apart(text, start, end):
                # One blank between Latin words is theirs; further ones are not.
                if start > at or start + 1 > at:
                    keep.append((at, start + 1))
                at = end
                gaps_at.append((end, end - start))
                continue
            gaps_at.append((end, sum(2 if c == "\u3000" else 1 for c in text[start:end])))
        elif match.lastgroup == "block":
            if in_cells or _in_row(text, start, end):
                continue
            # Left over from a page: one character of the tag stays, as the line end that it stood for.
            keep.append((at, start + 1))
            breaks.append(start)
            at = end
            continue
        elif match.lastgroup == "sub":
            keep.append((at, start))
            keep.append((start + 2, end - 1))
            at = end
            continue
        if start > at:
            keep.append((at, start))
        at = end
    keep.append((at, len(text)))

    norm_starts: list[int] = []
    source_starts: list[int] = []
    parts: list[str] = []
    length = 0
    for start, end in keep:
        if start >= end:
            continue
        norm_starts.append(length)
        source_starts.append(start)
        parts.append(text[start:end])
        length += end - start
    clean = "".join(parts)
    if not norm_starts:
        norm_starts, source_starts = [0], [0]
    gaps: dict[int, int] = {}
    for source_end, width in gaps_at:
        piece = bisect_right(source_starts, source_end) - 1
        if piece >= 0:
            gaps[min(norm_starts[piece] + source_end - source_starts[piece], length)] = width
    characters = set(clean)
    folded = simplify(fold(clean, characters), characters)
    if breaks:
        places = [
            norm_starts[p] + at - source_starts[p] for at in breaks for p in [bisect_right(source_starts, at) - 1]
        ]
        folded = _with_line_ends(folded, places)
    return NormText(source, clean, folded, gaps, norm_starts, source_starts)


def _with_line_ends(folded: str, places: list[int]) -> str:
    characters = list(folded)
    for at in places:
        characters[at] = "\n"
    return "".join(characters)


def _in_row(text: str, start: int, end: int) -> bool:
    """Whether the line around is a row of a table, where <br> divides a cell; looked at near by."""
    low = text.rfind("\n", max(0, start - 2000), start) + 1
    high = text.find("\n", end, end + 2000)
    return "|" in text[low or max(0, start - 2000) : high if high >= 0 else end + 2000]


def _holds_apart(text: str, start: int, end: int) -> bool:
    """Whether the white space stands between two Latin words or numbers, so that dropping it would join them."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before in ".．、" and after.isdigit():
        found = _ITEM_NUMBER.search(text, max(0, start - 12), start)
        # 增长 3. 5%: inside a sentence, digits before a unit are the rest of a decimal.
        return found is not None and (not _HAN.match(found.group()) or not _DECIMALS.match(text, end))
    if not (before.isascii() and after.isascii()):
        return False
    if before.isalnum() and after.isalnum():
        return True
    return (before.isalpha() or after.isalpha()) and before not in "\n\r\t" and after not in "\n\r\t"
