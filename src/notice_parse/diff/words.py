"""The vocabulary of `grammars/diff.yaml` and `grammars/subjects.yaml`, in the form that comparing needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from notice_parse.grammar import Grammar, load_grammar
from notice_parse.grammar.compile import alternation
from notice_parse.text.fold import fold

_SHORTEST = 3  # characters of a name; what is shorter is not taken apart
_BLANKS = re.compile(r"\s+")


# What a pair keeps of its weight, by how many notices of other places have it.
_KEPT = {"everywhere": 0.3, "mostly": 0.5, "often": 0.7}


@dataclass(frozen=True)
class Words:
    """Word lists by what they are for; see the file for what each means."""

    aliases: dict[str, str]
    alias_pattern: re.Pattern[str]
    indicator_aliases: dict[str, str]
    indicator_alias_pattern: re.Pattern[str]
    whole_indicators: dict[str, str]
    levels: dict[str, str]
    level_pattern: re.Pattern[str]
    contraries: dict[str, list[int]]
    """Words that exclude others, with the lines they stand in."""
    contrary_pattern: re.Pattern[str]
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
    subjects: dict[str, str]
    """Each word that says what a task is about, with the name of the subject."""
    subject_pattern: re.Pattern[str]


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
    of_indicators = {fold(key): fold(str(value)) for key, value in grammar.entries("diff.indicator_aliases").items()}
    levels = {key: str(value) for key, value in grammar.entries("diff.levels").items()}
    contraries: dict[str, list[int]] = {}
    for index, line in enumerate(grammar.words("diff.contraries")):
        for word in line.split():
            contraries.setdefault(word, []).append(index)
    subjects = {
        fold(word): name
        for name, entry in grammar.entries("subjects.subjects").items()
        for word in entry["words"].split()
    }
    return Words(
        aliases=aliases,
        alias_pattern=re.compile(alternation(list(aliases))),
        indicator_aliases=of_indicators,
        indicator_alias_pattern=re.compile(alternation(list(of_indicators))),
        whole_indicators={key: str(value) for key, value in grammar.entries("diff.whole_indicators").items()},
        levels=levels,
        level_pattern=re.compile(f"^(?!{alternation(grammar.words('diff.no_levels'))})(?:{alternation(list(levels))})"),
        contraries=contraries,
        contrary_pattern=re.compile(alternation(list(contraries))),
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
        subjects=subjects,
        subject_pattern=re.compile(alternation(list(subjects))),
    )


def unify(text: str) -> str:
    """The text in one width, without blanks, each alias replaced by the name it stands for."""
    known = words()
    return known.alias_pattern.sub(lambda match: known.aliases[match.group()], _BLANKS.sub("", fold(text)))


def unify_indicator(name: str) -> str:
    """The same for the name of an indicator, where a word means one thing that in a sentence it may not."""
    known = words()
    return known.indicator_alias_pattern.sub(lambda match: known.indicator_aliases[match.group()], unify(name))


def split_level(name: str) -> tuple[str, str]:
    """The level at which a thing is recognised, and the thing: 省, 未来乡村 of 省级未来乡村; the level may be empty."""
    known = words()
    found = known.level_pattern.match(name)
    if not found or len(name) - found.end() < _SHORTEST:
        return "", name
    return known.levels[found.group()], name[found.end() :]


def contraries_of(name: str) -> dict[int, frozenset[str]]:
    """For each line of words that exclude each other those that the name holds."""
    known = words()
    found: dict[int, set[str]] = {}
    for word in known.contrary_pattern.findall(name):
        for index in known.contraries[word]:
            found.setdefault(index, set()).add(word)
    return {index: frozenset(held) for index, held in found.items()}


def subjects_of(text: str) -> Counter[str]:
    """How often the text speaks of each subject, in its own words: before aliases are replaced."""
    known = words()
    return Counter(known.subjects[word] for word in known.subject_pattern.findall(_BLANKS.sub("", fold(text))))
