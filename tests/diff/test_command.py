"""`notice-parse diff`: inputs, formats, filters and exit codes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from notice_parse import api, extract
from notice_parse.cli.main import main
from notice_parse.emit.as_json import emit_json, emit_jsonl
from notice_parse.emit.as_yaml import emit_yaml
from notice_parse.errors import NoticeParseError
from notice_parse.records import Extraction
from shared import CHECKOUT

Captured = pytest.CaptureFixture[str]
OLD = str(CHECKOUT / "samples" / "yunxi-2023-schedule.txt")
NEW = str(CHECKOUT / "samples" / "yunxi-2024-schedule.md")


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples are extracted once for all tests."""
    monkeypatch.setattr(api, "extract_all", lambda document, **_: iter(_extracted(document)))


_extract_all = api.extract_all


@cache
def _extracted(document: str) -> tuple[Extraction | NoticeParseError, ...]:
    return tuple(_extract_all(document))


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the old year's records in every form, the last of them made by another grammar."""
    folder = tmp_path_factory.mktemp("records")
    made = extract(OLD)
    (folder / "old.json").write_bytes(emit_json(made))
    (folder / "old.jsonl").write_bytes(emit_jsonl(extract(NEW)) + emit_jsonl(made))
    (folder / "old.yaml").write_bytes(emit_yaml(made))
    (folder / "other.json").write_bytes(emit_json(made.model_copy(update={"grammar": "0123"})))
    (folder / "bad.json").write_text('{"notices": 3}', encoding="utf-8")
    return folder


def _json(capsys: Captured, *arguments: str, code: int = 0) -> dict[str, list[dict[str, object]]]:
    assert main(["diff", *arguments, "-f", "json"]) == code
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def test_json_has_the_fields_of_the_contract(capsys: Captured) -> None:
    found = _json(capsys, OLD, NEW)
    assert {"schema_version", "old", "new", "tasks", "targets", "summary"} <= set(found)
    task = {"change", "old", "new", "score", "evidence", "leaders", "units", "deadline", "rewording"}
    target = {"change", "old", "new", "absolute", "relative", "stricter", "score", "evidence"}
    side = {"task_id", "indicator", "comparator", "value", "value_high", "unit", "quantity", "text", "line"}
    assert task <= set(found["tasks"][0])
    assert target <= set(found["targets"][0])
    sides = [change["new"] for change in found["targets"] if change["new"]]
    assert isinstance(sides[0], dict)
    assert side <= set(sides[0])


@pytest.mark.parametrize("name", ["old.json", "old.yaml"])
def test_records_are_as_good_as_the_document(capsys: Captured, records: Path, name: str) -> None:
    assert _json(capsys, str(records / name), NEW) == _json(capsys, OLD, NEW)


def test_a_notice_of_many_is_named(capsys: Captured, records: Path) -> None:
    found = _json(capsys, str(records / "old.jsonl"), NEW, "--notice", "云政办发〔2023〕3号")
    assert found["old"]["document_number"] == "云政办发〔2023〕3号"  # type: ignore[call-overload]


