"""The JSON Schema is what the models say, is kept in docs/, and holds for what is written."""

from __future__ import annotations

import json
import os

import jsonschema
import pytest

from made import made_extraction
from notice_parse.emit.as_json import emit_json
from notice_parse.records.schema import extraction_schema
from shared import CHECKOUT

KEPT = CHECKOUT / "docs" / "schema.json"


@pytest.mark.golden
def test_kept_copy_is_current() -> None:
    text = json.dumps(extraction_schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("NOTICE_PARSE_REWRITE"):
        KEPT.write_text(text, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == text, "run `make golden`"


def test_is_a_schema_that_the_output_meets() -> None:
    schema = extraction_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = json.loads(emit_json(made_extraction()))
    validator.validate(data)
    del data["notices"][0]["tasks"][0]["span"]
    data["notices"][0]["surplus"] = 1
    assert len(list(validator.iter_errors(data))) == 2


def test_fields_are_described() -> None:
    schema = extraction_schema()
    assert schema["$defs"]["Notice"]["properties"]["issued_on"]["description"] == "成文日期."
    assert schema["$defs"]["Task"]["properties"]["number"]["description"].startswith("Innermost number")
    assert "title" not in schema["$defs"]["Task"]["properties"]["number"]
    assert schema["title"] == "notice-parse extraction 1.0"


def test_every_field_is_always_there() -> None:
    for name, definition in extraction_schema()["$defs"].items():
        assert definition["required"] == list(definition["properties"]), name
