"""What cannot be read is refused with what, where and what to do."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from notice_parse.errors import SourceError
from notice_parse.loading import load

TEXT = "云溪市人民政府\n第一条　新建公园。\n"


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "通知.md"
    path.write_bytes(TEXT.encode())
    source, findings = load(path)
    assert source.text == TEXT
    assert source.info.path == str(path)
    assert source.info.media_type == "text/markdown"
    assert source.info.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert findings == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    source, _ = load("-")
    assert source.text == TEXT
    assert source.info.path == "<stdin>"


def test_a_missing_file_names_a_near_one(tmp_path: Path) -> None:
    (tmp_path / "2031年通知.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SourceError, match=r"no such file \(did you mean .*2031年通知\.txt") as caught:
        load(tmp_path / "2031年通知.tx")
    assert caught.value.where == str(tmp_path / "2031年通知.tx")
    with pytest.raises(SourceError, match=r"the folder .*nowhere does not exist"):
        load(tmp_path / "nowhere" / "a.txt")


def test_a_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xcd\xff.txt"))
    path.write_text(TEXT, encoding="utf-8")
    assert load(path)[0].info.path.endswith("/\\xcd\\xff.txt")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a folder, not a file"):
        load(tmp_path)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(SourceError, match="cannot read the file"):
        load("a\0b")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="no permission"):
        load(path)


def test_no_permission_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "closed.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SourceError, match="no permission to read"):
        load(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "is empty"), (b" \r\n\t\n", "only white space"), ("\ufeff\u3000\n".encode(), "only white space")],
)
def test_nothing_in_it(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        load(data)


def _zip(member: str, content: str = "x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "said", "todo"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Office file", "office program"),
        (_zip("ppt/presentation.xml"), "a presentation", "office program"),
        (_zip("OFD.xml"), "an OFD document", "OFD reader"),
        (_zip("mimetype", "application/epub+zip"), "an e-book", "plain text"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a 7z archive", "unpack"),
        (b"Rar!\x1a\x07\x01", "a RAR archive", "unpack"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture", "recognition"),
        (b"\xff\xd8\xff\xe0", "a picture", "recognition"),
        (bytes(range(256)) * 4, "a binary file", "--encoding"),
        (b"\x00" * 64, "a binary file", "--encoding"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, said: str, todo: str) -> None:
    with pytest.raises(SourceError, match=f"this is {said}") as caught:
        load(data)
    assert todo in (caught.value.hint or "")


@pytest.mark.parametrize("text", ["BZh 编号的含义如下：\n", "GIF8 图片说明如下：\n", "MM 市场\n"])
def test_text_that_begins_like_an_archive_is_text(text: str) -> None:
    assert load(text.encode())[0].text == text
