"""Running heads and page numbers: known by how they repeat and where they stand, not by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notice_parse.layout.blocks import Block, terminated, unclosed
from notice_parse.text.normalise import NormText
from notice_parse.text.patterns import compile_pattern

_PAGE_NUMBER = compile_pattern(r"[-·~]*第?\d{1,4}页?(?:[/,，]?共?\d{1,4}页?)?[-·~]*$")
_PAGE_LINE = compile_pattern(
    r"[^。;!?,、]{0,32}?第\d{1,4}页[/,]?\(?共\d{1,4}页\)?$|共\d{1,4}页[/,]?第\d{1,4}页[^。;!?,、]{0,32}$"
    r"|(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}(?: ?\d{1,2}:\d\d)?[^。;!?]{0,40}?\d{1,3}/\d{1,3}$|https?://\S{4,60} ?\d{1,3}/\d{1,3}$"
)
"""A running head or foot that holds the number of the page: 云溪市人民政府办公室 第1页 共3页; or what a browser prints."""
_IMAGE = compile_pattern(r"!\[[^\]]*\]\([^)]*\)$")
_DIGITS = compile_pattern(r"\d+")
_MAX_LENGTH = 32


def split_furniture(norm: NormText, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Blocks of the text, and blocks of the page.

    A short line without a sentence is a running head when it stands at least three times and at least once between two
    halves of one sentence (twice, where it is marked as a heading). Numbers are not looked at in comparing lines, since
    page numbers change.
    """
    texts = [block.folded(norm) for block in blocks]
    keys = [_key(block, text) for block, text in zip(blocks, texts, strict=True)]
    counts = Counter(key for key in keys if key)
    suspects = {key for key, count in counts.items() if count >= 2}
    pages = [_is_page_number(texts, blocks, index) for index in range(len(blocks))]
    running: set[str] = set()
    around = _text_around([page or key in suspects for page, key in zip(pages, keys, strict=True)]) if suspects else []
    for index, key in enumerate(keys):
        if key not in suspects or key in running or not (counts[key] >= 3 or blocks[index].hashes):
            continue
        if _interrupts(texts, blocks, *around[index]):
            running.add(key)
    kept: list[Block] = []
    dropped: list[Block] = []
    for index, block in enumerate(blocks):
        gone = (
            keys[index] in running
            or block.kind == "rule"
            or pages[index]
            or (texts[index].startswith("![") and bool(_IMAGE.match(texts[index])))
        )
        (dropped if gone else kept).append(block)
    return kept, dropped


def _key(block: Block, text: str) -> str:
    if block.kind != "text" or block.marker or block.label or len(text) > _MAX_LENGTH or "\t" in text or "|" in text:
        return ""
    if len(text) < 4 or terminated(text) or text[-1] in ",、":
        return ""
    return _DIGITS.sub("#", text)


def _text_around(skipped: Sequence[bool]) -> list[tuple[int, int]]:
    """For each line the nearest one above and below that is not skipped; -1 and the number of lines where there is none."""
    above, below = [-1] * len(skipped), [len(skipped)] * len(skipped)
    for index in range(1, len(skipped)):
        above[index] = above[index - 1] if skipped[index - 1] else index - 1
    for index in range(len(skipped) - 2, -1, -1):
        below[index] = below[index + 1] if skipped[index + 1] else index + 1
    return list(zip(above, below, strict=True))


def _interrupts(texts: list[str], blocks: Sequence[Block], above: int, below: int) -> bool:
    """Whether what stands between the two lines stands between two halves of a sentence."""
    if above < 0 or below >= len(texts):
        return False
    if blocks[below].marker or blocks[below].label or blocks[below].hashes or blocks[below].kind != "text":
        # Even so it interrupts where what stands above cannot have ended.
        return texts[above][-1] in ",、" or unclosed(texts[above][-300:])
    return not terminated(texts[above]) and len(texts[above]) >= 8 and blocks[above].label is None


def _is_page_number(texts: list[str], blocks: Sequence[Block], index: int) -> bool:
    block, text = blocks[index], texts[index]
    if (
        len(text) <= 90
        and ("页" in text or "/" in text)
        and block.kind == "text"
        and not block.marker
        and _PAGE_LINE.match(text)
    ):
        return True
    return (
        len(text) <= 12
        and block.kind in ("text", "rule")
        and block.marker is None
        and not block.hashes
        and any(c.isdigit() for c in text)
        and bool(_PAGE_NUMBER.match(text))
        and ("-" in text or "页" in text or "·" in text or (block.blank_before > 0 and _stands_alone(blocks, index)))
    )


def _stands_alone(blocks: Sequence[Block], index: int) -> bool:
    return index + 1 >= len(blocks) or blocks[index + 1].blank_before > 0
