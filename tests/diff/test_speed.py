"""Two thousand tasks against two thousand."""

from __future__ import annotations

import random
import time
from decimal import Decimal

import pytest

from notice_parse.diff import compare
from notice_parse.grammar import load_grammar
from notice_parse.records import Notice, NumericTarget, Quantity, Span, Task

_SPAN = Span(line_start=1, line_end=1, segments=[(0, 1)])
_WORDS = [
    a + b for a in "水电路桥河湖山田林草城乡镇村街园校医养文体旅商工农科技" for b in "利网道梁区地业场站点馆院厂库坝渠"
]

_SUBJECTS = [word for entry in load_grammar().entries("subjects.subjects").values() for word in entry["words"].split()]


def _task(number: int, words: list[str], amount: int) -> Task:
    indicator = words[0] + words[1]
    target = NumericTarget(
        indicator=indicator,
        action="新增",
        comparator="eq",
        value=Decimal(amount),
        unit="个",
        quantity=Quantity(value=Decimal(amount), unit="个", dimension="count"),
        measure="increment",
        text=f"{amount}个",
        span=_SPAN,
    )
    text = f"加快{words[2]}{words[3]}工作，推进{words[4]}{words[5]}体系，抓好{words[6]}，新增{indicator}{amount}个。"
    return Task(id=f"{number}", text=text, numeric_targets=[target], span=_SPAN)


def _years(count: int) -> tuple[Notice, Notice]:
    """The second year says a sixth of it in other words, in another order."""
    luck = random.Random(7)
    old_words = [[*(luck.choice(_WORDS) for _ in range(6)), luck.choice(_SUBJECTS)] for _ in range(count)]
    new_words = [[word if luck.random() > 1 / 6 else luck.choice(_WORDS) for word in words] for words in old_words]
    old, new = (
        [_task(number, words, luck.randint(1, 900)) for number, words in enumerate(year)]
        for year in (old_words, new_words)
    )
    luck.shuffle(new)
    made = [Notice(kind="responsibility_schedule", tasks=tasks, span=_SPAN) for tasks in (old, new)]
    return made[0], made[1]


def _found(count: int) -> tuple[float, float]:
    """The part of the tasks that were found again, and the seconds of processor time it took."""
    old, new = _years(count)
    start = time.process_time()
    diff = compare(old, new)
    seconds = time.process_time() - start
    again = sum(change.change == "continued" and change.old[0].id == change.new[0].id for change in diff.tasks)
    return again / count, seconds


def test_tasks_are_found_among_many() -> None:
    part, _ = _found(200)
    assert part > 0.95


def _slowness() -> float:
    """How many times slower this processor is, right now, than one that counts to ten million in half a second."""
    start = time.process_time()
    counted = 0
    for number in range(10_000_000):
        counted += number
    return (time.process_time() - start) / 0.5


@pytest.mark.bench
def test_two_thousand() -> None:
    part, seconds = _found(2000)
    assert part > 0.95
    assert seconds < 10 * max(1.0, _slowness())
