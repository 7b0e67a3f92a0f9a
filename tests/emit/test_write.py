"""A file takes its place whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from notice_parse.emit.write import writing
from notice_parse.errors import EmitError


def test_a_new_file(tmp_path: Path) -> None:
    with writing(tmp_path / "a.json") as file:
        file.write(b"{}")
        assert not (tmp_path / "a.json").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"{}"


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), writing(path) as file:
        file.writelines([b"half", None])  # type: ignore[list-item]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_access_rights_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "a.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    with writing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_device_is_written_in_place() -> None:
    with writing("/dev/null") as file:
        file.write(b"x")
    assert Path("/dev/null").is_char_device()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(EmitError, match="a folder, not a file"), writing(tmp_path):
        pass
    with pytest.raises(EmitError, match=r"the folder .*nowhere does not exist"), writing(tmp_path / "nowhere" / "a"):
        pass
    with pytest.raises(EmitError, match="No space left"), writing("/dev/full") as file:
        file.write(b"x")
