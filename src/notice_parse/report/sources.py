"""The sources behind the records, as far as they are still what they were, and links into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from notice_parse.errors import NoticeParseError
from notice_parse.loading import load
from notice_parse.records import SourceRecord, Span
from notice_parse.source import Source


@dataclass(frozen=True, slots=True)
class Link:
    """Where a value stands: lines, and where the source is on the page, its index and the offsets there."""

    first: int
    last: int
    source: int | None = None
    at: str = ""
    """`707-711,720-730` in code points of the source; empty where only the line is known."""


@dataclass(frozen=True)
class Shown:
    """A source that the page includes."""

    path: str
    sha256: str
    source: Source

    @property
    def lines(self) -> list[str]:
        """Without their line ends."""
        starts, text = self.source.line_starts, self.source.text
        ends = [*starts[1:], len(text)]
        lines = [text[start:end].rstrip("\r\n") for start, end in zip(starts, ends, strict=True)]
        return lines[: self.source.line_count]

    @property
    def starts(self) -> list[int]:
        return self.source.line_starts[: self.source.line_count]


class Sources:
    """The sources that could be read again and have the digest that the records give; others are only named."""

    def __init__(self, known: Iterable[Source] = (), folders: Sequence[Path] = ()) -> None:
        """`known` are sources that were just read; `folders` are tried for paths that are relative."""
        self._known = {source.info.sha256: source for source in known}
        self._folders = folders
        self._index: dict[str, int | None] = {}
        self.shown: list[Shown] = []
        self.missing: list[str] = []
        """Paths whose digest is another now, or that cannot be read."""
        self.unlike: list[str] = []
        """The same for documents of a comparison, which are told by their tasks."""

    def index(self, record: SourceRecord) -> int | None:
        """The place of the record's source on the page; None where it is not there."""
        if record.sha256 not in self._index:
            self._index[record.sha256] = self._add(record)
        return self._index[record.sha256]

    def _add(self, record: SourceRecord) -> int | None:
        source = self._known.get(record.sha256) or self._read(record)
        if source is None or len(source.text) != record.characters:
            self.missing.append(record.path)
            return None
        self.shown.append(Shown(record.path, record.sha256, source))
        return len(self.shown) - 1

    def _read(self, record: SourceRecord) -> Source | None:
        for path in (Path(record.path), *(folder / record.path for folder in self._folders)):
            try:
                source, _ = load(path, record.encoding)
            except NoticeParseError:
                continue
            if source.info.sha256 == record.sha256:
                return source
        return None


def link_of(span: Span, source: int | None) -> Link:
    """The link to a record's span."""
    return Link(span.line_start, span.line_end, source, _offsets([span]) if source is not None else "")


def link_of_all(spans: Sequence[Span], source: int | None) -> Link | None:
    """One link to several spans, such as those of all units of a field; None for none."""
    if not spans:
        return None
    first, last = min(span.line_start for span in spans), max(span.line_end for span in spans)
    return Link(first, last, source, _offsets(spans) if source is not None else "")


def _offsets(spans: Sequence[Span]) -> str:
    return ",".join(f"{start}-{end}" for span in spans for start, end in span.segments)
