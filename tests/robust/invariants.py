"""What holds for every extraction, whatever the document: spans quote, ids are unique, the JSON meets the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import jsonschema

from notice_parse.emit.as_json import emit_json, emit_jsonl
from notice_parse.records import Extraction, Record, Span
from notice_parse.source import Source
from notice_parse.validation import find_span_problems
from shared import CHECKOUT


@cache
def schema() -> jsonschema.Draft202012Validator:
    """The kept schema, as a reader of the output would use it."""
    return jsonschema.Draft202012Validator(json.loads((CHECKOUT / "docs" / "schema.json").read_text(encoding="utf-8")))


def broken(source: Source, extraction: Extraction, *, by_schema: bool = True) -> list[str]:
    """Every invariant that the extraction breaks, in words. `by_schema` reads the JSON with a validator, which is slow."""
    found = [f"{place}: {message}" for place, message in find_span_problems(extraction, source)]
    for notice in extraction.notices:
        found.extend(_misquoted(notice, source.text))
    ids = [task.id for notice in extraction.notices for task in notice.tasks]
    if len(set(ids)) != len(ids):
        found.append("an id is given twice")
    line = emit_jsonl(extraction)
    if line.count(b"\n") != 1 or line.decode("utf-8").splitlines(keepends=True) != [line.decode("utf-8")]:
        found.append("the line of JSON is more than one line")
    if by_schema:
        value = json.loads(emit_json(extraction))
        found.extend(f"{error.json_path}: {error.message[:200]}" for error in schema().iter_errors(value))
    if Extraction.model_validate(json.loads(line, parse_float=Decimal)) != extraction:
        found.append("the JSON does not read back as the same record")
    return found


def _misquoted(record: Record, text: str) -> Iterator[str]:
    for owner, span in spans(record):
        if not all(0 <= start <= end <= len(text) for start, end in span.segments):
            yield f"a span of {type(owner).__name__} leaves the text: {span.segments}"
            continue
        said = getattr(owner, "text", None)
        quoted = "".join("".join(text[start:end] for start, end in span.segments).split())
        if said is not None and quoted != "".join(said.split()):
            yield f"{type(owner).__name__} says {said[:60]!r}, its span {quoted[:60]!r}"


def spans(record: Record) -> Iterator[tuple[Record, Span]]:
    """Every span inside a record, with the record that it belongs to."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Span):
            yield record, value
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Record) and not isinstance(item, Span):
                yield from spans(item)
