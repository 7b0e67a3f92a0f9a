"""Markings of responsibility in running text: who answers for a clause, in every form a notice gives it.

In brackets with a label (`（责任单位：市科技局）`), with words (`（市科技局牵头，市财政局配合）`) or bare (`（市科技局、市财政局）`);
after a label without brackets; or as a closing sentence of its own. A sentence that merely mentions a department is none.
"""

from __future__ import annotations

from collections.abc import Collection
from operator import attrgetter

from notice_parse.fields.responsibility_brackets import BracketFinder
from notice_parse.fields.responsibility_fields import FieldFinder
from notice_parse.fields.responsibility_labels import COPULA, Label, read_label
from notice_parse.fields.responsibility_marking import MarkedText, Responsibility, carried, from_statement
from notice_parse.fields.responsibility_notes import Note, find_notes
from notice_parse.fields.responsibility_sentences import LAST_WORDS, SentenceFinder
from notice_parse.fields.responsibility_statement import UnitRole, Words, statement_reader
from notice_parse.grammar import Grammar, load_grammar, per_grammar
from notice_parse.text.fold import fold
from notice_parse.text.patterns import compile_pattern

_START = attrgetter("start")
_SIGNS = compile_pattern(rf"\(|\[|<|:|{COPULA}|{LAST_WORDS}|--")
"""What every marking holds, but for a label at the very start. Alternatives that open with a letter each are found fast."""


class ResponsibilityFinder:
    """Finds markings by one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        reader = statement_reader(grammar)
        self._fields = FieldFinder(grammar, reader)
        self._brackets = BracketFinder(reader, self._fields)
        self._sentences = SentenceFinder(reader)

    def find(self, text: MarkedText) -> list[Responsibility]:
        """Brackets first, then fields outside them, then sentences outside both."""
        found = self._brackets.find(text)
        for finder in (self._fields, self._sentences):
            if more := finder.find(text, found):
                found = sorted(found + more, key=_START) if found else more
        return carried(found) if found else found

    def may_find(self, folded: str) -> bool:
        """Whether the text holds any sign of a marking: a quick look, which most texts do not pass."""
        return _SIGNS.search(folded) is not None or self._fields.opens_with_label(folded)


@per_grammar
def responsibility_finder(grammar: Grammar) -> ResponsibilityFinder:
    """The finder of a grammar, built once."""
    return ResponsibilityFinder(grammar)


def find_responsibilities(
    text: str,
    clean: str | None = None,
    *,
    gaps: Collection[int] = (),
    first_listed: bool = False,
    grammar: Grammar | None = None,
) -> list[Responsibility]:
    """The markings of responsibility in the text of a clause, in order.

    Shape: sorted by start, no overlaps; offsets count in `text`, which is folded (an unfolded one is folded first).
    `clean`, of equal length, gives the characters that names are quoted in; `gaps` are offsets where white space was
    dropped; `first_listed` says that the document has a note that the first-listed unit leads.
    Errors: none; any string is accepted.
    """
    quoted = text if clean is None else clean
    finder = responsibility_finder(grammar or load_grammar())
    return finder.find(MarkedText(fold(text), quoted, sorted(gaps), first_listed))


def read_units(
    text: str,
    clean: str | None = None,
    *,
    label: Label | None = None,
    gaps: Collection[int] = (),
    first_listed: bool = False,
    grammar: Grammar | None = None,
) -> Responsibility:
    """What the value of a field, or a cell of a column of units, says, taken as a whole.

    Shape: as a marking that covers all of `text`; `label` is what the field's label or the column's header says.
    """
    quoted = text if clean is None else clean
    marked = MarkedText(fold(text), quoted, sorted(gaps), first_listed)
    reader = statement_reader(grammar or load_grammar())
    return from_statement(0, len(text), marked.read(reader, 0, len(text), label))


__all__ = [
    "Label",
    "MarkedText",
    "Note",
    "Responsibility",
    "ResponsibilityFinder",
    "UnitRole",
    "Words",
    "find_notes",
    "find_responsibilities",
    "read_label",
    "read_units",
    "responsibility_finder",
]
