"""YAML: any reader gets back exactly what the JSON holds."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from made import made_extraction, made_task
from notice_parse.emit.as_json import emit_json
from notice_parse.emit.as_yaml import emit_yaml

# What readers of YAML 1.1 or 1.2 take for something else than text, and what would break the layout.
TRICKY = [
    "null", "~", "Null", "yes", "No", "on", "off", "y", "true", "False", "1", "1.10", "0x1F", "010", "0o7", "1e5", "1:30",
    "2024-02-08", ".inf", ".nan", "=", "<<", "", " ", "- 一", "# 一", "一 # 二", "一: 二", "一:", "：一", "? 一", "[一", "{一",
    "!一", "&一", "*一", "|", ">", "%一", "@一", "`一", "'一", '"一"', "一\n二", "一\r\n", "\t一", "一\u2028二", "一\u0085二",
    "\ufeff一", "一\x7f", "𠮷", "---", "...", "★一", "一，二；（三）〔2031〕4号", "---\n一", "一-", "一%", "5A", "一/二",
]  # fmt: skip


@pytest.mark.parametrize("text", TRICKY)
def test_text_comes_back(text: str) -> None:
    task = made_task("1", text).model_copy(update={"extra": {text: text}, "section_path": [text, text]})
    read = yaml.safe_load(emit_yaml(task))
    assert (read["text"], read["extra"], read["section_path"]) == (text, {text: text}, [text, text])


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_comes_back(text: str) -> None:
    read = yaml.safe_load(emit_yaml(made_task("1", text)))
    assert read["text"] == text


def test_holds_what_the_json_holds() -> None:
    made = made_extraction()
    assert yaml.safe_load(emit_yaml(made)) == json.loads(emit_json(made))


def test_numbers_and_spans_read_well() -> None:
    text = emit_yaml(made_extraction()).decode()
    assert "value: 1.10\n" in text
    assert "value: 11000\n" in text
    assert "span: {line_start: 3, line_end: 4, segments: [[12, 20], [22, 30]]}\n" in text
    assert 'issued_on: "2031-02-08"\n' in text
    assert "document_number: 云政办发〔2031〕7号\n" in text


def test_documents_follow_one_another() -> None:
    stream = emit_yaml(made_extraction("a.txt")) + emit_yaml(made_extraction("b.txt"))
    assert [d["source"]["path"] for d in yaml.safe_load_all(stream)] == ["a.txt", "b.txt"]
