"""What a process holds at most, for documents of growing length."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.block import Block, short
from bench.floors import IMPORTS, PASS
from bench.inputs import SMALL, long_document
from bench.measure import peak

SIZES = (0.1, 0.5, 2.0, 8.0)  # MB
_HEADER = ("process", "MB of text", "MB held at most", "beyond a small sample", "MB per MB of text")


def memory() -> Block:
    """Peak resident memory of `extract FILE -o FILE`; the slope is fitted over the sizes."""
    extract = [sys.executable, "-m", "notice_parse", "extract", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        out = ["-o", str(Path(folder) / "out.json")]
        bare, imports, sample = peak(PASS), peak(IMPORTS), peak([*extract, str(SMALL), *out])
        taken: list[tuple[int, int]] = []
        for size in SIZES:
            path = Path(folder) / f"{size}.txt"
            path.write_text(long_document(int(size * 1e6)), encoding="utf-8")
            taken.append((path.stat().st_size, peak([*extract, str(path), *out])))
    slope, constant = statistics.linear_regression([size for size, _ in taken], [held for _, held in taken])
    names = ("`python -c pass`", "`import typer, pydantic, regex, yaml`", "extract, a small sample")
    rows = [(name, "", short(held / 1e6), "", "") for name, held in zip(names, (bare, imports, sample), strict=True)]
    rows += [
        (
            "extract",
            short(size / 1e6),
            short(held / 1e6),
            short((held - sample) / 1e6),
            short((held - sample) / size),
        )
        for size, held in taken
    ]
    return Block(
        "memory",
        _HEADER,
        rows,
        {"a small sample against imports": sample / imports, "bytes held for a byte of text": slope},
        {},
        f"Fitted: {constant / 1e6:.0f} MB and {slope:.0f} times the text.",
    )
