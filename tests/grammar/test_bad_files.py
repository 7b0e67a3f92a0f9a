"""Files that are wrong: everything wrong in them is told at once, with file, line and what to try next."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parse.cli.main import main
from notice_parse.errors import GrammarError
from notice_parse.grammar import load_grammar
from notice_parse.grammar.inventory import all_problems, read_inventory

HEAD = "schema: 1\nid: 'my'\nextends: 'national'\nabout: 'x'\n"
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "bad_files.yaml").read_text(encoding="utf-8"))
GOOD = """vocabulary:
  responsibility.labels:
    '领办股站': {field: 'units', role: 'lead'}
  signs: ['提示']
rules:
  - id: 'my.note'
    also: 'header.note-line'
    reason: '提示'
    pattern: '^\\L<signs>:'
    examples:
      - {text: '提示：一', finds: [{}]}
      - {text: '提示音', finds: []}
"""


def _problems(path: Path) -> list[str]:
    return [str(problem) for problem in all_problems(read_inventory([str(path)]), [str(path)])]


def test_there_are_cases() -> None:
    assert len(CASES) >= 35
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_everything_wrong_is_told(tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(case.get("head", HEAD) + case["text"], encoding="utf-8")
    problems = _problems(path)
    assert len(problems) == len(case["says"]), problems
    for problem, said in zip(problems, case["says"], strict=True):
        said = said.replace("FILE", str(path))
        assert problem.startswith(f"{path}:{said}" if said[0].isdigit() else f"{path}"), problem
        assert said in problem


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_first_is_what_a_command_says(
    tmp_path: Path, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """All but rules that are never reached, which only `check` looks for, keep a file from being used."""
    path = tmp_path / "my.yaml"
    path.write_text(case.get("head", HEAD) + case["text"], encoding="utf-8")
    only_reach = "never reached" in case["name"] or "hides" in case["name"]
    document = tmp_path / "a.txt"
    document.write_text("关于停水的公告\n停水。\n", encoding="utf-8")
    assert main(["extract", "-q", "-g", str(path), str(document)]) == (0 if only_reach else GrammarError.exit_code)
    out, err = capsys.readouterr()
    assert bool(out) == only_reach
    assert only_reach or err.startswith(f"error: {path}:")


def test_a_good_file_has_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    assert _problems(path) == []


def test_the_shipped_files_have_no_problem() -> None:
    assert [str(problem) for problem in all_problems(read_inventory())] == []


@pytest.mark.parametrize(
    "content", [b"", b"[1, 2]", b"a: [\xff", b"\xff\xfe", b"a", b"2024-13-45: x", b"? [a]\n: b\n", b"[" * 5000]
)
def test_anything_for_a_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "my.yaml"
    path.write_bytes(content)
    assert len(_problems(path)) >= 1
    with pytest.raises(GrammarError, match=r"my\.yaml"):
        load_grammar([path])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damage_is_told_and_nothing_else(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A line left out, repeated or cut: a file is either used or refused with its name, and never brings down a stage."""
    lines = (HEAD + GOOD).splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    how = data.draw(st.sampled_from(["drop", "repeat", "cut", "swap"]))
    if how == "drop":
        del lines[at]
    elif how == "repeat":
        lines.insert(at, lines[at])
    elif how == "cut":
        lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
    else:
        other = data.draw(st.integers(0, len(lines) - 1))
        lines[at], lines[other] = lines[other], lines[at]
    path = tmp_path_factory.mktemp("damage") / "my.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    problems = _problems(path)
    with suppress(GrammarError):
        load_grammar([path])
        assert not problems or "never" in problems[0] or "already" in problems[0]
        return
    assert problems
    assert "my.yaml" in problems[0]
