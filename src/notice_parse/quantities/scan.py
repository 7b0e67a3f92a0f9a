"""One pass over the numerals of a text: each gets a role of its own, or becomes a quantity to be judged in its clause."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.model import NumberMatch, QuantityMatch
from notice_parse.quantities.numerals import CHINESE
from notice_parse.quantities.reader import Finder, Numeral
from notice_parse.quantities.roles import Roles, enclosures
from notice_parse.text.patterns import compile_pattern

_CHINESE = frozenset(CHINESE)
_LARGE = frozenset("十百千万亿萬億拾佰仟")
_BARE_YEAR = compile_pattern(r"(?:19[5-9]|20[0-4])[0-9]")
_PLACED = compile_pattern(r"[十百千万亿]")
_SHORTENED = compile_pattern(r"(?:压缩|缩短|控制|减少|减|至|到|在)$")
_MADE = compile_pattern(r"(?:新增|新建|建成|建设|改造|修建|引进|创建|打造|建立)[^,。;、]{2,16}$")
_BREAK = compile_pattern(r"^$|[,。;:、(\s“和与及]")
_NEVER_COUNTED = frozenset("批次期体届代")
_WORD = compile_pattern(r"[一-龥(]")
_GOES_ON = compile_pattern(r"[一-龥(0-9]")
_CLAUSE_MARK = compile_pattern(r"[,。;:]")
_ASIDE_FIGURE = compile_pattern(r"[0-9]+(?:\.[0-9]+)?")
_COUNT_AFTER = compile_pattern(r"[^,。;、0-9]{1,14}[0-9]")


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
    counted: QuantityMatch | None = None
    following = finder.measures.following
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
            end = role.end if chinese or role.role == "ordinal" else max(role.end, finder.trim(text, run)[0])
            found.numbers.append(NumberMatch(run.start, end, role.role))
            if role.role == "deadline":
                found.dates.append((run.start, end))
            floor = end
            continue
        at = bisect_right(opens, run.start) - 1
        inside = at >= 0 and run.start < marks[at][1]
        if chinese and len(run.text) == 1 and text[run.end : run.end + 1] not in following and run.text not in _LARGE:
            # 一, 三 and the like inside words, by far the most of all numerals.
            continue
        quantity = finder.read(text, run, floor)
        if inside:
            if not chinese or (quantity and quantity.unit):
                found.numbers.append(NumberMatch(run.start, run.end, "name"))
            continue
        if multiples and any(m.start <= run.start < m.end for m in multiples):
            continue
        if quantity is None or (
            chinese and not _counts(text, run, quantity, lexicon) and not _goes_on(text, quantity, counted)
        ):
            if not chinese:
                found.numbers.append(NumberMatch(run.start, run.end, "unaccounted"))
            elif quantity and quantity.unit:
                found.numbers.append(NumberMatch(run.start, run.end, "name"))
            continue
        if not quantity.unit and _BARE_YEAR.fullmatch(run.text) and _WORD.match(text, quantity.end):
            # 入选2031云溪十大创新: a year before the name of what happens in it.
            found.numbers.append(NumberMatch(run.start, run.end, "deadline"))
            continue
        if not quantity.unit:
            quantity = finder.with_shared_unit(text, quantity)
        if not chinese and quantity.quantity.dimension == "number":
            quantity = finder.with_unknown_unit(text, quantity)
        found.quantities.append(quantity)
        floor = max(quantity.end, run.end)
        if text.startswith("(", quantity.unit_end) and quantity.end > quantity.unit_end:
            for aside in _ASIDE_FIGURE.finditer(text, quantity.unit_end, quantity.end):
                found.numbers.append(NumberMatch(aside.start(), aside.end(), "baseline"))
        counted = quantity if chinese else None
    if "半年" in text:
        found.dates.extend(m.span() for m in lexicon.half_year.finditer(text))
        found.dates.sort()
    if multiples:
        found.quantities.extend(multiples)
        found.quantities.sort()
    return found


def _passes(text: str, q: QuantityMatch) -> bool:
    """Whether 过 before a bare magnitude is the verb (能力过万份), not the end of another word (通过百家)."""
    return (
        text[q.start] == "过"
        and text[q.start - 1 : q.start] not in ("", *"通经超不度穿路越错透跨走转")
        and q.number_end == q.start + 2
    )


def _goes_on(text: str, q: QuantityMatch, before: QuantityMatch | None) -> bool:
    """Whether a Chinese numeral counts as the one before it in the same list does: 打造两个集群、三个园区."""
    if before is None or not q.unit or q.unit != before.unit or q.start - before.end > 30 or q.implicit:
        return False
    between = text[before.end : q.start]
    return between[-1:] in ("、", "和", "及") and not _CLAUSE_MARK.search(between)


def _counts(text: str, run: Numeral, q: QuantityMatch, lexicon: Lexicon) -> bool:
    """Whether a Chinese numeral counts results: 新增两家 does; 三个方面, 一批, 八项规定 and 百日 do not."""
    led = q.start < q.number_start
    if not q.unit:
        return q.quantity.dimension == "ratio" and q.number_end > run.end
    word = q.unit.lstrip("十百千万亿")
    if not word or (q.implicit and q.quantity.dimension in ("count", "duration", "score", "number")):
        # 百亿, 万列, 千座 are figures only behind a word that leads up to them: 突破百亿.
        return led and q.comparator in ("gt", "ge") and (text[q.start] not in "上过" or _passes(text, q))
    if q.quantity.dimension in ("ratio", "ratio_change", "currency", "multiple") and word != "成":
        return True
    if word == "成" and q.comparator != "eq":
        return True
    if word == "类" and _COUNT_AFTER.match(text, q.unit_end):
        # 五类人才32名: the class says who is counted.
        return False
    if not _PLACED.search(run.text) and len(run.text) > 1:
        # 三四轮车: digits side by side are vague.
        return False
    if q.implicit or run.text[-1] in "百千万亿" or "百" in run.text or "千" in run.text:
        return True
    if q.quantity.dimension == "duration":
        return bool(_SHORTENED.search(text, max(0, q.start - 4), q.start))
    if lexicon.abstract.match(text, q.unit_end) or word in _NEVER_COUNTED:
        return False
    if lexicon.counting_tail.find(text, max(0, q.start - 4), q.start) >= 0:
        return True
    # Without a verb before it the number counts where its noun stands before it: 上市企业两家。
    closes = not _GOES_ON.match(text, q.end) and not _BREAK.search(text, max(0, q.start - 1), q.start)
    if run.text == "一" and closes and _MADE.search(text, max(0, q.start - 24), q.start):
        # 新增繁育基地一处
        return word not in lexicon.weak_counts
    at_least = led and q.comparator == "ge"
    return (run.text != "一" or at_least) and word not in lexicon.weak_counts and (led or closes)
