"""Headings and items to drafts: which nodes are tasks, what their text is, and which fields hold for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from notice_parse.assembly.drafts import TaskDraft
from notice_parse.assembly.responsible import Responsible, Statement
from notice_parse.assembly.titles import theme_of
from notice_parse.diagnostics import Finding
from notice_parse.fields.leaders import LeaderMatch, leaders_of_heading
from notice_parse.layout.blocks import terminated
from notice_parse.layout.nodes import Node, Part, opens_with_label
from notice_parse.text.normalise import NormText
from notice_parse.text.ordinals import parse_ordinal
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_CONTENT = compile_pattern(r"(?:建设|主要|工作|实施|项目|具体|任务)?内容(?:[及和]规模)?:")
_STATED = 24
"""Characters from which a sentence before its steps is a task rather than their heading; one with a figure always is."""
_GROUP_SHARE = 0.6
"""Share of items with fields of their own below which a field is read as holding for the items above it too."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class _Own:
    """What a node itself says: its text without responsibility markers, and what those said."""

    heading: Passage
    text: Passage
    statements: list[Statement]
    from_lines: bool
    """The statements stand on lines of their own, so that they may hold for several items."""
    is_sentence: bool
    leaders: list[LeaderMatch] = field(default_factory=list)
    given: list[Statement] = field(default_factory=list)
    """Statements of a neighbour or a heading that hold for this node."""


