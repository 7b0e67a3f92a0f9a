"""Old formats and the program that turns them into new ones: a stand-in for LibreOffice that does well, badly, or nothing."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from notice_parse.errors import SourceError
from notice_parse.loading import convert, load
from notice_parse.loading.convert import to_modern
from notice_parse.loading.formats import Kind

FILES = Path(__file__).parent / "files"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place on PATH for a program `soffice`, where there is nothing else of the kind."""
    folder = tmp_path / "bin"
    folder.mkdir()
    tools = {str(Path(found).parent) for name in ("sh", "cp", "sleep") if (found := shutil.which(name))}
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), *sorted(tools)]))
    return folder / "soffice"


def program(place: Path, script: str) -> None:
    """A program that runs `script` with $target the wanted suffix and $out the file to be made."""
    place.write_text(
        "#!/bin/sh\nwhile [ $# -gt 1 ]; do case $1 in --convert-to) target=$2;; --outdir) folder=$2;; esac; shift; done\n"
        f'out="$folder/document.$target"\n{script}\n',
        encoding="utf-8",
    )
    place.chmod(0o755)


def test_what_the_program_makes_is_read(office: Path, tmp_path: Path) -> None:
    program(office, f'cp "{FILES}/notice.$target" "$out"')
    for old, new in (("doc", "docx"), ("rtf", "docx"), ("xls", "xlsx")):
        given = tmp_path / f"通知.{old}"
        shutil.copy(FILES / f"notice.{old}", given)
        assert load(str(given))[0].text == load(str(FILES / f"notice.{new}"))[0].text


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 1", "LibreOffice cannot read the document"),
        (': > "$out"', "LibreOffice cannot read the document"),
        ('echo text > "$out"', "LibreOffice did not give a .docx document"),
    ],
)
def test_a_document_that_the_program_cannot_read(office: Path, script: str, message: str) -> None:
    program(office, script)
    with pytest.raises(SourceError, match=message) as told:
        to_modern(b"...", "通知.doc", Kind.doc)
    assert told.value.where == "通知.doc"


def test_a_program_that_does_not_end_is_stopped_with_all_it_started(office: Path, tmp_path: Path) -> None:
    mark = tmp_path / "lives"
    program(office, f'(sleep 3; echo yes > "{mark}") & sleep 600')
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"did not finish within 0\.5 seconds"):
        to_modern(b"...", "通知.doc", Kind.doc, timeout=0.5)
    assert time.monotonic() - began < 30
    time.sleep(3)
    assert not mark.exists(), "what the program had started went on"


def test_a_program_that_cannot_be_started(office: Path) -> None:
    office.write_bytes(b"\x7fELF of another machine")
    office.chmod(0o755)
    with pytest.raises(SourceError, match="LibreOffice cannot be started: "):
        to_modern(b"...", "通知.doc", Kind.doc)


def test_a_program_at_its_usual_place_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(convert, "_PLACES", (str(tmp_path / "none"), sys.executable))
    assert convert.office_program() == sys.executable
    monkeypatch.setattr(convert, "_PLACES", ())
    assert convert.office_program() is None
