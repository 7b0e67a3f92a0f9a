"""Which names mean the same unit, so that it can be filtered and counted once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from notice_parse.records import Extraction, ResponsibleUnit

# 省发展改革委 and 市发展改革委 share a canonical name and are two units; 市场监管局 is of no level, nor is 国资委.
_LEVEL = re.compile(r"国家|省|自治区|市(?!场)|县|区(?!域|块)")


class UnitNames:
    """The name under which the page shows a unit: the one most often written for its canonical name."""

    def __init__(self, units: Iterable[ResponsibleUnit]) -> None:
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for unit in units:
            if unit.canonical:
                written[unit.canonical][unit.name] += 1
        self._shown: dict[str, str] = {}
        for canonical, names in written.items():
            levels = {match.group() for name in names if (match := _LEVEL.match(name))}
            if len(levels) <= 1:
                # The most frequent name; of equals the first, which Counter keeps in order.
                self._shown[canonical] = names.most_common(1)[0][0]

    def of(self, unit: ResponsibleUnit) -> str:
        """The name to show and to filter by."""
        return self._shown.get(unit.canonical or "", unit.name)

    def of_canonical(self, name: str) -> str:
        """The same for a canonical name, as a comparison gives them."""
        return self._shown.get(name, name)


def all_units(extractions: Iterable[Extraction]) -> Iterable[ResponsibleUnit]:
    """Every mention of a unit."""
    for extraction in extractions:
        for notice in extraction.notices:
            for task in notice.tasks:
                yield from task.responsible_units
