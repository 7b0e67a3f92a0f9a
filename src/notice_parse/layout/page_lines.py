"""Lines of a web page around a document: what its archive records of it, and what the site puts around every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from notice_parse.grammar.compile import Grammar
from notice_parse.layout.blocks import Block
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage

_LONGEST = 200
"""Characters of the longest line of records; a longer one is text."""
_HEAD = 40
"""Blocks of a page above which its head ends, where no item has ended it before."""

_FOOT, _FOOT_LINE = 6, 40
"""Blocks at the end of a page that may be records too (来源：启川网), and how long they are."""


class PagePair(NamedTuple):
    """One entry of the records of a page, `[start, end)` of its value in the text of its line."""

    key: str
    start: int
    end: int


class PageRules:
    """The patterns of page lines, by one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self._opens = grammar.rule("page.record").pattern
        self._opens_bare = grammar.rule("page.bare-record").pattern
        self._pair = grammar.rule("page.pair").pattern
        self._pair_bare = grammar.rule("page.bare-pair").pattern
        self._keys = frozenset(grammar.words("page.keys"))
        self._weak = frozenset(grammar.words("page.keys_weak"))
        self._chrome = grammar.rule("page.chrome").pattern
        self._path = grammar.rule("page.path").pattern
        self.title_tail = grammar.rule("page.title-tail").pattern
        self._site = grammar.rule("page.site").pattern

    def records(self, text: str, norm: NormText, start: int, *, head: bool) -> bool:
        """Whether a line holds records of the page; in its head (`head`) common words (来源：) may open it too.

        `start` is where its text stands in `norm`, which knows where white space was.
        """
        match = self._opens.match(text)
        if match is not None:
            return head or match["key"] not in self._weak
        if not head or (match := self._opens_bare.match(text)) is None:
            return False
        # Without a colon the white space after the key is the sign: 索 引 号 QX2031-0007.
        alone = match.end() == len(text) and match["key"] not in self._weak
        return alone or (match.end() < len(text) and start + match.end() in norm.gaps)

    def is_key(self, text: str) -> bool:
        """Whether a cell or a line is the name of an entry and nothing else."""
        return "".join(text.split()).strip("[]:") in self._keys

    def pairs(self, passage: Passage) -> Iterator[PagePair]:
        """The entries of a line of records, in order; an empty value is left out."""
        text = passage.folded
        found = list(self._pair.finditer(text))
        if not found or found[0].start() > 8:
            gaps = {0, len(text), *passage.gaps}
            found = [m for m in self._pair_bare.finditer(text) if m.start() in gaps and m.end() in gaps]
        if not found:
            return
        stops = [*[match.start() for match in found[1:]], len(text)]
        for match, stop in zip(found, stops, strict=True):
            start, end = match.end(), stop
            while start < end and text[start] in " |[]\n-":
                start += 1
            while end > start and text[end - 1] in " |[·\n-":
                end -= 1
            if start < end:
                yield PagePair("".join(match["key"].split()), start, end)

    def chrome(self, text: str, *, head: bool) -> bool:
        """Whether a line belongs to the site: its menu, the path to the page, buttons, what else to read."""
        if self._chrome.match(text) is not None or (">" in text and self._path.match(text) is not None):
            return True
        return head and self._site.match(text) is not None


@lru_cache(maxsize=4)
def page_rules(grammar: Grammar) -> PageRules:
    """The page rules of a grammar."""
    return PageRules(grammar)


def split_page(norm: NormText, blocks: Sequence[Block], rules: PageRules) -> tuple[list[Block], list[Block]]:
    """The blocks without the lines of the site, and those lines.

    Records of the page are kept (kind `meta`); a block right below a line of the site is marked (`after_site`).
    """
    kept: list[Block] = []
    dropped: list[Block] = []
    head, after_site = True, False
    for index, block in enumerate(blocks):
        if head and block.table is not None and _records_in_table(block, rules):
            block.kind, block.table = "meta", None
            kept.append(block)
            continue
        # ----[成文日期]: a dash that stands for an empty value opens no item.
        numbered = block.marker is not None and block.marker.rule != "headings.dash"
        head = head and index < _HEAD and not numbered and block.table is None
        if block.kind != "text" or numbered or block.table is not None or block.hashes:
            kept.append(block)
            continue
        start, end = block.ranges[0][0], block.ranges[-1][1]
        if end - start > _LONGEST:
            kept.append(block)
            continue
        text = norm.folded[start:end]
        if block.label is None and block.marker is None and rules.chrome(text, head=head):
            dropped.append(block)
            after_site = True
            continue
        if after_site:
            block.after_site = True
            after_site = False
        foot = index >= len(blocks) - _FOOT and end - start <= _FOOT_LINE
        if rules.records(text, norm, start, head=head or foot) and (block.label is None or head):
            block.kind, block.label, block.label_length, block.marker = "meta", None, 0, None
        elif head and len(block.ranges) == 1 and (tail := rules.title_tail.search(text)):
            block.ranges = [(start, start + tail.start())]
            dropped.append(Block([(start + tail.start(), end)]))
        kept.append(block)
    return kept, dropped


def _records_in_table(block: Block, rules: PageRules) -> bool:
    """Whether a table is made of entries: its first column holds names of entries and nothing else."""
    rows = getattr(block.table, "rows", [])
    columns = getattr(block.table, "columns", [])
    firsts = [row.cells[0].passage.folded for row in rows if row.cells]
    heads = [column.header for column in columns[:1]]
    names = [text for text in [*heads, *firsts] if text]
    return bool(names) and all(rules.is_key(text) for text in names)
