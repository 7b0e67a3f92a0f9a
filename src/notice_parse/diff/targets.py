"""Which target of the new document speaks of the same indicator as which target of the old one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from notice_parse.diff.assign import assign
from notice_parse.diff.indicators import IndicatorLikeness, fits
from notice_parse.diff.likeness import Weights
from notice_parse.diff.links import Link
from notice_parse.diff.views import TargetView, TaskView, Terms, terms_of
from notice_parse.diff.words import words

MIN_TARGET_SCORE = 0.6
_EACH = 10  # indicators of the other side that are looked at closely
_COMMON = 80  # targets with a term; more, and the term leads nowhere
_CONTEXT = 0.25  # part of the score that the surroundings decide where the indicator is telling
_CONTEXT_OF_BARE = 0.65
_TASK_FOR_BARE = 0.6
_TOO_FAR = 0.3  # likeness of names below which no surroundings make a pair
_ALONE = 0.6  # context of two indicators of which neither is like any other
_RIVAL = 0.5
SAME_NAME = 0.95
_COMPLETED = 0.95
_TELLING = 3.0  # weight of a pair of characters that is no word of every plan
_OTHER_MEASURE = 0.9
_GROWTH_FOR_AMOUNT = 0.8
_SHARE_AND_GROWTH = 0.8
_FAR_APART = 0.8
_TIMES = 10
_OTHER_ACTION = 0.97  # 规划 and 新增 of one thing; decides between two numbers of one task
_OTHER_SCOPE = 0.97
_EACH_YEAR = "年均"
_APART = 0.06
_OTHER_TERM = 0.04  # one is for a later year, or for half a year
_FEW = 4  # characters
_REPEATED = 0.7  # likeness of names from which an equal number on the same side is a repetition


@dataclass(eq=False)
class TargetPair:
    """Two targets of one indicator."""

    old: TargetView
    new: TargetView
    score: float
    names: float
    context: float
    repeated: bool = False


class TargetPairer:
    """Pairs the targets of two documents, given how alike their tasks are."""

    def __init__(
        self, indicators: IndicatorLikeness, weights: Weights, links: Mapping[tuple[TaskView, TaskView], Link]
    ) -> None:
        self._indicators = indicators
        self._weights = weights
        self._links = links

    def pair(self, old: Sequence[TargetView], new: Sequence[TargetView]) -> list[TargetPair]:
        """The best assignment, each target at most once."""
        gains: dict[tuple[int, int], float] = {}
        scored: dict[tuple[int, int], TargetPair] = {}
        places = {target: index for index, target in enumerate(new)}
        self._index(new)
        candidates = [list(self._candidates(target)) for target in old]
        rivals = _Rivals(self._indicators, zip(old, candidates, strict=True))
        for index, target in enumerate(old):
            for other in candidates[index]:
                pair = self.score(target, other, alone=rivals.are_none(target, other))
                if pair.score >= MIN_TARGET_SCORE:
                    at = (index, places[other])
                    scored[at] = pair
                    gains[at] = pair.score - MIN_TARGET_SCORE + 0.05
        return [scored[at] for at in assign(gains) if not rivals.are_better(scored[at])]

    def score(self, old: TargetView, new: TargetView, *, alone: bool = False) -> TargetPair:
        """How sure it is that two targets speak of one indicator; `alone` where neither has anything else like it."""
        names = self._indicators.names(old, new)
        if names < _TOO_FAR:
            return TargetPair(old, new, 0.0, names, 0.0)
        link = self._links.get((old.task, new.task))
        bare = old.bare or new.bare
        if bare and (self._is_completed(old, new) or self._is_completed(new, old)):
            names, bare = _COMPLETED, False
        share = _CONTEXT_OF_BARE if bare else _CONTEXT
        # A long paragraph promises many numbers; that it is continued does not tell which of them is.
        near = (link.score if link else 0.0) * (_TASK_FOR_BARE if bare else 1.0)
        context = max(self._weights.shared_outside(old, new), near, _ALONE if alone and not bare else 0.0)
        score = names * (1 - share) + names**0.5 * context * share
        score *= self._fits(old, new, names)
        if old.record.measure != new.record.measure and "growth" in (old.record.measure, new.record.measure):
            score *= _OTHER_MEASURE
            if is_share(old) != is_share(new):
                score *= _SHARE_AND_GROWTH
        if names < SAME_NAME and not may_follow(old.record.quantity.value, new.record.quantity.value):
            score *= _FAR_APART
        if (old.record.scope or "") != (new.record.scope or ""):
            score *= _OTHER_SCOPE
        if old.record.action and new.record.action and old.record.action != new.record.action:
            score *= _OTHER_ACTION
        return TargetPair(old, new, score * _nearness(old, new), names, context)

    def _fits(self, old: TargetView, new: TargetView, names: float) -> float:
        """As `fits`; that an amount follows a rate of growth is told by the measure and speaks little against the pair."""
        if names >= SAME_NAME and "growth" in (old.record.measure, new.record.measure):
            return max(fits(old, new), _GROWTH_FOR_AMOUNT)
        return fits(old, new)

    def _is_completed(self, bare: TargetView, full: TargetView) -> bool:
        """Whether the sentence of a bare indicator has what the other has before it: 建筑业…产值 and 建筑业产值."""
        if not bare.bare or bare.digits != full.digits or not full.indicator.endswith(bare.indicator):
            return False
        before = terms_of(full.indicator[: len(full.indicator) - len(bare.indicator)])
        return before <= bare.sentence and max(map(self._weights.of, before), default=0.0) >= _TELLING

    def _candidates(self, target: TargetView) -> Iterable[TargetView]:
        shared: dict[TargetView, float] = defaultdict(float)
        for term in sorted(_terms(target)):
            weight = self._term_weights.get(term, 0.0)
            for other in self._holders.get(term, ()):
                shared[other] += weight
        best = sorted(shared, key=lambda other: -shared[other])[:_EACH]
        near = (task for task in self._near.get(target.task, ()))
        return dict.fromkeys([*best, *(other for task in near for other in task.targets)])

    def _index(self, new: Sequence[TargetView]) -> None:
        counts = Counter(term for target in new for term in _terms(target))
        self._term_weights = {term: math.log(1 + len(new) / count) for term, count in counts.items()}
        self._holders: dict[str, list[TargetView]] = defaultdict(list)
        for target in new:
            for term in _terms(target):
                if counts[term] <= _COMMON:
                    self._holders[term].append(target)
        free = {target.task for target in new}
        self._near: dict[TaskView, list[TaskView]] = defaultdict(list)
        for link in sorted(self._links.values(), key=lambda link: -link.logit):
            near = self._near[link.old]
            if link.new in free and len(near) < 6:
                near.append(link.new)


def is_share(target: TargetView) -> bool:
    """Whether the indicator is a part of a whole: 民间投资占比, whose growth is not that of 民间投资."""
    return target.record.indicator.endswith(words().share_ends)


def may_follow(before: Decimal, after: Decimal) -> bool:
    """Whether an amount may become the other in a year; one many times as large is likely of something else."""
    less, more = sorted((abs(before), abs(after)))
    return more <= less * _TIMES


def _nearness(old: TargetView, new: TargetView) -> float:
    """A little less than 1 the further the numbers are apart; it decides between two of one name, of which one may be
    for five years."""
    less, more = sorted((abs(old.record.quantity.value), abs(new.record.quantity.value)))
    apart = min(1.0, math.log10(more / less)) if less and old.record.quantity.unit == new.record.quantity.unit else 1.0
    return 1 - _APART * apart - (_OTHER_TERM if _is_of_years(old) != _is_of_years(new) else 0.0)


def _is_of_years(target: TargetView) -> bool:
    """Whether the number is for another time than the plan's year: 到2030年, 年均增长."""
    record = target.record
    return bool(record.deadline) or _EACH_YEAR in f"{record.indicator}{record.action}"


