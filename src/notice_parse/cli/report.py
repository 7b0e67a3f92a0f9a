"""`notice-parse report`: records, comparisons or documents as one web page."""

from __future__ import annotations

from typing import Annotated

import typer

from notice_parse.cli import console
from notice_parse.cli.options import Encoding, Grammars, OutputPath
from notice_parse.errors import UsageError
from notice_parse.messages import Language, asked_language, say

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", help="Records or comparisons (JSON, JSON Lines), or documents; - is standard input."
    ),
]
AskedLanguage = Annotated[
    Language | None, typer.Option("--labels", help="Language of the labels; else --lang, else that of the documents.")
]


def report(
    files: Inputs,
    output: OutputPath = None,
    labels: AskedLanguage = None,
    encoding: Encoding = None,
    grammar: Grammars = None,
) -> None:
    """Show records, a comparison or documents as one web page that needs no network."""
    from notice_parse.report.build import build_report
    from notice_parse.report.inputs import read_inputs
    from notice_parse.report.render import render

    if files.count("-") > 1:
        raise UsageError("standard input can be read only once")
    inputs = read_inputs(files, encoding, grammar or ())
    built = build_report(inputs, labels or asked_language())
    page = render(built)
    with console.output(output) as out:
        out.write(page)
    for path in built.sources.missing:
        console.tell(say("{path}: not readable or changed since, so the page has no links into it", path=path))
    for path in built.sources.unlike:
        console.tell(
            say(
                "{path}: not readable or not with the tasks that were compared, so the page has no links into it",
                path=path,
            )
        )
    for error in inputs.unread:
        console.print_error(error)
    if inputs.unread:
        raise typer.Exit(1)
