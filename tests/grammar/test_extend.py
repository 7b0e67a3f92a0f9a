"""What an extension does to the grammar: words added, replaced and removed; rules also, instead and in groups."""

from __future__ import annotations

from pathlib import Path

import pytest

import notice_parse
from notice_parse.errors import GrammarError
from notice_parse.grammar import Grammar, load_grammar
from notice_parse.grammar.load import load_base

HEAD = "schema: 1\nid: '{id}'\nextends: {extends}\nabout: 'x'\n"
NOTE = """rules:
  - id: '{id}'
    also: 'header.note-line'
    reason: '提示'
    pattern: '{pattern}'
    examples:
      - {{text: '{match}', finds: [{{}}]}}
      - {{text: '提示音', finds: []}}
"""
NOTICE = """云溪市人民政府办公室关于印发2031年重点工作责任分解的通知
云政办发〔2031〕3号
各镇人民政府：
一、工业
1. 新建公园3个。
领办股站：经发股站
2. 新建桥梁5座。
责任单位：市财政局
云溪市人民政府办公室
2031年2月1日
"""


def _write(folder: Path, text: str, file_id: str = "my", extends: str = "'national'") -> Path:
    path = folder / f"{file_id}.yaml"
    path.write_text(HEAD.format(id=file_id, extends=extends) + text, encoding="utf-8")
    return path


def _load(folder: Path, text: str) -> Grammar:
    return load_grammar([_write(folder, text)])


def test_words_are_added_after_those_of_the_base(tmp_path: Path) -> None:
    base = load_base()
    grammar = _load(tmp_path, "vocabulary:\n  units.endings: ['专班站']\n  diff.aliases: {'新规上': '规上'}\n")
    assert grammar.words("units.endings") == [*base.words("units.endings"), "专班站"]
    assert grammar.entries("diff.aliases") == {**base.entries("diff.aliases"), "新规上": "规上"}
    assert "专班站" not in base.words("units.endings")


def test_an_entry_of_lists_takes_in_more(tmp_path: Path) -> None:
    known = load_base().entries("departments.functions")["财政部门"]
    grammar = _load(
        tmp_path, "vocabulary:\n  departments.functions:\n    '财政部门': {names: ['管钱站'], ends: ['钱站']}\n"
    )
    entry = grammar.entries("departments.functions")["财政部门"]
    assert entry == {**known, "names": [*known.get("names", []), "管钱站"], "ends": [*known.get("ends", []), "钱站"]}


def test_words_are_replaced_and_removed(tmp_path: Path) -> None:
    grammar = _load(
        tmp_path,
        "replace:\n  responsibility.labels:\n    '责任单位': {field: 'units', role: 'lead'}\n"
        "  header.attach_verbs: ['关于', '下发']\n"
        "remove:\n  responsibility.labels: ['协办单位']\n  units.endings: ['局']\n",
    )
    labels = grammar.entries("responsibility.labels")
    assert labels["责任单位"] == {"field": "units", "role": "lead"}
    assert labels["责任部门"] == {"field": "units", "role": "responsible"}
    assert "协办单位" not in labels
    assert grammar.words("header.attach_verbs") == ["关于", "下发"]
    assert "局" not in grammar.words("units.endings")


def test_a_rule_matches_also(tmp_path: Path) -> None:
    grammar = _load(tmp_path, NOTE.format(id="my.note", pattern="^提示:", match="提示：一"))
    pattern = grammar.rule("header.note-line").pattern
    assert pattern.match("注:一")
    assert pattern.match("提示:一")
    assert not pattern.match("提示音")
    assert grammar.rule("header.note-line").extends == ("my.note",)
    assert grammar.rule("header.footnote") == load_base().rule("header.footnote")


