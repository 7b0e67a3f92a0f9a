"""The tutorial, played by its own text: files are written as it says and commands run in order, in a folder of their own."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from shared import CHECKOUT
from transcripts import run, steps_of

PAGES = {"en": CHECKOUT / "docs" / "tutorial.md", "zh": CHECKOUT / "docs" / "tutorial.zh-CN.md"}
NOTICE = CHECKOUT / "docs" / "tutorial" / "lanting.txt"
_FENCE = re.compile(
    r"(?:^<!-- (?P<how>file|more): (?P<name>\S+) -->\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S
)
_REWRITE = bool(os.environ.get("NOTICE_PARSE_REWRITE"))


class Fence(NamedTuple):
    """A fenced block: `file` writes it, `more` puts it below what the file has, and `console` holds commands."""

    how: str | None
    name: str | None
    kind: str
    body: str


def fences(page: Path) -> list[Fence]:
    return [Fence(*found.group("how", "name", "kind", "body")) for found in _FENCE.finditer(page.read_text("utf-8"))]


def play(page: Path, folder: Path, language: str) -> list[tuple[str, str]]:
    """Do what the page says; gives each block of commands as it stands and as it is printed now."""
    shutil.copy(NOTICE, folder)
    out = []
    for fence in fences(page):
        if fence.kind == "console":
            now = "".join(f"$ {command}\n{run(command, folder, language)}" for command, _ in steps_of(fence.body))
            out.append((fence.body, now))
        elif fence.name is not None:
            with (folder / fence.name).open("w" if fence.how == "file" else "a", encoding="utf-8") as file:
                file.write(fence.body)
    return out


@pytest.mark.golden
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_command_prints_what_is_shown(language: str, tmp_path: Path) -> None:
    page = PAGES[language]
    played = play(page, tmp_path, language)
    assert len(played) > 8
    if _REWRITE:
        text = page.read_text(encoding="utf-8")
        at = 0
        for body, now in played:
            at = text.index(f"```console\n{body}", at) + len("```console\n")
            text = text[:at] + now + text[at + len(body) :]
            at += len(now)
        page.write_text(text, encoding="utf-8")
        return
    for body, now in played:
        assert body == now


def test_the_pages_write_the_same_files() -> None:
    written = {lang: [f for f in fences(page) if f.name is not None] for lang, page in PAGES.items()}
    assert [f[:3] for f in written["en"]] == [f[:3] for f in written["zh"]]
    assert [_without_remarks(f.body) for f in written["en"]] == [_without_remarks(f.body) for f in written["zh"]]


def _without_remarks(text: str) -> str:
    return re.sub(r" *#.*", "", text)
