"""What is wrong with the shipped files is told with file and line as well."""

from __future__ import annotations

import pytest

from notice_parse.grammar.check_base import base_problems
from notice_parse.grammar.read import read_file

FILE = """schema: 1
id: 'x'
about: 'a test'
vocabulary:
  words: ['甲', '乙']
  more: {'丙': 1}
rules:
  - id: 'x.rule'
    reason: 'shows the shape'
    pattern: '(?P<word>\\L<words>)丁'
    examples:
      - {text: '甲丁', finds: [{word: '甲'}]}
      - {text: '甲', finds: []}
"""
AGAIN = FILE[FILE.index("  - id:") :]


def _problems(text: str) -> list[str]:
    file = read_file(text.encode(), "x.yaml")
    assert file.problems == []
    return [str(problem) for problem in base_problems([file])]


def test_nothing_wrong() -> None:
    assert _problems(FILE) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (FILE.replace("'乙'", "''"), "x.yaml:5: words: an empty word"),
        (FILE.replace("'乙'", "'甲'"), "x.yaml:5: words: the word '甲' is given twice"),
        (FILE.replace("{'丙': 1}", "{' ': 1}"), "x.yaml:6: more: an empty word"),
        (FILE + AGAIN, "x.yaml:14: rule id x.rule is given twice (the other: x.yaml:8)"),
        (FILE.replace("'x.rule'", "'y.rule'"), "x.yaml:8: rule id y.rule does not begin with that of the file"),
        (
            FILE.replace("L<words>", "L<wrods>"),
            "x.yaml:10: rule x.rule: no word list named wrods (did you mean x.words?)",
        ),
        (FILE.replace("丁'\n    ex", "(丁'\n    ex"), "x.yaml:10: rule x.rule: bad pattern"),
        (
            FILE.replace("丁'\n    ex", "?'\n    ex").replace("(?P<word>", "(?P<word>丁?|"),
            "x.yaml:10: rule x.rule: the pattern matches",
        ),
    ],
)
def test_each_thing_wrong_is_told(text: str, says: str) -> None:
    (problem,) = _problems(text)
    assert problem.startswith(says)
