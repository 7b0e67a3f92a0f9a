"""Lines of a web page around a document: what its archive records of it, and what the site puts around every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block
from notice_parse.text.normalise import NormText

_LONGEST = 200
"""Characters of the longest line of records; a longer one is text."""
_HEAD = 40
"""Blocks of a page above which its head ends, where no item has ended it before."""


class PagePair(NamedTuple):
    """One entry of the records of a page, `[start, end)` of its value in the text of its line."""

    key: str
    start: int
    end: int


class PageRules:
    """The patterns of page lines, by one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._opens = grammar.rule("page.record").pattern
        self._pair = grammar.rule("page.pair").pattern
        self._weak = frozenset(grammar.words("page.keys_weak"))
        self._chrome = grammar.rule("page.chrome").pattern
        self.title_tail = grammar.rule("page.title-tail").pattern
        self._site = grammar.rule("page.site").pattern

    def records(self, text: str, *, head: bool) -> bool:
        """Whether a line holds records of the page; in its head (`head`) common words (来源：) may open it too."""
        match = self._opens.match(text)
        return match is not None and (head or match["key"] not in self._weak)

    def pairs(self, text: str) -> Iterator[PagePair]:
        """The entries of a line of records, in order; an empty value is left out."""
        found = list(self._pair.finditer(text))
        stops = [*[match.start() for match in found[1:]], len(text)]
        for match, stop in zip(found, stops, strict=True):
            start, end = match.end(), stop
            while start < end and text[start] in " |[]":
                start += 1
            while end > start and text[end - 1] in " |[·":
                end -= 1
            if start < end:
                yield PagePair("".join(match["key"].split()), start, end)

    def chrome(self, text: str, *, head: bool) -> bool:
        """Whether a line belongs to the site: its menu, the path to the page, buttons, what else to read."""
        return self._chrome.match(text) is not None or (head and self._site.match(text) is not None)


@lru_cache(maxsize=4)
def page_rules(grammar: Grammar) -> PageRules:
    """The page rules of a grammar."""
    return PageRules(grammar)


def split_page(norm: NormText, blocks: Sequence[Block], rules: PageRules) -> tuple[list[Block], list[Block]]:
    """The blocks without the lines of the site, and those lines.

    Records of the page are kept (kind `meta`); a block right below a line of the site is tagged `after-site`.
    """
    kept: list[Block] = []
    dropped: list[Block] = []
    head, after_site = True, False
    for index, block in enumerate(blocks):
        head = head and index < _HEAD and block.marker is None and block.table is None
        if block.kind != "text" or block.marker is not None or block.table is not None or block.hashes:
            kept.append(block)
            continue
        start, end = block.ranges[0][0], block.ranges[-1][1]
        if end - start > _LONGEST:
            kept.append(block)
            continue
        text = norm.folded[start:end]
        if block.label is None and rules.chrome(text, head=head):
            dropped.append(block)
            after_site = True
            continue
        if after_site:
            block.tags.add("after-site")
            after_site = False
        if rules.records(text, head=head) and (block.label is None or head):
            block.kind, block.label, block.label_length = "meta", None, 0
        elif head and len(block.ranges) == 1 and (tail := rules.title_tail.search(text)):
            block.ranges = [(start, start + tail.start())]
            dropped.append(Block([(start + tail.start(), end)]))
        kept.append(block)
    return kept, dropped
