"""What is known of a sentence while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from notice_parse.quantities.indicators import Phrase
from notice_parse.quantities.model import NumberMatch, QuantityMatch, TargetMatch


@dataclass
class Sentence:
    """What reading a sentence from left to right has found so far."""

    text: str
    clean: str
    start: int
    end: int
    targets: list[TargetMatch] = field(default_factory=list)
    numbers: list[NumberMatch] = field(default_factory=list)


class Item(NamedTuple):
    """One quantity that is a target, with its clause `[low, high)` taken apart."""

    quantity: QuantityMatch
    phrase: Phrase
    low: int
    clause: int
