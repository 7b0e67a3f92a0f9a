"""`notice-parse text` prints what the readers read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from notice_parse.cli.main import main
from notice_parse.loading import load

FILES = Path(__file__).parent / "files"


def test_one_document_is_printed_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = FILES / "notice.docx"
    assert main(["text", str(path)]) == 0
    assert capfdbinary.readouterr().out.decode() == load(path)[0].text


def test_several_have_their_names(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    archive, text = tmp_path / "a.zip", tmp_path / "丙.txt"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("甲.txt", "云溪一")
        file.writestr("图.png", b"\x89PNG\r\n\x1a\n")
        file.writestr("乙.txt", "云溪二\n")
    text.write_text("云溪三\n", encoding="utf-8")
    assert main(["text", str(archive), str(text)]) == 1
    out, told = capfdbinary.readouterr()
    assert out.decode() == (
        f"==> {archive}!甲.txt <==\n云溪一\n\n==> {archive}!乙.txt <==\n云溪二\n\n==> {text} <==\n云溪三\n\n"
    )
    assert "图.png: this is a picture" in told.decode()


def test_one_member_of_an_archive(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("甲.txt", "云溪一")
        file.writestr("乙.txt", "云溪二\n")
    assert main(["text", f"{archive}!乙.txt"]) == 0
    assert capfdbinary.readouterr().out.decode() == "云溪二\n"


def test_nothing_that_can_be_read(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    target = tmp_path / "out.txt"
    target.write_text("before", encoding="utf-8")
    assert main(["text", str(tmp_path / "none.txt"), "-o", str(target)]) == 3
    assert target.read_text(encoding="utf-8") == "before"
    assert b"no such file" in capfdbinary.readouterr().err
