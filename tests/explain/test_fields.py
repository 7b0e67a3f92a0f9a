"""Each field of a task and of a notice, with what decided it."""

from __future__ import annotations

from typing import Any

import pytest

from notice_parse.errors import UsageError
from notice_parse.explain.ask import explain, find_task
from notice_parse.explain.document import Traced, trace_document
from notice_parse.explain.model import Step
from notice_parse.explain.notices import notice_fields
from notice_parse.explain.tasks import task_fields
from notice_parse.grammar import load_grammar
from notice_parse.loading import load
from shared import CHECKOUT

ID = "云政办发〔2031〕3号"

NOTICE_FIELDS = [
    ("kind", "responsibility_schedule", "kinds.title.schedule", "重点工作任务分解", 1),
    ("title", "云溪市人民政府办公室关于印发2031年重点工作任务分解的通知", "header.title_endings", "通知", 1),
    ("document_number", "云政办发〔2031〕3号", "fields.header", "", 2),
    ("issuers[0]", "云溪市人民政府办公室", "header.issuer_endings", "人民政府办公室", 1),
    ("issued_on", "2031-02-03", "header.date-line", "2031年2月3日", 6),
    ("year", 2031, "assembly.notices", "", 1),
    ("addressees[1]", "市政府各部门", "header.addressee", "各镇人民政府,市政府各部门:", 3),
    ("copied_to[0]", "市委各部门", "header.copied-to", "抄送:市委各部门。", 19),
    ("region", "云溪市", "fields.header", "", 1),
]
TASK_FIELDS = [
    ("1/1/1", "schedule", "2031年重点工作任务分解", "header.title_endings", "任务分解", 7),
    ("1/1/1", "section_path[0]", "一、林越常务副市长牵头重点工作", "headings.first", "一、", 8),
    ("1/1/1", "number", "1", "headings.third", "1．", 9),
    ("1/1/1", "lead_leaders[0].name", "林越", "leaders.heading", "林越常务副市长牵头重点工作", 8),
    ("1/1/1", "lead_leaders[0].post", "常务副市长", "leaders.posts", "常务副市长", 8),
    ("1/1/1", "responsible_units[1].role", "responsible", "responsibility.labels", "责任单位", 11),
    ("1/1/1", "responsible_units[1].canonical", "生态环境部门", "departments.functions", "生态环境局", 11),
    ("1/1/2", "responsible_units[0].role", "lead", "responsibility.phrase.lead", "牵头", 15),
    ("1/1/2", "responsible_units[1].role", "cooperating", "responsibility.phrase.cooperating", "配合", 15),
    ("1/1/2", "responsible_units[1].collective", True, "units.collective", "各镇", 15),
    ("1/1/2", "deadline", "2031年10月底前", "responsibility.deadline", "2031年10月底前完成", 15),
    ("1/1/1", "numeric_targets[0].comparator", "ge", "comparators.before", "不少于", 9),
    ("1/1/1", "numeric_targets[0].unit", "座", "measures.counts", "座", 9),
    ("1/1/1", "numeric_targets[0].action", "新建", "targets.state", "新建", 9),
    ("1/1/1", "numeric_targets[1].comparator", "le", "comparators.after", "以内", 9),
    ("1/1/1", "numeric_targets[1].quantity.unit", "微克每立方米", "measures.denominators", "立方米", 9),
    ("1/2/1", "numeric_targets[0].unit", "蓬", "measures.unknown", "蓬", 17),
    ("1/1/2", "qualitative_targets[0].text", "全覆盖", "qualitative.full-cover", "全覆盖", 15),
    ("1/1/1", "numbers[0].role", "identifier", "roles.identifier.before-letters", "5", 9),
    ("1/2/1", "numbers[0].role", "name", "roles.name.ring", "三", 17),
]


def _only(traced: Traced, **asked: Any) -> Step:
    (group,) = explain(traced, **asked).groups
    (step,) = group.steps
    return step


@pytest.mark.parametrize(("field", "value", "reason", "matched", "line"), NOTICE_FIELDS, ids=lambda x: str(x)[:20])
def test_fields_of_the_notice(traced: Traced, field: str, value: Any, reason: str, matched: str, line: int) -> None:
    step = _only(traced, field=field)
    assert (step.name, step.value) == (field, value)
    assert step.quotes[0].line == line
    found = {(r.id, r.matched) for r in step.reasons}
    assert (reason, matched) in found


@pytest.mark.parametrize(
    ("task", "field", "value", "reason", "matched", "line"), TASK_FIELDS, ids=[f"{t}-{f}" for t, f, *_ in TASK_FIELDS]
)
def test_fields_of_a_task(
    traced: Traced, task: str, field: str, value: Any, reason: str, matched: str, line: int
) -> None:
    step = _only(traced, task=task, field=field)
    assert (step.name, step.value) == (field, value)
    assert step.quotes[0].line == line
    assert (reason, matched) in {(r.id, r.matched) for r in step.reasons}