class ClauseReader:
    """Reads the tree of one part."""

    def __init__(self, norm: NormText, responsible: Responsible, *, schedule: bool, inclusive: bool) -> None:
        self.norm = norm
        self.responsible = responsible
        self.schedule = schedule
        self.inclusive = inclusive
        """Whether items without a responsible unit are tasks too."""
        self.letter = False
        self._labels: dict[int, str] = {}
        self._plain_heading = responsible.grammar.rule("kinds.glued-heading").pattern

    def read(self, part: Part, *, letter: bool = False) -> list[TaskDraft]:
        """The drafts of the part's items, in source order. The points of a `letter` are tasks only where they name units."""
        self.letter = letter
        if self.schedule:
            for node in part.root.walk():
                self._take_measures(node)
        nodes = [node for node in part.root.walk() if node.table is None]
        owns = {id(node): self._own(node) for node in nodes}
        self._spread_covering(nodes, owns)
        self._share_fields(nodes, owns)
        self._hand_down(nodes, owns)
        self._labels.clear()
        title = part.title.clean if part.title is not None else None
        drafts: list[TaskDraft] = []
        tops = {id(node): index for index, node in enumerate(part.root.children, 1)}
        for node in nodes:
            draft = self._draft(node, owns)
            if draft is not None:
                draft.schedule, draft.part = title, part.index
                draft.top = _top_of(node, tops, itself=draft.number is None)
                drafts.append(draft)
        self._check_neighbours(nodes, owns, drafts)
        return drafts

    def _take_measures(self, node: Node) -> None:
        """Steps （1）, （2） of an item that states what is to be done, with one marking after the last, are its text."""
        steps = node.children
        if len(steps) < 2 or node.block is None or node.block.marker is None or node.fields or node.paragraphs:
            return
        if any(
            s.children or s.table or s.block is None or s.block.marker is None or s.block.marker.level < 7
            for s in steps
        ):
            return
        text = node.block.folded(self.norm)
        stated = [bool(s.fields) or any(self.responsible.states(b) != "no" for b in s.own_blocks()) for s in steps]
        if not terminated(text) or not (len(text) >= _STATED or re.search(r"\d", text[node.block.marker.length :])):
            return
        if any(stated[:-1]) or not steps[-1].fields or self.responsible.states(node.block) != "no":
            return
        for step in steps:
            assert step.block is not None
            node.paragraphs.extend([replace(step.block, marker=None), *step.paragraphs])
            node.fields.extend(step.fields)
        node.children = []

    def _own(self, node: Node) -> _Own:
        empty = Passage(self.norm, [])
        read = [self.responsible.of_block(block) for block in node.own_blocks()]
        heading = read[0][0] if node.block is not None and read else empty
        statements: list[Statement] = []
        from_lines = False
        kept: list[Passage] = []
        bare = empty
        for index, (passage, found) in enumerate(read):
            rest = _without(self.norm, passage, found)
            if index == 0 and heading.ranges:
                bare = rest
            if found and not rest.folded.strip("。.;, "):
                from_lines = True
                rest = empty
            statements.extend(found)
            if rest.ranges:
                kept.append(rest)
        for block in node.fields:
            statement = self.responsible.field(block)
            if statement is not None:
                statements.append(statement)
                from_lines = True
        text = self._without_label(join(self.norm, kept).strip())
        sentence = bool(bare.ranges) and (terminated(bare.folded) or "。" in bare.folded)
        leaders = leaders_of_heading(bare, self.responsible.grammar) if bare.ranges and not sentence else []
        if node.children:
            leaders = leaders or [leader for statement in statements for leader in statement.leaders]
        return _Own(heading, text, statements, from_lines, sentence, leaders)

    def _without_label(self, text: Passage) -> Passage:
        """工作任务：…: the label that says that this is the task is no part of it."""
        label = self.responsible.task_label.match(text.folded)
        return text.slice(label.end()).strip() if label else text

    def _spread_covering(self, nodes: Sequence[Node], owns: dict[int, _Own]) -> None:
        """以上三项由县水利局牵头: a marking that says how many items it holds for."""
        for parent in nodes:
            items = [child for child in parent.children if child.table is None and not child.children]
            for index, node in enumerate(items):
                covering = [s for s in owns[id(node)].statements if s.covers is not None]
                if not covering:
                    continue
                count = covering[0].covers or len(items)
                for earlier in items[max(0, index + 1 - count) : index]:
                    if not owns[id(earlier)].statements:
                        owns[id(earlier)].given = covering

    def _share_fields(self, nodes: Sequence[Node], owns: dict[int, _Own]) -> None:
        """责任单位 below the last of several items holds for all of them."""
        leaves = [n for n in nodes if not n.children and n.parent is not None]
        filled = sum(bool(owns[id(n)].statements) for n in leaves)
        share = filled / len(leaves) if leaves else 1.0
        for parent in nodes:
            items = [child for child in parent.children if child.table is None and not child.children]
            with_fields = [n for n in items if owns[id(n)].statements]
            if not with_fields or len(with_fields) == len(items):
                continue
            only_last = len(with_fields) == 1 and with_fields[0] is items[-1] and share < 0.85
            if not (share < _GROUP_SHARE or only_last):
                continue
            waiting: list[Node] = []
            for node in items:
                own = owns[id(node)]
                if not own.statements:
                    if not own.given:
                        waiting.append(node)
                    continue
                if own.from_lines:
                    for earlier in waiting:
                        owns[id(earlier)].given = own.statements
                waiting = []

    def _hand_down(self, nodes: Sequence[Node], owns: dict[int, _Own]) -> None:
        """A heading that names a unit names it for the items below that name none."""
        for parent in nodes:
            own = owns[id(parent)]
            if not own.statements or not parent.children:
                continue
            for node in parent.walk()[1:]:
                below = owns.get(id(node))
                if below is not None and not below.statements and not below.given:
                    below.given = own.statements

    def _draft(self, node: Node, owns: dict[int, _Own]) -> TaskDraft | None:
        own = owns[id(node)]
        statements = own.statements or own.given
        if node.parent is None:
            return None
        if node.children:
            own_clause = (
                own.is_sentence
                and own.statements
                and any(owns[id(c)].statements for c in node.children if id(c) in owns)
            )
            if not own_clause:
                return None
        elif not self._is_task(node, own, bool(statements)):
            return None
        text, number, heading = own.text, node.number, None
        if self._heads_text(node, own):
            # Under a heading without numbered items the text is an item without a number.
            text = self._text_below_heading(node)
            number, heading = None, own.heading
        if not text:
            return None
        draft = TaskDraft(text=text, number=number, title=theme_of(text))
        draft.section_path = [self._heading_label(a) for a in node.ancestors()]
        if heading is not None:
            draft.section_path.append(self._heading_label(node))
        elif not own.is_sentence and node.paragraphs and len(own.heading) <= 40 and node.block is not None:
            name = self._without_label(own.heading)
            draft.title = name.clean or draft.title
            content = _CONTENT.match(text.folded, len(name)) if len(name) < len(own.heading) else None
            if content:
                # 项目名称：… over 建设内容：…: the name heads the task, what is built is its text.
                draft.text = text.slice(content.end()).strip() or text
        self._fill(draft, statements)
        if not draft.leaders:
            draft.leaders = own.leaders or _inherited_leaders(node, owns)
        return draft

    def _heads_text(self, node: Node, own: _Own) -> bool:
        """Whether a number heads a text that has none of its own, rather than numbering it."""
        block = node.block
        if block is None or block.marker is None or own.is_sentence or not node.paragraphs:
            return False
        if opens_with_label(node.paragraphs[0].folded(self.norm)):
            return False
        if node.paragraphs[0].cut:
            # In a running line the heading and its text are one item, but for the headings that every plan has.
            text = own.heading.folded + node.paragraphs[0].folded(self.norm)
            known = self._plain_heading.match(text)
            return (known is not None and known.end("heading") == len(own.heading)) or (
                self.schedule and block.marker.level <= 5
            )
        return block.marker.level <= (5 if self.schedule else 3)

    def _is_task(self, node: Node, own: _Own, stated: bool) -> bool:
        if not own.text:
            return False
        if stated:
            return True
        numbered = node.block is not None and node.block.marker is not None
        has_sentence = own.is_sentence or bool(node.paragraphs) or terminated(own.text.folded)
        return self.inclusive and not self.letter and numbered and has_sentence

    def _text_below_heading(self, node: Node) -> Passage:
        kept = []
        for block in node.paragraphs:
            rest = _without(self.norm, *self.responsible.of_block(block))
            if rest.folded.strip("。.;, "):
                kept.append(rest)
        return join(self.norm, kept).strip()

    def _heading_label(self, node: Node) -> str:
        label = self._labels.get(id(node))
        if label is None:
            label = self._labels[id(node)] = self._label_of(node)
        return label

    def _label_of(self, node: Node) -> str:
        if node.block is None:
            return ""
        passage = node.block.passage(self.norm)
        found = self.responsible.of_block(node.block)[1] if not passage.folded.endswith(("。", ";")) else []
        if found:
            skip = node.block.marker.length if node.block.marker else 0
            passage = passage.slice(0, skip + found[0].start)
        clean, folded = passage.clean.strip(), passage.folded.strip()
        match = re.match(r"[^。]{2,80}(?=。)", folded)
        return clean[: match.end()] if match else clean

    def _fill(self, draft: TaskDraft, statements: Sequence[Statement]) -> None:
        seen: set[tuple[str, str]] = set()
        for statement in statements:
            for unit in statement.units:
                if (unit.name, unit.role) not in seen:
                    seen.add((unit.name, unit.role))
                    draft.units.append(unit)
            draft.leaders.extend(x for x in statement.leaders if x.name not in {y.name for y in draft.leaders})
            draft.deadline = draft.deadline or statement.deadline
            draft.findings.extend(statement.findings)
            draft.extra.update(statement.extra)
        if any(u.role == "lead" and u.basis in ("label", "phrase") for u in draft.units):
            # A label names who leads, so that no order of names has to.
            draft.units = [
                u._replace(role="responsible", basis="label") if u.basis == "first_listed" and u.role == "lead" else u
                for u in draft.units
            ]

    def _check_neighbours(self, nodes: Sequence[Node], owns: dict[int, _Own], drafts: list[TaskDraft]) -> None:
        if self.schedule and sum(bool(d.units) for d in drafts) * 10 >= len(drafts) * 8:
            for draft in drafts:
                if not draft.units:
                    _miss_unit(draft)
        by_line: dict[int, TaskDraft] = {draft.text.start: draft for draft in drafts}
        for parent in nodes:
            items = [c for c in parent.children if c.table is None and not c.children and c.number]
            if len(items) < 2:
                continue
            stated = sum(bool(owns[id(n)].statements or owns[id(n)].given) for n in items)
            for node in items:
                own = owns[id(node)]
                known = by_line.get(own.text.start) if own.text else None
                if known is not None and stated * 2 > len(items) and not known.units:
                    _miss_unit(known)
            for before, after in pairwise(items):
                self._check_sequence(before, after, by_line, owns)

    def _check_sequence(self, before: Node, after: Node, by_line: dict[int, TaskDraft], owns: dict[int, _Own]) -> None:
        first, second = parse_ordinal(before.number or ""), parse_ordinal(after.number or "")
        if first is None or second is None or second == first + 1 or before.level != after.level:
            return
        own = owns[id(after)]
        draft = by_line.get(own.text.start) if own.text else None
        if draft is None:
            return
        if second == first:
            draft.findings.append(Finding("number-repeats", f"number {after.number} is printed twice", draft.line))
        elif second != 1:
            draft.findings.append(Finding("number-jumps", f"number {after.number} follows {before.number}", draft.line))


