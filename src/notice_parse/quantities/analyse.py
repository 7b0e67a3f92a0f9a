"""The engine: every number of a text with its role, the targets among them, and the commitments without a number."""

from __future__ import annotations

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.lexicon import Lexicon, lexicon_of
from notice_parse.quantities.model import Analysis, NumberMatch, QuantityMatch
from notice_parse.quantities.qualitative import find_qualitative
from notice_parse.quantities.reader import finder_of
from notice_parse.quantities.roles import roles_of
from notice_parse.quantities.scan import scan
from notice_parse.quantities.sentence import Sentence
from notice_parse.quantities.targets import read_sentence
from notice_parse.quantities.thresholds import thresholds_of
from notice_parse.quantities.timing import Dates
from notice_parse.text.patterns import compile_pattern

_SENTENCE_END = compile_pattern(r"[。!?\n]")
_SENTENCE = compile_pattern(r"[^。!?\n]+")


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
        done = reviewed = 0
        reviews = any(key in folded for key in lexicon.opener_keys) and lexicon.opener.search(folded) is not None
        for start, end, quantities in _sentences(folded, found.quantities):
            sentence = Sentence(folded, clean, start, end)
            if reviews:
                reviewed = _reviewed(folded, done, end, reviewed, lexicon)
                done = end
            read_sentence(sentence, quantities, dates, lexicon, thresholds, past=past or reviewed > start)
            targets.extend(sentence.targets)
            numbers.extend(sentence.numbers)
        numbers.sort()
    qualitative = [] if past else find_qualitative(folded, clean, grammar, lexicon)
    return Analysis(targets, qualitative, _disjoint(numbers))


def _reviewed(text: str, done: int, end: int, reviewed: int, lexicon: Lexicon) -> int:
    """How far the review reaches that covers the text up to `end`; 0 where none does.

    `done` is where the sentence judged before ended, `reviewed` how far the review then reached. A review covers its
    paragraph from the sentence that opens it to one that turns to what is to come.
    """
    for match in _SENTENCE.finditer(text, done, end):
        if match.start() and text[match.start() - 1] == "\n":
            reviewed = 0
        if lexicon.review.match(text, match.start()):
            reviewed = end
        elif reviewed and lexicon.onward.search(text, match.start(), match.end()):
            reviewed = 0
    return end if reviewed else 0


def _sentences(text: str, quantities: list[QuantityMatch]) -> list[tuple[int, int, list[QuantityMatch]]]:
    """The sentences that hold quantities, each with them."""
    out: list[tuple[int, int, list[QuantityMatch]]] = []
    at = end = 0
    while at < len(quantities):
        here = quantities[at].start
        start = max(end, *(text.rfind(mark, end, here) + 1 for mark in "。!?\n"))
        close = _SENTENCE_END.search(text, here)
        end = close.start() if close else len(text)
        first = at
        while at < len(quantities) and quantities[at].start < end:
            at += 1
        # A mark of sentences inside a quantity is none.
        at = max(at, first + 1)
        out.append((start, end, quantities[first:at]))
    return out


def _disjoint(numbers: list[NumberMatch]) -> list[NumberMatch]:
    """Without numbers that lie inside the one before them."""
    out: list[NumberMatch] = []
    for number in numbers:
        if not out or number.start >= out[-1].end:
            out.append(number)
    return out
