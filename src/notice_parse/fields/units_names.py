"""Names of units: whether a string reads as one, whether it names a group, and its standard name.

The knowledge is in `grammars/departments.yaml` (which departments there are, and what each was called before and after
the reforms) and `grammars/units.yaml` (what a name of a unit looks like at all).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import TypeVar

from notice_parse.grammar import Grammar
from notice_parse.grammar.areas import area_names
from notice_parse.grammar.compile import alternation, per_grammar
from notice_parse.text.patterns import compile_pattern

_BRACKETS = compile_pattern(r"[(<\[][^()<>\[\]]*[)>\]]")
_NOT_IN_PLACE = frozenset("局厅委办会部署联院社队、()由的按对是把及和与等")
"""A place may stand before the department, but no other unit: 市发展改革委市财政局 is two names."""
_LONGEST_PLACE = 7
"""Characters of a place before the one that names its level."""
_MOST = 60
"""No unit has a longer name; a longer string is a sentence."""


_MOST_ANSWERS = 50_000
Answer = TypeVar("Answer")


class Reading(IntEnum):
    """How surely a string is the name of a unit, from not at all to found in the grammar's own list."""

    NONE = 0
    ENDING = 1
    """It ends as a unit does: 云东镇, 学校."""
    LEVEL = 2
    """It also begins with a level of government or a place: 市城市更新专班."""
    KNOWN = 3
    """The grammar knows the department or the group: 市财政局, 各镇（街道）."""


class _Answers(dict[str, Answer]):
    """Answers by name; forgotten all at once when there are very many, so that a long run does not fill the memory."""

    def __setitem__(self, name: str, answer: Answer) -> None:
        if len(self) >= _MOST_ANSWERS:
            self.clear()
        super().__setitem__(name, answer)


