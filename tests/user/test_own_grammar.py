"""A user with an invented notice that the shipped grammars read badly, and a short file written as the tutorial teaches.

What a careful reader sees in the notice was written down by hand, before anything was run.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

import notice_parse
from notice_parse.cli.main import main
from notice_parse.records import Notice, Task

HERE = Path(__file__).parent
NOTICE, GRAMMAR = HERE / "notice.txt", HERE / "xiachuan.yaml"
LINES = 15
Captured = pytest.CaptureFixture[str]


class Seen(NamedTuple):
    """A task as a reader sees it: units with roles, leaders, figures with what they say."""

    number: str
    text: str
    section: list[str]
    units: list[tuple[str, str, str]]
    leaders: list[str]
    deadline: str | None
    targets: list[tuple[str, str, str, str, str]]


FIRST, SECOND = ["一、稳住田间地头"], ["二、办好民生小事"]
SEEN = [
    Seen(
        "1",
        "新增高效节水灌溉面积兜底1.2万亩，清淤鱼塘14塘口。",
        FIRST,
        [
            ("耕保中心", "lead", "农业农村部门"),
            ("县水利局", "cooperating", "水利部门"),
            ("县财政局", "cooperating", "财政部门"),
        ],
        ["温时雨"],
        None,
        [("高效节水灌溉面积", "ge", "1.2", "万亩", "increment"), ("鱼塘", "eq", "14", "塘口", "level")],
    ),
    Seen(
        "2",
        "培育家庭农场36家，冷藏库容兜底达到8000立方米。",
        FIRST,
        [("县供销社", "lead", "供销合作社"), ("耕保中心", "cooperating", "农业农村部门")],
        ["祝南星"],
        None,
        [("家庭农场", "eq", "36", "家", "level"), ("冷藏库容", "ge", "8000", "立方米", "level")],
    ),
    Seen(
        "3",
        "新增婴幼儿托位220个，城区公交准点率提高到92%以上。",
        SECOND,
        [("县卫健局", "lead", "卫生健康部门"), ("县交通运输局", "cooperating", "交通运输部门")],
        [],
        None,
        [("婴幼儿托位", "eq", "220", "个", "increment"), ("城区公交准点率", "ge", "92", "%", "level")],
    ),
    Seen(
        "1",
        "改造危旧桥梁5座",
        [],
        [("县交通运输局", "lead", "交通运输部门")],
        [],
        "10月底",
        [("危旧桥梁", "eq", "5", "座", "level")],
    ),
    Seen(
        "2",
        "加固山塘9塘口",
        [],
        [("县水利局", "lead", "水利部门")],
        [],
        "8月底",
        [("山塘", "eq", "9", "塘口", "level")],
    ),
]


def _seen(task: Task) -> Seen:
    return Seen(
        task.number or "",
        task.text,
        task.section_path,
        [(unit.name, unit.role, unit.canonical or "") for unit in task.responsible_units],
        [leader.name for leader in task.lead_leaders],
        task.deadline,
        [(t.indicator or "", t.comparator, f"{Decimal(t.value):f}", t.unit, t.measure) for t in task.numeric_targets],
    )


def _read(grammar: list[str]) -> Notice:
    (notice,) = notice_parse.extract(NOTICE, grammar=grammar).notices
    return notice


def test_with_the_file_everything_is_read() -> None:
    notice = _read([str(GRAMMAR)])
    assert [_seen(task) for task in notice.tasks] == SEEN
    # The sentence that opens the letter is no task for anybody.
    assert [(diagnostic.code, diagnostic.line) for diagnostic in notice.diagnostics] == [("text-without-task", 5)]


def test_without_it_next_to_nothing_is() -> None:
    """Else the test above would tell nothing about the file."""
    seen = [_seen(task) for task in _read([]).tasks]
    assert [task for task in seen if task in SEEN] == []
    assert [unit for task in seen for unit in task.units] == []


def test_each_line_is_needed(tmp_path: Path) -> None:
    """What the file says is short, and nothing in it is idle: without any one of its words the notice is read worse."""
    lines = GRAMMAR.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) < 80
    single = [number for number, line in enumerate(lines) if number > 4 and not line.endswith(":")]
    assert len(single) == 8
    for number in single:
        path = tmp_path / "xiachuan.yaml"
        path.write_text("\n".join([*lines[:number], *lines[number + 1 :]]) + "\n", encoding="utf-8")
        assert [_seen(task) for task in _read([str(path)]).tasks] != SEEN, lines[number]


def test_the_commands_lead_there(capsys: Captured) -> None:
    """What the guide tells to do, on this notice: each command says what to do next, or that all is well."""
    assert main(["extract", str(NOTICE), "-f", "table"]) == 0
    assert "explain" in capsys.readouterr().err
    said = []
    for line in (9, 19, 27):
        assert main(["explain", str(NOTICE), "--line", str(line)]) == 0
        said.append(" ".join(capsys.readouterr().out.split()))
    assert "unread 挑担单位 stands before a colon and is no word of responsibility.labels" in said[0]
    assert "names no unit by the words of responsibility.labels and rules responsibility.phrase.*" in said[1]
    assert "unread no rule tables.column.* knows 桩子、掌灶单位" in said[2]
    assert main(["grammar", "check", str(GRAMMAR)]) == 0
    assert main(["grammar", "test", str(GRAMMAR)]) == 0
    capsys.readouterr()
    assert main(["grammar", "compare", "national", str(GRAMMAR), str(NOTICE)]) == 0
    out = capsys.readouterr().out
    assert "+ unit    lead 耕保中心 = 农业农村部门" in out
    assert " - " not in out


def test_other_notices_are_read_as_before(tmp_path: Path, capsys: Captured) -> None:
    for sample in sorted((HERE.parent.parent / "samples").glob("yunxi-202[34]-*")):
        assert main(["grammar", "compare", "national", str(GRAMMAR), str(sample), "-o", str(tmp_path / "out")]) == 0
        assert "read the same: 1" in (tmp_path / "out").read_text(encoding="utf-8"), sample.name
    capsys.readouterr()
