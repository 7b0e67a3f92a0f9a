"""A batch from its plan to its summary. The files are done by guarded workers here, or by those of a cluster."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

from notice_parse._version import __version__
from notice_parse.batch.combine import combine
from notice_parse.batch.guard import Guard
from notice_parse.batch.job import Job, Limits, Result, Work
from notice_parse.batch.journal import Entry, Journal
from notice_parse.batch.plan import Planned
from notice_parse.batch.store import Store
from notice_parse.batch.summary import Summary
from notice_parse.batch.work import find_unchanged, grammar_of
from notice_parse.emit.writers import Shape, check_available
from notice_parse.errors import EmitError
from notice_parse.grammar.selection import Selection

Doer = Callable[[Iterator[Job]], Generator[Result, None, None]]
"""Does the jobs, in whatever order, and gives each one's result once."""


@dataclass(frozen=True, slots=True)
class Options:
    """`force` does unchanged files again; `scheduler` is the address of a Dask scheduler; `grammar` as in Work."""

    jobs: int = 1
    shape: Shape = field(default_factory=Shape)
    encoding: str | None = None
    audit: bool = False
    force: bool = False
    limits: Limits = field(default_factory=Limits)
    scheduler: str | None = None
    grammar: Selection | None = None


class Reporter(Protocol):
    """Is told of each result as it comes, in no particular order."""

    def begin(self, files: int) -> None: ...

    def result(self, result: Result) -> None: ...

    def combining(self) -> None: ...


def run(plan: list[Planned], store: Store, options: Options, reporter: Reporter) -> Summary:
    """Do all files of the plan and leave the output complete.

    Errors: GrammarError; EmitError where results cannot be written; UsageError where another batch writes here.
    A file that fails is in the summary and stops nothing.
    """
    check_available(store.format)
    began = time.monotonic()
    work = Work(store.part, options.shape, options.encoding, options.audit, options.grammar)
    fingerprint = work.fingerprint(__version__, grammar_of(work).fingerprint)
    names = [planned.name for planned in plan]
    places = {planned.name: store.place(planned) for planned in plan}
    results: dict[str, Result] = {}
    with Journal(store.state) as journal:
        store.prepare()
        reporter.begin(len(plan))
        jobs = (_job(planned, store, journal, options, work, fingerprint) for planned in plan)
        with closing(_doer(options)(jobs)) as done:
            for result in done:
                _keep(result, places[result.name], store, journal, fingerprint)
                results[result.name] = result
                reporter.result(result)
        _forget_strangers(store, journal, set(names))
        journal.rewrite(names)
        summary = _summary(names, results, journal)
        if store.combined:
            reporter.combining()
            entries = [journal.entries[name] for name in names if name in journal.entries]
            combine(store, entries, [name for name in names if name not in journal.entries], options.shape)
    summary.seconds = time.monotonic() - began
    return summary


def _doer(options: Options) -> Doer:
    if options.scheduler is not None:
        from notice_parse.batch.cluster import on_cluster

        return on_cluster(options.scheduler, options.limits)
    return lambda jobs: _here(jobs, options)


def _here(jobs: Iterator[Job], options: Options) -> Generator[Result, None, None]:
    """The results of `options.jobs` workers on this machine."""
    done: queue.SimpleQueue[Result | None] = queue.SimpleQueue()
    taking = threading.Lock()
    stop = threading.Event()
    guards = [Guard(options.limits) for _ in range(options.jobs)]

    def serve(guard: Guard) -> None:
        with guard:
            while not stop.is_set():
                with taking:
                    job = next(jobs, None)
                if job is None:
                    break
                done.put(find_unchanged(job) or guard.run(job))
        done.put(None)

    threads = [threading.Thread(target=serve, args=(guard,), daemon=True) for guard in guards]
    for thread in threads:
        thread.start()
    try:
        left = len(threads)
        while left:
            result = done.get()
            if result is None:
                left -= 1
            else:
                yield result
    finally:
        stop.set()
        for guard in guards:
            guard.stop()


def _job(planned: Planned, store: Store, journal: Journal, options: Options, work: Work, fingerprint: str) -> Job:
    before = journal.entries.get(planned.name)
    place = store.place(planned)
    kept = (
        before is not None
        and not options.force
        and (before.work, before.output) == (fingerprint, place)
        and store.holds(place, before.size)
    )
    return Job(
        name=planned.name,
        path=planned.path,
        work=work,
        fingerprint=fingerprint,
        limits=options.limits,
        known=before.sha256 if before and kept else None,
        target=str(store.base / place),
        aside=str(store.aside),
    )


def _keep(result: Result, place: str, store: Store, journal: Journal, fingerprint: str) -> None:
    """Enter a result that lies under its name; take away what a file gave before it failed, as nobody can vouch for it.

    Errors: EmitError where the result could not be written: the next ones could not either.
    """
    if result.failure is not None:
        if result.failure.kind == "output":
            raise EmitError(result.failure.reason, hint="check the access rights and the space left")
        store.drop(place)
        journal.forget(result.name)
    elif result.status == "done":
        counts, diagnostics, unread = result.counts, result.diagnostics, result.unread
        journal.add(Entry(result.name, result.sha256, fingerprint, place, result.size, counts, diagnostics, unread))


def _summary(names: list[str], results: dict[str, Result], journal: Journal) -> Summary:
    summary = Summary(files=len(names))
    for name in names:
        result = results[name]
        if result.failure is not None:
            summary.failures.append((name, result.failure.kind, result.failure.reason))
            continue
        summary.done += result.status == "done"
        summary.unchanged += result.status == "unchanged"
        entry = journal.entries[name]
        summary.add(entry.counts, entry.diagnostics)
        summary.failures.extend((member, "unreadable", reason) for member, reason in entry.unread.items())
    return summary


def _forget_strangers(store: Store, journal: Journal, names: set[str]) -> None:
    """A combined file holds the plan and nothing else; an archive keeps what earlier plans put there."""
    if not store.combined or store.format == "sqlite":
        return
    for name in [name for name in journal.entries if name not in names]:
        store.drop(journal.entries[name].output)
        journal.forget(name)
