"""Normalising drops noise and nothing else, and knows the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parse.source import Source
from notice_parse.text.fold import fold
from notice_parse.text.normalise import normalise
from notice_parse.text.passage import Passage, join

NOISY = st.text(alphabet="云溪市，。：（）〔〕 \u3000\t\r\n0123.%％abAB**_{}<sub></>&nbsp;\u200b後①\\-—", max_size=120)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("2024 年 2 月 8 日", "2024年2月8日"),
        ("吴　君", "吴君"),
        ("PM<sub>2.5</sub>浓度", "PM2.5浓度"),
        ("PM_{2.5}浓度", "PM2.5浓度"),
        ("**加粗**的字", "加粗的字"),
        ("Hello  World", "Hello World"),
        ("AA+ 平台 3 家", "AA+平台3家"),
        ("2. 12345热线", "2. 12345热线"),
        ("增长 3. 5%", "增长3.5%"),
        ("甲&nbsp;&nbsp;乙", "甲乙"),
        ("1\\. 新建", "1.新建"),
        ("一\r\n二", "一\n二"),
        ("甲\t乙", "甲\t乙"),
    ],
)
def test_clean(text: str, clean: str) -> None:
    assert normalise(Source(text)).clean == clean


@given(NOISY)
def test_offsets(text: str) -> None:
    norm = normalise(Source(text))
    assert len(norm.clean) == len(norm.folded)
    offsets = [norm.source_offset(i) for i in range(len(norm.clean))]
    assert offsets == sorted(set(offsets))
    assert "".join(text[i] for i in offsets) == norm.clean
    assert all(0 <= gap < len(norm.clean) or gap == len(norm.clean) for gap in norm.gaps)


@given(st.text(max_size=200))
def test_folding_keeps_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(NOISY, st.data())
def test_passages(text: str, data: st.DataObject) -> None:
    norm = normalise(Source(text))
    size = len(norm.clean)
    cuts = sorted(data.draw(st.lists(st.integers(0, size), min_size=4, max_size=4)))
    passage = Passage(norm, [(cuts[0], cuts[1]), (cuts[2], cuts[3])])
    assert len(passage.clean) == len(passage.folded) == len(passage)
    a, b = sorted(data.draw(st.lists(st.integers(0, len(passage)), min_size=2, max_size=2)))
    part = passage.slice(a, b)
    assert part.clean == passage.clean[a:b]
    if part:
        segments = passage.span(a, b).segments
        quoted = "".join(text[low:high] for low, high in segments)
        assert "".join(quoted.split()) == "".join(part.clean.split())
    assert join(norm, [passage.slice(0, a), passage.slice(a)]).clean == passage.clean
