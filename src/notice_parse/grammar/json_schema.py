"""The form of grammar files as JSON Schema, for editors that check YAML while it is typed."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from notice_parse.grammar.schema import ExtensionFile, GrammarFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Untitled(GenerateJsonSchema):
    """A field's title would only repeat its name with capitals."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        return False


def grammar_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a grammar file: one with `extends` is an extension, one without is of the base."""
    made: dict[str, Any] = TypeAdapter(ExtensionFile | GrammarFile).json_schema(schema_generator=_Untitled)
    definitions = made.pop("$defs")
    return {
        "$schema": _DIALECT,
        "title": "notice-parse grammar file, schema 1",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/ExtensionFile"},
        "else": {"$ref": "#/$defs/GrammarFile"},
        "$defs": definitions,
    }
