"""Encodings are told apart without being asked, and bytes that are not text are told by line and column."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parse.errors import SourceError, UsageError
from notice_parse.loading import load

PROSE = (
    "云溪市人民政府办公室关于印发口袋公园建设任务清单的通知\r\n各镇（街道），市级各部门：\r\n"
    "　　为做好今年的工作，现将任务清单印发给你们，请认真组织实施。新建口袋公园12处以上，面积1.10万平方米。\n"
)
TRADITIONAL = "雲溪市人民政府關於印發建設任務的通知：請認真組織實施，確保完成今年的各項工作。"


@pytest.mark.parametrize("text", [PROSE, PROSE * 400, "第一条　新建公园。\n", "1\t2\t3\n" * 5000 + PROSE])
@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_reads_each_encoding_unasked(text: str, written: str, named: str) -> None:
    source, findings = load(text.encode(written))
    assert source.text == text
    assert source.info.encoding == named
    assert findings == []


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_with_either_mark(mark: bytes) -> None:
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    source, _ = load(mark + PROSE.encode(name))
    assert source.text == PROSE
    assert source.info.encoding == "utf-16"


def test_gb18030_reaches_beyond_gbk() -> None:
    text = PROSE + "㐂、𠮷、〇、①"  # four-byte characters
    source, findings = load(text.encode("gb18030"))
    assert (source.text, findings) == (text, [])


def test_big5() -> None:
    source, _ = load(TRADITIONAL.encode("big5"))
    assert source.text == TRADITIONAL
    assert source.info.encoding == "big5hkscs"


def test_the_named_encoding_reads_what_offsets_count_in() -> None:
    for written in ("utf-8-sig", "utf-16", "gb18030", "utf-16-be"):
        data = PROSE.encode(written)
        source, _ = load(data)
        assert data.decode(source.info.encoding) == source.text


def test_line_ends_stay() -> None:
    source, _ = load("一\r\n二\r三\n四".encode())
    assert source.text == "一\r\n二\r三\n四"
    assert source.line_count == 4


def test_encoding_asked_for_wins() -> None:
    data = "中文".encode("utf-16-le")
    assert load(data, "utf-16-le")[0].text == "中文"
    assert load("结".encode("gbk"), "GBK")[0].text == "结"


def test_encoding_asked_for_that_does_not_fit() -> None:
    with pytest.raises(SourceError, match=r"this is not utf-8: .*detected"):
        load(PROSE.encode("gb18030"), "utf-8")


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(UsageError, match=r"unknown encoding '\w+'.*gb18030"):
        load(PROSE.encode(), name)


@pytest.mark.parametrize(("encoding", "bad"), [("utf-8", b"\xff\xfe"), ("gb18030", b"\xff")])
def test_a_few_bad_bytes_are_replaced_and_told(encoding: str, bad: bytes) -> None:
    before, after = (PROSE * 3).encode(encoding), PROSE.encode(encoding)
    source, findings = load(before + "第三".encode(encoding) + bad + b"\n" + after)
    assert source.text == PROSE * 3 + "第三" + "\ufffd" * len(bad) + "\n" + PROSE
    assert [(f.code, f.line) for f in findings] == [("undecodable-bytes", 10)] * len(bad)
    assert "Column 3: the bytes FF" in findings[0].message
    assert f"not {encoding}" in findings[0].message


def test_a_character_cut_off_at_the_end() -> None:
    source, findings = load(PROSE.encode()[:-2])
    assert source.text == PROSE[:-2] + "\ufffd"
    assert len(findings) == 1


def test_a_replacement_character_of_the_source_is_no_finding() -> None:
    source, findings = load((PROSE + "\ufffd").encode())
    assert source.text.endswith("\ufffd")
    assert findings == []


def test_many_bad_bytes_are_counted() -> None:
    data = bytearray((PROSE * 100).encode())
    data[10:10] = b"\xff"
    for at in range(500, 20000, 500):
        data[at:at] = b"\xff"
    _, findings = load(bytes(data))
    assert len(findings) == 21
    assert findings[-1].line is None
    assert "further places" in findings[-1].message


def test_stray_nul_in_text_is_text() -> None:
    assert load((PROSE * 20 + "\x00").encode())[0].text == PROSE * 20 + "\x00"


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_a_text_or_a_source_error(data: bytes) -> None:
    refused: SourceError | None = None
    text = ""
    try:
        text = load(data)[0].text
    except SourceError as error:
        refused = error
    assert bool(text.strip()) is (refused is None)
    assert refused is None or (refused.where == "<bytes>" and refused.hint)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip))
def test_utf8_is_read_as_it_is(text: str) -> None:
    data = ("云" + text).encode()
    assert load(data)[0].text == "云" + text
