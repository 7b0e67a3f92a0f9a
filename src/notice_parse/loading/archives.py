"""Archives (.zip, .tar and its packed forms) and single packed files (.gz, .bz2, .xz): every document in them.

Nothing is written to disk. A member with a name that would lead out of a folder, a link, and what unpacks to more than
any document needs are refused with a reason; the other members are read all the same.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from notice_parse.diagnostics import Finding
from notice_parse.errors import SourceError
from notice_parse.loading.document import Member, read_document
from notice_parse.loading.formats import PACKED, Kind, tell_kind
from notice_parse.loading.zipped import DAMAGED, Budget, damaged, inflate, open_zip, read_member
from notice_parse.source import Source

_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|~\$[^/]*$)", re.IGNORECASE)
"""What file managers and office programs leave behind; nobody put it there on purpose."""
_SINGLE = re.compile(r"\.(?:gz|bz2|xz)$", re.IGNORECASE)
_PACKED_TAR = re.compile(r"\.t(?:gz|bz2?|xz)$", re.IGNORECASE)
_CHINESE_NAME = re.compile(r"[\x20-\x7e\u00b7\u2010-\u303f\u3400-\u9fff\uff00-\uffef]*")
_LINK = 0o120000
_FILE_TYPE = 0o170000
_UTF8_NAME = 0x800


class _Packed(NamedTuple):
    """A file inside an archive: its bytes, or why it was refused."""

    name: str
    data: bytes
    error: SourceError | None = None


def only_member(
    data: bytes, name: str, kind: Kind, encoding: str | None, wanted: str | None
) -> tuple[Source, list[Finding]]:
    """The document asked for, or the only one there is.

    Errors: SourceError where it is not there or cannot be read, and where several documents are.
    """
    found: list[Member] = []
    errors: list[SourceError] = []
    names: list[str] = []
    for member in all_members(data, name, kind, encoding):
        names.append(member.name.removeprefix(f"{name}!"))
        if wanted is not None and names[-1] != wanted:
            continue
        if member.error is not None:
            errors.append(member.error)
        else:
            found.append(member)
        if wanted is not None or len(found) > 1:
            break
    if len(found) == 1 and found[0].source is not None:
        return found[0].source, found[0].findings
    if len(found) > 1:
        raise SourceError(
            "the archive holds several documents", where=name, hint=f"name one of them, for example {found[0].name}"
        )
    if errors:
        raise errors[0]
    if wanted is not None:
        shown = "、".join(names[:5])
        raise SourceError(f"the archive holds no {wanted}", where=name, hint=f"it holds {shown}" if shown else None)
    raise SourceError("the archive holds no document", where=name, hint="check that it is the right file")


def all_members(data: bytes, name: str, kind: Kind, encoding: str | None) -> Iterator[Member]:
    """Every document of an archive and of the archives in it, in order; what cannot be read carries its error."""
    yield from _walk(data, name, kind, encoding, Budget(), 1)


def _walk(data: bytes, name: str, kind: Kind, encoding: str | None, budget: Budget, depth: int) -> Iterator[Member]:
    for packed in _unpack(data, name, kind, budget):
        where = f"{name}!{packed.name}" if packed.name else name
        if packed.error is not None:
            yield Member(where, None, [], packed.error)
            if budget.is_spent:
                return
            continue
        try:
            if not packed.data:
                raise SourceError("the file is empty", where=where)
            inner = tell_kind(packed.data, where)
            if inner in PACKED:
                # A packed tar is one archive, not one inside another.
                deeper = depth + (kind not in (Kind.gzip, Kind.bzip2, Kind.xz))
                if deeper > budget.limits.depth:
                    raise SourceError(
                        f"archives inside archives go deeper than {budget.limits.depth}", where=where,
                        hint="unpack the outer ones",
                    )  # fmt: skip
                as_one = inner is Kind.tar and kind is not Kind.zip and kind is not Kind.tar
                yield from _walk(packed.data, name if as_one else where, inner, encoding, budget, deeper)
                if budget.is_spent:
                    return
                continue
            yield Member(where, *read_document(packed.data, where, inner, encoding))
        except SourceError as error:
            yield Member(where, None, [], error)


def _unpack(data: bytes, name: str, kind: Kind, budget: Budget) -> Iterator[_Packed]:
    try:
        if kind is Kind.zip:
            yield from _unzip(data, name, budget)
        elif kind is Kind.tar:
            yield from _untar(data, name, budget)
        else:
            inner = re.split(r"[/\\]", _SINGLE.sub("", _PACKED_TAR.sub(".tar", name)))[-1]
            yield _Packed(inner.rpartition("!")[2], inflate(data, kind, name, budget))
    except SourceError as error:
        yield _Packed("", b"", error)


def _unzip(data: bytes, name: str, budget: Budget) -> Iterator[_Packed]:
    archive = open_zip(data, name, "archive")
    for info in archive.infolist():
        member = _zip_name(info)
        if info.is_dir() or _JUNK.search(member):
            continue
        budget.count_member(name)
        where = f"{name}!{member}"
        try:
            _check_name(member, where)
            if (info.external_attr >> 16) & _FILE_TYPE == _LINK:
                raise _link(where)
            yield _Packed(member, read_member(archive, info, where, budget))
        except SourceError as error:
            yield _Packed(member, b"", error)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; one without the mark of UTF-8 is in the encoding of the machine that packed it."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _decoded(raw)


def _decoded(raw: bytes) -> str:
    """UTF-8 or GB18030. Short names in GBK may happen to be valid UTF-8, but then of letters that no Chinese name has."""
    readings: list[str] = []
    for encoding in ("utf-8", "gb18030"):
        try:
            readings.append(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    plausible = [name for name in readings if _CHINESE_NAME.fullmatch(name)]
    return next(iter([*plausible, *readings]), raw.decode("utf-8", "backslashreplace"))


def _untar(data: bytes, name: str, budget: Budget) -> Iterator[_Packed]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for info in archive:
                member = _decoded(info.name.encode("utf-8", "surrogateescape"))
                if info.isdir() or _JUNK.search(member):
                    continue
                budget.count_member(name)
                yield _untar_one(archive, info, member, f"{name}!{member}", budget)
    except (tarfile.TarError, *DAMAGED) as error:
        raise damaged("archive", name) from error


def _untar_one(archive: tarfile.TarFile, info: tarfile.TarInfo, member: str, where: str, budget: Budget) -> _Packed:
    try:
        _check_name(member, where)
        if info.issym() or info.islnk():
            raise _link(where)
        stream = archive.extractfile(info)
        if stream is None or not info.isfile():
            raise SourceError("this is a device, not a file", where=where)
        return _Packed(member, budget.read(stream, max(info.size, 1), where))  # type: ignore[arg-type]
    except SourceError as error:
        return _Packed(member, b"", error)


def _check_name(member: str, where: str) -> None:
    parts = re.split(r"[/\\]", member)
    if member.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", member):
        raise SourceError(
            "its name is absolute, which an archive has no right to", where=where, hint="unpack it by hand"
        )
    if ".." in parts:
        raise SourceError("its name leads out of the archive", where=where, hint="unpack it by hand")


def _link(where: str) -> SourceError:
    return SourceError("this is a link to another file, which is not followed", where=where)
