"""What has been done, one line a file, so that a batch that was stopped goes on where it was.

A line is written only after its result lies under its final name. Stopped at any moment, the journal holds lines of
finished results and at most one torn line at its end, which is left out when it is read.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from notice_parse.errors import EmitError, UsageError


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished file: `work` is the fingerprint of how it was done, `size` that of the result in bytes."""

    name: str
    sha256: str
    work: str
    output: str
    size: int
    counts: dict[str, int]
    diagnostics: dict[str, int]
    unread: dict[str, str]


class Journal:
    """The entries of a state folder; only one batch at a time may have it open."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "journal.jsonl"
        self._folder = folder
        self._lock: BinaryIO | None = None
        self._out: BinaryIO | None = None
        self.entries: dict[str, Entry] = {}

    def __enter__(self) -> Journal:
        """Read what there is, and leave it in good order.

        Errors: UsageError where another batch has it open, EmitError where the folder cannot be written.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self._folder / "lock").open("wb")
            _lock(self._lock, str(self._folder))
            self.entries = _read(self._path)
            self.rewrite(self.entries)
        except OSError as error:
            raise EmitError(f"cannot write: {error.strerror}", where=str(self._folder)) from error
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._out, self._lock):
            if file is not None:
                file.close()

    def add(self, entry: Entry) -> None:
        """Write the entry at once, in a single call to the system."""
        self.entries[entry.name] = entry
        if self._out is None:
            self._out = self._path.open("ab", buffering=0)
        self._out.write(_line(entry))

    def forget(self, name: str) -> None:
        """Leave the entry out; takes hold with the next `rewrite`, and till then the file it names is gone anyway."""
        self.entries.pop(name, None)

    def rewrite(self, order: Iterable[str]) -> None:
        """The whole journal in that order, then whatever else it holds by name."""
        if self._out is not None:
            self._out.close()
            self._out = None
        ordered = dict.fromkeys(name for name in order if name in self.entries)
        rest = sorted(name for name in self.entries if name not in ordered)
        aside = self._path.with_suffix(".tmp")
        aside.write_bytes(b"".join(_line(self.entries[name]) for name in [*ordered, *rest]))
        aside.replace(self._path)


def _line(entry: Entry) -> bytes:
    return json.dumps(asdict(entry), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _read(path: Path) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in path.read_bytes().split(b"\n"):
            # A torn line, or one of another version: its file is done again.
            with contextlib.suppress(ValueError, TypeError):
                entry = Entry(**json.loads(line))
                entries[entry.name] = entry
    return entries


def _lock(file: BinaryIO, where: str) -> None:
    """Hold the file till it is closed or we are dead; where the system has no such locks, trust the user."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(
            "another batch is writing here", where=where, hint="wait for it, or choose another OUT"
        ) from error
    except OSError:
        os.fstat(file.fileno())  # a file system without locks
