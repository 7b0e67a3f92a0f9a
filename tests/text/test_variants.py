"""Traditional characters are read as simplified ones, one to one, and nothing else is touched."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice_parse.text.variants import simplify


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("後勤保障", "后勤保障"),
        ("馀额", "余额"),
        ("餘額不少於三億元", "余额不少于三亿元"),
        ("責任單位：縣發展改革委", "责任单位：县发展改革委"),
        ("產業園區與産业", "产业园区与产业"),
    ],
)
def test_traditional(text: str, simplified: str) -> None:
    assert simplify(text) == simplified


@pytest.mark.parametrize("text", ["显著提升著名景区", "乾坤", "瞭望", "慰藉", "勠力同心", "PM2.5、①、〇、1.10", ""])
def test_what_is_right_stays(text: str) -> None:
    assert simplify(text) is text


@given(st.text())
def test_same_length_and_stable(text: str) -> None:
    once = simplify(text)
    assert len(once) == len(text)
    assert simplify(once) == once


def test_converter_is_not_imported_without_need() -> None:
    code = "import sys; from notice_parse.text.variants import simplify; simplify('著名后勤'); print('opencc' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
