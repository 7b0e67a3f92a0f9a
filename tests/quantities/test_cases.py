"""Table-driven: what stands in cases_*.yaml, read by the public functions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import notice_parse
from notice_parse.grammar.examples import run_examples

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    assert found, f"{name} holds no case"
    return found


@pytest.mark.parametrize("case", rows("cases_targets.yaml"), ids=lambda case: str(case["text"])[:24])
def test_targets(case: dict[str, Any]) -> None:
    found = notice_parse.find_targets(case["text"])
    assert [(t.indicator, t.text) for t in found] == [(w["indicator"], w["text"]) for w in case["targets"]]
    for target, want in zip(found, case["targets"], strict=True):
        for key in ("action", "modality", "deadline", "scope"):
            assert getattr(target, key) == want.get(key), key
        assert (target.comparator, target.unit, target.measure) == (want["comparator"], want["unit"], want["measure"])
        assert target.value == Decimal(want["value"])
        assert target.value_high == (Decimal(want["value_high"]) if "value_high" in want else None)
        assert (target.baseline.value if target.baseline else None) == (
            Decimal(want["baseline"]) if "baseline" in want else None
        )


@pytest.mark.parametrize("case", rows("cases_manners.yaml"), ids=lambda case: str(case["text"])[:24])
def test_manners(case: dict[str, Any]) -> None:
    found = notice_parse.find_targets(case["text"])
    wanted = [[part.strip() for part in line.split("|")] for line in case["targets"]]
    assert [t.indicator for t in found] == [w[0] for w in wanted]
    for target, (_, comparator, value, unit, quote, *deadline) in zip(found, wanted, strict=True):
        assert (target.comparator, target.unit, target.text) == (comparator, unit.replace("％", "%"), quote)
        assert [target.value, *([] if target.value_high is None else [target.value_high])] == [
            Decimal(v) for v in value.split("~")
        ]
        assert not deadline or target.deadline == deadline[0]


@pytest.mark.parametrize("case", rows("cases_quantities.yaml"), ids=lambda case: str(case["text"]))
def test_quantities(case: dict[str, Any]) -> None:
    found = [
        (q.text, q.value, q.value_high, q.unit, q.comparator, q.quantity.value, q.quantity.unit)
        for q in notice_parse.find_quantities(case["text"])
    ]
    assert len(found) == len(case["finds"]), found
    for have, (text, value, high, unit, comparator, base, base_unit) in zip(found, case["finds"], strict=True):
        assert have[:5] == (text, Decimal(value), None if high is None else Decimal(high), unit, comparator)
        assert base is None or have[5] == Decimal(base)
        assert have[6] == base_unit


@pytest.mark.parametrize("case", rows("cases_roles.yaml"), ids=lambda case: str(case["text"])[:24])
def test_roles(case: dict[str, Any]) -> None:
    from notice_parse.grammar import load_grammar
    from notice_parse.quantities import analyse
    from notice_parse.text.fold import fold

    text = case["text"]
    numbers = analyse(fold(text), text, load_grammar(), plan_year=case.get("plan_year")).numbers
    assert [[text[n.start : n.end], n.role] for n in numbers] == case["roles"]


@pytest.mark.parametrize("case", rows("cases_cells.yaml"), ids=lambda case: f"{case['indicator']}={case['cell']}")
def test_cells(case: dict[str, Any]) -> None:
    from notice_parse.grammar import load_grammar
    from notice_parse.quantities import read_cell

    value = read_cell(case["indicator"], case["cell"], load_grammar())
    if case["finds"] is None:
        assert value is None
        return
    assert value is not None
    name, number, unit, base, key = case["finds"]
    assert (value.indicator, value.value, value.unit, value.key) == (name, Decimal(number), unit, key)
    assert value.quantity.value == Decimal(base)


@pytest.mark.parametrize("case", rows("cases_qualitative.yaml"), ids=lambda case: str(case["text"])[:24])
def test_qualitative(case: dict[str, Any]) -> None:
    from notice_parse.grammar import load_grammar
    from notice_parse.quantities import analyse
    from notice_parse.text.fold import fold

    text = case["text"]
    found = analyse(fold(text), text, load_grammar()).qualitative
    assert [[q.indicator, text[q.start : q.end]] for q in found] == case["finds"]


def test_rules_match_their_examples() -> None:
    own = ("numerals.", "measures.", "comparators.", "targets.", "roles.", "qualitative.")
    results = [r for r in run_examples() if r.rule_id.startswith(own)]
    assert len(results) > 100
    assert [r for r in results if not r.ok] == []