def test_group_names_are_shared(tmp_path: Path) -> None:
    grammar = _load(
        tmp_path,
        "rules:\n  - id: 'my.copied'\n    also: 'header.copied-to'\n    reason: '送'\n    pattern: '^送达:(?P<value>.+)$'\n"
        "    examples:\n      - {text: '送达：市委', finds: [{value: '市委'}]}\n      - {text: '送达回证', finds: []}\n",
    )
    pattern = grammar.rule("header.copied-to").pattern
    assert [found and found["value"] for found in map(pattern.match, ("抄送:市人大", "送达:市委", "送"))] == [
        "市人大",
        "市委",
        None,
    ]
    notice = notice_parse.extract_text(NOTICE + "送达：市委办公室，市人大办公室。\n", grammar=grammar).notices[0]
    assert notice.copied_to == ["市委办公室", "市人大办公室"]


def test_a_rule_takes_the_place_of_another(tmp_path: Path) -> None:
    text = NOTE.format(id="my.note", pattern="^提示:", match="提示：一").replace("also", "instead")
    pattern = _load(tmp_path, text).rule("header.note-line").pattern
    assert pattern.match("提示:一")
    assert not pattern.match("注:一")


def test_own_lists_stand_in_patterns(tmp_path: Path) -> None:
    words = "vocabulary:\n  signs: ['提示', '提示语']\n"
    grammar = _load(tmp_path, words + NOTE.format(id="my.note", pattern=r"^\L<signs>:", match="提示语：一"))
    assert grammar.rule("header.note-line").pattern.match("提示语:一")
    assert grammar.words("my.signs") == ["提示", "提示语"]


def test_rules_of_a_group_come_first(tmp_path: Path) -> None:
    grammar = _load(
        tmp_path,
        "rules:\n  - id: 'kinds.title.my-card'\n    reason: '督办卡'\n    pattern: '督办公告$'\n    set: {kind: 'work_report'}\n"
        "    examples:\n      - {text: '督办公告', finds: [{}]}\n      - {text: '公告', finds: []}\n",
    )
    ids = [rule.id for rule in grammar.rules("kinds", "kinds.title.")]
    assert ids == ["kinds.title.my-card", *(rule.id for rule in load_base().rules("kinds", "kinds.title."))]
    assert notice_parse.extract_text("云溪市督办公告\n停水。\n", grammar=grammar).notices[0].kind == "work_report"
    assert notice_parse.extract_text("云溪市督办公告\n停水。\n").notices[0].kind == "announcement"


GROUPS = """rules:
  - id: 'headings.my-band'
    reason: '甲组一号'
    pattern: '[甲乙]组(?P<number>[一二三])号'
    set: {level: 6}
    examples:
      - {text: '甲组一号', finds: [{number: '一'}]}
      - {text: '甲组', finds: []}
  - id: 'tables.column.my-band'
    reason: '领办股站'
    pattern: '^领办股站$'
    set: {role: 'lead'}
    examples:
      - {text: '领办股站', finds: [{}]}
      - {text: '股站', finds: []}
  - id: 'roles.my-code'
    reason: '甲码'
    pattern: '\\d{3}(?=\\p{Han}码)'
    set: {role: 'identifier'}
    examples:
      - {text: '120甲码', finds: [{}]}
      - {text: '120个', finds: []}
  - id: 'responsibility.phrase.my-lead'
    reason: '领办'
    pattern: '领办'
    set: {role: 'lead', keys: ['领办']}
    examples:
      - {text: '市财政局领办', finds: [{}]}
      - {text: '领先', finds: []}
  - id: 'qualitative.my-full'
    reason: '满堂红'
    pattern: '满堂红'
    set: {keys: ['满堂红']}
    examples:
      - {text: '考核满堂红', finds: [{}]}
      - {text: '红', finds: []}
  - id: 'numerals.my-dozen'
    reason: '一打'
    pattern: '[一二两]打'
    examples:
      - {text: '一打', finds: [{}]}
      - {text: '打开', finds: []}
"""


