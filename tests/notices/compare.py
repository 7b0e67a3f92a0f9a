"""Expected values against records: every difference as one line a reader can act on.

Only the keys that a case gives are compared. White space, the kind of bracket (（〔[) and a final full stop never
count as a difference; order and number of tasks, units, leaders and targets always do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

_BRACKETS = str.maketrans("〔〕[]", "()()")
_QUOTED = re.compile(r"[“\"]([^“”\"]*)[”\"]")


def plain(text: str | None) -> str | None:
    """Without white space, in one width, with one kind of bracket, without a final stop."""
    if text is None:
        return None
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    return folded.rstrip("。;")


def notice_differences(expected: dict[str, Any], notice: dict[str, Any], where: str) -> list[str]:
    """One line for each field of the notice and its tasks that is not as expected."""
    lines: list[str] = []
    for key, want in expected.items():
        if key == "tasks":
            lines += _task_list(want, notice["tasks"], where)
        elif key == "glossary":
            lines += _glossary(want, notice["glossary"], where)
        elif isinstance(want, list):
            lines += _same([plain(v) for v in want], [plain(v) for v in notice[key]], f"{where} {key}")
        else:
            lines += _same(_plain_value(want), _plain_value(notice[key]), f"{where} {key}")
    return lines


def task_differences(expected: dict[str, Any], task: dict[str, Any], where: str) -> list[str]:
    """One line for each field of the task that is not as expected."""
    lines: list[str] = []
    for key, want in expected.items():
        special = _TASK_FIELDS.get(key)
        if special:
            lines += special(want, task, f"{where} {key}")
        elif isinstance(want, list):
            lines += _same([plain(v) for v in want], [plain(v) for v in task[key]], f"{where} {key}")
        else:
            lines += _same(_plain_value(want), _plain_value(task[key]), f"{where} {key}")
    return lines


def _plain_value(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value


def _same(want: Any, got: Any, where: str) -> list[str]:
    return [] if want == got else [f"{where}: expected {want!r}, got {got!r}"]


def _task_list(want: list[dict[str, Any]], got: list[dict[str, Any]], where: str) -> list[str]:
    lines = []
    if len(want) != len(got):
        heads = ", ".join(f"{t['number']} {t['text'][:14]}" for t in got)
        lines.append(f"{where} tasks: expected {len(want)}, got {len(got)}: {heads}")
    for index, (expected, task) in enumerate(zip(want, got, strict=False), start=1):
        lines += task_differences(expected, task, f"{where} task {index}")
    return lines


def _glossary(want: list[Any], got: list[dict[str, Any]], where: str) -> list[str]:
    """Entries are terms, or mappings of term and definition. A term that is quoted as a whole may keep its quotes."""
    entries = [w if isinstance(w, dict) else {"term": w} for w in want]
    lines = _same([_term(e["term"]) for e in entries], [_term(g["term"]) for g in got], f"{where} glossary")
    for entry, found in zip(entries, got, strict=False):
        if "definition" in entry:
            lines += _same(plain(entry["definition"]), plain(found["definition"]), f"{where} glossary {entry['term']}")
    return lines


def _term(term: str) -> str | None:
    whole = _QUOTED.fullmatch(term.strip())
    return plain(whole.group(1) if whole else term)


def _leaders(want: list[dict[str, Any]], task: dict[str, Any], where: str) -> list[str]:
    got = task["lead_leaders"]
    if len(want) != len(got):
        return [f"{where}: expected {[w['name'] for w in want]}, got {[g['name'] for g in got]}"]
    return [
        line
        for w, g in zip(want, got, strict=True)
        for key, value in w.items()
        for line in _same(plain(value), plain(g[key]), f"{where} {w['name']} {key}")
    ]


def _units(want: list[dict[str, Any]], task: dict[str, Any], where: str) -> list[str]:
    got = task["responsible_units"]
    names = [plain(w["name"]) for w in want], [plain(g["name"]) for g in got]
    if names[0] != names[1]:
        return _same(names[0], names[1], where)
    lines = []
    for w, g in zip(want, got, strict=True):
        for key, field in (("role", "role"), ("basis", "role_basis"), ("collective", "collective")):
            if key in w:
                lines += _same(w[key], g[field], f"{where} {w['name']} {field}")
    return lines


def _targets(want: list[list[Any]], task: dict[str, Any], where: str) -> list[str]:
    got = task["numeric_targets"]
    if len(want) != len(got):
        return [f"{where}: expected {want}, got {[_shown(g) for g in got]}"]
    return [f"{where}: expected {w}, got {_shown(g)}" for w, g in zip(want, got, strict=True) if not _is_target(w, g)]


def _has_targets(want: list[list[Any]], task: dict[str, Any], where: str) -> list[str]:
    """Each of the expected is there; others may be, in any order."""
    got = task["numeric_targets"]
    return [
        f"{where}: {w} is not among {[_shown(g) for g in got]}" for w in want if not any(_is_target(w, g) for g in got)
    ]


def _is_target(want: list[Any], got: dict[str, Any]) -> bool:
    """`want` is [indicator,] comparator, value, value_high, unit.

    An indicator agrees when it holds the wanted one (全市地区生产总值 for 地区生产总值), or is at least half of it.
    """
    *name, comparator, value, high, unit = want
    if name:
        have = str(plain(got["indicator"]))
        wanted = str(plain(name[0]))
        if wanted not in have and (have not in wanted or 2 * len(have) < len(wanted)):
            return False
    figures = (got["comparator"], got["value"], got["value_high"], plain(got["unit"]))
    return figures == (comparator, value, high, plain(unit))


def _shown(target: dict[str, Any]) -> list[Any]:
    return [target[key] for key in ("indicator", "comparator", "value", "value_high", "unit")]


def _qualitative(want: list[str], task: dict[str, Any], where: str) -> list[str]:
    return _same([plain(w) for w in want], [plain(g["text"]) for g in task["qualitative_targets"]], where)


def _allocations(want: list[dict[str, Any]], task: dict[str, Any], where: str) -> list[str]:
    got = task["allocations"]
    if len(want) != len(got):
        return [f"{where}: expected {len(want)}, got {len(got)}"]
    lines = []
    for w, g in zip(want, got, strict=True):
        for key, value in w.items():
            have = {plain(s["area"]): plain(s["text"]) for s in g["shares"]} if key == "shares" else g[key]
            expected = {plain(a): plain(t) for a, t in value.items()} if key == "shares" else value
            lines += _same(_plain_value(expected), _plain_value(have), f"{where} {key}")
    return lines


def _extra(want: dict[str, str], task: dict[str, Any], where: str) -> list[str]:
    got = {plain(k): plain(v) for k, v in task["extra"].items()}
    return [line for k, v in want.items() for line in _same(plain(v), got.get(plain(k)), f"{where} {k}")]


_TASK_FIELDS: dict[str, Callable[[Any, dict[str, Any], str], list[str]]] = {
    "leaders": _leaders,
    "units": _units,
    "targets": _targets,
    "has_targets": _has_targets,
    "qualitative": _qualitative,
    "allocations": _allocations,
    "extra": _extra,
}


# What every extraction must keep, whatever the notice.


def broken_spans(text: str, extraction: dict[str, Any]) -> list[str]:
    """Records whose span does not reproduce their text: one line each."""
    lines = []
    for label, value, span in _quoted_records(extraction):
        cut = "".join(text[a:b] for a, b in span["segments"])
        if not span["segments"] or _bare(cut) != _bare(value):
            lines.append(f"{label}: the span gives {cut!r}, the record says {value!r}")
    for notice in extraction["notices"]:
        for entry in notice["glossary"]:
            cut = _bare("".join(text[a:b] for a, b in entry["span"]["segments"]))
            if _bare(entry["term"]) not in cut or _bare(entry["definition"]) not in cut:
                lines.append(f"glossary: the span gives {cut!r}, the record {entry['term']!r} {entry['definition']!r}")
    return lines


def repeated_ids(extraction: dict[str, Any]) -> list[str]:
    """Task ids that are given more than once."""
    ids = [task["id"] for notice in extraction["notices"] for task in notice["tasks"]]
    return sorted({i for i in ids if ids.count(i) > 1})


def _quoted_records(extraction: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for notice in extraction["notices"]:
        for task in notice["tasks"]:
            yield f"task {task['id']}", task["text"], task["span"]
            for leader in task["lead_leaders"]:
                yield "leader", leader["name"], leader["span"]
            for unit in task["responsible_units"]:
                yield "unit", unit["name"], unit["span"]
            for target in task["numeric_targets"]:
                yield "target", target["text"], target["span"]
            for target in task["qualitative_targets"]:
                yield "qualitative target", target["text"], target["span"]


def _bare(text: str) -> str:
    """Without white space and the marks of Markdown, in one width: names are given with their brackets normalised."""
    return re.sub(r"[\s*#|\\]+", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
