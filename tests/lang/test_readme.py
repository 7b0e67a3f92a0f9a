"""README.zh-CN.md says what README.md says: the same sections, commands and links, in the same order.

A difference is told as the heading, the line or the link that is missing, and where it stands in the other page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from shared import CHECKOUT

ENGLISH, CHINESE = CHECKOUT / "README.md", CHECKOUT / "README.zh-CN.md"
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_HEADING = re.compile(r"^(#+) +(.+)$", re.M)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_EACH_OTHER = {"README.md", "README.zh-CN.md"}


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _headings(text: str) -> list[tuple[int, str]]:
    return [(len(marks), name) for marks, name in _HEADING.findall(_FENCED.sub("", text))]


def _fenced(text: str) -> list[str]:
    """Each line of the fenced blocks, with the language of its block."""
    return [f"```{kind}: {line}" for kind, block in _FENCED.findall(text) for line in block.splitlines()]


def _indented(text: str) -> list[str]:
    """The commands of the indented blocks, without the remark behind them, which is in the language of the page."""
    lines = [line for line in _FENCED.sub("", text).splitlines() if line.startswith("    ")]
    return [re.sub(r"\s+# .*$", "", line).strip() for line in lines]


def _tables(text: str) -> list[list[str]]:
    """The first cell of each row of each table, its head apart."""
    found = re.findall(r"(?:^\|.*\n)+", _FENCED.sub("", text), re.M)
    return [[row.split("|")[1].strip() for row in table.splitlines()[2:]] for table in found]


def _links(text: str) -> set[str]:
    """The pages that are linked to, whichever part of them, the other README apart."""
    return {link.partition("#")[0] for link in _LINK.findall(text)} - _EACH_OTHER


def _differences(english: Sequence[str], chinese: Sequence[str]) -> Iterator[str]:
    """What one page has and the other has not, and the first line out of order where both have the same."""
    ours, theirs = Counter(english), Counter(chinese)
    yield from (f"missing in README.zh-CN.md: {line}" for line in (ours - theirs).elements())
    yield from (f"only in README.zh-CN.md: {line}" for line in (theirs - ours).elements())
    if ours == theirs:
        for number, (one, other) in enumerate(zip(english, chinese, strict=True), 1):
            if one != other:
                yield f"out of order, number {number}: README.md has {one}, README.zh-CN.md has {other}"
                return


def test_sections_are_the_same() -> None:
    english, chinese = _headings(_text(ENGLISH)), _headings(_text(CHINESE))
    assert len(english) > 5
    faults = []
    for number in range(max(len(english), len(chinese))):
        one = english[number] if number < len(english) else None
        other = chinese[number] if number < len(chinese) else None
        if one is None or other is None or one[0] != other[0]:
            faults.append(f"heading {number + 1}: README.md has {one}, README.zh-CN.md has {other}")
    assert faults == []


def test_fenced_blocks_are_the_same() -> None:
    english = _fenced(_text(ENGLISH))
    assert len(english) > 20
    assert list(_differences(english, _fenced(_text(CHINESE)))) == []


def test_commands_are_the_same() -> None:
    english = _indented(_text(ENGLISH))
    assert len(english) > 10
    assert list(_differences(english, _indented(_text(CHINESE)))) == []


def test_tables_have_the_same_rows() -> None:
    english, chinese = _tables(_text(ENGLISH)), _tables(_text(CHINESE))
    assert len(english) >= 2
    assert len(english) == len(chinese), "a table is missing"
    assert [fault for one, other in zip(english, chinese, strict=True) for fault in _differences(one, other)] == []


def test_links_are_the_same_and_lead_somewhere() -> None:
    english, chinese = _links(_text(ENGLISH)), _links(_text(CHINESE))
    assert len(english) > 5
    # A sentence may be built the other way round in Chinese, so the order does not count.
    assert list(_differences(sorted(english), sorted(chinese))) == []
    assert [link for link in chinese if "://" not in link and not (CHECKOUT / link).exists()] == []


def test_each_page_links_to_the_other() -> None:
    assert "README.zh-CN.md" in _LINK.findall(_text(ENGLISH))
    assert "README.md" in _LINK.findall(_text(CHINESE))


def test_the_chinese_page_is_chinese() -> None:
    """Every paragraph outside code has Chinese in it."""
    paragraphs = [part for part in _FENCED.sub("", _text(CHINESE)).split("\n\n") if not part.startswith("    ")]
    bare = [part for part in paragraphs if part.strip() and not re.search("[\u4e00-\u9fff]", part)]
    assert bare == ["# notice-parse"]


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        (["a", "b"], ["a"], "missing in README.zh-CN.md: b"),
        (["a"], ["a", "a"], "only in README.zh-CN.md: a"),
        (["a", "b"], ["b", "a"], "out of order, number 1: README.md has a, README.zh-CN.md has b"),
    ],
)
def test_a_difference_is_told(english: list[str], chinese: list[str], fault: str) -> None:
    assert list(_differences(english, chinese)) == [fault]
