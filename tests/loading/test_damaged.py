"""Damage of every kind gives a SourceError with what and where, never a crash and never a long wait."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notice_parse.errors import SourceError
from notice_parse.loading import convert, load
from notice_parse.loading.convert import office_program, to_modern
from notice_parse.loading.formats import Kind

FILES = Path(__file__).parent / "files"
NEEDS = {".pdf": "pdfplumber", ".xlsx": "openpyxl"}


def _file(name: str) -> bytes:
    if (package := NEEDS.get(Path(name).suffix)) is not None:
        pytest.importorskip(package)
    return (FILES / name).read_bytes()


@pytest.mark.parametrize("name", ["notice.docx", "notice.xlsx", "notice.pdf", "long-table.pdf"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_cut_short(name: str, share: float) -> None:
    data = _file(name)
    with pytest.raises(SourceError, match=r"damaged or incomplete|cannot be read") as caught:
        load(data[: int(len(data) * share)])
    assert caught.value.where == "<bytes>"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["notice.docx", "notice.xlsx", "long-table.pdf"]), st.data())
def test_any_damage_is_a_source_error_or_none(name: str, draw: st.DataObject) -> None:
    data = bytearray(_file(name))
    for _ in range(draw.draw(st.integers(1, 5))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        source, _ = load(bytes(data))
    except SourceError:
        return
    assert source.text.strip()


def test_a_wrong_suffix(tmp_path: Path) -> None:
    path = tmp_path / "notice.docx"
    path.write_text("云溪市人民政府\n", encoding="utf-8")
    assert load(path)[0].text == "云溪市人民政府\n"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(SourceError, match="a picture"):
        load(path)


def test_a_pdf_with_a_password() -> None:
    with pytest.raises(SourceError, match="protected by a password"):
        load(_file("locked.pdf"))


def test_an_office_document_with_a_password() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(SourceError, match="protected by a password"):
        load(data)


def made_pdf(content: bytes = b"q 200 0 0 200 0 0 cm /I Do Q") -> bytes:
    """A page with a picture and no text."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    return (
        data
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    )


def test_a_scanned_pdf_needs_recognition() -> None:
    pytest.importorskip("pdfplumber")
    with pytest.raises(SourceError, match=r"pictures of pages and no text \(.*OCR"):
        load(made_pdf())


def _docx_of(document: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


def test_a_document_that_unpacks_without_end() -> None:
    with pytest.raises(SourceError, match="times its size"):
        load(_docx_of(b"<a>" + bytes(40 << 20)))


def test_a_document_of_another_kind_inside() -> None:
    with pytest.raises(SourceError, match="Word document is damaged"):
        load(_docx_of(b"<html/>"))


def test_a_merged_cell_over_the_whole_sheet() -> None:
    pytest.importorskip("openpyxl")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_file("notice.xlsx"))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b'ref="A1:D1"', b'ref="A1:XFD1048576"')
            new.writestr(name, part)
    with pytest.raises(SourceError, match="merged cell"):
        load(buffer.getvalue())


def test_one_line_of_200_megabytes() -> None:
    line = "云溪市新建公园。".encode() * (200_000_000 // 24)
    start = time.process_time()
    with pytest.raises(SourceError, match=r"a line of 66,666,6\d\d characters"):
        load(line)
    assert time.process_time() - start < 30
    assert len(load(line[:24] * 1000 + b"\n")[0].text) == 8001


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        # A file of holes takes no room on the disk.
        file.truncate((512 << 20) + 1)
    with pytest.raises(SourceError, match="larger than 512 MiB"):
        load(path)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(SourceError, match=r"pip install 'notice-parse\[pdf\]'"):
        load((FILES / "notice.pdf").read_bytes())
    with pytest.raises(SourceError, match=r"pip install 'notice-parse\[office\]'"):
        load((FILES / "notice.xlsx").read_bytes())
    monkeypatch.setattr(convert, "office_program", lambda: None)
    with pytest.raises(SourceError, match="install LibreOffice"):
        load((FILES / "notice.doc").read_bytes())


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_a_conversion_that_takes_too_long() -> None:
    start = time.monotonic()
    with pytest.raises(SourceError, match="did not finish within"):
        to_modern((FILES / "notice.doc").read_bytes(), "a.doc", Kind.doc, timeout=0.05)
    assert time.monotonic() - start < 20


@pytest.mark.skipif(office_program() is None, reason="LibreOffice is not installed")
def test_a_damaged_old_document() -> None:
    data = (FILES / "notice.doc").read_bytes()
    with pytest.raises(SourceError, match="LibreOffice"):
        load(data[:512] + "WordDocument".encode("utf-16-le"))
