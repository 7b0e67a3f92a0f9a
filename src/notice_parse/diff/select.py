"""Parts of a diff: what changed in substance, only some facets, and the changes that concern one unit or leader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from notice_parse.diff.compare import summarise
from notice_parse.diff.records import Diff, LeaderChanges, TargetChange, TaskChange, UnitChanges
from notice_parse.records import Notice, Task

FACETS = ("targets", "units", "leaders", "tasks")
Names = Callable[[Task], Sequence[str]]


def has_change(change: TaskChange) -> bool:
    """Whether more than the wording differs."""
    return change.change != "continued" or bool(
        has_units(change) or has_leaders(change) or change.deadline or change.allocations
    )


def has_units(change: TaskChange) -> bool:
    units = change.units
    return bool(units.added or units.removed or units.changed or units.lead_added or units.lead_removed)


def has_leaders(change: TaskChange) -> bool:
    return bool(change.leaders.added or change.leaders.removed or change.leaders.changed)


def changes_anything(diff: Diff) -> bool:
    """Whether the diff holds a change of substance; rewording alone is none."""
    return any(change.change != "same" for change in diff.targets) or any(map(has_change, diff.tasks))


def keep_only(diff: Diff, facets: Collection[str]) -> Diff:
    """The diff without what is not asked for; of `units` and `leaders` only the tasks where these changed."""
    if not facets:
        return diff
    tasks = diff.tasks if "tasks" in facets else [t for t in map(_Without(facets), diff.tasks) if t is not None]
    targets = diff.targets if "targets" in facets else []
    return diff.model_copy(update={"tasks": tasks, "targets": targets, "summary": summarise(tasks, targets)})


class _Without:
    """Takes the facets that are not asked for out of a task's change; None where nothing is left."""

    def __init__(self, facets: Collection[str]) -> None:
        self._units, self._leaders = "units" in facets, "leaders" in facets

    def __call__(self, change: TaskChange) -> TaskChange | None:
        units = change.units if self._units else UnitChanges()
        leaders = change.leaders if self._leaders else LeaderChanges()
        left = change.model_copy(update={"units": units, "leaders": leaders, "deadline": None, "allocations": []})
        return left if has_units(left) or has_leaders(left) else None


def names_by(what: str, notices: Sequence[Notice]) -> dict[str, list[str]]:
    """For each task's id the names it is filed under: its units, its leaders, or its heading."""
    return {task.id: _NAMES[what](task) for notice in notices for task in notice.tasks}


_NAMES: dict[str, Callable[[Task], list[str]]] = {
    "unit": lambda task: [unit.name for unit in task.responsible_units],
    "leader": lambda task: [leader.name for leader in task.lead_leaders],
    "section": lambda task: task.section_path[-1:],
}


def file_under(diff: Diff, names: dict[str, list[str]]) -> dict[str, Diff]:
    """The diff cut into those of each name, in the order the names come up; a change may stand under several."""
    tasks: dict[str, list[TaskChange]] = {}
    targets: dict[str, list[TargetChange]] = {}
    for change in diff.tasks:
        for name in _under([ref.id for ref in (*change.new, *change.old)], names):
            tasks.setdefault(name, []).append(change)
    for target in diff.targets:
        for name in _under([ref.task_id for ref in (target.new, target.old) if ref], names):
            targets.setdefault(name, []).append(target)
    return {
        name: diff.model_copy(
            update={
                "tasks": tasks.get(name, []),
                "targets": targets.get(name, []),
                "summary": summarise(tasks.get(name, []), targets.get(name, [])),
            }
        )
        for name in dict.fromkeys([*tasks, *targets])
    }


def _under(ids: Sequence[str], names: dict[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(name for task in ids for name in names.get(task, ()))) or ["（无）"]
