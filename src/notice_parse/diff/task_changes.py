"""From a group of tasks to what changed in who leads, who does it, when, and for whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Indel

from notice_parse.diff.areas import same_areas
from notice_parse.diff.groups import Group
from notice_parse.diff.links import Link
from notice_parse.diff.records import (
    AllocationChange,
    DeadlineChange,
    LeaderChanges,
    LeaderMove,
    TaskChange,
    TaskLink,
    TaskRef,
    UnitChanges,
    UnitMove,
)
from notice_parse.diff.views import TaskView
from notice_parse.records import Task
from notice_parse.records.notice import UnitRole

_ROLES: tuple[UnitRole, ...] = ("lead", "responsible", "cooperating")


@dataclass(frozen=True)
class Told:
    """What both documents tell about their tasks; what only one of them tells cannot be compared."""

    leaders: bool
    units: bool

    @classmethod
    def by(cls, old: Sequence[Task], new: Sequence[Task]) -> Told:
        def both(has: Callable[[Task], bool]) -> bool:
            return any(map(has, old)) and any(map(has, new))

        return cls(
            leaders=both(lambda task: bool(task.lead_leaders)),
            units=both(lambda task: bool(task.responsible_units)),
        )


def to_ref(task: Task) -> TaskRef:
    return TaskRef(
        id=task.id, number=task.number, section_path=task.section_path, text=task.text, line=task.span.line_start
    )


def one_sided(view: TaskView, nearest: tuple[TaskView, float] | None, *, is_new: bool) -> TaskChange:
    """A task that the other document does not have; `nearest` is what was most like it."""
    evidence, score = [], 1.0
    if nearest and nearest[1] >= 0.05:
        evidence = [f"nearest is {nearest[0].record.id} with {nearest[1]:.2f}"]
        score = 1 - nearest[1]
    ref = [to_ref(view.record)]
    return TaskChange(
        change="new" if is_new else "dropped",
        old=[] if is_new else ref,
        new=ref if is_new else [],
        score=round(Decimal(score), 3),
        evidence=evidence,
        rewording=Decimal(1),
    )


def compare_group(made: Group, told: Told, also: Sequence[Link] = ()) -> TaskChange:
    """What became of the tasks of a group; `also` are the links from this group to others."""
    old, new = _in_order(made.old), _in_order(made.new)
    return TaskChange(
        change="split" if len(new) > 1 else "merged" if len(old) > 1 else "continued",
        old=[to_ref(task) for task in old],
        new=[to_ref(task) for task in new],
        score=round(Decimal(min((link.score for link in made.links), default=1.0)), 3),
        evidence=[
            *(["same text"] if made.exact else _evidence(made.links)),
            *(_renamed(old, new) if told.units else ()),
        ],
        also=[_to_task_link(link) for link in also],
        leaders=_leaders(old, new) if told.leaders else LeaderChanges(),
        units=_units(old, new) if told.units else UnitChanges(),
        deadline=_deadline(old, new),
        allocations=_allocations(old, new),
        rewording=_rewording(old, new),
    )


def _to_task_link(link: Link) -> TaskLink:
    score = round(Decimal(link.score), 3)
    return TaskLink(old=link.old.record.id, new=link.new.record.id, score=score, evidence=_evidence([link]))


def _in_order(views: Iterable[TaskView]) -> list[Task]:
    return sorted((view.record for view in views), key=lambda task: (task.span.segments[:1], task.id))


def _rewording(old: Sequence[Task], new: Sequence[Task]) -> Decimal:
    before, after = ("\n".join(task.text for task in tasks) for tasks in (old, new))
    return round(Decimal(Indel.normalized_distance(before, after)), 3)


def _evidence(links: Sequence[Link]) -> list[str]:
    """What speaks for each link; where there are several, each line begins with the task that joined."""
    found: list[str] = []
    for link in links:
        told = [f"shared text {max(link.old_in_new, link.new_in_old):.2f}"]
        told += [f"target {new}" for _, new, _ in link.targets[:2]]
        told += [f"phrase {phrase}" for phrase in link.phrases[:2]]
        told += [f"subject {subject}" for subject in link.subjects[:2]]
        if link.units:
            told.append(f"units alike {link.units:.2f}")
        found += told if len(links) == 1 else [f"{link.old.record.id} to {link.new.record.id}: {', '.join(told)}"]
    return found


def _leaders(old: Sequence[Task], new: Sequence[Task]) -> LeaderChanges:
    before, after = (
        {leader.name: leader.post for task in tasks for leader in task.lead_leaders} for tasks in (old, new)
    )
    moved = [
        LeaderMove(name=name, old=before[name], new=after[name])
        for name in before
        if name in after and before[name] != after[name] and before[name] and after[name]
    ]
    return LeaderChanges(
        added=[name for name in after if name not in before],
        removed=[name for name in before if name not in after],
        changed=moved,
    )


def _units(old: Sequence[Task], new: Sequence[Task]) -> UnitChanges:
    (names_before, before), (names_after, after) = _roles(old), _roles(new)
    changes = UnitChanges(
        added=[names_after[key] for key in after if key not in before],
        removed=[names_before[key] for key in before if key not in after],
    )
    # Who leads can be compared only where both years say who does.
    if "lead" in before.values() and "lead" in after.values():
        changes.changed = [
            UnitMove(name=names_after[key], old=before[key], new=after[key])
            for key in before
            if key in after and before[key] != after[key]
        ]
        changes.lead_added = [names_after[k] for k, role in after.items() if role == "lead" != before.get(k)]
        changes.lead_removed = [names_before[k] for k, role in before.items() if role == "lead" != after.get(k)]
    return changes


_NAME_ENDS = re.compile("(?:委员会办公室|委员会|办公室|管理局|部门|委|局|厅|部|办)$")
_NAME_STARTS = re.compile("^[省市区县州盟旗](?=..)")


def _renamed(old: Sequence[Task], new: Sequence[Task]) -> list[str]:
    """Units that a reform gave another name, which is no change of who does it: 卫计局, now 卫健局."""
    (before, _), (after, _) = _roles(old), _roles(new)
    return [
        f"unit renamed {before[key]} to {after[key]}"
        for key in before
        if key in after
        and _is_renamed(*(_NAME_ENDS.sub("", _NAME_STARTS.sub("", names[key])) for names in (before, after)))
    ]


def _is_renamed(before: str, after: str) -> bool:
    """Whether one is not the other in short: 发改 for 发展和改革; but 金融 for 地方金融监管 is a name of its own."""
    shorter, longer = sorted((before, after), key=len)
    if shorter == longer or shorter in longer:
        return shorter != longer
    rest = iter(longer)
    return not all(character in rest for character in shorter)


def _roles(tasks: Sequence[Task]) -> tuple[dict[str, str], dict[str, UnitRole]]:
    """Each unit's name as written and its highest role, by the name that compares."""
    names: dict[str, str] = {}
    roles: dict[str, UnitRole] = {}
    for task in tasks:
        for unit in task.responsible_units:
            key = unit.canonical or unit.name
            names.setdefault(key, unit.name)
            if key not in roles or _ROLES.index(unit.role) < _ROLES.index(roles[key]):
                roles[key] = unit.role
    return names, roles


