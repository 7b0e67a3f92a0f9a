"""The commands, their options and help. Their work is imported when they run, so that help and errors come at once."""

from __future__ import annotations

from typing import Annotated

import typer

from notice_parse._version import __version__
from notice_parse.cli.batch import LabelsOption, RowsOption, batch
from notice_parse.cli.diff import diff
from notice_parse.cli.grammar import grammar as grammar_app
from notice_parse.cli.language import Commands, LanguageOption
from notice_parse.cli.options import (
    Encoding,
    FailOn,
    Files,
    Format,
    Grammars,
    ListFormat,
    OneFile,
    OutputPath,
    Quiet,
    Verbose,
)
from notice_parse.cli.report import report
from notice_parse.cli.stats import stats
from notice_parse.cli.validate import validate
from notice_parse.messages import Language

app = typer.Typer(
    name="notice-parse",
    cls=Commands,
    help="Read Chinese government notices into records: tasks, who is responsible, and what is promised.",
    epilog="Example: notice-parse extract 通知.txt --format table",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"notice-parse {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    lang: LanguageOption = None,
) -> None:
    pass


@app.command(epilog="Example: notice-parse extract 通知.txt 报告.md -o records.jsonl --fail-on error")
def extract(
    files: Files,
    chosen: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", help="Else told by the suffix of --output, else JSON; several files make JSON Lines."
        ),
    ] = None,
    output: OutputPath = None,
    encoding: Encoding = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit with 1 where a diagnostic is at least this severe.")
    ] = None,
    audit: Annotated[bool, typer.Option("--audit", help="Give every number of each task with its role.")] = False,
    rows: RowsOption = None,
    labels: LabelsOption = Language.en,
    grammar: Grammars = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Extract the notices of each document as records."""
    from notice_parse.cli.extract import Run
    from notice_parse.emit.writers import Shape

    shape = Shape(rows and rows.value, labels.value)
    run = Run(
        encoding=encoding,
        audit=audit,
        fail_on=fail_on,
        quiet=quiet,
        verbose=verbose,
        shape=shape,
        grammar=grammar or (),
    )
    raise typer.Exit(run.extract(files, output, chosen))


@app.command(epilog="Example: echo '新建公园12个以上' | notice-parse targets - --format table")
def targets(
    file: OneFile = "-",
    chosen: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.jsonl,
    output: OutputPath = None,
    encoding: Encoding = None,
    grammar: Grammars = None,
) -> None:
    """Find the numeric targets of a piece of text, whatever kind of document it is from."""
    from notice_parse.cli.targets import find

    find(file, chosen, output, encoding, grammar or ())


@app.command(epilog="Example: notice-parse text 通知.docx")
def text(files: Files, output: OutputPath = None, encoding: Encoding = None) -> None:
    """Print the text of documents as they were read: the text that all offsets count in.

    Of several documents, those of an archive among them, each has a line with its name above it.
    """
    from notice_parse.cli.text import print_texts

    raise typer.Exit(print_texts(files, output, encoding))


@app.command(epilog="Example: notice-parse schema -o schema.json")
def schema(output: OutputPath = None) -> None:
    """Print the JSON Schema of what extract writes."""
    import json

    from notice_parse.cli.console import output as open_output
    from notice_parse.records.schema import extraction_schema

    with open_output(output) as out:
        out.write(json.dumps(extraction_schema(), ensure_ascii=False, indent=2).encode() + b"\n")


app.command(epilog="Example: notice-parse report 通知.txt -o 报告.html")(report)
app.command(epilog="Example: notice-parse batch 公文/ -o 台账.xlsx --labels zh")(batch)
app.command(epilog="Example: notice-parse diff 2023.txt 2024.txt --only targets")(diff)
app.command(epilog="Example: notice-parse validate records.jsonl --against 公文/")(validate)
app.command(epilog="Example: notice-parse stats archive.sqlite --unit 发改局")(stats)
app.add_typer(grammar_app)
