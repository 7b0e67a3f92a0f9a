"""Records read back from what was written: JSON, JSON Lines, YAML, a file of several or a folder of files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from notice_parse.errors import SourceError
from notice_parse.records.notice import Extraction

_LINES = (".jsonl", ".ndjson")
_YAML = (".yaml", ".yml")
_SUFFIXES = (*_LINES, *_YAML, ".json")
_LONGEST_NUMBER = 60


def read_values(name: str) -> Iterator[tuple[str, Any]]:
    """Each record of a file (or of a folder's files, or of `-`) as plain values, with the place it is at.

    Errors: SourceError for what is not there, or is neither JSON nor YAML.
    """
    path = Path(name)
    if name != "-" and path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix in _SUFFIXES and not _is_hidden(p.relative_to(path)))
        if not files:
            raise SourceError("no records in the folder", where=name, hint="records are .json, .jsonl or .yaml files")
        for file in files:
            yield from read_values(str(file))
        return
    suffix = path.suffix.lower()
    if suffix in _LINES:
        yield from _json_lines(path, name)
        return
    try:
        data = sys.stdin.buffer.read() if name == "-" else path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(f"cannot read the records: {error.strerror}", where=name) from error
    except UnicodeDecodeError as error:
        raise SourceError("these are no records: not UTF-8", where=name) from error
    if suffix in _YAML or text.startswith("---"):
        yield from _yaml(text, name)
    else:
        yield from _json(text, name)


def read_extractions(name: str) -> Iterator[Extraction]:
    """Each record of a file, a folder or `-`.

    Errors: SourceError with the place of the first value that is no extraction.
    """
    from pydantic import ValidationError

    for where, value in read_values(name):
        try:
            yield Extraction.model_validate(value)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise SourceError(
                f"this is no extraction: {place}: {first['msg']}", where=where, hint="`notice-parse validate` tells all"
            ) from error


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _json_lines(path: Path, name: str) -> Iterator[tuple[str, Any]]:
    """Line by line, so that an archive of any size can be read."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    where = f"{name}:{number}"
                    yield where, _parse(line.decode("utf-8-sig" if number == 1 else "utf-8"), where)
    except OSError as error:
        raise SourceError(f"cannot read the records: {error.strerror}", where=name) from error
    except UnicodeDecodeError as error:
        raise SourceError("these are no records: not UTF-8", where=name) from error


def _parse(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_float=_exact)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is no JSON: {error}", where=where) from error


def _exact(number: str) -> Decimal | float:
    """23333333.33333333333333333333 as it stands; with an exponent it is not ours, and 1E+999999999 would fill the memory."""
    return Decimal(number) if len(number) <= _LONGEST_NUMBER and "e" not in number.lower() else float(number)


def _json(text: str, name: str) -> Iterator[tuple[str, Any]]:
    """One value after the other, however they are laid out."""
    decoder = json.JSONDecoder(parse_float=_exact)
    index, end = 0, len(text)
    while True:
        while index < end and text[index].isspace():
            index += 1
        if index == end:
            return
        where = f"{name}:{text.count(chr(10), 0, index) + 1}" if index else name
        try:
            value, index = decoder.raw_decode(text, index)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"this is no JSON: {error}", where=where) from error
        yield where, value


def _yaml(text: str, name: str) -> Iterator[tuple[str, Any]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Records hold no aliases, and aliases of aliases would fill the memory once they are compared.
        if (
            "*" in text
            and "&" in text
            and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, loader))
        ):
            raise SourceError("aliases (*name) are not read", where=name)
        for number, value in enumerate(yaml.load_all(text, Loader=loader), 1):
            yield f"{name}#{number}", value
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SourceError(f"this is no YAML: {error}", where=name) from error
