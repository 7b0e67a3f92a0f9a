"""What a token is."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """Kinds of tokens; everything that is not a sign of structure is TEXT."""

    TEXT = 0
    LINE_END = 1
    TAB = 2
    PIPE = 3
    MARKER = 4
    """层次序数: 一、 （一） 1. 第一条."""
    LABEL = 5
    """字段名 with its colon: 责任单位："""
    DOCUMENT_NUMBER = 6
    """发文字号."""
    DATE = 7
    """A full date."""
    HASHES = 8
    """Markdown heading marks at the start of a line."""
    RULE = 9
    """A line of dashes, asterisks or underscores."""


class Token(NamedTuple):
    """`[start, end)` of the folded text. Tokens tile it: no gap, no overlap.

    `rule` is the index of the heading rule for MARKER and the label text without colon for LABEL, else None.
    """

    kind: Kind
    start: int
    end: int
    rule: int | str | None = None
