"""One pass over the numerals of a text: each gets a role of its own, or becomes a quantity to be judged in its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.model import NumberMatch, QuantityMatch
from notice_parse.quantities.numerals import CHINESE
from notice_parse.quantities.reader import Finder, Numeral
from notice_parse.quantities.roles import Roles, enclosures

_CHINESE = frozenset(CHINESE)
_BARE = frozenset("万亿千百十")
_BARE_YEAR = re.compile(r"(?:19[5-9]|20[0-4])[0-9]")
_WORD = re.compile(r"[一-龥(]")


class Scan(NamedTuple):
    """Numbers with a role, dates as `[start, end)`, and quantities whose role the clause decides; each sorted."""

    numbers: list[NumberMatch]
    dates: list[tuple[int, int]]
    quantities: list[QuantityMatch]


def scan(text: str, finder: Finder, roles: Roles, lexicon: Lexicon) -> Scan:
    """Sort the numerals of a text; linear in its length."""
    found = Scan([], [], [])
    marks = enclosures(text)
    opens = [a for a, _ in marks]
    floor = 0
    multiples = finder.multiples(text)
    for run in finder.numerals(text):
        if run.start < floor:
            if run.end <= floor or run.text[0] in _CHINESE:
                continue
            # 3.2031年: the item number was taken from the front of what looked like one figure.
            start = floor + (text[floor] == ".")
            run = Numeral(start, run.end, text[start : run.end])
        chinese = run.text[0] in _CHINESE
        role = roles.at(text, run.start)
        if role is not None:
            end = role.end if chinese or role.role == "ordinal" else max(role.end, run.end)
            found.numbers.append(NumberMatch(run.start, end, role.role))
            if role.role == "deadline":
                found.dates.append((run.start, end))
            floor = end
            continue
        at = bisect_right(opens, run.start) - 1
        inside = at >= 0 and run.start < marks[at][1]
        quantity = finder.read(text, run, floor)
        if inside:
            if not chinese or (quantity and quantity.unit):
                found.numbers.append(NumberMatch(run.start, run.end, "name"))
            continue
        if any(m.start <= run.start < m.end for m in multiples):
            continue
        if quantity is None or (chinese and not _counts(text, run, quantity, lexicon)):
            if not chinese:
                found.numbers.append(NumberMatch(run.start, run.end, "unaccounted"))
            elif quantity and quantity.unit:
                found.numbers.append(NumberMatch(run.start, run.end, "name"))
            continue
        if not quantity.unit and _BARE_YEAR.fullmatch(run.text) and _WORD.match(text, quantity.end):
            # 入选2031云溪十大创新: a year before the name of what happens in it.
            found.numbers.append(NumberMatch(run.start, run.end, "deadline"))
            continue
        found.quantities.append(quantity if quantity.unit else finder.with_shared_unit(text, quantity))
        floor = max(quantity.end, run.end)
    if "半年" in text:
        found.dates.extend(m.span() for m in lexicon.half_year.finditer(text))
        found.dates.sort()
    if multiples:
        found.quantities.extend(multiples)
        found.quantities.sort()
    return found


def _counts(text: str, run: Numeral, q: QuantityMatch, lexicon: Lexicon) -> bool:
    """Whether a Chinese numeral counts results: 两家 does, 三个方面 and 一批 do not."""
    if not q.unit:
        return q.quantity.dimension == "ratio" and not q.unit and q.number_end > run.end
    if q.implicit and q.number_end == q.unit_end:
        # 百亿, 千亿 without a unit are money only after a word that leads up to them.
        return q.comparator in ("gt", "ge") and q.start < q.number_start
    word = q.unit.lstrip("十百千万亿")
    if q.quantity.dimension in ("ratio", "ratio_change", "currency", "multiple") and word not in ("成",):
        return True
    if run.text in ("一", "两", "半") or (len(run.text) == 1 and run.text not in _BARE):
        if lexicon.abstract.match(text, q.unit_end):
            return False
        if run.text == "一" or word in lexicon.weak_counts:
            return bool(lexicon.counting_tail.search(text, max(0, q.start - 4), q.start)) and word not in (
                "批",
                "次",
                "期",
                "体",
            )
    return True
