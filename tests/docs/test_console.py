"""The transcripts of the documentation are what the commands print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_REWRITE = bool(os.environ.get("NOTICE_PARSE_REWRITE"))


def _steps(block: str) -> list[tuple[str, str]]:
    """The commands of a block (a quoted one may run over lines) with what is shown below each."""
    steps: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        lines = part.splitlines(keepends=True)
        end = 1
        while "".join(lines[:end]).count('"') % 2:
            end += 1
        steps.append(("".join(lines[:end]).rstrip("\n"), "".join(lines[end:])))
    return steps


def _run(command: str) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NOTICE_PARSE_LANG": "en",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return "".join(line.rstrip() + "\n" for line in (done.stdout + done.stderr).splitlines())


BLOCKS = [(page, block) for page in PAGES for block in _BLOCK.findall(page.read_text(encoding="utf-8"))]


def test_there_are_transcripts() -> None:
    assert any(page.name == "README.md" for page, _ in BLOCKS)


@pytest.mark.golden
@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=[f"{p.name}-{i}" for i, (p, _) in enumerate(BLOCKS)])
def test_transcript(page: Path, block: str) -> None:
    wanted = "".join(f"$ {command}\n{_run(command)}" for command, _ in _steps(block))
    if _REWRITE and wanted != block:
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(block, wanted), encoding="utf-8")
        return
    assert block == wanted
