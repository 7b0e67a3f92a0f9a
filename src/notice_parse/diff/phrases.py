"""Words that two tasks share and hardly another has: names of projects, programmes and places."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from notice_parse.diff.likeness import Weights
from notice_parse.diff.views import TaskView, terms_of

_RUNS = re.compile(r"[\u3400-\u9fff〇]+")
_NAME = 2.0  # a phrase that both put in quotation marks is the name of something
_PAIRS = 2.0  # of a phrase that count in full
_MANY = 6  # tasks of one side; a phrase of more is vocabulary


class PhraseFinder:
    """Finds the phrases that two tasks share, and how rare they are on either side."""

    def __init__(self, old: Sequence[TaskView], new: Sequence[TaskView], weights: Weights) -> None:
        self._weights = weights
        self._holders = (_holders(old), _holders(new))

    def shared(self, first: TaskView, second: TaskView) -> list[tuple[float, str]]:
        """The longest phrases of three characters and more that stand in both, with their weight, the heaviest first.

        The weight of a phrase is that of its pairs of characters, less the more tasks of either side have it.
        """
        shared = first.terms & second.terms
        if len(shared) < 2:
            return []
        found: dict[str, float] = {}
        for run in _RUNS.findall(first.text):
            start = 0
            while start < len(run) - 2:
                end = start + 1
                while end < len(run) and run[end - 1 : end + 1] in shared and run[start : end + 1] in second.text:
                    end += 1
                if end - start >= 3:
                    phrase = run[start:end]
                    if phrase not in found and (weight := self._weight(phrase)):
                        is_name = all(f"“{phrase}" in task.text for task in (first, second))
                        found[phrase] = weight * (_NAME if is_name else 1.0)
                start = max(end - 1, start + 1)
        return sorted(((weight, phrase) for phrase, weight in found.items()), key=lambda item: (-item[0], item[1]))

    def _weight(self, phrase: str) -> float:
        terms = sorted(terms_of(phrase))
        spread = 1.0
        for holders in self._holders:
            sets = sorted((holders[term] for term in terms), key=len)
            count = len(sets[0].intersection(*sets[1:])) or 1
            if count > _MANY:
                return 0.0
            spread *= count
        # Eight characters are one name and not two; a long set phrase says no more than a short one.
        part = min(1.0, _PAIRS / len(terms))
        return self._weights.total(terms) * part / math.sqrt(spread)


def _holders(tasks: Sequence[TaskView]) -> defaultdict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for index, task in enumerate(tasks):
        for term in task.terms:
            found[term].add(index)
    return found
