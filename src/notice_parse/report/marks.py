"""A task's text in pieces, those that its targets quote marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from notice_parse.records import Span
from notice_parse.source import Source

_NOT_BLANK = re.compile(r"\S")


class Quoting(Protocol):
    """A target: the words it quotes and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `kind` is empty, `theme`, `number`, `word`, `gone` or `come`."""

    text: str
    kind: str = ""


def mark(
    text: str, span: Span, marked: Iterable[tuple[Quoting, str]], source: Source | None, theme: str = ""
) -> list[Piece]:
    """The text in pieces, each quote of `marked` one of its kind. Quotes that overlap an earlier one stay unmarked.

    The `theme` is marked where the text begins with it. A quote is placed by its offsets; where the records give only part of them, by its words.
    """
    places = _Places(text, span, source)
    found = [(0, len(theme), "theme")] if theme and text.startswith(theme) else []
    for quoting, kind in marked:
        place = places.of(quoting)
        if place is not None:
            found.append((*place, kind))
    return list(_cut(text, sorted(set(found), key=lambda place: (place[0], -place[1]))))


def _cut(text: str, places: Sequence[tuple[int, int, str]]) -> Iterable[Piece]:
    done = 0
    for start, end, kind in places:
        if start < done:
            continue
        if start > done:
            yield Piece(text[done:start])
        yield Piece(text[start:end], kind)
        done = end
    if done < len(text):
        yield Piece(text[done:])


class _Places:
    """From offsets of the source to places in a task's text."""

    def __init__(self, text: str, span: Span, source: Source | None) -> None:
        self._text = text
        self._place = _place_by_offset(text, span, source)

    def of(self, quoting: Quoting) -> tuple[int, int] | None:
        if self._place is not None:
            offsets = chain.from_iterable(range(start, end) for start, end in quoting.span.segments)
            places = [self._place[offset] for offset in offsets if offset in self._place]
            # A target of another cell stands elsewhere, even where the text happens to hold the same words.
            return (places[0], places[-1] + 1) if places else None
        start = self._text.find(quoting.text)
        return (start, start + len(quoting.text)) if quoting.text and start >= 0 else None


def _place_by_offset(text: str, span: Span, source: Source | None) -> dict[int, int] | None:
    """Each offset of the task's span with the place of its character in the text; None where they do not fit.

    Text and span agree once white space is removed. Without the source, they must agree as they are.
    """
    offsets = list(chain.from_iterable(range(start, end) for start, end in span.segments))
    if source is None:
        return dict(zip(offsets, range(len(text)), strict=True)) if len(offsets) == len(text) else None
    length = len(source.text)
    solid = [offset for offset in offsets if offset < length and not source.text[offset].isspace()]
    places = [match.start() for match in _NOT_BLANK.finditer(text)]
    return dict(zip(solid, places, strict=True)) if len(solid) == len(places) else None
