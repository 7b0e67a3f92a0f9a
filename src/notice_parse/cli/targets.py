"""`notice-parse targets`: the numeric targets of a bare piece of text."""

from __future__ import annotations

from notice_parse.cli import console
from notice_parse.cli.options import ListFormat


def find(file: str, chosen: ListFormat, output: str | None, encoding: str | None) -> None:
    """Write the targets of the document's text, in source order.

    Errors: SourceError for the input, EmitError for the output.
    """
    from notice_parse import api
    from notice_parse.loading import load

    source, findings = load(file, encoding)
    for finding in findings:
        place = f"{source.info.path}:{finding.line}" if finding.line else source.info.path
        console.tell(f"{place}: {finding.severity} {finding.code}: {finding.message}")
    found = api.find_targets(source.text)
    with console.output(output) as out:
        if chosen is ListFormat.table:
            from notice_parse.emit.as_table import emit_target_table

            out.write(emit_target_table(found, width=console.width(), color=console.has_color(output)).encode())
        else:
            from notice_parse.emit.as_json import emit_jsonl

            for target in found:
                out.write(emit_jsonl(target))
