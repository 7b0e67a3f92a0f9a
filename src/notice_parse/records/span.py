"""Span: where a value stands in the source."""

from __future__ import annotations

from notice_parse.records.base import Record
from notice_parse.source import SourceSpan


class Span(Record):
    """Lines are 1-based; offsets count code points of the decoded source, 0-based and half-open.

    The source text of the segments, joined and without white space, equals the record's text without white space.
    """

    line_start: int
    line_end: int
    segments: list[tuple[int, int]]

    @classmethod
    def of(cls, span: SourceSpan) -> Span:
        return cls(line_start=span.line_start, line_end=span.line_end, segments=span.segments)
