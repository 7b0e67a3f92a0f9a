"""What holds for any text: no exception, spans that reproduce it, numerals that survive the way to text and back."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

import notice_parse
from notice_parse.grammar import load_grammar
from notice_parse.quantities import analyse, find
from notice_parse.quantities.numerals import magnitude_factor, parse_numeral, split_magnitude
from notice_parse.text.fold import fold

GRAMMAR = load_grammar()
PIECES = [
    "新增", "学位", "云溪市", "，", "。", "、", "个", "万", "亿元", "%", "3", "12.5", "二十", "三", "以上", "不少于", "到2035年", "其中", "分别",
    "“", "”", "（", "）", "从", "提高到", "百", "分之", "-", "至", "均", "和", "\n", " ", "去年", "/", ":", "每", "千", "零", "点", "增长",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """The Chinese numeral of a number below 10¹²."""
    if number >= 10**8:
        return join(chinese(number // 10**8) + "亿", number % 10**8, 10**7)
    if number >= 10**4:
        return join(chinese(number // 10**4) + "万", number % 10**4, 10**3)
    for place, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= place:
            return join(DIGITS[number // place] + name, number % place, place // 10)
    return DIGITS[number]


def join(head: str, rest: int, next_place: int) -> str:
    """The rest after its head, with 零 where a place is left out."""
    if not rest:
        return head
    return head + ("零" if rest < next_place else "") + chinese(rest)


@given(st.integers(min_value=0, max_value=10**12 - 1))
@settings(max_examples=300, deadline=None)
def test_chinese_numerals_come_back(number: int) -> None:
    assert parse_numeral(chinese(number)) == number


@given(
    st.decimals(min_value=0, max_value=10**7, places=3, allow_nan=False),
    st.sampled_from(["", "万", "亿", "千", "万亿"]),
)
@settings(max_examples=200, deadline=None)
def test_magnitudes_are_exact(value: Decimal, magnitude: str) -> None:
    parts = split_magnitude(f"{value}{magnitude}")
    assert parts == (value, magnitude)
    assert parts[0] * magnitude_factor(parts[1]) == value * magnitude_factor(magnitude)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str) -> None:
    folded = fold(text)
    analysis = analyse(folded, text, GRAMMAR)
    end = 0
    for number in analysis.numbers:
        assert end <= number.start < number.end <= len(text)
        end = number.end
    for target in analysis.targets:
        assert 0 <= target.start < target.end <= len(text)
        assert not any(c.isspace() for c in target.indicator)
    assert analyse(folded, text, GRAMMAR, past=True).targets == []


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_quantities_do_not_overlap(text: str) -> None:
    end = 0
    for quantity in find(fold(text), text, GRAMMAR):
        assert end <= quantity.start < quantity.end
        end = quantity.end


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_spans_give_back_the_text(text: str) -> None:
    for target in notice_parse.find_targets(text):
        joined = "".join(text[a:b] for a, b in target.span.segments)
        assert "".join(joined.split()) == "".join(target.text.split())


def test_time_grows_with_length() -> None:
    """Ten times the text, one sentence or many, costs no more than some ten times the time."""
    for unit in ("新增学位3万个、改造管网12.5公里，到2035年增长10%以上，", "建设站点5个，其中城区3个。"):
        short, long = unit * 40, unit * 400
        analyse(fold(short), short, GRAMMAR)
        times = []
        for text in (short, long):
            folded = fold(text)
            best = min(_timed(folded, text) for _ in range(3))
            times.append(best)
        assert times[1] < times[0] * 30


def _timed(folded: str, text: str) -> float:
    start = process_time()
    analyse(folded, text, GRAMMAR)
    return process_time() - start
