"""The extractions of one file as the bytes of one output, whatever the format."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from notice_parse.emit.writers import Shape, open_writer

if TYPE_CHECKING:
    from notice_parse.records.notice import Extraction


def emit_all(extractions: Sequence[Extraction], chosen: str, shape: Shape) -> bytes:
    """All of them in one output; JSON, which holds one document, becomes JSON Lines for several.

    `csv-rows` is CSV without its header, so that the parts of many files can be laid together.
    """
    if chosen == "csv-rows":
        from notice_parse.emit.as_csv import csv_rows

        return b"".join(csv_rows(extraction, shape.rows_of("csv"), shape.labels) for extraction in extractions)
    if chosen == "json" and len(extractions) > 1:
        chosen = "jsonl"
    out = io.BytesIO()
    writer = open_writer(chosen, out, shape)
    for extraction in extractions:
        writer.add(extraction)
    writer.finish()
    return out.getvalue()
