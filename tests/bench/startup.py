"""Whole processes, as a user starts them: what they take, and what of it is ours beyond importing the dependencies."""

from __future__ import annotations

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
    wall, cpu = processes_in_turns(commands)
    rows = []
    for name in commands:
        beyond = (wall.median(name) - wall.median("imports")) * 1e3
        shown = "import typer, pydantic, regex, yaml" if name == "imports" else name
        rows.append(
            (
                f"`{shown}`" if name in ("python -c pass", "import typer", "imports") else shown,
                short(wall.median(name) * 1e3),
                short(cpu.median(name) * 1e3),
                short(cpu.ratio(name, "python -c pass")),
                short(cpu.ratio(name, "imports")),
                f"{beyond:+.0f}" if name in (small, large) else "",
            )
        )
    return Block(
        "startup",
        _HEADER,
        rows,
        {
            "--version against import typer": cpu.ratio("--version", "import typer"),
            "extract --help against imports": cpu.ratio("extract --help", "imports"),
            "extract of a sample against imports": cpu.ratio(small, "imports"),
        },
        {
            "version against import typer": wall.median("--version") / wall.median("import typer"),
            "sample beyond imports, s": wall.median(small) - wall.median("imports"),
            "largest beyond imports, s": wall.median(large) - wall.median("imports"),
        },
    )
