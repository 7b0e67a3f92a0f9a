"""Whole processes, as a user starts them: what they take, and what of it is ours beyond importing the dependencies."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from bench.block import Block, short
from bench.floors import IMPORT_TYPER, IMPORTS, PASS
from bench.inputs import SMALL, largest
from bench.measure import processes_in_turns

_HEADER = ("process", "ms by the clock", "ms of processor", "× python -c pass", "× imports", "ms beyond imports")


def start_up() -> Block:
    """Medians; the ratios are of processor time, the limits look at the clock, since that is what people wait for."""
    command = str(Path(sys.executable).with_name("notice-parse"))
    small, large = (f"extract, {path.stat().st_size / 1000:.0f} kB" for path in (SMALL, largest().path))
    commands = {
        "python -c pass": PASS,
        "import typer": IMPORT_TYPER,
        "imports": IMPORTS,
        "--version": [command, "--version"],
        "extract --help": [command, "extract", "--help"],
        small: [command, "extract", "--quiet", str(SMALL)],
        large: [command, "extract", "--quiet", str(largest().path)],
    }
    taken = processes_in_turns(commands)
    wall = {name: statistics.median(seconds) for name, seconds in taken.wall.items()}
    rows = []
    for name in commands:
        beyond = (wall[name] - wall["imports"]) * 1e3
        shown = "import typer, pydantic, regex, yaml" if name == "imports" else name
        rows.append(
            (
                f"`{shown}`" if name in ("python -c pass", "import typer", "imports") else shown,
                short(wall[name] * 1e3),
                short(statistics.median(taken.cpu[name]) * 1e3),
                short(taken.ratio(name, "python -c pass")),
                short(taken.ratio(name, "imports")),
                f"{beyond:+.0f}" if name in (small, large) else "",
            )
        )
    return Block(
        "startup",
        _HEADER,
        rows,
        {
            "--version against import typer": taken.ratio("--version", "import typer"),
            "extract --help against imports": taken.ratio("extract --help", "imports"),
            "extract of a sample against imports": taken.ratio(small, "imports"),
        },
        {
            "version against import typer": wall["--version"] / wall["import typer"],
            "sample beyond 1.2 imports, s": wall[small] - 1.2 * wall["imports"],
            "largest beyond 1.2 imports, s": wall[large] - 1.2 * wall["imports"],
        },
    )
