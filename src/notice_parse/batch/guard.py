"""A worker process under guard: it is stopped when a file takes too long and replaced when it dies or has grown."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, cast

from notice_parse.batch.job import Job, Limits, Result, failed
from notice_parse.batch.worker import READY, is_worn, receive, send

_COMMAND = [sys.executable, "-P", "-m", "notice_parse.batch.worker"]
_START = 120.0  # seconds for a worker to come up on a busy machine
_ATTEMPTS = 2  # a worker may die of something else than the file it had; twice with the same file is its doing
_TICK = 0.1


class Guard:
    """One worker process, started when it is first needed. Not for several threads at once."""

    def __init__(self, limits: Limits, command: list[str] | None = None) -> None:
        self._limits = limits
        self._command = command or _COMMAND
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._lock = threading.Lock()
        self._deadline: float | None = None
        self._overdue = False
        self._stopped = threading.Event()
        self._watch: threading.Thread | None = None
        self.started = 0
        """How many worker processes there have been."""

    def __enter__(self) -> Guard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, job: Job) -> Result:
        """The result of the job, whatever it does to the worker."""
        code = 0
        for _ in range(_ATTEMPTS):
            process = self._worker()
            self._arm(self._limits.seconds)
            try:
                send(cast(Any, process.stdin), job)
                result: Result = receive(cast(Any, process.stdout))
            except (EOFError, OSError):
                self._disarm()
                if self._stopped.is_set():
                    break
                code = self._bury(patience=1.0)
                if self._overdue:
                    return failed(job, "time-limit", f"not done after {self._limits.seconds:g} seconds (--time-limit)")
                continue
            self._disarm()
            self._done += 1
            out_of_memory = result.failure is not None and result.failure.kind == "memory"
            if out_of_memory or self._done >= self._limits.files or is_worn(result.memory, self._limits.memory):
                self._bury()
            return result
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return failed(job, "crashed", f"the worker process died on it, twice ({how})")

    def stop(self) -> None:
        """Stop the worker at once and for good, from another thread; a `run` that waits for it comes back."""
        self._stopped.set()
        self._kill()

    def close(self) -> None:
        self._stopped.set()
        self._bury()

    def _worker(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._bury()
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self.started += 1
            self._arm(_START)
            with contextlib.suppress(EOFError, OSError):
                assert receive(cast(Any, self._process.stdout)) == READY
            self._disarm()
        return self._process

    def _bury(self, patience: float = 0.0) -> int:
        """End the worker, if there is one; gives its exit code.

        Units: `patience` in seconds, for one that is dying by itself, whose own exit code tells more than our kill.
        """
        process, self._process, self._done = self._process, None, 0
        if process is None:
            return 0
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=patience)
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return process.wait()

    def _arm(self, seconds: float) -> None:
        if self._watch is None:
            self._watch = threading.Thread(target=_watch, args=(self._check, self._stopped), daemon=True)
            self._watch.start()
        with self._lock:
            self._overdue = False
            self._deadline = time.monotonic() + seconds

    def _disarm(self) -> None:
        with self._lock:
            self._deadline = None

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()

    def _check(self) -> None:
        with self._lock:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._deadline = None
                self._overdue = True
                self._kill()


def _watch(check: Callable[[], None], stopped: threading.Event) -> None:
    while not stopped.wait(_TICK):
        check()
