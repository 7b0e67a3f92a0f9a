"""Archives: every document in them by name, and what is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from notice_parse.errors import SourceError
from notice_parse.loading import Member, load, load_all, zipped
from notice_parse.loading.zipped import Limits

TEXT = "云溪市人民政府\n第一条　新建公园。\n".encode()


def made_zip(members: dict[str, bytes], level: int = 9) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def made_tar(members: dict[str, bytes], link: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo(link)
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(info)
    return buffer.getvalue()


def members_of(tmp_path: Path, data: bytes, name: str = "a.zip") -> dict[str, Member]:
    """The members by name, without the path of the archive."""
    path = tmp_path / name
    path.write_bytes(data)
    return {member.name.removeprefix(f"{path}!"): member for member in load_all(path)}


def test_every_document_has_its_name(tmp_path: Path) -> None:
    inner = made_zip({"丙.txt": TEXT})
    found = members_of(tmp_path, made_zip({"夹/甲.txt": TEXT, "乙.zip": inner, "__MACOSX/x": b"1", "夹/": b""}))
    assert list(found) == ["夹/甲.txt", "乙.zip!丙.txt"]
    assert all(member.source and member.source.text == TEXT.decode() for member in found.values())
    assert found["夹/甲.txt"].source is not None
    assert found["夹/甲.txt"].source.info.path.endswith("a.zip!夹/甲.txt")


def test_chinese_names_of_windows(tmp_path: Path) -> None:
    # Windows writes the bytes of GBK and does not set the mark of UTF-8.
    buffer = io.BytesIO()
    name = "通知".encode("gbk").decode("cp437")
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("XXXX.txt", TEXT)
    raw = buffer.getvalue().replace(b"XXXX.txt", name.encode("cp437") + b".txt")
    assert list(members_of(tmp_path, raw)) == ["通知.txt"]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
    ],
)
def test_tar(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    found = members_of(tmp_path, pack(made_tar({"夹/甲.txt": TEXT})), name)
    assert list(found) == ["夹/甲.txt"]


def test_a_single_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "甲.md.gz"
    path.write_bytes(gzip.compress(TEXT))
    source, _ = load(path)
    assert source.text == TEXT.decode()
    assert source.info.media_type == "text/markdown"
    assert source.info.path == f"{path}!甲.md"


def test_one_document_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(made_zip({"甲.txt": TEXT, "乙.txt": TEXT + TEXT}))
    assert load(f"{path}!乙.txt")[0].text == (TEXT + TEXT).decode()
    with pytest.raises(SourceError, match=r"several documents.*a\.zip!甲\.txt"):
        load(path)
    with pytest.raises(SourceError, match=r"holds no 丁\.txt.*甲\.txt"):
        load(f"{path}!丁.txt")


def test_one_bad_member_keeps_no_other_out(tmp_path: Path) -> None:
    found = members_of(tmp_path, made_zip({"图.png": b"\x89PNG\r\n\x1a\n", "空.txt": b"", "甲.txt": TEXT}))
    assert [bool(member.source) for member in found.values()] == [False, False, True]
    assert "picture" in str(found["图.png"].error)
    assert "empty" in str(found["空.txt"].error)


@pytest.mark.parametrize("name", ["../甲.txt", "/etc/甲.txt", "C:\\甲.txt", "夹/../../甲.txt", "..\\甲.txt"])
def test_names_that_lead_out(tmp_path: Path, name: str) -> None:
    for data, archive in ((made_zip({name: TEXT}), "a.zip"), (made_tar({name: TEXT}), "a.tar")):
        (member,) = members_of(tmp_path, data, archive).values()
        assert member.source is None
        assert "its name" in str(member.error)


def test_links(tmp_path: Path) -> None:
    (member,) = members_of(tmp_path, made_tar({}, link="甲.txt"), "a.tar").values()
    assert "link" in str(member.error)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("甲.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    (member,) = members_of(tmp_path, buffer.getvalue()).values()
    assert "link" in str(member.error)


def test_archives_inside_archives(tmp_path: Path) -> None:
    data = made_zip({"甲.txt": TEXT})
    for _ in range(5):
        data = made_zip({"内.zip": data})
    (member,) = members_of(tmp_path, data).values()
    assert "deeper than 3" in str(member.error)


def test_bombs(tmp_path: Path) -> None:
    zeros = bytes(24 << 20)
    for data, name in (
        (made_zip({"a.txt": zeros}), "a.zip"),
        (gzip.compress(zeros), "a.gz"),
        (lzma.compress(zeros), "a.xz"),
    ):
        (member,) = members_of(tmp_path, data, name).values()
        assert "times its size" in str(member.error)


def test_too_much_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(member=1 << 20, total=3 << 20, members=4)
    monkeypatch.setattr(zipped.Budget.__init__, "__defaults__", (limits,))
    block = ("云溪" * 150_000).encode()
    found = members_of(tmp_path, made_zip({f"{n}.txt": block for n in range(9)}))
    assert [member.source is not None for member in found.values()] == [True, True, True, False]
    assert "more than 3 MiB" in str(list(found.values())[-1].error)
    found = members_of(tmp_path, made_zip({f"{n}.txt": TEXT for n in range(9)}))
    assert "more than 4 files" in str(list(found.values())[-1].error)


def test_encrypted(tmp_path: Path) -> None:
    data = bytearray(made_zip({"甲.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (member,) = members_of(tmp_path, bytes(data)).values()
    assert "password" in str(member.error)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar"])
def test_cut_short(tmp_path: Path, name: str) -> None:
    many = {f"{n}.txt": TEXT * 50 + bytes([65 + n]) for n in range(20)}
    whole = {"a.zip": made_zip(many), "a.tar.gz": gzip.compress(made_tar(many)), "a.tar": made_tar(many)}[name]
    errors = [member.error for member in members_of(tmp_path, whole[: len(whole) * 2 // 3], name).values()]
    assert any("damaged" in str(error) for error in errors)
