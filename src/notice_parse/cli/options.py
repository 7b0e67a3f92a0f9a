"""Options that several commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from notice_parse.errors import UsageError


class Format(StrEnum):
    """What `extract` writes."""

    json = "json"
    jsonl = "jsonl"
    yaml = "yaml"
    table = "table"
    csv = "csv"
    md = "md"
    xlsx = "xlsx"
    parquet = "parquet"
    sqlite = "sqlite"


class ListFormat(StrEnum):
    """What `targets` writes."""

    jsonl = "jsonl"
    table = "table"


class FailOn(StrEnum):
    """The lowest severity that makes the exit code 1."""

    info = "info"
    warning = "warning"
    error = "error"


_SUFFIXES = {".json": Format.json, ".jsonl": Format.jsonl, ".ndjson": Format.jsonl, ".yaml": Format.yaml}
_SUFFIXES |= {".yml": Format.yaml, ".txt": Format.table, ".csv": Format.csv, ".md": Format.md, ".xlsx": Format.xlsx}
_SUFFIXES |= {".parquet": Format.parquet, ".sqlite": Format.sqlite, ".db": Format.sqlite}

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Documents to read; - is standard input.")]
OneFile = Annotated[str, typer.Argument(metavar="FILE", help="The document to read; - is standard input.")]
OutputPath = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Read as this encoding; it is detected where not given."),
]
Grammars = Annotated[
    list[str] | None,
    typer.Option(
        "--grammar",
        "-g",
        metavar="NAME|FILE",
        help="Read with these words and rules as well; repeatable (docs/grammar.md).",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell no diagnostics on standard error.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell every diagnostic, not only the first.")]


def choose_format(asked: Format | None, output: str | None, files: int) -> Format:
    """The format asked for, else the one that the output's suffix tells, else JSON.

    Several files make several documents, which one JSON text cannot hold: JSON becomes JSON Lines.
    Errors: UsageError for a suffix that tells no format.
    """
    chosen = asked
    if chosen is None and output not in (None, "-"):
        suffix = PurePath(output or "").suffix.lower()
        chosen = _SUFFIXES.get(suffix)
        if chosen is None and suffix:
            raise UsageError(
                f"the suffix {suffix} of {output} tells no format",
                hint="use .json, .jsonl, .yaml, .txt, .csv, .md, .xlsx, .parquet or .sqlite, or give --format",
            )
    chosen = chosen or Format.json
    return Format.jsonl if chosen is Format.json and files > 1 else chosen
