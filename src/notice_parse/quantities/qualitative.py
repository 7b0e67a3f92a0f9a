"""Commitments without a number: 双下降, 全覆盖, 与经济增长同步."""

from __future__ import annotations

import re
from functools import lru_cache

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.indicators import _strip_lead, tidy
from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.model import QualitativeMatch

_NAMED = re.compile(r"\(\?P<[a-z_]+>")
_CLAUSE = re.compile(r"[,;:。!?\n\t]")


@lru_cache(maxsize=4)
def _pattern(grammar: Grammar) -> tuple[re.Pattern[str], tuple[str, ...]]:
    rules = grammar.rules("qualitative", "qualitative.")
    joined = "|".join(f"(?P<q{i}>{_NAMED.sub('(?:', rule.source)})" for i, rule in enumerate(rules))
    return re.compile(joined), tuple(rule.id for rule in rules)


def find_qualitative(folded: str, clean: str, grammar: Grammar, lexicon: Lexicon) -> list[QualitativeMatch]:
    """Every commitment without a number, in order; the indicator is the noun before it in its clause."""
    pattern, ids = _pattern(grammar)
    found: list[QualitativeMatch] = []
    for match in pattern.finditer(folded):
        start, end = match.span()
        low = start
        floor = max(0, start - 60)
        for mark in _CLAUSE.finditer(folded, floor, start):
            floor = mark.end()
        low, _, _ = _strip_lead(folded, floor, start, lexicon)
        tail = lexicon.state_tail.search(folded, low, start) if low < start else None
        stop = tail.start() if tail else start
        found.append(QualitativeMatch(start, end, tidy(clean[low:stop]), ids[int((match.lastgroup or "q0")[1:])]))
    return found
