"""Which entry of a word list decided: looked up in the grammar's lists by the words that the value quotes."""

from __future__ import annotations

from collections.abc import Iterable

from notice_parse.explain.model import Reason
from notice_parse.explain.rulebook import Rulebook
from notice_parse.fields.units_names import unit_names
from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.reader import finder_of
from notice_parse.text.fold import fold

_VERBS = ("targets.state", "targets.nominal", "targets.making")


def longest(words: Iterable[str], text: str) -> str | None:
    """The longest of the words that the text holds; of equals the last one in the text."""
    held = [word for word in words if word and word in text]
    return max(held, key=lambda word: (len(word), text.rfind(word)), default=None)


def comparator(book: Rulebook, before: str, after: str, line: int | None) -> list[Reason]:
    """The comparator words before a number and after its unit, both folded."""
    out = []
    for text, name in ((before, "comparators.before"), (after, "comparators.after")):
        word = longest(book.grammar.entries(name), text)
        reason = book.word(word, (name,), line=line) if word else None
        if reason is not None:
            out.append(reason)
    return out


def measure(book: Rulebook, unit: str, line: int | None) -> list[Reason]:
    """The entries of a unit as written: its measure word, and what it is per."""
    grammar = book.grammar
    word = finder_of(grammar).measures.split(fold(unit))[1]
    whole = book.word(word, ("measures.units", "measures.composites", "measures.counts"), line=line)
    if whole is not None:
        return [whole]
    upper, _, lower = word.replace("每", "/").partition("/")
    parts = [
        book.word(upper.partition("(")[0], ("measures.units", "measures.counts"), line=line),
        book.word(lower.lstrip("十百千万亿"), ("measures.denominators",), line=line) if lower else None,
    ]
    return [part for part in parts if part is not None]


def verb(book: Rulebook, word: str, line: int | None) -> Reason | None:
    """The list that tells what kind of target a verb makes: growth, increment, limit."""
    return book.word(word, _VERBS, line=line)


def department(book: Rulebook, name: str, canonical: str, line: int | None) -> Reason | None:
    """The entry that gives a unit its standard name, with the part of the name that it goes by."""
    folded = fold(name)
    names = unit_names(book.grammar)
    groups = book.grammar.entries("departments.collectives")
    if canonical in groups:
        where = book.where_word("departments.collectives", canonical)
        return Reason("words", "departments.collectives", where, matched=name, line=line, says=f"is: {canonical}")
    if canonical not in book.grammar.entries("departments.functions") or names.canonical(folded) != canonical:
        return None
    part = _part_of(book.grammar, folded, canonical)
    where = book.where_word("departments.functions", canonical, part)
    return Reason("words", "departments.functions", where, matched=part or name, line=line, says=f"is: {canonical}")


def _part_of(grammar: Grammar, name: str, canonical: str) -> str | None:
    entry = grammar.entries("departments.functions")[canonical]
    known = [*entry.get("names", ()), *entry.get("starts", ()), *entry.get("ends", ())]
    known += [stem + end for stem in entry.get("stems", ()) for end in grammar.words("departments.suffixes")]
    return longest(known, name)
