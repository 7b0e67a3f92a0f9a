"""What a worker is asked for and what it answers: plain data that goes through a pipe or over a network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from notice_parse.emit.writers import Shape
from notice_parse.grammar.selection import Selection

Status = Literal["done", "unchanged", "failed"]
FailureKind = Literal["unreadable", "too-large", "time-limit", "memory", "crashed", "internal-error", "output"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no records; `output` means that the result could not be written, which stops the batch."""

    kind: FailureKind
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """How all files of a batch are read and written; `fingerprint` changes whenever the result could.

    `grammar` is what was put onto the shipped grammar, with its files' content; None for the shipped one.
    """

    format: str
    shape: Shape
    encoding: str | None = None
    audit: bool = False
    grammar: Selection | None = None

    def fingerprint(self, tool: str, grammar: str) -> str:
        parts = (tool, grammar, self.format, self.shape.rows, self.shape.labels, self.encoding, self.audit)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one worker: seconds and bytes for a file, bytes of memory; it is renewed after so many files."""

    seconds: float = 120.0
    size: int = 50_000_000
    memory: int = 2_000_000_000
    files: int = 2_000


@dataclass(frozen=True, slots=True)
class Job:
    """One file to do. Where `data` is given it is used instead of what lies at `path`.

    `known` is the digest that was done before: the same bytes need not be done again.
    `target` is where the result goes, written first to `aside`; without it the result comes back as `payload`.
    """

    name: str
    path: str
    work: Work
    fingerprint: str
    limits: Limits
    known: str | None = None
    data: bytes | None = None
    target: str | None = None
    aside: str | None = None


@dataclass(slots=True)
class Result:
    """What became of a file. `size` is the number of bytes written; `counts` and `diagnostics` are for the summary."""

    name: str
    status: Status
    sha256: str = ""
    size: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    diagnostics: dict[str, int] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    """Documents of an archive that could not be read, with the reason."""
    failure: Failure | None = None
    payload: bytes | None = None
    memory: int = 0
    """Bytes that the worker held after the file."""


def failed(job: Job, kind: FailureKind, reason: str) -> Result:
    return Result(job.name, "failed", failure=Failure(kind, reason))
