"""Two notices in, a Diff out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from notice_parse.diff import target_changes, task_changes
from notice_parse.diff.choose import Document, Found, check_wanted, choose, narrow, notices_of
from notice_parse.diff.links import Link
from notice_parse.diff.pairing import MIN_SCORE, Pairing, pair_tasks
from notice_parse.diff.records import (
    Diff,
    DocumentRef,
    Summary,
    TargetChange,
    TargetChangeKind,
    TaskChange,
    TaskChangeKind,
)
from notice_parse.diff.task_changes import Told


def compare(old: Document, new: Document, *, notice: Sequence[str] = (), min_score: float = MIN_SCORE) -> Diff:
    """What changed from one notice to another, of the same kind or not.

    Of an extraction with several notices the one is taken that `notice` names (document number or part of the title),
    else the one of the same series as the other side's. `min_score` is how sure, 0 to 1, a pair of tasks must be.
    Errors: DiffError where a side has no notice, or a name in `notice` fits none.
    """
    sides = notices_of(old), notices_of(new)
    check_wanted(notice, sides)
    first, second = choose(*(narrow(side, notice) for side in sides))
    tasks = first[1].tasks, second[1].tasks
    pairing = pair_tasks(*tasks, least=min_score)
    task_list = _task_changes(pairing, Told.by(*tasks))
    target_list = _target_changes(pairing)
    before, after = to_document(first), to_document(second)
    return Diff(
        old=before,
        new=after,
        tasks=task_list,
        targets=target_list,
        summary=summarise(task_list, target_list),
        warnings=grammar_warnings([before, after]),
    )


def to_document(found: Found) -> DocumentRef:
    extraction, notice = found
    return DocumentRef(
        path=extraction.source.path if extraction else None,
        sha256=extraction.source.sha256 if extraction else None,
        document_number=notice.document_number,
        title=notice.title,
        kind=notice.kind,
        year=notice.year,
        grammar=extraction.grammar if extraction else None,
    )


def summarise(tasks: Sequence[TaskChange], targets: Sequence[TargetChange]) -> Summary:
    """Counts of every kind of change, zeros too."""
    of_tasks, of_targets = Counter(t.change for t in tasks), Counter(t.change for t in targets)
    return Summary(
        tasks={kind: of_tasks[kind] for kind in get_args(TaskChangeKind)},
        targets={kind: of_targets[kind] for kind in get_args(TargetChangeKind)},
    )


def grammar_warnings(documents: Sequence[DocumentRef]) -> list[str]:
    """A changed rule can look like a changed notice."""
    grammars = {document.grammar for document in documents if document.grammar}
    if len(grammars) < 2:
        return []
    names = ", ".join(sorted(grammars))
    return [f"records of different grammars ({names}): a difference may come from the rules; extract anew to be sure"]


def _task_changes(pairing: Pairing, told: Told) -> list[TaskChange]:
    """In the order of the new document; what was dropped follows in the order of the old one."""
    also = _by_group(pairing)
    changes = [task_changes.compare_group(made, told, also[index]) for index, made in enumerate(pairing.groups)]
    in_old = {view for made in pairing.groups for view in made.old}
    in_new = {view for made in pairing.groups for view in made.new}
    for views, taken, is_new in ((pairing.old, in_old, False), (pairing.new, in_new, True)):
        changes += [
            task_changes.one_sided(view, pairing.nearest.get(view), is_new=is_new)
            for view in views
            if view not in taken
        ]
    return sorted(changes, key=_task_place)


def _by_group(pairing: Pairing) -> list[list[Link]]:
    """The links between groups by the places of the two groups that each links, the surest first."""
    home = {view: index for index, made in enumerate(pairing.groups) for view in (*made.old, *made.new)}
    found: list[list[Link]] = [[] for _ in pairing.groups]
    for link in pairing.also:
        found[home[link.old]].append(link)
        found[home[link.new]].append(link)
    return found


def _task_place(change: TaskChange) -> tuple[bool, int, int, list[str]]:
    lines = [[ref.line for ref in refs] for refs in (change.new, change.old)]
    return (not change.new, min(lines[0], default=0), min(lines[1], default=0), [ref.id for ref in change.new])


def _target_changes(pairing: Pairing) -> list[TargetChange]:
    changes = [target_changes.compare_targets(pair) for pair in pairing.targets]
    paired = {target for pair in pairing.targets for target in (pair.old, pair.new)}
    for views, is_new in ((pairing.old, False), (pairing.new, True)):
        changes += [
            target_changes.one_sided(target, is_new=is_new)
            for view in views
            for target in view.targets
            if target not in paired
        ]
    return sorted(changes, key=_target_place)


def _target_place(change: TargetChange) -> tuple[bool, int, str, str, int]:
    first = change.new or change.old
    assert first is not None
    return (change.new is None, first.line, first.task_id, first.text, change.old.line if change.old else 0)
