"""What the measured figures must not go beyond, on any machine that is not busy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bench.block import Block


class Limit(NamedTuple):
    what: str
    block: str
    figure: str
    bound: float
    least: bool = False  # the bound is the least allowed, else the most

    def holds(self, value: float) -> bool:
        return value >= self.bound if self.least else value <= self.bound

    def told(self, value: float) -> str:
        return f"{self.what}: {value:.2f}, must be {'at least' if self.least else 'at most'} {self.bound}"


LIMITS = (
    Limit("--version, times as long as importing typer", "startup", "version against import typer", 1.5),
    Limit("extract of a sample, seconds beyond 1.2 times imports", "startup", "sample beyond 1.2 imports, s", 0.25),
    Limit(
        "extract of the largest document, seconds beyond 1.2 times imports",
        "startup",
        "largest beyond 1.2 imports, s",
        0.25,
    ),
    Limit("largest document to JSON, MB/s", "documents", "largest MB/s", 2.0, least=True),
    Limit("find_targets on bare tasks, MB/s", "bare", "tasks of the largest document MB/s", 2.0, least=True),
)


def check(blocks: Iterable[Block]) -> list[tuple[bool, str]]:
    """For each limit whose block was measured: whether it holds, and a line that tells."""
    by_name = {block.name: block for block in blocks}
    checked = []
    for limit in LIMITS:
        if limit.block in by_name:
            value = by_name[limit.block].figures[limit.figure]
            checked.append((limit.holds(value), limit.told(value)))
    return checked
