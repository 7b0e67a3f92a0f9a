"""Written forms of numbers that notices rarely use: powers, prices in 元角分, discounts, 三成半, 40k.

They are read only by `find`, which takes any text; where notices use the same characters for names (5G, 4K) a form is
read only when it is the whole text, as in a table cell.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal, InvalidOperation, Overflow

from notice_parse.quantities.model import BaseQuantity, QuantityMatch
from notice_parse.quantities.numerals import ARABIC, CHINESE, NUMERAL, parse_numeral
from notice_parse.quantities.reader import Finder
from notice_parse.text.patterns import compile_pattern

_SIGN = r"(?P<sign>(?<![0-9A-Za-z%)])[-负負])?"
_POWER = compile_pattern(
    rf"{_SIGN}(?<![0-9])(?P<base>[0-9]{{1,40}}(?:\.[0-9]{{1,40}})?)(?:\^(?P<power>[+-]{{0,2}}[0-9]{{1,3}})|[eE](?P<ten>[+-]?[0-9]{{1,3}}))(?![0-9A-Za-z])"
)
_DOT = compile_pattern(rf"(?<![0-9.A-Za-z]){_SIGN}(?P<value>\.[0-9]{{1,40}})(?![0-9.])")
_MIXED = compile_pattern(r"(?<![0-9/])(?P<whole>[0-9]{1,40}) (?P<top>[0-9]{1,40})/(?P<bottom>[0-9]{1,40})(?![0-9/])")
_SPACED = compile_pattern(r"(?P<top>[0-9]{2,12})/(?P<bottom>[0-9]{1,12})(?![0-9/])")
_KILO = compile_pattern(
    rf"{_SIGN}(?<![0-9])(?P<value>[0-9][0-9,]{{0,40}}(?:\.[0-9]{{1,40}})?|\.[0-9]{{1,40}})k(?P<unit>个百分点)?(?![A-Za-z0-9])"
)
_WHOLE = compile_pattern(r"(?P<sign>-)?(?P<value>[0-9]{1,40}(?:\.[0-9]{1,40})?|\.[0-9]{1,40}) ?(?P<mark>[KMG])")
_PERCENT_KILO = compile_pattern(rf"百分之(?P<value>{ARABIC})[kK](?![A-Za-z])")
_NAMED_BITS = compile_pattern(r"[0-9]G")
_MOST_PLACES = 60
_DIGIT = "一二三四五六七八九两壹贰叁肆伍陆柒捌玖貳參陸兩"
_MONEY = compile_pattern(
    rf"(?P<yuan>[{CHINESE}]{{1,40}})[元圆圓块塊](?:零)?(?:(?P<jiao>[{_DIGIT}])(?:[角毛]|(?![{CHINESE}一-龥])))?(?:(?P<fen>[{_DIGIT}])(?:分(?!之|钟|公)|(?![{CHINESE}一-龥])))?"
    rf"|(?P<jiao2>[{_DIGIT}])[角毛](?:钱|(?P<fen2>[{_DIGIT}])分?)?(?![一-龥])"
    rf"|(?P<fen3>[{_DIGIT}])分钱"
)
_DISCOUNT = compile_pattern(rf"(?<![0-9])(?P<value>[0-9] [0-9] ?|{NUMERAL}|半|对|對)折(?![射叠疊合旧舊])")
_TENTHS = compile_pattern(
    rf"(?<![0-9])(?P<value>{NUMERAL})成(?P<more>[半{_DIGIT}])(?![一-龥])|(?P<half>半)成(?![一-龥])"
)
_HALF_HUNDRED = compile_pattern(r"半百")
_DOZEN = compile_pattern(rf"(?P<value>{NUMERAL})打")
_ROMAN = {c: i for i, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}
_TRIGGERS = compile_pattern(r"[\^eEkK折成毛角块塊圆圓分百/.]|[KMG]$")


def find_forms(text: str, finder: Finder, apart: Container[int] = ()) -> list[QuantityMatch]:
    """Quantities in the rare forms, sorted, without overlaps; `apart` holds offsets that white space stood before."""
    if not _TRIGGERS.search(text) and len(text) > 8:
        return []
    found: list[QuantityMatch] = []
    end = 0
    for match in sorted([*_all(text, finder), *_spaced(text, apart)], key=lambda m: (m.start, -m.end)):
        if match.start >= end:
            found.append(match)
            end = match.end
    return found


def _all(text: str, finder: Finder) -> Iterator[QuantityMatch]:
    yield from _whole_text(text)
    yield from _scientific(text)
    for match in _MONEY.finditer(text):
        if match.lastgroup != "yuan":
            yield _made(match, _price(match), "元", finder)
    for match in _DISCOUNT.finditer(text):
        value = _parsed(match.group("value"))
        if value is not None:
            # 五五折 names 55 per cent digit by digit, 8.5折 tenths.
            yield _made(match, value if value > 10 else value * 10, "%", finder)
    for match in _TENTHS.finditer(text):
        more = Decimal(5) if match.group("half") else _parsed(match.group("more"))
        whole = Decimal(0) if match.group("half") else _parsed(match.group("value"))
        if whole is not None and more is not None:
            yield _made(match, whole * 10 + more, "%", finder)
    for match in _HALF_HUNDRED.finditer(text):
        yield _made(match, Decimal(50), "", finder)


def _spaced(text: str, apart: Container[int]) -> Iterator[QuantityMatch]:
    """Mixed numbers whose blank was dropped: 1 3/5 stands as 13/5."""
    for match in _SPACED.finditer(text) if apart else ():
        for at in range(match.start() + 1, match.end("top")):
            if at in apart and int(match.group("bottom")):
                top = Decimal(text[at : match.end("top")])
                yield _plain(match, Decimal(text[match.start() : at]) + top / Decimal(match.group("bottom")))


def _parsed(text: str) -> Decimal | None:
    """A digit or numeral; 半 and 对 are five tenths."""
    return Decimal(5) if text in ("半", "对", "對") else parse_numeral(text.replace(" ", ""))


def _scientific(text: str) -> Iterator[QuantityMatch]:
    for match in _POWER.finditer(text):
        base = Decimal(match.group("base"))
        if match.group("ten"):
            value = base.scaleb(int(match.group("ten")))
        else:
            power = match.group("power")
            exponent = int(power.lstrip("+-")) * (-1 if power.count("-") % 2 else 1)
            try:
                value = base**exponent
            except (InvalidOperation, Overflow):
                continue
        if not value.is_finite() or not -_MOST_PLACES < value.adjusted() < _MOST_PLACES:
            continue  # 9^999 is a name, and thousands of digits once it is written out; 0^-1 is no number
        yield _plain(match, -value if match.group("sign") else value)
    for match in _DOT.finditer(text):
        value = Decimal("0" + match.group("value"))
        yield _plain(match, -value if match.group("sign") else value)
    for match in _MIXED.finditer(text):
        if int(match.group("bottom")):
            yield _plain(
                match, int(match.group("whole")) + Decimal(match.group("top")) / Decimal(match.group("bottom"))
            )
    for match in _KILO.finditer(text):
        value = Decimal(match.group("value").replace(",", "")) * 1000
        yield _plain(match, -value if match.group("sign") else value, match.group("unit") or "")
    for match in _PERCENT_KILO.finditer(text):
        yield _plain(match, Decimal(match.group("value").replace(",", "")) * 1000, "%")


def _whole_text(text: str) -> Iterator[QuantityMatch]:
    bare = text.strip()
    match = _WHOLE.fullmatch(bare)
    start = text.find(bare)
    if match and not _NAMED_BITS.fullmatch(bare):
        value = Decimal("0" + match.group("value")) * {"K": 1000, "M": 10**6, "G": 10**9}[match.group("mark")]
        yield _placed(start, start + len(bare), -value if match.group("sign") else value)
    elif bare in _ROMAN:
        yield _placed(start, start + len(bare), Decimal(_ROMAN[bare]))
    else:
        dozen = _DOZEN.fullmatch(bare)
        value_of = parse_numeral(dozen.group("value")) if dozen else None
        if value_of is not None:
            yield _placed(start, start + len(bare), value_of * 12)


def _price(match: re.Match[str]) -> Decimal:
    """元, 角 and 分 of a price as 元."""
    total = (parse_numeral(match.group("yuan")) or Decimal(0)) if match.group("yuan") else Decimal(0)
    for names, scale in ((("jiao", "jiao2"), "0.1"), (("fen", "fen2", "fen3"), "0.01")):
        for name in names:
            if match.group(name):
                total += (parse_numeral(match.group(name)) or Decimal(0)) * Decimal(scale)
    return total


def _made(match: re.Match[str], value: Decimal, unit: str, finder: Finder) -> QuantityMatch:
    base = finder.measures.base(value, None, "", unit)
    return _placed(match.start(), match.end(), value, unit, base)


def _plain(match: re.Match[str], value: Decimal, unit: str = "") -> QuantityMatch:
    return _placed(match.start(), match.end(), value, unit)


def _placed(start: int, end: int, value: Decimal, unit: str = "", base: BaseQuantity | None = None) -> QuantityMatch:
    quantity = base or BaseQuantity(value, None, unit, "ratio" if unit else "number")
    return QuantityMatch(start, end, start, end, end, value, None, unit, "eq", quantity, known=True, implicit=False)
