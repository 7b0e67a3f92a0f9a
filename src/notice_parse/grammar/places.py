"""Which files for places a notice is read with: told by the region that its head names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from notice_parse.grammar.groups import NATIONAL

_HIGHER = "省市区县州盟旗"
"""Characters that end the name of what a place lies in: 启川县 in 云溪市启川县."""


def lies_in(region: str, place: str) -> bool:
    """Whether a region, written as in the head of a notice, is a place or names it among what it lies in.

    云溪市启川县 lies in 云溪市 and in 启川县, but 东云溪市 is another place.
    """
    at = region.find(place)
    while at > 0 and region[at - 1] not in _HIGHER:
        at = region.find(place, at + 1)
    return at >= 0


def fitting(places: Sequence[dict[str, Any]], region: str) -> tuple[str, ...]:
    """Ids of the files for the places that a region lies in and of those they extend, in the order given."""
    by_id = {file["id"]: file for file in places}
    wanted: set[str] = set()
    for file in places:
        if any(lies_in(region, place) for place in file["place"] or ()):
            _add(file["id"], by_id, wanted)
    return tuple(file["id"] for file in places if file["id"] in wanted)


def _add(file_id: str, by_id: dict[str, dict[str, Any]], wanted: set[str]) -> None:
    if file_id in wanted or file_id not in by_id:
        return
    wanted.add(file_id)
    for parent in parents_of(by_id[file_id]):
        _add(parent, by_id, wanted)


def parents_of(extension: dict[str, Any]) -> list[str]:
    """Ids of the extensions that one extends, without the base."""
    named = extension["extends"]
    return [name for name in ([named] if isinstance(named, str) else named) if name != NATIONAL]


def in_order(extensions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Extensions sorted so that each comes after those it extends; else by the order given.

    Errors: none; of those that extend one another in a ring the first comes first.
    """
    by_id = {file["id"]: file for file in extensions}
    out: dict[str, dict[str, Any]] = {}

    def put(file_id: str, above: frozenset[str]) -> None:
        if file_id in out or file_id in above or file_id not in by_id:
            return
        for parent in parents_of(by_id[file_id]):
            put(parent, above | {file_id})
        out[file_id] = by_id[file_id]

    for file_id in by_id:
        put(file_id, frozenset())
    return list(out.values())
