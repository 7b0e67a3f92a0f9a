"""Labels of fields: which words before a colon open a list of units, the leaders, or the deadline."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from notice_parse.fields.units import Role
from notice_parse.grammar import Grammar, load_grammar
from notice_parse.grammar.compile import alternation, per_grammar
from notice_parse.text.patterns import compile_pattern

Field = Literal["units", "leaders", "deadline"]


_BOX = compile_pattern(r"[\[<]")
COPULA = r"单位[为是]|部门[为是]"
_COPULA = compile_pattern(COPULA)
_AROUND = compile_pattern(r"[\s:\[\]<>*#]")
_REMARK = compile_pattern(r"\([^()]*\)$")
_INSIDE = compile_pattern(r"[()/、]")
_LONGEST_REMARK = 32
"""Characters that a remark in brackets adds to a label."""


class Label(NamedTuple):
    """What a label says: the field it opens, and for units and leaders the role."""

    text: str
    field: Field
    role: Role | None
    weak: bool = False
    """Ordinary text has the word before a colon too."""


class Labels:
    """The labels of one grammar, and the patterns that find them in folded text."""

    def __init__(self, grammar: Grammar) -> None:
        weak = frozenset(grammar.words("responsibility.weak_labels"))
        self._known: dict[str, Label] = {
            word: Label(word, entry["field"], entry["role"], word in weak)
            for word, entry in grammar.entries("responsibility.labels").items()
        }
        levels = alternation(grammar.words("responsibility.label_levels"))
        words = alternation(list(self._known))
        remark = r"(?:\([^()]{1,30}\))?"
        label = rf"(?:{levels})?(?P<label>{words}){remark}"
        self.before_colon = compile_pattern(rf"[\[<]?{label}[\]>]?[:;]")
        """责任单位： and 【责任单位】：, with a remark in brackets allowed before the colon, which a scan may give as ；."""
        self.any_form = compile_pattern(
            rf"[\[<]{label.replace('label', 'boxed')}[\]>]:?|[\[<]?{label}[\]>]?(?::|为|是|(?<=单位);|(?<=部门);)"
        )
        """Any of the ways a label is marked off inside a statement: by its colon, by brackets, by 为."""
        self._to_colon = compile_pattern(rf"[\[<]?{label}[\]>]?:$")
        self._to_copula = compile_pattern(rf"{label}(?:为|是)$")
        self.in_brackets = compile_pattern(rf"[\[<](?:{levels})?(?P<label>{words}){remark}[\]>]:?")
        """【责任单位】 with the value after the bracket."""
        self.before_value = compile_pattern(rf"(?:{levels})?(?P<label>{words})(?:为|是)?")
        """责任单位 with no colon at all, as some brackets have it."""
        self._whole = compile_pattern(rf"(?:{levels})?(?P<label>{words})")
        level_words = grammar.words("responsibility.label_levels")
        self._longest = max(map(len, self._known), default=0) + max(map(len, level_words), default=0) + 3
        self._last = frozenset(word[-1] for word in self._known) | frozenset(")]>")
        self.first = frozenset(word[0] for word in [*self._known, *level_words])
        """Characters that a label, or the level before it, may begin with."""

    def fields(self, text: str) -> list[tuple[int, int, Label]]:
        """Each label of a field in running text: its start, the start of its value, and what it says."""
        found: dict[int, tuple[int, int, Label]] = {}
        at = text.find(":", 1)
        while at >= 0:
            # From the colon back: far fewer places to look at than where a label might begin.
            if (last := text[at - 1]) in self._last:
                low = max(0, at - self._longest - (_LONGEST_REMARK if last == ")" else 0))
                if match := self._to_colon.search(text, low, at + 1):
                    found[match.start()] = (match.start(), match.end(), self.of(match))
            at = text.find(":", at + 1)
        for copula in _COPULA.finditer(text):
            # 责任单位为市科技局: ordinary text says it too, so that the units have to be known.
            low = max(0, copula.end() - self._longest - _LONGEST_REMARK)
            if match := self._to_copula.search(text, low, copula.end()):
                found[match.start()] = (match.start(), match.end(), self.of(match)._replace(weak=True))
        if "[" in text or "<" in text:
            for box in _BOX.finditer(text):
                if box.start() not in found and (match := self.in_brackets.match(text, box.start())):
                    found[match.start()] = (match.start(), match.end(), self.of(match))
        if len(found) < 2:
            return list(found.values())
        return sorted(found.values(), key=lambda field: field[0])

    def of(self, match: re.Match[str]) -> Label:
        groups = match.groupdict()
        return self._known[groups.get("label") or groups["boxed"]]

    def find(self, text: str) -> Label | None:
        """The label that the text is, whatever blanks, brackets and levels stand around it; None for other words."""
        bare = _AROUND.sub("", text)
        match = self._whole.fullmatch(_REMARK.sub("", bare)) or self._whole.fullmatch(_INSIDE.sub("", bare))
        return self.of(match) if match else None


@per_grammar
def labels_of(grammar: Grammar) -> Labels:
    """The labels of a grammar, built once."""
    return Labels(grammar)


def read_label(text: str, *, grammar: Grammar | None = None) -> Label | None:
    """What a label or a column's header says: `牵头单位` opens units that lead; None where it is none.

    Shape: `text` is folded and holds the label alone, with or without its colon.
    """
    return labels_of(grammar or load_grammar()).find(text)
