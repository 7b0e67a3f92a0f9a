"""`notice-parse extract`: documents in, records out, one bad document keeps none of the others from being done."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from notice_parse.cli import console
from notice_parse.cli.options import FailOn, Format, choose_format
from notice_parse.emit.writers import Laid, Shape, Writer, check_available, open_writer, writing_archive
from notice_parse.errors import EmitError, GrammarError, NoticeParseError, UsageError
from notice_parse.messages import language, say

if TYPE_CHECKING:
    from notice_parse.records import Diagnostic, Extraction

_ENOUGH = 3
"""Tasks of a schedule from which on it is odd that none has a unit."""
_PACKED = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_FAILS_AT = {
    None: frozenset[str](),
    FailOn.error: frozenset({"error"}),
    FailOn.warning: frozenset({"error", "warning"}),
    FailOn.info: frozenset({"error", "warning", "info"}),
}


class Run:
    """One call of the command: what was asked for, and what became of each file."""

    def __init__(
        self,
        *,
        encoding: str | None = None,
        audit: bool = False,
        fail_on: FailOn | None = None,
        quiet: bool = False,
        verbose: bool = False,
        shape: Shape | None = None,
        grammar: Sequence[str] = (),
    ) -> None:
        self._encoding = encoding
        self._audit = audit
        self._fails_at = _FAILS_AT[fail_on]
        self._quiet = quiet
        self._verbose = verbose
        self._shape = shape or Shape()
        self._grammar = grammar
        self._done = 0
        self._failures: list[int] = []
        self._failing_diagnostic = False

    def extract(self, files: Sequence[str], output: str | None, asked: Format | None) -> int:
        """Extract the files in order and return the exit code.

        Errors: UsageError, GrammarError and EmitError, which no further file could do better with.
        """
        if files.count("-") > 1:
            raise UsageError("standard input can be read only once")
        chosen = choose_format(asked, output, sum(2 if name.lower().endswith(_PACKED) else 1 for name in files))
        check_available(chosen)
        if len(files) == 1:
            # One document and then the end: the collector would only look through records that are all in use.
            gc.disable()
        with ExitStack() as stack:
            writer: Writer | None = None
            for name in files:
                for extraction in self._each(name):
                    # Opened only now: where nothing can be read, an older output stays.
                    writer = writer or _open(stack, chosen, output, self._shape)
                    writer.add(extraction)
            if writer is not None:
                writer.finish()
        return self._exit_code()

    def _each(self, name: str) -> Iterator[Extraction]:
        """What a file holds: one document, or those of an archive. What cannot be read is told and counted."""
        from notice_parse import api

        try:
            for read in api.extract_all(name, encoding=self._encoding, audit=self._audit, grammar=self._grammar):
                if isinstance(read, NoticeParseError):
                    self._fail(read)
                    continue
                self._done += 1
                self._tell(name, read)
                yield read
        except (UsageError, GrammarError, EmitError):
            raise
        except NoticeParseError as error:
            self._fail(error)
        except OSError:
            raise
        except Exception as error:
            # A mistake of ours on one document; the others still get done.
            console.print_error(f"{name}: {say('internal error, please report it: {error}', error=repr(error))}")
            if self._verbose:
                traceback.print_exc()
            self._failures.append(1)

    def _fail(self, error: NoticeParseError) -> None:
        console.print_error(error)
        self._failures.append(error.exit_code)

    def _tell(self, name: str, extraction: Extraction) -> None:
        from notice_parse.records.walk import all_diagnostics

        diagnostics: list[Diagnostic] = list(all_diagnostics(extraction))
        if any(diagnostic.severity in self._fails_at for diagnostic in diagnostics):
            self._failing_diagnostic = True
        if diagnostics and not self._quiet:
            shown = extraction.source.path or name
            console.print_diagnostics(shown, diagnostics, everything=self._verbose)
        if not self._quiet:
            _tell_of_nobody(extraction, extraction.source.path or name)

    def _exit_code(self) -> int:
        if self._failures and not self._done:
            return max(self._failures) if len(set(self._failures)) == 1 else 1
        return int(bool(self._failures) or self._failing_diagnostic)


def _tell_of_nobody(extraction: Extraction, path: str) -> None:
    """Where a schedule of responsibilities names nobody, its words are most likely ones that no list knows."""
    for notice in extraction.notices:
        tasks = notice.tasks
        if notice.kind != "responsibility_schedule" or 0 < len(tasks) < _ENOUGH:
            continue
        if any(task.responsible_units or task.lead_leaders for task in tasks):
            continue
        left = [
            d.line for d in notice.diagnostics if d.code in ("text-without-task", "table-not-understood") and d.line
        ]
        line = tasks[0].span.line_end if tasks else max(left, default=notice.span.line_start)
        template = (
            "{path}: {count} tasks, and nobody is named for any; `notice-parse explain {path} --line {line}` tells what "
            "became of a line, docs/tutorial.md how to add the words that are missing"
        )
        console.tell(say(template, path=path, count=len(tasks), line=line))


def _open(stack: ExitStack, chosen: Format, output: str | None, shape: Shape) -> Writer:
    if chosen is Format.sqlite:
        return stack.enter_context(writing_archive(output))
    file = stack.enter_context(console.output(output))
    if chosen is Format.table:
        from notice_parse.emit.as_table import emit_table

        width, color, spoken = console.width(), console.has_color(output), language()
        return Laid(
            file, b"", lambda extraction: emit_table(extraction, width=width, color=color, language=spoken).encode()
        )
    return open_writer(chosen, file, shape)
