"""The kept ratios, and what has become slower since."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.block import Block
from bench.measure import FailedError

KEPT = Path(__file__).with_name("baseline.json")
ALLOWED = 1.10  # times the kept ratio
TRIES = 3  # measurements before a slowdown is believed

Ratios = Mapping[str, Mapping[str, float]]


class Change(NamedTuple):
    block: str
    name: str
    kept: float | None
    now: float | None

    @property
    def times(self) -> float:
        return self.now / self.kept if self.now and self.kept else 1.0

    @property
    def missing(self) -> bool:
        return self.now is None

    @property
    def slower(self) -> bool:
        return self.times > ALLOWED

    def told(self) -> str:
        word = "SLOWER" if self.slower else "faster" if self.times < 1 / ALLOWED else ""
        if self.kept is None or self.now is None:
            word = "not in the baseline" if self.kept is None else "not measured"
        kept, now = (f"{value:9.2f}" if value is not None else "        -" for value in (self.kept, self.now))
        return f"{self.block:10} {self.name:40} {kept} {now} {self.times - 1:+7.1%} {word}".rstrip()


def ratios_of(blocks: Iterable[Block]) -> dict[str, dict[str, float]]:
    return {block.name: dict(block.ratios) for block in blocks}


def changes(kept: Ratios, now: Ratios) -> list[Change]:
    """Every ratio of either side, in the order of the baseline."""
    found = []
    for block in [*kept, *(name for name in now if name not in kept)]:
        before, after = kept.get(block, {}), now.get(block, {})
        names = [*before, *(name for name in after if name not in before)]
        found += [Change(block, name, before.get(name), after.get(name)) for name in names]
    return found


def best_ratios(part: Callable[[], Block], kept: Mapping[str, float]) -> dict[str, float]:
    """The ratios of a part; one with a slowdown is measured up to `TRIES` times and the best of each ratio counts.

    Other work on the machine only ever adds time, and not the same to both sides of a ratio. A part that could not be
    measured has no ratios.
    """
    best: dict[str, float] = {}
    for _ in range(TRIES):
        try:
            new = part().ratios
        except FailedError as error:
            print(error, file=sys.stderr)
            continue
        best = {key: min(ratio, best.get(key, ratio)) for key, ratio in new.items()}
        if not any(change.slower for change in changes({"": kept}, {"": best})):
            break
    return best


def load(path: Path = KEPT) -> dict[str, dict[str, float]]:
    return dict(json.loads(path.read_text(encoding="utf-8"))["ratios"])


def save(ratios: Ratios, machine: str, path: Path = KEPT) -> None:
    rounded = {block: {name: round(ratio, 3) for name, ratio in each.items()} for block, each in ratios.items()}
    text = json.dumps({"measured": machine, "ratios": rounded}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
