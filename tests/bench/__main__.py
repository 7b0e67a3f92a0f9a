"""`python -m bench measure | compare | keep | peers`, run by make with `tests` on the path."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from bench import baseline
from bench.block import Block
from bench.limits import check
from bench.measure import FailedError, machine
from bench.page import fill
from bench.parts import PARTS
from bench.peers import ENVIRONMENT, peer_blocks


def main() -> int:
    """Exit code 0; 1 where a limit is passed or something has become slower."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("task", choices=["measure", "compare", "keep", "peers"])
    parser.add_argument("--only", action="append", choices=list(PARTS), help="a part of it; may be repeated")
    parser.add_argument("--no-page", action="store_true", help="leave docs/performance.md as it is")
    given = parser.parse_args()
    parts = {name: part for name, part in PARTS.items() if not given.only or name in given.only}
    if given.task == "peers":
        return _peers(not given.no_page)
    if given.task == "compare":
        return _compare(parts)
    blocks = _measured(parts)
    if given.task == "keep":
        kept = baseline.load() if baseline.KEPT.exists() else {}
        baseline.save({**kept, **baseline.ratios_of(blocks)}, machine())
    if not given.no_page:
        fill({"machine": f"`make bench`: {machine()}."} if not given.only else {})
        fill({block.name: block.as_markdown() for block in blocks})
    if not given.only and ENVIRONMENT.exists():
        _peers(not given.no_page)
    return max(_tell_limits(blocks), int(len(blocks) < len(parts)))


def _measured(parts: dict[str, Callable[[], Block]]) -> list[Block]:
    """The blocks of all parts that could be measured; what became of the others is told."""
    blocks = []
    for name, part in parts.items():
        start = time.monotonic()
        try:
            block = part()
        except FailedError as error:
            print(f"NOT MEASURED {name}: {error}\n", flush=True)
            continue
        blocks.append(block)
        print(f"{block.as_markdown()}\n({name}: {time.monotonic() - start:.0f} s)\n", flush=True)
    return blocks


def _tell_limits(blocks: list[Block]) -> int:
    checked = check(blocks)
    for holds, line in checked:
        print(f"{'holds ' if holds else 'FAILS '} {line}")
    return int(not all(holds for holds, _ in checked))


def _compare(parts: dict[str, Callable[[], Block]]) -> int:
    """Print each ratio beside the kept one, part by part; 1 where one is slower or could not be measured."""
    kept = baseline.load()
    print(f"{'part':10} {'ratio against its floor':40} {'kept':>9} {'now':>9} {'change':>7}")
    found: list[baseline.Change] = []
    for name, part in parts.items():
        before = kept.get(name, {})
        new = baseline.changes({name: before}, {name: baseline.best_ratios(part, before)})
        print(*(change.told() for change in new), sep="\n", flush=True)
        found += new
    slower, missing = sum(change.slower for change in found), sum(change.missing for change in found)
    told = f"{slower} of {len(found)} ratios more than {baseline.ALLOWED - 1:.0%} above the baseline"
    print(told + (f", {missing} not measured" if missing else ""))
    return int(slower + missing > 0)


def _peers(page: bool) -> int:
    made = peer_blocks()
    for block in made:
        print(block.as_markdown() + "\n", flush=True)
    if page:
        fill({block.name: block.as_markdown() for block in made})
    return 0


if __name__ == "__main__":
    sys.exit(main())
