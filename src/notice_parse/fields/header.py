"""The head and the foot of a notice: title, number, issuers, addressees, dates, copies."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise, zip_longest

from notice_parse.diagnostics import Finding
from notice_parse.fields.dates import parse_date
from notice_parse.fields.header_records import read_below_title, read_caption, read_records
from notice_parse.fields.header_values import NUMBER, Header, canonical_number
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block
from notice_parse.layout.document import HeadRules, NoticeBlocks, find_title, head_rules
from notice_parse.layout.page_lines import page_rules
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_GOVERNMENT = compile_pattern(
    r".{2,16}?(?:人民政府办公室|人民政府办公厅|人民政府|国务院办公厅|国务院|人大常委会|委员会办公室|委员会|行政公署)"
)


def read_header(norm: NormText, notice: NoticeBlocks, grammar: Grammar) -> Header:
    """The values of a notice's head and foot. Nothing is invented: what is not printed stays empty."""
    rules = head_rules(grammar)
    header = Header()
    blocks, texts = notice.blocks, notice.texts
    if notice.title:
        header.title = Passage(norm, notice.title.ranges)
        header.used.update(range(notice.title.first, notice.title.last + 1))
        _repeat_of_title(notice, header, rules)
    _document_number(norm, notice, header)
    _addressees(norm, notice, header, rules)
    _foot(norm, notice, header, grammar)
    read_records(norm, notice, header, page_rules(grammar))
    if header.title is None:
        read_caption(norm, notice, header)
    _delivery(norm, blocks, texts, header, grammar)
    read_below_title(norm, notice, header)
    _dates(norm, notice, header, rules)
    header.issued_on = header.issued_on or header.recorded_on
    _issuers(norm, notice, header, rules)
    return header


