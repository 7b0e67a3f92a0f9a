"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from notice_parse.emit.labels import BOUND_WORDS
from notice_parse.records.target import Comparator

_TEN_THOUSAND = 10_000
_HUNDRED_MILLION = 100_000_000


class Bounded(Protocol):
    """A target of an extraction or of a comparison."""

    comparator: Comparator
    value: Decimal
    value_high: Decimal | None
    unit: str


def plain(value: Decimal) -> str:
    """Without an exponent and without zeros that only a calculation left."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def bounded(target: Bounded) -> str:
    """≥6%, 约8–10万人."""
    high = f"–{plain(target.value_high)}" if target.value_high is not None else ""
    return f"{BOUND_WORDS[target.comparator]}{plain(target.value)}{high}{target.unit}"


def signed(value: Decimal, unit: str) -> str:
    """A difference in the base unit: +800人, −1.2亿元; big ones in 万 and 亿."""
    amount = abs(value)
    for size, name in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if amount >= size:
            amount, unit = amount / size, f"{name}{unit}"
            break
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{plain(round(amount, 4))}{unit}"


def percent(relative: Decimal) -> str:
    """+12.5% for 0.125."""
    return signed(round(relative * 100, 1), "%") if abs(relative) < 100 else f"×{plain(round(relative + 1, 1))}"
