"""Blocks of a notice to parts (schedules, attachments, glossary) and the tree of headings and items in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block, terminated
from notice_parse.layout.document import HeadRules, NoticeBlocks, Title, find_title, head_rules, is_title_part
from notice_parse.layout.nodes import Node, Part, Stated, move_fields_down, opens_with_label
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_BOXED = compile_pattern(r"\[[^\[\]。;:,]{2,20}\]$")
"""A heading in a box: 【党建引领】."""
_FIRST_POINT = compile_pattern(r"\(?1[.、)]")
_MOST_ENTRIES = 120
"""Blocks that a contents page may have."""
_ENTRY_TAIL = compile_pattern(r"(?<![\s….·_-])[\s….·_-]*[(\[]?\d{0,4}[)\]]?$")
"""What leads from an entry of a contents page to its page number."""
_UNNUMBERED_HEADING = 2
"""Level of a heading that has Markdown marks but no number: above 一、, below a chapter."""
_THEME_LINE = 8
"""Level of an unnumbered theme line of a report: below （1）."""
_BULLET_HEADING = 4.5
"""Level of a heading that a sign opens: below （一）."""
_POINT_OF_ARTICLE = 5.5
"""Level of （一） below an article of rules (第三条): elsewhere （一） stands above 第三条."""
_LOOSE = 90
"""Level of an item without a number that hangs on the part itself."""


class PartRules:
    """Patterns of part titles and remarks."""

    def __init__(self, grammar: Grammar) -> None:
        self.heads: HeadRules = head_rules(grammar)
        self.glossary = grammar.rule("kinds.part.glossary").pattern
        self.publicity = grammar.rule("header.publicity").pattern
        self.attachment = grammar.rule("header.attachment").pattern
        self.leader_heading = grammar.rule("leaders.heading").pattern
        self.attachment_mark = grammar.rule("header.attachment-mark").pattern
        self.item_field = grammar.rule("header.item-field").pattern
        self.note = grammar.rule("header.note-line").pattern
        self.footnote = grammar.rule("header.footnote").pattern
        self.task_label = grammar.rule("header.task-label").pattern
        self.contents_head = grammar.rule("header.contents-head").pattern
        self.past = grammar.rule("kinds.part.past").pattern
        self.plan = grammar.rule("kinds.part.plan").pattern
        self.report_heading = grammar.rule("kinds.report-heading").pattern
        rare = (
            "header.contents-head",
            "kinds.part.glossary",
            "header.footnote",
            "header.note-line",
            "header.attachment",
        )
        self.rare = compile_pattern("|".join(f"(?:{grammar.rule(name).bare})" for name in rare))
        """Any of the lines that are neither headings nor items: most lines are left with one look."""


def build_parts(
    norm: NormText,
    notice: NoticeBlocks,
    used: set[int],
    grammar: Grammar,
    states_responsibility: Callable[[Block], Stated],
    *,
    report: bool = False,
    schedule: bool = False,
) -> list[Part]:
    """The parts of a notice, each with its tree.

    `used` are indexes of blocks that the head or foot has read; they are added to where a part title is read here.
    `states_responsibility` tells whether a block says who is responsible, which closes an item. In a work report
    (`report`) an unnumbered line may be a heading, and only an attachment opens a part; in a `schedule` the text below
    （一） may be an item of its own, as it is below 一、 everywhere.
    """
    builder = _Builder(norm, notice, used, PartRules(grammar), states_responsibility, report)
    builder.deepest_heading = 5 if schedule else 3
    return builder.build()


class _Builder:
    def __init__(
        self,
        norm: NormText,
        notice: NoticeBlocks,
        used: set[int],
        rules: PartRules,
        states: Callable[[Block], Stated],
        report: bool,
    ) -> None:
        self.norm = norm
        self.blocks: Sequence[Block] = notice.blocks
        self.texts: Sequence[str] = notice.texts
        self.used = used
        self.rules = rules
        self.states = states
        self.report = report
        self.attached = False
        self.deepest_heading = 3
        self.rest_of_title = notice.title
        self.parts = [Part(None, Node(0))]
        self.stack = [self.parts[0].root]

    def build(self) -> list[Part]:
        index = 0
        total = len(self.blocks)
        while index < total:
            index = self._take(index)
        for part in self.parts:
            for node in part.root.walk():
                move_fields_down(node)
        parts = [part for part in self.parts if part.root.children or part.root.paragraphs or part.title is not None]
        for number, part in enumerate(parts):
            part.index = number
        return parts

    @property
    def part(self) -> Part:
        return self.parts[-1]

    def _take(self, index: int) -> int:
        """Reads the block at `index`, maybe with some after it; gives the next index."""
        block, text = self.blocks[index], self.texts[index]
        if index in self.used:
            title = self.rest_of_title
            if title is not None and title.rest and index == title.last:
                self._paragraph(Block([title.rest]), text)
            return index + 1
        if block.table is not None:
            self._table(block)
            return index + 1
        rare = self.rules.rare.match(text) is not None
        if rare and self.rules.contents_head.match(text):
            entries = self._contents(index)
            if entries > index + 1:
                return entries
        if self.rules.heads.contents.search(text):
            return index + 1
        if rare and self.rules.glossary.match(text):
            self._open_part(None, "glossary")
            return index + 1
        if self.part.kind == "glossary":
            self._glossary_line(block)
            return index + 1
        if rare and self.rules.footnote.match(text):
            self.part.remarks.append(block)
            return index + 1
        if rare and block.marker is None and (note := self.rules.note.match(text)):
            return self._notes(index, text[note.end() :])
        if rare and block.marker is None and self.rules.attachment.match(text):
            return self._attachment(index)
        if block.marker is None and block.label is None:
            title = self._part_title(index)
            if title is not None:
                self._open_part(Passage(self.norm, title.ranges), "body")
                return title.last + 1
        if block.label is not None:
            self._field(block)
        elif block.marker is not None and not self._runs_on(block):
            self._item(block)
        elif block.hashes and not terminated(text) and len(text) <= 60:
            self._open(Node(_UNNUMBERED_HEADING, block))
        elif (_BOXED.match(text) and index + 1 < len(self.blocks) and self.blocks[index + 1].marker is not None) or (
            block.bullet and self._heads_bullets(index)
        ):
            self._open(Node(_BULLET_HEADING, block))
        elif self.report and self._is_report_heading(index):
            self._open(Node(_UNNUMBERED_HEADING if self.rules.report_heading.search(text) else _THEME_LINE, block))
        else:
            # What runs on keeps its —— or 一是: they are part of the text that they divide.
            self._paragraph(replace(block, marker=None) if block.marker is not None else block, text)
        return index + 1

    def _contents(self, index: int) -> int:
        """The index after a contents page that opens at `index`: its entries are short, and the first one comes again."""
        at = index + 1
        seen: set[str] = set()
        while at < len(self.blocks) and at < index + _MOST_ENTRIES:
            block, text = self.blocks[at], _ENTRY_TAIL.sub("", self.texts[at])
            if text in seen or block.table is not None or block.label or len(text) > 60 or "。" in text:
                break
            seen.add(text)
            at += 1
        again = at < len(self.blocks) and _ENTRY_TAIL.sub("", self.texts[at]) in seen
        if not again:
            return index
        return at

    def _is_report_heading(self, index: int) -> bool:
        """A short line without a stop, above a paragraph, in the words of a heading."""
        text = self.texts[index]
        if not 4 <= len(text) <= 40 or terminated(text) or text[-1] in ",、" or re.search(r"[。;:]", text):
            return False
        if self.rules.heads.report.search(text) or not (self.rules.past.search(text) or self.rules.plan.search(text)):
            return False
        return index + 1 < len(self.texts) and len(self.texts[index + 1]) > 40

    def _heads_bullets(self, index: int) -> bool:
        """◆ 民生保障 above ● …: a short line with one sign over lines with another."""
        text = self.texts[index]
        if len(text) > 40 or terminated(text) or text[-1] in ",、:" or index + 1 >= len(self.blocks):
            return False
        return self.blocks[index + 1].bullet not in ("", self.blocks[index].bullet)

    def _open_part(self, title: Passage | None, kind: str) -> None:
        self.parts.append(Part(title, Node(0), kind))
        self.stack = [self.part.root]

    def _part_title(self, index: int) -> Title | None:
        """A title inside a notice opens a schedule or an attachment."""
        block, text = self.blocks[index], self.texts[index]
        if len(text) > 70 or re.search(r"[。;!?:,]", text) or block.kind != "text":
            return None
        if self.rules.leader_heading.match(text) or self.rules.publicity.match(text):
            return None
        if self.report and not self.attached:
            return None
        title = find_title(self.blocks, self.texts, index, min(index + 5, len(self.blocks)), self.rules.heads)
        if title is None or title.first != index or any(k in self.used for k in range(index, title.last + 1)):
            return None
        # A theme phrase may end like a title (完善工作方案); only a line of its own kind opens a part.
        following = title.last + 1
        if following >= len(self.blocks):
            return None
        opens = block.hashes > 0 or self.part.root.paragraphs or self.part.root.children or index in (0,)
        return title if opens or self._starts_list(following) else None

    def _starts_list(self, index: int) -> bool:
        block = self.blocks[index]
        return block.marker is not None or block.table is not None

    def _attachment(self, index: int) -> int:
        """附件：1. … 2. … names what is attached; the titles are not items."""
        self.used.add(index)
        self.attached = True
        text = self.texts[index]
        following = index + 1
        listed = bool(re.search(r":\s*(?:1[.、]|\S)", text))
        if self.rules.attachment_mark.match(text):
            return self._attachment_title(following)
        while listed and following < len(self.blocks):
            block, line = self.blocks[following], self.texts[following]
            if block.marker is None or block.marker.level < 6 or terminated(line) or len(line) > 80 or block.hashes:
                break
            self.used.add(following)
            following += 1
        return following

    def _notes(self, index: int, value: str) -> int:
        """说明：1. … 2. …: what is numbered below a note are its points, not items."""
        self.part.remarks.append(self.blocks[index])
        following = index + 1
        number = 1 if _FIRST_POINT.match(value) else 0
        while (not value or number) and following < len(self.blocks):
            marker = self.blocks[following].marker
            if marker is None or marker.level < 6 or marker.value != number + 1:
                break
            self.part.remarks.append(self.blocks[following])
            number += 1
            following += 1
        return following

    def _attachment_title(self, index: int) -> int:
        """The title below 附件2, over up to three lines; without one the index is given back."""
        stop = index
        while stop < len(self.blocks) and stop < index + 3 and stop not in self.used:
            block, text = self.blocks[stop], self.texts[stop]
            if not is_title_part(block) or block.marker or len(text) > 60 or terminated(text) or text[-1] in ",、:":
                break
            if self.rules.glossary.match(text):
                return index
            stop += 1
            if self.rules.heads.title_end.search(text):
                break
        if stop == index or stop >= len(self.blocks):
            return index
        ends = self.rules.heads.title_end.search(self.texts[stop - 1])
        if not ends and not (self._starts_list(stop) or self.blocks[stop].label is not None):
            return index
        self._open_part(Passage(self.norm, [r for b in self.blocks[index:stop] for r in b.ranges]), "body")
        return stop

    def _runs_on(self, block: Block) -> bool:
        """—— and 一是 divide the text of an item; they open one of their own in a report, or with a unit of their own."""
        marker = block.marker
        assert marker is not None
        inside = len(self.stack) > 1 and self.stack[-1].level < 9
        return marker.level >= 9 and not self.report and inside and self.states(block) == "no" and not self._divided()

    def _divided(self) -> bool:
        """Whether items of this kind have been opened just above, so that this one is their neighbour."""
        return bool(self.stack[-1].children) and self.stack[-1].children[-1].level >= 9

    def _item(self, block: Block) -> None:
        assert block.marker is not None
        number = block.marker.number or None
        self._open(Node(self._level(block), block, number))
        if self.states(block) != "no":
            self.stack[-1].closed = True

    def _level(self, block: Block) -> float:
        """The level of an item; （一） right after 第三条 is a point of that article, and so are those that go on from it."""
        marker = block.marker
        assert marker is not None
        if marker.rule != "headings.second":
            return marker.level
        for node in reversed(self.stack):
            if node.level == _POINT_OF_ARTICLE:
                before = node.block.marker.value if node.block and node.block.marker else None
                if marker.value is not None and before is not None and marker.value > before:
                    return _POINT_OF_ARTICLE
            elif node.block and node.block.marker and node.block.marker.rule == "headings.article":
                return _POINT_OF_ARTICLE if marker.value == 1 else marker.level
        return marker.level

    def _open(self, node: Node) -> None:
        while len(self.stack) > 1 and self.stack[-1].level >= node.level:
            self.stack.pop()
        node.parent = self.stack[-1]
        node.parent.children.append(node)
        self.stack.append(node)

    def _table(self, block: Block) -> None:
        node = Node(99, block, table=block.table, parent=self.stack[-1])
        parent = self.stack[-1]
        while parent.level == 99 and parent.parent is not None:
            parent = parent.parent
        node.parent = parent
        parent.children.append(node)

    def _field(self, block: Block) -> None:
        self._part_text_from_heading()
        self.stack[-1].fields.append(block)
        self.stack[-1].closed = True

    def _part_text_from_heading(self) -> None:
        """What stands below a heading and is about to be closed is an item of its own, without a number."""
        node = self.stack[-1]
        block = node.block
        if block is None or not node.paragraphs or node.closed or node.paragraphs[0].cut:
            return
        if opens_with_label(node.paragraphs[0].folded(self.norm)):
            return
        level = block.marker.level if block.marker is not None else node.level
        if level > self.deepest_heading or terminated(block.folded(self.norm)):
            return
        item = Node(_LOOSE, node.paragraphs[0], paragraphs=node.paragraphs[1:])
        node.paragraphs = []
        self._open(item)

    def _paragraph(self, block: Block, text: str) -> None:
        current = self.stack[-1]
        if current.closed and current.fields and (label := self.rules.item_field.match(text)):
            current.fields.append(replace(block, label=text[: label.end()].strip("[]<>:"), label_length=label.end()))
            return
        stated = self.states(block)
        if stated == "no" and text[:1] in "([" and text[-1:] in ")]":
            self.part.remarks.append(block)
            return
        if current is self.part.root:
            self._loose_paragraph(block, text, stated)
            return
        if current.closed and stated != "whole":
            # 责任单位 has closed the item above; this is the next one, without a number.
            self._open(Node(current.level, block))
        else:
            current.paragraphs.append(block)
        if stated != "no":
            if stated == "inside" or len(current.paragraphs) > 1:
                self._part_text_from_heading()
            self.stack[-1].closed = True

    def _loose_paragraph(self, block: Block, text: str, stated: Stated) -> None:
        """Text above the first number: a preamble, unless it says who is responsible, which makes it an item."""
        root = self.part.root
        if stated == "no" and self.rules.task_label.match(text):
            self._open(Node(_LOOSE, block))
            return
        if stated == "no":
            root.paragraphs.append(block)
            return
        held = [block]
        if stated == "whole" and root.paragraphs:
            # The item is the paragraph just above, with the short line that heads it.
            held.insert(0, root.paragraphs.pop())
            if root.paragraphs and self._heads_paragraph(root.paragraphs[-1]):
                held.insert(0, root.paragraphs.pop())
        node = Node(_LOOSE, held[0], paragraphs=held[1:], closed=True)
        self._open(node)

    def _heads_paragraph(self, block: Block) -> bool:
        text = block.folded(self.norm)
        return len(text) <= 30 and not terminated(text) and text[-1] not in ",、"

    def _glossary_line(self, block: Block) -> None:
        if self.stack[-1] is not self.part.root:
            self.stack = [self.part.root]
        self.part.root.paragraphs.append(block)
