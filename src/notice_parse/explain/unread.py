"""What on a line looks like something that the grammar reads, and is no word of it: where a grammar of one's own begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notice_parse.explain.document import Traced
from notice_parse.layout.blocks import Block
from notice_parse.tables.model import Table

_LABEL = re.compile(r"^[(\[【]?(?P<label>[\u4e00-\u9fff]{2,8})[)\]】]?:(?=.)")
_NUMBER = re.compile(
    r"^(?P<number>[〔〖【\[(<][^\W_]{1,4}[〕〗】\])>]|[^\W_]{1,2}[、.)\]】]|[^\w\s,.:;。、“”《》()\[\]【】#*|-]{1,2})(?=\w)"
)
_BRACKETS = re.compile(r"\((?P<inside>[^()]{4,60})\)[。;]?$")
_NAMES_SOMEBODY = re.compile(r"[局委办厅部会所站队院司团集团心室社镇乡]")


def unread(traced: Traced, block: Block, *, marked: bool) -> Iterator[tuple[str, str]]:
    """Facts about a line that was taken for text, each with the words or rules that would read it.

    `marked` says that units were read from the brackets at its end.
    """
    text = block.folded(traced.norm)
    labels = traced.grammar.entries("responsibility.labels")
    if block.label is None and (found := _LABEL.match(text)) and found["label"] not in labels:
        told = f"{found['label']} stands before a colon and is no word of responsibility.labels"
        yield "unread", told
    elif block.marker is None and (found := _NUMBER.match(text)):
        yield "unread", f"{found['number']} opens the line as a number would, and no rule headings.* reads it"
    found = _BRACKETS.search(text)
    if found is not None and not marked and _NAMES_SOMEBODY.search(found["inside"]):
        told = f"({found['inside'][:20]}…)" if len(found["inside"]) > 20 else found.group()
        yield "unread", f"{told} names no unit by the words of responsibility.labels and rules responsibility.phrase.*"


def unread_columns(table: Table) -> Iterator[tuple[str, str]]:
    """The headers of a table that no rule knows."""
    headers = [column.header for column in table.columns if column.role == "unknown" and column.header]
    if headers:
        yield "unread", f"no rule tables.column.* knows {'、'.join(headers)}"
