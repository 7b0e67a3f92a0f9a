"""The vocabulary of `grammars/diff.yaml`, in the form that comparing needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from notice_parse.grammar import Grammar, load_grammar
from notice_parse.grammar.compile import alternation
from notice_parse.text.fold import fold

_BLANKS = re.compile(r"\s+")


# What a pair keeps of its weight, by how many notices of other places have it.
_KEPT = {"everywhere": 0.3, "mostly": 0.5, "often": 0.7}


@dataclass(frozen=True)
class Words:
    """Word lists by what they are for; see the file for what each means."""

    aliases: dict[str, str]
    alias_pattern: re.Pattern[str]
    filler: frozenset[str]
    bare_indicators: frozenset[str]
    weak_ends: re.Pattern[str]
    weak_starts: re.Pattern[str]
    stock_words: tuple[str, ...]
    stock_actions: frozenset[str]
    cap_actions: frozenset[str]
    lower_is_better: tuple[str, ...]
    classifiers: frozenset[str]
    share_ends: tuple[str, ...]
    common_pairs: dict[str, float]
    """Pairs of characters that any notice has, with the part of its weight that each keeps."""


_chosen: ContextVar[Grammar | None] = ContextVar("grammar of a comparison", default=None)


@contextmanager
def using(grammar: Grammar) -> Iterator[None]:
    """Within it, documents are compared with the words of this grammar instead of the shipped one."""
    token = _chosen.set(grammar)
    try:
        yield
    finally:
        _chosen.reset(token)


def words() -> Words:
    """The vocabulary of the grammar in use, read when it is first needed."""
    return _words(_chosen.get())


@lru_cache(maxsize=4)
def _words(chosen: Grammar | None) -> Words:
    grammar = chosen or load_grammar()
    aliases = {fold(key): fold(str(value)) for key, value in grammar.entries("diff.aliases").items()}
    return Words(
        aliases=aliases,
        alias_pattern=re.compile(alternation(list(aliases))),
        filler=frozenset(grammar.words("diff.filler")),
        bare_indicators=frozenset(grammar.words("diff.bare_indicators")),
        weak_ends=re.compile(f"(?:{alternation(grammar.words('diff.weak_ends'))})$"),
        weak_starts=re.compile(f"^(?:{alternation(grammar.words('diff.weak_starts'))})"),
        stock_words=tuple(grammar.words("diff.stock_words")),
        stock_actions=frozenset(grammar.words("diff.stock_actions")),
        cap_actions=frozenset(grammar.words("diff.cap_actions")),
        lower_is_better=tuple(grammar.words("diff.lower_is_better")),
        classifiers=frozenset(grammar.words("diff.classifiers")),
        share_ends=tuple(grammar.words("diff.share_ends")),
        common_pairs={
            pair: kept
            for name, kept in _KEPT.items()
            for line in grammar.words(f"common_pairs.{name}")
            for pair in line.split()
        },
    )


def unify(text: str) -> str:
    """The text in one width, without blanks, each alias replaced by the name it stands for."""
    known = words()
    return known.alias_pattern.sub(lambda match: known.aliases[match.group()], _BLANKS.sub("", fold(text)))
