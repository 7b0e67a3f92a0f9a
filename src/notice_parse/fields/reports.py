"""Work reports: which parts look back and which look ahead, and the paragraphs of the latter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from notice_parse.grammar.compile import Grammar, per_grammar
from notice_parse.layout.blocks import Block, terminated
from notice_parse.layout.nodes import Node
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_YEAR = compile_pattern(r"((?:19|20)\d\d)年")
_SHORT_LINE = 60
"""Average characters of a paragraph under which a report stands one sentence a line."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Paragraph:
    """One paragraph of the plan: its text, its printed number, and the headings above it."""

    text: Passage
    number: str | None
    headings: list[str]
    top: int
    """Index of the top-level section it stands in."""


class ReportRules:
    """The rules that tell the parts of a report."""

    def __init__(self, grammar: Grammar) -> None:
        self.past = grammar.rule("kinds.part.past").pattern
        self.plan = grammar.rule("kinds.part.plan").pattern
        self.turn = grammar.rule("kinds.turn").pattern
        self.look_back = grammar.rule("kinds.look-back").pattern
        self.speech = grammar.rule("kinds.speech").pattern


@per_grammar
def report_rules(grammar: Grammar) -> ReportRules:
    return ReportRules(grammar)


def is_past_heading(heading: str, year: int | None, rules: ReportRules) -> bool | None:
    """True for a heading that looks back, False for one that looks ahead, None for one that does both or says neither."""
    past, plan = bool(rules.past.search(heading)), bool(rules.plan.search(heading))
    years = [int(y) for y in _YEAR.findall(heading)]
    if year is not None and years:
        if max(years) >= year:
            return None if past and min(years) < year else False
        if past or not plan:
            return True
    if past and plan:
        # 2025年工作回顾和主要成绩 against …成就和“十五五”主要目标
        return None if re.search(r"“[^”]{2,6}”时期.{0,60}(?:目标|任务)|今后|未来|重点工作|主要目标", heading) else True
    if past:
        return True
    return False if plan else None


def plan_paragraphs(
    norm: NormText, root: Node, year: int | None, grammar: Grammar
) -> tuple[list[Paragraph], list[Block]]:
    """The paragraphs of the parts that look ahead, and the blocks of the parts that look back."""
    rules = report_rules(grammar)
    lined = _one_sentence_a_line(root)
    out: list[Paragraph] = []
    past: list[Block] = []
    looking_ahead = not any(_opens_past(norm, child, year, rules) for child in root.children)
    for top, section in enumerate(root.children):
        heading = _heading_text(norm, section)
        verdict = is_past_heading(heading, year, rules)
        state = verdict if verdict is not None else (not looking_ahead or bool(rules.past.search(heading)))
        if verdict is False:
            looking_ahead = True
        found, behind = _section(norm, section, top, state, verdict is None, lined, rules)
        out.extend(found)
        past.extend(behind)
    if not root.children:
        found, behind = _paragraphs(norm, root.paragraphs, [], 0, True, True, lined, rules)
        out, past = found, behind
    return out, past


def _opens_past(norm: NormText, section: Node, year: int | None, rules: ReportRules) -> bool:
    return is_past_heading(_heading_text(norm, section), year, rules) is True


def _heading_text(norm: NormText, node: Node) -> str:
    """The heading of a node: its own line, or the first sentence of it where the text runs on."""
    if node.block is None:
        return ""
    clean = node.block.passage(norm).clean
    folded = node.block.folded(norm)
    match = re.match(r"[^。]{2,80}(?=。)", folded)
    return clean[: match.end()] if match and len(folded) > match.end() + 1 else clean.rstrip("。")


def _section(
    norm: NormText, section: Node, top: int, past: bool, mixed: bool, lined: bool, rules: ReportRules
) -> tuple[list[Paragraph], list[Block]]:
    out: list[Paragraph] = []
    behind: list[Block] = []
    state = past
    for node in section.walk():
        headings = [_heading_text(norm, a) for a in node.ancestors()]
        own: list[Block] = []
        blocks = node.own_blocks()
        number: str | None = None
        if node.block is not None:
            folded = node.block.folded(norm)
            is_text = (
                "。" in folded[:-1]
                or (terminated(folded) and len(folded) > 40)
                or (terminated(folded) and not node.children and not node.paragraphs)
            )
            if is_text:
                own = blocks
                number = node.number
            else:
                own = node.paragraphs
                headings = [*headings, _heading_text(norm, node)]
        if mixed and node is not section and state and rules.turn.search(_heading_text(norm, node)):
            state = False
        found, old = _paragraphs(norm, own, headings, top, state, mixed, lined, rules)
        if found and own and own[0] is node.block:
            found[0].number = number
            theme = _heading_text(norm, node)
            if node.level < 9 and len(theme) <= 40:
                # What follows stands under the theme that opens the numbered paragraph.
                for paragraph in found[1:]:
                    paragraph.headings.append(theme)
        if mixed and found:
            state = False
        out.extend(found)
        behind.extend(old)
    return out, behind


def _paragraphs(
    norm: NormText,
    blocks: Sequence[Block],
    headings: list[str],
    top: int,
    past: bool,
    mixed: bool,
    lined: bool,
    rules: ReportRules,
) -> tuple[list[Paragraph], list[Block]]:
    out: list[Paragraph] = []
    behind: list[Block] = []
    state = past
    for block in blocks:
        body = block.body(norm)
        folded = body.folded
        if not folded or rules.speech.match(folded):
            continue
        if mixed and state and rules.turn.search(folded[:60]) and not rules.look_back.match(folded):
            state = False
        if state or rules.look_back.match(folded):
            behind.append(block)
            continue
        if not terminated(folded) and len(folded) <= 40:
            headings = [*headings, body.clean] if not out else headings
            continue
        if lined and out and not _opens_theme(folded):
            out[-1].text = join(norm, [out[-1].text, body])
            continue
        out.append(Paragraph(body, None, list(headings), top))
    return out, behind


def _opens_theme(text: str) -> bool:
    """A theme phrase: a short sentence of its own, without a number."""
    return len(text) <= 24 and "," not in text and not any(c.isdigit() for c in text) and text[-1] in "。!"


def _one_sentence_a_line(root: Node) -> bool:
    lengths = [b.ranges[-1][1] - b.ranges[0][0] for node in root.walk() for b in node.own_blocks() if b.ranges]
    return len(lengths) >= 150 and sum(lengths) / len(lengths) < _SHORT_LINE
