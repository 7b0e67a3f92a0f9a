"""Roles that depend on the other columns of the same table, and what kind of table it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notice_parse.tables.model import Column, Kind

_UNITS = frozenset({"lead", "responsible", "cooperating"})


def settle(columns: Sequence[Column], lengths: Callable[[], Sequence[float]]) -> Kind:
    """Settle the roles in place and tell the kind of the table.

    `lengths` gives the mean number of characters of the cells under each column: where no header names the task of a
    table with units, the longest column is it.
    """
    has_indicator = any(c.role == "indicator" for c in columns)
    areas = [c for c in columns if c.role == "area"]
    matrix = len(areas) >= 2
    for column in columns:
        if "/" in column.role:
            column.role = _choose(column.role.split("/"), has_indicator, matrix, columns)
        elif column.role == "area" and not matrix:
            column.role = "unknown"
        elif column.role == "total" and not matrix:
            column.role = "target" if has_indicator else "known"
        elif (column.role in ("measure", "baseline") and not has_indicator) or (column.role == "item" and not matrix):
            # Figures of no indicator have no field; they are kept as they stand.
            column.role = "known"
    _settle_years(columns, has_indicator)
    _settle_single(columns)
    _settle_texts(columns, matrix)
    _settle_numbers(columns)
    if not any(c.role in ("text", "indicator") for c in columns) and (matrix or any(c.role in _UNITS for c in columns)):
        _longest_as_text(columns, lengths())
    return _kind(columns, matrix)


def _choose(roles: list[str], has_indicator: bool, matrix: bool, columns: Sequence[Column]) -> str:
    if "measure" in roles:
        others = any(c.role in _UNITS for c in columns)
        return "measure" if has_indicator else "known" if matrix or others else "responsible"
    if has_indicator:
        return "target"
    return "total" if matrix else "goal"


def _settle_single(columns: Sequence[Column]) -> None:
    """Of several columns of indicators the last is the finest; of measures, totals and sub-items the first one counts."""
    for column in [c for c in columns if c.role == "indicator"][:-1]:
        column.role = "category"
    for role in ("measure", "total", "item"):
        for column in [c for c in columns if c.role == role][1:]:
            column.role = "known"


def _settle_years(columns: Sequence[Column], has_indicator: bool) -> None:
    """Columns headed by a year alone: without a target the last one is it; the others say what was reached."""
    years = [c for c in columns if c.role == "year"]
    if not has_indicator:
        for column in years:
            column.role = "known"
        return
    if years and not any(c.role == "target" for c in columns):
        max(years, key=lambda c: c.year or 0).role = "target"
    for column in years:
        if column.role == "year":
            column.role = "baseline"


def _settle_texts(columns: Sequence[Column], matrix: bool) -> None:
    """Of several columns of words the finest is the task and the coarser ones its title; goals stand in where none is."""
    texts = [c for c in columns if c.role.startswith("text:")]
    if matrix and not any(c.role == "total" for c in columns) and len(texts) > 1:
        _total_among(columns, texts)
        texts = [c for c in texts if c.role != "total"]
    if not texts:
        goals = [c for c in columns if c.role == "goal"]
        if goals and not any(c.role == "indicator" for c in columns):
            goals[0].role = "text"
        return
    finest = max(int(c.role[5:]) for c in texts)
    main = next(c for c in texts if int(c.role[5:]) == finest)
    # The same header again is a merged one that a converter repeated: the last of its columns is the finest.
    main = [c for c in texts if c.header == main.header][-1]
    for column in texts:
        if column is main:
            column.role = "text"
        elif column.header == main.header:
            column.role = "title"
        elif column.role == "text:3" or columns.index(column) > columns.index(main):
            column.role = "goal"
        else:
            column.role = "title"


def _settle_numbers(columns: Sequence[Column]) -> None:
    """Of several columns of numbers (of the class, of the item) the last one before the task is the item's."""
    numbers = [i for i, c in enumerate(columns) if c.role == "number"]
    if len(numbers) < 2:
        return
    task = next((i for i, c in enumerate(columns) if c.role in ("text", "indicator")), len(columns))
    own = max((i for i in numbers if i < task), default=numbers[0])
    for index in numbers:
        if index != own:
            columns[index].role = "known"


def _total_among(columns: Sequence[Column], texts: Sequence[Column]) -> None:
    """目标任务 just before the places of a breakdown is their total."""
    first_area = next(i for i, c in enumerate(columns) if c.role == "area")
    before = columns[first_area - 1] if first_area else None
    if before is not None and before in texts:
        before.role = "total"


def _longest_as_text(columns: Sequence[Column], lengths: Sequence[float]) -> None:
    open_to = [i for i, c in enumerate(columns) if c.role == "unknown"]
    if open_to:
        columns[max(open_to, key=lambda i: lengths[i])].role = "text"


def _kind(columns: Sequence[Column], matrix: bool) -> Kind:
    roles = {c.role for c in columns}
    if "indicator" in roles and roles & {"target", "baseline"}:
        return "indicators"
    if matrix and roles & {"text", "indicator"}:
        return "matrix"
    if "text" in roles and roles & (_UNITS | {"leaders", "persons", "deadline"}):
        return "schedule"
    return "other"
