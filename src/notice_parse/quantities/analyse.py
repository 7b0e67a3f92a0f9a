"""The engine: every number of a text with its role, the targets among them, and the commitments without a number."""

from __future__ import annotations

import re

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.lexicon import lexicon_of
from notice_parse.quantities.model import Analysis, NumberMatch, QuantityMatch
from notice_parse.quantities.qualitative import find_qualitative
from notice_parse.quantities.reader import finder_of
from notice_parse.quantities.roles import roles_of
from notice_parse.quantities.scan import scan
from notice_parse.quantities.targets import Sentence, read_sentence
from notice_parse.quantities.thresholds import thresholds_of
from notice_parse.quantities.timing import Dates

_SENTENCE = re.compile(r"[^。!?\n]+")


def analyse(folded: str, clean: str, grammar: Grammar, *, plan_year: int | None = None, past: bool = False) -> Analysis:
    """Read the numbers of one text, such as a task.

    `folded` and `clean` have equal length (see NormText). `plan_year` is the year that the tasks are for: dates before
    it report, and it needs no mention as a deadline. `past` marks a review of what was done: it holds no target.
    """
    lexicon = lexicon_of(grammar)
    found = scan(folded, finder_of(grammar), roles_of(grammar), lexicon)
    numbers = found.numbers
    targets = []
    if found.quantities:
        thresholds = thresholds_of(grammar)
        dates = Dates(found.dates, plan_year)
        for start, end, quantities in _sentences(folded, found.quantities):
            sentence = Sentence(folded, clean, start, end)
            read_sentence(sentence, quantities, dates, lexicon, thresholds, past=past)
            targets.extend(sentence.targets)
            numbers.extend(sentence.numbers)
        numbers.sort()
    qualitative = [] if past else find_qualitative(folded, clean, grammar, lexicon)
    return Analysis(targets, qualitative, _disjoint(numbers))


def _sentences(text: str, quantities: list[QuantityMatch]) -> list[tuple[int, int, list[QuantityMatch]]]:
    """The sentences that hold quantities, each with them."""
    out: list[tuple[int, int, list[QuantityMatch]]] = []
    at = 0
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        first = at
        while at < len(quantities) and quantities[at].start < end:
            at += 1
        if at > first:
            out.append((start, end, quantities[first:at]))
        if at == len(quantities):
            break
    return out


def _disjoint(numbers: list[NumberMatch]) -> list[NumberMatch]:
    """Without numbers that lie inside the one before them."""
    out: list[NumberMatch] = []
    for number in numbers:
        if not out or number.start >= out[-1].end:
            out.append(number)
    return out
