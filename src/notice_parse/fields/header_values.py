"""What the head and foot of a notice say, as one value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from notice_parse.diagnostics import Finding
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

NUMBER = compile_pattern(
    r"(?P<organ>[\u4e00-\u9fff]{1,12}(?:\([\u4e00-\u9fff]{1,4}\))?)[\[(<](?P<year>(?:19|20)\d{2})[\])>]第?(?P<serial>\d{1,5})号"
)
"""The number of a document: 桐政办发〔2024〕1号."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Header:
    """What the head and foot say. `used` holds the indexes of the blocks that said it."""

    title: Passage | None = None
    document_number: str | None = None
    issuers: list[str] = field(default_factory=list)
    issued_on: date | None = None
    printed_on: date | None = None
    addressees: list[str] = field(default_factory=list)
    copied_to: list[str] = field(default_factory=list)
    delivered_on: date | None = None
    delivered_at: str | None = None
    delivered_by: tuple[str, str, Passage] | None = None
    """Name, post and where they stand."""
    recorded_on: date | None = None
    """When it was written, by the records of the page; the document's own date goes before it."""
    used: set[int] = field(default_factory=set)
    signed_at: int | None = None
    """Index of the block that dates the letter."""
    masthead_at: int | None = None
    """Index of the line above the title that holds the issuer and the date."""
    findings: list[Finding] = field(default_factory=list)


def canonical_number(match: re.Match[str], clean: str | None = None) -> str:
    """桐政办发〔2024〕1号: brackets written one way, the characters of the source kept."""
    organ = clean[match.start("organ") : match.end("organ")] if clean is not None else match["organ"]
    last = clean[match.end() - 1] if clean is not None else "号"
    return f"{organ}〔{match['year']}〕{match['serial']}{last}"
