"""`notice-parse grammar coverage`: which rules some documents use, and which of their lines no rule reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from notice_parse.cli import console
from notice_parse.cli.explain import ExplainFormat
from notice_parse.cli.options import Encoding, Files, Grammars, OutputPath
from notice_parse.messages import language

if TYPE_CHECKING:
    from notice_parse.diagnostics import Finding
    from notice_parse.source import Source


def coverage(
    files: Files,
    chosen: Annotated[ExplainFormat, typer.Option("--format", "-f", help="How to write it.")] = ExplainFormat.text,
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="Every rule with its count, and every line that no rule reads.")
    ] = False,
    output: OutputPath = None,
    encoding: Encoding = None,
    extensions: Grammars = None,
) -> None:
    """Count which rules fire in documents, which never do, and which lines no rule reads."""
    import json

    from notice_parse.explain.coverage import measure
    from notice_parse.explain.rulebook import Rulebook
    from notice_parse.grammar import load_grammar
    from notice_parse.grammar.select import read_extensions

    grammar = load_grammar(extensions or ())
    own = read_extensions(extensions or ())
    found = measure(_documents(files, encoding), grammar, own)
    book = Rulebook(grammar, extensions=own)
    if chosen is ExplainFormat.json:
        text = json.dumps(found.to_json(book), ensure_ascii=False, indent=2) + "\n"
    else:
        from notice_parse.explain.coverage_text import emit_coverage

        width, color = console.width(), console.has_color(output)
        text = emit_coverage(found, book, width=width, color=color, everything=everything, language=language())
    with console.output(output) as out:
        out.write(text.encode("utf-8", "surrogatepass"))


def _documents(files: list[str], encoding: str | None) -> Iterator[tuple[Source, list[Finding]]]:
    """The documents of the files, those of archives among them.

    Errors: SourceError for one that cannot be read: a count over some of them would say something else.
    """
    from notice_parse.errors import SourceError
    from notice_parse.loading import load_all

    for name in files:
        for member in load_all(name, encoding):
            if member.source is None:
                raise member.error or SourceError("nothing was read", where=member.name)
            yield member.source, list(member.findings)
