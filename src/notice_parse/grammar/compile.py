"""Grammar and Rule: what the stages see of the grammar files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from notice_parse.errors import GrammarError
from notice_parse.text.patterns import compile_pattern

_REFERENCE = re.compile(r"\\L<([a-z][a-z0-9_.-]*)>")


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first, so that a word never hides a longer one."""
    return "|".join([w if w.isalnum() else re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w))])


@dataclass(frozen=True)
class Rule:
    """One rule of a grammar file; `attributes` is what its `set` says."""

    id: str
    source: str
    attributes: dict[str, Any]

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


class Grammar:
    """Vocabulary and rules of all files.

    Names are written `file.name` for a vocabulary list (`units.scales`) and are the rule's id for a rule.
    """

    def __init__(self, files: list[dict[str, Any]], fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._files = {file["id"]: file for file in files}
        self._vocabulary: dict[str, Any] = {}
        for file in files:
            for name, words in file["vocabulary"].items():
                self._vocabulary[f"{file['id']}.{name}"] = words
        self._rules: dict[str, Rule] = {}
        self._by_file: dict[str, list[Rule]] = {}
        for file in files:
            rules = [Rule(r["id"], self.expand(r["pattern"], file["id"], r["id"]), r["set"]) for r in file["rules"]]
            self._by_file[file["id"]] = rules
            self._rules.update((rule.id, rule) for rule in rules)

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

    def expand(self, pattern: str, file_id: str, where: str = "") -> str:
        r"""The pattern with `\L<name>` replaced by the words of a list of the same file, or of `file.name`."""

        def replace(match: re.Match[str]) -> str:
            name = match.group(1)
            own = f"{file_id}.{name}"
            if own not in self._vocabulary and name not in self._vocabulary:
                raise GrammarError(
                    f"rule {where}: no word list named {name}", hint=f"known: {', '.join(sorted(self._vocabulary))}"
                )
            return f"(?:{alternation(list(self._entry(own if own in self._vocabulary else name)))})"

        return _REFERENCE.sub(replace, pattern)

    def _entry(self, name: str) -> Any:
        try:
            return self._vocabulary[name]
        except KeyError:
            raise GrammarError(
                f"no word list named {name}", hint=f"known: {', '.join(sorted(self._vocabulary))}"
            ) from None
