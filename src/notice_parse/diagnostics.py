"""The catalogue of diagnostics: every code the package gives, how severe it is, and what it means.

Codes are stable; scripts may rely on them. `Finding` is what stages hand on; the records carry it as Diagnostic.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["info", "warning", "error"]

CATALOGUE: dict[str, tuple[Severity, str]] = {
    # source
    "undecodable-bytes": ("warning", "Bytes that are not text in the file's encoding were replaced by U+FFFD."),
    "empty-source": ("error", "The file holds no text."),
    "hidden-sheet": ("warning", "A hidden sheet of a workbook was left out."),
    "hidden-cells": ("info", "A sheet hides rows or columns; they were read as well."),
    "formula-without-value": (
        "warning",
        "Formulas of a workbook whose results the file does not hold; their cells are empty.",
    ),
    "page-without-text": ("warning", "A page of a PDF that is a picture; what stands on it was not read."),
    "rotated-text": ("info", "Text of a PDF that does not run from left to right, such as a watermark, was left out."),
    "no-notice": ("error", "No notice was recognised in the file."),
    # grammar
    "place-grammar": ("info", "The notice was read with the words and rules of its place as well."),
    "rule-out-of-time": ("warning", "A rule of an extension took too long and was left out for the rest."),
    # layout
    "text-outside-notices": ("info", "Text before, between or after the notices, such as a cover or a contents page."),
    "page-furniture": ("info", "Running heads, page numbers and rules that repeat were left out."),
    "line-not-understood": ("warning", "A line that no rule understood."),
    "text-without-task": (
        "info",
        "Lines that are in no task: a preamble, closing words, the review in a report, a contents page.",
    ),
    "remark": ("info", "A paragraph in brackets that belongs to no item."),
    "number-jumps": ("warning", "The printed numbers of neighbouring items skip a number."),
    "number-repeats": ("warning", "The same number is printed for two neighbouring items."),
    "section-without-items": ("info", "A section of a schedule that holds no item."),
    "unbalanced-brackets": ("info", "A bracket that is never closed, or closed but never opened."),
    # fields
    "unit-missing": ("warning", "An item without a responsible unit where its neighbours have one."),
    "leader-not-understood": ("info", "A list of leaders in which no person is read; it may name posts alone."),
    "leader-missing": ("info", "An item without a leader where its neighbours have one."),
    "field-without-item": ("warning", "A field line with no item above it to hold for."),
    "field-unknown": ("info", "A labelled line that looks like a field but that no rule maps; kept in `extra`."),
    "unit-not-understood": ("info", "Text in a list of units that does not read as a unit."),
    "title-missing": ("warning", "No title was found."),
    "date-invalid": ("warning", "A date that does not exist in the calendar."),
    # tables
    "table-row-width": ("warning", "A table row with more or fewer cells than its header."),
    "column-unknown": ("info", "A table column that no rule maps; its cells are kept in `extra`."),
    "table-not-understood": ("info", "A table whose columns name no task, item or indicator; its rows give no items."),
    "table-remark": ("info", "A remark, a heading or a sum inside a table that belongs to no item."),
    "allocation-sum": ("warning", "The shares of an allocation do not add up to its total."),
    "allocation-text-differs": ("warning", "The table's total differs from the number in the item's text."),
    "cell-not-understood": ("warning", "A table cell that no rule understood."),
    # quantities
    "number-unaccounted": ("info", "A number that no rule gives a role."),
    "unit-unknown": (
        "info",
        "A measure word that the grammar does not know; the number is kept with the word as written.",
    ),
}


class Finding(NamedTuple):
    """A diagnostic before it becomes a record; `line` is 1-based, or None where it is about the file."""

    code: str
    message: str
    line: int | None = None

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code][0]
