"""The record contract as JSON Schema, made from the models and the lines below their fields."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from notice_parse import records
from notice_parse.records.notice import SCHEMA_VERSION, Extraction

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Untitled(GenerateJsonSchema):
    """A field's title would only repeat its name with capitals."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - the signature is pydantic's
        return False


def extraction_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `extract` prints.

    Every field is required, since the output always carries all of them; unknown fields are an error.
    """
    made = Extraction.model_json_schema(mode="serialization", schema_generator=_Untitled)
    definitions: dict[str, Any] = made.pop("$defs")
    for name, definition in definitions.items():
        _complete(definition, getattr(records, name))
    _complete(made, Extraction)
    made.pop("title")
    return {"$schema": _DIALECT, "title": f"notice-parse extraction {SCHEMA_VERSION}", **made, "$defs": definitions}


def _complete(definition: dict[str, Any], model: type[BaseModel]) -> None:
    for name, text in _field_docstrings(model).items():
        definition["properties"][name]["description"] = text
    definition["required"] = list(definition["properties"])


def _field_docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The string below each field of a model.

    Pydantic can collect them itself, but does so at import; only the schema needs them.
    """
    body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
    return found
