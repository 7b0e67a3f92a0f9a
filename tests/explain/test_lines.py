"""What became of a line: above all of one that gives nothing."""

from __future__ import annotations

from typing import Any

import pytest

from notice_parse.explain.ask import explain
from notice_parse.explain.document import Traced, trace_document
from notice_parse.explain.lines import classes_of
from notice_parse.explain.model import Step
from notice_parse.grammar import load_grammar
from notice_parse.loading import load
from shared import CHECKOUT


def _claims(traced: Traced, line: int) -> list[Step]:
    groups = {group.title: group.steps for group in explain(traced, line=line).groups}
    return groups["claimed by"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (1, "head or foot"),
        (4, "kept as text"),
        (7, "title of a schedule or an attachment"),
        (8, "heading"),
        (9, "item"),
        (10, "item"),
        (11, "field 责任单位"),
        (13, "furniture"),
        (15, "item"),
        (19, "head or foot"),
    ],
)
def test_what_took_a_line(traced: Traced, line: int, value: str) -> None:
    assert [step.value for step in _claims(traced, line)] == [value]
    assert classes_of(traced)[line] == value


def test_a_page_number(traced: Traced) -> None:
    own, claimed, diagnostics = explain(traced, line=13).groups
    assert ("gives", "no value of a record") in own.steps[0].facts
    assert dict(own.steps[0].facts)["folded"] == "— → -"
    assert claimed.steps[0].facts == [("why", "a page number (1 of its kind)")]
    assert claimed.steps[0].reasons[0].where == "layout/furniture.py"
    assert diagnostics.steps[0].name == "page-furniture"


def test_a_line_of_the_letter(traced: Traced) -> None:
    _, claimed, diagnostics = explain(traced, line=4).groups
    assert "letter above the schedules" in dict(claimed.steps[0].facts)["why"]
    assert [step.name for step in diagnostics.steps] == ["text-without-task"]


def test_an_empty_line(traced: Traced) -> None:
    (own,) = explain(traced, line=12).groups
    assert own.steps[0].facts == [("claimed by", "nothing: an empty line")]


def test_a_field_line_names_its_item_and_its_values(traced: Traced) -> None:
    _, claimed, values = explain(traced, line=11).groups
    assert "1．新建5G基站" in dict(claimed.steps[0].facts)["below"]
    assert values.title.endswith("/1/1/1")
    assert [step.value["name"] for step in values.steps] == ["市经信局", "市生态环境局"]


SAMPLES: list[tuple[str, int, str, dict[str, Any]]] = [
    ("yunxi-gazette-2022-03.md", 7, "outside every notice", {"why": "a cover"}),
    ("yunxi-2024-work-report.md", 15, "review in a report", {"why": "look ahead", "below": "2023年工作回顾"}),
    (
        "yunxi-2023-indicators.txt",
        12,
        "table (pipes)",
        {"reads as": "pipes, indicators", "columns": "指标名称: indicator"},
    ),
]


@pytest.mark.parametrize(("sample", "line", "value", "facts"), SAMPLES, ids=[s[0] for s in SAMPLES])
def test_lines_of_the_samples(sample: str, line: int, value: str, facts: dict[str, str]) -> None:
    source, findings = load(CHECKOUT / "samples" / sample)
    traced = trace_document(source, load_grammar(), findings)
    (step,) = _claims(traced, line)
    assert step.value == value
    for name, part in facts.items():
        assert part in dict(step.facts)[name]


def test_no_line_of_the_samples_is_unclaimed() -> None:
    seen = 0
    for sample in sorted(CHECKOUT.glob("samples/yunxi*")):
        source, findings = load(sample)
        classes = classes_of(trace_document(source, load_grammar(), findings))
        assert "unclaimed" not in classes.values(), sample
        seen += len(classes)
    assert seen > 1000
