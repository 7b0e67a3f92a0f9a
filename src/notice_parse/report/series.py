"""Indicators over the years: from a list of series as `diff` makes it, or from records of several years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from notice_parse.diff.records import SeriesList
from notice_parse.records import Extraction, NumericTarget
from notice_parse.report.charts import Line, line
from notice_parse.report.numbers import bounded
from notice_parse.report.sources import Link, Sources, link_of


@dataclass(frozen=True, slots=True)
class Cell:
    """What was promised for one year; a link where there is one."""

    text: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One indicator: its cells by year, in the order of the table's years."""

    indicator: str
    cells: list[list[Cell]]
    line: Line | None


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """Indicators that more than one year names."""

    years: list[int]
    rows: list[SeriesRow]


_Point = tuple[int, Decimal, Cell]


def series_of_records(extractions: Iterable[Extraction], sources: Sources) -> SeriesTable | None:
    """Indicators of exactly the same name, measure and base unit in more than one plan year; None where there are none.

    Which differently worded indicators are the same is for `diff` to judge; here no guess is made.
    """
    points: dict[tuple[str, str, str, str], list[_Point]] = {}
    for extraction in extractions:
        index = sources.index(extraction.source)
        for notice in extraction.notices:
            if notice.year is None:
                continue
            for task in notice.tasks:
                for target in task.numeric_targets:
                    cell = Cell(bounded(target), link_of(target.span, index))
                    points.setdefault(_key(target), []).append((notice.year, _height(target), cell))
    return _table((key[0], held) for key, held in points.items())


def series_of_list(given: SeriesList) -> SeriesTable | None:
    """The series that `diff` found."""
    return _table(
        (
            series.indicator,
            [
                (point.year, _height(point.target), Cell(bounded(point.target), None))
                for point in series.points
                if point.year is not None
            ],
        )
        for series in given.series
    )


def _key(target: NumericTarget) -> tuple[str, str, str, str]:
    return target.indicator, target.measure, target.quantity.unit, target.scope or ""


def _height(target: NumericTarget | object) -> Decimal:
    quantity = target.quantity  # type: ignore[attr-defined]
    value: Decimal = quantity.value
    return value if quantity.value_high is None else (value + quantity.value_high) / 2


def _table(held: Iterable[tuple[str, list[_Point]]]) -> SeriesTable | None:
    chosen = [(name, points) for name, points in held if len({year for year, _, _ in points}) > 1]
    if not chosen:
        return None
    years = sorted({year for _, points in chosen for year, _, _ in points})
    return SeriesTable(years, [SeriesRow(name, list(_cells(points, years)), _line(points)) for name, points in chosen])


def _cells(points: list[_Point], years: list[int]) -> Iterator[list[Cell]]:
    for year in years:
        # A report and its schedule of the same year often promise the same.
        yield list({cell.text: cell for at, _, cell in points if at == year}.values())


def _line(points: list[_Point]) -> Line | None:
    """No line where a year has two different values: which of them counts cannot be told."""
    by_year: dict[int, set[Decimal]] = {}
    for year, value, _ in points:
        by_year.setdefault(year, set()).add(value)
    if any(len(values) > 1 for values in by_year.values()):
        return None
    return line([(year, next(iter(values))) for year, values in sorted(by_year.items())])
