"""`notice-parse grammar …`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from notice_parse.cli.main import main
from notice_parse.fields.units import parse_units
from notice_parse.grammar.areas import members
from notice_parse.grammar.groups import GROUPS
from notice_parse.grammar.json_schema import grammar_schema
from notice_parse.grammar.load import base_paths, grammar_dir, load_base, load_grammar
from shared import CHECKOUT

Captured = pytest.CaptureFixture[str]
NOTICE = """启川市人民政府办公室关于印发2031年重点工作责任分解的通知
启政办发〔2031〕3号
一、工业
1. 新建公园3个。
领办股站：经发股站
2. 新建桥梁5座。
责任单位：市财政局
启川市人民政府办公室
2031年2月1日
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(NOTICE, encoding="utf-8")


def _write(text: str, name: str = "my.yaml") -> str:
    Path(name).write_text(f"schema: 1\nid: 'my'\nextends: 'national'\nabout: '我的'\n{text}", encoding="utf-8")
    return name


RULE = """rules:
  - id: 'my.note'
    also: 'header.note-line'
    reason: '提示'
    pattern: '^提示:'
    examples:
      - {text: '提示：一', finds: [{match: '提示：'}]}
      - {text: '提示：二', finds: []}
"""


@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["check"], ["test"], ["new"], ["compare"]])
def test_help_ends_with_an_example(capsys: Captured, command: list[str]) -> None:
    assert main(["grammar", *command, "--help"]) == 0
    assert "Example: notice-parse grammar" in capsys.readouterr().out.strip().split("\n\n")[-1]


