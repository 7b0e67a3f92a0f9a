"""Time in a sentence: dates that set deadlines, and words that tell a report from a plan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from notice_parse.quantities.clauses import clause_end, clause_start
from notice_parse.quantities.lexicon import Lexicon
from notice_parse.text.patterns import compile_pattern

_LEADS = compile_pattern(r"(?:到|至|截至|其中|力争|于|在|确保|前|年底|[,;:。(、“”\s]|^)$")
_COMPARED = compile_pattern(r"(?:较|比|自|从|相比|与)$")
# 比2030年翻一番: the year to compare with does not tell when.
_COMPARED_WITH = compile_pattern(r"(?:较|比|相比|与)$")
_AFTER_DATE = compile_pattern(r"(?:时间|内|以内|底前|底|前|期间|度|左右|起|末)?")
_NEAREST = 6


class Dates:
    """The dates of a text, sorted; `plan_year` is None where nobody gave it."""

    def __init__(self, spans: Sequence[tuple[int, int]], plan_year: int | None) -> None:
        self.spans = spans
        self.plan_year = plan_year
        self._starts = [a for a, _ in spans]

    def within(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """The dates that begin in `[start, end)`."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def year_of(self, text: str, start: int, end: int) -> int | None:
        """The year of a date written with one."""
        year = text[start : start + 4]
        return int(year) if end > start + 4 and year.isascii() and year.isdecimal() else None

    def skip(self, text: str, low: int, high: int) -> int:
        """Past the last date in `[low, high)` and the words that close it: 2031年底前, 三年内; `low` without one."""
        for _, b in self.within(low, high)[-_NEAREST:]:
            if b <= high:
                after = _AFTER_DATE.match(text, b)
                low = min(after.end() if after else b, high)
        return low

    def governing(self, text: str, start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
        """The date that governs the number `[first, last)` in the sentence `[start, end)`.

        It is the last one that leads up to the number, or one right after it in its clause (确保上半年完成).
        None for the plan year itself and for bare spans of years.
        """
        best: tuple[int, int] | None = None
        at = bisect_right(self._starts, first)
        for a, b in reversed(self.spans[max(0, at - _NEAREST) : at]):
            if a < start:
                break
            if self._leads(text, start, a, b):
                best = (a, b)
                break
        if at < len(self.spans) and (best is None or best[0] < clause_start(text, start, first)):
            a, b = self.spans[at]
            if a < clause_end(text, last, end) and _LEADS.search(text[max(last, a - 2) : a]):
                best = (a, b)
        return best if best and self._tells(text, *best) else None

    def _leads(self, text: str, start: int, a: int, b: int) -> bool:
        before = text[max(start, a - 2) : a]
        if _COMPARED.search(before) or text[b : b + 1] in ("-", "~", "度"):
            return False
        return bool(_LEADS.search(before)) or text[b - 1] in "底前末"

    def _tells(self, text: str, a: int, b: int) -> bool:
        written = text[a:b]
        year = self.year_of(text, a, b)
        if year is None:
            return not written.endswith("年") or written.endswith("半年")
        return year != self.plan_year or "月" in written


class Tense:
    """Whether a sentence reports or plans at a given place: its last word of either kind decides."""

    def __init__(self, text: str, start: int, end: int, dates: Dates, lexicon: Lexicon) -> None:
        marks = []
        at = start
        while mark := lexicon.times.search(text, at, end):
            at = mark.start()
            told = lexicon.time_mark.match(text, at, end)
            if told:
                marks.append((at, told.lastgroup == "past"))
            at = told.end() if told else at + 1
        if dates.plan_year is not None:
            for a, b in dates.within(start, end):
                year = dates.year_of(text, a, b)
                if year is not None and not _COMPARED_WITH.search(text, max(start, a - 2), a):
                    marks.append((a, year < dates.plan_year))
            marks.sort()
        if not lexicon.plan.search(text, start, end) and lexicon.report.search(text, start, end):
            # 完成12.5亿元，同比增长8.4%: one sure sign makes a report of the whole sentence.
            marks = [(start, True)]
        self._starts = [at for at, _ in marks]
        self._past = [past for _, past in marks]

    def reports(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and self._past[index]
