"""What became of a line of the source: which stage took it, and as what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from notice_parse.layout.blocks import Block
from notice_parse.layout.nodes import Node
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage
from notice_parse.tokens.kinds import Kind, Token

_SHOWN = 12
"""Characters of a token that are shown."""
_MOST_TOKENS = 12


def tokens_of(tokens: Sequence[Token], passage: Passage) -> str:
    """The tokens that a passage touches: `MARKER 1.  TEXT 新建…`."""
    told = []
    for start, end in passage.ranges:
        for token in tokens:
            if token.end <= start or token.kind is Kind.LINE_END:
                continue
            if token.start >= end:
                break
            text = passage.norm.folded[token.start : token.end].replace("\t", "⇥")
            told.append(f"{token.kind.name} {text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}")
    return " | ".join(told[:_MOST_TOKENS]) + (
        f" | … {len(told) - _MOST_TOKENS} more" if len(told) > _MOST_TOKENS else ""
    )


def level_of(block: Block, node: Node) -> str:
    """The level of a heading in words."""
    if block.marker is not None:
        return f"level {block.marker.level}"
    return f"level {node.level:g}, {'Markdown ' + '#' * block.hashes if block.hashes else 'without a number'}"


def furniture_reason(norm: NormText, furniture: Sequence[Block], block: Block) -> str:
    """Why a line is furniture of the page."""
    text = block.folded(norm)
    if block.kind == "rule":
        return "a line of dashes or other signs"
    key = re.sub(r"\d+", "#", text)
    times = Counter(re.sub(r"\d+", "#", other.folded(norm)) for other in furniture)[key]
    if text.startswith("!["):
        return "a picture"
    if len(key.strip("#-—·第页共/ ~")) == 0 or "页" in text:
        return f"a page number ({times} of its kind)"
    return f"a running head: it stands {times} times, between the halves of a sentence"
