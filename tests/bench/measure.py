"""Times and memory, taken so that a busy machine disturbs them little: processor seconds, in turns, medians of ratios."""

from __future__ import annotations

import gc
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

LEAST = 0.02  # seconds a measured stretch lasts; shorter work is repeated within it


class Taken(NamedTuple):
    """Seconds of one run of a process: by the clock, and of the processor with those of its children."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Turns:
    """The seconds of several pieces of work, each taken once in every turn, and its floor right before it."""

    taken: Mapping[str, Sequence[float]]
    floors: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        return statistics.median(self.taken[name])

    def floor(self) -> float:
        return statistics.median(seconds for each in self.floors.values() for seconds in each)

    def ratio(self, name: str) -> float:
        """The median over the turns of the work against its floor, both taken within the same second or so."""
        return statistics.median(a / b for a, b in zip(self.taken[name], self.floors[name], strict=True))


@dataclass(frozen=True)
class Processes:
    """The seconds of several commands, each run once in every turn: any of them can be the floor of another."""

    wall: Mapping[str, Sequence[float]]
    cpu: Mapping[str, Sequence[float]]

    def ratio(self, name: str, floor: str) -> float:
        """Of processor seconds: the median over the turns."""
        return statistics.median(a / b for a, b in zip(self.cpu[name], self.cpu[floor], strict=True))


def in_turns(floor: Callable[[], object], works: Mapping[str, Callable[[], object]], turns: int = 7) -> Turns:
    """Processor seconds of each work in this process, run one after another `turns` times.

    Short work is repeated until it lasts; everything runs once beforehand, so that caches are warm.
    """
    repeats = {name: _repeats(work) for name, work in works.items()}
    floor_repeats = _repeats(floor)
    taken: dict[str, list[float]] = {name: [] for name in works}
    floors: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(turns):
        for name, work in works.items():
            floors[name].append(_seconds(floor, floor_repeats))
            taken[name].append(_seconds(work, repeats[name]))
    return Turns(taken, floors)


def _repeats(work: Callable[[], object]) -> int:
    work()
    return max(1, round(LEAST / max(_seconds(work, 1), 1e-6)))


def _seconds(work: Callable[[], object], times: int) -> float:
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def processes_in_turns(commands: Mapping[str, Sequence[str]], turns: int = 15) -> Processes:
    """The same for commands. Errors: FailedError where one does not end well."""
    wall: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(turns + 1):
        for name, command in commands.items():
            taken = run(command)
            if turn:  # the first reads everything from the disk
                wall[name].append(taken.wall)
                cpu[name].append(taken.cpu)
    return Processes(wall, cpu)


class FailedError(Exception):
    """A command that was to be measured did not end well; says what it said last."""


def run(command: Sequence[str], *, cwd: Path | None = None) -> Taken:
    """Run a command without showing what it prints. Errors: FailedError."""
    before, start = _children(), time.perf_counter()
    _finished(command, cwd)
    return Taken(time.perf_counter() - start, _children() - before)


def _finished(command: Sequence[str], cwd: Path | None = None) -> str:
    """What a command printed. Errors: FailedError."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-5:])
        raise FailedError(f"{' '.join(command)} ended with {done.returncode}\n{said}")
    return done.stdout


def _children() -> float:
    """Processor seconds of the processes that have ended, with their own children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak(command: Sequence[str]) -> int:
    """Bytes that a command holds at most. Errors: FailedError."""
    # A child inherits the peak of the process it was made from, so that it is made by a process smaller than itself.
    told = _finished([sys.executable, "-I", "-S", "-c", _SMALL, *command])
    return int(told.rsplit("\n", 2)[-2]) * (1 if sys.platform == "darwin" else 1024)


_SMALL = """
import os, sys
pid = os.spawnvp(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(pid, 0)
print()
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def machine() -> str:
    """One line: when, and on what, the figures were taken."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{date.today().isoformat()}, {_processor()}, {cores()} cores, {python}, {platform.system()}"


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
