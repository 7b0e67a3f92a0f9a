"""The wheel holds what the command needs, and an installed one works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from shared import CHECKOUT

pytestmark = pytest.mark.wheel

TEXT = "云溪市人民政府办公室关于做好公园建设的通知\n一、新建口袋公园12处以上。（责任单位：市建设局）\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source archive of the checkout, and the wheel built from that archive, with no network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_wheel_holds_the_grammars(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    folder = CHECKOUT / "grammars"
    grammars = {f"notice_parse/grammars/{path.relative_to(folder)}" for path in folder.rglob("*.yaml")}
    assert "notice_parse/grammars/places/qichuan.yaml" in grammars
    assert grammars <= names
    assert "notice_parse/py.typed" in names
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"notice_parse"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_source_archive_holds_the_checkout(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "README.md", "LICENSE", "pyproject.toml", "samples/README.md", ".ci/run"} <= names
    assert not [name for name in names if name.endswith(".pyc")]


def test_installed_wheel_runs_from_elsewhere(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*install, str(next(built.glob("*.whl")))], check=True, capture_output=True)
    (tmp_path / "通知.txt").write_text(TEXT, encoding="gb18030")
    # Only the dependencies come from the environment; the package itself must be the installed one.
    environment = {**os.environ, "PYTHONPATH": str(target)}
    code = "import notice_parse, sys; print(notice_parse.__file__); from notice_parse.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "extract", "通知.txt", "--format", "table"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(target))
    assert "市建设局" in done.stdout
    assert "≥12处" in done.stdout
