"""Grammar and Rule: what the stages see of the grammar files."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar, cast

from notice_parse.errors import GrammarError
from notice_parse.grammar.extend import extend
from notice_parse.grammar.places import fitting
from notice_parse.text.patterns import LIMITED, compile_pattern

T = TypeVar("T")
_KEPT = 16  # grammars of places, with all that stages have made of each
_GROUP_NAME = re.compile(r"\(\?P<[a-z_0-9]+>")
_REFERENCE = re.compile(r"\\L<([a-z][a-z0-9_.-]*)>")


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first, so that a word never hides a longer one."""
    return "|".join([w if w.isalnum() else re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))])


def per_grammar(make: Callable[[Grammar], T]) -> Callable[[Grammar], T]:
    """What a stage makes of a grammar, made once for each of the grammars in use."""
    return lru_cache(maxsize=_KEPT)(make)


@dataclass(frozen=True)
class Rule:
    """One rule of a grammar file; `attributes` is what its `set` says."""

    id: str
    source: str
    attributes: dict[str, Any]
    extends: tuple[str, ...] = ()
    """Ids of the rules of extensions that are part of it: its own where it is one, else those also or instead of it."""

    @property
    def bare(self) -> str:
        """The source without the names of its groups, to be a part of a larger pattern."""
        return _GROUP_NAME.sub("(?:", self.source)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        r"""The compiled pattern. What only the `regex` module reads (`\p{Han}`, set operations) is compiled by it."""
        try:
            return compile_pattern(self.source)
        except (re.error, OverflowError):
            pass
        except RecursionError as error:
            raise GrammarError(f"rule {self.id}: bad pattern: its brackets are nested too deeply") from error
        import regex

        try:
            return cast("re.Pattern[str]", regex.compile(self.source, regex.VERSION1))
        except (regex.error, OverflowError, RecursionError, ValueError) as error:
            raise GrammarError(f"rule {self.id}: bad pattern: {error}") from error


def keys_of(rules: Iterable[Rule]) -> list[str] | None:
    """Words of which every match of the rules holds one, so that a text without any can be left at once.

    None where a rule does not say its `keys`: then nothing is known.
    """
    keys: list[str] = []
    for rule in rules:
        if "keys" not in rule.attributes:
            return None
        keys.extend(rule.attributes["keys"])
    return keys


class Grammar:
    """Vocabulary and rules of all files.

    Names are written `file.name` for a vocabulary list (`units.scales`) and are the rule's id for a rule.
    `places` are extensions for the notices of some places each; the fingerprint covers them.
    """

    def __init__(
        self,
        files: Sequence[dict[str, Any]],
        fingerprint: str,
        places: Sequence[dict[str, Any]] = (),
        extensions: tuple[str, ...] = (),
    ) -> None:
        self.fingerprint = fingerprint
        self.extensions = extensions
        """Ids of the extensions that are part of it, in the order in which they were put on."""
        self.files = list(files)
        self.places = list(places)
        self._regions: dict[str, tuple[str, ...]] = {}
        self._of_places: OrderedDict[tuple[str, ...], Grammar] = OrderedDict()
        self._vocabulary: dict[str, Any] = {}
        for file in files:
            for name, words in file["vocabulary"].items():
                self._vocabulary[f"{file['id']}.{name}"] = words
        self._rules: dict[str, Rule] = {}
        self._by_file: dict[str, list[Rule]] = {}
        for file in files:
            rules = [self._rule(file["id"], data) for data in file["rules"]]
            self._by_file[file["id"]] = rules
            self._rules.update((rule.id, rule) for rule in rules)

    def vocabulary(self, name: str) -> list[str] | dict[str, Any]:
        """A vocabulary list or mapping as the file has it."""
        entry: list[str] | dict[str, Any] = self._entry(name)
        return entry

    def _rule(self, file_id: str, data: dict[str, Any]) -> Rule:
        if "home" not in data and "also" not in data:
            return Rule(data["id"], self.expand(data["pattern"], file_id, data["id"]), data["set"])
        parts, ids = [], []
        for part in (data, *data.get("also", ())):
            source, rule_id = self.expand(part["pattern"], part.get("home", file_id), part["id"]), part["id"]
            if part.get("limited"):
                rule_id = part.get("by", rule_id)
                source = f"{LIMITED}{rule_id})(?:{source})(?#/limited:{rule_id})"
                ids.append(rule_id)
            parts.append(f"(?:{source})")
        return Rule(data["id"], f"(?:{'|'.join(parts)})", data["set"], tuple(ids))

    def for_region(self, region: str | None) -> Grammar:
        """The grammar for notices of a region: this one, or with the files of the places that the region lies in."""
        if not self.places or not region:
            return self
        ids = self._regions.get(region)
        if ids is None:
            ids = self._regions[region] = fitting(self.places, region)
            if len(self._regions) > 4096:
                self._regions.clear()
        return self._of(ids) if ids else self

    def _of(self, ids: tuple[str, ...]) -> Grammar:
        made = self._of_places.pop(ids, None)
        if made is None:
            files = self.files
            for extension in self.places:
                if extension["id"] in ids:
                    files = extend(files, extension)
            made = Grammar(files, self.fingerprint, extensions=(*self.extensions, *ids))
        self._of_places[ids] = made  # the last one used is the last to go
        while len(self._of_places) > _KEPT:
            self._of_places.popitem(last=False)
        return made

    def agrees(self, other: Grammar, file_ids: Iterable[str]) -> bool:
        """Whether the two have the same words and rules in the files named."""
        own, others = ({file["id"]: file for file in grammar.files} for grammar in (self, other))
        return all(own.get(file_id) is others.get(file_id) for file_id in file_ids)

    def words(self, name: str) -> list[str]:
        """The words of a vocabulary list, in the order of the file."""
        return list(self._entry(name))

    def entries(self, name: str) -> dict[str, Any]:
        """The words of a vocabulary mapping with their attributes (or their one value)."""
        entry = self._entry(name)
        if not isinstance(entry, dict):
            raise GrammarError(f"vocabulary {name} is a list, not a mapping")
        return entry

    def rules(self, file_id: str, prefix: str = "") -> list[Rule]:
        """The rules of a file whose ids start with the prefix, in the order they are tried."""
        return [rule for rule in self._by_file[file_id] if rule.id.startswith(prefix)]

    def rule(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def find(self, rule_id: str) -> Rule | None:
        """The rule, or None where there is none of that name."""
        return self._rules.get(rule_id)

    def has_list(self, name: str) -> bool:
        """Whether there is a word list or mapping of that name."""
        return name in self._vocabulary

    def expand(self, pattern: str, file_id: str, where: str = "") -> str:
        r"""The pattern with `\L<name>` replaced by the words of a list of the same file, or of `file.name`."""

        def replace(match: re.Match[str]) -> str:
            name = match.group(1)
            own = f"{file_id}.{name}"
            if own not in self._vocabulary and name not in self._vocabulary:
                raise GrammarError(f"rule {where}: no word list named {name}", hint=self._near(own))
            return f"(?:{alternation(list(self._entry(own if own in self._vocabulary else name)))})"

        return _REFERENCE.sub(replace, pattern)

    def _entry(self, name: str) -> Any:
        try:
            return self._vocabulary[name]
        except KeyError:
            raise GrammarError(f"no word list named {name}", hint=self._near(name)) from None

    def _near(self, name: str) -> str | None:
        from notice_parse.grammar.read import near

        return near(name, self._vocabulary)
