"""Indicators over the years: a list of series as `diff` gives it, or what `diff` finds in records of several years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from notice_parse.diff.records import Point, SeriesList, TargetRef
from notice_parse.records import Extraction, Task
from notice_parse.report.charts import Line, line
from notice_parse.report.numbers import bounded
from notice_parse.report.sources import Link, Sources, link_of

_SHOWN_ROWS = 12


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

    @property
    def shown(self) -> int:
        """Rows to show before the rest is folded away."""
        return _SHOWN_ROWS if len(self.rows) > _SHOWN_ROWS + 2 else len(self.rows)


def find_series(extractions: Sequence[Extraction]) -> list[SeriesList]:
    """The indicators of each region that has notices of more than one year; one notice is compared with the next."""
    from notice_parse.diff.series import series_list

    regions: dict[str | None, list[Extraction]] = {}
    for extraction in extractions:
        for notice in extraction.notices:
            if notice.year is not None and any(task.numeric_targets for task in notice.tasks):
                alone = extraction.model_copy(update={"notices": [notice]})
                regions.setdefault(notice.region, []).append(alone)
    return [series_list(held) for held in regions.values() if len({e.notices[0].year for e in held}) > 1]


class SeriesTables:
    """Makes the tables; with the records at hand their cells have links."""

    def __init__(self, extractions: Iterable[Extraction], sources: Sources) -> None:
        self._tasks: dict[tuple[str, str], tuple[Task, int | None]] = {
            (extraction.source.path, task.id): (task, sources.index(extraction.source))
            for extraction in extractions
            for notice in extraction.notices
            for task in notice.tasks
        }

    def of(self, given: SeriesList) -> SeriesTable | None:
        """The indicators with a number in more than one year; None where there are none."""
        held = [(series.indicator, [p for p in series.points if p.year is not None]) for series in given.series]
        chosen = [(name, points) for name, points in held if len({point.year for point in points}) > 1]
        if not chosen:
            return None
        years = sorted({point.year for _, points in chosen for point in points if point.year is not None})
        return SeriesTable(
            years, [SeriesRow(name, list(self._cells(points, years)), _line(points)) for name, points in chosen]
        )

    def _cells(self, points: Sequence[Point], years: Sequence[int]) -> Iterator[list[Cell]]:
        for year in years:
            held = [Cell(bounded(point.target), self._link(point)) for point in points if point.year == year]
            # A report and its schedule of the same year often promise the same.
            yield list({cell.text: cell for cell in reversed(held)}.values())[::-1]

    def _link(self, point: Point) -> Link | None:
        ref = point.target
        task, index = self._tasks.get((point.path or "", ref.task_id), (None, None))
        if task is None:
            return None
        for target in task.numeric_targets:
            if (target.indicator, target.text, target.span.line_start) == (ref.indicator, ref.text, ref.line):
                return link_of(target.span, index)
        return None


def _height(target: TargetRef) -> Decimal:
    quantity = target.quantity
    return quantity.value if quantity.value_high is None else (quantity.value + quantity.value_high) / 2


def _line(points: Iterable[Point]) -> Line | None:
    """No line where the values cannot stand on one scale: other units or measures, or two different ones in a year."""
    by_year: dict[int, set[Decimal]] = {}
    kinds: set[tuple[str, str]] = set()
    for point in points:
        by_year.setdefault(point.year or 0, set()).add(_height(point.target))
        kinds.add((point.target.quantity.unit, point.target.measure))
    if len(kinds) > 1 or any(len(values) > 1 for values in by_year.values()):
        return None
    return line([(year, next(iter(values))) for year, values in sorted(by_year.items())])