class UnitNames:
    """What the grammar knows about names, with every answer kept, since the same names come again and again.

    All strings are folded (see `text.fold`).
    """

    def __init__(self, grammar: Grammar) -> None:
        self._suffixes = frozenset(grammar.words("departments.suffixes"))
        self._suffix_lengths = sorted({len(s) for s in self._suffixes}, reverse=True)
        self._merged_suffixes = tuple(grammar.words("departments.merged_suffixes"))
        self._joins = tuple(grammar.words("departments.joins"))
        self._names: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._starts: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        for canonical, entry in grammar.entries("departments.functions").items():
            for key, table in (
                ("names", self._names),
                ("stems", self._stems),
                ("starts", self._starts),
                ("ends", self._ends),
            ):
                for word in entry.get(key, ()):
                    table.setdefault(word, canonical)
        self.areas = {area.name: area for area in area_names(grammar)}
        """The names of the towns, districts and zones that the grammar of a place knows."""
        self._groups = {
            _one_bracket(word): canonical
            for canonical, entry in grammar.entries("departments.collectives").items()
            for word in entry["names"]
        }
        self._whole = frozenset(grammar.words("units.whole"))
        levels = "".join(grammar.words("departments.levels"))
        self._levels = frozenset(levels)
        self._prefixes = frozenset(grammar.words("departments.prefixes"))
        self._prefix_lengths = sorted({len(word) for word in self._prefixes})
        self._starts_at = compile_pattern(
            rf"({alternation(list(self._starts))})([^及和与等、,]{{0,16}}[行局部会处组心办队司委])$"
        )
        # What stands before is a place or the national body: 国家统计局云溪调查队.
        self._ends_at = compile_pattern(
            rf"(?:国家统计局|中国证监会|国家|中国|国网)?[^局委厅部会办府司社队联院署行关各、]{{0,8}}({alternation(list(self._ends))})$"
        )
        self._branch = compile_pattern(
            r"(.{2,12}?(?:局|总局))[^局]{0,10}(?:分局|监管分局|支局|派出所|分中心|综合执法队)$"
        )
        self._government = compile_pattern(
            rf"([^局厅委办会部署联院社队府司各及和与、等]{{0,8}}[{levels}])(?:人民)?政府$"
        )
        # 云东新区管委会; the bodies of a city that end so (国有资产监督管理委员会) are found by what they do.
        self._zone = compile_pattern(
            r"(?:[省市县州](?=经济|经开|高新|开发|工业园|产业))?([^局厅委办会部署联院社队府司各及和与、,;等有相按由]{2,14}?)(?:党工委)?(?:管委会|管理委员会)$"
        )
        firm = alternation(grammar.words("units.firm_endings"))
        units_levels = alternation(grammar.words("units.levels"))
        self._firm = compile_pattern(rf"(?:{units_levels}|.{{1,6}}?[省市区县州盟旗]).{{0,30}}?(?:{firm})$")
        self._ending = compile_pattern(rf"(?:{alternation(grammar.words('units.endings'))})$")
        self.last_characters = frozenset(word[-1] for word in grammar.words("units.endings"))
        """What a name of a unit may end in, brackets aside."""
        self._not_a_name = grammar.rule("units.not-a-name").pattern
        self._group_rule = grammar.rule("units.collective").pattern
        self._canonical = _Answers[str | None]()
        self._readings = _Answers[Reading]()
        self._collective = _Answers[bool]()

    def canonical(self, name: str) -> str | None:
        """The standard name, the same for 发改局, 市发展改革委 and 云溪县发展和改革局; None where the grammar has none."""
        if name not in self._canonical:
            self._canonical[name] = self._find_canonical(name) if len(name) <= _MOST else None
        return self._canonical[name]

    def collective(self, name: str) -> bool:
        """Whether the name says a group of units rather than one."""
        if len(name) > _MOST:
            return False
        if name not in self._collective:
            self._collective[name] = _one_bracket(name) in self._groups or self._group_rule.search(name) is not None
        return self._collective[name]

    def reading(self, name: str) -> Reading:
        """How surely the string is the name of a unit."""
        reading = self._readings.get(name)
        if reading is None:
            reading = self._readings[name] = self._read(name)
        return reading

    def _read(self, name: str) -> Reading:
        if not 2 <= len(name) <= _MOST:
            return Reading.NONE
        if self.canonical(name) is not None:
            return Reading.KNOWN
        plain = _BRACKETS.sub("", name)
        if len(plain) < 2 or self._not_a_name.search(plain):
            return Reading.NONE
        if plain in self._whole:
            return Reading.ENDING
        if not self._ending.search(plain):
            return Reading.NONE
        if self.collective(name) or self._firm.match(plain):
            return Reading.LEVEL
        return Reading.ENDING

    def _find_canonical(self, name: str) -> str | None:
        group = self._groups.get(_one_bracket(name))
        if group is not None:
            return group
        plain = name.translate(_NO_MARKS)
        main = _BRACKETS.sub("", plain)
        if not main:
            return None
        found = self._by_function(main) or self._by_function(_without_brackets(plain))
        if found is None and (branch := self._branch.match(main)):
            found = self._by_function(branch[1])
        if found is not None:
            return found
        if self.areas and (area := self._area(main)):
            return area
        if match := self._starts_at.match(main):
            branch_of = self._starts[match[1]]
            return branch_of if self._by_function(match[2]) in (None, branch_of) else None
        if match := self._ends_at.match(main):
            return self._ends[match[1]]
        if (match := self._government.fullmatch(main)) and not self._not_a_name.search(main):
            return match[1] if match[1].endswith(("镇", "乡")) else f"{match[1]}人民政府"
        if (match := self._zone.fullmatch(main)) and not self._not_a_name.search(main):
            return f"{match[1]}管委会"
        return None

    def _area(self, main: str) -> str | None:
        """The area, with what it lies in before its name; None for 云东镇云西镇, which are two."""
        for at in (0, *self._after_places(main)):
            area = self.areas.get(main[at:])
            if area is not None:
                peers = (self.areas.get(main[start:at]) for start in range(at))
                if any(peer is not None and not area.lies_in(peer) for peer in peers):
                    return None
                return self._names.get(area.standard, area.standard)
        return None

    def _by_function(self, main: str) -> str | None:
        """The department, whatever levels and places stand before its name."""
        found = self._lookup(main)
        if found is not None:
            return found
        starts = [0]
        for at in self._after_places(main):
            found = self._lookup(main[at:])
            if found is not None:
                return found
            starts.append(at)
        for suffix in self._merged_suffixes:
            if main.endswith(suffix):
                for at in starts:
                    found = self._merged(main[at : -len(suffix)])
                    if found is not None:
                        return found
        return None

    def _merged(self, stems: str) -> str | None:
        """The department of the first of several stems in a row (发改商务, 工信和科技), if there is nothing else."""
        ends = {len(stems)}  # where a stem may end, so that only stems come after it
        for at in range(len(stems) - 2, 1, -1):
            if any(stems[at:end] in self._stems for end in ends):
                ends.update((at, at - 1) if stems[at - 1] in self._joins else (at,))
        for end in sorted(ends - {len(stems)}, reverse=True):
            if stems[:end] in self._stems:
                return self._stems[stems[:end]]
        return None

    def _after_places(self, main: str) -> Iterator[int]:
        """Offsets at which levels and places before may end: 云溪市|政府|财政局.

        From the front, each offset once: as a pattern it would try every way to part 市市市市… into places.
        """
        reached = {0}
        for at in range(len(main) - 1):
            if at not in reached:
                continue
            if 0 < at < len(main) - 1:
                yield at
            reached.update(at + length for length in self._prefix_lengths if main[at : at + length] in self._prefixes)
            for stop in range(at + 1, min(at + _LONGEST_PLACE + 1, len(main))):
                if main[stop - 1] in _NOT_IN_PLACE:
                    break
                if main[stop] in self._levels:
                    reached.add(stop + 1)

    def _lookup(self, core: str) -> str | None:
        found = self._names.get(core)
        if found is not None:
            return found
        for length in self._suffix_lengths:
            if len(core) > length and core[-length:] in self._suffixes:
                found = self._stems.get(core[:-length])
                if found is not None:
                    return found
        return None


_NO_MARKS = str.maketrans("", "", '“”"《》 \n\t')


def _one_bracket(name: str) -> str:
    return name.replace("<", "(").replace(">", ")")


def _without_brackets(name: str) -> str:
    return name.replace("(", "").replace(")", "").replace("<", "").replace(">", "").replace("[", "").replace("]", "")


@per_grammar
def unit_names(grammar: Grammar) -> UnitNames:
    """The names of a grammar, built once."""
    return UnitNames(grammar)
