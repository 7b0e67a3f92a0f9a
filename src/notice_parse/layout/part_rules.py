"""The patterns that tell the parts of a notice: schedules, attachments, a glossary, and what belongs to none of them."""

from __future__ import annotations

from notice_parse.grammar.compile import Grammar
from notice_parse.layout.document import HeadRules, head_rules
from notice_parse.text.patterns import compile_pattern


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
        self.closing_line = grammar.rule("header.closing-line").pattern
        self.footnote = grammar.rule("header.footnote").pattern
        self.task_label = grammar.rule("header.task-label").pattern
        self.contents_head = grammar.rule("header.contents-head").pattern
        self.past = grammar.rule("kinds.part.past").pattern
        self.plan = grammar.rule("kinds.part.plan").pattern
        self.glued = grammar.rule("kinds.glued-heading").pattern
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
