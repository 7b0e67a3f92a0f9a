"""Roles that a number's own neighbourhood decides: dates, ordinals, designations, grades, names, criteria."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, cast

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.numerals import CHINESE
from notice_parse.records.target import NumberRole
from notice_parse.text.openings import openings
from notice_parse.text.patterns import compile_pattern

_FIGURES = "0123456789" + CHINESE
_ENCLOSED = compile_pattern(r"“[^“”\n。]{1,30}”|《[^《》\n]{1,80}》|\"[^\"\n。]{1,30}\"|<[^<>\n]{1,60}>")


class Role(NamedTuple):
    """What rules say of the number that begins at `start`; the rule read up to `end`."""

    start: int
    end: int
    role: NumberRole


class Roles:
    """All role rules of a grammar as one pattern, tried at the start of a number, first rule first."""

    def __init__(self, grammar: Grammar) -> None:
        rules = grammar.rules("roles", "roles.")
        self._roles = {
            f"r{i}": cast(NumberRole, rule.attributes["role"]) if "role" in rule.attributes else _role_of(rule.id)
            for i, rule in enumerate(rules)
        }
        # Few rules speak of any one figure; each is tried only where a match of it may begin with that character.
        firsts = openings([rule.source for rule in rules], _FIGURES)
        self._at: dict[str, re.Pattern[str] | None] = {}
        for figure in _FIGURES:
            able = [i for i, first in enumerate(firsts) if figure in first]
            # The number of a rule stands at its end, so that the engine sees with what each begins.
            sources = [f"(?:{rules[i].bare})(?P<r{i}>)" for i in able]
            self._at[figure] = compile_pattern("|".join(sources)) if able else None

    def at(self, text: str, start: int) -> Role | None:
        pattern = self._at[text[start]]
        match = pattern.match(text, start) if pattern is not None else None
        if match is None or match.lastgroup is None:
            return None
        return Role(start, match.end(), self._roles[match.lastgroup])


def _role_of(rule_id: str) -> NumberRole:
    """A rule's role is the middle of its id where it does not set one: roles.deadline.month."""
    return cast(NumberRole, rule_id.split(".")[1])


def enclosures(text: str) -> list[tuple[int, int]]:
    """Stretches in quotation marks or title marks, sorted: the numbers in them belong to names."""
    if "“" not in text and "《" not in text and '"' not in text and "<" not in text:
        return []
    return [m.span() for m in _ENCLOSED.finditer(text)]


@lru_cache(maxsize=4)
def roles_of(grammar: Grammar) -> Roles:
    """The Roles of a grammar, compiled once."""
    return Roles(grammar)
