"""Packed bytes, read within limits: a small file may unpack to more than the machine holds.

Nothing here writes to disk, and the sizes that a file tells of itself are not believed.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from typing import Any, BinaryIO, NamedTuple

from notice_parse.errors import SourceError
from notice_parse.loading.formats import Kind

_MIB = 1 << 20


class Limits(NamedTuple):
    """Sizes in bytes, after unpacking; `ratio` is unpacked to packed and minded from `ratio_from` bytes on."""

    member: int = 256 * _MIB
    total: int = 512 * _MIB
    members: int = 5000
    ratio: int = 250
    ratio_from: int = 16 * _MIB
    depth: int = 3


LIMITS = Limits()
_STEP = 1 << 16


class Budget:
    """What may still be unpacked from one archive and the archives inside it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.bytes_left = limits.total
        self.members_left = limits.members

    @property
    def is_spent(self) -> bool:
        return self.bytes_left < 0 or self.members_left < 0

    def count_member(self, where: str) -> None:
        """Errors: SourceError where the archive holds more members than are believed."""
        self.members_left -= 1
        if self.members_left < 0:
            raise SourceError(f"the archive holds more than {self.limits.members} files", where=where, hint=_UNPACK)

    def read(self, stream: BinaryIO, packed: int, where: str) -> bytes:
        """All of a stream that unpacks `packed` bytes. Errors: SourceError where that is more than any document needs."""
        parts: list[bytes] = []
        size = 0
        while part := stream.read(_STEP):
            size += len(part)
            self.bytes_left -= len(part)
            if size > self.limits.member or self.bytes_left < 0:
                most = self.limits.member if size > self.limits.member else self.limits.total
                raise SourceError(f"unpacks to more than {most // _MIB} MiB", where=where, hint=_BOMB)
            if size > self.limits.ratio_from and size > packed * self.limits.ratio:
                raise SourceError(f"unpacks to more than {self.limits.ratio} times its size", where=where, hint=_BOMB)
            parts.append(part)
        return b"".join(parts)


_UNPACK = "unpack it and name the files in it"
_BOMB = "no document does; it was refused"
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    KeyError,
    IndexError,
    OverflowError,
)


def open_zip(data: bytes, where: str, what: str) -> zipfile.ZipFile:
    """Errors: SourceError where the directory of the zip file is damaged, as in one that was cut short."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise damaged(what, where) from error


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, budget: Budget) -> bytes:
    """The bytes of a member. Errors: SourceError where it is damaged, encrypted or too large."""
    if info.flag_bits & 0x1:
        raise SourceError("is encrypted with a password", where=where, hint="unpack it with the password first")
    try:
        with archive.open(info) as stream:
            return budget.read(stream, info.compress_size, where)  # type: ignore[arg-type]
    except RuntimeError as error:
        raise SourceError(f"cannot be unpacked: {error}", where=where) from error
    except DAMAGED as error:
        raise damaged("packed file", where) from error


def damaged(what: str, where: str) -> SourceError:
    return SourceError(
        f"the {what} is damaged or incomplete", where=where, hint="check that it was saved or downloaded completely"
    )


def inflate(data: bytes, kind: Kind, where: str, budget: Budget) -> bytes:
    """What a .gz, .bz2 or .xz file holds. Errors: SourceError where it is damaged or too large."""
    import gzip

    openers: dict[Kind, Any] = {Kind.gzip: gzip.open, Kind.bzip2: bz2.open, Kind.xz: lzma.open}
    try:
        with openers[kind](io.BytesIO(data)) as stream:
            return budget.read(stream, len(data), where)
    except DAMAGED as error:
        raise damaged(f"{kind.name} file", where) from error
