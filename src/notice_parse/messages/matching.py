"""From a finished English message back to its template, and from there to the Chinese of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from string import Formatter

from notice_parse.messages.zh import EVIDENCE, MESSAGES, PHRASES


@dataclass
class Template:
    """An English message with places to fill in, and its Chinese."""

    english: str
    chinese: str

    @cached_property
    def literals(self) -> list[str]:
        """The text between the places, empty ones at the ends included."""
        return literals_of(self.english)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = []
        for literal, name, _, _ in Formatter().parse(self.english):
            parts.append(re.escape(literal))
            if name is not None:
                parts.append(f"(?P<{name}>.*?)")
        return re.compile("".join(parts), re.DOTALL)

    def match(self, text: str) -> dict[str, str] | None:
        """What is filled in, by name."""
        # Most templates are told apart by how they begin and end; few patterns are ever compiled.
        if not text.startswith(self.literals[0]) or not text.endswith(self.literals[-1]):
            return None
        found = self.pattern.fullmatch(text)
        return found.groupdict() if found else None


class Catalogue:
    """Messages of one kind by their English text."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._whole = entries
        templates = [Template(english, chinese) for english, chinese in entries.items() if "{" in english]
        # What says most decides: a longer fixed text is the closer fit.
        self._templates = sorted(templates, key=lambda t: -sum(map(len, t.literals)))

    def match(self, text: str) -> tuple[str, dict[str, str]] | None:
        """The Chinese template of a text and what is filled in, or None where the text is not known."""
        if text in self._whole and "{" not in text:
            return self._whole[text], {}
        for template in self._templates:
            values = template.match(text)
            if values is not None:
                return template.chinese, values
        return None

    def find(self, text: str) -> str | None:
        """The text in Chinese, or None where it is not known."""
        found = self.match(text)
        return found and found[0].format(**{name: _phrase(value) for name, value in found[1].items()})


@lru_cache(maxsize=1)
def _messages() -> Catalogue:
    """Of whole messages; another package's reason may come as one, as with the problems of a record."""
    return Catalogue({**PHRASES, **MESSAGES})


@lru_cache(maxsize=1)
def _phrases() -> Catalogue:
    return Catalogue(PHRASES)


@lru_cache(maxsize=1)
def _evidence() -> Catalogue:
    return Catalogue(EVIDENCE)


def to_chinese(text: str) -> str:
    """The message in Chinese; one that no entry fits stays as it is.

    Finished errors are written `where: message (hint)`; each part is looked up by itself.
    """
    found = _find(text)
    if found is not None:
        return found
    for place, rest in _after_place(text):
        if (found := _find(rest)) is not None:
            return f"{place}：{found}"
    return text


def evidence_to_chinese(text: str) -> str:
    """A line of evidence in Chinese; of a group, each reason after the colon is a line of its own."""
    found = _evidence().match(text)
    if found is None:
        return text
    template, values = found
    filled = {name: _phrase(value) for name, value in values.items()}
    if "reasons" in values:
        filled["reasons"] = "，".join(evidence_to_chinese(reason) for reason in values["reasons"].split(", "))
    return template.format(**filled)


def _find(text: str) -> str | None:
    """The message, or a message with its hint in brackets."""
    found = _messages().find(text)
    if found is not None:
        return found
    at = text.find(" (") if text.endswith(")") else -1
    while at >= 0:
        message, hint = _messages().find(text[:at]), _messages().find(text[at + 2 : -1])
        if message is not None and hint is not None:
            return f"{message}（{hint}）"
        at = text.find(" (", at + 1)
    return None


def _after_place(text: str) -> Iterator[tuple[str, str]]:
    at = text.find(": ")
    while at >= 0:
        yield text[:at], text[at + 2 :]
        at = text.find(": ", at + 1)


def _phrase(value: str) -> str:
    """What is filled in may be English itself: a kind of file, the system's reason."""
    found = _phrases().find(value)
    if found is not None:
        return found
    for place, rest in _after_place(value):
        if (found := _phrases().find(rest)) is not None:
            return f"{place}：{found}"
    return value


def literals_of(template: str) -> list[str]:
    """The fixed parts of a template, one more than it has places."""
    parts = [""]
    for literal, name, _, _ in Formatter().parse(template):
        parts[-1] += literal
        if name is not None:
            parts.append("")
    return parts
