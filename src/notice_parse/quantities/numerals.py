"""Numerals: Arabic, Chinese and mixed, to exact decimals.

Figures are read as written: `2.5万` is the value 2.5 with the magnitude 万, `三千五百亿` is 3500 with 亿, `100万三千`
(a magnitude in the middle) is the plain number 1003000.
"""

from __future__ import annotations

import re
from decimal import Decimal

from notice_parse.text.patterns import compile_pattern

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
FORMAL = {
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
    "兩": 2, "貳": 2, "叄": 3, "參": 3, "陸": 6, "弍": 2, "弎": 3,
}  # fmt: skip
PLACES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "拾": 1, "佰": 2, "仟": 3, "萬": 4, "億": 8, "兆": 12}
ALL_DIGITS = {**DIGITS, **FORMAL}
CHINESE = "".join(ALL_DIGITS) + "".join(c for c in PLACES if c != "兆") + "廿卅"
# Lengths are bounded so that a page of figures costs no more than its length; no notice writes forty digits.
ARABIC = r"[0-9]{1,40}(?:,[0-9]{3}(?![0-9])){0,12}(?:\.[0-9]{1,40})?"

_POINT_DIGITS = "".join(c for c in ALL_DIGITS if c not in "两兩")
_INNER = CHINESE.replace("百", "")
# Atomic: digits could be shared out among its parts in very many ways, and no other way ever fits better.
NUMERAL = (
    # The first character by itself, so that the engine runs over all that open none.
    rf"[0-9{CHINESE}](?>(?:(?<=[0-9])[0-9]{{0,39}}(?:,[0-9]{{3}}(?![0-9])){{0,12}}(?:\.[0-9]{{1,40}})?)?"
    rf"(?:{ARABIC}|[{_INNER}]|百(?!分[点點位])|兆(?=[{CHINESE}])|[点點](?=[{_POINT_DIGITS}0-9])"
    r"|[余餘多几幾](?=[十百千万亿萬億])){0,40})"
)
"""Pattern of a run of numeral characters, without capturing groups."""
LONGEST = 60
"""Characters of a numeral; a longer run is a page of figures and no number."""

_MAGNITUDE_TAIL = compile_pattern(r"(?<=[0-9])[余餘多几幾]?((?:[十百千万亿萬億]|拾|佰|仟)+)$")
_TOKEN = compile_pattern(rf"{ARABIC}|.", re.DOTALL)
_VAGUE = compile_pattern(r"[余餘多几幾]")
_POWERS = [Decimal(10) ** n for n in range(40)]
_SIMPLIFIED = str.maketrans("萬億拾佰仟", "万亿十百千")


def split_magnitude(text: str) -> tuple[Decimal, str] | None:
    """A numeral as its value without the magnitude characters, and those characters.

    `2.5万` → 2.5, 万; `4千亿` → 4, 千亿; `三百万` → 300, 万; `百亿` → 100, 亿; `万` → 1, 万; `三千五百` → 3500, ``.
    None where the characters form no number (`十零百`).
    """
    if len(text) > LONGEST:
        return None
    if text.isascii():
        # 3.58.7 with more than forty digits before the second point.
        return (to_decimal(text.replace(",", "")), "") if text.count(".") < 2 else None
    text = _VAGUE.sub("", text)
    tail = _MAGNITUDE_TAIL.search(text)
    if tail and text[: tail.start(1)].replace(",", "").replace(".", "", 1).isdecimal():
        return to_decimal(text[: tail.start(1)].replace(",", "")), tail.group(1)
    # A Chinese numeral keeps its places up to 千; a final 万 or 亿 is a magnitude when nothing smaller stands after it.
    at = len(text)
    while at and text[at - 1] in "万亿萬億":
        at -= 1
    head, magnitude = text[:at], text[at:]
    if magnitude and not any(c in "万亿萬億兆" for c in head):
        value = Decimal(1) if not head else parse_numeral(head)
        if value is not None:
            return value, magnitude
    whole = parse_numeral(text)
    return None if whole is None else (whole, "")


def to_decimal(text: str) -> Decimal:
    return Decimal(text)


def magnitude_factor(magnitude: str) -> Decimal:
    """What a run of magnitude characters multiplies by: 千亿 → 10¹¹."""
    return _POWERS[min(sum(PLACES[c] for c in magnitude), 39)]


def parse_numeral(text: str) -> Decimal | None:
    """The value of an Arabic, Chinese or mixed numeral; None where the characters form no number.

    Digit strings without places are read digit by digit (`一七二零` → 1720); a last digit without its place counts in
    the place below the one before it (`九万四` → 94000), unless 零 stands between.
    """
    if len(text) > LONGEST:
        return None
    text = _VAGUE.sub("", text).translate(_SIMPLIFIED).replace("點", "点").replace("廿", "二十").replace("卅", "三十")
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdecimal() and plain.isascii():
        return Decimal(plain)
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not fraction:
        return value if not fraction else None
    return _with_fraction(value, fraction)


def _with_fraction(value: Decimal, fraction: str) -> Decimal | None:
    """一百点五, 四百亿点零五: digits after the point, and a magnitude at the very end if there is one (三点五万)."""
    end = len(fraction)
    while end and fraction[end - 1] in PLACES:
        end -= 1
    digits = [str(ALL_DIGITS[c]) if c in ALL_DIGITS else c for c in fraction[:end]]
    joined = "".join(digits)
    if not joined.isdecimal():
        return None
    total = value + Decimal(joined).scaleb(-len(joined))
    return total * magnitude_factor(fraction[end:])


def _whole(text: str) -> Decimal | None:
    tokens: list[str] = _TOKEN.findall(text)
    if not tokens:
        return None
    if all(t in ALL_DIGITS for t in tokens):
        return Decimal("".join(str(ALL_DIGITS[t]) for t in tokens))
    total = section = Decimal(0)
    current: Decimal | None = None
    last_place = 0
    gap = False
    for token in tokens:
        if token in PLACES:
            place = PLACES[token]
            if place < 4:
                if current is None and section and place >= last_place:
                    # 五十千: places go down within a section.
                    return None
                section += (Decimal(1) if current is None else current) * _POWERS[place]
            else:
                section += current or 0
                if section == 0 and total == 0:
                    section = Decimal(1)
                if section == 0 or total < _POWERS[place]:
                    # 一万五千亿: all that stands before 亿 counts in 亿.
                    total = (total + section) * _POWERS[place]
                else:
                    total += section * _POWERS[place]
                section = Decimal(0)
            current, last_place, gap = None, place, False
        elif token in ALL_DIGITS:
            digit = ALL_DIGITS[token]
            if digit == 0 and current is None:
                gap = True
            elif current is not None:
                # 二三十 and the like are vague; digits side by side inside places form no number.
                return None
            else:
                current = Decimal(digit)
        else:
            if current is not None:
                return None
            current = Decimal(token.replace(",", ""))
            gap = gap or len(token) > 1
    if current is not None:
        short = last_place > 1 and not gap and current < 10
        section += current * _POWERS[last_place - 1] if short else current
    return total + section
