"""Who goes with whom so that the sum of the scores is largest, each at most once.

The pairs worth considering are few for each task, so the search follows them and not a full matrix: shortest
augmenting paths with potentials (Jonker and Volgenant 1987), where every row may also stay alone at no gain.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

Column = int  # of a pair; -1 - row is the place where that row stays alone


def assign(gains: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs (row, column) of the best assignment, in the order of their rows; only gains above 0 count."""
    edges: dict[int, list[tuple[Column, float]]] = {}
    for (row, column), gain in sorted(gains.items()):
        if gain > 0:
            edges.setdefault(row, []).append((column, -gain))
    solver = _Solver(edges)
    for row in edges:
        solver.place(row)
    return sorted((row, column) for column, row in solver.holder.items() if column >= 0)


class _Solver:
    def __init__(self, edges: dict[int, list[tuple[Column, float]]]) -> None:
        self._edges = {row: [*near, (-1 - row, 0.0)] for row, near in edges.items()}
        self._row_price = {row: min(cost for _, cost in near) for row, near in self._edges.items()}
        self._column_price: dict[Column, float] = {}
        self.holder: dict[Column, int] = {}
        self._column_of: dict[int, Column] = {}

    def place(self, row: int) -> None:
        """Finds a column for one more row, moving others where the sum gains by it."""
        best: dict[Column, float] = {}
        came_from: dict[Column, int] = {}
        reached = [(row, 0.0)]
        closed: dict[Column, float] = {}
        heap: list[tuple[float, bool, Column]] = []
        here, distance = row, 0.0
        while True:
            self._look_around(here, distance, best, came_from, closed, heap)
            distance, _, column = heappop(heap)
            while column in closed:
                distance, _, column = heappop(heap)
            if column not in self.holder:
                break
            closed[column] = distance
            here = self.holder[column]
            reached.append((here, distance))
        for seen, at in reached:
            self._row_price[seen] += distance - at
        for seen_column, at in closed.items():
            self._column_price[seen_column] = self._column_price.get(seen_column, 0.0) - (distance - at)
        self._hand_over(row, column, came_from)

    def _look_around(
        self,
        row: int,
        distance: float,
        best: dict[Column, float],
        came_from: dict[Column, int],
        closed: dict[Column, float],
        heap: list[tuple[float, bool, Column]],
    ) -> None:
        price = self._row_price[row]
        for column, cost in self._edges[row]:
            if column in closed:
                continue
            length = distance + cost - price - self._column_price.get(column, 0.0)
            if length < best.get(column, float("inf")):
                best[column] = length
                came_from[column] = row
                # Of equally near columns a free one ends the search.
                heappush(heap, (length, column in self.holder, column))

    def _hand_over(self, first: int, column: Column, came_from: dict[Column, int]) -> None:
        while True:
            row = came_from[column]
            before = self._column_of.get(row)
            self.holder[column] = row
            self._column_of[row] = column
            if row == first or before is None:
                return
            column = before