def _repeat_of_title(notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    """A web page prints the title again: for the browser, for the page, in the document."""
    assert notice.title is not None
    assert header.title is not None
    last = notice.title.last
    while again := find_title(notice.blocks, notice.texts, last + 1, last + 6, rules):
        if "".join(notice.texts[again.first : again.last + 1]) != header.title.folded:
            return
        header.used.update(range(again.first, again.last + 1))
        last = again.last


def _document_number(norm: NormText, notice: NoticeBlocks, header: Header) -> None:
    limit = 25
    for index, (block, text) in enumerate(zip(notice.blocks[:limit], notice.texts[:limit], strict=True)):
        match = NUMBER.search(text)
        if not match:
            continue
        alone = block.kind == "number" or len(match.group()) >= len(text) - 4
        leads = match.start() == 0 and notice.title is not None and index == notice.title.first
        closes = notice.title is not None and index == notice.title.last and match.end() >= len(text) - 1
        if alone or leads or closes:
            header.document_number = canonical_number(match, block.passage(norm).clean)
            if alone:
                header.used.add(index)
            return


def _addressees(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    first = notice.title.last + 1 if notice.title else 0
    joined = ""
    held: list[int] = []
    for index in range(first, min(first + 20, len(notice.blocks))):
        if index in header.used or notice.blocks[index].kind == "meta":
            continue
        block, text = notice.blocks[index], notice.texts[index]
        if block.marker or block.label or block.table is not None or rules.delegates.match(text):
            return
        joined, held = (joined + text, [*held, index]) if held else (text, [index])
        if not held[1:] and not header.addressees and (run := _ADDRESSED.match(joined)):
            if rules.addresses(run.group()):
                # The letter goes on in the line of its addressees: their text stays with it.
                header.addressees = split_addressees(block.passage(norm).slice(0, run.end()).clean)
            return
        if rules.addresses(joined):
            header.used.update(held)
            clean = "".join(Passage(norm, notice.blocks[k].ranges).clean for k in held)
            header.addressees = split_addressees(clean)
            return
        if not re.search(r"[,、]$", joined):
            joined, held = "", []


_ADDRESSED = compile_pattern(r"(?:各|市|县|区|省)[^。;!?:]{6,160}:(?=[^:]{20})")
"""Addressees with the letter behind them on one line."""
_ADDRESSEE_END = compile_pattern(
    r"(?:政府|部门|单位|机构|办事处|委员会|管委会|局|委|办|厅|会|公司|企业|院校|学校|集团|中心|银行|组|院|部|署|室|队|台|社|新区|开发区|高新区|园区|功能区)(?:[(（][^()（）]*[)）])?$"
)


def split_addressees(text: str) -> list[str]:
    """`各区、县（市）人民政府，市政府各部门：` as two names; a list inside one name is not cut."""
    pieces = re.split(r"([,，、;；])", re.sub(r"\s", "", text).rstrip(":：。."))
    names: list[str] = []
    carried = ""
    for part, mark in zip_longest(pieces[::2], pieces[1::2], fillvalue=""):
        if not part:
            continue
        candidate = carried + part
        opened = candidate.count("（") + candidate.count("(") > candidate.count("）") + candidate.count(")")
        if len(part) == 1 and names and not carried:
            names[-1] += "、" + part
            continue
        whole = bool(_ADDRESSEE_END.search(part)) and not opened
        if whole and re.fullmatch(r"各(?:区|县|镇|乡|市|街道)", part):
            whole = False
        if whole or (mark and mark in ",，;；" and not opened):
            # A comma divides groups; a list inside a name (各县、市、区人民政府) has 、 only.
            names.append(candidate)
            carried = ""
        else:
            carried = candidate + (mark or "、")
    if carried:
        names.append(carried.rstrip("、,，;；"))
    return names


def _foot(norm: NormText, notice: NoticeBlocks, header: Header, grammar: Grammar) -> None:
    copied = grammar.rule("header.copied-to").pattern
    printed = grammar.rule("header.printed").pattern
    rules = head_rules(grammar)
    for index in range(len(notice.blocks) - 1, max(-1, len(notice.blocks) - 40), -1):
        text = notice.texts[index]
        match = copied.match(text)
        if match:
            value = Passage(norm, notice.blocks[index].ranges).slice(match.start("value"))
            header.copied_to = [*split_addressees(value.clean), *header.copied_to]
            header.used.add(index)
            continue
        match = printed.search(text)
        if match and len(text) <= 60:
            header.printed_on = parse_date(match["date"])
            header.used.add(index)
            above = index - 1
            if above >= 0 and len(notice.texts[above]) <= 40 and rules.issuer_end.search(notice.texts[above]):
                header.used.add(above)


def _delivery(norm: NormText, blocks: list[Block], texts: list[str], header: Header, grammar: Grammar) -> None:
    delivered = grammar.rule("header.delivered").pattern
    by = grammar.rule("header.delivered-by").pattern
    for index, text in enumerate(texts[:40]):
        if blocks[index].table is not None:
            return
        match = delivered.match(text)
        if match and header.delivered_on is None:
            header.delivered_on = parse_date(match["date"])
            header.delivered_at = Passage(norm, blocks[index].ranges).clean[
                match.start("congress") : match.end("congress")
            ]
            header.used.add(index)
            if match["speaker"]:
                _speaker(
                    Passage(norm, blocks[index].ranges).slice(match.start("speaker"), match.end("speaker")), header, by
                )
            continue
        waiting = header.delivered_on is not None and header.delivered_by is None and len(text) <= 30
        if waiting and _speaker(Passage(norm, blocks[index].ranges), header, by):
            header.used.add(index)
            return


def _speaker(place: Passage, header: Header, by: re.Pattern[str]) -> bool:
    match = by.match(place.folded)
    if match:
        name = place.slice(match.start("name"), match.end("name"))
        header.delivered_by = (name.clean, place.clean[match.start("post") : match.end("post")], name)
    return match is not None


def _dates(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    """成文日期: the date that stands alone, or right after a signature; the first one closes the letter."""
    first = notice.title.last + 1 if notice.title else 0
    for index in range(first, len(notice.blocks)):
        if found := _date_of_line(norm, notice, index, header, rules):
            header.signed_at = index
            header.issued_on = header.issued_on or found
            return
    if header.issued_on is None and notice.title is not None:
        # A bulletin has its issuer and date in one line above the title: 启川县政府督查室　2031年8月19日.
        for index in range(notice.title.first):
            found = _date_of_line(norm, notice, index, header, rules)
            if found and len(notice.texts[index]) > 14:
                header.issued_on = found
                header.masthead_at = index
                return


def _date_of_line(norm: NormText, notice: NoticeBlocks, index: int, header: Header, rules: HeadRules) -> date | None:
    """The date that a line holds alone, or after the name of a body."""
    block, text = notice.blocks[index], notice.texts[index]
    if index in header.used or len(text) > 60 or block.table is not None:
        return None
    match = rules.date_line.search(text)
    if not match:
        return None
    before = text[: match.start()].rstrip("-( ")
    if before and not (rules.issuer_end.search(before) and not re.search(r"[。;!?:,]", before)):
        return None
    found = parse_date(match["date"])
    if found is None:
        header.findings.append(
            Finding("date-invalid", f"no such day in the calendar: {match['date']}", block.passage(norm).line)
        )
        return None
    header.used.add(index)
    return found


def _issuers(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    signed = _signatures(norm, notice, header, rules)
    if header.title is not None:
        named = _issuers_of_title(norm, header.title, rules)
        if named and (not signed or set(named) >= set(signed) or len(signed) < len(named)):
            header.issuers = named
            return
        header.issuers = signed or named or header.issuers
        if not header.issuers:
            header.issuers = _issuer_of_head(norm, notice, header, rules)
        return
    header.issuers = signed or header.issuers


def _issuer_of_head(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> list[str]:
    for index in range(notice.title.first if notice.title else 0):
        match = rules.issuing_head.match(notice.texts[index])
        if match:
            header.used.add(index)
            return [Passage(norm, notice.blocks[index].ranges).clean[match.start("issuer") : match.end("issuer")]]
    return []


def _signatures(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> list[str]:
    """The bodies that sign above the date, or on its line."""
    index = header.masthead_at if header.signed_at is None else header.signed_at
    if index is None:
        return []
    names: list[str] = []
    text = notice.texts[index]
    match = rules.date_line.search(text)
    if match and match.start() > 3:
        passage = notice.blocks[index].passage(norm).slice(0, match.start()).strip()
        names.extend(_split_bodies(norm, passage))
    if header.signed_at is None:
        return names
    index -= 1
    while index >= 0 and index not in header.used and len(names) < 8:
        text = notice.texts[index]
        block = notice.blocks[index]
        if (
            len(text) > 40
            or block.marker
            or block.label
            or not rules.issuer_end.search(text)
            or re.search(r"[。;!?:,]", text)
        ):
            break
        names[:0] = _split_bodies(norm, block.passage(norm))
        header.used.add(index)
        index -= 1
    return names


def _issuers_of_title(norm: NormText, title: Passage, rules: HeadRules) -> list[str]:
    match = rules.verb.search(title.folded)
    if not match or match.start() < 3:
        return []
    prefix = title.slice(0, match.start()).strip()
    if not rules.issuer_end.search(prefix.folded):
        return []
    return _split_bodies(norm, prefix)


_SEAL = compile_pattern(r"\((?:盖?印?公?章|代章|印)\)")


def _split_bodies(norm: NormText, passage: Passage) -> list[str]:
    """Several bodies written one after another, with or without a blank between them; a seal is no part of a name."""
    if seal := _SEAL.search(passage.folded):
        before, after = passage.slice(0, seal.start()), passage.slice(seal.end())
        return [name for part in (before, after) if part for name in _split_bodies(norm, part)]
    text = passage.folded
    cuts = [m.end() for m in _GOVERNMENT.finditer(text)]
    gapped = [k for k in range(1, len(text)) if passage.norm_offset(k) in norm.gaps]
    bounds = {0, len(text)}
    bounds.update(k for k in gapped if len(text) - k >= 4 and k >= 4)
    bounds.update(k for k in cuts if len(text) - k >= 6 and _GOVERNMENT.match(text, k))
    for k, character in enumerate(text):
        if character == "、":
            bounds.update((k, k + 1))
    ordered = sorted(bounds)
    parts = [passage.slice(a, b).clean.strip() for a, b in pairwise(ordered)]
    return [part.replace(" ", "") for part in parts if part.strip("、 ")]