def _deadline(old: Sequence[Task], new: Sequence[Task]) -> DeadlineChange | None:
    before, after = (
        "；".join(dict.fromkeys(task.deadline for task in tasks if task.deadline)) or None for tasks in (old, new)
    )
    return None if before == after else DeadlineChange(old=before, new=after)


def _allocations(old: Sequence[Task], new: Sequence[Task]) -> list[AllocationChange]:
    """The shares that differ, by item and district; a single item of either side is the same under any name.

    A district that one side names in short has the name of the new side.
    """
    before, after = _shares(old), _shares(new)
    if len({item for item, _ in before}) == 1 == len({item for item, _ in after}):
        item = next(iter(after))[0]
        before = {(item, area): value for (_, area), value in before.items()}
    elif not before or not after:
        return []
    renamed = same_areas({area for _, area in before}, {area for _, area in after})
    before = {(item, renamed.get(area, area)): value for (item, area), value in before.items()}
    return [
        AllocationChange(item=item, area=area, old=_value(before, item, area), new=_value(after, item, area))
        for item, area in dict.fromkeys([*before, *after])
        if _value(before, item, area) != _value(after, item, area)
    ]


_Shares = dict[tuple[str | None, str], Decimal | None]


def _shares(tasks: Sequence[Task]) -> _Shares:
    return {
        (allocation.item, share.area): share.value
        for task in tasks
        for allocation in task.allocations
        for share in allocation.shares
    }


def _value(shares: Mapping[tuple[str | None, str], Decimal | None], item: str | None, area: str) -> Decimal | None:
    return shares.get((item, area))
