"""Words and rules of a place, or of a file of one's own, are reasons like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parse.cli.main import main
from notice_parse.explain.ask import explain
from notice_parse.explain.document import trace_document
from notice_parse.grammar import load_grammar
from notice_parse.source import Source

TEXT = "{place}人民政府办公室关于印发2031年重点工作任务分解的通知\n启政办发〔2031〕3号\n1. 新建公园3个。\n领办股站：经发股站\n"
OWN = """schema: 1
id: 'office'
extends: 'national'
about: '本单位文件的写法'
vocabulary:
  responsibility.labels:
    '领办股站': {field: 'units', role: 'lead'}
  departments.functions:
    '发展改革部门': {names: ['经发股站']}
rules: []
"""


def test_words_of_a_place() -> None:
    traced = trace_document(Source(TEXT.format(place="启川市")), load_grammar())
    (group,) = explain(traced, task="1", field="responsible_units[0]").groups
    (step,) = group.steps
    assert (step.value["role"], step.value["canonical"]) == ("lead", "发展改革部门")
    assert ("领办股站", "grammars/places/qichuan.yaml:8") in {(r.matched, r.where) for r in step.reasons}


def test_words_of_a_file_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grammar, notice = tmp_path / "office.yaml", tmp_path / "a.txt"
    grammar.write_text(OWN, encoding="utf-8")
    notice.write_text(TEXT.format(place="云溪市"), encoding="utf-8")
    asked = ["explain", str(notice), "--task", "1", "--field", "responsible_units"]
    assert main([*asked, "--grammar", str(grammar)]) == 0
    told = "".join(capsys.readouterr().out.split())  # a long name of a folder is folded
    assert f"“领办股站”→field:units,role:leadresponsibility.labels{grammar}:7" in told
    assert main(asked) == 0
    assert "领办股站" not in capsys.readouterr().out.replace("领办股站：", "")
    assert main(["grammar", "coverage", str(notice), "--grammar", str(grammar)]) == 0
    assert " rules fired in 1 document" in capsys.readouterr().out
