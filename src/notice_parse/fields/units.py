"""Lists of units: from the text of a field, cell or bracket to the units it names.

`市财政局、各镇（街道）` are two units, `教育和体育局` is one, and two names run together are told apart where the grammar
knows them. Nothing is dropped: what does not read as a unit is returned with `understood` false.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from notice_parse.fields.units_names import Reading, UnitNames, unit_names
from notice_parse.grammar import Grammar, load_grammar, per_grammar
from notice_parse.text.fold import fold
from notice_parse.text.patterns import compile_pattern

Role = Literal["lead", "responsible", "cooperating"]

_OPEN = {"(": ")", "<": ">", "[": "]"}
_MARKS = compile_pattern(r"[()<>\[\]、,;。|/\s]")
_BRACKET = compile_pattern(r"[()<>\[\]]")
_BLANK = compile_pattern(r"\s")
_LEAD_IN = compile_pattern(
    r"(?:[\s:：、,;。·*★●▲☆◎#\-]|\d{1,2}[.、)](?!\d)|\(\d{1,2}\)|[①-⑳]|(?:并?会同|会商|以及|由|及|和|与|并|或)(?=各|有关|相关|市|省|区|县|国|其他|中))+"
)
_TAIL = " \t\n:：、,;。·*★●▲☆◎-"
_ALIAS = compile_pattern(r"[(\[]以下(?:统一?)?(?:简)?称[^()\[\]]*[)\]]$")
_AND = compile_pattern(r"以及|并会同|会同|[及和与或]")
_NO_PLACE = compile_pattern(r"(?:人民政府|政府|管委会|管理委员会|办事处|委员会|办公室)(?:办公室)?$")
"""A body without the place that it governs: the rest of a name that was cut at a line end (各乡镇 / 人民政府)."""
_BARE = frozenset(("单位", "机构", "企业", "部门", "院校", "地区"))
_TOWNS = ("镇", "乡", "街道")
_LEVEL_CHARACTERS = "市省区县州盟旗国各镇"
_WIDE = str.maketrans({"(": "（", ")": "）", "<": "〈", ">": "〉", "＜": "〈", "＞": "〉"})


_PLAIN = compile_pattern(r"(?:[^()<>\[\]|/\s各有相]|有(?!关)|相(?!关))*")
"""A list in which every mark divides: no bracket, no blank, and no tier of governments (各市、县), whose 、 does not."""
_SEPARATOR = compile_pattern(r"[、,;。]")
_MOST_KNOWN = 20_000


class Unit(NamedTuple):
    """One unit of a list.

    `name` is written as in the source, widths of brackets normalised and white space dropped; `start` and `end` are
    offsets in the text that was parsed. `role` is set where brackets after the name give it (`市科技局（牵头）`).
    `joined` says that nothing stands between it and the unit before, so that both share one place of the list.
    """

    name: str
    start: int
    end: int
    collective: bool
    canonical: str | None
    understood: bool
    reading: Reading
    role: Role | None = None
    joined: bool = False


class _Piece(NamedTuple):
    start: int
    end: int
    joined: bool = False


class UnitParser:
    """Reads lists of units by one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.names: UnitNames = unit_names(grammar)
        self._known: dict[tuple[str, str], tuple[Unit, ...]] = {}
        self._area = grammar.rule("units.area-list").pattern
        self._kinds = grammar.rule("units.department-list").pattern
        self._others = grammar.rule("units.and-others").pattern
        self._role = grammar.rule("units.role-in-brackets").pattern
        self._notes = [
            grammar.rule("responsibility.note").pattern,
            grammar.rule("responsibility.note-reversed").pattern,
        ]

    def parse(self, folded: str, clean: str | None = None, gaps: Collection[int] = (), base: int = 0) -> list[Unit]:
        """The units of a list; see `parse_units`. `base` is added to their offsets."""
        source = folded if clean is None else clean
        units: list[Unit] = []
        if not gaps and _PLAIN.fullmatch(folded) and (source is folded or source == folded):
            # Nothing but names between separators: each is read by itself, and the same ones come again and again.
            at = base
            for name in _SEPARATOR.split(folded):
                units.extend(_moved(self._named(name, name), at))
                at += len(name) + 1
            return units
        for piece in self._pieces(folded, gaps if isinstance(gaps, list) else sorted(gaps)):
            start, end = piece.start, piece.end
            units.extend(_moved(self._named(folded[start:end], source[start:end]), base + start))
        return units

    def _named(self, folded: str, source: str) -> tuple[Unit, ...]:
        """The units of one piece between separators, trimmed or not; answers are kept."""
        key = (folded, source)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = tuple(self._read(folded, source))
        return known

    def _read(self, folded: str, source: str) -> Iterator[Unit]:
        piece = self._trim(folded, 0, len(folded))
        if piece is None:
            return
        role, end = self._role_in_brackets(folded, piece)
        for part in self._parts(folded, _Piece(piece.start, end)):
            unit = self._unit(folded, source, part, role, 0)
            if unit is not None:
                yield unit

    def _unit(self, folded: str, source: str, part: _Piece, role: Role | None, base: int) -> Unit | None:
        name, written = folded[part.start : part.end], source[part.start : part.end]
        if not name.isalpha():  # brackets, quotes or white space among the characters
            name, written = _BLANK.sub("", name), _BLANK.sub("", written).translate(_WIDE)
        if not name:
            return None
        reading = self.names.reading(name)
        return Unit(
            written,
            base + part.start,
            base + part.end,
            self.names.collective(name),
            self.names.canonical(name),
            reading > Reading.NONE,
            reading,
            role,
            part.joined,
        )

    # --- from the list to pieces ---

    def _pieces(self, folded: str, gaps: list[int]) -> Iterator[_Piece]:
        """The parts between separators, trimmed; blanks separate only where both sides read as units."""
        hidden = self._hidden(folded)
        start, depth_end = 0, -1
        closes = _matching(folded)
        for match in _MARKS.finditer(folded):
            at = match.start()
            if at < depth_end:
                continue
            mark = match[0]
            if mark in _OPEN:
                depth_end = closes.get(at, -1)
            elif (
                mark not in ")>]"
                and at not in hidden
                and not (mark.isspace() and not self._separates(folded, start, at))
            ):
                yield from self._piece(folded, start, at, gaps)
                start = at + 1
        yield from self._piece(folded, start, len(folded), gaps)

    def _hidden(self, folded: str) -> set[int]:
        """Offsets of 、 inside the name of a tier of governments (各市、县人民政府)."""
        if "各" not in folded and "有关" not in folded and "相关" not in folded:
            return set()
        return {
            at
            for pattern in (self._area, self._kinds)
            for match in pattern.finditer(folded)
            for at in range(match.start(), match.end())
            if folded[at] == "、"
        }

    def _separates(self, folded: str, start: int, at: int) -> bool:
        """Whether the blank at `at` ends a name, rather than spreading or breaking it."""
        if at - start > _MOST_RUN:
            return True
        left = _BLANK.sub("", folded[start:at])
        stop = _MARKS.search(folded, at + 1)
        right = folded[at + 1 : stop.start() if stop else len(folded)]
        if not left or not right:
            return bool(left)
        names = self.names
        first, second = names.reading(left), names.reading(right)
        if names.reading(left + right) == Reading.KNOWN:
            # 市人力资源和社会·保障局 and 市委·组织部 are one name; 市财政局·市教育局 are two.
            if folded[at] == "\n" and left.endswith(_TOWNS):
                return second == Reading.KNOWN
            level = right[0] in _LEVEL_CHARACTERS
            if (
                first < Reading.LEVEL
                or second < Reading.LEVEL
                or (not level and left.endswith(("委", "政府")) and len(left) < 6)
            ):
                return False
            return level or second == Reading.KNOWN
        return first >= Reading.ENDING and (second >= Reading.ENDING or right[0] in _LEVEL_CHARACTERS)

    def _piece(self, folded: str, start: int, end: int, gaps: list[int]) -> Iterator[_Piece]:
        bounds = [start]
        if gaps:
            for at in gaps[bisect_right(gaps, start) : bisect_left(gaps, end)]:
                if at - bounds[-1] <= _MOST_RUN and self._splits(
                    folded[bounds[-1] : at], folded[at : min(end, at + _MOST_RUN)]
                ):
                    bounds.append(at)
        bounds.append(end)
        for low, high in pairwise(bounds):
            piece = self._trim(folded, low, high)
            if piece is not None:
                yield piece

    def _splits(self, left: str, right: str) -> bool:
        """Whether dropped white space between the two stood between names."""
        if _NO_PLACE.match(right):
            return False
        if left.endswith(_TOWNS) and right.endswith(_TOWNS):
            return True
        names = self.names
        if names.reading(left) < Reading.LEVEL:
            return False
        if names.reading(left + right) == Reading.KNOWN:
            # 县政务服务中心·县代建中心 are two, though a stem makes them one; 县委·县政府办公室 may be one office.
            short = left.endswith(("委", "政府")) and len(left) < 6
            return right[0] in _LEVEL_CHARACTERS and not short and names.reading(right) >= Reading.LEVEL
        # White space may also spread a name over its cell: 街道办·事处.
        return names.reading(right) >= (Reading.LEVEL if len(right) < 3 else Reading.ENDING)

    def _trim(self, folded: str, start: int, end: int) -> _Piece | None:
        """Without numbers, marks and notes around the name; None where nothing is left."""
        for pattern in self._notes:
            if "首" not in folded[start:end] and "第" not in folded[start:end] and "前" not in folded[start:end]:
                break
            if note := pattern.search(folded, start, end):
                before = folded.rfind("(", start, note.start())
                end = before if before > start else note.start()
        if alias := _ALIAS.search(folded, start, end):
            end = alias.start()
        if (lead_in := _LEAD_IN.match(folded, start, end)) and lead_in.end() < end:
            start = lead_in.end()
        end = start + len(folded[start:end].rstrip(_TAIL))
        if end - start <= _MOST_LIST:
            start, end = _unwrap(folded, start, end)
        return _Piece(start, end) if start < end else None

    def _role_in_brackets(self, folded: str, piece: _Piece) -> tuple[Role | None, int]:
        if folded[piece.end - 1] not in ")>]":
            return None, piece.end
        match = self._role.search(folded, piece.start, piece.end)
        if match is None or match.start() == piece.start:
            return None, piece.end
        role: Role = "lead" if match["lead"] else "cooperating" if match["cooperating"] else "responsible"
        return role, match.start()

    # --- from a piece to names ---

    def _parts(self, folded: str, piece: _Piece) -> Iterator[_Piece]:
        """The names of a piece: 甲及乙, 甲等有关部门, and names run together."""
        start, end, joined = piece
        if end - start > _MOST_LIST:
            yield piece
            return
        reading = self.names.reading(folded[start:end])
        if reading < Reading.KNOWN:
            for match in _AND.finditer(folded, start + 1, end - 1):
                left, group = self._peel(folded, start, match.start())
                if self._joins(folded[start:left], folded[match.end() : end]):
                    yield from self._parts(folded, _Piece(start, left, joined))
                    if group:
                        yield group
                    yield from self._parts(folded, _Piece(match.end(), end))
                    return
        base, group = self._peel(folded, start, end)
        if base > start:
            yield from self._run_together(folded, start, base, joined)
        if group:
            yield group

    def _joins(self, left: str, right: str) -> bool:
        """Whether 及, 和, 与 between the two stands between units: in 教育和体育局 it does not."""
        names = self.names
        if right in _BARE and names.collective(left):
            # 市直各部门和单位 is one group.
            return False
        right_core = right[: m.start()] if (m := self._others.search(right)) else right
        left_reading = names.reading(left)
        if left_reading == Reading.NONE or names.reading(right_core) == Reading.NONE:
            # The right side may hold more than one name: 市科技局和市教育局及市财政局.
            return left_reading == Reading.KNOWN and right[:1] in _LEVEL_CHARACTERS and _AND.search(right) is not None
        return left_reading >= Reading.LEVEL or right.startswith(("各", "有关", "相关"))

    def _peel(self, folded: str, start: int, end: int) -> tuple[int, _Piece | None]:
        """Where the name ends before 等, and the group that 等有关部门 names."""
        if "等" not in folded[start:end]:
            return end, None
        match = self._others.search(folded, start, end)
        if match is None:
            return end, None
        group = _Piece(*match.span("group")) if match["group"] else None
        return match.start(), group

    def _run_together(self, folded: str, start: int, end: int, joined: bool) -> Iterator[_Piece]:
        """Names with nothing between: 市红十字会市卫生健康委."""
        at = self._seam(folded[start:end]) if end - start <= _MOST_RUN else None
        if at is None:
            yield _Piece(start, end, joined)
            return
        yield from self._run_together(folded, start, start + at, joined)
        yield from self._run_together(folded, start + at, end, True)

    def _seam(self, text: str) -> int | None:
        """Where a second name begins; a level (市, 省) at its head is surer than two known names side by side."""
        names = self.names
        if names.reading(text) == Reading.KNOWN or self._area.fullmatch(text):
            return None
        weaker = None
        for at in range(2, len(text) - 1):
            if text[at - 1] not in _NAME_ENDS and text[:at] not in names.areas:
                continue
            left = names.reading(text[:at])
            if left < Reading.LEVEL or not self._begins_name(text[at:]):
                continue
            if text[at] in _LEVEL_CHARACTERS:
                if text[at] == "各" and text[at - 1] in "府委直级属":
                    continue  # 市政府各有关部门
                return at
            # 公安局交警支队 is one unit: its two names mean the same department.
            if left == Reading.KNOWN and weaker is None and names.canonical(text[:at]) != names.canonical(text[at:]):
                weaker = at
        return weaker

    def _begins_name(self, text: str) -> bool:
        """Whether the text is a known name, or begins with one that another follows."""
        names = self.names
        if names.reading(text) == Reading.KNOWN:
            return True
        if names.areas and any(text[:at] in names.areas and self._begins_name(text[at:]) for at in range(3, len(text))):
            return True
        return any(
            text[at - 1] in _NAME_ENDS
            and names.reading(text[:at]) == Reading.KNOWN
            and text[at] in _LEVEL_CHARACTERS
            and names.reading(text[at:]) >= Reading.LEVEL
            for at in range(3, len(text) - 2)
        )


