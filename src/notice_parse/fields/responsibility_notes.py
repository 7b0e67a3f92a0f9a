"""Notes that the first unit of a list leads: 列首位者为牵头单位，下同."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

from notice_parse.fields.units import Role
from notice_parse.grammar import Grammar, load_grammar, per_grammar
from notice_parse.text.patterns import compile_pattern

Scope = Literal["here", "onward", "all"]

_HINT = compile_pattern(r"首|第一|第1|最前|前面|最先")
_LIST = compile_pattern(r"(?:单位|部门|责任|牵头|处室):[^:]+$")
"""A label with units after it."""
_OTHERS: dict[str, Role] = {"责任": "responsible"}


class Note(NamedTuple):
    """A note that the first-listed unit leads.

    `scope`: `here` for the one list it stands in, `onward` for that list and every later one (下同), `all` for a note
    that stands by itself, under a table or in the letter. `others` is the role it gives to the rest, where it says so.
    """

    start: int
    end: int
    scope: Scope
    others: Role | None = None


class NoteFinder:
    """Finds the notes of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._plain = grammar.rule("responsibility.note").pattern
        self._reversed = grammar.rule("responsibility.note-reversed").pattern
        # Of the rules of an extension no words are known that every match has.
        rules = (grammar.rule("responsibility.note"), grammar.rule("responsibility.note-reversed"))
        self._always = any(rule.extends for rule in rules)

    def may_find(self, folded: str) -> bool:
        """Whether the text holds any of the words that every note has."""
        return self._always or _HINT.search(folded) is not None

    def find(self, folded: str) -> list[Note]:
        if not self.may_find(folded):
            return []
        notes = [
            Note(
                match.start(),
                match.end(),
                "onward" if match["onward"] else _scope(folded, match.start()),
                _OTHERS.get(match["others"], "cooperating") if match["others"] else None,
            )
            for match in self._plain.finditer(folded)
        ]
        ends = [note.end for note in notes]
        plain = len(notes)
        for match in self._reversed.finditer(folded):
            after = bisect_right(ends, match.start())
            if after == plain or notes[after].start >= match.end():
                scope: Scope = "onward" if match["onward"] else _scope(folded, match.start())
                notes.append(Note(match.start(), match.end(), scope))
        return sorted(notes, key=lambda note: note.start)


def _scope(folded: str, start: int) -> Scope:
    """A note after units on the same line is about them; one by itself, or in the label, is about all."""
    line = folded[max(0, start - 400) : start]
    line = line[max(line.rfind("\n"), line.rfind("。")) + 1 :]
    if not line or line.endswith("\t"):
        return "all"
    opening = max(line.rfind("("), line.rfind("["))
    inside = line[opening + 1 :] if opening >= 0 and not re.search(r"[)\]]", line[opening:]) else None
    if inside is None:
        return "here" if _LIST.search(line) else "all"
    if inside:
        return "here"
    # The bracket holds the note alone: after a list it is about that; after a label, or words of a letter, about all.
    return "here" if _LIST.search(line, 0, opening) else "all"


@per_grammar
def note_finder(grammar: Grammar) -> NoteFinder:
    """The finder of a grammar, built once."""
    return NoteFinder(grammar)


def find_notes(folded: str, *, grammar: Grammar | None = None) -> list[Note]:
    """The notes that the first-listed unit leads, in order.

    Shape: sorted by start, no overlaps; offsets count in `folded`.
    """
    return note_finder(grammar or load_grammar()).find(folded)
