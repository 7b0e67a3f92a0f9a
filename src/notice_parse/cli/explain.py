"""`notice-parse explain`: why a document reads as it does."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from notice_parse.cli import console
from notice_parse.cli.options import Encoding, Grammars, OneFile, OutputPath
from notice_parse.messages import language


class ExplainFormat(StrEnum):
    """What `explain` writes."""

    text = "text"
    json = "json"


def explain(
    file: OneFile,
    task: Annotated[
        str | None,
        typer.Option("--task", "-t", metavar="ID", help="One task: its id, the end of it, or its printed number."),
    ] = None,
    line: Annotated[
        int | None, typer.Option("--line", "-l", metavar="N", help="What became of a line of the source.")
    ] = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field",
            metavar="NAME",
            help="One field of the notice, or with --task or --line of a task: numeric_targets[0].indicator",
        ),
    ] = None,
    chosen: Annotated[ExplainFormat, typer.Option("--format", "-f", help="How to write it.")] = ExplainFormat.text,
    output: OutputPath = None,
    encoding: Encoding = None,
    extensions: Grammars = None,
) -> None:
    """Tell why a document reads as it does: the rules and words behind a task, a line or a field."""
    import json

    from notice_parse.explain.ask import explain as answer
    from notice_parse.explain.document import trace_document
    from notice_parse.grammar import load_grammar
    from notice_parse.grammar.select import read_extensions
    from notice_parse.loading import load

    source, findings = load(file, encoding)
    traced = trace_document(
        source, load_grammar(extensions or ()), findings, read_extensions(extensions) if extensions else ()
    )
    explanation = answer(traced, task=task, line=line, field=field)
    with console.output(output) as out:
        if chosen is ExplainFormat.json:
            text = json.dumps(explanation.to_json(), ensure_ascii=False, indent=2) + "\n"
        else:
            from notice_parse.explain.render import emit_explanation

            width, color = console.width(), console.has_color(output)
            text = emit_explanation(explanation, width=width, color=color, language=language())
        out.write(text.encode("utf-8", "surrogatepass"))
