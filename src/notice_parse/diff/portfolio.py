"""Who looks after what: the fields of work that went from one heading of the old document to one of the new.

Leaders keep most of their portfolio from year to year under other headings, and a paragraph of a report goes to the few
leaders and offices that deal with its subject. Pairs that are sure for other reasons tell which.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from notice_parse.diff.links import Link
from notice_parse.diff.views import TaskView

_SURE = 0.9
_PRIOR = 2.0  # sure pairs that a heading must have before what they say counts more than what all pairs say
_MOST = 2.0  # logarithm of how many times more often, either way

_Key = tuple[str, str]


class Portfolio:
    """What the sure links say of headings, units and long tasks."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._pairs: defaultdict[tuple[_Key, _Key], float] = defaultdict(float)
        self._old: defaultdict[_Key, float] = defaultdict(float)
        self._new: defaultdict[_Key, float] = defaultdict(float)
        self._total = 0
        self._sure: set[Link] = set()
        for link in links:
            if link.score >= _SURE:
                self._sure.add(link)
                self._count(link)

    def _count(self, link: Link) -> None:
        here, there = _keys(link.old), _keys(link.new)
        self._total += 1
        for key in here:
            self._old[key] += 1
        for key in there:
            self._new[key] += 1
        for key in here:
            for other in there:
                self._pairs[key, other] += 1

    def expects(self, link: Link) -> float:
        """How much more often tasks of these headings and units go together than any do, as a logarithm; 0 unknown.

        The link itself does not count, so that no pair confirms itself.
        """
        own = 1 if link in self._sure else 0
        total = self._total - own
        if total < 2 * _PRIOR:
            return 0.0
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        for key in _keys(link.old):
            for other in _keys(link.new):
                if {key[0], other[0]} <= _TOO_FINE:
                    continue
                lift = self._lift(key, other, own, total)
                if lift is not None:
                    found[key[0], other[0]].append(lift)
        kinds = [max(lifts) for lifts in found.values()]
        return math.fsum(kinds) / len(kinds) if kinds else 0.0

    def _lift(self, key: _Key, other: _Key, own: int, total: int) -> float | None:
        of_old, of_new = self._old[key] - own, self._new[other] - own
        if of_old < 1 or of_new < 1:
            return None
        expected = of_old * of_new / total
        seen = self._pairs[key, other] - own
        lift = math.log((seen + _PRIOR * expected / of_old) / (expected + _PRIOR * expected / of_old))
        return max(-_MOST, min(_MOST, lift))


_TOO_FINE = {"task"}


def _keys(view: TaskView) -> Sequence[_Key]:
    path = view.record.section_path
    keys = [("section", path[-1])] if path else []
    keys += [("unit", unit) for unit in sorted(view.units)]
    return [*keys, ("task", view.record.id)]


def credit_portfolios(links: Sequence[Link]) -> None:
    """Lets the portfolios count for every link."""
    known = Portfolio(links)
    for link, expected in [(link, known.expects(link)) for link in links]:
        link.add("portfolio", expected)