def _moved(units: tuple[Unit, ...], by: int) -> Iterable[Unit]:
    """The units with offsets that count from elsewhere."""
    if not by:
        return units
    make = tuple.__new__
    return [make(Unit, (u[0], u[1] + by, u[2] + by, *u[3:])) for u in units]


_MOST_RUN = 80
_MOST_LIST = 200
"""A piece between separators that is longer holds a sentence and is not looked into."""
_NAME_ENDS = frozenset("委局厅部办室心会联院署行司团府队关社校)>]处道镇乡总")


def _matching(text: str) -> dict[int, int]:
    """Offset of each opening bracket to that of its closing one; brackets without a partner are left out."""
    stack: list[int] = []
    pairs: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        mark, at = match[0], match.start()
        if mark in _OPEN:
            stack.append(at)
        elif stack:
            pairs[stack.pop()] = at
    return pairs


def _unwrap(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a bracket that opens or closes around nothing: `（市财政局`, `市财政局）`."""
    while start < end and text[end - 1] in ")>]" and text.count(text[end - 1], start, end) > _opens(text, start, end):
        end -= 1
    while start < end and text[start] in _OPEN and _matching(text[start:end]).get(0) in (None, end - start - 1):
        closed = _matching(text[start:end]).get(0) is not None
        start += 1
        if closed:
            end -= 1
    while start < end and text[end - 1] in _OPEN:
        end -= 1
    return start, end


def _opens(text: str, start: int, end: int) -> int:
    opener = {")": "(", ">": "<", "]": "["}[text[end - 1]]
    return text.count(opener, start, end)


@per_grammar
def unit_parser(grammar: Grammar) -> UnitParser:
    """The parser of a grammar, built once."""
    return UnitParser(grammar)


def parse_units(
    text: str, clean: str | None = None, *, gaps: Collection[int] = (), grammar: Grammar | None = None
) -> list[Unit]:
    """The units that a list names, in order.

    Shape: `text` is folded (an unfolded one is folded first); `clean`, of equal length, gives the characters that names
    are quoted in. `gaps` are offsets where white space was dropped. Offsets of the units count in `text`.
    Errors: none; a string that does not read as a unit comes back with `understood` false.
    """
    folded = fold(text)
    return unit_parser(grammar or load_grammar()).parse(folded, text if clean is None else clean, gaps)
