"""Sentences with their quantities, and how much of what a program found in them is right."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from shared import SHARED

Pair = tuple[float, str]

_INVENTED = Path(__file__).with_name("sentences.yaml")
_REAL = SHARED / "gold" / "sentences.gold.json"
_MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# 千 is a part of the unit in 千瓦 and 千米, a magnitude in 千亿元 and 千人.
_MAGNITUDE = re.compile(r"[十百万亿]|千(?![瓦米克])")
_SAME = {
    "％": "%",
    "千米": "公里",
    "周岁": "岁",
    "人民币": "元",
    "微克/立方米": "微克每立方米",
    "人/次": "人次",
    "度": "千瓦时",
    "套(间)": "套（间）",
    "日": "天",
}


@dataclass(frozen=True)
class Sentence:
    """`also` holds quantities that stand there for something else: neither right nor wrong when found."""

    text: str
    pairs: Sequence[Pair]
    also: Sequence[Pair] = ()


@dataclass(frozen=True)
class Score:
    """Pairs: value and unit right, among what has a unit. Values: the number right, among all that is found."""

    pair_recall: float
    pair_precision: float
    value_recall: float
    value_precision: float


def invented() -> list[Sentence]:
    entries = yaml.safe_load(_INVENTED.read_text(encoding="utf-8"))
    return [Sentence(each["text"], _read(each["pairs"]), _read(each.get("also", []))) for each in entries]


def real() -> list[Sentence]:
    """The annotated sentences beside the checkout; none where they are not there."""
    if not _REAL.exists():
        return []
    return [_annotated(each["text"], each["targets"]) for each in json.loads(_REAL.read_text(encoding="utf-8"))]


def _annotated(text: str, targets: Iterable[Sequence[object]]) -> Sentence:
    """A target is `[indicator, comparator, value, value_high, unit, quote, flags]`; `?` among its flags is a doubt.

    A number that several indicators share is written once, so that it counts once.
    """
    pairs: list[Pair] = []
    also: list[Pair] = []
    quotes: set[tuple[object, ...]] = set()
    for _, _, low, high, unit, quote, flags in targets:
        if (quote, low, unit) in quotes and text.count(str(quote)) == 1:
            continue
        quotes.add((quote, low, unit))
        chosen = also if "?" in str(flags).split(",") else pairs
        chosen += [(float(str(value)), str(unit)) for value in (low, high) if value is not None]
    return Sentence(text, pairs, also)


def _read(pairs: Iterable[Sequence[object]]) -> list[Pair]:
    return [(float(str(value)), str(unit)) for value, unit in pairs]


def plain(pair: Pair) -> Pair:
    """The magnitude multiplied into the value, the unit by one name: (2.5, 万人) is (25000, 人)."""
    value, unit = pair
    unit = re.sub(r"\s", "", unit)
    while match := _MAGNITUDE.match(unit):
        value *= _MAGNITUDES[match[0]]
        unit = unit[1:]
    return float(f"{value:.9g}"), _SAME.get(unit, unit)


def score(sentences: Sequence[Sentence], found: Sequence[Sequence[Sequence[object]]]) -> Score:
    """`found` holds [value, unit] for each sentence, in the same order."""
    pairs, values = _Tally(), _Tally()
    for sentence, given in zip(sentences, found, strict=True):
        wanted, others, got = ([plain(pair) for pair in each] for each in (sentence.pairs, sentence.also, _read(given)))
        pairs.add(_with_unit(wanted), _with_unit(others), _with_unit(got))
        values.add([v for v, _ in wanted], [v for v, _ in others], [v for v, _ in got])
    return Score(pairs.recall, pairs.precision, values.recall, values.precision)


def _with_unit(pairs: Iterable[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair[1]]


class _Tally:
    def __init__(self) -> None:
        self._hits = self._wanted = self._found = 0

    def add(self, wanted: Iterable[object], others: Iterable[object], got: Iterable[object]) -> None:
        wanted, left = Counter(wanted), Counter(got)
        hits = wanted & left
        left -= hits
        left -= Counter(others)
        self._hits += hits.total()
        self._wanted += wanted.total()
        self._found += hits.total() + left.total()

    @property
    def recall(self) -> float:
        return self._hits / self._wanted if self._wanted else 0.0

    @property
    def precision(self) -> float:
        return self._hits / self._found if self._found else 0.0
