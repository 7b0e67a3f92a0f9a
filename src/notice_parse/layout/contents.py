"""Contents pages inside a document: their entries come again as headings, and are read there."""

from __future__ import annotations

from collections.abc import Sequence

from notice_parse.layout.blocks import Block, terminated
from notice_parse.text.patterns import compile_pattern

_MOST_ENTRIES = 120
"""Blocks that a contents page may have."""
_ENTRY_TAIL = compile_pattern(r"(?<![\s….·_-])[\s….·_-]*[(\[]?\d{0,4}[)\]]?$")
"""What leads from an entry of a contents page to its page number."""


def contents_end(blocks: Sequence[Block], texts: Sequence[str], index: int) -> int:
    """The index after a contents page whose heading (目录) is at `index`: its entries are short, and the first one comes
    again; `index` itself where there is no such page.
    """
    at = index + 1
    seen: set[str] = set()
    while at < len(blocks) and at < index + _MOST_ENTRIES:
        block, text = blocks[at], _ENTRY_TAIL.sub("", texts[at])
        if text in seen or block.table is not None or block.label or len(text) > 60 or "。" in text:
            break
        seen.add(text)
        at += 1
    again = at < len(blocks) and _ENTRY_TAIL.sub("", texts[at]) in seen
    return at if again else index


def listed_end(blocks: Sequence[Block], texts: Sequence[str], index: int) -> int:
    """The index after a contents page without a heading: at least four short lines, most of which come again.

    `index` is that of its first entry, and is given back where no such page opens there.
    """
    text = texts[index]
    if (index and blocks[index - 1].marker is not None) or len(text) > 40 or terminated(text):
        return index
    reach = range(index + 4, min(index + _MOST_ENTRIES, len(texts)))
    again = next((k for k in reach if texts[k] == text), None)
    if again is None:
        return index
    rest = set(texts[again : again + 4 * _MOST_ENTRIES])
    entries = texts[index:again]
    short = all(len(entry) <= 40 and "。" not in entry for entry in entries)
    return again if short and sum(entry in rest for entry in entries) * 4 >= len(entries) * 3 else index
