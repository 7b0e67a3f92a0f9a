"""Tokens tile the text, and the signs of structure are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parse.grammar import load_grammar
from notice_parse.source import Source
from notice_parse.text.normalise import normalise
from notice_parse.tokens.kinds import Kind
from notice_parse.tokens.tokenizer import tokenizer_for

STRUCTURE = st.lists(
    st.sampled_from(
        [
            "一、",
            "（三）",
            "1.",
            "2．",
            "第十二条",
            "责任单位：",
            "〔2024〕1号",
            "云政办发",
            "2024年2月8日",
            "二〇二四年二月八日",
        ]
        + ["\n", "\t", "|", "## ", "---", "①", "一是", "——", "甲乙", "。", "12345", "（", "）", " "]
    ),
    max_size=40,
).map("".join)


def _kinds(text: str) -> list[tuple[str, str]]:
    norm = normalise(Source(text))
    tokens = tokenizer_for(load_grammar()).tokenize(norm)
    return [(t.kind.name, norm.folded[t.start : t.end]) for t in tokens if t.kind is not Kind.TEXT]


@given(STRUCTURE | st.text(max_size=100))
def test_tokens_tile_the_text(text: str) -> None:
    norm = normalise(Source(text))
    tokens = tokenizer_for(load_grammar()).tokenize(norm)
    assert "".join(norm.folded[t.start : t.end] for t in tokens) == norm.folded
    assert all(t.start < t.end for t in tokens)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("一、工业", [("MARKER", "一、")]),
        ("（三）甲", [("MARKER", "(三)")]),
        ("12．甲", [("MARKER", "12.")]),
        ("增长2.5%", []),
        ("责任单位（列首位者牵头）：", [("LABEL", "责任单位(列首位者牵头):")]),
        ("云政办发【2024】12号", [("DOCUMENT_NUMBER", "云政办发[2024]12号")]),
        ("二〇二四年二月八日", [("DATE", "二〇二四年二月八日")]),
        ("## 标题", [("HASHES", "##")]),
        ("---", [("RULE", "---")]),
    ],
)
def test_kinds(text: str, kinds: list[tuple[str, str]]) -> None:
    assert _kinds(text) == kinds
