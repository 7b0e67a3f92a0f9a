"""Each notice of the table gives the records that a careful reader expects."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema
import pytest

from notice_parse.api import extract_text
from notice_parse.diagnostics import CATALOGUE
from notice_parse.records import schema
from notices.cases import Case, load_cases
from notices.compare import broken_spans, notice_differences, repeated_ids
from notices.uncovered import uncovered

CASES = load_cases()
LEAST_CASES = 50


def params(strict_xfail: bool) -> list[Any]:
    return [
        pytest.param(
            case, id=case.name, marks=[pytest.mark.xfail(reason=case.xfail)] if case.xfail and strict_xfail else []
        )
        for case in CASES
    ]


@cache
def extracted(text: str) -> dict[str, Any]:
    return extract_text(text).model_dump(mode="json")


def codes(extraction: dict[str, Any]) -> set[str]:
    found = list(extraction["diagnostics"])
    for notice in extraction["notices"]:
        found += notice["diagnostics"]
        for task in notice["tasks"]:
            found += task["diagnostics"]
    return {d["code"] for d in found}


def test_the_table_is_not_empty() -> None:
    assert len(CASES) >= LEAST_CASES


@pytest.mark.parametrize("case", params(strict_xfail=True))
def test_records_are_as_expected(case: Case) -> None:
    extraction = extracted(case.text)
    notices = extraction["notices"]
    lines = []
    if len(notices) != len(case.notices):
        lines.append(f"expected {len(case.notices)} notices, got {len(notices)}: {[n['title'] for n in notices]}")
    for index, (want, got) in enumerate(zip(case.notices, notices, strict=False), start=1):
        lines += notice_differences(want, got, f"notice {index}")
    given = codes(extraction)
    lines += [f"diagnostic {code} is missing; given: {sorted(given)}" for code in case.diagnostics if code not in given]
    lines += [f"diagnostic {code} should not be given" for code in case.absent if code in given]
    assert not lines, "\n".join(["", *lines])


@pytest.mark.parametrize("case", params(strict_xfail=False))
def test_spans_reproduce_the_text(case: Case) -> None:
    lines = broken_spans(case.text, extracted(case.text))
    assert not lines, "\n".join(["", *lines])


@pytest.mark.parametrize("case", params(strict_xfail=False))
def test_ids_are_unique(case: Case) -> None:
    assert repeated_ids(extracted(case.text)) == []


@pytest.mark.parametrize("case", params(strict_xfail=False))
def test_output_is_valid_against_the_schema(case: Case) -> None:
    jsonschema.validate(extracted(case.text), schema.extraction_schema())


@pytest.mark.parametrize("case", params(strict_xfail=False))
def test_expected_codes_are_in_the_catalogue(case: Case) -> None:
    assert set(case.diagnostics) | set(case.absent) <= set(CATALOGUE)


IN_TABLES = {"indicator-table"}
"""Notices whose tables keep part of a row in no record."""


@pytest.mark.parametrize("case", [c for c in CASES if c.name not in IN_TABLES], ids=lambda case: case.name)
def test_no_text_is_lost_silently(case: Case) -> None:
    assert uncovered(case.text, extracted(case.text)) == []


def test_a_lost_line_is_seen() -> None:
    text = "云溪市2024年重点工作任务分解\n一、新建公园三个。\n责任单位：市园林局\n"
    extraction = extract_text(text).model_dump(mode="json")
    lost = "这一行没有任何记录提到过它"
    assert uncovered(text + lost, extraction) == [lost]
