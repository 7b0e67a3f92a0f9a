"""The numbers that items are counted with: 1, 12, 一, 二十三."""

from __future__ import annotations

_DIGITS = "一二三四五六七八九"
_NUMERALS = [
    *_DIGITS, "十", *(f"十{d}" for d in _DIGITS), *(f"{t}十{d}" for t in _DIGITS[1:] for d in ("", *_DIGITS)),
]  # fmt: skip
_VALUES = {numeral: value for value, numeral in enumerate(_NUMERALS, 1)}


def ordinal(number: str) -> int | None:
    """The value of a plain number; None for one in parts (`1-2`) and for numerals of a hundred and more."""
    return int(number) if number.isdecimal() else _VALUES.get(number)


def next_number(number: str) -> str:
    """The number after a number, written alike; the number itself where there is no telling."""
    if number.isdecimal():
        return str(int(number) + 1)
    value = _VALUES.get(number, len(_NUMERALS))
    return _NUMERALS[value] if value < len(_NUMERALS) else number
