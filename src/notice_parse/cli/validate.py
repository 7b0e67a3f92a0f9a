"""`notice-parse validate`: records against the contract, and their spans against the documents they are from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from notice_parse.cli import console
from notice_parse.cli.options import Encoding, Quiet
from notice_parse.messages import say, told

if TYPE_CHECKING:
    from notice_parse.source import Source
    from notice_parse.validation import Problem


def validate(
    records: Annotated[
        list[str], typer.Argument(metavar="RECORDS...", help="JSON, JSON Lines, YAML or a folder of them; - is input.")
    ],
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against", metavar="SOURCE", help="Compare every span with this document or folder; repeatable."
        ),
    ] = None,
    encoding: Encoding = None,
    quiet: Quiet = False,
) -> None:
    """Tell whether records are true to the schema, and to the documents they are from."""
    sources = {digest: source for name in against or [] for digest, source in _sources(name, encoding)}
    seen = wrong = 0
    with console.output(None) as out:
        for where, value in _values(records):
            seen += 1
            problems = _problems(value, sources if against else None)
            wrong += bool(problems)
            for problem in problems:
                place = f" {problem.place}:" if problem.place else ""
                out.write(f"{where}:{place} {told(problem.message)}\n".encode("utf-8", "backslashreplace"))
    if not quiet:
        template = "{seen} records, {wrong} of them with problems" if wrong else "{seen} records, no problem"
        console.tell(say(template, seen=seen, wrong=wrong))
    raise typer.Exit(int(bool(wrong)))


def _values(names: list[str]) -> Iterator[tuple[str, Any]]:
    from notice_parse.records.read import read_values

    for name in names:
        yield from read_values(name)


def _problems(value: Any, sources: dict[str, Source] | None) -> list[Problem]:
    from notice_parse import validation
    from notice_parse.records import Extraction

    problems = validation.find_schema_problems(value)
    if problems or sources is None:
        return problems
    extraction = Extraction.model_validate(value)
    source = sources.get(extraction.source.sha256)
    if source is None:
        return [validation.Problem("source.sha256", "no document of --against has these bytes")]
    return validation.find_span_problems(extraction, source)


def _sources(name: str, encoding: str | None) -> Iterator[tuple[str, Source]]:
    """The documents by the digest of their bytes. In a folder, what cannot be read is left out; no record is from it."""
    from notice_parse.errors import SourceError
    from notice_parse.loading import load

    if not Path(name).is_dir():
        source, _ = load(name, encoding)
        yield source.info.sha256, source
        return
    for path in sorted(path for path in Path(name).rglob("*") if path.is_file()):
        try:
            source, _ = load(path, encoding)
        except SourceError as error:
            console.tell(say("not read: {error}", error=console.error_text(error)))
            continue
        yield source.info.sha256, source
