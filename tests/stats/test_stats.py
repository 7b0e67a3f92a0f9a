"""`stats`: counts that add up, the same from records and from an archive, and one unit's own view."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from notice_parse import api
from notice_parse.cli.main import main
from shared import CHECKOUT

Captured = pytest.CaptureFixture[str]
SAMPLES = [str(CHECKOUT / "samples" / name) for name in ("yunxi-2023-schedule.txt", "yunxi-2024-schedule.md")]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two years as JSON Lines and as an archive."""
    folder = tmp_path_factory.mktemp("records")
    for name in ("r.jsonl", "r.sqlite"):
        assert main(["extract", *SAMPLES, "-q", "-o", str(folder / name)]) == 0
    return folder


def rows(capsys: Captured, *arguments: str) -> list[dict[str, str | int]]:
    capsys.readouterr()
    assert main(["stats", *arguments, "-f", "json"]) == 0
    loaded: list[dict[str, str | int]] = json.loads(capsys.readouterr().out)
    return loaded


def test_counts_add_up(records: Path, capsys: Captured) -> None:
    found = rows(capsys, str(records / "r.jsonl"))
    tasks = [task for name in SAMPLES for notice in api.extract(name).notices for task in notice.tasks]
    for by in ("section", "year"):
        assert sum(int(row["tasks"]) for row in found if row["by"] == by) == len(tasks)
        figures = sum(int(row["numeric_targets"]) for row in found if row["by"] == by)
        assert figures == sum(len(task.numeric_targets) for task in tasks)
    assert {row["name"] for row in found if row["by"] == "year"} == {"2023", "2024"}
    one = next(row for row in found if row["by"] == "unit")
    names = [{u.canonical or u.name: u.role for u in task.responsible_units} for task in tasks]
    assert one["tasks"] == sum(one["name"] in units for units in names) > 10
    assert one["tasks"] == max(int(row["tasks"]) for row in found if row["by"] == "unit")


def test_an_archive_counts_the_same(records: Path, capsys: Captured) -> None:
    for options in ([], ["--unit", "发改局"], ["--by", "leader"]):
        lines = rows(capsys, str(records / "r.jsonl"), *options)
        assert lines == rows(capsys, str(records / "r.sqlite"), *options)
        assert lines


def test_one_unit_sees_all_its_tasks(records: Path, capsys: Captured) -> None:
    found = rows(capsys, str(records / "r.jsonl"), "--unit", "发改局")
    tasks = [task for name in SAMPLES for notice in api.extract(name).notices for task in notice.tasks]
    standard = {u.canonical for t in tasks for u in t.responsible_units if u.name == "发改局" and u.canonical}
    own = [
        task
        for task in tasks
        if any(unit.name.endswith("发改局") or unit.canonical in standard for unit in task.responsible_units)
    ]
    assert len(own) > 5
    assert [row["task_id"] for row in found] == [task.id for task in own]
    assert all(
        target.text in str(row["targets"])
        for row, task in zip(found, own, strict=True)
        for target in task.numeric_targets
    )


def test_table_and_csv(records: Path, capsys: Captured, tmp_path: Path) -> None:
    assert main(["stats", str(records / "r.jsonl"), "--lang", "zh"]) == 0
    table = capsys.readouterr().out
    assert "单位" in table
    assert "章节" in table
    assert main(["stats", str(records / "r.jsonl"), "-f", "csv", "--by", "year", "-o", str(tmp_path / "s.csv")]) == 0
    found = list(csv.DictReader(io.StringIO((tmp_path / "s.csv").read_text(encoding="utf-8-sig"))))
    assert [row["name"] for row in found] == ["2023", "2024"]
    assert main(["stats", str(records / "r.jsonl"), "--unit", "没有的局"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "no task names" in err


def test_what_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}')
    (tmp_path / "a.sqlite").write_bytes(b"SQLite format 3\0" + bytes(100))
    for name in ("a.json", "a.sqlite", "missing.json"):
        assert main(["stats", str(tmp_path / name)]) == 3


def test_a_town_sees_the_tasks_of_all_towns_where_its_place_is_known(tmp_path: Path, capsys: Captured) -> None:
    """各镇（街道） is 乌镇镇 too in 桐乡市; elsewhere nobody knows its towns, and 相关镇（街道） are not all."""
    letter = (
        "{place}人民政府办公室关于下达2031年绿化任务的通知\n各有关单位：\n一、总任务\n"
        "1. 新建口袋公园6个。\n责任单位：市住建局、各镇（街道）\n"
        "2. 新栽行道树7万株。\n责任单位：乌镇镇人民政府\n"
        "3. 新铺绿道8公里。\n责任单位：相关镇（街道）\n"
        "{place}人民政府办公室\n2031年2月1日\n"
    )
    for name, place in (("a.txt", "桐乡市"), ("b.txt", "云溪市")):
        (tmp_path / name).write_text(letter.format(place=place), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert main(["extract", *files, "-q", "-o", str(tmp_path / "r.jsonl")]) == 0

    def found(unit: str) -> list[tuple[str, str, str]]:
        lines = rows(capsys, str(tmp_path / "r.jsonl"), "--unit", unit)
        return [(str(row["region"]), str(row["number"]), str(row["named"])) for row in lines]

    of_wuzhen = [("桐乡市", "1", "各镇（街道）"), ("桐乡市", "2", "乌镇镇人民政府"), ("云溪市", "2", "乌镇镇人民政府")]
    assert found("乌镇镇") == of_wuzhen
    assert found("梧桐街道") == [("桐乡市", "1", "各镇（街道）")]
    assert found("云东街道") == []
