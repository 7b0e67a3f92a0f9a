"""What a part of the benchmark gives: a table to read, ratios to compare with, figures that have limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Block:
    """One table of docs/performance.md.

    `ratios` are against a floor measured in the same turns, so that they hold on other machines; larger is worse.
    `figures` are in the units their names say and only mean something here and now.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    ratios: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    def as_markdown(self) -> str:
        """The table; every column but the first is aligned to the right."""
        lines = [
            _line(self.header),
            "|---" + "|---:" * (len(self.header) - 1) + "|",
            *(_line(row) for row in self.rows),
        ]
        return "\n".join(lines) + (f"\n\n{self.note}" if self.note else "")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def short(number: float) -> str:
    """Three digits that count: 0.412, 4.12, 41.2, 412, 4,120."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}" if number >= 1 else f"{number:.3f}"
