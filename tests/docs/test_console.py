"""The transcripts of the documentation are what the commands print."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from transcripts import run, steps_of

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted(page for page in (ROOT / "docs").glob("*.md") if not page.name.startswith("tutorial"))
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *DOCS]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_REWRITE = bool(os.environ.get("NOTICE_PARSE_REWRITE"))
BLOCKS = [(page, block) for page in PAGES for block in _BLOCK.findall(page.read_text(encoding="utf-8"))]


def test_there_are_transcripts() -> None:
    assert any(page.name == "README.md" for page, _ in BLOCKS)


@pytest.mark.golden
@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=[f"{p.name}-{i}" for i, (p, _) in enumerate(BLOCKS)])
def test_transcript(page: Path, block: str) -> None:
    wanted = "".join(f"$ {command}\n{run(command, ROOT)}" for command, _ in steps_of(block))
    if _REWRITE and wanted != block:
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(block, wanted), encoding="utf-8")
        return
    assert block == wanted
