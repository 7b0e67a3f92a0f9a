"""Tasks and figures by unit, leader, section and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from notice_parse.stats.facts import TaskFact, UnitFact

BY = ("unit", "leader", "section", "year")


@dataclass(slots=True)
class Count:
    """One line of the statistics. A task that names a unit in two roles is one task of that unit, and one in each role."""

    by: str
    name: str
    notices: set[tuple[str, int]] = field(default_factory=set)
    tasks: int = 0
    lead: int = 0
    responsible: int = 0
    cooperating: int = 0
    numeric_targets: int = 0
    qualitative_targets: int = 0

    def add(self, fact: TaskFact) -> None:
        self.notices.add(fact.notice)
        self.tasks += 1
        self.numeric_targets += len(fact.targets)
        self.qualitative_targets += len(fact.qualitative)

    def to_row(self) -> dict[str, str | int]:
        """In the order of columns; roles stay 0 for what is no unit."""
        return {
            "by": self.by,
            "name": self.name,
            "notices": len(self.notices),
            "tasks": self.tasks,
            "lead": self.lead,
            "responsible": self.responsible,
            "cooperating": self.cooperating,
            "numeric_targets": self.numeric_targets,
            "qualitative_targets": self.qualitative_targets,
        }


def count(facts: Iterable[TaskFact]) -> list[Count]:
    """All counts: units first, the one with most tasks first; sections and years in their order.

    Tasks without a unit, leader, section or year are counted under the name `—`, so that each group but those of units
    and leaders adds up to the whole.
    """
    counts: dict[tuple[str, str], Count] = {}

    def at(by: str, name: str) -> Count:
        return counts.setdefault((by, name), Count(by, name))

    for fact in facts:
        for name, roles in _roles(fact.units).items():
            unit = at("unit", name)
            unit.add(fact)
            unit.lead += "lead" in roles
            unit.responsible += "responsible" in roles
            unit.cooperating += "cooperating" in roles
        for by, names in _groups(fact):
            for name in names or [NOBODY]:
                at(by, name).add(fact)
        if not fact.units:
            at("unit", NOBODY).add(fact)
    return sorted(counts.values(), key=_rank)


NOBODY = "—"


def find_unit(facts: Iterable[TaskFact], asked: str) -> Iterator[tuple[TaskFact, list[UnitFact]]]:
    """The tasks that name a unit, with the names it has there.

    It is found as written, with its place before it (市发改局), by its standard name, and by any other name that has
    the same standard name, as 发展和改革局 in another year; a town or district also as one of a group that the notice
    names (各镇（街道）), where the grammar of the notice's place knows it.
    """
    held = list(facts)
    groups = _Groups(asked)
    standard = {unit.canonical for fact in held for unit in fact.units if unit.name == asked and unit.canonical}
    for fact in held:
        mine = groups.at(fact.region)
        found = [
            unit
            for unit in fact.units
            if asked in (unit.name, unit.canonical)
            or unit.name.endswith(asked)
            or unit.canonical in standard
            or (unit.canonical or unit.name) in mine
        ]
        if found:
            yield fact, found


class _Groups:
    """The groups that a unit is one of, by region; the grammar is loaded for the first notice that has one."""

    def __init__(self, asked: str) -> None:
        self._asked = asked
        self._known: dict[str, frozenset[str]] = {}

    def at(self, region: str | None) -> frozenset[str]:
        if region is None:
            return frozenset()
        known = self._known.get(region)
        if known is None:
            from notice_parse.grammar.areas import groups_of
            from notice_parse.grammar.load import load_base

            known = self._known[region] = groups_of(load_base().for_region(region), self._asked)
        return known


def _roles(units: tuple[UnitFact, ...]) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = {}
    for unit in units:
        roles.setdefault(unit.canonical or unit.name, set()).add(unit.role)
    return roles


def _groups(fact: TaskFact) -> Iterator[tuple[str, list[str]]]:
    yield "leader", list(fact.leaders)
    yield "section", [fact.section] if fact.section else []
    yield "year", [str(fact.year)] if fact.year is not None else []


def _rank(count: Count) -> tuple[int, int, str]:
    """Sections keep the order they were met in, as sorting is stable."""
    name = count.name if count.by != "section" else ""
    return BY.index(count.by), 0 if count.by in ("section", "year") else -count.tasks, name
