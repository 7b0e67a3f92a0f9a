"""From links between single tasks to what became of each: continued, split, merged, new or dropped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from notice_parse.diff.assign import assign
from notice_parse.diff.links import Link
from notice_parse.diff.views import TaskView

_NEARLY_BEST = (
    0.85  # of a task's best score; a task joins a group only where it belongs there about as well as anywhere
)
_SURE = 8.0  # logit from which two links are equally sure
_DISPUTED = 1.0  # logit by which another link must be better to take a task away
_MORE = 0.4  # part of the way from the least score to 1 that a task must go to join a group, as 0.4 to 1.4
_SURE_OF_ITSELF = 0.8  # score from which a task that belongs elsewhere more is let in where there is a place
_PART = 0.04  # what a part must share, beside the whole, of its own text


@dataclass(eq=False)
class Group:
    """Tasks that belong together: one old with several new ones, several old with one new, or one with one."""

    old: list[TaskView] = field(default_factory=list)
    new: list[TaskView] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    exact: bool = False


def group(links: Sequence[Link], least: float) -> list[Group]:
    """The groups that the links make, each task in at most one.

    First the best one-to-one assignment; then tasks left alone join the group of the task they share most with. A
    group grows on one side only, so that no task is split and merged at once.
    """
    strong = _undisputed([link for link in links if link.score >= least])
    rows = {view: index for index, view in enumerate(dict.fromkeys(link.old for link in strong))}
    columns = {view: index for index, view in enumerate(dict.fromkeys(link.new for link in strong))}
    at = {(rows[link.old], columns[link.new]): link for link in _between_wholes(strong)}
    # Above the least score any pair is better than none.
    floor = math.log(least / (1 - least)) - 0.5
    gains = {place: min(link.logit, _SURE) - floor for place, link in at.items()}
    groups: list[Group] = []
    home: dict[TaskView, Group] = {}
    for place in assign(gains):
        link = at[place]
        made = Group([link.old], [link.new], [link])
        groups.append(made)
        home[link.old] = home[link.new] = made
    _let_join(strong, home, least)
    # Who belongs elsewhere more but found no place there.
    _let_join([link for link in links if link.score >= max(least, _SURE_OF_ITSELF)], home, least, groups)
    return groups


def _let_join(
    links: Sequence[Link], home: dict[TaskView, Group], least: float, made: list[Group] | None = None
) -> None:
    """Lets tasks left alone into the groups of others, the surest first; with `made` also two into a group of their own."""
    best: dict[TaskView, float] = {}
    for link in links:
        for view in (link.old, link.new):
            best[view] = max(best.get(view, 0.0), link.score)
    for link in sorted(links, key=lambda link: -link.logit):
        if made is not None and link.old not in home and link.new not in home:
            own = Group([link.old], [link.new], [link])
            made.append(own)
            home[link.old] = home[link.new] = own
        else:
            _join(link, home, max((_MORE + least) / (_MORE + 1), _NEARLY_BEST * min(best[link.old], best[link.new])))


def _between_wholes(links: Sequence[Link]) -> list[Link]:
    """The links without those of a part to a whole that goes on about as well as a whole of its size."""
    best: dict[TaskView, float] = {}
    for link in links:
        if not link.is_part:
            for view in (link.old, link.new):
                best[view] = max(best.get(view, link.logit), link.logit)
    return [link for link in links if not link.is_part or best.get(link.larger, -_SURE) < link.logit - _DISPUTED]


def _undisputed(links: Sequence[Link]) -> list[Link]:
    """The links without those of a task that clearly belongs elsewhere, where it may be one of several parts."""
    best: dict[TaskView, float] = {}
    for link in links:
        if link.is_part:
            best[link.smaller] = max(best.get(link.smaller, link.logit), link.logit)
    return [
        link
        for link in links
        if all(min(best.get(view, link.logit), _SURE) - link.logit <= _DISPUTED for view in (link.old, link.new))
    ]


def _join(link: Link, home: dict[TaskView, Group], least: float) -> None:
    """Lets the one task of a link that is still alone into the group of the other.

    That takes more than the best partner needs: one of several parts has no assignment to speak for it.
    """
    if link.new not in home and link.old in home:
        alone, made, part = link.new, home[link.old], link.new_in_old
        fits = made.old == [link.old]
    elif link.old not in home and link.new in home:
        alone, made, part = link.old, home[link.new], link.old_in_new
        fits = made.new == [link.new]
    else:
        return
    if not fits or link.score < least or (part < _PART and not _is_of_one_subject(link)):
        return
    (made.new if alone is link.new else made.old).append(alone)
    made.links.append(link)
    home[alone] = made


def _is_of_one_subject(link: Link) -> bool:
    """Whether two tasks go together though they share no words of a length that tells."""
    return bool(link.targets) or link.signals["subjects"] > 0.3
