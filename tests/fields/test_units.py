"""Lists of units and their standard names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from notice_parse.fields.units import Unit, parse_units
from notice_parse.grammar import load_grammar
from notice_parse.grammar.examples import run_examples

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "units_cases.yaml").read_text(encoding="utf-8"))
CANONICAL: dict[str, list[str]] = yaml.safe_load((HERE / "units_canonical.yaml").read_text(encoding="utf-8"))
REFORMS: dict[str, Any] = yaml.safe_load((HERE / "reforms.yaml").read_text(encoding="utf-8"))
ALPHABET = (
    "市县区省各镇局委办部厅会和及等、，；（）〔〕<>()[]财政教育街道人民政府相关有关第首位为牵头单位 \n123.：责任a"
)


def expected(line: str) -> dict[str, Any]:
    name, *marks = line.split(" ")
    out: dict[str, Any] = {
        "name": name,
        "collective": "*" in marks,
        "understood": "?" not in marks,
        "joined": "+" in marks,
    }
    out["role"] = next((m[1:] for m in marks if m.startswith("@")), None)
    for mark in marks:
        if mark.startswith("="):
            out["canonical"] = mark[1:]
    return out


def seen(unit: Unit, wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: getattr(unit, key) for key in wanted}


def test_cases_were_collected() -> None:
    assert len(CASES) >= 30
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_units_of_a_list(case: dict[str, Any]) -> None:
    units = parse_units(case["text"])
    wanted = [expected(line) for line in case["units"]]
    assert [u.name for u in units] == [w["name"] for w in wanted]
    assert [seen(u, w) for u, w in zip(units, wanted, strict=True)] == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_offsets_hold_the_name(case: dict[str, Any]) -> None:
    at = 0
    for unit in parse_units(case["text"]):
        assert at <= unit.start < unit.end
        at = unit.end
        written = "".join(case["text"][unit.start : unit.end].split())
        assert written.translate(str.maketrans("()<>", "（）〈〉")) == unit.name


@pytest.mark.parametrize(("canonical", "name"), [(c, n) for c, names in CANONICAL.items() for n in names])
def test_canonical_name(canonical: str, name: str) -> None:
    assert [u.canonical or "" for u in parse_units(name)] == [canonical]


@pytest.mark.parametrize("names", REFORMS["same"], ids="-".join)
def test_a_reform_keeps_the_standard_name(names: list[str]) -> None:
    found = {unit.canonical for name in names for unit in parse_units(name)}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize(("before", "after"), REFORMS["divided"].items())
def test_what_was_divided_keeps_a_name_of_its_own(before: str, after: list[str]) -> None:
    (own,) = (unit.canonical for unit in parse_units(before))
    assert own is not None
    assert own not in {unit.canonical for name in after for unit in parse_units(name)}


def test_gaps_part_names_that_white_space_parted() -> None:
    assert [u.name for u in parse_units("市林业局云西街道", gaps=[4])] == ["市林业局", "云西街道"]
    assert [u.name for u in parse_units("云东镇云西镇", gaps=[3])] == ["云东镇", "云西镇"]
    assert [u.name for u in parse_units("各街道办事处", gaps=[4])] == ["各街道办事处"]
    assert [u.name for u in parse_units("市教育局", gaps=[1, 2, 3])] == ["市教育局"]
    assert [u.name for u in parse_units("南溪区政府北溪区政府", gaps=[5])] == ["南溪区政府", "北溪区政府"]


def test_a_name_belongs_to_one_department() -> None:
    grammar = load_grammar()
    owner: dict[tuple[str, str], str] = {}
    for canonical, entry in grammar.entries("departments.functions").items():
        for kind in ("names", "stems", "starts", "ends"):
            words = entry.get(kind, [])
            assert len(words) == len(set(words)), canonical
            for word in words:
                assert owner.setdefault((kind, word), canonical) == canonical, word
    assert len(owner) > 1000


def test_examples_of_the_rules() -> None:
    results = [r for r in run_examples() if r.rule_id.startswith(("units.", "responsibility."))]
    assert len(results) > 30
    assert [r for r in results if not r.ok] == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_string_is_accepted_and_nothing_is_lost(text: str) -> None:
    units = parse_units(text)
    at = 0
    for unit in units:
        assert at <= unit.start < unit.end <= len(text)
        assert unit.name
        at = unit.end
    han = [c for c in text if c in "财政教育"]
    kept = [c for u in units for c in text[u.start : u.end] if c in "财政教育"]
    assert kept == han


def test_code_of_the_documentation_runs() -> None:
    guide = HERE.parent.parent / "docs" / "units.md"
    blocks = re.findall(r"```python\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, str(guide), "exec"), {})
