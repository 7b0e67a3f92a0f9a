"""Headers: which rows are the header, how two header rows fold into one, and what each column means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from notice_parse.tables.model import Cell, Column, RawRow
from notice_parse.tables.page import Page
from notice_parse.tables.vocabulary import Vocabulary
from notice_parse.text.passage import Passage, join
from notice_parse.text.patterns import compile_pattern

_BLANK = compile_pattern(r"\s+")
_SEARCHED = 4
"""Rows at the top of a table among which the header is looked for (titles may stand above it)."""

Path = tuple[str, str]
"""The outer and the inner header of a column; the inner one may be empty."""


class Header(NamedTuple):
    """`columns` of the header in rows `[first, last)`; rows before it are titles."""

    first: int
    last: int
    columns: list[Column]


def words_of(row: RawRow) -> list[str]:
    texts = [cell.passage.folded for cell in row.cells]
    return [_BLANK.sub("", text) if " " in text or "\t" in text else text for text in texts]


def read_header(page: Page, rows: Sequence[RawRow], headed: bool) -> Header | None:
    """The header among the first rows; None where no row reads as one and the form marks none."""
    vocabulary = page.vocabulary
    best = next((i for i, row in enumerate(rows[:_SEARCHED]) if page.is_header(words_of(row))), -1)
    if best < 0:
        best = _place_header(page, rows) if not headed else 0
        if best < 0:
            return None
    paths: list[Path]
    top = words_of(rows[best])
    if best > 0 and _goes_above(page, rows[best - 1], rows[best]):
        # The outer header may hold fewer known words than the inner one below it.
        best -= 1
        top = words_of(rows[best])
    last = best + 1
    paths = [(text, "") for text in top]
    if _below(page, rows, best):
        folded = fold_headers(rows[best].cells, rows[best + 1].cells, _usual_width(rows[best + 2 :]), vocabulary)
        if folded is not None:
            paths, last = folded, best + 2
    paths = _spread(rows[best].cells, paths) if last == best + 1 else paths
    names, places = {"": ""}, {"": Passage(page.norm, [])}
    for row in rows[best:last]:
        for cell in row.cells:
            text = _BLANK.sub("", cell.passage.folded)
            names[text], places[text] = _BLANK.sub("", cell.passage.clean), cell.passage
    columns = [_column(page, path, names) for path in paths]
    for column, (outer, inner) in zip(columns, paths, strict=True):
        column.head = join(page.norm, [places[outer], places[inner]])
    return Header(best, last, columns)


def _place_header(page: Page, rows: Sequence[RawRow]) -> int:
    """A header without known words but with several places (a plain breakdown); -1 where there is none."""
    heading = page.vocabulary.heading
    for index, row in enumerate(rows[:2]):
        texts = [text for text in words_of(row) if text]
        if len(texts) >= 3 and sum(heading(text).roles == ("area",) for text in texts) >= max(2, len(texts) - 2):
            return index
    return -1


def _usual_width(rows: Sequence[RawRow]) -> int:
    widths = Counter(len(row.cells) for row in rows)
    return widths.most_common(1)[0][0] if widths else 0


def _below(page: Page, rows: Sequence[RawRow], index: int) -> bool:
    """Whether the row below a header row goes on with it: no serial number, no figures, no sentences, one known word or place."""
    if index + 2 >= len(rows):
        return False
    row = rows[index + 1]
    texts = words_of(row)
    filled = [text for text in texts if text]
    if len(filled) < 2 or texts == words_of(rows[index]) or any(len(text) > 20 for text in filled):
        return False
    words = page.vocabulary
    strange = [text for text in filled if not words.heading(text).roles]
    if any(words.serial.search(t) or words.figure.search(t) or words.closed.search(t) for t in strange):
        return False
    known = len(filled) - len(strange)
    return known >= 2 and known * 2 >= len(filled)


def _goes_above(page: Page, above: RawRow, row: RawRow) -> bool:
    """Whether the row above is an outer header: it has a known word, and the row below leaves cells to it."""
    texts = words_of(above)
    leaves = any(not cell.passage for cell in row.cells)
    return leaves and sum(1 for text in texts if text) >= 2 and page.count_known(texts) >= 1


def fold_headers(top: Sequence[Cell], low: Sequence[Cell], width: int, vocabulary: Vocabulary) -> list[Path] | None:
    """One path for each column from two header rows; None where they do not fit one another.

    `width` is the usual number of cells of the rows below.
    """
    upper = [_BLANK.sub("", c.passage.folded) for c in top]
    lower = [_BLANK.sub("", c.passage.folded) for c in low]
    if len(upper) == len(lower) and width <= len(upper):
        return _fold_equal(top, low, upper, lower)
    if len(lower) > len(upper):
        runs = _runs(lower)
        shares = _match_runs(upper, runs)
        if shares is not None:
            return shares
    filled = [text for text in lower if text]
    outer = [i for i, text in enumerate(upper) if vocabulary.outer.search(text)]
    for chosen in (
        [i for i, text in enumerate(upper) if vocabulary.breakdown.search(text)],
        [i for i, text in enumerate(upper) if not vocabulary.heading(text).roles],
        outer,
        # 责任分工 over two columns beside 完成时限 over none.
        *([i] for i in outer),
    ):
        if chosen and len(filled) % len(chosen) == 0 and len(upper) - len(chosen) + len(filled) >= width > 0:
            return _insert(upper, chosen, filled)
    return None


def _fold_equal(top: Sequence[Cell], low: Sequence[Cell], upper: list[str], lower: list[str]) -> list[Path]:
    """Rows of the same width: an empty outer cell belongs to the one on its left where the inner one is filled."""
    paths: list[Path] = []
    outer = ""
    for cell, under, above, below in zip(top, low, upper, lower, strict=True):
        if under.merge == "left" and not below and paths:
            paths.append(paths[-1])
            continue
        if above:
            outer = above
        elif not below and cell.merge != "left":
            outer = ""
        paths.append((outer, "" if below == outer else below))
    return paths


def _runs(lower: list[str]) -> list[list[str]]:
    """Inner headers in runs; an empty cell, which leaves the column to the outer header, is a run of its own."""
    runs: list[list[str]] = []
    for text in lower:
        if text and runs and runs[-1] != [""]:
            runs[-1].append(text)
        else:
            runs.append([text])
    return runs


def _match_runs(upper: list[str], runs: list[list[str]]) -> list[Path] | None:
    """Each run under one outer header, or evenly under several where there are more headers than runs."""
    spare = len(upper) - len(runs)
    if spare < 0:
        return None
    out: list[Path] = []
    at = 0
    for run in runs:
        if run == [""]:
            out.append((upper[at], ""))
            at += 1
            continue
        heads = 1 + spare if len(run) % (1 + spare) == 0 and len(run) > 1 + spare else 1
        spare -= heads - 1
        size = len(run) // heads
        for head in range(heads):
            out.extend((upper[at + head], text) for text in run[head * size : (head + 1) * size])
        at += heads
    return out if at == len(upper) else None


def _insert(upper: list[str], groups: list[int], filled: list[str]) -> list[Path]:
    """Inner headers put in the place of the outer ones that group them, where the inner row has no empty cells."""
    size = len(filled) // len(groups)
    out: list[Path] = []
    for index, text in enumerate(upper):
        if index in groups:
            start = groups.index(index) * size
            out.extend((text, inner) for inner in filled[start : start + size])
        else:
            out.append((text, ""))
    return out


def _spread(cells: Sequence[Cell], paths: list[Path]) -> list[Path]:
    """A header cell that goes on with the one to its left takes its words."""
    out: list[Path] = []
    for cell, path in zip(cells, paths, strict=True):
        out.append(out[-1] if cell.merge == "left" and out else path)
    return out


def _column(page: Page, path: Path, names: dict[str, str]) -> Column:
    """What a column means: by its inner header, then both together, then the outer one.

    `names` gives each header as the source writes it.
    """
    outer, inner = path
    vocabulary = page.vocabulary
    shared = bool(inner) and vocabulary.breakdown.search(outer) is not None
    name = names[inner] if shared else names[outer] + names[inner]
    over, under = vocabulary.heading(outer), vocabulary.heading(inner)
    if under.roles == ("year",) and over.roles and over.roles[0] in ("target", "baseline"):
        # 目标值 | 2024年, 2025年: the year stands in the inner header.
        return Column(name, "/".join(over.roles), under.year)
    for text in (inner, outer + inner if inner else "", outer):
        heading = vocabulary.heading(text) if text else None
        if heading is None or not heading.roles:
            continue
        if heading.roles == ("area",) or (shared and text == outer):
            return Column(name, "area", None, names[inner or outer])
        # 2023年 | 目标, 完成: the year stands in the outer header.
        year = heading.year or (vocabulary.heading(outer).year if inner else None)
        role = f"text:{heading.level}" if heading.level else "/".join(heading.roles)
        return Column(name, role, year, period=heading.period)
    return Column(name, "area", None, names[inner]) if shared else Column(name)
