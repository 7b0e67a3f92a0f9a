"""The process that reads documents: jobs come in on standard input, results go out on standard output.

It is a process of its own, and not a thread or a fork, so that a document that takes too long or too much memory, or
brings a C library down, can be stopped without harm to anything else.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from notice_parse.batch.job import Job, Result, failed
from notice_parse.batch.work import do

_LENGTH = struct.Struct(">Q")
READY = "ready"
_SHARE_OF_LIMIT = 2  # a worker that keeps half of what it may use is renewed


def send(stream: BinaryIO, value: object) -> None:
    """One value, preceded by its length."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next value.

    Errors: EOFError where the other side is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def is_worn(memory: int, limit: int) -> bool:
    """Whether a worker holds so much that it should be renewed."""
    return memory > limit // _SHARE_OF_LIMIT


def main() -> int:
    """Do jobs until the other side closes the pipe, which it also does by dying."""
    jobs, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the results
    # An interrupt from the keyboard reaches the whole group; the main process decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    send(results, READY)
    bounded = False
    while True:
        try:
            job = receive(jobs)
        except EOFError:
            return 0
        if not bounded:
            _bound(job.limits.memory)
            bounded = True
        try:
            result = do(job)
        except MemoryError:
            result = _out_of_memory(job)
        if os.getppid() != parent:
            return 1  # nobody waits for the result
        result.memory = resident()
        with contextlib.suppress(BrokenPipeError):
            send(results, result)


def _out_of_memory(job: Job) -> Result:
    limit = job.limits.memory / 1e6
    return failed(job, "memory", f"reading it takes more than {limit:.0f} MB of memory (--max-memory)")


def _bound(memory: int) -> None:
    """Let the system refuse more memory than that; not every system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    sys.exit(main())
