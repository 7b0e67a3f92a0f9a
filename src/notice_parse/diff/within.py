"""Targets of paired tasks that are called too differently to be paired alone: 卫生户厕 and 农村户用卫生厕所."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notice_parse.diff.assign import assign
from notice_parse.diff.groups import Group
from notice_parse.diff.indicators import IndicatorLikeness, fits
from notice_parse.diff.targets import SAME_NAME, TargetPair, may_follow
from notice_parse.diff.views import TargetView
from notice_parse.records import NumericTarget

_ENOUGH = 0.45  # likeness of names, where the tasks are paired and the numbers are of one kind
_NEARLY_ALL = 0.85
_SAME_BUT_NUMBERS = 0.7
_NUMBER_CHANGED = 0.75  # of the likeness, where the numbers inside the names differ
_SURE = 0.75  # of the likeness: what is paired only for want of others is never quite sure
_OTHER_CRITERION = "的"


def pair_within(
    groups: Iterable[Group], old: Iterable[TargetView], new: Iterable[TargetView], indicators: IndicatorLikeness
) -> list[TargetPair]:
    """Pairs of targets that were left over in tasks that belong together, each target at most once."""
    left_old, left_new = set(old), set(new)
    found: list[TargetPair] = []
    for made in groups:
        mine = [target for task in made.old for target in task.targets if target in left_old]
        its = [target for task in made.new for target in task.targets if target in left_new]
        if mine and its:
            found += _pair(mine, its, indicators)
    return found


def _pair(old: Sequence[TargetView], new: Sequence[TargetView], indicators: IndicatorLikeness) -> list[TargetPair]:
    scored: dict[tuple[int, int], TargetPair] = {}
    for row, mine in enumerate(old):
        for column, its in enumerate(new):
            pair = _score(mine, its, indicators)
            if pair:
                scored[row, column] = pair
    return [scored[at] for at in assign({at: pair.score for at, pair in scored.items()})]


def _score(old: TargetView, new: TargetView, indicators: IndicatorLikeness) -> TargetPair | None:
    if old.bare or new.bare or fits(old, new) < 1 or old.record.measure != new.record.measure:
        return None
    if not _may_be_next(old.record, new.record):
        return None
    if old.digits != new.digits:
        names = indicators.names_but_numbers(old, new)
        if names < _SAME_BUT_NUMBERS or not _is_criterion(old) or not _is_criterion(new):
            return None
        score = names * _NUMBER_CHANGED
    else:
        names = indicators.names(old, new)
        if (
            names < _ENOUGH
            or not _is_said_by(old.indicator, new.indicator)
            or (names < SAME_NAME and _has_namesake(old, new, indicators))
        ):
            return None
        score = names**0.5 * _SURE
    return TargetPair(old, new, score, names, 1.0)


def _is_said_by(first: str, second: str) -> bool:
    """Whether one name has nearly all the characters of the other; 制造业投资 and 服务业投资 each say something else."""
    fewer, more = sorted((frozenset(first), frozenset(second)), key=len)
    return len(fewer & more) >= _NEARLY_ALL * len(fewer)


def _has_namesake(old: TargetView, new: TargetView, indicators: IndicatorLikeness) -> bool:
    """Whether a task has the other's indicator by its own name: 学位 does not go on as 中小学学位 beside 学位."""
    return any(indicators.names(old, its) >= SAME_NAME for its in new.task.targets) or any(
        indicators.names(mine, new) >= SAME_NAME for mine in old.task.targets
    )


def _may_be_next(old: NumericTarget, new: NumericTarget) -> bool:
    """Whether the numbers are near enough and what is done is the same, as far as it is told."""
    same_action = not old.action or not new.action or old.action == new.action or old.measure == "increment"
    return same_action and may_follow(old.quantity.value, new.quantity.value)


def _is_criterion(target: TargetView) -> bool:
    """Whether the number in a name says what counts, 收入50万元以上的村, and is not the name of a class of things.

    10亿元以上项目 and 50亿元以上项目 stand side by side in one plan, so neither continues the other.
    """
    return _OTHER_CRITERION in target.record.indicator or target.record.quantity.dimension == "ratio"
