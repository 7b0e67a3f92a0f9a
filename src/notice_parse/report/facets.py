"""What the page can be filtered by: for each item the values it has, by their place in a list of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

FACETS = ("document", "unit", "role", "leader", "section", "change", "movement", "target")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet and how many items have it."""

    index: int
    label: str
    count: int


@dataclass
class Facets:
    """Filled while the views are made; `items` goes to the page's script as it is."""

    items: list[dict[str, list[int]]] = field(default_factory=list)
    _labels: dict[str, dict[str, int]] = field(default_factory=dict)
    _counts: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, values: dict[str, Iterable[str]]) -> int:
        """A further item with its values by facet; returns its number on the page.

        The facet `unit` goes with a list `roles` as long, which is no facet but tells each unit's role.
        """
        item = {name: [self._index(name, value) for value in held] for name, held in values.items()}
        for name, indexes in item.items():
            self._counts.setdefault(name, Counter()).update(set(indexes))
        self.items.append({name: indexes for name, indexes in item.items() if indexes})
        return len(self.items) - 1

    def labels(self) -> dict[str, list[str]]:
        """The values of each facet in the order of their indexes."""
        return {name: list(labels) for name, labels in self._labels.items()}

    def choices(self, name: str) -> list[Choice]:
        """The values to choose from: units and leaders by how often they occur, the others as they come."""
        counts = self._counts.get(name, Counter())
        choices = [Choice(index, label, counts[index]) for label, index in self._labels.get(name, {}).items()]
        return sorted(choices, key=lambda choice: -choice.count) if name in {"unit", "leader"} else choices

    def _index(self, name: str, value: str) -> int:
        labels = self._labels.setdefault(name, {})
        return labels.setdefault(value, len(labels))
