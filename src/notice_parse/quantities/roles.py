"""Roles that a number's own neighbourhood decides: dates, ordinals, designations, grades, names, criteria."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, cast

from notice_parse.grammar.compile import Grammar, Rule
from notice_parse.records.target import NumberRole
from notice_parse.text.patterns import compile_pattern

_NAMED = compile_pattern(r"\(\?P<[a-z_0-9]+>")
_PIECE = compile_pattern(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\(|\)|[^\\()\[]+")
_CONSUMED = compile_pattern(r"\{[0-9,]*\}")
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
        # Most numerals are single Chinese digits inside words; few rules speak of those.
        consumed = [_CONSUMED.sub("", _without_lookaround(rule.source)) for rule in rules]
        self._figures = self._joined(rules, [any(c.isascii() and c.isdigit() for c in left) for left in consumed])
        self._words = self._joined(rules, [any("一" <= c <= "龥" or c == "〇" for c in left) for left in consumed])

    @staticmethod
    def _joined(rules: list[Rule], wanted: list[bool]) -> re.Pattern[str]:
        return compile_pattern(
            "|".join(f"(?P<r{i}>{_NAMED.sub('(?:', rule.source)})" for i, rule in enumerate(rules) if wanted[i])
        )

    def at(self, text: str, start: int) -> Role | None:
        match = (self._figures if text[start].isascii() else self._words).match(text, start)
        if match is None or match.lastgroup is None:
            return None
        return Role(start, match.end(), self._roles[match.lastgroup])


def _without_lookaround(source: str) -> str:
    """A pattern without what it only looks at: what is left says with which characters it can begin."""
    out: list[str] = []
    looking = 0
    for match in _PIECE.finditer(source):
        piece = match.group()
        if looking or piece.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            looking += piece.startswith("(") - (piece == ")")
        else:
            out.append(piece)
    return "".join(out)


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
