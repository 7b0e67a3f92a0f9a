"""What another grammar makes of the same document: records gained, lost and changed.

Both sides were read from the same text, so that records are the same where they stand at the same place; unlike two
years, nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from notice_parse.records import Extraction, NumericTarget, Span, Task

Kind = Literal["notice", "task", "unit", "leader", "target", "qualitative"]
KINDS: tuple[Kind, ...] = ("notice", "task", "unit", "leader", "target", "qualitative")


@dataclass(frozen=True)
class Fact:
    """One thing that a record says, with the 1-based line it stands in and its value as text."""

    kind: Kind
    line: int
    text: str


@dataclass(frozen=True)
class Changed:
    """The same place read as something else."""

    kind: Kind
    line: int
    old: str
    new: str


@dataclass
class Gains:
    """What a document gains, loses and changes, each in the order of its lines; `same` counts the rest by kind."""

    path: str
    gained: list[Fact] = field(default_factory=list)
    lost: list[Fact] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: dict[str, int] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        return not (self.gained or self.lost or self.changed)

    def counts(self) -> dict[str, dict[str, int]]:
        """By kind, how many were gained, lost, changed and stayed the same."""
        return {
            kind: {
                "gained": sum(fact.kind == kind for fact in self.gained),
                "lost": sum(fact.kind == kind for fact in self.lost),
                "changed": sum(change.kind == kind for change in self.changed),
                "same": self.same.get(kind, 0),
            }
            for kind in KINDS
        }

    def to_json(self) -> dict[str, Any]:
        """Plain data: the document's path, its lists, and the counts."""
        lists = {name: [asdict(each) for each in getattr(self, name)] for name in ("gained", "lost", "changed")}
        return {"path": self.path, **lists, "counts": self.counts()}


def compare_readings(old: Extraction, new: Extraction) -> Gains:
    """What `new` has that `old` has not, and the other way round; both are extractions of the same source."""
    gains = Gains(new.source.path)
    before, after = _keyed(old), _keyed(new)
    for key, fact in after.items():
        was = before.get(key)
        if was is None:
            gains.gained.append(fact)
        elif was.text != fact.text:
            gains.changed.append(Changed(fact.kind, fact.line, was.text, fact.text))
        else:
            gains.same[fact.kind] = gains.same.get(fact.kind, 0) + 1
    gains.lost = [fact for key, fact in before.items() if key not in after]
    for found in (gains.gained, gains.lost, gains.changed):
        found.sort(key=lambda fact: (fact.line, KINDS.index(fact.kind)))
    return gains


def _keyed(extraction: Extraction) -> dict[tuple[str, int, int], Fact]:
    """Each fact by its kind, where it begins, and its number among those that begin there."""
    out: dict[tuple[str, int, int], Fact] = {}
    for fact, start in _facts(extraction):
        count = 0
        while (fact.kind, start, count) in out:
            count += 1
        out[fact.kind, start, count] = fact
    return out


def _facts(extraction: Extraction) -> Iterator[tuple[Fact, int]]:
    for notice in extraction.notices:
        said = f"{notice.kind} {notice.document_number or ''} {notice.title or ''} {notice.region or ''}"
        yield _fact("notice", notice.span, " ".join(said.split()))
        for task in notice.tasks:
            yield from _of_task(task)


def _of_task(task: Task) -> Iterator[tuple[Fact, int]]:
    place = "/".join([*task.section_path, task.number or ""])
    deadline = f" [{task.deadline}]" if task.deadline else ""
    yield _fact("task", task.span, f"{place} {task.text}{deadline}".strip())
    for unit in task.responsible_units:
        standard = f" = {unit.canonical}" if unit.canonical else ""
        yield _fact("unit", unit.span, f"{unit.role} {unit.name}{standard}")
    for leader in task.lead_leaders:
        yield _fact("leader", leader.span, f"{leader.name} {leader.post or ''}".strip())
    for target in task.numeric_targets:
        yield _fact("target", target.span, _target(target))
    for goal in task.qualitative_targets:
        yield _fact("qualitative", goal.span, f"{goal.indicator} {goal.text}".strip())


def _target(target: NumericTarget) -> str:
    high = f"–{target.value_high}" if target.value_high is not None else ""
    details = [target.action, target.deadline, target.scope]
    more = "".join(f" {detail}" for detail in details if detail)
    return f"{target.indicator} {target.comparator} {target.value}{high}{target.unit} ({target.measure}{more})"


def _fact(kind: Kind, span: Span, text: str) -> tuple[Fact, int]:
    return Fact(kind, span.line_start, text), span.segments[0][0] if span.segments else 0
