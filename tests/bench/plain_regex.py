"""Twenty lines that find a number and the word after it: what a first attempt does, and what it costs."""

from __future__ import annotations

import re

_UNITS = (
    "个百分点|微克/立方米|微克每立方米|平方公里|平方米|立方米|千瓦时|千瓦|兆瓦|公里|公顷|吨标煤|吨|亩|斤|米"
    "|美元|元|人次|人|个工作日|家|个|项|名|户|座|条|处|场|套|台|辆|件|所|根|头|册|倍|天|分钟"
)
_FOUND = re.compile(rf"(\d+(?:\.\d+)?)(?:[-~—至](\d+(?:\.\d+)?))?(%|‰|[万亿]?(?:{_UNITS}))")


def find(text: str) -> list[tuple[float, str]]:
    """(value, unit) of each number that a known word follows; both ends of a range."""
    found = []
    for match in _FOUND.finditer(text):
        low, high, unit = match.groups()
        found.append((float(low), unit))
        if high:
            found.append((float(high), unit))
    return found
