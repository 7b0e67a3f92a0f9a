"""How far a batch is: a bar on a terminal, lines elsewhere, nothing when asked to be quiet. All on standard error."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress

from notice_parse.batch.job import Result
from notice_parse.cli import console
from notice_parse.messages import say

_EVERY = 10.0  # seconds between two lines


def has_bar() -> bool:
    """Whether standard error is a terminal that can draw."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Progress:
    """Counts; what it shows is up to its kinds. A context, so that a bar leaves the terminal as it was."""

    def __init__(self) -> None:
        self.files = self.seen = self.failed = 0
        self.began = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def begin(self, files: int) -> None:
        self.files, self.began = files, time.monotonic()

    def result(self, result: Result) -> None:
        self.seen += 1
        self.failed += result.failure is not None
        self.show()

    def combining(self) -> None:
        """All files are done; the combined output is being written."""

    def show(self) -> None:
        """Told after each file."""

    def end(self) -> None:
        """Told once, also when the batch is stopped."""

    @property
    def rate(self) -> float:
        """Files a second so far."""
        return self.seen / max(time.monotonic() - self.began, 1e-9)


class Silent(Progress):
    """Shows nothing."""


class Lines(Progress):
    """A line every ten seconds, for logs."""

    _last = 0.0

    def begin(self, files: int) -> None:
        super().begin(files)
        self._last = self.began

    def show(self) -> None:
        now = time.monotonic()
        if now - self._last >= _EVERY and self.seen < self.files:
            self._last = now
            left = (self.files - self.seen) / self.rate
            template = (
                "{seen}/{files} files, {failed} failed, {rate:.1f} a second, {left} left"
                if self.failed
                else "{seen}/{files} files, {rate:.1f} a second, {left} left"
            )
            counts = {"seen": self.seen, "files": self.files, "failed": self.failed}
            console.tell(say(template, **counts, rate=self.rate, left=_clock(left)))

    def combining(self) -> None:
        console.tell(say("writing the combined file"))


class Bar(Progress):
    """A bar with the rate and the time left."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]:.1f}/s"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}", style="red"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(say("reading"), total=None, rate=0.0, failed="")

    def begin(self, files: int) -> None:
        super().begin(files)
        self._bar.update(self._task, total=files)
        self._bar.start()

    def show(self) -> None:
        failed = say("{count} failed", count=self.failed) if self.failed else ""
        self._bar.update(self._task, completed=self.seen, rate=self.rate, failed=failed)

    def combining(self) -> None:
        self._bar.update(self._task, description=say("writing"))

    def end(self) -> None:
        self._bar.stop()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
