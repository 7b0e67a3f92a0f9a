"""Cells of a workbook as they are shown: 0.065 in a format of percents reads 6.5%, a day count reads as a date."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_LONGEST = 20
"""Digits before the point up to which a number is rounded as its format says."""
_PLACES = re.compile(r"[0#?]\.([0#?]+)")


def shown_value(value: object, number_format: str) -> str:
    """The text of a cell. Shape: a number keeps every digit that its format shows, and all of them in the general format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float, Decimal)):
        return _shown_number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), number_format)
    if isinstance(value, (datetime, date)):
        return _shown_date(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _shown_number(number: Decimal, number_format: str) -> str:
    if not number.is_finite():
        return str(number)
    sections = number_format.split(";")
    section = sections[1] if number < 0 and len(sections) > 1 else sections[0]
    bare = _QUOTED.sub("", section)
    percent = bare.count("%")
    if percent:
        number *= Decimal(100) ** percent
    places = _PLACES.search(bare)
    if bare.lower() in ("general", "@", "") or not re.search(r"[0#?]", bare):
        text = _plain(_without_noise(number))
    elif "E+" in bare.upper() or number.adjusted() > _LONGEST:
        text = _plain(number)
    else:
        shown = abs(number).quantize(Decimal(1).scaleb(-len(places[1]) if places else 0), ROUND_HALF_UP)
        text = f"{shown:,f}" if "," in bare else f"{shown:f}"
        if places:
            text = _drop_optional(text, places[1])
        # 000 shows three digits at least.
        whole, point, rest = text.partition(".")
        least = len(re.findall("0", re.split(r"\.", bare)[0]))
        text = ("-" if number < 0 and shown else "") + whole.zfill(least) + point + rest
    # What the format writes around the number (0"家", "约"0) is shown too.
    before, after = _around(section)
    return before + text + "%" * percent + after


def _without_noise(number: Decimal) -> Decimal:
    """0.1+0.2 is kept as 0.30000000000000004 and shown as 0.3: fifteen digits are all a workbook tells."""
    digits = len(number.as_tuple().digits)
    return number if digits <= 15 else Decimal(f"{number:.15g}")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _drop_optional(text: str, places: str) -> str:
    """Without the zeros in places that are shown only where there is something to show (`#`)."""
    for place in reversed(places):
        if place == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    return text.rstrip(".")


def _around(section: str) -> tuple[str, str]:
    parts = re.split(r"[0#?][0#?,.%]*", section, maxsplit=1)
    if len(parts) < 2:
        return "", ""
    return _literal(parts[0]), _literal(parts[1])


def _literal(text: str) -> str:
    quoted = re.findall(r'"([^"]*)"|\\(.)|([\u4e00-\u9fff￥¥$])', re.sub(r"\[[^\[\]]*\]|_.|\*.", "", text))
    return "".join(a or b or c for a, b, c in quoted)


def _shown_date(value: date, number_format: str) -> str:
    """Year, month and day as Chinese documents write them, as far as the format shows them."""
    bare = re.sub(r"\[[^\[\]]*\]", "", number_format).lower()
    if "y" in bare and "d" not in bare:
        return f"{value.year}年{value.month}月" if "m" in bare else f"{value.year}年"
    if "y" not in bare and "m" in bare and "d" in bare:
        return f"{value.month}月{value.day}日"
    text = f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime) and (value.hour or value.minute) and "h" in bare:
        text += f" {value.hour}:{value.minute:02d}"
    return text
