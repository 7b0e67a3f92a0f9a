"""The parts of all files as one output, in the order of the plan."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from notice_parse.batch.journal import Entry
from notice_parse.batch.store import Store
from notice_parse.emit.write import writing
from notice_parse.emit.writers import WHOLE, Shape, laid, open_writer
from notice_parse.errors import EmitError

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction


def combine(store: Store, entries: Sequence[Entry], gone: Sequence[str], shape: Shape) -> None:
    """Write the output; `gone` are the sources that give no records any more.

    Errors: EmitError where it cannot be written or a part has been taken away.
    """
    mark = store.state / "combined"
    digest = _digest(entries, gone)
    if store.out.exists() and mark.exists() and mark.read_text() == f"{digest} {store.out.stat().st_size}":
        return
    mark.unlink(missing_ok=True)
    if store.format == "sqlite":
        _archive(store, entries, gone)
    else:
        with writing(store.out) as file:
            if store.format in WHOLE:
                writer = open_writer(store.format, file, shape)
                for entry in entries:
                    for extraction in _extractions(store, entry):
                        writer.add(extraction)
                writer.finish()
            else:
                file.write(laid(store.format, shape)[0])
                for entry in entries:
                    with _part(store, entry).open("rb") as part:
                        shutil.copyfileobj(part, file, 1 << 20)
    mark.write_text(f"{digest} {store.out.stat().st_size}")


def _archive(store: Store, entries: Sequence[Entry], gone: Sequence[str]) -> None:
    """Only the documents that changed are written again."""
    from notice_parse.emit.as_sqlite import open_archive

    with open_archive(store.out) as archive:
        known = archive.known()
        for name in gone:
            archive.drop(name)
        for entry in entries:
            if known.get(entry.name) == f"{entry.sha256} {entry.work}":
                continue
            archive.drop(entry.name)
            for extraction in _extractions(store, entry):
                archive.add(extraction, work=entry.work)


def _extractions(store: Store, entry: Entry) -> Iterator[Extraction]:
    from notice_parse.records.notice import Extraction

    with _part(store, entry).open("rb") as part:
        for line in part:
            yield Extraction.model_validate_json(line)


def _part(store: Store, entry: Entry) -> Path:
    path = store.base / entry.output
    if not path.is_file():
        raise EmitError("a part is missing", where=str(path), hint="run again with --force")
    return path


def _digest(entries: Sequence[Entry], gone: Sequence[str]) -> str:
    parts = [f"{entry.name}\0{entry.sha256}\0{entry.work}" for entry in entries]
    return hashlib.sha256("\0\0".join([*parts, *gone]).encode("utf-8", "surrogatepass")).hexdigest()
