"""Where most tasks of a heading go, the next one is likelier to go too."""

from __future__ import annotations

import pytest

from diff.make import made_notice
from notice_parse.diff.links import Link
from notice_parse.diff.portfolio import Portfolio
from notice_parse.diff.views import TaskView, view_tasks

_SURE = {"covered_most": 1.0, "covered_least": 1.0}


def _tasks(year: int, section: str, words: list[str]) -> list[TaskView]:
    return view_tasks(made_notice(year, [f"办好{word}。" for word in words], section).tasks)


@pytest.fixture
def links() -> list[Link]:
    """Three sure pairs between two headings, and three between two others."""
    found: list[Link] = []
    # Other years for the second pair, so that no two tasks have one id.
    for year, name, after, words in (
        (2023, "一、沈砚舟市长牵头重点工作", "一、顾青禾市长牵头重点工作", ["蜜梨节", "青虾节", "骑行会"]),
        (2013, "一、韩松岳副市长牵头重点工作", "一、叶听澜副市长牵头重点工作", ["公园", "绿道", "球场"]),
    ):
        pairs = zip(_tasks(year, name, words), _tasks(year + 1, after, words), strict=True)
        found += [Link(old, new, 1.0, 1.0, [], None, dict(_SURE)) for old, new in pairs]
    assert all(link.score > 0.9 for link in found)
    return found


def test_headings_that_go_together(links: list[Link]) -> None:
    known = Portfolio(links)
    assert known.expects(links[0]) > 0.1
    crossed = Link(links[0].old, links[3].new, 0.0, 0.0, [], None, {})
    assert known.expects(crossed) < -0.1


def test_few_pairs_say_nothing(links: list[Link]) -> None:
    assert Portfolio(links[:3]).expects(links[0]) == 0.0
