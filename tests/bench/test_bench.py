"""The limits of speed, on figures measured here and now; `make bench` checks the same while it writes its page."""

from __future__ import annotations

import functools

import pytest

from bench.block import Block
from bench.limits import LIMITS, Limit
from bench.parts import PARTS

pytestmark = pytest.mark.bench


@functools.cache
def _measured(part: str) -> Block:
    block = PARTS[part]()
    print(f"\n{block.as_markdown()}")
    return block


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.what)
def test_limit(limit: Limit) -> None:
    value = _measured(limit.block).figures[limit.figure]
    assert limit.holds(value), limit.told(value)
