"""Reads one quantity where a numeral stands: magnitude, measure word, range, fraction and comparator."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar, per_grammar
from notice_parse.quantities.comparators import Comparators
from notice_parse.quantities.measures import Measures
from notice_parse.quantities.model import BaseQuantity, QuantityMatch
from notice_parse.quantities.numerals import ARABIC, LONGEST, NUMERAL, magnitude_factor, parse_numeral, split_magnitude
from notice_parse.quantities.words import any_of
from notice_parse.text.patterns import compile_pattern

_RUN = compile_pattern(NUMERAL)
_FRACTION = compile_pattern(rf"分之(?P<minus>[负負])?({NUMERAL})")
_PERCENT_END = compile_pattern(rf"(?:百分之)?({NUMERAL})")
_MIXED = compile_pattern(rf"又({NUMERAL})分之({NUMERAL})")
_SLASHED = compile_pattern(rf"/({ARABIC})(?![0-9/年月日.万])")
_RATIO = compile_pattern(rf":({ARABIC})(?::{ARABIC})*(?![0-9:])")
_LINK = compile_pattern(r"(?:-{1,2}|~|至|到)(?=[0-9一二三四五六七八九十百])")
_SCALED = compile_pattern(r"[余多几]?[十百千万亿]+")
_ROUNDED_BELOW = 20
"""Power of ten from which a fraction keeps its digits: with four places it would have more than decimals hold."""
_ASCII_START = frozenset("0123456789")
_SHARED = compile_pattern(rf"(?:[、和与及或](?:{ARABIC})){{1,8}}?(?P<magnitude>[十百千万亿]*)(?![、和与及或]?[0-9.])")
_PERCENT = {"百": "%", "佰": "%", "千": "‰", "仟": "‰", "万": "‱", "萬": "‱"}


class Numeral(NamedTuple):
    """A numeral run before its role is known; `[start, end)` is the run as it stands."""

    start: int
    end: int
    text: str


class Finder:
    """The compiled quantity rules of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.measures = Measures(grammar)
        self.comparators = Comparators(grammar)
        kilo = any_of(grammar.words("numerals.kilo_units"))
        self.unknown = compile_pattern(grammar.rule("measures.unknown").source)
        self._kilo = compile_pattern(rf"(?:{kilo})")
        self._doubling = compile_pattern("|".join(rule.bare for rule in grammar.rules("numerals", "numerals.")))

    def numerals(self, text: str) -> list[Numeral]:
        """Every run of numeral characters, Arabic or Chinese, before anything is known of its meaning."""
        return [Numeral(m.start(), m.end(), m.group()) for m in _RUN.finditer(text)]

    def read(self, text: str, run: Numeral, floor: int) -> QuantityMatch | None:
        """The quantity that begins with a numeral run, or None where the run is no number with a measure.

        `floor` is the end of the quantity before; comparator words do not reach back over it.
        """
        if len(run.text) > LONGEST:
            return None
        special = self._special(text, run)
        if special:
            return self._bounded(text, run, special, floor)
        end, raw = self.trim(text, run)
        parts = split_magnitude(raw)
        while parts is None and len(raw) > 1:
            # 五十千 is 五十 and a word of its own.
            raw, end = raw[:-1], end - 1
            parts = split_magnitude(raw)
        if parts is None:
            return None
        value, magnitude = parts
        start = run.start
        more = False
        high: Decimal | None = None
        if text[end : end + 1] in ("余", "多") and text[end : end + 1]:
            more = True
            end += 1
            scaled = _SCALED.match(text, end)
            if scaled:
                magnitude += scaled.group()
                end = scaled.end()
        number_end = end
        unit = self.measures.pattern.match(text, end)
        link = _LINK.match(text, unit.end() if unit else end)
        if link:
            second = self._second(text, link.end())
            if second:
                second_end, second_value, second_magnitude, second_unit = second
                first_unit = unit.group() if unit else ""
                if (not first_unit or first_unit == second_unit) and (
                    first_unit or second_unit or text[link.start()] in "-~"
                ):
                    high = second_value
                    if not magnitude or magnitude == second_magnitude:
                        magnitude = second_magnitude
                    elif magnitude != second_magnitude:
                        # 8000万—1亿元: one scale for both ends, that of the second.
                        value = value * magnitude_factor(magnitude) / magnitude_factor(second_magnitude or "")
                        magnitude = second_magnitude
                    return self._finish(
                        text, start, number_end, second_end, value, high, magnitude, second_unit, floor, more, False
                    )
        if unit:
            name, unit_end = unit.group(), unit.end()
        else:
            name, unit_end = "", end
        implicit = raw[0] in "十百千万亿" and value in (1, 10, 100, 1000) and all(c in "十百千万亿" for c in raw)
        return self._finish(text, start, number_end, unit_end, value, high, magnitude, name, floor, more, implicit)

    def trim(self, text: str, run: Numeral) -> tuple[int, str]:
        """Where the run ends and the run itself, without a last 千, 百 or 两 that belongs to what follows: 80千瓦, 3百分点."""
        raw, end = run.text, run.end
        if len(raw) > 1 and raw[-1] == "千" and raw[0] in _ASCII_START and self._kilo.match(text, end):
            return end - 1, raw[:-1]
        if raw[-1] == "两" and raw[-2:-1] in ("万", "亿"):
            # 迈上3万亿两个台阶: 两 counts what comes next.
            return end - 1, raw[:-1]
        return end, raw

    def _second(self, text: str, at: int) -> tuple[int, Decimal, str, str] | None:
        run = _RUN.match(text, at)
        if not run:
            return None
        end, raw = self.trim(text, Numeral(run.start(), run.end(), run.group()))
        parts = split_magnitude(raw)
        if parts is None:
            return None
        unit = self.measures.pattern.match(text, end)
        return (unit.end() if unit else end), parts[0], parts[1], unit.group() if unit else ""

    def _special(self, text: str, run: Numeral) -> tuple[int, Decimal, Decimal | None, str] | None:
        """百分之五, 三分之一, 2/3, 1:1 and 十一又四分之一, as `(end, value, high, unit)`."""
        if text.startswith("分之", run.end):
            match = _FRACTION.match(text, run.end)
            if not match:
                return None
            top = parse_numeral(match.group(2))
            if top is None:
                return None
            if match.group("minus"):
                top = -top
            if run.text in _PERCENT:
                link = _LINK.match(text, match.end())
                unit = _PERCENT[run.text]
                high = None
                end = match.end()
                if link:
                    after = _PERCENT_END.match(text, link.end())
                    if after and (high := parse_numeral(after.group(1))) is not None:
                        end = after.end()
                return end, top, high, unit
            bottom = parse_numeral(run.text)
            return None if not bottom else (match.end(), top / bottom, None, "")
        mixed = _MIXED.match(text, run.end) if text.startswith("又", run.end) else None
        if mixed:
            whole, bottom, top = (parse_numeral(t) for t in (run.text, mixed.group(1), mixed.group(2)))
            if whole is not None and bottom and top is not None:
                return mixed.end(), whole + top / bottom, None, ""
        nxt = text[run.end : run.end + 1]
        if nxt == "/" and run.text[0] in _ASCII_START and run.text.isdecimal() and len(run.text) < 4:
            slash = _SLASHED.match(text, run.end)
            bottom = Decimal(slash.group(1).replace(",", "")) if slash else None
            if slash and bottom and "/" not in text[max(0, run.start - 1) : run.start]:
                return slash.end(), Decimal(run.text) / bottom, None, ""
        if nxt == ":" and run.text.isascii() and run.text.count(".") < 2:
            ratio = _RATIO.match(text, run.end)
            if ratio and Decimal(ratio.group(1).replace(",", "")):
                return (
                    ratio.end(),
                    Decimal(run.text.replace(",", "")) / Decimal(ratio.group(1).replace(",", "")),
                    None,
                    "",
                )
        return None

    def _bounded(
        self, text: str, run: Numeral, special: tuple[int, Decimal, Decimal | None, str], floor: int
    ) -> QuantityMatch:
        end, value, high, unit = special
        bound = self.comparators.around(text, run.start, end, floor, implicit=False, more=False)
        base = self.measures.base(value, high, "", unit) if unit else BaseQuantity(value, high, "", "ratio")
        if not unit and run.text[0] in "百千万" and set(run.text) <= set("百千万亿"):
            # 百万分之五 is a rate written in words, in per cent 0.0005.
            base = BaseQuantity(value * 100, high, "%", "ratio")
        # A third has no finite decimal: the value as written is given to four places, the quantity in full.
        if len(value.as_tuple().digits) > 12 and value.adjusted() < _ROUNDED_BELOW:
            value = value.quantize(Decimal("0.0001"))
        return QuantityMatch(
            bound.start,
            bound.end,
            run.start,
            end,
            end,
            value,
            high,
            unit,
            bound.comparator,
            base,
            known=True,
            implicit=False,
        )

    def _finish(
        self,
        text: str,
        start: int,
        number_end: int,
        unit_end: int,
        value: Decimal,
        high: Decimal | None,
        magnitude: str,
        unit: str,
        floor: int,
        more: bool,
        implicit: bool,
    ) -> QuantityMatch:
        begin = start
        if unit and text[start - 1 : start] != "" and "每" in text[max(0, start - 6) : start]:
            per = self.measures.per.search(text, max(floor, start - 6), start)
            # 每立方米30微克: the denominator stands first.
            if per and per.end() == start and per.group("per") in ("立方米", "m3", "m³", "升"):
                begin, unit = per.start(), f"{unit}每{per.group('per')}"
        known = bool(unit) and (unit in self.measures.units or "/" in unit or "每" in unit or "(" in unit)
        bound = self.comparators.around(text, begin, unit_end, floor, implicit=implicit, more=more)
        base = self.measures.base(value, high, magnitude, unit)
        return QuantityMatch(
            bound.start,
            bound.end,
            start,
            number_end,
            unit_end,
            value,
            high,
            magnitude + unit,
            bound.comparator,
            base,
            known,
            implicit,
        )

    def with_shared_unit(self, text: str, q: QuantityMatch) -> QuantityMatch:
        """A figure whose unit stands once at the end of a list: 20.9、36.2、54个百分点, 4.2和0.7个百分点."""
        if q.quantity.dimension != "number":
            return q
        rest = _SHARED.match(text, q.end)
        unit = self.measures.pattern.match(text, rest.end()) if rest else None
        if rest is None or unit is None:
            return q
        magnitude = rest.group("magnitude")
        base = self.measures.base(q.value, q.value_high, magnitude, unit.group())
        return q._replace(unit=magnitude + unit.group(), quantity=base, known=True)

    def with_unknown_unit(self, text: str, q: QuantityMatch) -> QuantityMatch:
        """A figure with the word after it as its measure word where that can be nothing else: 大棚12蓬."""
        word = self.unknown.match(text, q.unit_end)
        if word is None or q.quantity.dimension != "number" or q.end != q.unit_end:
            return q
        if q.start == 0 or not "一" <= text[q.start - 1] <= "龥":
            return q
        bound = self.comparators.around(text, q.number_start, word.end(), q.start, implicit=False, more=False)
        base = self.measures.base(q.value, q.value_high, q.unit, word.group())
        comparator = bound.comparator if bound.comparator != "eq" else q.comparator
        return q._replace(
            end=bound.end, unit_end=word.end(), unit=q.unit + word.group(), quantity=base, comparator=comparator
        )

    def multiples(self, text: str, floor: int = 0) -> list[QuantityMatch]:
        """翻一番, 翻番: multiples written without a figure and unit of their own."""
        found: list[QuantityMatch] = []
        if "番" not in text and "倍增" not in text:
            return found
        for match in self._doubling.finditer(text, floor):
            times = match.group()[1]
            value = {"一": 2, "两": 4, "二": 4, "三": 8}.get(times, 2)
            number = Decimal(value)
            base = BaseQuantity(number, None, "倍", "multiple")
            start = match.end() - 2 if match.group().endswith("倍增") else match.start()
            found.append(
                QuantityMatch(
                    start,
                    match.end(),
                    start,
                    match.end(),
                    match.end(),
                    number,
                    None,
                    "倍",
                    "eq",
                    base,
                    known=True,
                    implicit=False,
                )
            )
        return found


@per_grammar
def finder_of(grammar: Grammar) -> Finder:
    """The Finder of a grammar, compiled once."""
    return Finder(grammar)


def unit_as_written(folded: str, clean: str, q: QuantityMatch) -> str:
    """The unit with the source's own characters: 套（间）, 個; per cent signs stay folded."""
    if clean.startswith(q.unit, q.unit_end - len(q.unit)):
        return q.unit
    length = next((n for n in range(len(q.unit), 0, -1) if folded[q.unit_end - n : q.unit_end] == q.unit[-n:]), 0)
    if not length or q.unit[-length:] in ("%", "‰"):
        return q.unit
    return q.unit[:-length] + clean[q.unit_end - length : q.unit_end]
