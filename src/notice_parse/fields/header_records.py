"""What a web page says of a document beside its text: the records of its archive, a line below the title, a caption."""

from __future__ import annotations

import re

from notice_parse.fields.dates import parse_date
from notice_parse.fields.header_values import NUMBER, Header, canonical_number
from notice_parse.layout.document import NoticeBlocks
from notice_parse.layout.page_lines import PageRules
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage

_WRITTEN = frozenset(("成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "制发日期", "公文生成日期"))
_NUMBERED = frozenset(("发文字号", "发布文号", "发文文号", "文件字号", "文件编号", "备注/文号", "文号", "字号"))
_ISSUING = frozenset(("发文机构", "发文机关", "发文单位", "发文部门", "成文机关", "制定机关", "制发机关", "制发机构"))
_NAMED = frozenset(("名称", "标题", "发文标题", "信息名称", "文件名称"))
"""Entries of the records of a page that the header goes by. When a site published a document is not when it was written."""


def read_records(norm: NormText, notice: NoticeBlocks, header: Header, pages: PageRules) -> None:
    """What the site records of the document: a value that the document itself lacks."""
    title: Passage | None = None
    for index, block in enumerate(notice.blocks[:60]):
        if block.kind != "meta":
            continue
        header.used.add(index)
        passage = block.passage(norm)
        entries = [(key, passage.slice(start, end).strip()) for key, start, end in pages.pairs(passage)]
        if pages.is_key(passage.folded) and index + 1 < len(notice.blocks):
            # The name of the entry on one line, its value on the next.
            value, said = notice.blocks[index + 1], notice.texts[index + 1]
            plain = value.kind != "meta" and value.marker is None and value.table is None
            if plain and len(said) <= 60 and not said.endswith(":") and not re.search(r"[。;]", said):
                entries = [(passage.folded.strip("[]:"), value.passage(norm))]
                if value.kind != "number":
                    header.used.add(index + 1)
        for key, entry in entries:
            if key in _WRITTEN:
                header.recorded_on = header.recorded_on or parse_date(entry.folded)
            elif key in _NUMBERED and header.document_number is None:
                match = NUMBER.search(entry.folded)
                header.document_number = canonical_number(match, entry.clean) if match else None
            elif key in _ISSUING and not header.issuers:
                header.issuers = [entry.clean]
            elif key in _NAMED:
                title = title or entry
    if header.title is None and title is not None and len(title.folded) >= 8:
        header.title = _without_number(title)


def _without_number(title: Passage) -> Passage:
    """A title that a site gives with the document's number in front."""
    lead = NUMBER.match(title.folded)
    return title.slice(lead.end()).strip() if lead and lead.end() + 6 < len(title.folded) else title


def read_below_title(norm: NormText, notice: NoticeBlocks, header: Header) -> None:
    """（启政发〔2031〕7号 二〇三一年二月一日） below the title: the number, and the date with it."""
    if notice.title is None:
        return
    for index in range(notice.title.last + 1, min(notice.title.last + 4, len(notice.blocks))):
        text, block = notice.texts[index], notice.blocks[index]
        if not 8 <= len(text) <= 60 or text[0] != "(" or text[-1] != ")" or block.table is not None:
            continue
        number, day = NUMBER.search(text), parse_date(text)
        if number is None and day is None:
            continue
        if number is not None and header.document_number is None:
            header.document_number = canonical_number(number, block.passage(norm).clean)
        header.issued_on = header.issued_on or day
        header.used.add(index)
        return


def read_caption(norm: NormText, notice: NoticeBlocks, header: Header) -> None:
    """A page that is nothing but a table is named by the line above the table."""
    held = [k for k, block in enumerate(notice.blocks[:12]) if block.kind != "meta" and k not in header.used]
    if len(held) < 2 or notice.blocks[held[1]].table is None:
        return
    index, text = held[0], notice.texts[held[0]]
    block = notice.blocks[index]
    plain = block.kind == "text" and block.marker is None and block.label is None
    if plain and 8 <= len(text) <= 60 and not re.search(r"[。;!?:,]", text):
        header.title = Passage(norm, block.ranges)
        header.used.add(index)
