"""How alike two pieces of text are: shared character pairs, weighed by how rare they are in the two documents."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest

from notice_parse.diff.indicators import IndicatorLikeness, fits
from notice_parse.diff.views import Clause, TargetView, TaskView, Terms, terms_of
from notice_parse.diff.words import words

_UNIT = 1 << 16
_FILLER_WEIGHT = 0.2  # of what a pair of an empty word counts
_BY_CHANCE = 0.15  # part of a clause's weight that any long sentence shares with it
_RARE = 5.0  # weight of a pair that one task of each side has, however many tasks there are
_SHRINK = 8.0  # about two rare pairs: what a short text must bring before it counts in full
_FAR = 0.2  # of the weight that the nearest task shares; tasks with less are not looked at
_NUMBER_LOST = 0.5  # of what a clause shares counts where its number's indicator is not found on the other side
_SAME_INDICATOR = 0.7


class _Fixed(dict[str, int]):
    """Weights as whole numbers: a set's order differs from run to run, the sum of its weights must not."""

    def __init__(self, unknown: int) -> None:
        super().__init__()
        self._unknown = unknown

    def __missing__(self, term: str) -> int:
        return self._unknown


class Weights:
    """The weight of each term: how rare it is in the tasks of both sides together, and in notices of any place."""

    def __init__(self, tasks: Sequence[TaskView]) -> None:
        filler = {term for word in words().filler for term in terms_of(word)}
        common = words().common_pairs
        self.frequency = Counter(term for task in tasks for term in task.terms)
        total = max(len(tasks), 20)  # so that words do not look common in a document of three tasks
        scale = _RARE / math.log(1 + total / 2)
        self._weights = _Fixed(round(scale * math.log(1 + total) * _UNIT))
        for term, count in self.frequency.items():
            kept = common.get(term, 1.0) * (_FILLER_WEIGHT if term in filler else 1.0)
            weight = scale * math.log(1 + total / count) * kept
            self._weights[term] = round(weight * _UNIT)

    def of(self, term: str) -> float:
        return self._weights[term] / _UNIT

    def total(self, terms: Iterable[str]) -> float:
        return sum(map(self._weights.__getitem__, terms)) / _UNIT

    def contained(self, terms: Terms, holders: Sequence[Terms]) -> float:
        """The largest part of the terms' weight that one of the holders shares, 0 to 1."""
        whole = self.total(terms)
        if not whole:
            return 0.0
        return max((self.total(shared) for holder in holders if (shared := terms & holder)), default=0.0) / whole

    def most_shared(self, some: Sequence[Terms], others: Sequence[Terms]) -> float:
        """The weight of what the two most alike of their sentences share."""
        pairs = (one & other for one in some for other in others)
        return max((self.total(shared) for shared in pairs if shared), default=0.0)

    def shared_outside(self, first: TargetView, second: TargetView) -> float:
        """How much the sentences of two targets share besides what their indicators share, 0 to 1."""
        own = terms_of(first.indicator) & terms_of(second.indicator)
        left, right = first.sentence - own, second.sentence - own
        return self.total(left & right) / (min(self.total(left), self.total(right)) + _SHRINK)


class TaskLikeness:
    """Compares tasks clause by clause."""

    def __init__(self, weights: Weights, indicators: IndicatorLikeness) -> None:
        self._weights = weights
        self._indicators = indicators

    def covered(self, task: TaskView, other: TaskView) -> float:
        """How much of what a task says the other says too, 0 to 1.

        A clause that commits to a number continues where its indicator does, whatever else it shares.
        """
        got: list[float] = []
        whole: list[float] = []
        for clause in task.clauses:
            weight = self._weights.total(clause.terms)
            share = self._weights.contained(clause.terms, other.sentences)
            share = max(0.0, (share - _BY_CHANCE) / (1 - _BY_CHANCE))
            if clause.targets:
                found = self._targets_found(clause, other)
                share = max(share * _NUMBER_LOST, found if found > _SAME_INDICATOR else 0.0)
            got.append(weight * share)
            whole.append(weight)
        return math.fsum(got) / (math.fsum(whole) + _SHRINK)

    def nearest_clauses(self, task: TaskView, other: TaskView) -> float:
        """How alike the two most alike of their clauses are, 0 to 1: what they share of what either says."""
        best = 0.0
        for mine in task.clauses:
            for its in other.clauses:
                if len(both := mine.terms & its.terms) > 1:
                    shared = self._weights.total(both)
                    either = self._weights.total(mine.terms) + self._weights.total(its.terms) - shared
                    best = max(best, shared / (either + _SHRINK))
        return best

    def _targets_found(self, clause: Clause, other: TaskView) -> float:
        best = [
            max((self._indicators.names(mine, its) * fits(mine, its) for its in other.targets), default=0.0)
            for mine in clause.targets
        ]
        return math.fsum(best) / len(best)


def find_candidates(
    old: Sequence[TaskView], new: Sequence[TaskView], weights: Weights, each: int = 8
) -> set[tuple[int, int]]:
    """Pairs of indices worth comparing: for each task the other side's tasks that share most with it.

    Terms of very many tasks are left out, which keeps the time linear in the number of tasks.
    """
    most = max(40, (len(old) + len(new)) // 20)
    holders: dict[str, list[int]] = defaultdict(list)
    for index, task in enumerate(new):
        for term in task.terms:
            if weights.frequency[term] <= most:
                holders[term].append(index)
    of_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for index, task in enumerate(old):
        row: dict[int, float] = defaultdict(float)
        for term in sorted(task.terms & holders.keys()):
            weight = weights.of(term)
            for other in holders[term]:
                row[other] += weight
        for other, weight in row.items():
            of_new[other].append((-weight, index))
        best = nsmallest(each, ((-weight, other) for other, weight in row.items()))
        found.update((index, other) for weight, other in best if weight <= _FAR * best[0][0])
    for other, column in of_new.items():
        best = nsmallest(each, column)
        found.update((index, other) for weight, index in best if weight <= _FAR * best[0][0])
    return found
