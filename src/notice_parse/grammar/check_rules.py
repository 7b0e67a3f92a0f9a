"""What is wrong with the rules of an extension, told before a stage trips over it."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import regex

from notice_parse.errors import GrammarError
from notice_parse.grammar.compile import Grammar, Rule
from notice_parse.grammar.groups import GROUPS, Group, group_of
from notice_parse.grammar.read import Hint, ReadFile, names_like, near
from notice_parse.text.fold import fold

_BACK_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*(?P<found>\\[1-9]|\\g<|\(\?P[=>]|\(\?[&R0-9])")
_FLAGS = re.compile(r"\(\?[aiLmsuxVfwbepr0-9]+\)")
_COMMENT = re.compile(r"(?<!\\)\(\?#")


@dataclass(frozen=True)
class Known:
    """The grammar below an extension, the same with the extension's words (None where these are wrong), and the file
    of each rule by its id."""

    below: Grammar
    words: Grammar | None
    files: dict[str, str]


def rule_problems(file: ReadFile, known: Known) -> list[GrammarError]:
    """Everything wrong with each rule by itself, and ids given twice."""
    assert file.data is not None
    found: list[GrammarError] = []
    seen: dict[str, int] = {}
    for index, rule in enumerate(file.data["rules"]):
        where = file.where("rules", index, "id")
        if rule["id"] in seen:
            other = file.where("rules", seen[rule["id"]], "id")
            found.append(GrammarError(f"rule id {rule['id']} is given twice", where=where, hint=f"the other: {other}"))
        elif rule["id"] in known.files:
            hint = f"the other is in {known.files[rule['id']]}; to take its place say `instead: '{rule['id']}'`"
            found.append(GrammarError(f"rule id {rule['id']} is given twice", where=where, hint=hint))
        seen.setdefault(rule["id"], index)
        found.extend(_Checked(file, index, rule, known).problems())
    return found


class _Checked:
    """One rule of an extension."""

    def __init__(self, file: ReadFile, index: int, rule: dict[str, Any], known: Known) -> None:
        assert file.data is not None
        self._file = file
        self._home = file.data["id"]
        self._at = ("rules", index)
        self._rule = rule
        self._words = rule.get("words")
        self._named = f"also {rule['also']}: " if self._words else f"rule {rule['id']}: "
        self._known = known

    def problems(self) -> Iterator[GrammarError]:
        if self._words:
            yield from self._plain_words(self._words)
        target = self._rule["also"] or self._rule["instead"]
        base = self._target(target) if target else None
        if target and base is None:
            key = "also" if self._rule["also"] else "instead"
            hint = near(target, self._known.files) or Hint("`notice-parse grammar list` names all")
            if self._words and self._known.below.has_list(target):
                hint = Hint("it is a word list: its words go under `vocabulary:`")
            yield self.problem(key, message=f"there is no rule {target}", hint=hint)
        group = None if target else group_of(self._rule["id"])
        if not target and group is None:
            yield self._unreached()
        pattern = yield from self._compiled()
        if pattern is not None:
            yield from self._names(pattern, base, group)
        if group is not None:
            yield from self._set(group)
        elif base is not None and not self._words:
            yield from self._keys(base)

    def _plain_words(self, words: list[str]) -> Iterator[GrammarError]:
        for index, word in enumerate(words):
            at = ("examples", index)
            if not word.strip():
                yield self.problem(*at, message="an empty word")
            elif word in words[:index]:
                yield self.problem(*at, message=f"the word {word!r} is given twice")
            elif word != word.strip():
                yield self.problem(*at, message=f"the word {word!r} has blanks around it")
            elif fold(word) != word:
                hint = f"texts are normalised first: write {fold(word)!r}"
                yield self.problem(*at, message=f"no text has {word!r}", hint=hint)

    def _target(self, rule_id: str) -> Rule | None:
        return self._known.below.find(rule_id)

    def _unreached(self) -> GrammarError:
        prefixes = [group.prefix for group in GROUPS]
        like = ", ".join(names_like(self._rule["id"], self._known.files)) or "…"
        hint = f"say of which rule it is `also` ({like}), or begin its id with one of {', '.join(prefixes)}"
        return self.problem("id", message="no stage asks for this rule", hint=hint)

    def _compiled(self) -> Generator[GrammarError, None, Any]:
        """Tells what is wrong with the pattern; gives it compiled, or None."""
        source = self._rule["pattern"]
        if not self._words:
            yield from self._odd()
        elif not all(word.strip() for word in self._words):
            return None
        grammar = self._known.words or self._known.below
        try:
            expanded = grammar.expand(source, self._home, self._rule["id"])
        except GrammarError as error:
            if self._known.words is None:
                return None
            yield GrammarError(error.message, where=self._file.where(*self._at, "pattern"), hint=error.hint)
            return None
        try:
            pattern = regex.compile(expanded, regex.VERSION0)
        except regex.error as error:
            at = getattr(error, "pos", None)
            hint = None if expanded != source or at is None else Hint(f"at {source[:at]}▸{source[at:]}")
            yield self.problem("pattern", message=f"bad pattern: {getattr(error, 'msg', error)}", hint=hint)
            return None
        try:
            if pattern.search("", timeout=1) is not None:
                yield self.problem("pattern", message="the pattern matches the empty string, so it matches anywhere")
        except TimeoutError:
            yield self.problem("pattern", message="the pattern takes too long even on an empty text")
        if pattern.groups > len(pattern.groupindex):
            hint = Hint("write (?:…) for what only belongs together, (?P<name>…) for what is asked for")
            yield self.problem("pattern", message="the pattern has a group without a name", hint=hint)
        return pattern

    def _names(self, pattern: Any, base: Rule | None, group: Group | None) -> Iterator[GrammarError]:
        """The stage asks for groups by name."""
        mine = set(pattern.groupindex)
        if base is not None:
            theirs = set(base.pattern.groupindex)
            for name in sorted(mine - theirs):
                hint = near(name, theirs) or Hint(f"known: {', '.join(sorted(theirs)) or '…'}")
                yield self.problem("pattern", message=f"{base.id} has no group {name}", hint=hint)
            needed = [name for name in theirs if _always(base, name)]
        else:
            needed = list(group.names) if group else []
        for name in needed:
            if name not in mine and self._words:
                hint = Hint("write a rule for it under `rules:`")
                yield self.problem(
                    message=f"it asks for a part of what it finds ({name}), which words cannot tell", hint=hint
                )
            elif name not in mine:
                yield self.problem(
                    "pattern", message=f"the pattern lacks the group {name}", hint=f"write (?P<{name}>…)"
                )

    def _set(self, group: Group) -> Iterator[GrammarError]:
        """What `set` holds, against the rules of the base in the same group."""
        olds = [rule.attributes for rule in self._known.below.rules(group.file, group.prefix)]
        known = dict.fromkeys(key for old in olds for key in old)
        mine = self._rule["set"]
        for key in known:
            if key not in mine and all(key in old for old in olds):
                yield self.problem("set", message=f"a rule of {group.prefix}* needs {key!r} in `set`")
        for key, value in mine.items():
            if key not in known:
                hint = Hint(f"known: {', '.join(known) or '…'}")
                yield self.problem("set", key, message=f"`set` has an unknown key {key!r}", hint=hint)
                continue
            values = [old[key] for old in olds if key in old]
            if not isinstance(value, tuple({type(old) for old in values})):
                yield self.problem(
                    "set", key, message=f"{key}: {value!r} is not of the kind wanted, such as {values[0]!r}"
                )
            elif key not in group.open and not isinstance(value, bool | int):
                yield from self._meaning(key, value, values)

    def _keys(self, base: Rule) -> Iterator[GrammarError]:
        """Where the base says which words every match holds one of, what matches also has to say it as well."""
        mine = "keys" in self._rule["set"]
        if "keys" in base.attributes and not mine:
            hint = "they are words of which every match holds one"
            yield self.problem("set", message=f"the rule needs `keys`, as {base.id} has them", hint=hint)
        elif mine and "keys" not in base.attributes:
            yield self.problem("set", "keys", message=f"{base.id} has no `keys`", hint="leave them out")

    def _meaning(self, key: str, value: Any, values: list[Any]) -> Iterator[GrammarError]:
        words = sorted({word for old in values for word in (old if isinstance(old, list) else [old])})
        for word in value if isinstance(value, list) else [value]:
            if word not in words:
                hint = near(str(word), words) or Hint(f"known: {', '.join(words)}")
                yield self.problem("set", key, message=f"{key}: {word!r} means nothing", hint=hint)

    def problem(self, *path: str | int, message: str, hint: str | None = None) -> GrammarError:
        """Something wrong with the rule, which the message names."""
        named = self._named + message
        return self._file.problem(*self._at, *path, message=named, hint=hint)

    def _odd(self) -> Iterator[GrammarError]:
        """What a pattern that is joined with others cannot have, and what can never match."""
        source = self._rule["pattern"]
        for found in _BACK_REFERENCE.finditer(source):
            yield self.problem("pattern", message=f"back references ({found['found']}) are not read")
        if _FLAGS.search(source):
            hint = "write (?i:…) around what they are for"
            yield self.problem("pattern", message="flags for the whole pattern are not read", hint=hint)
        if _COMMENT.search(source):
            hint = "put them beside the rule, after #"
            yield self.problem("pattern", message="comments in patterns are not read", hint=hint)
        odd = "".join(dict.fromkeys(char for char in source if fold(char) != char))
        if odd:
            plain = "".join(f"\\{c}" if c in "()[]+." else c for c in map(fold, odd))
            yield self.problem("pattern", message=f"no normalised text has {odd}", hint=f"write {plain}")


def _always(rule: Rule, name: str) -> bool:
    """Whether every way to match a rule sets a group: it stands outside of alternatives and of what may be left out."""
    from re import _parser  # type: ignore[attr-defined]

    try:
        tree = _parser.parse(rule.source)
    except re.error:
        return False  # it has alternatives of other extensions
    return name in tree.state.groupdict and _sets(tree, tree.state.groupdict[name])


def _sets(tree: Any, number: int) -> bool:
    for operation, value in tree:
        kind = str(operation)
        if kind == "SUBPATTERN" and (value[0] == number or _sets(value[3], number)):
            return True
        if kind == "BRANCH" and all(_sets(branch, number) for branch in value[1]):
            return True
        if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] and _sets(value[2], number):
            return True
        if kind == "ATOMIC_GROUP" and _sets(value, number):
            return True
    return False
