"""Which files a batch reads, in which order, and what each is called below the output folder."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from notice_parse.errors import SourceError

STATE = ".notice-parse"
"""Folder inside an output folder that says what has been done."""
PARTS = ".parts"
"""Ending of the folder beside a combined output that holds its parts."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One file. `name` is its path as records and messages show it, `mirrored` its path below the output folder."""

    path: str
    name: str
    mirrored: str


def plan(sources: Sequence[str], out: str, listed: str | None = None) -> list[Planned]:
    """The files of folders, globs, names and a list, in the order given, each once; folders in the order of names.

    Shape: hidden files and the results of batches are left out, unless named. A file that is named and is not there
    stays in the plan, so that it is reported with the other failures.
    Errors: SourceError where nothing is found at all, or the list cannot be read.
    """
    kept = os.path.realpath(out)
    seen: set[str] = set()
    files: list[str] = []
    for source in [*sources, *(_listed(listed) if listed else ())]:
        for path in _files(source, kept):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                files.append(path)
    if not files:
        raise SourceError("no file to read", where=" ".join(sources) or listed, hint="name files, folders or globs")
    root = _root(sources, files)
    return [Planned(path, show(path), _below(path, root)) for path in files]


def show(path: str) -> str:
    """The path as text that can be written; bytes that are no UTF-8 become escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _files(source: str, out: str) -> Iterator[str]:
    path = Path(source)
    if path.is_dir():
        yield from _walk(source, out)
    elif not os.path.lexists(path) and glob.has_magic(source):
        # Path.glob knows no absolute patterns.
        found = glob.glob(source, recursive=True)  # noqa: PTH207
        yield from (name for name in sorted(found) if Path(name).is_file())
    else:
        yield source


def _walk(folder: str, out: str) -> Iterator[str]:
    """Files below a folder in the order of their paths; links to folders are not followed, they could lead in circles."""
    for here, folders, names in os.walk(folder):
        if STATE in folders:  # results of another batch
            folders.clear()
            continue
        results = {name.removesuffix(PARTS) for name in folders if name.endswith(PARTS)} & set(names)
        left_out = {*results, *(result + PARTS for result in results)}
        folders[:] = sorted(
            name for name in folders if name not in left_out and not _is_left_out(Path(here, name), out)
        )
        for path in (Path(here, name) for name in sorted(names) if name not in left_out):
            if not _is_left_out(path, out) and path.is_file():
                yield str(path)


def _is_left_out(path: Path, out: str) -> bool:
    return path.name.startswith(".") or os.path.realpath(path) in (out, out + PARTS)


def _root(sources: Sequence[str], files: Sequence[str]) -> str:
    """The folder that mirrored paths start from: what all arguments have in common."""
    folders = [source for source in sources if Path(source).is_dir()]
    tops = [os.path.realpath(folder) for folder in folders]
    tops += [os.path.realpath(Path(path).parent) for path in files]
    try:
        return os.path.commonpath(tops)
    except ValueError:  # several drives
        return ""


def _below(path: str, root: str) -> str:
    """The file's path below the root; links in the path to it are resolved, the file itself may be one."""
    absolute = str(Path(os.path.realpath(Path(path).parent), Path(path).name))
    relative = os.path.relpath(absolute, root) if root else os.path.splitdrive(absolute)[1]
    return show(relative.lstrip("/\\"))


def _listed(listed: str) -> Iterable[str]:
    """The paths of a list, one a line, or ended by NUL where it holds any, as `find -print0` writes them."""
    try:
        data = sys.stdin.buffer.read() if listed == "-" else Path(listed).read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read the list: {error.strerror}", where=listed) from error
    parts = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(part) for part in parts if part]
