"""Roles that a number's own neighbourhood decides: dates, ordinals, designations, grades, names, criteria."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, cast

from notice_parse.grammar.compile import Grammar, per_grammar
from notice_parse.quantities.numerals import CHINESE
from notice_parse.records.target import NumberRole
from notice_parse.text.openings import Characters, neighbours, openings
from notice_parse.text.patterns import compile_pattern

DIGITS = "0123456789"
_DIGITS = compile_pattern(r"[0-9]+")
_CHINESE = compile_pattern(f"[{CHINESE}]+")
_ENCLOSED = compile_pattern(r"“[^“”\n。]{1,30}”|《[^《》\n]{1,80}》|\"[^\"\n。]{1,30}\"|<[^<>\n]{1,60}>")


class Role(NamedTuple):
    """What rules say of the number that begins at `start`; the rule read up to `end`."""

    start: int
    end: int
    role: NumberRole


class Roles:
    """All role rules of a grammar, tried at the start of a number, first rule first.

    Of some seventy rules hardly one speaks of any given number: its figure, the character before it and the one after
    its run of figures tell which may, each by a set of rules kept as the bits of an integer.
    """

    def __init__(self, grammar: Grammar) -> None:
        self._rules = grammar.rules("roles", "roles.")
        self._roles: list[NumberRole] = [rule.attributes.get("role") or _role_of(rule.id) for rule in self._rules]
        sources = [rule.bare for rule in self._rules]
        self._figure = _bits(openings(sources, DIGITS + CHINESE))
        sets = [(DIGITS, neighbours(sources, DIGITS)), (CHINESE, neighbours(sources, CHINESE))]
        self._before = _bits([before for before, _ in sets[0][1]])
        self._after = {figure: _bits([after for _, after in found]) for run, found in sets for figure in run}
        self._able: dict[int, list[tuple[re.Pattern[str], NumberRole]]] = {0: []}

    def at(self, text: str, start: int) -> Role | None:
        """What the rules say of the number that begins there."""
        figure = text[start]
        run = (_DIGITS if figure.isascii() else _CHINESE).match(text, start)
        end = run.end() if run else start + 1
        after = self._after.get(figure)
        if after is None:
            # A sign within figures (点) that a number was read to begin with.
            return None
        able = self._figure[figure] & self._before[text[start - 1 : start]] & after[text[end : end + 1]]
        for pattern, role in self._able.get(able) or self._of(able):
            if match := pattern.match(text, start):
                return Role(start, match.end(), role)
        return None

    def _of(self, able: int) -> list[tuple[re.Pattern[str], NumberRole]]:
        """The rules of a set, in order."""
        rules = [
            (rule.pattern, role)
            for index, (rule, role) in enumerate(zip(self._rules, self._roles, strict=True))
            if able >> index & 1
        ]
        self._able[able] = rules
        return rules


class _Bits(dict[str, int]):
    """By character the rules that allow it; `rest` are those that allow any."""

    def __init__(self, rest: int) -> None:
        super().__init__()
        self.rest = rest

    def __missing__(self, character: str) -> int:
        return self.rest


def _bits(sets: Sequence[Characters]) -> _Bits:
    bits = _Bits(sum(1 << index for index, characters in enumerate(sets) if characters is None))
    for index, characters in enumerate(sets):
        for character in characters or ():
            bits[character] = bits[character] | 1 << index
    return bits


def _role_of(rule_id: str) -> NumberRole:
    """A rule's role is the middle of its id where it does not set one: roles.deadline.month."""
    return cast(NumberRole, rule_id.split(".")[1])


def enclosures(text: str) -> list[tuple[int, int]]:
    """Stretches in quotation marks or title marks, sorted: the numbers in them belong to names."""
    if "“" not in text and "《" not in text and '"' not in text and "<" not in text:
        return []
    return [m.span() for m in _ENCLOSED.finditer(text)]


@per_grammar
def roles_of(grammar: Grammar) -> Roles:
    """The Roles of a grammar, compiled once."""
    return Roles(grammar)
