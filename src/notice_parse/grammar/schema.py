"""The shape of a grammar file, checked strictly when a file is read for the first time.

There are two kinds: a file of the shipped base, and an extension of it (`extends`), which adds words and rules.
The texts below the fields are also what an editor shows (docs/grammar.schema.json).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, field_validator, model_validator

Scalar = str | int | bool | None
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]*$")]
Text = Annotated[str, StringConstraints(min_length=1)]
# An empty word is told with the other things wrong with words, which a file of the wrong form would keep from being seen.
Word = Annotated[str, WithJsonSchema({"type": "string", "minLength": 1})]
Vocabulary = dict[str, list[Word] | dict[str, dict[str, Any] | Scalar]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


class Example(_Strict):
    """A text and what the rule finds in it."""

    text: Text
    """The text, written as a notice would; it is normalised (widths folded, blanks in Chinese dropped) before."""
    finds: list[dict[str, str | None]]
    """The matches in order: for each its named groups, `match` for the whole; groups not named are not looked at.
    An empty list is a near miss: a text like those that match, in which the rule must find nothing."""


class RuleModel(_Strict):
    """One rule: a pattern with its reason and its own examples."""

    id: Id
    """The rule's name, unique over all files."""
    reason: Text
    """Why the rule is there: the words of notices that it is for."""
    pattern: Text
    r"""A regular expression on the normalised text; `\L<list>` stands for any word of a list, the longest first."""
    set: dict[str, Any] = Field(default_factory=dict)
    """What is so where the rule matches: `{role: 'lead'}`. Which keys mean something depends on the group of rules."""
    examples: Annotated[list[Example], Field(min_length=2)]
    """At least one text that matches and one near miss."""

    @field_validator("examples")
    @classmethod
    def _both_kinds(cls, examples: list[Example]) -> list[Example]:
        if not any(e.finds for e in examples) or all(e.finds for e in examples):
            raise ValueError("a rule needs at least one example that matches and one near miss (finds: [])")
        return examples


class ExtensionRule(RuleModel):
    """A rule of an extension: another way to match a rule of the base, or one more of a group of rules."""

    also: Id | None = None
    """Matches as well what this rule of the base matches; with its group names."""
    instead: Id | None = None
    """Takes the place of this rule of the base."""

    @model_validator(mode="after")
    def _one_target(self) -> ExtensionRule:
        if self.also and self.instead:
            raise ValueError("a rule is `also` or `instead`, not both")
        if (self.also or self.instead) and set(self.set) - {"keys"}:
            raise ValueError("`set` is that of the rule it is also or instead of, but for `keys`")
        return self


class _File(_Strict):
    grammar: int = Field(alias="schema", json_schema_extra={"const": 1})
    """The version of this format: 1."""
    id: Id
    """The file's name in the names of its lists and in messages."""
    about: Text
    """What the file is for, in a sentence."""

    @field_validator("grammar")
    @classmethod
    def _known_version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"schema {version} is not known; this version reads schema 1")
        return version


class GrammarFile(_File):
    """One file of the base."""

    vocabulary: Vocabulary = Field(default_factory=dict)
    """Word lists, and mappings of words to what is known of them, by name."""
    rules: list[RuleModel] = Field(default_factory=list)
    """In the order in which they are tried."""


class ExtensionFile(_File):
    """A file that extends the base, or another extension."""

    extends: Id | Annotated[list[Id], Field(min_length=1)]
    """`national`, the shipped base, or the ids of other extensions, which come first."""
    place: Annotated[list[Annotated[str, StringConstraints(min_length=2)]], Field(min_length=1)] | None = None
    """The file is used only for notices of these places and of what lies in them: `['云溪市']`."""
    vocabulary: Vocabulary = Field(default_factory=dict)
    """Words that are added: to a list of the base by its full name (`responsibility.labels`), or to one of its own."""
    replace: Vocabulary = Field(default_factory=dict)
    """New values for words of a mapping of the base; of a list all its words."""
    remove: dict[str, Annotated[list[Word], Field(min_length=1)]] = Field(default_factory=dict)
    """Words that are taken out of the lists and mappings of the base."""
    also: dict[Id, Annotated[list[Word], Field(min_length=1)]] = Field(default_factory=dict)
    """Plain words that a rule of the base matches as well: `{responsibility.phrase.lead: ['扛旗']}`."""
    rules: list[ExtensionRule] = Field(default_factory=list)
    """Rules that are `also` or `instead` of one of the base, or whose id puts them into a group of rules."""


def model_of(data: Any) -> type[GrammarFile] | type[ExtensionFile]:
    """The kind of file that the data means to be."""
    return ExtensionFile if isinstance(data, dict) and "extends" in data else GrammarFile
