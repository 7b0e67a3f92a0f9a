"""Ordinals of headings: 一 to 百, digits and circled digits, as integers for checking that they follow one another."""

from __future__ import annotations

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def parse_ordinal(text: str) -> int | None:
    """The integer of `12`, `十二`, `二十一`, `一百零三` or `⑫`; None for anything else."""
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    total, digit = 0, 0
    text = text.translate(_FORMAL)
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "十":
            total += (digit or 1) * 10
            digit = 0
        elif character == "百":
            total += (digit or 1) * 100
            digit = 0
        else:
            return None
    return total + digit


def parse_year(text: str) -> int | None:
    """The year of `2024` or `二〇二四` (also with a letter for its zero: 二OO七); None where it is not one between 1949 and 2099."""
    digits = "".join(str(_DIGITS[c]) if c in _DIGITS else "0" if c in "Oo" else c for c in text)
    if len(digits) == 4 and digits.isascii() and digits.isdigit() and 1949 <= int(digits) <= 2099:
        return int(digits)
    return None