def test_list(capsys: Captured) -> None:
    assert main(["grammar", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["name", "kind", "rules", "lists", "words", "about"]
    assert len(lines) == 1 + len(base_paths(grammar_dir())) + len(load_base().places)
    assert main(["grammar", "list", _write("vocabulary: {units.endings: ['专班站']}\n"), "-f", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["header"]["rules"] == len(load_base().rules("header"))
    assert rows["responsibility"]["words"] > len(load_base().entries("responsibility.labels"))
    assert rows["my"] == {
        "name": "my",
        "kind": "extension",
        "rules": 0,
        "lists": 1,
        "words": 1,
        "about": "我的",
        "extends": "national",
        "place": None,
        "file": "my.yaml",
    }


def test_show(capsys: Captured) -> None:
    _write(RULE)
    assert main(["grammar", "show", "header.note-line", "-g", "my.yaml", "comparators.weak", "kinds"]) == 0
    out = capsys.readouterr().out
    assert "rule header.note-line" in out
    assert "also  my.note  my.yaml:6" in out
    assert "list comparators.weak" in out
    assert "rule  kinds.title.report" in out
    assert main(["grammar", "show", "kinds.title.report", "responsibility.labels", "-f", "json"]) == 0
    rule, words = json.loads(capsys.readouterr().out)
    assert rule["data"]["set"] == {"kind": "work_report"}
    assert rule["data"]["pattern"] == load_base().rule("kinds.title.report").source
    file, _, line = rule["where"].rpartition(":")
    assert "kinds.title.report" in Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert words["data"]["责任单位"] == {"field": "units", "role": "responsible"}
    assert words["extended_by"][0]["data"]["领办股站"]["role"] == "lead"


def test_show_what_there_is_not(capsys: Captured) -> None:
    assert main(["grammar", "show", "header.note"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "there is no rule, word list or file header.note (did you mean header.note-line" in err


def test_check(capsys: Captured) -> None:
    assert main(["grammar", "check"]) == 0
    assert "no problem" in capsys.readouterr().err
    assert main(["grammar", "check", "qichuan", "header"]) == 0
    assert capsys.readouterr() == ("", "files checked: 2, no problem\n")
    _write("vocabulary: {units.ending: ['站']}\nrulse: []\n")
    assert main(["grammar", "check", "my.yaml"]) == 4
    out, err = capsys.readouterr()
    assert [line.partition(" ")[0] for line in out.splitlines()] == ["my.yaml:5:", "my.yaml:6:"]
    assert err == "files checked: 1, problems: 2\n"
    assert main(["grammar", "check", "none.yaml"]) == 4


def test_test(capsys: Captured) -> None:
    assert main(["grammar", "test", _write(RULE)]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "FAIL  my.note  examples 2, matches 2, near misses 1",
        "      FAIL  my.yaml:11",
        "        提示:一",
        "        ^^^^^",
        '        found     [{"match": "提示:"}]',
        '        expected  [{"match": "提示："}]',
        "      FAIL  my.yaml:12",
        "        提示:二",
        "        ^^^^^",
        '        found     [{"match": "提示:"}]',
        "        expected  nothing",
    ]
    assert err == "2 examples, 2 failed\n"
    assert main(["grammar", "test", "--rule", "header.footnote"]) == 0
    out, err = capsys.readouterr()
    assert "①指全市统一的数据平台。" in out
    assert err == "2 examples, none failed\n"
    assert main(["grammar", "test", "--rule", "header.footnotes"]) == 4
    capsys.readouterr()
    assert main(["grammar", "test"]) == 0
    out, err = capsys.readouterr()
    assert "FAIL" not in out
    assert int(err.split()[0]) > 300


def test_new(capsys: Captured) -> None:
    assert main(["grammar", "new", "yunxi", "--place", "云溪市、云溪县"]) == 0
    assert yaml.safe_load(Path("yunxi.yaml").read_text(encoding="utf-8"))["place"] == ["云溪市", "云溪县"]
    assert main(["grammar", "check", "yunxi.yaml"]) == 0
    assert main(["grammar", "test", "yunxi.yaml"]) == 0
    capsys.readouterr()
    assert main(["grammar", "new", "yunxi"]) == 2
    assert "there already" in capsys.readouterr().err
    assert main(["grammar", "new", "云溪"]) == 2
    assert main(["grammar", "new", "more", "--extends", "nobody"]) == 4
    assert not Path("more.yaml").exists()
    assert main(["grammar", "new", "more", "--extends", "yunxi", "-o", "-"]) == 0
    assert "extends: 'yunxi'" in capsys.readouterr().out


def test_compare(capsys: Captured) -> None:
    Path("docs").mkdir()
    Path("docs", "b.txt").write_text(NOTICE.replace("启", "云"), encoding="utf-8")
    assert main(["grammar", "compare", "national", "qichuan", "a.txt", "docs"]) == 0
    out = capsys.readouterr().out
    assert "  5 + unit  lead 经发股站 = 发展改革部门" in out
    assert "  4 ~ task  … 新建公园3个。领办股站：经发股站 → … 新建公园3个。" in out
    assert "national → qichuan: documents: 2, read the same: 0" in out
    assert main(["grammar", "compare", "qichuan", "national", "a.txt", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    document = data["documents"][0]
    assert {"kind": "unit", "line": 5, "text": "lead 经发股站 = 发展改革部门"} in document["lost"]
    changed = [change["old"] for change in document["changed"] if change["kind"] == "task"]
    assert changed == ["一、工业/1 新建公园3个。"]
    assert data["summary"]["target"] == {"gained": 0, "lost": 0, "changed": 0, "same": 2}
    assert data["a"]["fingerprint"] != data["b"]["fingerprint"]
    assert main(["grammar", "compare", "qichuan", "qichuan", "a.txt"]) == 0
    assert "documents: 1, read the same: 1" in capsys.readouterr().out
    assert main(["grammar", "compare", "qichuan", "national", "none.txt"]) == 3
    assert main(["grammar", "compare", "qichuan", "nobody", "a.txt"]) == 4


def test_grammar_on_every_command_that_reads(capsys: Captured) -> None:
    assert main(["extract", "-q", "a.txt", "-g", "national"]) == 0
    without = json.loads(capsys.readouterr().out)
    assert main(["extract", "-q", "a.txt", "--grammar", "qichuan"]) == 0
    with_it = json.loads(capsys.readouterr().out)
    assert without["grammar"] != with_it["grammar"]
    assert len(with_it["notices"][0]["tasks"][0]["responsible_units"]) == 1
    _write("vocabulary:\n  measures.counts: ['口子']\n")
    Path("t.txt").write_text("新增新户300口子。", encoding="utf-8")
    assert main(["targets", "t.txt", "-g", "my.yaml"]) == 0
    assert json.loads(capsys.readouterr().out)["unit"] == "口子"
    assert main(["diff", "a.txt", "a.txt", "-g", "qichuan", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["new"]["grammar"] == with_it["grammar"]
    assert main(["report", "a.txt", "-g", "qichuan", "-o", "page.html"]) == 0
    assert with_it["grammar"] in Path("page.html").read_text(encoding="utf-8")
    assert main(["batch", "a.txt", "-q", "-o", "out.jsonl", "-g", "qichuan"]) == 0
    assert json.loads(Path("out.jsonl").read_text(encoding="utf-8"))["grammar"] == with_it["grammar"]
    for command in ("extract", "targets", "diff", "report", "batch"):
        assert main([command, "a.txt", *(["a.txt"] * (command == "diff")), "-g", "nobody"]) == 4


def test_a_batch_reads_its_files_again_when_the_grammar_changes(capsys: Captured) -> None:
    def unchanged() -> int:
        assert main(["batch", "a.txt", "-q", "-o", "out.jsonl", "-g", "my.yaml", "--summary", "-"]) == 0
        return int(json.loads(capsys.readouterr().out)["unchanged"])

    _write("")
    assert unchanged() == 0
    assert unchanged() == 1
    _write("vocabulary:\n  responsibility.labels:\n    '领办股站': {field: 'units', role: 'lead'}\n")
    assert unchanged() == 0
    task = json.loads(Path("out.jsonl").read_text(encoding="utf-8"))["notices"][0]["tasks"][0]
    assert [unit["name"] for unit in task["responsible_units"]] == ["经发股站"]


def test_aliases_of_an_extension_pair_indicators(capsys: Captured) -> None:
    _write("vocabulary:\n  diff.aliases: {'小游园': '口袋公园'}\n")
    Path("old.txt").write_text(NOTICE.replace("公园3个", "口袋公园3个"), encoding="utf-8")
    Path("new.txt").write_text(NOTICE.replace("公园3个", "小游园8个").replace("2031", "2032"), encoding="utf-8")
    assert main(["diff", "old.txt", "new.txt", "-f", "json", "-g", "my.yaml"]) == 0
    changes = json.loads(capsys.readouterr().out)["targets"]
    assert [c["change"] for c in changes if c["new"] and c["new"]["indicator"] == "小游园"] == ["raised"]


SCHEMA = CHECKOUT / "docs" / "grammar.schema.json"


@pytest.mark.golden
def test_kept_schema_is_current() -> None:
    import os

    text = json.dumps(grammar_schema(), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("NOTICE_PARSE_REWRITE"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text, "run `make golden`"


def test_the_schema_says_what_the_loader_says() -> None:
    schema = grammar_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in [*base_paths(grammar_dir()), *(grammar_dir() / "places").glob("*.yaml")]:
        validator.validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    own = yaml.safe_load(Path(_write(RULE)).read_text(encoding="utf-8"))
    validator.validate(own)
    assert not validator.is_valid({**own, "rulse": []})
    assert not validator.is_valid({key: value for key, value in own.items() if key != "extends"})
    assert not validator.is_valid({**own, "vocabulary": {"units.endings": [""]}})


def _page() -> str:
    return (CHECKOUT / "docs" / "grammar.md").read_text(encoding="utf-8")


def test_the_file_of_the_page_works(capsys: Captured) -> None:
    text = _page().split("```yaml\n", 1)[1].split("```", 1)[0]
    Path("office.yaml").write_text(text, encoding="utf-8")
    assert main(["grammar", "check", "office.yaml"]) == 0
    assert main(["grammar", "test", "office.yaml"]) == 0
    capsys.readouterr()
    assert main(["extract", "-q", "-g", "national", "-g", "office.yaml", "a.txt"]) == 0
    assert "经发股站" in json.dumps(
        json.loads(capsys.readouterr().out)["notices"][0]["tasks"][0]["responsible_units"], ensure_ascii=False
    )


def test_the_page_names_every_group_and_key() -> None:
    page = _page()
    for group in GROUPS:
        assert f"| `{group.prefix}` | {group.about} |" in page
    for key in grammar_schema()["$defs"]["ExtensionFile"]["properties"]:
        assert f"| `{key}` |" in page
    for key in grammar_schema()["$defs"]["ExtensionRule"]["properties"]:
        assert f"| `{key}` |" in page


def test_the_file_for_a_place_of_the_page_works(capsys: Captured) -> None:
    text = _page().split("```yaml\n")[2].split("```", 1)[0]
    Path("yunxi.yaml").write_text(text, encoding="utf-8")
    assert main(["grammar", "check", "yunxi.yaml"]) == 0
    place = load_grammar(["yunxi.yaml"]).for_region("云溪市")
    assert place.extensions == ("yunxi",)
    assert members(place, "各镇（街道）") == ("云东街道", "云西镇", "云北镇")
    found = [unit.canonical for unit in parse_units("市云东街道办事处、经开区、交投集团", grammar=place)]
    assert found == ["云东街道", "云溪经济开发区管委会", "云溪市交通投资集团"]


def test_the_page_tells_every_shipped_place() -> None:
    page = _page()
    for path in (grammar_dir() / "places").glob("*.yaml"):
        assert f"`{path.stem}`" in page or path.stem == "qichuan"
