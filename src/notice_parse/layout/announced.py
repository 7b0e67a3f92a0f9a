"""Titles that a letter announces: 现将《…》印发给你们, and the line further down that opens what it sends out."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.layout.blocks import Block
from notice_parse.layout.document import NoticeBlocks, Title, is_title_part
from notice_parse.text.patterns import compile_pattern

_QUOTES = compile_pattern(r"[《》<>“”\s]")
_SENDS = compile_pattern(r"印发|下发|发布|公布|同意|通过|予以|分解")
_LONGEST_ANNOUNCED = 90
_LETTER = 30
"""Blocks at the top of a notice among which its letter stands."""


def announced_titles(notice: NoticeBlocks) -> set[str]:
    """Titles in 《》 that the letter of a notice says it sends out, without quotation marks."""
    out: set[str] = set()
    for block, text in zip(notice.blocks[:_LETTER], notice.texts[:_LETTER], strict=True):
        if block.table is not None or not _SENDS.search(text):
            continue
        depth, start = 0, 0
        for at, character in enumerate(text):
            if character == "《":
                depth, start = depth + 1, start if depth else at + 1
            elif character == "》" and depth:
                depth -= 1
                if not depth and at - start >= 6:
                    out.add(_QUOTES.sub("", text[start:at]))
    return out


def find_announced(
    blocks: Sequence[Block], texts: Sequence[str], index: int, announced: set[str], used: set[int]
) -> Title | None:
    """The announced title that stands at a block, on a line of its own or over up to three; None where there is none."""
    if not announced or len(texts[index]) > _LONGEST_ANNOUNCED:
        return None
    joined = ""
    for last in range(index, min(index + 3, len(blocks))):
        block = blocks[last]
        if not is_title_part(block) or block.marker is not None or last in used:
            return None
        joined += _QUOTES.sub("", texts[last])
        if joined in announced:
            return Title(index, last, [r for b in blocks[index : last + 1] for r in b.ranges])
        if not any(title.startswith(joined) for title in announced):
            return None
    return None
