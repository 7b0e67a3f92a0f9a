"""`notice-parse diff`: two documents or extractions in, what changed out; with `--series` any number of years."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from notice_parse.cli import console
from notice_parse.cli.options import Encoding, Grammars, OutputPath, Quiet
from notice_parse.errors import NoticeParseError, SourceError, UsageError
from notice_parse.messages import Language, asked_language, language, say, told

if TYPE_CHECKING:
    from notice_parse.diff.records import Diff, SeriesList
    from notice_parse.records import Extraction


class DiffFormat(StrEnum):
    """What `diff` writes."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    xlsx = "xlsx"
    html = "html"


class By(StrEnum):
    """What a table or Markdown page is divided by."""

    unit = "unit"
    leader = "leader"
    section = "section"


_SUFFIXES = {f".{known}": known for known in DiffFormat if known is not DiffFormat.table} | {".txt": DiffFormat.table}
_SUFFIXES[".htm"] = DiffFormat.html
_FACETS = ("targets", "units", "leaders", "tasks")


@dataclass(frozen=True)
class Shown:
    """How and where the result is written."""

    form: DiffFormat
    output: str | None
    labels: Language | None

    @property
    def labels_or_usual(self) -> Language:
        """A table speaks to who asked for it; CSV is for programs first, the rest for readers of the notices."""
        if self.form is DiffFormat.table:
            return self.labels or language()
        return self.labels or (Language.en if self.form is DiffFormat.csv else Language.zh)


def diff(
    files: Annotated[
        list[str], typer.Argument(metavar="OLD NEW", help="Documents, or records of extract (.json, .jsonl, .yaml).")
    ],
    chosen: Annotated[
        DiffFormat | None, typer.Option("--format", "-f", help="Else told by the suffix of --output, else a table.")
    ] = None,
    output: OutputPath = None,
    notice: Annotated[
        list[str] | None,
        typer.Option("--notice", metavar="NAME", help="Compare the notice of this document number or title part."),
    ] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="WHAT,...", help="Of targets, units, leaders, tasks.")
    ] = None,
    by: Annotated[By | None, typer.Option("--by", help="Divide a table or Markdown by this.")] = None,
    min_score: Annotated[
        float, typer.Option("--min-score", min=0.01, max=0.99, help="How sure a pair of tasks must be.")
    ] = 0.5,
    series: Annotated[bool, typer.Option("--series", help="Follow indicators through any number of files.")] = False,
    indicator: Annotated[
        str | None, typer.Option("--indicator", metavar="TEXT", help="With --series: only indicators with this text.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 where anything of substance changed.")
    ] = False,
    labels: Annotated[
        Language | None,
        typer.Option(
            "--labels",
            help="Language of headings and kinds of change; else English in CSV, that of --lang in tables, Chinese in the rest.",
        ),
    ] = None,
    encoding: Encoding = None,
    grammar: Grammars = None,
    quiet: Quiet = False,
) -> None:
    """Compare two years: tasks, targets, leaders, units, deadlines."""
    facets = _facets(only)
    if files.count("-") > 1:
        raise UsageError("standard input can be read only once")
    form = _choose_format(chosen, output)
    if series:
        _refuse({"--only": only, "--by": by, "--exit-code": exit_code}, "cannot be used with --series")
        documents = [_read(name, encoding, quiet, grammar) for name in files]
        with _words_of(grammar):
            _write_series(documents, Shown(form, output, labels), indicator, notice or [], quiet)
        return
    _refuse({"--indicator": indicator}, "needs --series")
    if len(files) != 2:
        raise UsageError("diff compares two files", hint="give OLD and NEW, or --series for more")
    if by and form not in (DiffFormat.table, DiffFormat.md):
        raise UsageError("--by divides a table or Markdown only")
    sides = [_read(name, encoding, quiet, grammar) for name in files]
    with _words_of(grammar):
        changed = _write_diff(sides, Shown(form, output, labels), notice or [], facets, by, min_score, quiet)
    raise typer.Exit(int(exit_code and changed))


def _write_diff(
    sides: Sequence[list[Extraction]],
    shown: Shown,
    notice: Sequence[str],
    facets: Sequence[str],
    by: By | None,
    min_score: float,
    quiet: bool,
) -> bool:
    from notice_parse.diff import compare
    from notice_parse.diff.select import changes_anything, file_under, keep_only, names_by

    found = keep_only(compare(sides[0], sides[1], notice=notice, min_score=min_score), facets)
    _warn(found.warnings, quiet)
    parts = None
    if by:
        notices = [notice for side in sides for extraction in side for notice in extraction.notices]
        parts = file_under(found, names_by(by.value, notices))
    content = _diff_bytes(found, shown, parts)
    with console.output(shown.output) as out:
        out.write(content)
    return changes_anything(found)


