"""What the command is given: records, comparisons, series, or documents that are still to be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from notice_parse.diff.records import Diff, DocumentRef, SeriesList
from notice_parse.errors import NoticeParseError, SourceError
from notice_parse.records import Extraction
from notice_parse.source import Source

_YAML = {".yaml", ".yml"}
_BOM = b"\xef\xbb\xbf"


@dataclass
class Inputs:
    """All that one page is made of, in the order it was given."""

    extractions: list[Extraction] = field(default_factory=list)
    diffs: list[Diff] = field(default_factory=list)
    series: list[SeriesList] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    """The documents that were read just now."""
    unread: list[SourceError] = field(default_factory=list)
    """Documents of an archive that could not be read, while others could."""
    folders: list[Path] = field(default_factory=list)
    """Where the records lie: the paths in them may be relative to there."""
    grammar: Sequence[str] = ()
    """Names of the extensions that documents are read with."""

    def compared(self) -> list[Extraction]:
        """The records given, and those of the documents of the comparisons as far as these can be read again."""
        found = list(self.extractions)
        known = {extraction.source.path for extraction in found}
        for ref in (ref for diff in self.diffs for ref in (diff.old, diff.new)):
            if ref.path and ref.path not in known:
                known.add(ref.path)
                found.extend(self._again(ref))
        return found

    def _again(self, ref: DocumentRef) -> list[Extraction]:
        for path in (Path(ref.path or ""), *(folder / (ref.path or "") for folder in self.folders)):
            if path.is_file():
                try:
                    read = read_inputs([str(path)], grammar=self.grammar)
                except NoticeParseError:
                    continue
                self.sources.extend(read.sources)
                return read.extractions
        return []


def read_inputs(names: Sequence[str], encoding: str | None = None, grammar: Sequence[str] = ()) -> Inputs:
    """Read each file as what it is; `-` is standard input. `grammar` names extensions that documents are read with.

    Errors: SourceError for what cannot be read, and for JSON that is none of the things the page can show; GrammarError.
    """
    inputs = Inputs(grammar=grammar)
    for name in names:
        data = sys.stdin.buffer.read() if name == "-" else _bytes(name)
        if data.removeprefix(_BOM).lstrip()[:1] == b"{":
            for found in _parse(name, data.removeprefix(_BOM)):
                _sort_in(inputs, found)
            if name != "-":
                inputs.folders.append(Path(name).parent)
            continue
        if Path(name).suffix.lower() in _YAML:
            raise SourceError(
                "records are taken as JSON or JSON Lines only", where=name, hint="write them with -f json"
            )
        _extract_in(inputs, data if name == "-" else name, encoding)
    return inputs


def _extract_in(inputs: Inputs, document: str | bytes, encoding: str | None) -> None:
    # Records need no grammar, and building one takes longer than the page.
    from notice_parse.grammar import load_grammar
    from notice_parse.loading import load_all
    from notice_parse.pipeline import extract_source

    for member in load_all(document, encoding):
        if member.source is None:
            inputs.unread.append(member.error or SourceError("it could not be read", where=member.name))
            continue
        inputs.sources.append(member.source)
        inputs.extractions.append(extract_source(member.source, load_grammar(inputs.grammar), findings=member.findings))
    if inputs.unread and not inputs.extractions:
        raise inputs.unread[0]


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError):
        return b""  # load() says what is wrong, and better


def _sort_in(inputs: Inputs, found: Extraction | Diff | SeriesList) -> None:
    match found:
        case Extraction():
            inputs.extractions.append(found)
        case Diff():
            inputs.diffs.append(found)
        case SeriesList():
            inputs.series.append(found)


def _parse(name: str, data: bytes) -> Iterator[Extraction | Diff | SeriesList]:
    """The records of a JSON text, or of each line of JSON Lines."""
    lines = [data] if _is_one(data) else [line for line in data.split(b"\n") if line.strip()]
    for number, line in enumerate(lines, 1):
        where = name if len(lines) == 1 else f"{name}:{number}"
        model = _model(where, line)
        try:
            yield TypeAdapter(model).validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise SourceError(
                f"not the records of this version: {place}: {first['msg']}", where=where, hint="extract them again"
            ) from error


def _is_one(data: bytes) -> bool:
    first, _, rest = data.strip().partition(b"\n")
    return not rest or not first.rstrip().endswith(b"}")


def _model(where: str, line: bytes) -> type[Extraction] | type[Diff] | type[SeriesList]:
    try:
        held = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is not JSON: {error}", where=where) from error
    if not isinstance(held, dict):
        held = {}
    if "notices" in held:
        return Extraction
    if "series" in held:
        return SeriesList
    if {"old", "new", "tasks"} <= set(held):
        return Diff
    raise SourceError("this JSON holds neither records nor a comparison", where=where)
