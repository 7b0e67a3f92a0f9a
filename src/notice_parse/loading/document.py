"""load: a path, standard input or bytes in; a Source and what was odd about the bytes out."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.errors import SourceError
from notice_parse.loading.formats import CONVERTED, PACKED, TEXTUAL, Kind, looks_like_html, tell_kind
from notice_parse.source import Source, SourceInfo

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_FILE_MOST = 512 << 20
_LINE_MOST = 20_000_000
"""Bytes of a file and characters of a line; the longest gazettes hold a few million characters."""
_COMPLETE = "check that it was saved or downloaded completely"


class Member(NamedTuple):
    """One document of a file: the file itself, or what an archive holds, as `archive.zip!folder/file.docx`.

    `source` is None where it could not be read; `error` then says why, and the others are given all the same.
    """

    name: str
    source: Source | None
    findings: list[Finding]
    error: SourceError | None = None


def load(document: str | os.PathLike[str] | bytes, encoding: str | None = None) -> tuple[Source, list[Finding]]:
    """The decoded document and the findings about its bytes.

    Shape: `document` is a path, `-` for standard input, the bytes themselves, or `archive.zip!folder/file.docx` for one
    document of an archive. A text keeps its line ends, without byte order mark; of every other format the text is what
    its reader prints.
    Errors: SourceError for what is not there, not readable, empty or not text, and for an archive of several documents;
    UsageError for an unknown encoding.
    """
    name, data, wanted = _fetch(document)
    kind = _kind(data, name)
    if kind not in PACKED:
        return read_document(data, name, kind, encoding)
    from notice_parse.loading.archives import only_member

    return only_member(data, name, kind, encoding, wanted)


def load_all(document: str | os.PathLike[str] | bytes, encoding: str | None = None) -> Iterator[Member]:
    """Every document of a file: one, or as many as an archive holds, in the archive's order.

    Errors: SourceError where the file itself cannot be read; a member that cannot be read carries its error.
    """
    name, data, wanted = _fetch(document)
    kind = _kind(data, name)
    if kind not in PACKED:
        yield Member(name, *read_document(data, name, kind, encoding))
        return
    from notice_parse.loading.archives import all_members

    for member in all_members(data, name, kind, encoding):
        if wanted is None or member.name == f"{name}!{wanted}":
            yield member


def read_document(data: bytes, name: str, kind: Kind, encoding: str | None) -> tuple[Source, list[Finding]]:
    """The document that bytes of a kind hold. Errors: as for load; RecursionError never leaves it."""
    findings: list[Finding] = []
    used, media_type = "utf-8", kind
    try:
        if kind in TEXTUAL:
            text, used, media_type, findings = _read_text(data, name, kind, encoding)
        else:
            text, findings = _read_office(data, name, kind)
    except RecursionError as error:
        raise SourceError("its parts are nested too deeply", where=name, hint="no document needs it") from error
    if not text or text.isspace():
        raise SourceError("the file holds no text, only white space", where=name, hint=_COMPLETE)
    _check_lines(text, name)
    info = SourceInfo(path=name, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type.value, encoding=used)
    return Source(text, info), findings


def _check_lines(text: str, name: str) -> None:
    if len(text) > _LINE_MOST and (longest := max(map(len, text.split("\n")))) > _LINE_MOST:
        raise SourceError(
            f"a line of {longest:,} characters is no text of a notice", where=name, hint="split it into lines"
        )


def _kind(data: bytes, name: str) -> Kind:
    if not data:
        raise SourceError("the file is empty", where=name, hint=_COMPLETE)
    if len(data) > _FILE_MOST:
        raise _too_large(name)
    return tell_kind(data, name)


def _read_text(data: bytes, name: str, kind: Kind, encoding: str | None) -> tuple[str, str, Kind, list[Finding]]:
    from notice_parse.loading.encoding import decode

    text, used, findings = decode(data, name, encoding)
    if kind is Kind.text and looks_like_html(text):
        kind = Kind.html
    if kind is Kind.html and _TAG.search(text) is None:
        kind = Kind.text
    if kind is Kind.html:
        from notice_parse.loading.markup import html_to_text

        text = html_to_text(text)
    return text, used, kind, findings


def _read_office(data: bytes, name: str, kind: Kind) -> tuple[str, list[Finding]]:
    if kind in CONVERTED:
        from notice_parse.loading.convert import to_modern

        data, kind = to_modern(data, name, kind)
    if kind is Kind.docx:
        from notice_parse.loading.docx import docx_to_text

        return docx_to_text(data, name), []
    if kind is Kind.xlsx:
        from notice_parse.loading.xlsx import xlsx_to_text

        return xlsx_to_text(data, name)
    from notice_parse.loading.pdf import pdf_to_text

    return pdf_to_text(data, name)


def _fetch(document: str | os.PathLike[str] | bytes) -> tuple[str, bytes, str | None]:
    """The name, the bytes, and the member asked for where the path names one inside an archive."""
    if isinstance(document, bytes):
        return "<bytes>", document, None
    given = os.fspath(document)
    if given == "-":
        return "<stdin>", sys.stdin.buffer.read(), None
    archive, mark, wanted = given.partition("!")
    if mark and not os.path.lexists(given) and Path(archive).is_file():
        return _printable(archive), _read(Path(archive), _printable(archive)), wanted
    return _printable(given), _read(Path(given), _printable(given)), None


def _printable(given: str) -> str:
    """Bytes of a name that are not in the locale's encoding come as surrogates, which nothing can write."""
    return os.fsencode(given).decode("utf-8", "backslashreplace")


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > _FILE_MOST:
            raise _too_large(name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("there is no such file", where=name, hint=_nearby(path)) from error
    except IsADirectoryError as error:
        raise SourceError("this is a folder, not a file", where=name, hint="name the files in it") from error
    except PermissionError as error:
        raise SourceError("no permission to read the file", where=name, hint="check its access rights") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(f"cannot read the file: {reason}", where=name) from error


def _too_large(name: str) -> SourceError:
    return SourceError(f"the file is larger than {_FILE_MOST >> 20} MiB", where=name, hint="split it")


def _nearby(path: Path) -> str:
    """What to try for a missing file: a file of nearly that name, or to check the name."""
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"the folder {path.parent} does not exist either"
    close = get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"did you mean {path.parent / close[0]}?" if close else "check the name"
