"""Strings that make a given pattern work hard: each of its repeats fed without end and then disappointed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_CANDIDATES = "甲一8a（( 、，。:市的-\n\tA0.%/《十年"
_COMMON = (
    "甲",
    "8",
    "一",
    "（",
    "(",
    "()",
    "（甲）",
    " ",
    "、",
    ",",
    "，甲",
    "甲、",
    "8.",
    "8,888",
    "市",
    "a",
    "-",
    "|",
    "《》",
    "十万",
    "1.",
    "局",
)
_END = "\x01"
_MOST_BRANCHES = 6


def hostile(source: str, flags: int, examples: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Pairs of a beginning and a unit, to be `fed`. `examples` are texts that match: their beginnings are repeated too."""
    pumps: list[tuple[str, str]] = [("", unit) for unit in _COMMON]
    try:
        tree = _parser.parse(source, flags)
    except re.error:
        tree = []  # a pattern that only `regex` reads; its examples and the common units have to do
    pumps.extend(_pumps(tree, ""))
    for example in examples:
        pumps.extend(
            (example[:cut], example[cut : 2 * cut] or example) for cut in {len(example) // 3, len(example) // 2}
        )
        pumps.extend([("", example), ("", example[:-1]), ("", example[: len(example) // 2])])
    found = []
    for prefix, unit in dict.fromkeys(pumps):
        if unit:
            found.append((prefix, unit))
            if prefix:
                found.append(("", prefix + unit))
    return list(dict.fromkeys(found))


def fed(pair: tuple[str, str], length: int) -> str:
    """A text of about `length` characters: the beginning, the unit again and again, and what no pattern wants."""
    prefix, unit = pair
    return prefix + unit * max(1, (length - len(prefix)) // len(unit)) + _END


def _pumps(tree: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """For each repeat of a parsed pattern: a text that leads to it, and one that it takes again and again."""
    for operator, value in tree:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            unit = _sample(body)
            if most > 1 and unit:
                yield prefix, unit
                yield "", prefix + unit
            yield from _pumps(body, prefix)
        elif operator is sre.SUBPATTERN:
            yield from _pumps(value[3], prefix)
        elif operator is sre.ATOMIC_GROUP:
            yield from _pumps(value, prefix)
        elif operator is sre.BRANCH:
            for branch in value[1][:_MOST_BRANCHES]:
                yield from _pumps(branch, prefix)
                yield prefix, _sample(branch)
        elif operator in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _pumps(value[1], prefix)
        prefix += _sample([(operator, value)])
    yield "", prefix


def _sample(tree: Any) -> str:
    """A shortest text that a parsed pattern takes, its assertions aside; of branches the first."""
    out = ""
    for operator, value in tree:
        if operator is sre.LITERAL:
            out += chr(value)
        elif operator is sre.NOT_LITERAL:
            out += next(c for c in _CANDIDATES if ord(c) != value)
        elif operator is sre.IN:
            out += _of_class(value)
        elif operator is sre.ANY:
            out += "甲"
        elif operator is sre.BRANCH:
            out += _sample(value[1][0])
        elif operator is sre.SUBPATTERN:
            out += _sample(value[3])
        elif operator is sre.ATOMIC_GROUP:
            out += _sample(value)
        elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            out += _sample(value[2]) * max(1, min(int(value[0]), 20))
    return out


def _of_class(items: Any) -> str:
    """A character of a class, of the usual ones if it holds any."""
    inverse = items[0][0] is sre.NEGATE
    if not inverse:
        for operator, value in items:
            if operator is sre.LITERAL:
                return chr(value)
            if operator is sre.RANGE:
                return chr(value[0])
    return next((c for c in _CANDIDATES if _holds(items, c) != inverse), "甲")


def _holds(items: Any, character: str) -> bool:
    for operator, value in items:
        if operator is sre.LITERAL and ord(character) == value:
            return True
        if operator is sre.RANGE and value[0] <= ord(character) <= value[1]:
            return True
        if operator is sre.CATEGORY and re.match(_CATEGORIES.get(str(value), "(?!)"), character):
            return True
    return False


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip
