"""Rules and words of the grammar with the place they stand at, read from the files only when somebody asks."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from notice_parse.explain.model import Reason
from notice_parse.grammar.compile import Grammar
from notice_parse.grammar.extend import are_lists
from notice_parse.grammar.load import grammar_dir
from notice_parse.grammar.read import ReadFile

_RULE = re.compile(r"^\s*-\s+id:\s*['\"]?(?P<id>[a-z][\w.-]*)")
_LIST = re.compile(r"^ {2}(?P<name>[a-z_]+):")
_LONGEST = 120
"""Characters of a pattern that are shown."""
# A set or a reference that is never closed, which no pattern that compiles has, goes to the end, so that it is read once only.
_IN_SET = re.compile(r"\\L<[^>]*+(?:>|\Z)|\\.|\[\^?+\]?+(?:\\.|[^\]\\])*+(?:\]|\Z)|\(\?P<\w+>", re.S)
_HAN = re.compile(r"[一-龥]{2,}")
_PIECE = re.compile(r"\\.|\[\^?+\]?+(?:\\.|[^\]\\])*+(?:\]|\Z)|\(\?<?[=!]|\(|\)|[\^$]|[^\\()\[\^$]+", re.S)


class Rulebook:
    """One grammar and its files; `folder` is the shipped one by default, `extensions` are the files put onto that."""

    def __init__(self, grammar: Grammar, folder: Path | None = None, extensions: Sequence[ReadFile] = ()) -> None:
        self.grammar = grammar
        self._extensions = [(file, file.data) for file in extensions if file.data is not None]
        self._folder = folder or grammar_dir()
        self._data: dict[str, dict[str, Any]] = {}
        self._file_of: dict[str, dict[str, Any]] = {}
        for file in grammar.files:
            for rule in file["rules"]:
                self._data[rule["id"]], self._file_of[rule["id"]] = rule, file
        self._own: dict[str, tuple[ReadFile, int]] = {}
        for extension, written in self._extensions:
            for index, rule in enumerate(written["rules"]):
                self._data[rule["id"]], self._own[rule["id"]] = rule, (extension, index)
        self._lists = {file["id"]: file for file in grammar.files}
        self._literals: dict[str, tuple[str, ...]] = {}
        self._loosened: dict[str, re.Pattern[str] | None] = {}

    def ids(self) -> list[str]:
        """Every rule, in the order of the files."""
        return list(self._data)

    def rule(self, rule_id: str, matched: str = "", line: int | None = None) -> Reason:
        """A rule as the reason for a value."""
        data = self._data[rule_id]
        says = ", ".join(f"{key}: {value}" for key, value in data["set"].items() if key != "keys")
        pattern = " ".join(data["pattern"].split())
        shown = pattern if len(pattern) <= _LONGEST else pattern[: _LONGEST - 1] + "…"
        return Reason("rule", rule_id, self.where(rule_id), data.get("reason", ""), shown, matched, line, says)

    def where(self, rule_id: str) -> str:
        if rule_id in self._own:
            file, index = self._own[rule_id]
            return file.where("rules", index, "id")
        line = self._rule_lines.get(rule_id)
        if line is None:  # of an extension whose file was not given
            return f"extension {self._data[rule_id].get('home', '')}".strip()
        return f"grammars/{self._file_of[rule_id]['path']}:{line}"

    def family(self, rule_id: str) -> str:
        """What the ids of the rules of the same kind begin with: roles., kinds.title."""
        parts = rule_id.split(".")
        return ".".join(parts[:2]) + "." if len(parts) > 2 and parts[0] in ("kinds", "tables") else parts[0] + "."

    def literals(self, rule_id: str) -> tuple[str, ...]:
        """The Chinese words of two characters or more that a rule's pattern spells out."""
        if rule_id not in self._literals:
            spelt = _IN_SET.sub(" ", self._data[rule_id]["pattern"])
            self._literals[rule_id] = tuple(dict.fromkeys(_HAN.findall(spelt)))
        return self._literals[rule_id]

    def loosened(self, rule_id: str) -> re.Pattern[str] | None:
        """The rule's pattern without its conditions on what stands around; None where that says nothing or is no pattern."""
        if rule_id not in self._loosened:
            source = self.grammar.rule(rule_id).source
            loose = _without_conditions(source)
            self._loosened[rule_id] = None
            if loose != source:
                with contextlib.suppress(re.error):
                    pattern = re.compile(loose)
                    self._loosened[rule_id] = None if pattern.match("") else pattern
        return self._loosened[rule_id]

    def word(self, word: str, lists: Iterable[str], *, line: int | None = None) -> Reason | None:
        """The first of the lists that has the word, as the reason for a value."""
        for name in lists:
            entry = self.grammar.vocabulary(name)
            if word not in entry:
                continue
            value = entry[word] if isinstance(entry, dict) else None
            says = value if isinstance(value, str) else _told(value)
            return Reason("words", name, self.where_word(name, word), matched=word, line=line, says=says)
        return None

    def where_word(self, name: str, word: str, part: str | None = None) -> str:
        """`file:line` of an entry, else of its list; `part` is the word inside the entry that was met."""
        for file, written in reversed(self._extensions):
            for key in ("replace", "vocabulary"):
                path = _path_of(written[key].get(name), part or word)
                if path is not None:
                    place: str = file.where(key, name, *path)
                    return place
        file_id, _, list_name = name.partition(".")
        shipped: str | None = self._lists[file_id].get("path")
        if shipped is None:
            return f"extension {file_id}"
        lines = self._lines(shipped)
        first = next((i for i, line in enumerate(lines) if (m := _LIST.match(line)) and m["name"] == list_name), 0)
        entry = re.compile(rf"(?:^|[\s\[{{,'\"]){re.escape(word)}(?:$|[\s\]}},:'\"])")
        for index in range(first, len(lines)):
            if index > first and re.match(r" {0,2}\S", lines[index]) and not lines[index].lstrip().startswith("#"):
                break
            if entry.search(lines[index]):
                return f"grammars/{shipped}:{index + 1}"
        if self.grammar.extensions and not self._extensions:
            return f"extension {', '.join(self.grammar.extensions)}"
        return f"grammars/{shipped}:{first + 1}"

    @cached_property
    def _rule_lines(self) -> dict[str, int]:
        return {
            match["id"]: number
            for file in self.grammar.files
            if "path" in file
            for number, line in enumerate(self._lines(file["path"]), 1)
            if (match := _RULE.match(line))
        }

    def _lines(self, path: str) -> list[str]:
        return (self._folder / path).read_text(encoding="utf-8").splitlines()


def _path_of(entry: Any, word: str) -> tuple[str | int, ...] | None:
    """Where a word stands in a list or mapping of an extension; for an entry made of lists, also one of its words."""
    if isinstance(entry, dict) and word in entry:
        return (word,)
    if isinstance(entry, list) and word in entry:
        return (entry.index(word),)
    if isinstance(entry, dict):
        for key, value in entry.items():
            if are_lists(value) and any(word in words for words in value.values()):
                return (key,)
    return None


def _told(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    return ", ".join(f"{key}: {told}" for key, told in value.items() if isinstance(told, str | int | float))


def _without_conditions(source: str) -> str:
    """A pattern without anchors and without what it only looks at."""
    out: list[str] = []
    looking = 0
    for match in _PIECE.finditer(source):
        piece = match.group()
        if looking or piece in ("(?=", "(?!", "(?<=", "(?<!"):
            looking += piece.startswith("(") - (piece == ")")
        elif piece not in ("^", "$"):
            out.append(piece)
    return "".join(out)
