"""Labels of fields found from their end: the words that stand before a colon or bracket are looked up, not searched for."""

from __future__ import annotations

from collections.abc import Iterable

from notice_parse.grammar.compile import Grammar

_LONGEST_REMARK = 40


class LabelWords:
    """The labels of a grammar (责任单位), and the levels that may stand before one (市级责任单位)."""

    def __init__(self, grammar: Grammar) -> None:
        self.words = frozenset(grammar.entries("responsibility.labels"))
        self._levels = frozenset(grammar.words("responsibility.label_levels"))
        self._lengths = _lengths(self.words)
        self._level_lengths = _lengths(self._levels)
        self._last = frozenset(word[-1] for word in self.words)

    def before(self, text: str, low: int, end: int) -> tuple[int, int] | None:
        """The label that ends at `end`: where it begins, level and opening bracket included, and where its word ends.

        The first of 责任单位, 【责任单位】, 责任单位（部门） and 市级责任单位 that reaches back farthest, not before `low`.
        """
        close = end
        if close > low and text[close - 1] == ")":
            opening = text.rfind("(", max(low, close - _LONGEST_REMARK - 2), close)
            remark = text[opening + 1 : close - 1] if opening >= 0 else ""
            if remark and ")" not in remark and "\n" not in remark:
                close = opening
        if close > low and text[close - 1] in "]>":
            close -= 1
        if close <= low or text[close - 1] not in self._last:
            return None
        starts = [close - n for n in self._lengths if close - n >= low and text[close - n : close] in self.words]
        if not starts:
            return None
        first = min(
            [
                start - n
                for start in starts
                for n in self._level_lengths
                if text[max(low, start - n) : start] in self._levels
            ],
            default=starts[0],
        )
        first = min(first, starts[0])
        if first > low and text[first - 1] in "[<":
            first -= 1
        return first, close


def _lengths(words: Iterable[str]) -> list[int]:
    return sorted({len(word) for word in words}, reverse=True)
