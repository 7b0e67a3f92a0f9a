"""The pairing of two lists of tasks: the steps in order. It depends on what tasks say, not on where they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from notice_parse.diff.groups import Group, group
from notice_parse.diff.indicators import IndicatorLikeness
from notice_parse.diff.likeness import TaskLikeness, Weights, find_candidates
from notice_parse.diff.links import Link, LinkScorer, credit_lead
from notice_parse.diff.phrases import PhraseFinder
from notice_parse.diff.portfolio import credit_portfolios
from notice_parse.diff.subjects import SubjectLikeness
from notice_parse.diff.targets import TargetPair, TargetPairer, find_repetitions
from notice_parse.diff.views import TargetView, TaskView, view_tasks
from notice_parse.diff.within import pair_within
from notice_parse.records import Task

MIN_SCORE = 0.5
MIN_SCORE_ACROSS = 0.6


@dataclass
class Pairing:
    """Groups of tasks and pairs of targets; what is in none is new or dropped."""

    old: list[TaskView]
    new: list[TaskView]
    groups: list[Group]
    targets: list[TargetPair]
    also: list[Link]
    """Sure links between tasks of different groups: a task that draws on another one besides, which goes on elsewhere."""
    nearest: dict[TaskView, tuple[TaskView, float]]
    """For each task the one of the other side that is most like it, paired or not, with the score."""


def pair_tasks(old: Sequence[Task], new: Sequence[Task], least: float = MIN_SCORE) -> Pairing:
    """Pairs two documents' tasks and targets.

    The result for (new, old) is that for (old, new) turned round: the work is always done in one direction, which the
    content decides.
    """
    first, second = view_tasks(old), view_tasks(new)
    if [view.key for view in second] < [view.key for view in first]:
        return _turned(_pair(second, first, least))
    return _pair(first, second, least)


def _pair(old: list[TaskView], new: list[TaskView], least: float) -> Pairing:
    same, rest_old, rest_new = _take_unchanged(old, new)
    weights = Weights([*old, *new])
    indicators = IndicatorLikeness([target for task in (*old, *new) for target in task.targets])
    units = Counter(unit for task in (*old, *new) for unit in task.units)
    subjects = SubjectLikeness([*old, *new])
    scorer = LinkScorer(TaskLikeness(weights, indicators), PhraseFinder(old, new, weights), weights, units, subjects)
    near = find_candidates(rest_old, rest_new, weights) | subjects.find_candidates(rest_old, rest_new)
    links = {(rest_old[i], rest_new[j]): scorer.link(rest_old[i], rest_new[j]) for i, j in sorted(near)}
    targets = _same_targets(same)
    paired = {target for pair in targets for target in (pair.old, pair.new)}
    left = _targets_but(old, paired), _targets_but(new, paired)
    targets += TargetPairer(indicators, weights, links).pair(*left)
    _credit(targets, links)
    groups = same + group(list(links.values()), least)
    paired = {target for pair in targets for target in (pair.old, pair.new)}
    targets += pair_within(groups, _targets_but(old, paired), _targets_but(new, paired), indicators)
    paired = {target for pair in targets for target in (pair.old, pair.new)}
    targets += find_repetitions(targets, _targets_but(old, paired), _targets_but(new, paired), indicators)
    also = _across(groups, links.values(), max(least, MIN_SCORE_ACROSS))
    return Pairing(old, new, groups, targets, also, _nearest(links.values()))


def _across(groups: Iterable[Group], links: Iterable[Link], least: float) -> list[Link]:
    """The links between tasks that are both in groups, each in its own, the surest first."""
    home = {view: made for made in groups for view in (*made.old, *made.new)}
    found = [
        link
        for link in links
        if link.score >= least and link.old in home and link.new in home and home[link.old] is not home[link.new]
    ]
    return sorted(found, key=lambda link: -link.logit)


def _nearest(links: Iterable[Link]) -> dict[TaskView, tuple[TaskView, float]]:
    found: dict[TaskView, tuple[TaskView, float]] = {}
    for link in links:
        for view, other in ((link.old, link.new), (link.new, link.old)):
            if view not in found or found[view][1] < link.score:
                found[view] = (other, link.score)
    return found


def _take_unchanged(
    old: Sequence[TaskView], new: Sequence[TaskView]
) -> tuple[list[Group], list[TaskView], list[TaskView]]:
    """Tasks that are word for word the same: of several the one with the same units and heading, else any."""
    groups: list[Group] = []
    rest_old, rest_new = list(old), list(new)
    for key in (lambda view: view.key, lambda view: view.text):
        rest_old, rest_new, found = _match(rest_old, rest_new, key)
        groups += [Group([a], [b], exact=True) for a, b in found]
    return groups, rest_old, rest_new


def _match(
    old: Sequence[TaskView], new: Sequence[TaskView], key: Callable[[TaskView], Hashable]
) -> tuple[list[TaskView], list[TaskView], list[tuple[TaskView, TaskView]]]:
    waiting: dict[Hashable, list[TaskView]] = defaultdict(list)
    for view in reversed(new):
        waiting[key(view)].append(view)
    found: list[tuple[TaskView, TaskView]] = []
    alone: list[TaskView] = []
    for view in old:
        others = waiting.get(key(view))
        if others and view.text:
            found.append((view, others.pop()))
        else:
            alone.append(view)
    taken = {view for _, view in found}
    return alone, [view for view in new if view not in taken], found


def _same_targets(groups: Iterable[Group]) -> list[TargetPair]:
    """The targets of unchanged tasks, each with itself."""
    pairs: list[TargetPair] = []
    for made in groups:
        waiting: dict[tuple[str, ...], list[TargetView]] = defaultdict(list)
        for target in reversed(made.new[0].targets):
            waiting[target.key].append(target)
        for target in made.old[0].targets:
            if others := waiting.get(target.key):
                pairs.append(TargetPair(target, others.pop(), 1.0, 1.0, 1.0))
    return pairs


def _targets_but(tasks: Iterable[TaskView], taken: set[TargetView]) -> list[TargetView]:
    return [target for task in tasks for target in task.targets if target not in taken]


def _credit(targets: Iterable[TargetPair], links: dict[tuple[TaskView, TaskView], Link]) -> None:
    for pair in targets:
        link = links.get((pair.old.task, pair.new.task))
        if link:
            link.targets.append((pair.old.record.indicator, pair.new.record.indicator, pair.score))
    for link in links.values():
        link.credit_targets()
    credit_portfolios(list(links.values()))
    credit_lead(list(links.values()))


def _turned(pairing: Pairing) -> Pairing:
    """The same with old and new exchanged."""
    for made in pairing.groups:
        made.old, made.new = made.new, made.old
    for link in (*(link for made in pairing.groups for link in made.links), *pairing.also):
        link.old, link.new = link.new, link.old
        link.old_in_new, link.new_in_old = link.new_in_old, link.old_in_new
        link.targets = [(new, old, score) for old, new, score in link.targets]
    for pair in pairing.targets:
        pair.old, pair.new = pair.new, pair.old
    return Pairing(pairing.new, pairing.old, pairing.groups, pairing.targets, pairing.also, pairing.nearest)
