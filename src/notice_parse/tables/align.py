"""Which column each cell of a row belongs to, where the row has fewer or more cells than the header.

A row of a flattened table leaves out the cells that are merged with those above; what the cells look like and what
the columns mean tells which. The best assignment in order is found by dynamic programming over cells and columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.tables.model import Cell, Column
from notice_parse.tables.vocabulary import VALUE_ROLES

_LEFT_OUT = {
    "number": 0.6, "category": 0.3, "title": 0.4, "text": 0.7, "goal": 0.6, "lead": 0.4, "responsible": 0.4,
    "cooperating": 0.35, "leaders": 0.3, "persons": 0.3, "deadline": 0.4, "indicator": 3.0, "measure": 1.0, "item": 0.4,
    "known": 0.3, "unknown": 0.5,
}  # fmt: skip
_IMPLIED_LEFT_OUT = 0.05
_MISFIT: dict[str, dict[str, float]] = {
    "number": {"serial": 0, "figure": 2, "short": 3, "units": 4, "text": 5},
    "figures": {"serial": 0, "figure": 0, "short": 1, "units": 2, "text": 1.5},
    "units": {"serial": 4, "figure": 4, "short": 0.8, "units": 0, "text": 1.5},
    "people": {"serial": 4, "figure": 4, "short": 0, "units": 0.8, "text": 1.5},
    "words": {"serial": 3, "figure": 2.5, "short": 0.3, "units": 0.8, "text": 0},
    "category": {"serial": 2.5, "figure": 2.5, "short": 0, "units": 0.6, "text": 0.6},
    "deadline": {"serial": 1.5, "figure": 0.5, "short": 0.5, "units": 1.5, "text": 1},
    "any": {"serial": 0.4, "figure": 0.4, "short": 0.4, "units": 0.4, "text": 0.4},
}  # fmt: skip
_CLASS = {
    "number": "number", "lead": "units", "responsible": "units", "cooperating": "units", "leaders": "people",
    "persons": "people", "text": "words", "title": "words", "goal": "words", "indicator": "words", "item": "category",
    "category": "category", "deadline": "deadline", "measure": "category",
}  # fmt: skip
_JOINED = {"text": 1.2}
_JOINED_ELSEWHERE = 1.25
"""The task is likelier than any other cell to have come apart."""
_LIMIT = 4_000
"""Cells times columns beyond which no assignment is looked for, so that the time stays linear."""


def assign(kinds: Sequence[str], columns: Sequence[Column]) -> list[int] | None:
    """The column of each cell, in order; two cells may get the same column where there are too many.

    `kinds` is what each cell looks like. None where the row is too wide to look for the best assignment.
    """
    count, width = len(kinds), len(columns)
    if count * width > _LIMIT:
        return None
    left_out = [
        _IMPLIED_LEFT_OUT if c.implied else 3.0 if c.role in VALUE_ROLES else _LEFT_OUT[c.role] for c in columns
    ]
    tables = [_MISFIT["figures" if c.role in VALUE_ROLES else _CLASS.get(c.role, "any")] for c in columns]
    joined = [_JOINED.get(c.role, _JOINED_ELSEWHERE) for c in columns]
    infinite = float("inf")
    # best[j]: cost of the cells so far where the last of them is in column j - 1 or before it; `step` remembers how.
    best = [0.0] * (width + 1)
    for j in range(1, width + 1):
        best[j] = best[j - 1] + left_out[j - 1]
    steps: list[list[str]] = [["o"] * (width + 1)]
    for kind in kinds:
        row = [infinite] * (width + 1)
        step = [""] * (width + 1)
        for j in range(1, width + 1):
            misfit = 0.0 if kind == "empty" else tables[j - 1][kind]
            row[j], step[j] = best[j - 1] + misfit, "m"
            # A further cell in a column that already has one: `best[j]` must have ended with a match there.
            if steps[-1][j] in ("m", "j") and best[j] + joined[j - 1] + misfit < row[j]:
                row[j], step[j] = best[j] + joined[j - 1] + misfit, "j"
            if row[j - 1] + left_out[j - 1] < row[j]:
                row[j], step[j] = row[j - 1] + left_out[j - 1], "o"
        best = row
        steps.append(step)
    out = [0] * count
    i, j = count, width
    while i > 0:
        step_here = steps[i][j]
        if step_here == "o":
            j -= 1
        elif step_here == "j":
            i -= 1
            out[i] = j - 1
        elif step_here == "m":
            i -= 1
            j -= 1
            out[i] = j
        else:
            return None
    return out


def fits(kinds: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether cells fit the columns that they stand under, one by one, without a cell that looks quite out of place."""
    return all(
        kind == "empty" or _MISFIT["figures" if c.role in VALUE_ROLES else _CLASS.get(c.role, "any")][kind] <= 1
        for kind, c in zip(kinds, columns, strict=False)
    )


Assignments = dict[tuple[str, ...], list[int] | None]
"""What `assign` said of rows that look alike."""


def place(
    cells: Sequence[Cell], kinds: Sequence[str], columns: Sequence[Column], known: Assignments
) -> list[list[Cell]]:
    """The cells under each column; an empty list where the row has none for it. `known` is filled on the way."""
    out: list[list[Cell]] = [[] for _ in columns]
    key = tuple(kinds)
    if key not in known:
        known[key] = assign(kinds, columns)
    where = known[key]
    for index, cell in enumerate(cells):
        out[where[index] if where is not None else min(index, len(columns) - 1)].append(cell)
    return out
