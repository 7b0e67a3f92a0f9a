"""Each output format over the same records, against what the standard library needs to write them as JSON."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import notice_parse
from bench.block import Block, short
from bench.floors import dump
from bench.inputs import SAMPLES
from bench.measure import in_turns
from notice_parse.emit.as_json import emit_json
from notice_parse.emit.as_sqlite import open_archive
from notice_parse.emit.as_table import emit_table
from notice_parse.emit.writers import Shape, open_writer
from notice_parse.records import Extraction

COPIES = 2  # of the samples' records, each under a name of its own
_LAID = ("json", "jsonl", "yaml", "csv", "md", "xlsx", "parquet")


def emitters() -> Block:
    """Records of the samples into memory; the archive into a file, since it is one."""
    records = _records()
    tasks = sum(len(notice.tasks) for extraction in records for notice in extraction.notices)
    ready = [json.loads(emit_json(extraction)) for extraction in records]
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.sqlite"
        works: dict[str, Callable[[], int]] = {chosen: partial(_write, records, chosen) for chosen in _LAID}
        works["table"] = partial(_tables, records)
        works["sqlite"] = partial(_archive, records, archive)
        turns = in_turns(partial(dump, ready), works, turns=5)
        sizes = {name: work() for name, work in works.items()}
    rows = [_row("json.dumps of ready dicts", len(dump(ready)), tasks, turns.floor(), 1.0)]
    ratios = {name: turns.ratio(name) for name in works}
    rows += [_row(name, sizes[name], tasks, turns.median(name), ratios[name]) for name in works]
    note = f"{tasks:,} tasks with all they hold, of {len(records)} documents."
    return Block("emitters", ("format", "MB", "MB/s", "tasks/s", "× json.dumps"), rows, ratios, {}, note)


def _row(name: str, size: int, tasks: int, seconds: float, ratio: float) -> tuple[str, ...]:
    return name, short(size / 1e6), short(size / 1e6 / seconds), short(tasks / seconds), short(ratio)


def _records() -> list[Extraction]:
    """The samples several times; an archive keeps one of each path."""
    read = [notice_parse.extract(path) for path in SAMPLES]
    return [
        extraction.model_copy(
            update={"source": extraction.source.model_copy(update={"path": f"{copy}/{index}.txt"})}, deep=True
        )
        for copy in range(COPIES)
        for index, extraction in enumerate(read)
    ]


def _write(records: list[Extraction], chosen: str) -> int:
    out = io.BytesIO()
    writer = open_writer(chosen, out, Shape())
    for extraction in records:
        writer.add(extraction)
    writer.finish()
    return len(out.getvalue())


def _tables(records: list[Extraction]) -> int:
    return sum(len(emit_table(extraction).encode()) for extraction in records)


def _archive(records: list[Extraction], path: Path) -> int:
    path.unlink(missing_ok=True)
    with open_archive(path) as archive:
        for extraction in records:
            archive.add(extraction)
    return path.stat().st_size
