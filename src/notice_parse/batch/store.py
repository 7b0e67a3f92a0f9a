"""Where the results of a batch lie: a tree that mirrors the sources, or the parts that one combined file is made of."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath

from notice_parse.batch.plan import PARTS, STATE, Planned
from notice_parse.emit.writers import WHOLE
from notice_parse.errors import UsageError

COMBINED = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".sqlite": "sqlite",
    ".db": "sqlite",
    ".parquet": "parquet",
    ".md": "md",
    ".yaml": "yaml",
}
_IN_A_TREE = ("json", "jsonl", "yaml", "csv", "md", "xlsx", "parquet")
# How a part is kept until it goes into the combined file: as the bytes that will stand there, or as records.
_PART = {"csv": "csv-rows", "md": "md", "yaml": "yaml", "jsonl": "jsonl"} | dict.fromkeys(WHOLE, "jsonl")


@dataclass(frozen=True, slots=True)
class Store:
    """`format` is that of the output, `part` that of each file's result; `state` holds journal and parts."""

    out: Path
    format: str
    part: str
    combined: bool
    state: Path

    @property
    def aside(self) -> Path:
        """Where results are written before they get their names; on the same disk, and emptied at every start."""
        return self.state / "aside"

    def place(self, planned: Planned) -> str:
        """The result's path, relative to `base`."""
        if self.combined:
            key = hashlib.sha256(planned.name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
            return f"parts/{key[:2]}/{key[2:]}"
        return f"{planned.mirrored}.{self.format}"

    @property
    def base(self) -> Path:
        return self.state if self.combined else self.out

    def holds(self, output: str, size: int) -> bool:
        """Whether the result is there with its length; a crash of the whole machine may have cut it."""
        try:
            return (self.base / output).stat().st_size == size
        except OSError:
            return False

    def drop(self, output: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            (self.base / output).unlink()

    def prepare(self) -> None:
        """Empty what a stopped batch left aside."""
        shutil.rmtree(self.aside, ignore_errors=True)
        self.aside.mkdir(parents=True, exist_ok=True)


def open_store(out: str, chosen: str | None) -> Store:
    """The store that OUT and the format tell: a suffix of a combined format makes one file, else OUT is a folder.

    Errors: UsageError for a format that OUT cannot be.
    """
    path = Path(out)
    suffix = PurePath(out).suffix.lower()
    if suffix in COMBINED and not path.is_dir() and not out.endswith(os.sep):
        format_ = chosen or COMBINED[suffix]
        if format_ not in _PART:
            raise UsageError(
                f"{format_} does not hold several documents", where=out, hint="use jsonl, or name a folder"
            )
        return Store(path, format_, _PART[format_], True, path.with_name(path.name + PARTS))
    if path.exists() and not path.is_dir():
        raise UsageError(
            f"{out} is a file, and its suffix tells no format", hint=f"use {', '.join(COMBINED)}, or name a folder"
        )
    format_ = chosen or "json"
    if format_ not in _IN_A_TREE:
        raise UsageError(f"{format_} is one file for all documents", hint=f"name it: --output archive.{format_}")
    return Store(path, format_, format_, False, path / STATE)
