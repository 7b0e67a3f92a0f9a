"""A worker that names of files can make hang, die, or run out of memory, as a document might. Run as a program."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from notice_parse.batch import work, worker
from notice_parse.batch.job import Job, Result

_do = work.do


def do(job: Job) -> Result:
    name = Path(job.name).name
    if name.startswith("hang"):
        time.sleep(3600)
    if name.startswith("die"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if name.startswith("once") and not Path(job.path + ".died").exists():
        Path(job.path + ".died").touch()
        os._exit(7)
    if name.startswith("memory"):
        bytearray(job.limits.memory * 2)
    print("what a library prints does no harm")
    return _do(job)


if __name__ == "__main__":
    setattr(worker, "do", do)  # noqa: B010 - the worker's own name for it, which it does not export
    sys.exit(worker.main())
