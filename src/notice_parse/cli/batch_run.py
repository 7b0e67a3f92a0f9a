"""`notice-parse batch`: many documents, with progress on standard error and a summary at the end."""

from __future__ import annotations

import codecs
import os
from collections.abc import Sequence

from notice_parse.batch.job import Limits
from notice_parse.batch.plan import plan
from notice_parse.batch.run import Options, run
from notice_parse.batch.store import open_store
from notice_parse.batch.summary import Summary
from notice_parse.cli import console, progress
from notice_parse.emit.writers import Shape
from notice_parse.errors import UsageError
from notice_parse.grammar.selection import Selection
from notice_parse.messages import say, told

_TOLD = 20  # failures told at the end before the rest is only counted
_MEGA = 1_000_000
_NAMES = 20  # cells for what is counted


def do_batch(
    sources: Sequence[str],
    out: str,
    *,
    listed: str | None,
    chosen: str | None,
    shape: Shape,
    jobs: int | None,
    scheduler: str | None,
    limits: tuple[float, float, int],
    encoding: str | None,
    grammar: Sequence[str],
    audit: bool,
    force: bool,
    summary_file: str | None,
    quiet: bool,
) -> int:
    """Do it and give the exit code: 0 when every file gave its records, 1 when some did not.

    Units: `limits` are seconds and MB for a file and MB of memory for a worker.
    Errors: those of `run`, and UsageError for an encoding that does not exist.
    """
    if encoding is not None:
        _check_encoding(encoding)
    if not sources and listed is None:
        raise UsageError("nothing to read", hint="name files or folders, or give --files-from")
    store = open_store(out, chosen)
    seconds, size, memory = limits
    options = Options(
        jobs=jobs or _cores(),
        shape=shape,
        encoding=encoding,
        audit=audit,
        grammar=_selection(grammar),
        force=force,
        limits=Limits(seconds=seconds, size=int(size * _MEGA), memory=memory * _MEGA),
        scheduler=scheduler,
    )
    planned = plan(sources, out, listed)
    with _reporting(quiet) as reporter:
        summary = run(planned, store, options, reporter)
    if summary_file is not None:
        with console.output(summary_file) as file:
            file.write(summary.emit())
    if not quiet:
        _tell(summary)
    return summary.exit_code


def _selection(grammar: Sequence[str]) -> Selection | None:
    if not grammar:
        return None
    from notice_parse.grammar.select import read_selection

    return read_selection(grammar)


def _reporting(quiet: bool) -> progress.Progress:
    if quiet:
        return progress.Silent()
    return progress.Bar() if progress.has_bar() else progress.Lines()


def _tell(summary: Summary) -> None:
    for name, _, reason in summary.failures[:_TOLD]:
        console.print_error(f"{name}{say(': ')}{told(reason)}")
    if len(summary.failures) > _TOLD:
        rest = len(summary.failures) - _TOLD
        console.tell(say("… and {count} more that failed; --summary FILE gives all", count=rest))
    counts = summary.to_json()
    rows = [(say(name.replace("_", " ")), counts[name]) for name in counts if isinstance(counts[name], int)]
    width = max(len(f"{count:,}") for _, count in rows)
    for name, count in rows:
        console.tell(f"{_right(name)}  {count:>{width},}")
    speed = summary.done / summary.seconds if summary.seconds else 0
    rate = say(", {rate:.1f} files a second", rate=speed) if speed else ""
    console.tell(f"{_right(say('seconds'))}  {summary.seconds:,.1f}{rate}")
    found = sorted(summary.diagnostics.items(), key=lambda item: (-item[1], item[0]))
    if found:
        listed = say(", ").join(f"{code} {count:,}" for code, count in found)
        console.tell(say("diagnostics: {counts}", counts=listed))


def _right(name: str) -> str:
    """The name at the right of its column, in which a Chinese character takes two cells."""
    from rich.cells import cell_len

    return " " * (_NAMES - cell_len(name)) + name


def _cores() -> int:
    """Those that we may use, which are fewer than there are in a container or under taskset."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise UsageError(f"there is no encoding {encoding}", hint="try utf-8 or gb18030") from error
