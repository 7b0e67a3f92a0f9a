"""Targets are marked where they stand, with the source at hand and without."""

from __future__ import annotations

import pytest

from notice_parse.loading import load
from notice_parse.records import Span
from notice_parse.report.marks import Piece, mark
from notice_parse.report.wording import compare_wording
from notice_parse.source import Source
from report.pages import NEW, OLD, extracted

TEXT = "1.新建公园5个，改造公\n园5个。\n"


class Quote:
    def __init__(self, text: str, *segments: tuple[int, int]) -> None:
        self.text = text
        self.span = Span(line_start=1, line_end=2, segments=list(segments))


SPAN = Span(line_start=1, line_end=2, segments=[(2, 12), (13, 17)])
JOINED = "新建公园5个，改造公园5个。"


@pytest.mark.parametrize("source", [Source(TEXT), None])
def test_the_second_of_two_like_quotes_is_marked_where_it_stands(source: Source | None) -> None:
    assert mark(JOINED, SPAN, [(Quote("5个", (14, 16)), "number")], source) == [
        Piece("新建公园5个，改造公园"),
        Piece("5个", "number"),
        Piece("。"),
    ]


def test_a_quote_over_a_line_end_is_one_mark() -> None:
    pieces = mark(JOINED, SPAN, [(Quote("改造公园", (9, 12), (13, 14)), "word")], Source(TEXT))
    assert [piece.text for piece in pieces if piece.kind] == ["改造公园"]


def test_without_fitting_offsets_the_words_are_looked_for() -> None:
    span = Span(line_start=1, line_end=1, segments=[(0, 3)])
    assert mark(JOINED, span, [(Quote("5个", (90, 92)), "number")], None)[1] == Piece("5个", "number")


@pytest.mark.parametrize("words", ["7个", "5"])
def test_a_quote_of_another_cell_is_not_marked(words: str) -> None:
    assert mark(JOINED, SPAN, [(Quote(words, (90, 92)), "number")], Source(TEXT)) == [Piece(JOINED)]


def test_overlapping_quotes_and_the_theme() -> None:
    quotes = [(Quote("5个", (6, 8)), "number"), (Quote("公园5个", (4, 8)), "word")]
    pieces = mark(JOINED, SPAN, quotes, Source(TEXT), "新建")
    assert [(piece.text, piece.kind) for piece in pieces[:3]] == [
        ("新建", "theme"),
        ("公园5个", "word"),
        ("，改造公园5个。", ""),
    ]


def test_pieces_of_every_sample_task_make_its_text() -> None:
    marked = 0
    for path in (OLD, NEW):
        source, _ = load(str(path))
        for notice in extracted(path).notices:
            for task in notice.tasks:
                pieces = mark(task.text, task.span, [(target, "number") for target in task.numeric_targets], source)
                assert "".join(piece.text for piece in pieces) == task.text
                quotes = {"".join(target.text.split()) for target in task.numeric_targets}
                for piece in pieces:
                    if piece.kind:
                        marked += 1
                        assert "".join(piece.text.split()) in quotes
    assert marked > 100


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("新建公园5个。", "新建公园8个。", ["5"], ["8"]),
        ("新建公园5个，改造2个。", "改造2个。", ["新建公园5个，"], []),
        ("改造2个。", "改造2个。", [], []),
        ("修缮城墙。", "引进博士。", ["修缮城墙。"], ["引进博士。"]),
        ("", "改造2个。", [], ["改造2个。"]),
    ],
)
def test_wording(old: str, new: str, gone: list[str], come: list[str]) -> None:
    before, after = compare_wording(old, new)
    assert ("".join(piece.text for piece in before), "".join(piece.text for piece in after)) == (old, new)
    assert [piece.text for piece in before if piece.kind == "gone"] == gone
    assert [piece.text for piece in after if piece.kind == "come"] == come
