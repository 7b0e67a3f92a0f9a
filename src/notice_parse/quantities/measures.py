"""Measure words: from a unit as written to its base unit."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.model import BaseQuantity
from notice_parse.quantities.numerals import magnitude_factor
from notice_parse.quantities.words import any_of
from notice_parse.text.patterns import compile_pattern


class Unit(NamedTuple):
    """One of the unit is `factor / divisor` of `base`."""

    base: str
    factor: Decimal
    divisor: Decimal
    dimension: str

    @classmethod
    def of(cls, base: str, factor: str, dimension: str) -> Unit:
        """`factor` is a decimal or a fraction (`2000/3`), which decimals alone could not hold exactly."""
        numerator, _, divisor = factor.partition("/")
        return cls(base, Decimal(numerator), Decimal(divisor or "1"), dimension)


class Measures:
    """The measure words of a grammar.

    `pattern` reads one unit as written, composite or with an alternative in brackets, right after a number.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.units: dict[str, Unit] = {
            word: Unit.of(entry["base"], entry["factor"], entry["dimension"])
            for word, entry in grammar.entries("measures.units").items()
        }
        counts = grammar.words("measures.counts")
        for word in counts:
            self.units.setdefault(word, Unit.of(word, "1", "count"))
        self.weak = frozenset(grammar.words("measures.weak_counts"))
        composites = grammar.words("measures.composites")
        simple = any_of([*self.units, *composites])
        denominators = any_of(grammar.words("measures.denominators"))
        traps = grammar.words("measures.not_measures")
        names = rf"(?!{any_of(grammar.words('measures.split_words'))}){any_of(traps)}"
        # 标准箱 is a measure word although 标准 is none.
        trapping = frozenset(traps)
        longer = any_of([w for w in self.units if any(w[:n] in trapping for n in range(1, len(w)))])
        # 个/百户, 元/平方米·月, 微克每立方米; a bracket that holds a further measure word: 套(间).
        self.source = (
            rf"(?:{longer}|(?!{names})(?:{simple}))(?:(?:/|每)(?:[十百千万亿]{{1,2}})?(?:{denominators})(?:·(?:{denominators}))?)?"
            rf"(?:\((?:{any_of(counts)}|{any_of(['人次', '户次'])})\))?"
        )
        self.pattern = compile_pattern(self.source)
        # The characters that can go on a digit: those that begin a measure word, and the parts of larger numbers.
        self.following = frozenset(w[0] for w in [*self.units, *composites]) | frozenset("分又余多至到-~/:十百千万亿")
        self.per = compile_pattern(rf"每(?P<per>[百千万]?(?:{denominators}))$")
        self._resolve = lru_cache(maxsize=4096)(self._resolve_unit)

    def base(self, value: Decimal, high: Decimal | None, magnitude: str, unit: str) -> BaseQuantity:
        """The quantity in its base unit; an unknown unit is its own base with dimension `count`, none is `number`."""
        found = self._resolve(unit)
        factor = found.factor * magnitude_factor(magnitude) if magnitude else found.factor
        if factor == 1 and found.divisor == 1:
            return BaseQuantity(value, high, found.base, found.dimension)
        low = _plain(value * factor / found.divisor)
        return BaseQuantity(
            low, None if high is None else _plain(high * factor / found.divisor), found.base, found.dimension
        )

    def split(self, text: str) -> tuple[str, str]:
        """A unit with its magnitude as `(magnitude, unit)`: 万人次 → 万, 人次."""
        at = 0
        while at < len(text) and text[at] in "十百千万亿" and text[at:] not in self.units:
            at += 1
        return text[:at], text[at:]

    def _resolve_unit(self, unit: str) -> Unit:
        if not unit:
            return Unit.of("", "1", "number")
        known = self.units.get(unit)
        if known:
            return known
        numerator, slash, denominator = unit.replace("每", "/").partition("/")
        if slash and numerator in self.units:
            upper = self.units[numerator]
            lower = self.units.get(denominator)
            if upper.dimension == "mass" and lower and lower.dimension == "volume":
                # Concentrations are given in 微克每立方米 whatever they are written in.
                factor = upper.factor * lower.divisor * Decimal("1000000000000")
                return Unit("微克每立方米", factor, upper.divisor * lower.factor, "concentration")
            return Unit(f"{upper.base}/{denominator}", upper.factor, upper.divisor, f"{upper.dimension}_rate")
        if unit[:2] in ("ug", "μg", "µg"):
            return Unit.of("微克每立方米", "1", "concentration")
        bracket = unit.partition("(")[0]
        if bracket in self.units:
            upper = self.units[bracket]
            return Unit(unit if upper.base == bracket else upper.base, upper.factor, upper.divisor, upper.dimension)
        return Unit.of(unit, "1", "count")


def _plain(value: Decimal) -> Decimal:
    """Without an exponent, so that 2.60E+8 prints as a number of the notice would."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()
