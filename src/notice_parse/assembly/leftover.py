"""What of a notice is in no record: preambles, closing words, the past of a report. Told, so that nothing is lost silently."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from notice_parse.assembly.drafts import TaskDraft
from notice_parse.assembly.responsible import Responsible
from notice_parse.diagnostics import Finding
from notice_parse.layout.blocks import Block
from notice_parse.layout.document import NoticeBlocks
from notice_parse.layout.nodes import Node, Part
from notice_parse.text.normalise import NormText

_BRIEF = 12
"""Characters after the first sentence of a heading below which they are a marking rather than text."""
_SHOWN = 30
"""Characters of a passage that its finding quotes."""


def leftover(
    norm: NormText,
    notice: NoticeBlocks,
    used: set[int],
    parts: Sequence[Part],
    drafts: Sequence[TaskDraft],
    responsible: Responsible,
) -> Iterator[Finding]:
    """One finding for each run of lines that neither the head nor the foot, a task, a heading of one, nor a table holds.

    Shape: `used` are the indexes of blocks that the head and the foot have read.
    """
    held = _held(norm, notice, parts, drafts, responsible)
    if notice.title is not None and notice.title.rest:
        rest = Block([notice.title.rest])
        if not _overlaps(rest, sorted(a for draft in drafts for a, _ in _ranges(draft))):
            yield _finding(norm, [rest])
    run: list[Block] = []
    for index, block in enumerate(notice.blocks):
        if index in used or not block.ranges or block.kind != "text":
            continue
        if id(block) in held or block.table is not None:
            if run:
                yield _finding(norm, run)
            run = []
        else:
            run.append(block)
    if run:
        yield _finding(norm, run)


def _finding(norm: NormText, run: Sequence[Block]) -> Finding:
    first = norm.line_of(run[0].ranges[0][0])
    last = norm.line_of(run[-1].ranges[-1][1] - 1)
    lines = f"line {first} holds" if first == last else f"lines {first} to {last} hold"
    words = "".join(block.passage(norm).clean for block in run[:3])
    shown = words[:_SHOWN] + ("…" if len(words) > _SHOWN or len(run) > 3 else "")
    return Finding("text-without-task", f"{lines} no task: {shown}", first)


def _held(
    norm: NormText,
    notice: NoticeBlocks,
    parts: Sequence[Part],
    drafts: Sequence[TaskDraft],
    responsible: Responsible,
) -> set[int]:
    """The blocks, by identity, whose text is in a draft, heads one, or says who is responsible for one."""
    starts = [a for draft in drafts for a, _ in _ranges(draft)]
    told = {draft.part for draft in drafts}
    starts += [a for part in parts if part.title is not None and part.index in told for a, _ in part.title.ranges]
    starts.sort()
    held = {id(block) for block in notice.blocks if _overlaps(block, starts)}
    for part in parts:
        held.update(id(block) for block in part.remarks)
        if part.kind == "glossary":
            held.update(id(block) for block in part.root.paragraphs)
        else:
            _hold_below(norm, part.root, held, responsible)
    return held


def _hold_below(norm: NormText, node: Node, held: set[int], responsible: Responsible) -> bool:
    """Whether the node or one below it gave a task; then its heading and what it says of units are held too."""
    below = [_hold_below(norm, child, held, responsible) for child in node.children]
    gave = any(below) or node.table is not None or any(id(block) in held for block in node.own_blocks())
    if gave:
        held.update(id(block) for block in node.fields)
        if node.block is not None and (not node.children or _is_label(node.block.folded(norm))):
            held.add(id(node.block))
        held.update(id(block) for block in node.paragraphs if responsible.states(block) == "whole")
    return gave


def _is_label(text: str) -> bool:
    """Whether a heading is no longer than what the paths of its tasks keep of it: the first sentence."""
    return len(text.partition("。")[2]) < _BRIEF


def _ranges(draft: TaskDraft) -> list[tuple[int, int]]:
    places = [draft.text, *(unit.place for unit in draft.units), *(leader.place for leader in draft.leaders)]
    return [r for place in places for r in place.ranges]


def _overlaps(block: Block, starts: Sequence[int]) -> bool:
    """Whether one of the starts lies in the block."""
    for low, high in block.ranges:
        at = bisect_left(starts, low)
        if at < len(starts) and starts[at] < high:
            return True
    return False
