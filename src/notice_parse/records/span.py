"""Span: where a value stands in the source."""

from __future__ import annotations

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from notice_parse.records.base import Data
from notice_parse.source import SourceSpan


# Half of all records are spans: as a dataclass with slots one takes a quarter of the memory of a model.
@dataclass(slots=True, config=ConfigDict(extra="forbid", defer_build=True))
class Span:
    """Lines are 1-based; offsets count code points of the decoded source, 0-based and half-open.

    The source text of the segments, joined and without white space, equals the record's text without white space.
    """

    line_start: int
    line_end: int
    segments: list[tuple[int, int]]


def to_span(span: SourceSpan) -> Data:
    """The fields of the record Span."""
    return {"line_start": span[0], "line_end": span[1], "segments": span[2]}
