"""The stages in order, in memory, without input or output. Read this file first.

    Source → NormText → tokens → lines and tables → blocks → notices → header, parts, tasks → Extraction

Each arrow is a function that takes the left and returns the right without changing it.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from notice_parse._version import __version__
from notice_parse.assembly.notices import Reading, to_notice
from notice_parse.assembly.places import grammar_findings, with_places
from notice_parse.assembly.tasks import to_diagnostic
from notice_parse.diagnostics import Finding
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block, Joiner, join_blocks, number_bare_headings, open_block
from notice_parse.layout.document import NoticeBlocks, head_rules, split_notices
from notice_parse.layout.furniture import split_furniture
from notice_parse.layout.lines import Line, split_lines
from notice_parse.layout.page_lines import page_rules, split_page
from notice_parse.layout.pieces import find_pieces
from notice_parse.layout.running_head import running_head
from notice_parse.records import Diagnostic, Extraction, Notice, SourceRecord
from notice_parse.source import Source
from notice_parse.tables import find_tables
from notice_parse.tables.model import Table
from notice_parse.text.normalise import NormText, normalise
from notice_parse.text.watch import watching
from notice_parse.tokens.tokenizer import tokenizer_for


@dataclass
class Stages:
    """What the stages gave on the way to a record, for whoever asks how it came about."""

    furniture: Sequence[Block] = ()
    outside: Sequence[Block] = ()
    """Blocks that belong to no notice."""
    readings: list[Reading] = field(default_factory=list)
    """One for each notice."""


def extract_source(
    source: Source,
    grammar: Grammar,
    *,
    audit: bool = False,
    findings: Sequence[Finding] = (),
    stages: Stages | None = None,
) -> Extraction:
    """Every notice of a decoded document, as validated records.

    `findings` are those of loading; they are reported with the rest. `audit` adds the role of every numeral. `stages`
    is filled where it is given.
    Errors: none that depend on the text; what is not understood is a diagnostic.
    """
    with without_collector(), watching(len(source.text)) as watch:
        norm = normalise(source)
        laid = _lay_out(norm, grammar)
        stem = _stem(source.info.path)
        records = []
        notices = with_places(laid.notices, norm, grammar, lambda other: _divided(norm, laid, grammar, other))
        for index, (notice, head, used) in enumerate(notices, 1):
            fallback_id = stem if len(notices) == 1 else f"{stem}#{index}"
            keep = stages.readings if stages is not None else None
            record = to_notice(norm, notice, used, fallback_id=fallback_id, audit=audit, head=head, keep=keep)
            record.diagnostics.extend(_diagnostics(grammar_findings(used, grammar, watch.news())))
            records.append(record)
        _tell_apart(records)
    file_findings = [
        *_file_findings(norm, laid.furniture, laid.outside, len(records)),
        *grammar_findings(grammar, grammar, watch.news()),
    ]
    if stages is not None:
        stages.furniture, stages.outside = laid.furniture, laid.outside
    return Extraction(
        tool_version=__version__,
        grammar=grammar.fingerprint,
        source=_source_record(source),
        notices=records,
        diagnostics=_diagnostics([*findings, *file_findings]),
    )


def _tell_apart(records: Sequence[Notice]) -> None:
    """A number that is printed over a second notice of the file gets #2 in the ids, since ids are unique."""
    times: Counter[str] = Counter()
    for notice in records:
        number = notice.document_number
        if number is None:
            continue
        times[number] += 1
        if times[number] > 1:
            for task in notice.tasks:
                task.id = f"{number}#{times[number]}{task.id[len(number) :]}"


def _diagnostics(findings: Sequence[Finding]) -> list[Diagnostic]:
    return [Diagnostic.model_validate(to_diagnostic(finding)) for finding in findings]


_DIVIDING = ("header", "headings", "kinds", "leaders", "page", "responsibility")
"""The grammar files by which a document without tables is divided."""


class _Laid(NamedTuple):
    """A document divided: its notices, page furniture, and what belongs to no notice."""

    notices: list[NoticeBlocks]
    furniture: Sequence[Block]
    outside: Sequence[Block]
    tables: Sequence[Table] = ()


def _divided(norm: NormText, laid: _Laid, grammar: Grammar, other: Grammar) -> list[NoticeBlocks]:
    """The notices as another grammar divides the document, which most files for places do no otherwise."""
    alike = other.agrees(grammar, _DIVIDING) and not laid.tables and not find_tables(norm, split_lines(norm), other)
    return laid.notices if alike else _lay_out(norm, other).notices


def _lay_out(norm: NormText, grammar: Grammar) -> _Laid:
    tokenizer = tokenizer_for(grammar)
    tokens = tokenizer.signs(norm)
    lines = split_lines(norm)
    tables = find_tables(norm, lines, grammar)
    rules = head_rules(grammar)
    pieces = find_pieces(norm, _outside(lines, tables), tokens, tokenizer, running_head(grammar))
    opened = [block for block in (open_block(norm, piece, tokenizer) for piece in pieces) if block.ranges]
    of_document, of_site = split_page(norm, _with_tables(opened, tables), page_rules(grammar))
    text_blocks, furniture = split_furniture(norm, of_document)
    furniture = [*of_site, *furniture]
    number_bare_headings(norm, text_blocks)
    blocks = join_blocks(norm, text_blocks, Joiner(norm, rules.title_end, rules.body_end, rules.opening))
    notices, outside = split_notices(norm, blocks, rules)
    return _Laid(notices, furniture, outside, tables)


def _outside(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines that no table has taken."""
    taken = {index for table in tables for index in range(table.first, table.last)}
    return [line for index, line in enumerate(lines) if index not in taken]


def _with_tables(blocks: list[Block], tables: Sequence[Table]) -> list[Block]:
    """The blocks in source order, each table as one block among them."""
    if not tables:
        return blocks
    held = [Block([(table.start, table.end)], kind="table", table=table) for table in tables]
    return sorted([*blocks, *held], key=lambda block: block.ranges[0][0])


def _source_record(source: Source) -> SourceRecord:
    info = source.info
    return SourceRecord(
        path=info.path,
        sha256=info.sha256,
        media_type=info.media_type,
        encoding=info.encoding,
        characters=len(source.text),
        lines=source.line_count,
    )


def _file_findings(
    norm: NormText, furniture: Sequence[Block], outside: Sequence[Block], notices: int
) -> Iterator[Finding]:
    heads = [block for block in furniture if block.kind != "rule"]
    if heads:
        shown = "、".join(dict.fromkeys(block.folded(norm)[:80] for block in heads[:40]))
        first = norm.line_of(heads[0].ranges[0][0])
        yield Finding("page-furniture", f"{len(heads)} lines of page furniture were left out: {shown[:400]}", first)
    if outside:
        first, last = norm.line_of(outside[0].ranges[0][0]), norm.line_of(outside[-1].ranges[-1][1] - 1)
        yield Finding(
            "text-outside-notices", f"lines {first} to {last} belong to no notice (a cover or a contents page)", first
        )
    if not notices:
        yield Finding("no-notice", "no notice was recognised", None)


def _stem(path: str) -> str:
    name = PurePath(path.replace("\\", "/")).name
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name) or "text"


@contextmanager
def without_collector() -> Iterator[None]:
    """Building many small records at once makes the cyclic collector run over and over for nothing.

    What was built is then handed to the oldest generation, without being looked through at once.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
