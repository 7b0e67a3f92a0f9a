"""Commitments without a number: 双下降, 全覆盖, 与经济增长同步."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar, per_grammar
from notice_parse.quantities.indicators import strip_lead, tidy
from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.model import QualitativeMatch
from notice_parse.quantities.words import find_any
from notice_parse.text.patterns import compile_pattern

_MARKS = ",;:。!?\n\t"
_CLAUSE = compile_pattern(f"[{_MARKS}]")


class _Rules(NamedTuple):
    """`keys` finds words of which every match holds one; `pattern` is then tried on the clause around it."""

    keys: re.Pattern[str]
    pattern: re.Pattern[str]
    ids: tuple[str, ...]


@per_grammar
def _rules(grammar: Grammar) -> _Rules:
    rules = grammar.rules("qualitative", "qualitative.")
    joined = "|".join(f"(?:{rule.bare})(?P<q{i}>)" for i, rule in enumerate(rules))
    keys = [key for rule in rules for key in rule.attributes["keys"]]
    return _Rules(compile_pattern(find_any(keys)), compile_pattern(joined), tuple(rule.id for rule in rules))


def find_qualitative(folded: str, clean: str, grammar: Grammar, lexicon: Lexicon) -> list[QualitativeMatch]:
    """Every commitment without a number, in order; the indicator is the noun before it in its clause."""
    rules = _rules(grammar)
    found: list[QualitativeMatch] = []
    done = 0
    for key in rules.keys.finditer(folded):
        if key.start() < done:
            continue
        low = max(0, done, key.start() - 60)
        for mark in _CLAUSE.finditer(folded, low, key.start()):
            low = mark.end()
        closing = _CLAUSE.search(folded, key.end())
        done = closing.end() if closing else len(folded)
        for match in rules.pattern.finditer(folded, low, done):
            start, end = match.span()
            begin = strip_lead(folded, low, start, lexicon)[0]
            tail = lexicon.state_tail.find(folded, begin, start)
            indicator = tidy(clean[begin : tail if tail >= 0 else start])
            found.append(QualitativeMatch(start, end, indicator, rules.ids[int((match.lastgroup or "q0")[1:])]))
    return found
