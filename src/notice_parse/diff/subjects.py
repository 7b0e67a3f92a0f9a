"""What two tasks are both about, though they say it in other words: 扫黑除恶专项斗争 and 打击涉黑涉恶违法犯罪."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from notice_parse.diff.views import TaskView

_FEWEST = 20  # tasks from which on rarity is told as in a document of so many
_EACH = 4
_FAR = 0.6  # of the likeness to the nearest task; tasks with less are not looked at


class SubjectLikeness:
    """Compares the subjects of tasks, each weighed by how few tasks of both sides speak of it."""

    def __init__(self, tasks: Sequence[TaskView]) -> None:
        counts = Counter(subject for task in tasks for subject in task.subjects)
        total = max(len(tasks), _FEWEST)
        self._rarity = {name: math.log(1 + total / n) / math.log(1 + total) for name, n in counts.items()}
        self._vectors = {task: self._vector(task) for task in tasks}
        self._lengths = {task: math.sqrt(math.fsum(w * w for w in v.values())) for task, v in self._vectors.items()}
        self._counts = counts

    def _vector(self, task: TaskView) -> dict[str, float]:
        """In one order, so that sums do not depend on where a word stands."""
        return {name: self._rarity[name] * (1 + math.log(task.subjects[name])) for name in sorted(task.subjects)}

    def alike(self, old: TaskView, new: TaskView) -> float:
        """How far the two speak of the same things in the same proportion, 0 to 1."""
        length = self._lengths[old] * self._lengths[new]
        if not length:
            return 0.0
        mine, its = self._vectors[old], self._vectors[new]
        return math.fsum(weight * its[name] for name, weight in mine.items() if name in its) / length

    def contained(self, old: TaskView, new: TaskView) -> float:
        """How much of what the narrower of the two is about the other is about too, 0 to 1; rare subjects weigh more."""
        mine, its = self._vectors[old], self._vectors[new]
        shared = math.fsum(self._rarity[name] for name in mine if name in its)
        fewer = min(math.fsum(map(self._rarity.__getitem__, vector)) for vector in (mine, its))
        return shared / (fewer + 0.3) if shared else 0.0

    def weight(self, old: TaskView, new: TaskView) -> float:
        """How much the subjects of both say, 0 to 1: rare ones and several say more."""
        mine, its = self._vectors[old], self._vectors[new]
        shared = math.fsum(self._rarity[name] ** 2 for name in mine if name in its)
        return shared / (shared + 0.5)

    def shared(self, old: TaskView, new: TaskView) -> list[str]:
        """The subjects of both, the rarest first."""
        both = [name for name in self._vectors[old] if name in self._vectors[new]]
        return sorted(both, key=lambda name: (-self._rarity[name], name))

    def find_candidates(self, old: Sequence[TaskView], new: Sequence[TaskView]) -> set[tuple[int, int]]:
        """Pairs of indices worth comparing: for each task those of the other side most alike in subjects.

        Subjects of very many tasks lead nowhere, which keeps the time linear in the number of tasks.
        """
        most = max(40, (len(old) + len(new)) // 20)
        holders: dict[str, list[int]] = defaultdict(list)
        for index, task in enumerate(new):
            for name in task.subjects:
                if self._counts[name] <= most:
                    holders[name].append(index)
        rows = [{other for name in task.subjects for other in holders.get(name, ())} for task in old]
        scored = {
            (index, other): self.alike(task, new[other])
            for index, task in enumerate(old)
            for other in sorted(rows[index])
        }
        found: set[tuple[int, int]] = set()
        for side in (0, 1):
            near: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
            for at, likeness in scored.items():
                near[at[side]].append((-likeness, at))
            for group in near.values():
                best = sorted(group)[:_EACH]
                found.update(at for likeness, at in best if likeness <= _FAR * best[0][0])
        return found