def test_records_of_another_grammar(capsys: Captured, records: Path) -> None:
    assert main(["diff", str(records / "other.json"), NEW]) == 0
    assert "warning: records of different grammars" in capsys.readouterr().err
    assert main(["diff", str(records / "other.json"), NEW, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("width", [80, 100, 140])
def test_table_keeps_to_the_width(capsys: Captured, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["diff", OLD, NEW, "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert max(map(cell_len, out.split("\n"))) <= width
    assert "\x1b" not in out
    assert "指标提高" in out
    assert "任务拆分" in out


def test_divided_by_leader(capsys: Captured) -> None:
    assert main(["diff", OLD, NEW, "--by", "leader", "--only", "targets"]) == 0
    out = capsys.readouterr().out
    part = out.split("■ 宋知远")[1].split("■")[0]
    assert "公共充电桩" in part
    assert "研发投入" not in part


@pytest.mark.parametrize(("by", "name"), [("unit", "■ 教育局"), ("section", "■ 六、宋知远副市长牵头重点任务")])
def test_divided_by_unit_and_section(capsys: Captured, tmp_path: Path, by: str, name: str) -> None:
    assert main(["diff", OLD, NEW, "--by", by]) == 0
    assert name in capsys.readouterr().out
    page = tmp_path / "d.md"
    assert main(["diff", OLD, NEW, "--by", by, "-o", str(page)]) == 0
    assert f"## {name[2:]}" in page.read_text(encoding="utf-8")


def test_a_lower_score_shows_more(capsys: Captured) -> None:
    paired = {}
    for least in ("0.2", "0.5", "0.95"):
        found = _json(capsys, OLD, NEW, "--min-score", least)
        paired[least] = sum(task["change"] not in ("new", "dropped") for task in found["tasks"])
    assert paired["0.2"] >= paired["0.5"] >= paired["0.95"] > 0
    assert paired["0.2"] > paired["0.95"]


def test_only_units_and_tasks(capsys: Captured) -> None:
    found = _json(capsys, OLD, NEW, "--only", "units")
    assert found["tasks"]
    for task in found["tasks"]:
        units, leaders = task["units"], task["leaders"]
        assert isinstance(units, dict)
        assert any(units.values())
        assert leaders == {"added": [], "removed": [], "changed": []}
    assert _json(capsys, OLD, NEW, "--only", "tasks")["targets"] == []
    assert len(_json(capsys, OLD, NEW, "--only", "tasks")["tasks"]) == len(_json(capsys, OLD, NEW)["tasks"])


def test_columns_of_nothing_are_left_out(capsys: Captured) -> None:
    """A new target has no old number, no difference and is not stricter."""
    assert main(["diff", OLD, NEW, "--only", "targets", "--labels", "zh"]) == 0
    part = capsys.readouterr().out.split("指标新增")[1].split("\n")[1]
    assert part.split() == ["指标", "新", "任务"]


def test_only_some_facets(capsys: Captured) -> None:
    found = _json(capsys, OLD, NEW, "--only", "leaders")
    assert found["targets"] == []
    assert found["tasks"]
    assert all(task["leaders"] != {"added": [], "removed": [], "changed": []} for task in found["tasks"])
    assert _json(capsys, OLD, NEW, "--only", "targets")["tasks"] == []


def test_exit_code(capsys: Captured) -> None:
    assert main(["diff", OLD, NEW, "--exit-code"]) == 1
    assert main(["diff", OLD, OLD, "--exit-code"]) == 0
    assert main(["diff", OLD, NEW]) == 0


def test_csv(capsys: Captured, tmp_path: Path) -> None:
    out = tmp_path / "d.csv"
    assert main(["diff", OLD, NEW, "-o", str(out)]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    jobs = next(row for row in rows if row["indicator"] == "城镇新增就业")
    assert (jobs["change"], jobs["absolute"], jobs["unit"], jobs["stricter"]) == ("raised", "1000", "人", "true")
    assert {row["record"] for row in rows} == {"target", "task"}


def test_markdown_and_workbook(tmp_path: Path) -> None:
    page, book = tmp_path / "d.md", tmp_path / "d.xlsx"
    assert main(["diff", OLD, NEW, "-o", str(page)]) == 0
    assert "| 提高 | 学位 | 1800个 | 2600个 |" in page.read_text(encoding="utf-8")
    pytest.importorskip("xlsxwriter")
    assert main(["diff", OLD, NEW, "-o", str(book)]) == 0
    assert "学位" in zipfile.ZipFile(book).read("xl/sharedStrings.xml").decode()


def test_series(capsys: Captured) -> None:
    assert main(["diff", "--series", NEW, OLD, "--indicator", "失业率", "-f", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert rows == [["指标", "2023", "2024"], ["城镇调查失业率", "≤5.5%", "≤5%"]]
    assert main(["diff", "--series", OLD, NEW]) == 0
    assert "2023" in capsys.readouterr().out


def test_series_as_json_and_markdown(capsys: Captured, tmp_path: Path) -> None:
    arguments = ["diff", "--series", OLD, NEW, "--indicator", "失业率"]
    assert main([*arguments, "-f", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["series"]
    assert row["indicator"] == "城镇调查失业率"
    out = tmp_path / "s.md"
    assert main([*arguments, "-o", str(out)]) == 0
    assert out.read_text("utf-8").splitlines() == [
        "| 指标 | 2023 | 2024 |",
        "|---|---|---|",
        "| 城镇调查失业率 | ≤5.5% | ≤5% |",
    ]
    assert main(["diff", "--series", NEW]) == 2
    assert "a series needs two files or more" in capsys.readouterr().err


def test_a_document_of_an_archive_that_cannot_be_read_is_told(capsys: Captured, tmp_path: Path) -> None:
    archive = tmp_path / "2023.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(OLD, "schedule.txt")
        out.writestr("坏.bin", b"\0\1\2")
    assert main(["diff", str(archive), NEW, "-f", "json"]) == 0
    out_, err = capsys.readouterr()
    assert json.loads(out_)["tasks"]
    assert "not compared: " in err
    assert "坏.bin" in err
    alone = tmp_path / "alone.zip"
    with zipfile.ZipFile(alone, "w") as out:
        out.writestr("坏.bin", b"\0\1\2")
    assert main(["diff", str(alone), NEW, "-f", "json"]) == 3
    assert "坏.bin" in capsys.readouterr().err


def test_series_with_two_documents_of_a_year(capsys: Captured, tmp_path: Path) -> None:
    """A year alone would not tell which of the two is meant."""
    report = str(CHECKOUT / "samples" / "yunxi-2024-work-report.md")
    arguments = ["diff", "--series", OLD, NEW, report, "--indicator", "城镇新增就业"]
    assert main([*arguments, "-f", "csv"]) == 0
    header = capsys.readouterr().out.removeprefix("\ufeff").split("\n")[0]
    assert header.rstrip() == "指标,2023,2024 云政办发〔2024〕2号,2024 yunxi-2024-work-report.md"
    out = tmp_path / "s.xlsx"
    pytest.importorskip("xlsxwriter")
    assert main([*arguments, "-o", str(out)]) == 0
    assert "2024 云政办发〔2024〕2号" in zipfile.ZipFile(out).read("xl/sharedStrings.xml").decode()


def test_an_archive_is_narrowed_to_the_series(capsys: Captured, tmp_path: Path) -> None:
    archive = tmp_path / "2023.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(CHECKOUT / "samples" / "yunxi-2022-policy.txt", "policy.txt")
        out.write(OLD, "schedule.txt")
    found = _json(capsys, str(archive), NEW)
    assert found["old"]["document_number"] == "云政办发〔2023〕3号"  # type: ignore[call-overload]
    assert found["tasks"] == _json(capsys, OLD, NEW)["tasks"]


def test_both_documents_are_told_by_their_bytes(capsys: Captured) -> None:
    found = _json(capsys, OLD, NEW)
    for side, path in (("old", OLD), ("new", NEW)):
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
        assert found[side]["sha256"] == digest  # type: ignore[call-overload]


def test_labels(capsys: Captured, tmp_path: Path) -> None:
    assert main(["diff", OLD, NEW, "--labels", "en"]) == 0
    out = capsys.readouterr().out
    assert "Targets raised" in out
    assert "指标提高" not in out
    rows = tmp_path / "d.csv"
    assert main(["diff", OLD, NEW, "--labels", "zh", "-o", str(rows)]) == 0
    read = list(csv.DictReader(io.StringIO(rows.read_text(encoding="utf-8-sig"))))
    assert {row["记录"] for row in read} == {"指标", "任务"}
    assert "提高" in {row["变化"] for row in read}


@pytest.mark.parametrize(("labels", "word"), [("zh", "提高"), ("en", "raised")])
def test_a_page(tmp_path: Path, labels: str, word: str) -> None:
    page = tmp_path / "d.html"
    assert main(["diff", OLD, NEW, "-o", str(page), "--labels", labels]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert word in text
    assert "公共充电桩" in text


def test_a_page_of_a_series(tmp_path: Path) -> None:
    page = tmp_path / "s.html"
    assert main(["diff", "--series", OLD, NEW, "--indicator", "失业率", "-o", str(page)]) == 0
    assert "城镇调查失业率" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([OLD], "diff compares two files"),
        ([OLD, NEW, OLD], "diff compares two files"),
        (["-", "-"], "only once"),
        ([OLD, NEW, "--only", "colours"], "--only knows no colours"),
        ([OLD, NEW, "--by", "unit", "-f", "csv"], "--by divides"),
        ([OLD, NEW, "-o", "d.docx"], "tells no format"),
        ([OLD, NEW, "--indicator", "学位"], "--indicator needs --series"),
        ([OLD, NEW, "--series", "--exit-code"], "cannot be used with --series"),
    ],
)
def test_wrong_usage(capsys: Captured, arguments: list[str], message: str) -> None:
    assert main(["diff", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_what_cannot_be_compared(capsys: Captured, records: Path) -> None:
    assert main(["diff", str(records / "bad.json"), NEW]) == 3
    assert "bad.json: these are not records of extract" in capsys.readouterr().err
    assert main(["diff", str(records / "missing.json"), NEW]) == 3
    assert main(["diff", OLD, NEW, "--notice", "云政发〔1999〕9号"]) == 3
    assert "no notice is named 云政发〔1999〕9号" in capsys.readouterr().err