def _miss_unit(draft: TaskDraft) -> None:
    if all(f.code != "unit-missing" for f in draft.findings):
        item = f"item {draft.number}" if draft.number else "this item"
        draft.findings.append(Finding("unit-missing", f"no responsible unit is named for {item}", draft.line))


def _top_of(node: Node, tops: dict[int, int], *, itself: bool) -> int:
    """Ordinal of the top-level section; `itself`: the node heads its own text, and so is that section."""
    current: Node | None = node
    while current is not None:
        if id(current) in tops:
            # An item that hangs on the part itself is in no section.
            return tops[id(current)] if current is not node or current.children or (itself and node.paragraphs) else 0
        current = current.parent
    return 0


def _inherited_leaders(node: Node, owns: dict[int, _Own]) -> list[LeaderMatch]:
    current = node.parent
    while current is not None:
        own = owns.get(id(current))
        if own is not None and own.leaders:
            return own.leaders
        current = current.parent
    return []


def _without(norm: NormText, passage: Passage, found: Sequence[Statement]) -> Passage:
    """The passage without the statements."""
    if not found:
        return passage
    kept: list[Passage] = []
    at = 0
    for statement in found:
        kept.append(passage.slice(at, statement.start))
        at = statement.end
    kept.append(passage.slice(at))
    return join(norm, kept).strip()
