"""Words that two tasks share and hardly another has: names of projects, programmes and places."""

from __future__ import annotations

import re

from notice_parse.diff.likeness import Weights
from notice_parse.diff.views import TaskView, terms_of

_RUNS = re.compile(r"[\u3400-\u9fff〇]+")
_FEW = 4  # tasks of both sides; a phrase of more is vocabulary


def shared_phrases(first: TaskView, second: TaskView, weights: Weights) -> list[tuple[float, str]]:
    """The longest phrases of three characters and more that stand in both, with their weight, the heaviest first.

    Only phrases with at least one pair of characters that few tasks have.
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
                terms = terms_of(phrase)
                if min(weights.frequency[term] for term in terms) <= _FEW:
                    found[phrase] = weights.total(terms)
            start = max(end - 1, start + 1)
    return sorted(((weight, phrase) for phrase, weight in found.items()), key=lambda item: (-item[0], item[1]))
