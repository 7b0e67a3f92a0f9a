"""`notice-parse targets`: the numeric targets of a bare piece of text."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.cli import console
from notice_parse.cli.options import ListFormat
from notice_parse.messages import language


def find(file: str, chosen: ListFormat, output: str | None, encoding: str | None, grammar: Sequence[str] = ()) -> None:
    """Write the targets of the document's text, in source order.

    Errors: SourceError for the input, GrammarError for a grammar that is not valid, EmitError for the output.
    """
    from notice_parse import api
    from notice_parse.loading import load

    source, findings = load(file, encoding)
    for finding in findings:
        console.print_finding(source.info.path, finding)
    found = api.find_targets(source.text, **({"grammar": grammar} if grammar else {}))
    with console.output(output) as out:
        if chosen is ListFormat.table:
            from notice_parse.emit.as_table import emit_target_table

            color = console.has_color(output)
            out.write(emit_target_table(found, width=console.width(), color=color, language=language()).encode())
        else:
            from notice_parse.emit.as_json import emit_jsonl

            for target in found:
                out.write(emit_jsonl(target))
