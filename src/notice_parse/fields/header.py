"""The head and the foot of a notice: title, number, issuers, addressees, dates, copies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from notice_parse.diagnostics import Finding
from notice_parse.fields.dates import parse_date
from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block
from notice_parse.layout.document import HeadRules, NoticeBlocks, find_title, head_rules
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern

_NUMBER = compile_pattern(
    r"(?P<organ>[\u4e00-\u9fff]{1,12}(?:\([\u4e00-\u9fff]{1,4}\))?)[\[(<](?P<year>(?:19|20)\d{2})[\])>]第?(?P<serial>\d{1,5})号"
)
_GOVERNMENT = compile_pattern(
    r".{2,16}?(?:人民政府办公室|人民政府办公厅|人民政府|国务院办公厅|国务院|人大常委会|委员会办公室|委员会|行政公署)"
)


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
    used: set[int] = field(default_factory=set)
    signed_at: int | None = None
    """Index of the block that dates the letter."""
    findings: list[Finding] = field(default_factory=list)


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
    _meta(texts, header, rules)
    _delivery(norm, blocks, texts, header, grammar)
    _dates(norm, notice, header, rules)
    _issuers(norm, notice, header, rules)
    return header


def canonical_number(match: re.Match[str], clean: str | None = None) -> str:
    """桐政办发〔2024〕1号: brackets written one way, the characters of the source kept."""
    organ = clean[match.start("organ") : match.end("organ")] if clean is not None else match["organ"]
    last = clean[match.end() - 1] if clean is not None else "号"
    return f"{organ}〔{match['year']}〕{match['serial']}{last}"


def _repeat_of_title(notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    """A web page prints the title twice: once for the page, once in the document."""
    assert notice.title is not None
    assert header.title is not None
    again = find_title(notice.blocks, notice.texts, notice.title.last + 1, notice.title.last + 6, rules)
    if again and "".join(notice.texts[again.first : again.last + 1]) == header.title.folded:
        header.used.update(range(again.first, again.last + 1))


def _document_number(norm: NormText, notice: NoticeBlocks, header: Header) -> None:
    limit = 25
    for index, (block, text) in enumerate(zip(notice.blocks[:limit], notice.texts[:limit], strict=True)):
        match = _NUMBER.search(text)
        if not match:
            continue
        alone = block.kind == "number" or len(match.group()) >= len(text) - 4
        leads = match.start() == 0 and notice.title is not None and index == notice.title.first
        alone = alone or block.kind == "number"
        if alone or leads:
            header.document_number = canonical_number(match, block.passage(norm).clean)
            if alone:
                header.used.add(index)
            return


def _addressees(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    first = notice.title.last + 1 if notice.title else 0
    joined = ""
    held: list[int] = []
    for index in range(first, min(first + 20, len(notice.blocks))):
        if index in header.used:
            continue
        block, text = notice.blocks[index], notice.texts[index]
        if block.marker or block.label or block.table is not None or rules.delegates.match(text):
            return
        joined, held = (joined + text, [*held, index]) if held else (text, [index])
        if rules.addresses(joined):
            header.used.update(held)
            clean = "".join(Passage(norm, notice.blocks[k].ranges).clean for k in held)
            header.addressees = split_addressees(clean)
            return
        if not re.search(r"[,、]$", joined):
            joined, held = "", []


_ADDRESSEE_END = compile_pattern(
    r"(?:政府|部门|单位|机构|办事处|委员会|管委会|局|委|办|厅|会|公司|企业|院校|学校|集团|中心|银行|组|院|部|署|室|队|台|社)(?:[(（][^()（）]*[)）])?$"
)


def split_addressees(text: str) -> list[str]:
    """`各区、县（市）人民政府，市政府各部门：` as two names; a list inside one name is not cut."""
    parts = re.split(r"[,，、;；]", re.sub(r"\s", "", text).rstrip(":：。."))
    names: list[str] = []
    carried = ""
    for part in parts:
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
        if whole:
            names.append(candidate)
            carried = ""
        else:
            carried = candidate + "、"
    if carried:
        names.append(carried.rstrip("、"))
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


def _meta(texts: list[str], header: Header, rules: HeadRules) -> None:
    for index, text in enumerate(texts[:60]):
        pairs = [(m["key"], m["value"]) for m in rules.meta.finditer(text)]
        line = rules.meta_line.match(text)
        if line:
            pairs.append((line["key"], line["value"]))
        if not pairs:
            continue
        header.used.add(index)
        for key, value in pairs:
            if key in ("成文日期",):
                header.issued_on = parse_date(value) or header.issued_on
            elif key in ("发文字号", "文号") and header.document_number is None:
                match = _NUMBER.search(value)
                header.document_number = canonical_number(match) if match else None
            elif key in ("发文机构", "发文机关") and not header.issuers and value.strip():
                header.issuers = [value.strip()]


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
        header.delivered_by = (match["name"], match["post"], place.slice(match.start("name"), match.end("name")))
    return match is not None


def _dates(norm: NormText, notice: NoticeBlocks, header: Header, rules: HeadRules) -> None:
    """成文日期: the date that stands alone, or right after a signature; the first one closes the letter."""
    first = notice.title.last + 1 if notice.title else 0
    for index in range(first, len(notice.blocks)):
        block, text = notice.blocks[index], notice.texts[index]
        if index in header.used or len(text) > 60 or block.table is not None:
            continue
        match = rules.date_line.search(text)
        if not match:
            continue
        before = text[: match.start()].rstrip("-( ")
        if before and not (rules.issuer_end.search(before) and not re.search(r"[。;!?:,]", before)):
            continue
        found = parse_date(match["date"])
        if found is None:
            header.findings.append(
                Finding("date-invalid", f"no such day in the calendar: {match['date']}", block.passage(norm).line)
            )
            continue
        header.used.add(index)
        header.signed_at = index
        header.issued_on = header.issued_on or found
        return


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
    if header.signed_at is None:
        return []
    index = header.signed_at
    names: list[str] = []
    text = notice.texts[index]
    match = rules.date_line.search(text)
    if match and match.start() > 3:
        passage = notice.blocks[index].passage(norm).slice(0, match.start()).strip()
        names.extend(_split_bodies(norm, passage))
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
