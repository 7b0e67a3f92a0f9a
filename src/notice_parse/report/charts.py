"""Figures for the charts. Each chart is a table with a bar or a line drawn into its rows, so that nobody needs to see
the drawing, and nothing has to be fetched or run to show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from notice_parse.records import Extraction
from notice_parse.report.labels import Labels
from notice_parse.report.units import UnitNames

ROLES = ("lead", "responsible", "cooperating")
_SHOWN_ROWS = 8
_SHOWN_WIDE_ROWS = 16  # of the chart of units, which is the longest and has the others beside it


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its counts by part, and where each part of the bar begins and how long it is, in parts of 100."""

    label: str
    counts: list[int]
    total: int
    parts: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A table of bars; a row's label is a value of `facet`, if that is not empty."""

    title: str
    facet: str
    columns: list[str]
    styles: list[str]
    bars: list[Bar]

    @property
    def shown(self) -> int:
        """Rows to show before the rest is folded away; one or two are not worth folding."""
        limit = _SHOWN_ROWS if len(self.columns) == 1 else _SHOWN_WIDE_ROWS
        return limit if len(self.bars) > limit + 2 else len(self.bars)


def chart(
    title: str, facet: str, parts: Sequence[tuple[str, str]], rows: Iterable[tuple[str, list[int], int]]
) -> Chart:
    """A chart of rows given as label, counts by part and total; `parts` are the label and style of each part."""
    held = list(rows)
    longest = max((sum(counts) for _, counts, _ in held), default=1) or 1
    bars = [Bar(label, counts, total, _lengths(counts, longest)) for label, counts, total in held]
    return Chart(title, facet, [name for name, _ in parts], [style for _, style in parts], bars)


def _lengths(counts: Sequence[int], longest: int) -> list[tuple[float, float]]:
    places: list[tuple[float, float]] = []
    done = 0
    for count in counts:
        places.append((round(done * 100 / longest, 2), round(count * 100 / longest, 2)))
        done += count
    return places


def unit_chart(extractions: Iterable[Extraction], names: UnitNames, labels: Labels) -> Chart:
    """Tasks by unit; a unit that a task names in two roles is counted in each and once in the total."""
    by_role: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for extraction in extractions:
        for notice in extraction.notices:
            for task in notice.tasks:
                pairs = {(names.of(unit), unit.role): None for unit in task.responsible_units}
                for name, role in pairs:
                    by_role[name][role] += 1
                total.update(list(dict.fromkeys(name for name, _ in pairs)))
    used = [role for role in ROLES if any(counts[role] for counts in by_role.values())]
    ranked = sorted(total, key=lambda name: (-total[name], -by_role[name]["lead"]))
    rows = ((name, [by_role[name][role] for role in used], total[name]) for name in ranked)
    return chart(labels("chart_units"), "unit", [(labels(role), role) for role in used], rows)


def leader_chart(extractions: Iterable[Extraction], labels: Labels) -> Chart:
    """Tasks by the leader who leads them."""
    total: Counter[str] = Counter()
    for extraction in extractions:
        for notice in extraction.notices:
            for task in notice.tasks:
                total.update(list(dict.fromkeys(leader.name for leader in task.lead_leaders)))
    return _simple(labels("chart_leaders"), "leader", labels("n_tasks"), total)


def dimension_chart(extractions: Iterable[Extraction], labels: Labels) -> Chart:
    """Numeric targets by what kind of quantity they are."""
    targets = (
        labels(target.quantity.dimension)
        for extraction in extractions
        for notice in extraction.notices
        for task in notice.tasks
        for target in task.numeric_targets
    )
    return _simple(labels("chart_dimensions"), "target", labels("n_targets"), Counter(targets))


def change_chart(title: str, facet: str, counts: Iterable[tuple[str, int]], column: str, labels: Labels) -> Chart:
    """Changes by their kind, in the order given."""
    rows = ((labels(kind), [count], count) for kind, count in counts if count)
    return chart(title, facet, [(column, "one")], rows)


def _simple(title: str, facet: str, column: str, counts: Counter[str]) -> Chart:
    return chart(title, facet, [(column, "one")], ((name, [count], count) for name, count in counts.most_common()))


@dataclass(frozen=True, slots=True)
class Line:
    """A line through the years: points in a box of 100 by 30, the highest value at the top."""

    points: list[tuple[float, float]]

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


def line(values: Sequence[tuple[int, Decimal]]) -> Line:
    """The line through values by year; flat where all are the same."""
    years = [year for year, _ in values]
    low, high = min(value for _, value in values), max(value for _, value in values)
    first, span = min(years), max(max(years) - min(years), 1)
    height = high - low
    return Line(
        [
            (
                round(6 + 88 * (year - first) / span, 1),
                round(25 - float((value - low) / height) * 20, 1) if height else 15.0,
            )
            for year, value in values
        ]
    )
