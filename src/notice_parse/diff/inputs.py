"""Records that were written by `extract`, read again: JSON, JSON Lines or YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from notice_parse.errors import DiffError, GrammarError
from notice_parse.records import Extraction

_JSON = frozenset({".json", ".jsonl", ".ndjson"})
_YAML = frozenset({".yaml", ".yml"})
_YAML_START = re.compile(rb"^---[ \t]*\r?\n", re.MULTILINE)


def holds_records(name: str) -> bool:
    """Whether a file's suffix says that it holds records and not a document."""
    return PurePath(name).suffix.lower() in _JSON | _YAML


def read_records(content: bytes, name: str) -> list[Extraction]:
    """The extractions of a file, one or more.

    Errors: DiffError with the place for content that is not what `extract` writes.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if PurePath(name).suffix.lower() in _YAML:
        parts = [part for part in _YAML_START.split(content) if part.strip()]
        return [_checked(Extraction.model_validate, _yaml(part, name), name) for part in parts]
    lines = [line for line in content.split(b"\n") if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for line in lines):
        places = enumerate(lines, 1)
        return [_checked(Extraction.model_validate_json, line, f"{name}:{number}") for number, line in places]
    return [_checked(Extraction.model_validate_json, content, name)]


def _yaml(content: bytes, name: str) -> Any:
    from notice_parse.grammar.strict_yaml import load_strict

    try:
        return load_strict(content, name)
    except GrammarError as error:
        raise DiffError(error.message, where=error.where) from error


def _checked(validate: Callable[[Any], Extraction], data: Any, where: str) -> Extraction:
    try:
        return validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        reason = f"{place}: {first['msg']}" if place else first["msg"]
        raise DiffError(
            f"these are not records of extract: {reason}", where=where, hint="extract them again"
        ) from error
