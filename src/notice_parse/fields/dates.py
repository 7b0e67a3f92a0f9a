"""Dates of a notice, in Arabic and Chinese numerals."""

from __future__ import annotations

from datetime import date

from notice_parse.text.ordinals import parse_ordinal, parse_year
from notice_parse.text.patterns import compile_pattern

_DATE = compile_pattern(
    r"(?P<year>(?:19|20)\d{2}|[一二][〇零0Oo一二三四五六七八九]{3})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
)
_ISO = compile_pattern(r"(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")


def parse_date(text: str) -> date | None:
    """The first date of a folded text: `2024年2月8日`, `二〇二四年二月八日`, `2024-02-08`; None where there is none.

    A day that the calendar does not have (2月30日) gives None; the caller reports it.
    """
    match = _DATE.search(text) or _ISO.search(text)
    if not match:
        return None
    year = parse_year(match["year"])
    month, day = parse_ordinal(match["month"]), parse_ordinal(match["day"])
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
