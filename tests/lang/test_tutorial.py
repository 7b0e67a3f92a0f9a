"""tutorial.zh-CN.md says what tutorial.md says: the same steps, commands, files and links, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shared import CHECKOUT
from transcripts import steps_of

ENGLISH, CHINESE = CHECKOUT / "docs" / "tutorial.md", CHECKOUT / "docs" / "tutorial.zh-CN.md"
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_HEADING = re.compile(r"^(#+) +(\d*)", re.M)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_HAN = re.compile("[\u4e00-\u9fff]")
_SAID = {"归属": "claimed", "未识": "unread"}
"""What `explain` says in Chinese, where a command looks for it."""
_ONE_SIDED = {"claimed by", "unread", "--lang zh", "NOTICE_PARSE_LANG=zh"}
"""Names that only one of the pages has reason to tell."""


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _prose(text: str) -> str:
    return _FENCED.sub("", text)


def commands(text: str) -> list[str]:
    found = [command for kind, body in _FENCED.findall(text) if kind == "console" for command, _ in steps_of(body)]
    for chinese, english in _SAID.items():
        found = [command.replace(chinese, english) for command in found]
    return found


def by_section(text: str) -> list[tuple[str, str]]:
    """The number of each section and what stands in it, the one before the first number included."""
    parts = re.split(r"^#+ +(\d*).*$", text, flags=re.M)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def test_the_steps_are_the_same() -> None:
    english, chinese = _HEADING.findall(_prose(_text(ENGLISH))), _HEADING.findall(_prose(_text(CHINESE)))
    assert english == chinese
    assert [number for marks, number in english if marks == "##"] == [str(n) for n in range(1, len(english))]


def test_the_commands_are_the_same_in_each_step() -> None:
    english, chinese = by_section(_text(ENGLISH)), by_section(_text(CHINESE))
    assert len(commands(_text(ENGLISH))) > 20
    for (number, one), (_, other) in zip(english, chinese, strict=True):
        assert commands(one) == commands(other), f"step {number}"
        assert [kind for kind, _ in _FENCED.findall(one)] == [kind for kind, _ in _FENCED.findall(other)], number


def test_the_links_are_the_same_and_lead_somewhere() -> None:
    each_other = {ENGLISH.name, CHINESE.name}
    english, chinese = (set(_LINK.findall(_text(page))) - each_other for page in (ENGLISH, CHINESE))
    assert english == chinese
    assert [link for link in english if not (ENGLISH.parent / link.partition("#")[0]).exists()] == []
    assert CHINESE.name in _LINK.findall(_text(ENGLISH))
    assert ENGLISH.name in _LINK.findall(_text(CHINESE))


def test_the_same_names_are_told_in_each_step() -> None:
    """Names of lists, rules, keys and options, which are typed: none is explained in one language only."""
    for (number, one), (_, other) in zip(by_section(_text(ENGLISH)), by_section(_text(CHINESE)), strict=True):
        names = [{name for name in _CODE.findall(_prose(part)) if not _HAN.search(name)} for part in (one, other)]
        assert names[0] - _ONE_SIDED == names[1] - _ONE_SIDED, f"step {number}"


def test_the_chinese_page_is_chinese() -> None:
    prose = re.sub(r"^<!--.*-->$", "", _prose(_text(CHINESE)), flags=re.M)
    assert [part for part in prose.split("\n\n") if part.strip() and not _HAN.search(part)] == []


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_transcripts_name_no_place_of_a_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|usr)/", _text(page))
