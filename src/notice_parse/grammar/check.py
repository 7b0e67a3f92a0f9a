"""What is wrong with an extension that has the right form: names that there are not, words and patterns that cannot work.

Everything is told with file and line. Whether rules are ever reached is told by `reach`, which runs their examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from notice_parse.errors import GrammarError
from notice_parse.grammar.check_rules import Known, rule_problems
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.extend import are_lists, extend, home_of
from notice_parse.grammar.groups import CLOSED
from notice_parse.grammar.read import Hint, ReadFile, near
from notice_parse.text.fold import fold

Files = Sequence[dict[str, Any]]


def check_extension(file: ReadFile, below: Files) -> list[GrammarError]:
    """Everything wrong with an extension's words and rules, in the order of the file; those of wrong form are left out.

    `below` are the files it is put onto: those of the base, with what the extensions that it extends have changed.
    """
    sound = file.sound_part()
    if sound is None or sound.data is None:
        return []
    problems = list(_Words(sound, below).problems())
    # Patterns may use lists that are wrong; what can be told of rules without them is told.
    whole = not problems and file.data is not None
    words = Grammar(extend(below, {**sound.data, "rules": []}), "") if whole else None
    files = {rule["id"]: below_file["path"] for below_file in below for rule in _rules(below_file)}
    problems += rule_problems(sound, Known(Grammar(below, ""), words, files))
    return sorted(problems, key=lambda e: int((e.where or ":0").rpartition(":")[2]))


def _rules(file: dict[str, Any]) -> Sequence[dict[str, Any]]:
    return file["rules"] if "path" in file else ()


class _Words:
    """The lists of one extension, against those of the files below it."""

    def __init__(self, file: ReadFile, below: Files) -> None:
        assert file.data is not None
        self._file = file
        self._data = file.data
        self._below = {f["id"]: f for f in below}
        self._names = [f"{f['id']}.{name}" for f in below for name in f["vocabulary"]]

    def problems(self) -> Iterator[GrammarError]:
        for name, words in self._data["vocabulary"].items():
            place = ("vocabulary", name)
            if "." not in name:
                yield from self._own(name, words)
            elif (before := self._list(name)) is None:
                yield self._unknown(name, place)
            elif self._fits(before, words):
                yield from self._added(name, before, words)
            else:
                yield self._other_kind(name, before, *place)
        for name, words in self._data["replace"].items():
            yield from self._replaced(name, words)
        for name, gone in self._data["remove"].items():
            if (before := self._list(name)) is None:
                yield self._unknown(name, ("remove", name))
                continue
            for index, word in enumerate(gone):
                if word not in before:
                    yield self._file.problem(
                        "remove", name, index, message=f"{name} has no word {word!r}", hint=near(word, before)
                    )

    def _own(self, name: str, words: Any) -> Iterator[GrammarError]:
        if isinstance(words, list):
            yield from self._plain(("vocabulary", name), words, folded=True)
        full = [known for known in self._names if known.endswith(f".{name}")]
        used = any(f"\\L<{name}>" in rule["pattern"] for rule in self._data["rules"])
        if not used:
            hint = Hint(f"to add to a list of the base give its full name: {', '.join(full[:3])}") if full else None
            message = f"no pattern uses the list {name} (as \\L<{name}>)"
            yield self._file.problem("vocabulary", name, message=message, hint=hint or near(name, self._names))

    def _added(self, name: str, before: Any, words: Any) -> Iterator[GrammarError]:
        place = ("vocabulary", name)
        yield from self._plain(place, words, folded=_is_folded(before))
        for index, word in enumerate(words):
            at = (*place, word if isinstance(words, dict) else index)
            if isinstance(words, dict):
                yield from self._entry(name, before, word, words[word], at)
            elif word in before:
                yield self._file.problem(*at, message=f"{name} has the word {word!r} already")

    def _entry(
        self, name: str, before: dict[str, Any], word: str, value: Any, at: tuple[str | int, ...]
    ) -> Iterator[GrammarError]:
        old = before.get(word)
        if old is not None and not (are_lists(old) and are_lists(value)):
            hint = Hint("the same again") if old == value else Hint("give it its new value under `replace:`")
            yield self._file.problem(*at, message=f"{name} has the word {word!r} already: {old}", hint=hint)
            return
        yield from self._shape(name, before, value, at)
        if old is not None:
            for key, more in value.items():
                for index, added in enumerate(more):
                    if added in old.get(key, ()):
                        yield self._file.problem(*at, key, index, message=f"{word} has the word {added!r} already")
        elif are_lists(value):
            yield from self._elsewhere(before, value, at)

    def _elsewhere(self, before: dict[str, Any], value: Any, at: tuple[str | int, ...]) -> Iterator[GrammarError]:
        """The same name under two standard names: the one put in last would win, and nobody would know."""
        owner = {
            (key, w): word for word, old in before.items() if are_lists(old) for key, ws in old.items() for w in ws
        }
        for key, more in value.items():
            for index, added in enumerate(more):
                if other := owner.get((key, added)):
                    yield self._file.problem(*at, key, index, message=f"{added!r} belongs to {other} already")

    def _replaced(self, name: str, words: Any) -> Iterator[GrammarError]:
        place = ("replace", name)
        before = self._list(name)
        if before is None:
            yield self._unknown(name, place)
        elif not self._fits(before, words):
            yield self._other_kind(name, before, *place)
        elif isinstance(words, list):
            yield from self._plain(place, words, folded=_is_folded(before))
        else:
            for word, value in words.items():
                if word not in before:
                    hint = near(word, before) or Hint("a new word goes under `vocabulary:`")
                    yield self._file.problem(*place, word, message=f"{name} has no word {word!r}", hint=hint)
                yield from self._shape(name, before, value, (*place, word))

    def _plain(self, place: tuple[str, ...], words: Any, *, folded: bool) -> Iterator[GrammarError]:
        """Words that could never be found as they are written."""
        seen: set[str] = set()
        for index, word in enumerate(words):
            at = (*place, word if isinstance(words, dict) else index)
            if word in seen:
                yield self._file.problem(*at, message=f"the word {word!r} is given twice")
            seen.add(word)
            if not word.strip():
                yield self._file.problem(*at, message="an empty word")
            elif word != word.strip():
                yield self._file.problem(*at, message=f"the word {word!r} has blanks around it")
            elif folded and fold(word) != word:
                hint = f"texts are normalised first: write {fold(word)!r}"
                yield self._file.problem(*at, message=f"no text has {word!r}", hint=hint)

    def _shape(
        self, name: str, before: dict[str, Any], value: Any, at: tuple[str | int, ...]
    ) -> Iterator[GrammarError]:
        """A new entry has what those of the base have."""
        olds = list(before.values())
        if not isinstance(value, dict):
            yield from self._simple(name, olds, value, at)
            return
        if not all(isinstance(old, dict) for old in olds):
            yield self._file.problem(*at, message=f"an entry of {name} has one value, not several")
            return
        known = dict.fromkeys(key for old in olds for key in old)
        for key, part in value.items():
            if key not in known:
                yield self._file.problem(
                    *at, key, message=f"no entry of {name} has {key!r}", hint=f"known: {', '.join(known)}"
                )
            else:
                yield from self._simple(f"{name}.{key}", [old[key] for old in olds if key in old], part, (*at, key))
        for key in known:
            if key not in value and all(key in old for old in olds):
                yield self._file.problem(*at, message=f"each entry of {name} has {key!r}, this one has not")

    def _simple(self, name: str, olds: list[Any], value: Any, at: tuple[str | int, ...]) -> Iterator[GrammarError]:
        if not isinstance(value, tuple({type(old) for old in olds})):
            yield self._file.problem(
                *at, message=f"{name}: {value!r} is not of the kind that is wanted, such as {olds[0]!r}"
            )
        elif isinstance(value, list):
            for index, word in enumerate(value):
                if not isinstance(word, str) or not word.strip():
                    yield self._file.problem(*at, index, message="an empty word")
                elif fold(word) != word:
                    hint = f"texts are normalised first: write {fold(word)!r}"
                    yield self._file.problem(*at, index, message=f"no text has {word!r}", hint=hint)
        elif name in CLOSED and value not in olds:
            known = sorted({str(old) for old in olds if old is not None})
            hint = near(str(value), known) or Hint(f"known: {', '.join(known)}")
            yield self._file.problem(*at, message=f"{name}: {value!r} means nothing", hint=hint)
        elif name == "measures.units.factor" and not _is_factor(value):
            yield self._file.problem(*at, message=f"{name}: {value!r} is no number", hint="as '0.0001' or '2000/3'")

    def _list(self, name: str) -> Any:
        try:
            file_id, bare = home_of(name, self._below)
        except KeyError:
            return None
        return self._below[file_id]["vocabulary"][bare]

    def _other_kind(self, name: str, before: Any, *place: str) -> GrammarError:
        if isinstance(before, dict):
            return self._file.problem(*place, message=f"{name} is a mapping of words, not a list")
        return self._file.problem(*place, message=f"{name} is a list of words, not a mapping")

    def _fits(self, before: Any, words: Any) -> bool:
        return isinstance(before, dict) == isinstance(words, dict)

    def _unknown(self, name: str, place: tuple[str, ...]) -> GrammarError:
        rules = {rule["id"] for file in self._below.values() for rule in file["rules"]}
        hint = near(name, self._names) or Hint("`notice-parse grammar list` names all")
        if name in rules:
            hint = Hint("it is a rule: words for it go under `also:`")
        return self._file.problem(*place, message=f"there is no word list {name}", hint=hint)


def _is_folded(words: Any) -> bool:
    """Whether the words of a list are looked for in texts; standard names, which are only given out, need not be."""
    return all(fold(word) == word for word in words)


def _is_factor(value: Any) -> bool:
    from fractions import Fraction

    try:
        return Fraction(value) > 0
    except (ValueError, ZeroDivisionError):
        return False
