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

_TOLD = 20  # failures told at the end before the rest is only counted
_MEGA = 1_000_000


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


def _reporting(quiet: bool) -> progress.Progress:
    if quiet:
        return progress.Silent()
    return progress.Bar() if progress.has_bar() else progress.Lines()


def _tell(summary: Summary) -> None:
    for name, _, reason in summary.failures[:_TOLD]:
        console.print_error(f"{name}: {reason}")
    if len(summary.failures) > _TOLD:
        console.tell(f"… and {len(summary.failures) - _TOLD} more that failed; --summary FILE gives all")
    counts = summary.to_json()
    rows = [(name.replace("_", " "), counts[name]) for name in counts if isinstance(counts[name], int)]
    width = max(len(f"{count:,}") for _, count in rows)
    for name, count in rows:
        console.tell(f"{name:>20}  {count:>{width},}")
    rate = f", {summary.done / summary.seconds:.1f} files a second" if summary.done and summary.seconds else ""
    console.tell(f"{'seconds':>20}  {summary.seconds:,.1f}{rate}")
    found = sorted(summary.diagnostics.items(), key=lambda item: (-item[1], item[0]))
    if found:
        console.tell("diagnostics: " + ", ".join(f"{code} {count:,}" for code, count in found))


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
