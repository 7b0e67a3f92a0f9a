"""The assignment is the best there is, and does not fall over where all pairs are equally good."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parse.diff.assign import assign

_SIZE = 5


def _best_sum(gains: dict[tuple[int, int], float]) -> float:
    """The best sum by trying every way."""
    return max(
        sum(max(0.0, gains.get((row, column), 0.0)) for row, column in enumerate(way))
        for way in permutations(range(_SIZE))
    )


@given(
    st.dictionaries(
        st.tuples(st.integers(0, _SIZE - 1), st.integers(0, _SIZE - 1)), st.sampled_from([-1.0, 0.25, 0.5, 1.0, 3.0])
    )
)
def test_it_is_the_best(gains: dict[tuple[int, int], float]) -> None:
    found = assign(gains)
    assert len({row for row, _ in found}) == len(found) == len({column for _, column in found})
    assert all(gains[pair] > 0 for pair in found)
    assert sum(gains[pair] for pair in found) == pytest.approx(_best_sum(gains))


def test_a_pair_gives_way_where_two_others_gain_more() -> None:
    assert assign({(0, 0): 1.0, (0, 1): 0.9, (1, 0): 0.9}) == [(0, 1), (1, 0)]


def test_nothing_to_pair() -> None:
    assert assign({}) == []


def test_equal_gains_pair_everybody() -> None:
    size = 200
    assert len(assign({(row, (row * 7 + step) % size): 0.5 for row in range(size) for step in range(9)})) == size