def test_each_group_that_stages_join(tmp_path: Path) -> None:
    """Patterns that stages make of many rules take in those of an extension, and the others go on as before."""
    grammar = _load(tmp_path, GROUPS)
    text = NOTICE.replace("1. 新建公园3个", "甲组一号 新建公园3个，编号120甲码，安全生产满堂红").replace(
        "领办股站：经发股站", "（市财政局领办，市税务局配合）"
    )
    notice = notice_parse.extract_text(text, grammar=grammar, audit=True).notices[0]
    first, second = notice.tasks
    assert first.number == "一"
    assert [(unit.name, unit.role) for unit in first.responsible_units] == [
        ("市财政局", "lead"),
        ("市税务局", "cooperating"),
    ]
    assert {number.text: number.role for number in first.numbers or []} == {"3": "target", "120": "identifier"}
    assert [goal.text for goal in first.qualitative_targets] == ["满堂红"]
    assert [(t.indicator, t.value) for t in second.numeric_targets] == [
        (t.indicator, t.value) for t in notice_parse.extract_text(NOTICE).notices[0].tasks[1].numeric_targets
    ]
    table = "| 序号 | 工作任务 | 领办股站 |\n|---|---|---|\n| 1 | 新建公园3个 | 市建设局 |\n| 2 | 新建桥梁5座 | 市财政局 |\n"
    tasks = notice_parse.extract_text("云溪市任务清单\n" + table, grammar=grammar).notices[0].tasks
    assert [[(u.name, u.role) for u in task.responsible_units] for task in tasks] == [
        [("市建设局", "lead")],
        [("市财政局", "lead")],
    ]


def test_rules_that_stages_look_for_by_other_signs_are_still_tried(tmp_path: Path) -> None:
    """Words known of every match of a rule, and characters that headings open with, are not those of an extension."""
    grammar = _load(
        tmp_path,
        "rules:\n"
        "  - id: 'my.lead'\n    also: 'responsibility.phrase.lead'\n    reason: '领办'\n    pattern: '领办'\n"
        "    set: {keys: ['领办']}\n"
        "    examples:\n      - {text: '财政局领办', finds: [{}]}\n      - {text: '领先', finds: []}\n"
        "  - id: 'my.listed'\n    also: 'responsibility.note'\n    reason: '排头'\n"
        "    pattern: '排头的?单位(?:为|是)牵头单位(?P<onward>下同)?(?P<others>甲)?'\n"
        "    examples:\n      - {text: '排头单位为牵头单位', finds: [{}]}\n      - {text: '排头兵', finds: []}\n"
        "  - id: 'headings.my-lot'\n    reason: '龘组一号'\n    pattern: '\\p{Han}组(?P<number>[一二三])号'\n"
        "    set: {level: 6}\n"
        "    examples:\n      - {text: '龘组一号', finds: [{number: '一'}]}\n      - {text: '组', finds: []}\n",
    )
    assert "领办" in grammar.rule("responsibility.phrase.lead").attributes["keys"]
    text = (
        NOTICE.replace("1. 新建公园3个", "龘组一号 新建公园3个")
        .replace("领办股站：经发股站", "（市财政局领办，市税务局配合）")
        .replace("责任单位：市财政局", "责任单位：市教育局、市财政局（排头单位为牵头单位）")
    )
    tasks = notice_parse.extract_text(text, grammar=grammar).notices[0].tasks
    assert [task.number for task in tasks] == ["一", "2"]
    assert [[(u.name, u.role) for u in task.responsible_units] for task in tasks] == [
        [("市财政局", "lead"), ("市税务局", "cooperating")],
        [("市教育局", "lead"), ("市财政局", "responsible")],
    ]


def test_one_extension_extends_another(tmp_path: Path) -> None:
    _write(tmp_path, "vocabulary:\n  units.endings: ['专班站']\n", "city")
    path = _write(tmp_path, "remove:\n  units.endings: ['专班站']\n", "town", "'city'")
    other = _write(tmp_path, "vocabulary:\n  units.endings: ['专班所']\n", "village", "['city', 'national']")
    assert load_grammar([path]).extensions == ("city", "town")
    assert "专班站" not in load_grammar([path]).words("units.endings")
    assert load_grammar([other]).words("units.endings")[-2:] == ["专班站", "专班所"]
    assert load_grammar([other, path]).extensions == ("city", "village", "town")


