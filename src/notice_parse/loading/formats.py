"""What a file is, told by its bytes: its name may lie. Kinds that no reader knows are refused with what to do instead."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePath

from notice_parse.errors import SourceError


class Kind(Enum):
    """What a file is, and the media type that the records name."""

    text = "text/plain"
    markdown = "text/markdown"
    html = "text/html"
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    pdf = "application/pdf"
    # What an office program has to turn into one of the above first.
    doc = "application/msword"
    xls = "application/vnd.ms-excel"
    rtf = "application/rtf"
    odt = "application/vnd.oasis.opendocument.text"
    ods = "application/vnd.oasis.opendocument.spreadsheet"
    # What holds other files.
    zip = "application/zip"
    tar = "application/x-tar"
    gzip = "application/gzip"
    bzip2 = "application/x-bzip2"
    xz = "application/x-xz"


CONVERTED = frozenset({Kind.doc, Kind.xls, Kind.rtf, Kind.odt, Kind.ods})
PACKED = frozenset({Kind.zip, Kind.tar, Kind.gzip, Kind.bzip2, Kind.xz})
TEXTUAL = frozenset({Kind.text, Kind.markdown, Kind.html})

_SUFFIXES = {
    ".md": Kind.markdown,
    ".markdown": Kind.markdown,
    ".html": Kind.html,
    ".htm": Kind.html,
    ".shtml": Kind.html,
    ".xhtml": Kind.html,
}
_READ: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", Kind.rtf),
    (b"\x1f\x8b", Kind.gzip),
    (b"BZh", Kind.bzip2),
    (b"\xfd7zXZ\x00", Kind.xz),
)
_TO_TEXT = "save it as plain text (UTF-8) first"
_OFFICE = "open it in an office program and save it as plain text (UTF-8)"
_PACKED = "unpack it and name the files in it"
_SCAN = "a picture of a page has to go through character recognition (OCR) first"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _PACKED),
    (b"Rar!\x1a\x07", "a RAR archive", _PACKED),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _SCAN),
    (b"\xff\xd8\xff", "a picture (JPEG)", _SCAN),
    (b"GIF8", "a picture (GIF)", _SCAN),
    (b"II*\x00", "a picture (TIFF)", _SCAN),
    (b"MM\x00*", "a picture (TIFF)", _SCAN),
    (b"SQLite format 3\x00", "a database", _TO_TEXT),
    (b"\x7fELF", "a program", "name a document"),
    (b"CEBX", "a CEB document", "open it in its reader and save or copy its text"),
    (b"Foxit CEB", "a CEB document", "open it in its reader and save or copy its text"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# A member whose name tells what a zip file really is.
_ZIP_READ: tuple[tuple[bytes, Kind], ...] = (
    (b"word/document", Kind.docx),
    (b"xl/workbook", Kind.xlsx),
    (b"application/vnd.oasis.opendocument.text", Kind.odt),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind.ods),
)
_ZIP_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"ppt/presentation", "a presentation (.pptx)", _OFFICE),
    (b"OFD.xml", "an OFD document", "open it in an OFD reader and save it as PDF, or copy its text"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file that is no text and no table", _OFFICE),
    (b"application/epub", "an e-book (.epub)", _TO_TEXT),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_HTML_START = re.compile(
    r"\s*(?>(?:<\?xml[^>]{0,200}>\s*|<!--(?:(?!-->).){0,2000}-->\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_PDF_HEAD = 1024
"""Bytes among which a PDF has to begin; some programs write a few of their own first."""


def tell_kind(data: bytes, name: str) -> Kind:
    """What the bytes are; `name` only tells texts from one another.

    Errors: SourceError for a kind that cannot be read, with what it is and what to do.
    """
    for beginning, what, hint in _REFUSED:
        if data.startswith(beginning) and not _could_be_text(beginning, data):
            raise SourceError(f"this is {what}, which cannot be read", where=name, hint=hint)
    for beginning, kind in _READ:
        if data.startswith(beginning) and not _could_be_text(beginning, data):
            return kind
    if data.startswith(_ZIP):
        return _kind_of_zip(data, name)
    if data.startswith(_OLE):
        return _kind_of_ole(data, name)
    if b"%PDF-" in data[:_PDF_HEAD] and _is_pdf(data):
        return Kind.pdf
    if data[257:262] == b"ustar":
        return Kind.tar
    return _SUFFIXES.get(PurePath(name).suffix.lower(), Kind.text)


def looks_like_html(text: str) -> bool:
    """Whether a text begins as a page does, whatever its name."""
    return _HTML_START.match(text[:4096].lstrip("\ufeff")) is not None


def not_text(where: str) -> SourceError:
    """The error for bytes that no check recognised and that are no text either."""
    return SourceError(
        "this is a binary file, not text", where=where, hint=f"{_TO_TEXT}, or name the encoding with --encoding"
    )


def _could_be_text(beginning: bytes, data: bytes) -> bool:
    """`BZh` and `GIF8` could begin a text; what follows them in an archive or a picture could not."""
    return len(beginning) < 5 and beginning.isalnum() and b"\x00" not in data[:4096] and not data.startswith(b"BZh91AY")


def _is_pdf(data: bytes) -> bool:
    """A text may speak of `%PDF-`; a PDF begins with it, or holds its objects soon after."""
    return data.lstrip()[:5] == b"%PDF-" or b" obj" in data[: _PDF_HEAD * 8]


def _kind_of_zip(data: bytes, name: str) -> Kind:
    # Only local headers and the directory at the end name members; text inside a stored member could too.
    names = _member_names(data)
    for sign, kind in _ZIP_READ:
        if sign in names:
            return kind
    for sign, what, hint in _ZIP_REFUSED:
        if sign in names:
            raise SourceError(f"this is {what}, which cannot be read", where=name, hint=hint)
    return Kind.zip


def _member_names(data: bytes) -> bytes:
    """The names of the members of a zip file, also of a damaged one, and the type that the first member may hold."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = "\n".join(archive.namelist()).encode("utf-8", "replace")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        listed = b"\n".join(
            data[found.end() : found.end() + int.from_bytes(found.group(1), "little")]
            for found in _LOCAL_HEADER.finditer(data)
        )
    # OpenDocument and EPUB keep their type as the first member, uncompressed, so that it stands near the beginning.
    head = data[:128]
    return listed + (b"\n" + head if b"mimetype" in head else b"")


def _kind_of_ole(data: bytes, name: str) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise SourceError(
            "the document is protected by a password", where=name, hint="open it with the password and save it without"
        )
    if holds("WordDocument"):
        return Kind.doc
    if holds("Workbook") or holds("Book"):
        return Kind.xls
    raise SourceError(
        "this is an old Office file that holds neither a text nor a table, which cannot be read",
        where=name,
        hint=_OFFICE,
    )
