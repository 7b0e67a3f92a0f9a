"""The same work on a Dask cluster that exists already: documents go out as bytes, results come back as bytes.

The machines of the cluster need notice-parse of the same version and nothing else: no disk is shared. Each thread of a
Dask worker keeps a guarded worker process of its own, so that limits and crashes are dealt with as on one machine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import Any

from notice_parse.batch.guard import Guard
from notice_parse.batch.job import Failure, Job, Limits, Result, failed
from notice_parse.batch.work import do, find_unchanged, read, written
from notice_parse.emit.extras import need
from notice_parse.errors import UsageError

_CHUNK_FILES = 8  # small files share a message
_CHUNK_BYTES = 1_000_000
_AHEAD = 3  # chunks for each thread of the cluster, so that none waits and no memory fills up
_CONNECT = 10.0  # seconds

_own = threading.local()


def on_cluster(scheduler: str, limits: Limits) -> Callable[[Iterator[Job]], Generator[Result, None, None]]:
    """What does jobs on the cluster of the scheduler at that address, such as tcp://host:8786.

    Errors: UsageError where no scheduler answers or it has no workers.
    """
    distributed = need("distributed", "cluster")

    def work(jobs: Iterator[Job]) -> Generator[Result, None, None]:
        try:
            client = distributed.Client(scheduler, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"no Dask scheduler answers: {error}", where=scheduler, hint="check the address"
            ) from error
        try:
            threads = sum(client.nthreads().values())
            if not threads:
                raise UsageError("the scheduler has no workers", where=scheduler, hint="start some with `dask worker`")
            yield from _through(client, distributed, jobs, threads * _AHEAD, limits)
        finally:
            client.close()

    return work


def run_chunk(jobs: Sequence[Job], limits: Limits) -> list[Result]:
    """Runs on the cluster: each job in the guarded process of this thread."""
    guard: Guard | None = getattr(_own, "guard", None)
    if guard is None:
        guard = _own.guard = Guard(limits)
    return [guard.run(job) for job in jobs]


def _through(
    client: Any, distributed: Any, jobs: Iterator[Job], ahead: int, limits: Limits
) -> Generator[Result, None, None]:
    """Keep `ahead` chunks under way and give the results as they come."""
    finished: list[Result] = []
    chunks = _chunks(jobs, finished)
    waiting = distributed.as_completed(loop=client.loop)
    held: dict[str, tuple[list[Job], bool]] = {}

    def submit(chunk: list[Job], *, again: bool = False) -> None:
        sent = [replace(job, target=None, aside=None) for job in chunk]
        future = client.submit(run_chunk, sent, limits, pure=False, retries=0)
        held[future.key] = (chunk, again)
        waiting.add(future)

    def fill() -> None:
        while len(held) < ahead:
            chunk = next(chunks, None)
            if chunk is None:
                return
            submit(chunk)

    fill()
    while held:
        future = next(waiting)
        chunk, again = held.pop(future.key)
        if future.status == "finished":
            for job, result in zip(chunk, future.result(), strict=True):
                finished.append(_put(job, result))
        elif again:
            finished.extend(
                failed(job, "crashed", f"lost on the cluster, twice ({future.exception()!r})") for job in chunk
            )
        else:
            # The machine went away, perhaps for another reason than these files; each gets a second chance by itself.
            for job in chunk:
                submit([job], again=True)
        future.release()
        fill()
        yield from finished
        finished.clear()
    yield from finished


def _chunks(jobs: Iterator[Job], finished: list[Result]) -> Iterator[list[Job]]:
    """Jobs with their bytes, several small ones together; what need not or cannot be sent goes to `finished`."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        if (unchanged := find_unchanged(job)) is not None:
            finished.append(unchanged)
            continue
        data = read(job)
        if isinstance(data, Failure):
            finished.append(Result(job.name, "failed", failure=data))
            continue
        if not data:
            finished.append(do(job))  # empty, missing or not to be read: the loader has the words for it
            continue
        chunk.append(replace(job, data=data))
        size += len(data)
        if len(chunk) == _CHUNK_FILES or size >= _CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _put(job: Job, result: Result) -> Result:
    """Write a result that came back to where it belongs."""
    payload, result.payload = result.payload, None
    return result if payload is None else written(job, payload, result)
