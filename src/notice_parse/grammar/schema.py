"""The shape of a grammar file, checked strictly when a file is read for the first time."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

Scalar = str | int | bool | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Example(_Strict):
    """A text and what the rule finds in it.

    `finds` lists the matches in order; each is a mapping of named groups to their text, with the key `match` for the
    whole match. Groups that are not named in the mapping are not looked at. An empty list is a near miss.
    """

    text: str = Field(min_length=1)
    finds: list[dict[str, str | None]]


class RuleModel(_Strict):
    """One rule: a pattern with its reason and its own examples."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_.-]*$")
    reason: str = Field(min_length=1)
    pattern: str = Field(min_length=1)
    set: dict[str, Any] = Field(default_factory=dict)
    examples: list[Example] = Field(min_length=2)

    @field_validator("examples")
    @classmethod
    def _both_kinds(cls, examples: list[Example]) -> list[Example]:
        if not any(e.finds for e in examples) or all(e.finds for e in examples):
            raise ValueError("a rule needs at least one example that matches and one near miss (finds: [])")
        return examples


class GrammarFile(_Strict):
    """One file of `grammars/`."""

    grammar: int = Field(alias="schema")
    id: str = Field(pattern=r"^[a-z][a-z0-9_.-]*$")
    about: str
    vocabulary: dict[str, list[str] | dict[str, dict[str, Any] | Scalar]] = Field(default_factory=dict)
    rules: list[RuleModel] = Field(default_factory=list)

    @field_validator("grammar")
    @classmethod
    def _known_version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"schema {version} is not known; this version reads schema 1")
        return version
