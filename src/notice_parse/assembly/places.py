"""Notices read with the grammar of their place, where there is one.

The place is known once a notice's head is read; by then the document has been divided with the general rules. Where a
file for places fits, the document is divided once more with its words, and the notices that it fits are taken from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notice_parse.assembly.notices import Head, read_head
from notice_parse.diagnostics import Finding
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.document import NoticeBlocks
from notice_parse.text.normalise import NormText

Placed = tuple[NoticeBlocks, Head | None, Grammar]
"""A notice with its head and the grammar that it is to be read with."""


def with_places(
    notices: Sequence[NoticeBlocks], norm: NormText, grammar: Grammar, divide: Callable[[Grammar], list[NoticeBlocks]]
) -> list[Placed]:
    """The notices of a document, each with the grammar for its region; `divide` divides the document by another one.

    Without files for places this costs nothing; where none fits, nothing but the look at each head that is due anyway.
    """
    if not grammar.places:
        return [(notice, None, grammar) for notice in notices]
    out: list[Placed] = []
    divided: dict[int, list[NoticeBlocks]] = {}
    for index, notice in enumerate(notices):
        head = read_head(norm, notice, grammar)
        used = grammar.for_region(head.region)
        if used is grammar:
            out.append((notice, head, grammar))
            continue
        if id(used) not in divided:
            divided[id(used)] = divide(used)
        if any(other is notice for other in divided[id(used)]):
            # The place divides it no otherwise, so that the head reads the same.
            out.append((notice, head, used))
            continue
        end = _start(notices[index + 1]) if index + 1 < len(notices) else len(norm.clean) + 1
        start = _start(notice) if index else 0
        again = [other for other in divided[id(used)] if start <= _start(other) < end]
        out.extend((other, read_head(norm, other, used), used) for other in again or [notice])
    return out


def grammar_findings(used: Grammar, asked: Grammar, left_out: Sequence[str]) -> list[Finding]:
    """What to know of the grammar of a notice: that of a place, and rules that took too long."""
    found = []
    if used is not asked:
        names = used.extensions[len(asked.extensions) :]
        found.append(Finding("place-grammar", f"read with the grammar of its place: {', '.join(names)}"))
    found.extend(
        Finding("rule-out-of-time", f"rule {rule} took too long and was left out from there on") for rule in left_out
    )
    return found


def _start(notice: NoticeBlocks) -> int:
    return min((block.ranges[0][0] for block in notice.blocks if block.ranges), default=0)
