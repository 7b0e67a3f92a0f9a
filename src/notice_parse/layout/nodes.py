"""The tree that the blocks of a part form: headings, items, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from notice_parse.layout.blocks import Block
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_LABELLED = compile_pattern(r"[\[<]?[\u4e00-\u9fff]{2,8}[\]>]?:(?=.)|[\[<][\u4e00-\u9fff]{2,8}[\]>]")

Stated = Literal["no", "inside", "whole"]
"""Whether a text says who is responsible: not at all, besides other things, or nothing else."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Node:
    """A heading, an item, or a run of text without a number; `blocks` are its own, in order, children excluded."""

    level: float
    block: Block | None = None
    number: str | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    paragraphs: list[Block] = field(default_factory=list)
    fields: list[Block] = field(default_factory=list)
    table: object | None = None
    closed: bool = False
    """Its responsibility has been stated: what follows without a number is something new."""

    def own_blocks(self) -> list[Block]:
        return ([self.block] if self.block is not None else []) + self.paragraphs

    def ancestors(self) -> list[Node]:
        """From the outermost heading to the nearest one."""
        out: list[Node] = []
        node = self.parent
        while node is not None and node.parent is not None:
            out.append(node)
            node = node.parent
        return out[::-1]

    def walk(self) -> list[Node]:
        """The node and all below it, in source order."""
        out, stack = [], [self]
        while stack:
            node = stack.pop()
            out.append(node)
            stack.extend(reversed(node.children))
        return out


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Part:
    """A schedule, an attachment, or the text of the notice itself (`title` is None)."""

    title: Passage | None
    root: Node
    kind: str = "body"
    index: int = 0
    remarks: list[Block] = field(default_factory=list)
    """Paragraphs in brackets that say nothing of an item: where to find an attachment, how the text was published."""


def release(parts: Iterable[Part]) -> None:
    """Untie the nodes of parts that are done with: parents and children hold each other, and so would stay in memory."""
    for part in parts:
        for node in part.root.walk():
            node.parent = None


def opens_with_label(text: str) -> bool:
    """Whether a paragraph is a field of the item that stands above it: 工作目标：…, 主要措施：…."""
    return bool(_LABELLED.match(text))


def move_fields_down(parent: Node) -> None:
    """责任单位：甲局 above the items it holds for: the first field stands before the first item, and none after the last.

    Each field then goes to the items below it, up to the next one.
    """
    items = [child for child in parent.children if child.table is None]
    labels = {block.label for block in parent.fields}
    if not labels or len(items) < 2 or items[-1].fields or items[-1].children:
        return
    if not any(labels & {block.label for block in item.fields} for item in items):
        return
    current, parent.fields = parent.fields, []
    for item in items:
        below = item.fields
        item.fields = list(current)
        current = below or current
