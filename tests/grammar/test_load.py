"""Grammar files that are not valid are refused with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from notice_parse.errors import GrammarError
from notice_parse.grammar.load import load_base
from notice_parse.grammar.strict_yaml import load_strict

GOOD = """schema: 1
id: 'x'
about: 'a test'
vocabulary:
  words: ['甲', '甲乙']
rules:
  - id: 'x.rule'
    reason: 'shows the shape'
    pattern: '(?P<word>\\L<words>)丙'
    set: {level: 2}
    examples:
      - {text: '甲乙丙', finds: [{word: '甲乙'}]}
      - {text: '甲乙', finds: []}
"""


def _load(tmp_path: Path, **files: str) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    load_base(str(tmp_path))


def test_words_are_put_in_the_longest_first(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(GOOD, encoding="utf-8")
    grammar = load_base(str(tmp_path))
    match = grammar.rule("x.rule").pattern.search("甲乙丙")
    assert match is not None
    assert match["word"] == "甲乙"
    assert grammar.rule("x.rule").attributes == {"level": 2}
    assert grammar.words("x.words") == ["甲", "甲乙"]
    assert [rule.id for rule in grammar.rules("x")] == ["x.rule"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("about:", "about: 'b'\nabout:"), "given twice"),
        (GOOD.replace("reason:", "raeson:"), "reason"),
        (GOOD.replace("schema: 1", "schema: 7"), "schema 7"),
        (GOOD.replace("    examples:\n", "    examples: [}\n"), "not valid YAML"),
        (GOOD.replace("      - {text: '甲乙', finds: []}\n", ""), "examples"),
        (GOOD.replace("finds: []", "finds: [{word: '甲'}]"), "near miss"),
        (GOOD.replace("a test'", "a test'\nthing: !!python/object/apply:os.getcwd []"), "not valid YAML"),
        (GOOD.replace("id: 'x.rule'", "id: 'X Rule'"), "id"),
    ],
)
def test_bad_files(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(GrammarError) as raised:
        _load(tmp_path, x=text)
    assert says in str(raised.value)
    assert "x.yaml" in str(raised.value)


def test_an_id_twice(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match=r"x\.rule is given twice"):
        _load(tmp_path, x=GOOD, y=GOOD.replace("id: 'x'\n", "id: 'y'\n"))


def test_unknown_word_list_and_bad_pattern(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match="no word list named wrods"):
        _load(tmp_path, x=GOOD.replace("\\L<words>", "\\L<wrods>"))
    (tmp_path / "x.yaml").write_text(GOOD.replace("\\L<words>)丙'", "\\L<words>丙'"), encoding="utf-8")
    grammar = load_base(str(tmp_path / "."))
    with pytest.raises(GrammarError, match=r"x\.rule: bad pattern"):
        _ = grammar.rule("x.rule").pattern


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(GrammarError, match="no grammar file"):
        load_base(str(tmp_path))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"about: \xff\xfe", "not UTF-8|invalid leading UTF-8"),
        (b"about: '\xce'", "not UTF-8|invalid trailing UTF-8"),
        (b"about: \x01", "not valid YAML"),
        (b"when: 2031-02-30", "not valid YAML: .*put the value in quotes"),
        (b"a: " + b"[" * 5000, "nested too deeply|not valid YAML"),
    ],
)
def test_bytes_that_are_no_yaml(content: bytes, reason: str) -> None:
    with pytest.raises(GrammarError, match=reason) as told:
        load_strict(content, "x.yaml")
    assert str(told.value.where).startswith("x.yaml")
