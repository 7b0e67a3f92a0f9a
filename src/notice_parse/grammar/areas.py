"""Areas: the towns, districts, cities and zones that the grammar of a place knows, and which of them a group stands for.

The base knows none; files for places add theirs to the lists of `grammars/areas.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar, per_grammar

_TOWN_BODIES = ("人民政府", "政府")
_STREET_BODIES = ("办事处", "办")
_ZONE_BODIES = ("管委会", "管理委员会")
_NESTED = {("cities", "districts"), ("cities", "towns"), ("districts", "towns")}


class Area(NamedTuple):
    """A name that an area has as a unit."""

    name: str
    standard: str
    kind: str
    """The list that holds it: towns, cities, districts or zones."""

    def lies_in(self, other: Area) -> bool:
        """Whether it may be named after the other: 云西区云东街道 is one unit, 云东街道云西镇 are two."""
        return (other.kind, self.kind) in _NESTED


def area_names(grammar: Grammar) -> Iterator[Area]:
    """Every name of every area, with its standard name.

    云东街道 and 云东街道办事处 are 云东街道, 云西镇人民政府 is 云西镇; a district or city stands for its government,
    a zone for its office (管委会).
    """
    for town in grammar.words("areas.towns"):
        for body in ("", *(_STREET_BODIES if town.endswith("街道") else _TOWN_BODIES)):
            yield Area(town + body, town, "towns")
    for kind in ("cities", "districts"):
        for place in grammar.words(f"areas.{kind}"):
            for body in ("", *_TOWN_BODIES):
                yield Area(place + body, f"{place}人民政府", kind)
    for zone in grammar.words("areas.zones"):
        for body in ("", *_ZONE_BODIES):
            yield Area(zone + body, f"{zone}管委会", "zones")


def members(grammar: Grammar, group: str) -> tuple[str, ...]:
    """The areas that a group stands for at the place of the grammar, in the order of its file.

    `group` is its standard name (各镇（街道）), or its name where it has none. Errors: none; () where it is not known.
    """
    return _members(grammar).get(group, ())


def groups_of(grammar: Grammar, area: str) -> frozenset[str]:
    """The groups that an area is a member of, under its own or another name as a unit (云东街道办事处)."""
    standard = {each.name: each.standard for each in area_names(grammar)}
    wanted = standard.get(area)
    if wanted is None:
        return frozenset()
    return frozenset(
        group for group, areas in _members(grammar).items() if any(standard[name] == wanted for name in areas)
    )


@per_grammar
def _members(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group, entry in grammar.entries("areas.members").items():
        names = [name for kind in entry["lists"] for name in grammar.words(f"areas.{kind}")]
        endings = tuple(entry.get("endings", ()))
        found[group] = tuple(name for name in names if not endings or name.endswith(endings))
    return found
