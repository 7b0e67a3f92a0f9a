"""Finds every quantity of a text, whatever the number is there for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.forms import find_forms
from notice_parse.quantities.model import QuantityMatch
from notice_parse.quantities.numerals import ALL_DIGITS, CHINESE
from notice_parse.quantities.reader import Numeral, finder_of, unit_as_written
from notice_parse.quantities.roles import Role, enclosures, roles_of
from notice_parse.text.patterns import compile_pattern

_CHINESE_START = frozenset(CHINESE)
_CHINESE_WORD = compile_pattern(r"[一-龥]")
_NO_AMOUNT = frozenset(("identifier", "ordinal", "grade", "name", "deadline"))
_FIGURES = frozenset((*ALL_DIGITS, *"0123456789"))
_MAGNITUDES = frozenset("百千万亿")
_GUESS = compile_pattern(r"[这那却而不,。;、]|$")


def find(folded: str, clean: str, grammar: Grammar, *, apart: Container[int] = ()) -> list[QuantityMatch]:
    """Every quantity of a text, whatever its role; sorted by start, no overlaps.

    A Chinese numeral counts where a measure word follows it, or where no word could hold it: of two characters and more
    or alone between marks. `apart` holds offsets that white space stood before: a comma there parts two figures.
    Units are given as `clean` writes them.
    """
    engine = finder_of(grammar)
    roles = roles_of(grammar)
    marks = enclosures(folded)
    opens = [start for start, _ in marks]
    found = [*find_forms(folded, engine, apart), *engine.multiples(folded)]
    taken = sorted((m.start, m.end) for m in found)
    floor = at = 0
    for run in _runs(engine.numerals(folded), apart):
        while at < len(taken) and taken[at][1] <= run.start:
            at += 1
        if run.start < floor or (at < len(taken) and taken[at][0] < run.end):
            continue
        role = roles.at(folded, run.start)
        if (role is not None and _names(folded, run, role)) or _within(marks, opens, run):
            floor = max(floor, role.end if role else run.end)
            continue
        match = engine.read(folded, run, floor)
        if match is None or not _stands_alone(folded, run, match):
            continue
        if folded[match.start - 1 : match.start] in ("-", "负", "負") and match.start == match.number_start:
            match = _negated(folded, match)
        found.append(match)
        floor = match.end
    return [q._replace(unit=unit_as_written(folded, clean, q)) if q.unit else q for q in sorted(found)]


def _within(marks: list[tuple[int, int]], opens: list[int], run: Numeral) -> bool:
    """Whether a numeral stands in quotation or title marks, as part of a name."""
    at = bisect_right(opens, run.start) - 1
    if at < 0 or run.start >= marks[at][1]:
        return False
    start, end = marks[at]
    return not (end - start == 3 and run.text[0] in _CHINESE_START)


def _names(text: str, run: Numeral, role: Role) -> bool:
    """Whether a role leaves no amount: names and dates do, a span of years (用三年时间) and a bare figure do not."""
    if role.role == "deadline" and text[run.end : run.end + 1] == "年":
        return len(run.text) == 4
    if role.role == "criterion":
        # 万元GDP, 每千人: what a rate is per; 65周岁以上 is an amount.
        return not set(run.text) - _MAGNITUDES
    return role.role in _NO_AMOUNT and run.text != text


def _runs(runs: list[Numeral], apart: Container[int]) -> list[Numeral]:
    """The runs, cut where white space parts two figures: 1, 234 and 7.5 五; 1,234 is one."""
    if not apart:
        return runs
    out: list[Numeral] = []
    for run in runs:
        start = run.start
        for i, character in enumerate(run.text):
            at = run.start + i
            if character == "," and at + 1 in apart:
                out.append(Numeral(start, at, run.text[start - run.start : i]))
                start = at + 1
            elif (
                at in apart
                and at > start
                and {character, run.text[i - 1]} <= _FIGURES
                and not {character, run.text[i - 1]} <= _CHINESE_START
            ):
                out.append(Numeral(start, at, run.text[start - run.start : i]))
                start = at
        out.append(Numeral(start, run.end, run.text[start - run.start :]))
    return out


def _stands_alone(text: str, run: Numeral, match: QuantityMatch) -> bool:
    """Whether a numeral is a number at all, not part of a word (一体化) or a designation."""
    if run.text[0] not in _CHINESE_START:
        return True
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if match.unit and match.unit_end > run.end:
        return not match.implicit or match.known
    inside = bool(_CHINESE_WORD.match(after))
    if match.number_end > run.end or len(run.text) > 1:
        return not (match.implicit and len(run.text) > 1 and inside and not match.unit)
    if run.text in "万亿百千萬億":
        return False
    if after == "的" and before in ("", "前"):
        return True
    if before == "是":
        return bool(_GUESS.match(text, run.end))
    return not inside and (before in ("负", "負") or not _CHINESE_WORD.match(before))


def _negated(text: str, match: QuantityMatch) -> QuantityMatch:
    """The quantity with a minus sign before it, unless the sign joins two things (A-3, 7-9)."""
    before = text[match.start - 2 : match.start - 1] if match.start > 1 else ""
    if before == "-":
        return match
    if text[match.start - 1] == "-" and before and (before.isalnum() or before in "%)”"):
        return match
    quantity = match.quantity._replace(value=-match.quantity.value)
    return match._replace(start=match.start - 1, value=-match.value, quantity=quantity)