class _Rivals:
    """What else the targets might be paired with."""

    def __init__(
        self, indicators: IndicatorLikeness, candidates: Iterable[tuple[TargetView, Sequence[TargetView]]]
    ) -> None:
        self._of: dict[TargetView, list[tuple[float, TargetView]]] = defaultdict(list)
        for target, others in candidates:
            for other in others:
                names = indicators.names(target, other)
                if names >= _RIVAL:
                    self._of[target].append((names, other))
                    self._of[other].append((names, target))

    def are_none(self, old: TargetView, new: TargetView) -> bool:
        """Whether each is all that the other is like."""
        return all(len(self._of[view]) == 1 for view in (old, new)) and self._of[old][0][1] is new

    def are_better(self, pair: TargetPair) -> bool:
        """Whether one of them only takes what another of the same task left: 学位 and 中小学学位 where 学位 is paired."""
        if pair.names >= SAME_NAME:
            return False
        return any(
            names >= SAME_NAME and other.task is taken.task
            for view, taken in ((pair.old, pair.new), (pair.new, pair.old))
            for names, other in self._of[view]
        )


def _terms(target: TargetView) -> Terms:
    return terms_of(target.indicator)


def find_repetitions(
    pairs: Sequence[TargetPair],
    old: Iterable[TargetView],
    new: Iterable[TargetView],
    indicators: IndicatorLikeness,
) -> list[TargetPair]:
    """Pairs for targets that were left alone but say again what a paired one of their side says.

    A plan often promises the same number twice, in the work of the year and among the projects for the people.
    """
    found: list[TargetPair] = []
    by_number: dict[tuple[bool, tuple[str, ...]], list[TargetPair]] = defaultdict(list)
    for pair in pairs:
        by_number[False, _number(pair.old)].append(pair)
        by_number[True, _number(pair.new)].append(pair)
    for is_new, targets in ((False, old), (True, new)):
        for target in targets:
            said = [
                (indicators.names(pair.new if is_new else pair.old, target), pair)
                for pair in by_number.get((is_new, _number(target)), ())
            ]
            if not said or target.bare:
                continue
            likeness, pair = max(said, key=lambda item: item[0])
            if likeness < _REPEATED or not _says_no_more(target, pair.new if is_new else pair.old):
                continue
            first, second = (pair.old, target) if is_new else (target, pair.new)
            found.append(TargetPair(first, second, pair.score * likeness, pair.names, pair.context, repeated=True))
    return found


def _says_no_more(target: TargetView, said: TargetView) -> bool:
    """Whether a name is not that of a part or of another place, which may well have the same number."""
    return abs(len(target.indicator) - len(said.indicator)) <= _FEW


def _number(target: TargetView) -> tuple[str, ...]:
    quantity = target.record.quantity
    return (str(quantity.value.normalize()), str(quantity.value_high), quantity.dimension)