def _diff_bytes(found: Diff, shown: Shown, parts: dict[str, Diff] | None) -> bytes:
    if shown.form is DiffFormat.json:
        from notice_parse.emit.as_json import emit_json

        return emit_json(found)
    if shown.form is DiffFormat.html:
        return _page([found], [], shown.labels)
    labels = shown.labels_or_usual
    if shown.form is DiffFormat.table:
        from notice_parse.emit.diff_table import emit_diff_table

        color = console.has_color(shown.output)
        table = emit_diff_table(found, width=console.width(), color=color, parts=parts, labels=labels)
        return table.encode("utf-8", "backslashreplace")
    from notice_parse.emit import diff_files

    if shown.form is DiffFormat.md:
        return diff_files.emit_diff_md(found, parts, labels)
    if shown.form is DiffFormat.csv:
        return diff_files.emit_diff_csv(found, labels)
    return diff_files.emit_diff_xlsx(found, labels)


def _page(diffs: list[Diff], series: list[SeriesList], labels: Language | None) -> bytes:
    """The web page of the command `report`, which reads the documents again to show where each change stands."""
    from notice_parse.report.build import build_report
    from notice_parse.report.inputs import Inputs
    from notice_parse.report.render import render

    return render(build_report(Inputs(diffs=diffs, series=series), labels or asked_language()))


def _write_series(
    documents: Sequence[list[Extraction]],
    shown: Shown,
    indicator: str | None,
    notice: Sequence[str],
    quiet: bool,
) -> None:
    from notice_parse.diff.series import series_list

    if len(documents) < 2:
        raise UsageError("a series needs two files or more")
    found = series_list(documents, indicator=indicator, notice=notice)
    _warn(found.warnings, quiet)
    content = _series_bytes(found, shown)
    with console.output(shown.output) as out:
        out.write(content)


def _series_bytes(found: SeriesList, shown: Shown) -> bytes:
    if shown.form is DiffFormat.json:
        from notice_parse.emit.as_json import emit_json

        return emit_json(found)
    if shown.form is DiffFormat.html:
        return _page([], [found], shown.labels)
    labels = language() if shown.form is DiffFormat.table else Language.zh
    labels = shown.labels or labels
    if shown.form is DiffFormat.table:
        from notice_parse.emit.diff_table import emit_series_table

        color = console.has_color(shown.output)
        table = emit_series_table(found, width=console.width(), color=color, labels=labels)
        return table.encode("utf-8", "backslashreplace")
    from notice_parse.emit import diff_files

    if shown.form is DiffFormat.md:
        return diff_files.emit_series_md(found, labels)
    if shown.form is DiffFormat.csv:
        return diff_files.emit_series_csv(found, labels)
    return diff_files.emit_series_xlsx(found, labels)


def _words_of(grammar: Sequence[str] | None) -> AbstractContextManager[None]:
    """Within it, documents are compared with the words of the grammar that was asked for."""
    if not grammar:
        return nullcontext()
    from notice_parse.diff.words import using
    from notice_parse.grammar import load_grammar

    return using(load_grammar(grammar))


def _read(name: str, encoding: str | None, quiet: bool, grammar: Sequence[str] | None) -> list[Extraction]:
    """The extractions of a file: of records one or more, of an archive one for each member that could be read."""
    from notice_parse.diff.inputs import holds_records, read_records

    if holds_records(name):
        return read_records(_bytes(name), name)
    from notice_parse import api

    read: list[Extraction] = []
    failed: list[NoticeParseError] = []
    for found in api.extract_all(name, encoding=encoding, grammar=grammar or ()):
        if isinstance(found, NoticeParseError):
            failed.append(found)
        else:
            read.append(found)
    if failed and not read:
        raise failed[0]
    _warn([say("not compared: {error}", error=console.error_text(error)) for error in failed], quiet)
    return read


def _bytes(name: str) -> bytes:
    from pathlib import Path

    try:
        return Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"cannot read the file: {reason}", where=name, hint="check the name") from error


def _facets(only: str | None) -> list[str]:
    asked = [part.strip() for part in (only or "").split(",") if part.strip()]
    for part in asked:
        if part not in _FACETS:
            raise UsageError(f"--only knows no {part}", hint=f"use {', '.join(_FACETS)}")
    return asked


def _choose_format(asked: DiffFormat | None, output: str | None) -> DiffFormat:
    if asked is not None:
        return asked
    suffix = PurePath(output or "").suffix.lower()
    if suffix and suffix not in _SUFFIXES:
        raise UsageError(
            f"the suffix {suffix} of {output} tells no format", hint="use .json, .csv, .md, .xlsx, .html or .txt"
        )
    return _SUFFIXES.get(suffix, DiffFormat.table)


def _refuse(options: dict[str, object], why: str) -> None:
    for name, value in options.items():
        if value:
            raise UsageError(f"{name} {why}")


def _warn(warnings: Sequence[str], quiet: bool) -> None:
    if not quiet:
        for warning in warnings:
            console.tell(say("warning: {message}", message=told(warning)))
