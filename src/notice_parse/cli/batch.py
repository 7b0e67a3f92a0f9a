"""The command `batch`: its options and help; the work is in cli.batch_run."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from notice_parse.cli.options import Encoding, Grammars
from notice_parse.messages import Language


class BatchFormat(StrEnum):
    """What `batch` writes."""

    json = "json"
    jsonl = "jsonl"
    yaml = "yaml"
    csv = "csv"
    md = "md"
    xlsx = "xlsx"
    parquet = "parquet"
    sqlite = "sqlite"


class Rows(StrEnum):
    """What a row of a flat output is."""

    tasks = "tasks"
    targets = "targets"
    allocations = "allocations"
    units = "units"
    diagnostics = "diagnostics"
    notices = "notices"


RowsOption = Annotated[
    Rows | None, typer.Option("--rows", help="What a row of csv or parquet is; else tasks, for parquet targets.")
]
LabelsOption = Annotated[
    Language, typer.Option("--labels", help="Column names and fixed values of csv, xlsx, parquet.")
]


def batch(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SRC...", help="Files, folders (with all below) and globs.")
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="A folder for one result a file, or one file for all: .jsonl .csv .xlsx .sqlite .parquet .md .yaml",
        ),
    ] = "records",
    chosen: Annotated[
        BatchFormat | None, typer.Option("--format", "-f", help="Else told by the suffix of OUT; JSON in a folder.")
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option("--files-from", metavar="LIST", help="Read paths from a file or - : one a line, or ended by NUL."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", metavar="N", min=1, help="Worker processes; else one for each core.")
    ] = None,
    rows: RowsOption = None,
    labels: LabelsOption = Language.en,
    encoding: Encoding = None,
    grammar: Grammars = None,
    audit: Annotated[bool, typer.Option("--audit", help="Give every number of each task with its role.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Do unchanged files again.")] = False,
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", metavar="SECONDS", min=0.1, help="For one file; it fails when they are over."),
    ] = 120.0,
    max_size: Annotated[
        float, typer.Option("--max-size", metavar="MB", min=0.0, help="A larger file fails without being read.")
    ] = 50.0,
    max_memory: Annotated[
        int, typer.Option("--max-memory", metavar="MB", min=256, help="For one worker; a file that needs more fails.")
    ] = 2000,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Work on this Dask cluster: tcp://host:8786"),
    ] = None,
    summary: Annotated[
        str | None,
        typer.Option("--summary", metavar="FILE", help="Write counts, diagnostics and failures there, as JSON."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary on standard error.")] = False,
) -> None:
    """Extract many documents on all cores; stopped and started again, it goes on where it was."""
    from notice_parse.cli.batch_run import do_batch
    from notice_parse.emit.writers import Shape

    code = do_batch(
        sources or [],
        output,
        listed=files_from,
        chosen=chosen and chosen.value,
        shape=Shape(rows and rows.value, labels.value),
        jobs=jobs,
        scheduler=scheduler,
        limits=(time_limit, max_size, max_memory),
        encoding=encoding,
        grammar=grammar or (),
        audit=audit,
        force=force,
        summary_file=summary,
        quiet=quiet,
    )
    raise typer.Exit(code)
