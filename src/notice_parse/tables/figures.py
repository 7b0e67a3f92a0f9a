"""The figures of a row: indicators with target and baseline, totals with their shares, and whether they agree."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.tables.model import Allocation, Indicator, Row, RowRecord, Share, Table
from notice_parse.tables.vocabulary import Vocabulary
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_BLANK = compile_pattern(r"\s+")
_VALUE = compile_pattern(r"^(?P<value>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d.,]{0,6})$")
_DIGIT = compile_pattern(r"\d")
_MEASURED = compile_pattern(r"(?<![A-Za-z])[A-Za-z]+[\d.]+|(?:19|20)\d\d年")
"""Figures that are part of a name (PM2.5)."""
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_AT_LEAST = ("以上", "不少于", "不低于", "至少", "突破", "超过", "超")
_AT_MOST = ("以内", "以下", "不超过", "控制在")
_NEAR = ("约", "近", "左右", "上下")


def read_indicators(table: Table, row: Row, name: Passage | None) -> list[Indicator]:
    """The indicators of one row: one for each target column; the baseline is the latest year before the target's.

    `name` is what is measured; none gives none.
    """
    targets = table.indices("target")
    if name is None or not name:
        return []
    measure = _text(row, table.index("measure")) or table.measure
    out = []
    for index in targets:
        year = table.columns[index].year
        baseline, baseline_year = _baseline(table, row, year)
        target = row.cells[index].passage
        if target or (len(targets) == 1 and baseline is not None):
            out.append(Indicator(name, target, baseline, year, baseline_year, measure))
    if not out:
        # Nothing to reach is stated: the name and what was reached are kept all the same.
        baseline, baseline_year = _baseline(table, row, None)
        out.append(Indicator(name, Passage(name.norm, []), baseline, None, baseline_year, measure))
    return out


def baseline_at(table: Table, row: Row, year: int | None) -> int | None:
    """The column of the latest figure before a year; None where there is none."""
    indices = [i for i in table.indices("baseline") if row.cells[i].passage]
    if year is not None:
        indices = [i for i in indices if (table.columns[i].year or 0) < year]
    return max(indices, key=lambda i: table.columns[i].year or 0) if indices else None


def _baseline(table: Table, row: Row, year: int | None) -> tuple[Passage | None, int | None]:
    best = baseline_at(table, row, year)
    return (row.cells[best].passage, table.columns[best].year) if best is not None else (None, None)


def _text(row: Row, index: int | None) -> Passage | None:
    return row.cells[index].passage if index is not None and row.cells[index].passage else None


def bare(passage: Passage) -> str:
    text = passage.clean if passage.ranges else ""
    return _BLANK.sub("", text) if " " in text or "\t" in text else text


class Breakdown(NamedTuple):
    """The columns of a breakdown: its total, its sub-items, and each place by name."""

    total: int | None
    item: int | None
    areas: list[tuple[int, str]]


def breakdown_of(table: Table) -> Breakdown:
    areas = [(i, c.area or c.header) for i, c in enumerate(table.columns) if c.role == "area"]
    return Breakdown(table.index("total"), table.index("item"), areas)


def read_allocation(table: Table, row: Row, breakdown: Breakdown) -> Allocation | None:
    """The total and the shares of one row; None where the row has no figures."""
    total, item_at, areas = breakdown
    total_text = bare(row.cells[total].passage) if total is not None else ""
    item = bare(row.cells[item_at].passage) if item_at is not None else ""
    if (
        item
        and not total_text
        and total is not None
        and table.columns[item_at or 0].implied
        and row.cells[total].merge == "left"
    ):
        # One cell over both columns of the total: the row has no sub-item.
        item, total_text = "", item
    shares = [Share(name, bare(row.cells[i].passage)) for i, name in areas]
    if not total_text and not item and not any(share.text for share in shares):
        return None
    first = next((cell.passage for cell in row.cells if cell.passage), None)
    return Allocation(item or None, total_text, shares, first.line if first is not None else 0)


def total_as_target(
    text: Passage | None, total: Passage, measure: Passage | None, words: Vocabulary
) -> list[Indicator]:
    """The total of a breakdown as what is to be reached, where the item's text only names it (新建绿道（公里）)."""
    if (
        text is None
        or not total
        or _DIGIT.search(_MEASURED.sub("", text.folded))
        or not words.figure.search(total.folded)
    ):
        return []
    return [] if words.none.search(total.folded) else [Indicator(text.strip("。; "), total, None, None, None, measure)]


def to_value(text: str) -> tuple[Decimal, str] | None:
    """The number of a cell and what follows it; None where the cell is no plain number."""
    match = _VALUE.match(text)
    if match is None:
        return None
    try:
        return Decimal(match.group("value").replace(",", "")), match.group("unit")
    except InvalidOperation:
        return None


def weigh(record: RowRecord, words: Vocabulary) -> list[Finding]:
    """Findings where shares do not add up to their total, or the total is not what the item's text says.

    Rates are not added up: a percentage holds for each place.
    """
    out = []
    for allocation in record.allocations:
        total = to_value(allocation.total_text)
        if total is None:
            continue
        name = allocation.item or "the item"
        shares = [value for share in allocation.shares if (value := to_value(share.text)) is not None]
        rated = (
            words.rate.search(allocation.item or (record.text.folded if record.text is not None else "")) is not None
        )
        if shares and not rated and not any("%" in unit or "％" in unit or "‰" in unit for _, unit in [total, *shares]):
            added = sum((value for value, _ in shares), Decimal(0))
            if added != total[0]:
                message = f"The shares of {name} add up to {added}, the total is {allocation.total_text}."
                out.append(Finding("allocation-sum", message, allocation.line))
        said = _said(record, allocation, words)
        if said is not None and not _agrees(total[0], said):
            message = f"The text says {said.group()} of {name}, the table's total is {allocation.total_text}."
            out.append(Finding("allocation-text-differs", message, allocation.line))
    return out


def _said(record: RowRecord, allocation: Allocation, words: Vocabulary) -> re.Match[str] | None:
    """The number of the item's text that the total answers to: the one after the sub-item's name, or the only one."""
    if record.text is None:
        return None
    text = record.text.folded
    numbers = [
        m
        for m in words.number.finditer(text)
        if not words.other_number.search(m.group("unit") or text[m.end() : m.end() + 2])
    ]
    if allocation.item is None:
        percent = "%" in allocation.total_text or "％" in allocation.total_text
        return (
            numbers[0]
            if len(numbers) == 1 and len(record.allocations) == 1 and ("%" in numbers[0].group()) == percent
            else None
        )
    at = text.find(allocation.item)
    if at < 0 or text.find(allocation.item, at + 1) >= 0:
        return None
    end = at + len(allocation.item)
    return next((m for m in numbers if end <= m.start() <= end + 1), None)


def _agrees(total: Decimal, said: re.Match[str]) -> bool:
    value = Decimal(said.group("value"))
    for scale in said.group("scale") or "":
        value *= _SCALE[scale]
    words = (said.group("before") or "") + (said.group("after") or "")
    if any(word in words for word in _NEAR):
        return True
    if any(word in words for word in _AT_LEAST):
        return total >= value
    if any(word in words for word in _AT_MOST):
        return total <= value
    return total == value
