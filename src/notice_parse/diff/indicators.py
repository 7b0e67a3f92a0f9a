"""Whether two indicators measure the same thing."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import LCSseq

from notice_parse.diff.views import TargetView

_BOTH_DIFFER = 1.2  # weight of what each has and the other lacks: 制造业投资 and 服务业投资
_ONE_SAYS_MORE = 0.2  # weight of what only one of them says: 低收入农户收入 and 农户收入
_QUALIFIED = 0.8  # at least, where one only says more before the same head: 婴幼儿托位 and 托位
_SHORT_WORD = 6  # characters
_CONTRARY_WORD = 0.4
_OTHER_LEVEL = 0.4  # 国家级 and 省级 of one thing
_NO_LEVEL = 0.97
_IN_BRACKETS = 0.97
_ONE_OF_SEVERAL = 0.85  # 智能工厂和数字化车间, and 智能工厂
_OTHER_DIGITS = 0.2  # 10亿元以上项目 and 50亿元以上项目
_OTHER_HEAD = 0.8  # the head of a Chinese noun stands last: 亿元以上企业 and 亿元以上项目
_OTHER_ORDER = 0.85
_LITTLE = 0.3  # of the characters of the shorter name; with less in common the names are not compared
_MOSTLY = 0.7  # of the characters of the shorter name must be in the longer
_OTHER_UNIT = 0.8  # 绿道3条 and 绿道12公里
_CONTRARY = 0.5  # of what is left where the amounts cannot be of one indicator

_PARTS = re.compile("[、和]")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_DIMENSIONS = {"ratio_change": "ratio", "multiple": "ratio"}


class IndicatorLikeness:
    """Compares indicators, each character weighed by how rare it is in those of both sides."""

    def __init__(self, targets: Sequence[TargetView]) -> None:
        indicators = {target.indicator for target in targets}
        counts = Counter(character for indicator in indicators for character in set(indicator))
        total = max(len(indicators), 20)
        self._weights = {character: math.log(1 + total / count) for character, count in counts.items()}
        self._known: dict[tuple[str, str], float] = {}

    def names(self, old: TargetView, new: TargetView) -> float:
        """Likeness of the names alone, 0 to 1."""
        found = self._names(old, new)
        if old.level != new.level:
            found *= _OTHER_LEVEL if old.level and new.level else _NO_LEVEL
        if old.contraries and new.contraries and exclude(old.contraries, new.contraries):
            found *= _CONTRARY_WORD
        return found

    def _names(self, old: TargetView, new: TargetView) -> float:
        first, second = old.indicator, new.indicator
        if not first or not second:
            return 0.0
        if first == second:
            return 1.0
        found = self._known_likeness(first, second)
        # One name in brackets may be the name that the other year uses alone.
        for one, another in ((old.other, second), (new.other, first)):
            if one and another:
                found = max(found, _IN_BRACKETS if one == another else self._known_likeness(one, another))
        if second in _PARTS.split(first) or first in _PARTS.split(second):
            found = max(found, _ONE_OF_SEVERAL)
        if old.digits != new.digits:
            return found * _OTHER_DIGITS
        if not old.bare and not new.bare and is_qualified(first, second):
            return max(found, _QUALIFIED)
        return found

    def _known_likeness(self, first: str, second: str) -> float:
        pair = (first, second) if first < second else (second, first)
        found = self._known.get(pair)
        if found is None:
            found = self._known[pair] = self._compare(*pair)
        return found

    def names_but_numbers(self, old: TargetView, new: TargetView) -> float:
        """Likeness of two names that hold other numbers, 收入50万元以上的村 and 收入80万元以上的村, without these."""
        if not old.digits or not new.digits:
            return 0.0
        first, second = (_NUMBERS.sub("", target.indicator) for target in (old, new))
        return 1.0 if first == second else self._compare(*sorted((first, second))) if first and second else 0.0

    def _compare(self, first: str, second: str) -> float:
        here, there = frozenset(first), frozenset(second)
        both = here & there
        if len(both) < _LITTLE * min(len(here), len(there)):
            return 0.0
        shared = left = right = 0.0
        weights = self._weights
        a = b = 0
        for block in LCSseq.opcodes(first, second).as_matching_blocks():
            left += sum(weights[character] for character in first[a : block.a])
            right += sum(weights[character] for character in second[b : block.b])
            a, b = block.a + block.size, block.b + block.size
            shared += sum(weights[character] for character in first[block.a : a])
        likeness = _tversky(shared, left, right)
        if first[-1] != second[-1]:
            likeness *= _OTHER_HEAD
        if len(both) < _MOSTLY * min(len(here), len(there)):
            return likeness
        # The same words the other way round: 投资储备 and 储备投资.
        shared, left, right = (sum(weights[c] for c in sorted(part)) for part in (both, here - both, there - both))
        return max(likeness, _OTHER_ORDER * _tversky(shared, left, right))


def exclude(old: Mapping[int, frozenset[str]], new: Mapping[int, frozenset[str]]) -> bool:
    """Whether two names hold other words of one line of contraries: 城镇 and 农村."""
    return any(new[line] != held for line, held in old.items() if line in new)


def is_qualified(first: str, second: str) -> bool:
    """Whether one name is the other with a short word before it: 婴幼儿托位; a long one names another place or group."""
    shorter, longer = sorted((first, second), key=len)
    return longer.endswith(shorter) and len(longer) - len(shorter) <= _SHORT_WORD


def _tversky(shared: float, left: float, right: float) -> float:
    if not shared:
        return 0.0
    return shared / (shared + _BOTH_DIFFER * min(left, right) + _ONE_SAYS_MORE * abs(left - right))


def fits(old: TargetView, new: TargetView) -> float:
    """How well the numbers themselves may belong to one indicator: 1 for the same dimension, less for others."""
    first, second = old.record.quantity, new.record.quantity
    if first.unit == second.unit:
        return 1.0
    here, there = (_DIMENSIONS.get(q.dimension, q.dimension) for q in (first, second))
    if here == there:
        return 0.95
    return _CONTRARY if "ratio" in (here, there) else _OTHER_UNIT
