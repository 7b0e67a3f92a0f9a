"""Files for places: which notices they are used for, and that the others cost nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import notice_parse
from notice_parse import pipeline
from notice_parse.errors import GrammarError
from notice_parse.grammar import Grammar
from notice_parse.grammar.examples import run_file
from notice_parse.grammar.inventory import all_problems, grammar_of, read_inventory
from notice_parse.grammar.load import grammar_dir, load_base, load_grammar, place_paths
from notice_parse.grammar.places import fitting, in_order, lies_in
from notice_parse.records import Notice
from notice_parse.source import Source
from notice_parse.text.normalise import NormText

LETTER = """{place}人民政府办公室关于印发2031年重点工作责任分解的通知
{short}政办发〔2031〕3号
各镇人民政府：
一、工业
1. 新建公园3个。
领办股站：经发股站
{place}人民政府办公室
2031年2月1日
"""
HERE, ELSEWHERE = LETTER.format(place="启川市", short="启"), LETTER.format(place="云溪市", short="云")


def _leads(notice: Notice) -> list[str]:
    return [u.name for task in notice.tasks for u in task.responsible_units if u.role == "lead"]


@pytest.mark.parametrize(
    ("region", "place", "lies"),
    [
        ("启川市", "启川市", True),
        ("启川市东湖县", "启川市", True),
        ("启川市东湖县", "东湖县", True),
        ("某省启川市", "启川市", True),
        ("某自治区启川市西岭镇", "启川市", True),
        ("东启川市", "启川市", False),
        ("启川县", "启川市", False),
        ("全国", "启川市", False),
    ],
)
def test_what_lies_in_a_place(region: str, place: str, lies: bool) -> None:
    assert lies_in(region, place) is lies


def test_a_notice_is_read_with_the_grammar_of_its_place() -> None:
    notice = notice_parse.extract_text(HERE).notices[0]
    assert notice.region == "启川市"
    assert _leads(notice) == ["经发股站"]
    told = [d.message for d in notice.diagnostics if d.code == "place-grammar"]
    assert told == ["read with the grammar of its place: qichuan"]
    assert notice.tasks[0].text == "新建公园3个。"


def test_other_notices_are_not() -> None:
    notice = notice_parse.extract_text(ELSEWHERE).notices[0]
    assert _leads(notice) == []
    assert "place-grammar" not in [d.code for d in notice.diagnostics]


def test_each_notice_of_a_gazette_has_its_own() -> None:
    notices = notice_parse.extract_text(f"{ELSEWHERE}\n\n{HERE}\n\n{ELSEWHERE}\n\n{HERE}").notices
    assert [(n.region, _leads(n)) for n in notices] == [("云溪市", []), ("启川市", ["经发股站"])] * 2
    alone = notice_parse.extract_text(HERE).notices[0]
    assert [t.text for t in notices[1].tasks] == [t.text for t in alone.tasks]


def test_a_named_place_is_used_for_every_notice_and_national_for_none() -> None:
    forced = notice_parse.extract_text(ELSEWHERE, grammar="qichuan")
    assert _leads(forced.notices[0]) == ["经发股站"]
    assert "place-grammar" not in [d.code for d in forced.notices[0].diagnostics]
    assert _leads(notice_parse.extract_text(HERE, grammar="national").notices[0]) == []
    both = notice_parse.extract_text(HERE, grammar=["national", "qichuan"])
    assert _leads(both.notices[0]) == ["经发股站"]
    plain = notice_parse.extract_text(HERE).grammar
    assert len({plain, forced.grammar, both.grammar, notice_parse.extract_text(HERE, grammar="national").grammar}) == 4


def test_a_file_of_ones_own_for_a_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "schema: 1\nid: 'mine'\nextends: 'qichuan'\nabout: 'x'\nplace: ['云溪市']\n"
        "vocabulary:\n  departments.functions:\n    '财政部门': {names: ['管钱股站']}\n",
        encoding="utf-8",
    )
    grammar = load_grammar([path])
    assert grammar.extensions == ()
    assert grammar.for_region("云溪市").extensions == ("qichuan", "mine")
    assert grammar.for_region("启川市").extensions == ("qichuan",)
    assert grammar.for_region("某县") is grammar
    assert _leads(notice_parse.extract_text(ELSEWHERE, grammar=path).notices[0]) == ["经发股站"]
    only = load_grammar(["national", path])
    assert only.for_region("启川市") is only
    assert only.for_region("云溪市").extensions == ("qichuan", "mine")


def test_what_is_made_for_a_place_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gazette divides its text twice, however many of its notices are of the place; without one of it, once."""
    base = load_base()
    assert base.for_region("启川市") is base.for_region("启川市东湖县")
    divided: list[Grammar] = []
    lay_out = pipeline._lay_out

    def counted(norm: NormText, grammar: Grammar) -> pipeline._Laid:
        divided.append(grammar)
        return lay_out(norm, grammar)

    monkeypatch.setattr(pipeline, "_lay_out", counted)
    pipeline.extract_source(Source("\n\n".join([HERE] * 5)), base)
    assert divided == [base, base.for_region("启川市")]
    divided.clear()
    pipeline.extract_source(Source("\n\n".join([ELSEWHERE] * 5)), base)
    assert divided == [base]


def test_files_are_put_in_order() -> None:
    files = [
        {"id": "town", "extends": "city", "place": ["东湖镇"]},
        {"id": "city", "extends": ["national"], "place": ["启川市"]},
        {"id": "other", "extends": "national", "place": ["云溪市"]},
    ]
    ordered = in_order(files)
    assert [file["id"] for file in ordered] == ["city", "town", "other"]
    assert fitting(ordered, "启川市东湖镇") == ("city", "town")
    assert fitting(ordered, "东湖镇") == ("city", "town")
    assert fitting(ordered, "启川市") == ("city",)
    assert fitting(ordered, "某县") == ()


def test_a_folder_of_places_holds_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "x.yaml").write_text("schema: 1\nid: 'x'\nabout: 'x'\n", encoding="utf-8")
    (tmp_path / "places" / "y.yaml").write_text(
        "schema: 1\nid: 'y'\nabout: 'x'\nextends: 'national'\n", encoding="utf-8"
    )
    with pytest.raises(GrammarError, match=r"y\.yaml: a file of the folder"):
        load_base(str(tmp_path))


PLACES = [path.stem for path in place_paths(grammar_dir())]


@pytest.mark.parametrize("name", PLACES)
def test_each_shipped_place_is_sound(name: str) -> None:
    held = read_inventory()
    assert [str(problem) for problem in all_problems(held, [name])] == []
    file = next(h for h in held if h.kind == "place" and h.data["id"] == name)
    assert file.data["place"]
    wrong = [result for result in run_file(file.data, grammar_of(file, held)) if not result.ok]
    assert not wrong
