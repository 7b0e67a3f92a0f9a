"""What `explain` prints: source lines with carets by display width, and no line too wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from notice_parse.cli.main import main
from notice_parse.explain.ask import explain
from notice_parse.explain.document import Traced
from notice_parse.explain.model import Explanation, Group, Quote, Step
from notice_parse.explain.render import emit_explanation
from shared import CHECKOUT

NOTICE = str(Path(__file__).parent / "notice.txt")
Captured = pytest.CaptureFixture[str]


def _told(capsys: Captured, *arguments: str) -> list[str]:
    assert main(["explain", NOTICE, *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


@pytest.mark.parametrize("columns", ["80", "100"])
def test_carets_stand_under_chinese_and_latin(capsys: Captured, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = _told(capsys, "--task", "1/1/1", "--field", "numeric_targets[1].indicator")
    assert lines[1] == "  numeric_targets[1].indicator  PM2.5浓度"
    assert lines[2:6] == [
        "     9 │ 　　1．新建5G基站不少于120座，PM2.5浓度控制在28微克/立方米",
        "       │                                        ^^^^^^^^^^^^^^^^^^^",
        "    10 │ 以内。",
        "       │ ^^^^",
    ]
    assert max(map(cell_len, lines)) <= int(columns)
    start = cell_len(lines[2][: lines[2].index("控制在")])
    assert lines[3].index("^") == start
    assert lines[3].count("^") == cell_len("控制在28微克/立方米")


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("asked", [{}, {"task": "2"}, {"task": "1/2/1"}, {"line": 9}, {"line": 15}, {"line": 13}])
def test_no_line_is_too_wide(traced: Traced, columns: int, asked: dict[str, str | int]) -> None:
    told = emit_explanation(explain(traced, **asked), width=columns)  # type: ignore[arg-type]
    assert max(map(cell_len, told.splitlines())) <= columns


def test_a_long_line_is_cut_around_the_value() -> None:
    text = "前言" * 60 + "新建AI实验室3家" + "后话" * 60
    start = text.index("AI")
    quote = Quote(7, 0, start, start + 5, text)
    step = Step("text", "AI实验室", [quote])
    told = emit_explanation(Explanation("a.txt", "", "", {}, [Group("task", [step])]), width=80).splitlines()
    line, carets = told[2], told[3]
    assert cell_len(line) <= 80
    assert line.endswith(" …")
    assert "│ … " in line
    assert cell_len(line[: line.index("AI实验室")]) == carets.index("^")
    assert carets.count("^") == cell_len("AI实验室")


def test_a_tab_takes_one_cell() -> None:
    text = "1.\t新建公园"
    step = Step("text", "新建", [Quote(1, 0, 3, 5, text)])
    told = emit_explanation(Explanation("a.txt", "", "", {}, [Group("task", [step])])).splitlines()
    assert told[2:4] == ["    1 │ 1. 新建公园", "      │    ^^^^"]


def test_signs_for_terminals_do_not_come_through() -> None:
    text = "新建\x1b[31m公园\u200b3个"
    start = text.index("3个")
    step = Step("text", text, [Quote(1, 0, start, start + 2, text)], [("clause", text)])
    told = emit_explanation(Explanation("a.txt", "", "", {}, [Group("task", [step])])).splitlines()
    assert not any("\x1b" in line or "\u200b" in line for line in told)
    assert told[3].index("^") == cell_len(told[2][: told[2].index("3个")])


def test_a_rule_is_spelt_out_once(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    lines = _told(capsys, "--line", "9")
    rule = [i for i, line in enumerate(lines) if "headings.third" in line]
    assert len(rule) == 2
    assert "GB/T 9704 第三层" in lines[rule[0] + 1]
    assert "GB/T 9704" not in lines[rule[1] + 1]


def test_colour_only_where_it_is_wanted(traced: Traced) -> None:
    explanation = explain(traced, task="2")
    assert "\x1b[" not in emit_explanation(explanation, color=False)
    assert "\x1b[" in emit_explanation(explanation, color=True)


def test_written_to_a_file(capsys: Captured, tmp_path: Path) -> None:
    printed = _told(capsys, "--line", "13")
    path = tmp_path / "why.txt"
    assert main(["explain", NOTICE, "--line", "13", "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8").splitlines() == printed


def test_every_sample_has_an_overview(capsys: Captured) -> None:
    samples = sorted(CHECKOUT.glob("samples/yunxi*"))
    assert len(samples) > 5
    for sample in samples:
        assert main(["explain", str(sample)]) == 0
        out = capsys.readouterr().out
        assert out.startswith("notice 1, lines ")
        assert "\n  tasks  " in out
