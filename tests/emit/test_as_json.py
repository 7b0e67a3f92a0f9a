"""JSON: exact numbers, nothing escaped, keys in the order of the models."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from made import SPAN, made_extraction, made_target
from notice_parse.emit.as_json import emit_json, emit_jsonl
from notice_parse.records import Extraction, FoundQuantity, Quantity


def test_numbers_are_as_written() -> None:
    text = emit_json(made_extraction()).decode()
    assert '"value": 1.10,' in text
    assert '"value": 0.95,' in text
    assert '"value": 11000,' in text
    assert '"total": 12,' in text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None, min_value=-(10**20), max_value=10**20))
def test_every_number_comes_back_exactly(value: Decimal) -> None:
    quantity = Quantity(value=value, unit="元", dimension="currency")
    record = FoundQuantity(
        text='1E+5 ":3E+8,":4E8} \\', value=value, unit="元", comparator="eq", quantity=quantity, span=SPAN
    )
    read = json.loads(emit_jsonl(record), parse_float=Decimal, parse_int=Decimal)
    assert read["value"] == value
    assert read["quantity"]["value"] == value
    assert read["text"] == '1E+5 ":3E+8,":4E8} \\'


def test_no_exponent_is_written_for_a_whole_number() -> None:
    quantity = Quantity(value=Decimal("5E+8"), unit="元", dimension="currency")
    text = emit_jsonl(made_target().model_copy(update={"quantity": quantity})).decode()
    assert '"value":500000000,' in text


def test_indented_like_the_standard_library() -> None:
    text = emit_json(made_extraction()).decode()
    # 1.10 is 1.1 for the standard library, and it leaves line separators; apart from that the layout is the same.
    assert (
        text.replace("1.10,", "1.1,").replace("\\u2028", "\u2028")
        == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    )


def test_one_line_each() -> None:
    line = emit_jsonl(made_extraction())
    assert line.endswith(b"}\n")
    assert len(line.decode().splitlines()) == 1
    assert json.loads(line) == json.loads(emit_json(made_extraction()))


def test_keys_are_in_the_order_of_the_models() -> None:
    data = json.loads(emit_json(made_extraction()))
    assert list(data) == list(Extraction.model_fields)
    assert list(data["notices"][0]["tasks"][0]) == list(type(made_extraction().notices[0].tasks[0]).model_fields)


def test_comes_back_as_the_same_record() -> None:
    made = made_extraction()
    assert Extraction.model_validate_json(emit_json(made)).model_dump() == made.model_dump()


def test_chinese_is_not_escaped() -> None:
    data = emit_json(made_extraction())
    assert "云政办发〔2031〕7号".encode() in data
    assert b"\\u4e" not in data
