"""A pattern that takes too long costs a warning, never the document."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

import notice_parse
from notice_parse.cli.main import main
from notice_parse.text import guarded
from notice_parse.text.guarded import GuardedPattern, limited
from notice_parse.text.patterns import compile_pattern
from notice_parse.text.watch import watching

SLOW = "(?:(?:a+)+)+b"
TEXT = "a" * 4000
RULE = """schema: 1
id: 'my'
extends: 'national'
about: 'x'
rules:
  - id: 'headings.my-slow'
    reason: '太慢'
    pattern: '(?P<number>甲)(?:(?:甲+)+)+乙'
    set: {level: 6}
    examples:
      - {text: '甲甲乙', finds: [{number: '甲'}]}
      - {text: '丙', finds: []}
"""
NOTICE = """云溪市人民政府办公室关于印发2031年重点工作责任分解的通知
云政办发〔2031〕3号
一、工业
1. 新建公园3个。
责任单位：市财政局
%s
2. 新建桥梁5座。
责任单位：市建设局
注：以下不计。
"""


def test_a_search_that_takes_too_long_goes_on_without_the_rule() -> None:
    pattern = compile_pattern(f"(?P<x>c)|{limited(SLOW, 'my.slow')}|(?P<x>d)")
    assert isinstance(pattern, GuardedPattern)
    with watching() as watch:
        begun = time.perf_counter()
        assert [m.group() for m in pattern.finditer(f"c{TEXT}d")] == ["c", "d"]
        first = time.perf_counter() - begun
        assert list(watch.left_out) == ["my.slow"]
        assert watch.news() == ["my.slow"]
        assert watch.news() == []
        begun = time.perf_counter()
        assert pattern.search(TEXT) is None
        assert time.perf_counter() - begun < 0.1
    assert first < 4 * guarded.SECONDS + 0.5
    with watching() as watch:
        found = pattern.search("aab")
        assert found is not None
        assert found.group() == "aab"
        assert not watch.left_out


def test_many_searches_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "SECONDS_IN_ALL", 0.02)
    pattern = compile_pattern(limited("(?:a+)+b", "my.slow"))
    with watching() as watch:
        for _ in range(2000):
            pattern.search("a" * 14)
        assert list(watch.left_out) == ["my.slow"]


def test_only_the_rule_that_takes_too_long_is_left_out() -> None:
    pattern = compile_pattern(f"{limited('c+', 'my.good')}|{limited(SLOW, 'my.slow')}")
    with watching() as watch:
        assert [m.group() for m in pattern.finditer(f"cc{TEXT}c")] == ["cc", "c"]
        assert list(watch.left_out) == ["my.slow"]


def test_one_rule_after_another_is_left_out_for_good() -> None:
    """The one that was left out before is not tried again when the next one takes too long."""
    other = SLOW.replace("a", "d")
    pattern = compile_pattern(f"c|{limited(SLOW, 'my.slow')}|{limited(other, 'my.other')}")
    with watching() as watch:
        assert [m.group() for m in pattern.finditer(f"c{TEXT}")] == ["c"]
        assert list(watch.left_out) == ["my.slow"]
        begun = time.perf_counter()
        assert [m.group() for m in pattern.finditer(f"c{TEXT}{'d' * 4000}")] == ["c"]
        assert time.perf_counter() - begun < 4 * guarded.SECONDS + 1
        assert list(watch.left_out) == ["my.slow", "my.other"]


def test_what_a_pattern_offers() -> None:
    """The same as `re`, where nothing takes long."""
    source = "(?P<word>[a-z])(?P<number>[0-9])?"
    plain, mine = re.compile(source, re.IGNORECASE), compile_pattern(limited(source, "my.rule"), re.IGNORECASE)
    text = "A1 b c3"
    assert [m.groupdict() for m in mine.finditer(text)] == [m.groupdict() for m in plain.finditer(text)]
    assert [m.span("word") for m in mine.finditer(text, 1, 4)] == [m.span("word") for m in plain.finditer(text, 1, 4)]
    assert mine.findall(text) == plain.findall(text)
    assert mine.split(text) == plain.split(text)
    assert mine.sub("x", text) == plain.sub("x", text)
    assert bool(mine.match(text, 1)) == bool(plain.match(text, 1))
    assert bool(mine.fullmatch("a1")) == bool(plain.fullmatch("a1"))
    assert dict(mine.groupindex) == dict(plain.groupindex)
    with pytest.raises(re.error):
        compile_pattern(limited("(", "my.rule"))


def test_patterns_of_the_base_are_those_of_re() -> None:
    grammar = notice_parse.load_grammar()
    assert isinstance(grammar.rule("header.note-line").pattern, re.Pattern)


@pytest.fixture
def grammar(tmp_path: Path) -> Path:
    path = tmp_path / "my.yaml"
    path.write_text(RULE, encoding="utf-8")
    return path


def test_a_notice_says_which_rule_was_left_out(grammar: Path) -> None:
    begun = time.perf_counter()
    extraction = notice_parse.extract_text(NOTICE % ("甲" * 3000 + "。"), grammar=grammar)
    taken = time.perf_counter() - begun
    notice = extraction.notices[0]
    told = [d for d in notice.diagnostics if d.code == "rule-out-of-time"]
    assert [d.message for d in told] == ["rule headings.my-slow took too long and was left out from there on"]
    assert {d.severity for d in told} == {"warning"}
    assert [task.number for task in notice.tasks] == ["1", "2"]
    assert [[u.name for u in task.responsible_units] for task in notice.tasks] == [["市财政局"], ["市建设局"]]
    assert taken < 20
    # The next document is read with all rules again.
    calm = notice_parse.extract_text(NOTICE % "甲甲乙 新建驿站7个。", grammar=grammar).notices[0]
    assert "rule-out-of-time" not in [d.code for d in calm.diagnostics]
    assert [task.number for task in calm.tasks] == ["1", "甲", "2"]


def test_an_example_that_takes_too_long_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(RULE.replace("'丙'", "'" + "甲" * 3000 + "'"), encoding="utf-8")
    assert main(["grammar", "test", str(path)]) == 1
    assert "the rule took too long and was stopped" in capsys.readouterr().out
