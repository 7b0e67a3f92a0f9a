"""A figure of a table cell, with the unit that stands in the indicator's name: `新增学位(个)` | `4590`."""

from __future__ import annotations

import re

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.find import find
from notice_parse.quantities.model import CellValue
from notice_parse.quantities.reader import finder_of
from notice_parse.text.fold import fold
from notice_parse.text.patterns import compile_pattern

_UNIT = compile_pattern(r"\((?:单位:)?(?P<unit>[^()]*(?:\([^()]*\)[^()]*)?)\)$|,?单位:(?P<plain>[^()]+)$")
_FIGURE = compile_pattern(r"[0-9]")
_WORDY = compile_pattern(r"[一-龥]{7,}")


def read_cell(indicator: str, cell: str, grammar: Grammar) -> CellValue | None:
    """The figure of a cell; None when it holds none.

    `indicator` may carry a unit in brackets at its end and a ★ that marks a core indicator; both are taken off. A unit
    in the cell itself wins. A bracket that is no unit (a remark) stays part of the name.
    """
    name = re.sub(r"\s+", "", indicator)
    key = "★" in name
    name = name.replace("★", "").strip("*")
    engine = finder_of(grammar)
    folded = fold(name)
    unit = ""
    bracket = _UNIT.search(folded)
    if bracket:
        inner = bracket.group("unit") if bracket.group("unit") is not None else bracket.group("plain")
        magnitude, word = engine.measures.split(inner)
        known = engine.measures.pattern.fullmatch(word) if word else None
        if known or (magnitude and not word) or len(inner) <= 3:
            unit = inner
            name = name[: bracket.start()]
    text = re.sub(r"\s+", "", cell)
    flat = fold(text)
    quantities = find(flat, text, grammar)
    if not quantities or not (_FIGURE.search(flat) or (len(quantities) == 1 and not _WORDY.search(flat))):
        return None
    q = quantities[0]
    if q.unit and not (q.unit in "十百千万亿" and unit):
        return CellValue(name, q.value, q.value_high, q.unit, q.comparator, q.quantity, key)
    magnitude, word = engine.measures.split(unit)
    if q.unit:
        magnitude = q.unit + magnitude
        unit = q.unit + unit
    quantity = engine.measures.base(q.value, q.value_high, magnitude, word)
    return CellValue(name, q.value, q.value_high, unit, q.comparator, quantity, key)
