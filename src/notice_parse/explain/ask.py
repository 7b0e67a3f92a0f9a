"""Questions about a document and their answers."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches

from notice_parse.errors import UsageError
from notice_parse.explain.document import ReadTask, Traced
from notice_parse.explain.lines import line_groups
from notice_parse.explain.model import Explanation, Group, Step
from notice_parse.explain.notices import notice_field_steps, notice_fields, overview_steps
from notice_parse.explain.tasks import field_steps, task_fields, task_steps
from notice_parse.records import Notice
from notice_parse.text.fold import fold

_FIELD = re.compile(r"(?P<name>[a-z_]+)(?:\[(?P<index>\d+)\])?(?:\.(?P<inner>.+))?")
_MOST_NEAR = 5
_VERBS = ("targets.making", "targets.state", "targets.nominal")
_ROLE = ("responsibility.", "fields.", "tables.", "units.role")
_ABOUT: dict[str, dict[str, tuple[str, ...]]] = {
    "numeric_targets": {
        "comparator": ("comparators.",),
        "unit": ("measures.",),
        "quantity": ("measures.",),
        "action": _VERBS,
        "measure": _VERBS,
        "modality": ("targets.modality",),
        "deadline": ("roles.deadline", "targets.deadline"),
        "indicator": ("quantities.indicators",),
    },
    "responsible_units": {
        "role": _ROLE,
        "role_basis": _ROLE,
        "canonical": ("departments.",),
        "collective": ("units.collective", "departments.collectives"),
    },
}
"""For a part of a value the ids, by their beginnings, of what decides that part."""


def explain(
    traced: Traced, *, task: str | None = None, line: int | None = None, field: str | None = None
) -> Explanation:
    """The answer to one question; without any, an overview of the document.

    `field` alone is a field of the notice; with `task` or `line` it is a field of that task.
    Errors: UsageError for a task, line or field that the document does not have.
    """
    if task is not None and line is not None:
        raise UsageError("--task and --line ask for different things", hint="give only one of the two")
    if field is not None:
        groups = _field_groups(traced, field, task, line)
    elif task is not None:
        read = find_task(traced, task)
        groups = [Group(f"task {read.task.id}", task_steps(traced, read))]
    elif line is not None:
        _check_line(traced, line)
        groups = line_groups(traced, line)
    else:
        groups = _overview(traced)
    info = traced.source.info
    asked = {"task": task, "line": line, "field": field}
    return Explanation(info.path, info.sha256, traced.grammar.fingerprint, asked, groups)


def find_task(traced: Traced, asked: str) -> ReadTask:
    """The task with an id, or the only one whose id ends in `/asked` or that is printed with this number.

    Errors: UsageError that names ids near to what was asked for.
    """
    tasks = list(traced.tasks())
    wanted = fold(asked)
    for found in (
        [read for read in tasks if fold(read.task.id) == wanted],
        [read for read in tasks if fold(read.task.id).endswith("/" + wanted) and "/" in wanted],
        [read for read in tasks if read.task.number is not None and fold(read.task.number) == wanted],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join([*(read.task.id for read in found[:_MOST_NEAR]), *["…"] * (len(found) > _MOST_NEAR)])
            raise UsageError(f"{len(found)} tasks are called {asked}", hint=f"name one of them: {ids}")
    near = _near([read.task.id for read in tasks], asked)
    hint = f"tasks near it: {', '.join(near)}" if near else "the document has no task"
    raise UsageError(f"no task is called {asked}", where=traced.source.info.path, hint=hint)


def _near(ids: list[str], asked: str) -> list[str]:
    """Ids like the one asked for: those that end alike, then those that are written alike."""
    tail = "/" + asked.rpartition("/")[2]
    alike = get_close_matches(asked, ids, _MOST_NEAR, 0.5)
    return list(dict.fromkeys([*alike, *(i for i in ids if i.endswith(tail)), *ids]))[:_MOST_NEAR]


def _check_line(traced: Traced, line: int) -> None:
    if not 1 <= line <= traced.source.line_count:
        raise UsageError(f"there is no line {line}", hint=f"the document has {traced.source.line_count} lines")


def _field_groups(traced: Traced, field: str, task: str | None, line: int | None) -> list[Group]:
    match = _FIELD.fullmatch(field)
    name = match["name"] if match else field
    if match is None or name not in (*task_fields(), *notice_fields()):
        known = ", ".join(dict.fromkeys((*notice_fields(), *task_fields())))
        raise UsageError(f"no field is called {field}", hint=f"the fields are {known}")
    if task is None and line is None:
        if name not in notice_fields():
            raise UsageError(f"{name} is a field of a task", hint="say which with --task or --line")
        return [
            Group(_title(notice, index), _chosen(notice_field_steps(traced, notice, reading, name), match, field))
            for index, (notice, reading) in enumerate(zip(traced.extraction.notices, traced.readings, strict=True), 1)
        ]
    if name not in task_fields():
        raise UsageError(f"{name} is a field of a notice", hint="leave out --task and --line")
    read = find_task(traced, task) if task is not None else _task_on(traced, line or 1)
    return [Group(f"task {read.task.id}", _chosen(field_steps(traced, read, name), match, field))]


def _task_on(traced: Traced, line: int) -> ReadTask:
    """The task on a line; the innermost where one stands inside another."""
    _check_line(traced, line)
    held = [
        read
        for read in traced.tasks()
        if any(
            span.line_start <= line <= span.line_end
            for span in (read.task.span, *(unit.span for unit in read.task.responsible_units))
        )
    ]
    if not held:
        raise UsageError(f"no task stands on line {line}", hint=f"--line {line} alone tells what became of it")
    return min(held, key=lambda read: read.task.span.line_end - read.task.span.line_start)


def _chosen(steps: list[Step], match: re.Match[str], field: str) -> list[Step]:
    """The steps that a dotted name asks for: `numeric_targets[0].indicator` is the first of them, and that of it."""
    if not steps:
        return [Step(field, None, facts=[("why", "the field is empty: nothing in the document gives it a value")])]
    if match["index"] is not None:
        index = int(match["index"])
        if index >= len(steps):
            raise UsageError(f"the list has no item {field}", hint=f"it has {len(steps)} items, counted from 0")
        steps = [steps[index]]
    inner = match["inner"]
    if inner is None:
        return steps
    for step in steps:
        value = step.value
        for key in inner.split("."):
            if not isinstance(value, dict) or key not in value:
                known = ", ".join(value) if isinstance(value, dict) else "none"
                raise UsageError(f"the value {step.name} has no part {inner}", hint=f"it holds {known}")
            value = value[key]
        about = _ABOUT.get(match["name"], {}).get(inner.split(".")[0], ())
        narrowed = [reason for reason in step.reasons if reason.id.startswith(about)] if about else []
        step.name, step.value, step.reasons = f"{step.name}.{inner}", value, narrowed or step.reasons
    return steps


def _overview(traced: Traced) -> list[Group]:
    groups = []
    pairs = zip(traced.extraction.notices, traced.readings, strict=True)
    for index, (notice, reading) in enumerate(pairs, 1):
        codes = Counter(d.code for d in notice.diagnostics)
        codes.update(d.code for task in notice.tasks for d in task.diagnostics)
        groups.append(Group(_title(notice, index), overview_steps(traced, notice, reading, codes.most_common())))
    own = [Step(d.code, d.message, facts=[("severity", d.severity)]) for d in traced.extraction.diagnostics]
    return [*groups, *([Group("the file", own)] if own else [])]


def _title(notice: Notice, index: int) -> str:
    return f"notice {index}, lines {notice.span.line_start} to {notice.span.line_end}"
