"""Ways through the records that several readers need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notice_parse.records.notice import Diagnostic, Extraction


def all_diagnostics(extraction: Extraction) -> Iterator[Diagnostic]:
    """Those of the file, then those of each notice and its tasks, in source order."""
    yield from extraction.diagnostics
    for notice in extraction.notices:
        yield from notice.diagnostics
        for task in notice.tasks:
            yield from task.diagnostics
