"""Finds the tables of a text in all the forms that text can hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from notice_parse.grammar import Grammar
from notice_parse.layout.lines import Line
from notice_parse.tables.aligned import find_aligned
from notice_parse.tables.build import build
from notice_parse.tables.html import find_html, has_html
from notice_parse.tables.model import RawTable, Table
from notice_parse.tables.page import Page
from notice_parse.tables.pipe_stacked import find_pipe_stacked
from notice_parse.tables.piped import find_piped, has_pipes
from notice_parse.tables.separated import find_commas, find_tabbed
from notice_parse.tables.stacked import find_stacked
from notice_parse.tables.tab_led import find_tab_led
from notice_parse.tables.vocabulary import vocabulary
from notice_parse.text.normalise import NormText


def find_tables(norm: NormText, lines: Sequence[Line], grammar: Grammar) -> list[Table]:
    """The tables of a text, in order, without overlap.

    `lines` are those of `norm` (some may be left out, such as page furniture); line indices of the result count in them.
    Errors: none; text without a sign of a table costs a few scans for single characters.
    """
    if not lines:
        return []
    words = vocabulary(grammar)
    if not _may_hold(norm) and not words.stacked.search(norm.folded):
        return []
    page = Page(norm, lines, words)
    raws: list[RawTable] = []
    for found in _forms(page):
        # Forms come in the order of how sure their signs are; a later one gets only the lines left over.
        raws = _merge(raws, list(found))
        for raw in raws:
            page.taken[raw.first : raw.last] = b"\x01" * (raw.last - raw.first)
    return [build(page, raw) for raw in raws]


def _may_hold(norm: NormText) -> bool:
    """Whether any sign of a table that is told by its delimiters is there at all."""
    text = norm.folded
    return bool(norm.gaps) or "\t" in text or "," in norm.clean or has_pipes(text) or has_html(text)


def _merge(taken: list[RawTable], found: list[RawTable]) -> list[RawTable]:
    """Both lists in order of their lines, without those of `found` that overlap one already taken."""
    if not taken:
        return found
    firsts = [raw.first for raw in taken]
    out = list(taken)
    for raw in found:
        at = bisect_left(firsts, raw.last) - 1
        if at < 0 or taken[at].last <= raw.first:
            out.append(raw)
    out.sort(key=lambda raw: raw.first)
    return out


def _forms(page: Page) -> Iterator[Iterator[RawTable]]:
    if has_html(page.folded):
        yield find_html(page)
    if has_pipes(page.folded):
        yield find_pipe_stacked(page)
        yield find_piped(page)
    if "\t" in page.folded:
        yield find_tab_led(page)
        yield find_tabbed(page)
    if "," in page.norm.clean:
        yield find_commas(page)
    if page.vocabulary.stacked.search(page.folded):
        yield find_stacked(page)
    if page.norm.gaps:
        yield find_aligned(page)
