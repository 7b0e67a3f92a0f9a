"""Formats that only an office program reads (.doc, .wps, .xls, .et, .rtf, .odt, .ods), turned into newer ones by LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from notice_parse.errors import SourceError
from notice_parse.loading.formats import Kind, tell_kind

_SUFFIX = {Kind.doc: "doc", Kind.xls: "xls", Kind.rtf: "rtf", Kind.odt: "odt", Kind.ods: "ods"}
_TARGET = {Kind.xls: Kind.xlsx, Kind.ods: Kind.xlsx}
_WHAT = {
    Kind.doc: "an old Word or WPS document (.doc, .wps)",
    Kind.xls: "an old Excel or WPS workbook (.xls, .et)",
    Kind.rtf: "a Rich Text document (.rtf)",
    Kind.odt: "an OpenDocument text (.odt)",
    Kind.ods: "an OpenDocument workbook (.ods)",
}
_NAMES = ("soffice", "libreoffice")
_PLACES = ("/usr/lib/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
TIMEOUT = 120.0
"""Seconds for one document; a damaged one may keep the program busy for ever."""


def office_program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def to_modern(data: bytes, where: str, kind: Kind, timeout: float = TIMEOUT) -> tuple[bytes, Kind]:
    """The document as .docx or .xlsx.

    Errors: SourceError where LibreOffice is not installed, does not understand the file, or takes longer than `timeout` seconds.
    """
    program = office_program()
    target = _TARGET.get(kind, Kind.docx)
    if program is None:
        raise SourceError(
            f"this is {_WHAT[kind]}, which only LibreOffice can turn into a format that is read here",
            where=where,
            hint=f"install LibreOffice so that `soffice` is found, or save the document as .{target.name}",
        )
    with tempfile.TemporaryDirectory(prefix="notice-parse-") as folder:
        given = Path(folder, f"document.{_SUFFIX[kind]}")
        given.write_bytes(data)
        # Its own profile: a running LibreOffice would take the call over and write nothing here.
        profile = Path(folder, "profile").as_uri()
        command = [
            program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}",
            "--convert-to", target.name, "--outdir", folder, str(given),
        ]  # fmt: skip
        _run(command, folder, where, timeout)
        made = given.with_suffix(f".{target.name}")
        if not made.is_file() or not made.stat().st_size:
            raise SourceError(
                "LibreOffice cannot read the document", where=where, hint="it may be damaged or protected by a password"
            )
        converted = made.read_bytes()
    if tell_kind(converted, where) is not target:
        raise SourceError(f"LibreOffice did not give a .{target.name} document", where=where)
    return converted, target


def _run(command: list[str], folder: str, where: str, timeout: float) -> None:
    """Run to the end, or end the whole group: the program starts others that would live on."""
    environment = {**os.environ, "HOME": folder}
    try:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=os.name == "posix",
        )  # fmt: skip
    except OSError as error:
        raise SourceError(f"LibreOffice cannot be started: {error.strerror}", where=where) from error
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            f"LibreOffice did not finish within {timeout:g} seconds",
            where=where,
            hint="save the document in a newer format",
        ) from error
    finally:
        if process.poll() is None:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()
