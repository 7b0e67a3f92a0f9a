"""Files that are no text: told by how they begin, and refused with what to do instead."""

from __future__ import annotations

from notice_parse.errors import SourceError

_TO_TEXT = "save it as plain text (UTF-8) first"
_OFFICE = "open it in an office program and save it as plain text (UTF-8)"
_PACKED = "unpack it and name the files in it"
_SCAN = "a picture of a page has to go through character recognition first"

# How a file of the kind begins, what it is, what to do. Zip files are looked into further down.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "take the text out first, for example with `pdftotext -layout`"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .wps)", _OFFICE),
    (b"{\\rtf", "a Rich Text document", _OFFICE),
    (b"\x1f\x8b", "a gzip archive", _PACKED),
    (b"BZh", "a bzip2 archive", _PACKED),
    (b"\xfd7zXZ\x00", "an xz archive", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _PACKED),
    (b"Rar!\x1a\x07", "a RAR archive", _PACKED),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)", _SCAN),
    (b"\xff\xd8\xff", "a picture (JPEG)", _SCAN),
    (b"GIF8", "a picture (GIF)", _SCAN),
    (b"II*\x00", "a picture (TIFF)", _SCAN),
    (b"MM\x00*", "a picture (TIFF)", _SCAN),
    (b"SQLite format 3\x00", "a database", _TO_TEXT),
    (b"\x7fELF", "a program", "name a document"),
)

# A member whose name tells what a zip file really is.
_ZIP_MEMBERS: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document (.docx)", _OFFICE),
    (b"xl/", "an Excel workbook (.xlsx)", "save the sheet as text (tab separated, UTF-8)"),
    (b"ppt/", "a presentation (.pptx)", _OFFICE),
    (b"OFD.xml", "an OFD document", "open it in an OFD reader and copy or save its text"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", _OFFICE),
    (b"application/epub", "an e-book (.epub)", _TO_TEXT),
)


def refuse_binary(data: bytes, where: str) -> None:
    """Nothing, or a SourceError that says what the file is and what to do with it."""
    for beginning, what, hint in _BEGINNINGS:
        # `BZh` and `GIF8` could begin a text; what follows them in an archive or a picture could not.
        could_be_text = len(beginning) < 5 and beginning.isalnum() and b"\x00" not in data[:4096]
        if data.startswith(beginning) and not could_be_text:
            raise SourceError(f"this is {what}, not text", where=where, hint=hint)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        what, hint = next(
            ((kind, todo) for member, kind, todo in _ZIP_MEMBERS if member in data), ("a ZIP archive", _PACKED)
        )
        raise SourceError(f"this is {what}, not text", where=where, hint=hint)


def not_text(where: str) -> SourceError:
    """The error for bytes that no check recognised and that are no text either."""
    return SourceError(
        "this is a binary file, not text", where=where, hint=f"{_TO_TEXT}, or name the encoding with --encoding"
    )
