"""What an explanation is made of; `to_json` gives it to other programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

ReasonKind = Literal["rule", "words", "code"]


class Quote(NamedTuple):
    """A part of one source line: `[start, end)` of `text`, the whole line, which begins at `offset` of the source."""

    line: int
    offset: int
    start: int
    end: int
    text: str


class Reason(NamedTuple):
    """What decided a value: a rule, an entry of a word list, or a module where no grammar is asked.

    `where` is `file:line`; `matched` what it matched, with `line` its source line where that is known; `says` what the
    rule sets or the word stands for.
    """

    kind: ReasonKind
    id: str
    where: str
    reason: str = ""
    pattern: str = ""
    matched: str = ""
    line: int | None = None
    says: str = ""


class Nearly(NamedTuple):
    """A rule that was tried on the same text and only just did not match: the text it was near on, and how near."""

    id: str
    where: str
    text: str
    why: str


@dataclass(slots=True)
class Step:
    """One value or one stage: its name in the record, what it is, where it stands, and what decided it."""

    name: str
    value: Any = None
    quotes: list[Quote] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    nearly: list[Nearly] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """Steps under one title: a notice, a task, a line."""

    title: str
    steps: list[Step]


@dataclass(slots=True)
class Explanation:
    """The answer to one question about one document."""

    path: str
    sha256: str
    grammar: str
    asked: dict[str, Any]
    groups: list[Group]

    def to_json(self) -> dict[str, Any]:
        return {
            "schema_version": "1.0",
            "source": {"path": self.path, "sha256": self.sha256},
            "grammar": self.grammar,
            "asked": self.asked,
            "groups": [{"title": group.title, "steps": [_step(step) for step in group.steps]} for group in self.groups],
        }


def _step(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "value": step.value,
        "quotes": [
            {"line": q.line, "start": q.offset + q.start, "end": q.offset + q.end, "text": q.text[q.start : q.end]}
            for q in step.quotes
        ],
        "facts": [{"name": name, "text": text} for name, text in step.facts],
        "reasons": [reason._asdict() for reason in step.reasons],
        "nearly": [nearly._asdict() for nearly in step.nearly],
    }
