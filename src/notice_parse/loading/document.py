"""load: a path, standard input or bytes in; a Source and what was odd about the bytes out."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path, PurePath

from notice_parse.diagnostics import Finding
from notice_parse.errors import SourceError
from notice_parse.loading.encoding import decode
from notice_parse.loading.formats import refuse_binary
from notice_parse.source import Source, SourceInfo

_MEDIA_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}


def load(document: str | os.PathLike[str] | bytes, encoding: str | None = None) -> tuple[Source, list[Finding]]:
    """The decoded document and the findings about its bytes.

    Shape: `document` is a path, `-` for standard input, or the bytes themselves. The text keeps its line ends; a byte
    order mark is dropped. The text of a document that is markup is what its tags leave (see loading.markup).
    Errors: SourceError for what is not there, not readable, empty or not text; UsageError for an unknown encoding.
    """
    if isinstance(document, bytes):
        name, data = "<bytes>", document
    elif os.fspath(document) == "-":
        name, data = "<stdin>", sys.stdin.buffer.read()
    else:
        given = os.fspath(document)
        # Bytes of a name that are not in the locale's encoding come as surrogates, which nothing can write.
        name = os.fsencode(given).decode("utf-8", "backslashreplace")
        data = _read(Path(given), name)
    if not data:
        raise SourceError("the file is empty", where=name, hint="check that it was saved or downloaded completely")
    refuse_binary(data, name)
    text, used, findings = decode(data, name, encoding)
    media_type = _media_type(name, text)
    if media_type == "text/html":
        from notice_parse.loading.markup import html_to_text

        text = html_to_text(text)
    if not text or text.isspace():
        raise SourceError(
            "the file holds no text, only white space",
            where=name,
            hint="check that it was saved or downloaded completely",
        )
    info = SourceInfo(path=name, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type, encoding=used)
    return Source(text, info), findings


def _read(path: Path, name: str) -> bytes:
    try:
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


def _nearby(path: Path) -> str:
    """What to try for a missing file: a file of nearly that name, or to check the name."""
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"the folder {path.parent} does not exist either"
    close = get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"did you mean {path.parent / close[0]}?" if close else "check the name"


def _media_type(name: str, text: str) -> str:
    known = _MEDIA_TYPES.get(PurePath(name).suffix.lower())
    if known:
        return known
    start = text[:200].lstrip("\ufeff \t\r\n").lower()
    return "text/html" if start.startswith(("<!doctype html", "<html")) else "text/plain"