def test_extensions_in_a_ring_come_to_an_end(tmp_path: Path) -> None:
    _write(tmp_path, "", "one", "'two'")
    path = _write(tmp_path, "", "two", "'one'")
    assert set(load_grammar([path]).extensions) == {"one", "two"}


def test_the_same_content_is_made_once_and_a_change_is_seen(tmp_path: Path) -> None:
    path = _write(tmp_path, "vocabulary:\n  units.endings: ['专班站']\n")
    first = load_grammar([path])
    assert load_grammar(path) is first
    assert load_grammar(str(path)) is first
    assert load_grammar(first) is first
    _write(tmp_path, "vocabulary:\n  units.endings: ['专班所']\n")
    second = load_grammar([path])
    assert second.words("units.endings")[-1] == "专班所"
    assert (
        len({first.fingerprint, second.fingerprint, load_grammar().fingerprint, load_grammar("national").fingerprint})
        == 4
    )
    assert notice_parse.extract_text(NOTICE, grammar=path).grammar == second.fingerprint


def test_what_an_extension_changes_in_the_records(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "vocabulary:\n  responsibility.labels:\n    '领办股站': {field: 'units', role: 'lead'}\n"
        "  departments.functions:\n    '发展改革部门': {names: ['经发股站']}\n",
    )
    task = notice_parse.extract_text(NOTICE, grammar=path).notices[0].tasks[0]
    assert [(u.name, u.role, u.canonical) for u in task.responsible_units] == [("经发股站", "lead", "发展改革部门")]
    without = notice_parse.extract_text(NOTICE).notices[0].tasks[0]
    assert "经发股站" not in [unit.name for unit in without.responsible_units]
    assert notice_parse.find_targets("新建公园3个。", grammar=path) == notice_parse.find_targets("新建公园3个。")
    assert notice_parse.find_quantities("新建公园3个。", grammar=path) == notice_parse.find_quantities("新建公园3个。")


def test_names_that_there_are_not(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match=r"there is no grammar qichaun \(did you mean qichuan\?\)"):
        load_grammar(["qichaun"])
    with pytest.raises(GrammarError, match=r"none\.yaml: cannot read the file"):
        load_grammar([tmp_path / "none.yaml"])
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    with pytest.raises(GrammarError, match="the id my is that of"):
        load_grammar([_write(one, ""), _write(two, "")])


def test_plain_words_hold_to_the_ends_of_a_text_as_their_rule_does(tmp_path: Path) -> None:
    grammar = _load(tmp_path, "also:\n  tables.column.tasks: ['事体']\n  header.note-line: ['约定:', '约定(下同):']\n")
    tasks, note = grammar.rule("tables.column.tasks").pattern, grammar.rule("header.note-line").pattern
    assert tasks.search("事体")
    assert not tasks.search("事体一")
    assert not tasks.search("大事体")
    assert [found.group() for found in note.finditer("约定(下同):首列牵头")] == ["约定(下同):"]
    assert not note.search("另有约定:首列牵头")
    assert tasks.search("主要工作任务"), "what the rule matched it matches still"


def test_plain_words_are_keys_of_their_rule(tmp_path: Path) -> None:
    rule = _load(tmp_path, "also:\n  responsibility.phrase.lead: ['扛旗']\n").rule("responsibility.phrase.lead")
    assert rule.attributes["keys"] == [*load_base().rule(rule.id).attributes["keys"], "扛旗"]
    assert [found.group() for found in rule.pattern.finditer("市水利局扛旗")] == ["扛旗"]
    path = tmp_path / "a.txt"
    path.write_text(NOTICE.replace("领办股站：经发股站", "（市水利局扛旗）"), encoding="utf-8")
    units = notice_parse.extract(path, grammar=[tmp_path / "my.yaml"]).notices[0].tasks[0].responsible_units
    assert [(unit.name, unit.role) for unit in units] == [("市水利局", "lead")]
    without = notice_parse.extract(path).notices[0].tasks[0].responsible_units
    assert "市水利局" not in [unit.name for unit in without]