def test_reasons_say_where_they_stand(traced: Traced) -> None:
    """Every rule and word of every step is found again at its `file:line`."""
    seen = 0
    for task in traced.tasks():
        for group in explain(traced, task=task.task.id).groups:
            for reason in (reason for step in group.steps for reason in step.reasons):
                if reason.kind == "code":
                    assert (CHECKOUT / "src" / "notice_parse" / reason.where).is_file(), reason.where
                    continue
                path, line = reason.where.rsplit(":", 1)
                text = (CHECKOUT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
                # A department stands under its standard name, with the stems of its other names.
                name = reason.says.removeprefix("is: ") if reason.id.startswith("departments.") else reason.matched
                assert (reason.id if reason.kind == "rule" else name) in text, reason
                seen += 1
    assert seen > 30


def test_what_normalising_did_is_told(traced: Traced) -> None:
    facts = dict(_only(traced, task="1/1/1", field="text").facts)
    assert facts["dropped"] == "1 × line end"
    assert facts["folded"] == "， → ,"
    assert facts["tokens"].startswith("TEXT 新建5G基站")
    number = dict(_only(traced, task="1/1/1", field="number").facts)
    assert number["classed as"] == "item, level 6"


def test_the_quantity_in_its_base_unit(traced: Traced) -> None:
    facts = dict(_only(traced, task="1/1/1", field="numeric_targets[1]").facts)
    assert facts["quantity"] == "28 微克/立方米 = 28 微克每立方米 (concentration)"
    assert facts["clause"] == "PM2.5浓度控制在28微克/立方米以内"
    assert facts["measure"] == "limit"


def test_a_printed_number_is_enough_where_it_is_one(traced: Traced) -> None:
    assert find_task(traced, "2").task.id == f"{ID}/1/1/2"
    assert find_task(traced, "1/2/1").task.id == f"{ID}/1/2/1"
    assert find_task(traced, f"{ID}/1/1/1").task.id == f"{ID}/1/1/1"
    with pytest.raises(UsageError, match="2 tasks are called 1") as error:
        find_task(traced, "1")
    assert f"{ID}/1/1/1, {ID}/1/2/1" in str(error.value)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"task": "1/1/9"}, "no task is called 1/1/9"),
        ({"line": 0}, "there is no line 0"),
        ({"line": 99}, "there is no line 99 .the document has 19 lines"),
        ({"line": 3, "task": "2"}, "different things"),
        ({"field": "titel"}, "no field is called titel"),
        ({"field": "numeric_targets"}, "is a field of a task"),
        ({"field": "issuers", "task": "2"}, "is a field of a notice"),
        ({"field": "numeric_targets[4]", "task": "2"}, "the list has no item numeric_targets.4. .it has 1 items"),
        ({"field": "numeric_targets[0].size", "task": "2"}, "has no part size .it holds indicator"),
        ({"field": "text", "line": 4}, "no task stands on line 4"),
    ],
)
def test_what_is_not_there_is_told(traced: Traced, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        explain(traced, **asked)


def test_a_field_of_the_task_on_a_line(traced: Traced) -> None:
    assert _only(traced, line=11, field="responsible_units[0]").value["name"] == "市经信局"


def test_a_part_of_a_value_has_its_own_reasons(traced: Traced) -> None:
    ids = {
        part: [r.id for r in _only(traced, task="1/1/1", field=f"numeric_targets[0].{part}").reasons]
        for part in ("comparator", "quantity.value", "action", "indicator")
    }
    assert ids == {
        "comparator": ["comparators.before"],
        "quantity.value": ["measures.counts"],
        "action": ["targets.state"],
        "indicator": ["quantities.indicators"],
    }
    assert [r.id for r in _only(traced, task="2", field="responsible_units[0].canonical").reasons] == [
        "departments.functions"
    ]


def test_an_empty_field_says_so(traced: Traced) -> None:
    assert _only(traced, task="2", field="allocations").facts[0][0] == "why"
    assert _only(traced, field="printed_on").value is None


@pytest.mark.parametrize(
    "sample", ["yunxi-2024-livelihood.txt", "yunxi-2023-indicators.txt", "yunxi-gazette-2022-03.md"]
)
def test_every_value_has_a_step(sample: str) -> None:
    """No field that has a value is passed over, in tables as in text."""
    source, findings = load(CHECKOUT / "samples" / sample)
    traced = trace_document(source, load_grammar(), findings)
    tasks = list(traced.tasks())
    assert tasks
    for read in tasks[:: max(1, len(tasks) // 6)]:
        (group,) = explain(traced, task=read.task.id).groups
        names = {step.name.split("[")[0].split(".")[0] for step in group.steps}
        for field in set(task_fields()) - {"numbers"}:
            assert bool(getattr(read.task, field)) <= (field in names), field
    (first, *_) = explain(traced).groups
    given = {step.name for step in first.steps}
    for field in notice_fields():
        assert bool(getattr(traced.extraction.notices[0], field)) <= (field in given), field
