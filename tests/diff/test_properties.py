"""What holds of any two notices: nothing is lost, NEW against OLD is OLD against NEW turned round, order is nothing."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diff.test_tasks import _facts
from notice_parse import extract
from notice_parse.diff import Diff, compare
from notice_parse.diff.select import changes_anything
from notice_parse.records import Notice, Task
from shared import CHECKOUT, SHARED, needs_shared

_PLACES = [
    *sorted((CHECKOUT / "samples").glob("yunxi-202*")),
    *sorted((CHECKOUT / "tests" / "diff" / "qichuan").glob("*.txt")),
]
_ANY = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    """The tasks of all invented notices, each with an id of its own."""
    found = [task for path in _PLACES for notice in extract(str(path)).notices for task in notice.tasks]
    assert len(found) > 250
    return [task.model_copy(update={"id": str(number)}) for number, task in enumerate(found)]


def _notice(tasks: list[Task]) -> Notice:
    return Notice(kind="responsibility_schedule", tasks=tasks, span=tasks[0].span)


def _two(tasks: list[Task], seed: int, size: int) -> tuple[Notice, Notice]:
    """Two notices that have some tasks in common, word for word or cut short."""
    luck = random.Random(seed)
    old = luck.sample(tasks, size)
    kept = [task.model_copy(update={"id": f"{task.id}b"}) for task in luck.sample(old, size // 2)]
    cut = [task.model_copy(update={"text": task.text[luck.randint(0, 5) :] or task.text}) for task in kept]
    return _notice(old), _notice([*cut, *luck.sample(tasks, size)])


@_ANY
@given(seed=st.integers(0, 10**6), size=st.integers(1, 40))
def test_turned_round(tasks: list[Task], seed: int, size: int) -> None:
    old, new = _two(tasks, seed, size)
    assert _facts(compare(old, new)) == _facts(compare(new, old), turned=True)


@_ANY
@given(seed=st.integers(0, 10**6), size=st.integers(1, 40))
def test_order_does_not_matter(tasks: list[Task], seed: int, size: int) -> None:
    old, new = _two(tasks, seed, size)
    luck = random.Random(seed + 1)
    mixed = [_notice(luck.sample(notice.tasks, len(notice.tasks))) for notice in (old, new)]
    assert _facts(compare(mixed[0], mixed[1])) == _facts(compare(old, new))


@_ANY
@given(seed=st.integers(0, 10**6), size=st.integers(1, 40), least=st.floats(0.05, 0.95))
def test_nothing_is_left_out(tasks: list[Task], seed: int, size: int, least: float) -> None:
    old, new = _two(tasks, seed, size)
    diff = compare(old, new, min_score=least)
    for side, notice in (("old", old), ("new", new)):
        refs = [ref.id for change in diff.tasks for ref in getattr(change, side)]
        assert sorted(refs) == sorted(task.id for task in notice.tasks)
        said = {(ref.task_id, ref.text, ref.indicator) for c in diff.targets if (ref := getattr(c, side))}
        assert said == {(task.id, t.text, t.indicator) for task in notice.tasks for t in task.numeric_targets}
    assert _is_sound(diff, least)


def _is_sound(diff: Diff, least: float) -> bool:
    """Whether shapes agree with kinds, and pairs are as sure as was asked."""
    shapes = {
        "continued": (1, 1),
        "new": (0, 1),
        "dropped": (1, 0),
    }
    for change in diff.tasks:
        counts = len(change.old), len(change.new)
        if change.change in shapes and counts != shapes[change.change]:
            return False
        if change.change == "split" and not (counts[0] == 1 < counts[1]):
            return False
        if change.change == "merged" and not (counts[1] == 1 < counts[0]):
            return False
        if change.old and change.new and (change.score < round(least, 3) - 0.001 or not change.evidence):
            return False
    scores = [change.score for change in diff.tasks] + [change.score for change in diff.targets]
    return all(0 <= score <= 1 for score in scores)


@_ANY
@given(seed=st.integers(0, 10**6), size=st.integers(1, 60))
def test_a_notice_does_not_differ_from_itself(tasks: list[Task], seed: int, size: int) -> None:
    luck = random.Random(seed)
    notice = _notice(luck.sample(tasks, size))
    mixed = _notice(luck.sample(notice.tasks, size))
    assert not changes_anything(compare(notice, mixed))


@needs_shared
@pytest.mark.shared
def test_real_notices_turned_round() -> None:
    """Every third real notice against the next such one, whatever it is."""
    paths = [path for path in sorted((SHARED / "notices").rglob("*")) if path.suffix in (".txt", ".md")]
    notices = [notice for path in paths for notice in extract(str(path)).notices if notice.tasks]
    assert len(notices) > 30
    for old, new in pairwise(notices[::3]):
        assert _facts(compare(old, new)) == _facts(compare(new, old), turned=True), (old.title, new.title)
