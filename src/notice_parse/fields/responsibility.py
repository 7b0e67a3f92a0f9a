"""Markings of responsibility in running text: who answers for a clause, in every form a notice gives it.

In brackets with a label (`（责任单位：市科技局）`), with words (`（市科技局牵头，市财政局配合）`) or bare (`（市科技局、市财政局）`);
after a label without brackets; or as a closing sentence of its own. A sentence that merely mentions a department is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from notice_parse.fields.responsibility_labels import Label
from notice_parse.fields.responsibility_notes import Note
from notice_parse.fields.responsibility_statement import Statement, StatementReader, UnitRole, Words, first_leads, statement_reader
from notice_parse.fields.units import Unit
from notice_parse.fields.units_names import Reading
from notice_parse.grammar import Grammar, load_grammar
from notice_parse.text.fold import fold

_MOST = 1500
"""Longest inside of a bracket that is looked at: the longest list of units met has 500 characters."""
_MOST_BLANKS = 60
_MOST_SENTENCE = 400
"""Longest closing sentence that is read."""
_FIRST_WORDS = re.compile(r"[ \t]*由?(?P<words>[^,;。\s]{2,60}?)(?:$|[、,;。\s]|牵头|负责|会同|会商|按|依|根据|配合|参与|落实|实施|等|分别|共同|具体|联合)")
_OPEN = "([<"
_CLOSE = ")]>"
_STOPS = "。;!?！？"
_BRACKET = re.compile(r"[()\[\]<>]")
_WORTH_READING = re.compile(r"负责|牵头|责任|职责|分工|配合|参与|落实|实施|参加|主办|协办|承办|协助|协同|支持|抓总|主责|单位|部门|时限|领导|:")
_LAST_WORD = re.compile(r"(?:牵头|负责|配合|参与|落实|实施|抓总)(?=[。;\n\s]|$)")
_GROUP_NOUN = re.compile(r"(?:部门|单位|机构|企业|公司|银行|组织|小组|成员|主体|方面|对象|人员|干部|例如|比如|如|包括|含|指|即)$")


class Responsibility(NamedTuple):
    """One marking: where it stands, and what it says.

    `[start, end)` is the whole marking with its brackets, and with the full stop after it where the clause before it has
    one of its own, so that the task is the text without it. `leaders` and `deadline` are quotes. `first_listed_note` is
    set where the marking says that its first unit leads, `onward` where that holds for later ones too (下同).
    """

    start: int
    end: int
    units: list[UnitRole]
    leaders: list[Words]
    deadline: Words | None
    first_listed_note: bool = False
    onward: bool = False

    @property
    def not_understood(self) -> list[Unit]:
        """Fragments among the units that do not read as one; each is worth the diagnostic `unit-not-understood`."""
        return [u.unit for u in self.units if not u.unit.understood]


class _Text(NamedTuple):
    folded: str
    clean: str
    gaps: list[int]
    first_listed: bool


class ResponsibilityFinder:
    """Finds markings by one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.reader: StatementReader = statement_reader(grammar)
        self._item_start = grammar.rule("responsibility.item-start").pattern
        self._labels = self.reader.labels

    def find(self, text: _Text) -> list[Responsibility]:
        if not _WORTH_READING.search(text.folded) and "(" not in text.folded and "[" not in text.folded:
            return []
        found = self._in_brackets(text)
        found = _sorted(found + self._labelled(text, found))
        return _noted(_sorted(found + self._sentences(text, found)))

    # --- in brackets ---

    def _in_brackets(self, text: _Text) -> list[Responsibility]:
        folded = text.folded
        out: list[Responsibility] = []
        done = 0
        for start, close in _pairs(folded):
            if start < done:
                continue
            label = self._labels.before_colon.match(folded, start + 1)
            if label is not None:
                marking = self._labelled_bracket(text, start, close)
            elif close is None or close - start > _MOST:
                marking = None
            elif (match := self._labels.in_brackets.match(folded, start)) and match.end() >= close + 1:
                marking = None  # 【责任单位】, whose value stands after it
            else:
                marking = self._plain_bracket(text, start, close)
            if marking is not None:
                out.append(marking)
                done = marking.end
        return out

    def _labelled_bracket(self, text: _Text, start: int, close: int | None) -> Responsibility | None:
        end = close
        if close is None or close - start > _MOST:
            end, after = self._open_end(text, start + 1)
        else:
            after = close + 1
            # A bracket left open takes the closing one of a later clause; the next item comes before it.
            item = self._item_start.search(text.folded, start + 1, close)
            line = text.folded.find("\n", start, close)
            if item is not None and text.folded[item.start() - 1] in " \n。" and not text.folded[item.start()] == "(":
                end = after = item.start()
            elif item is not None and item.start() in _near(text.gaps, item.start()):
                end = after = item.start()
            elif line >= 0 and text.folded[line - 1] not in "、,;:" and _BRACKET.search(text.folded, line, close):
                end = after = line
        assert end is not None
        statement = self._read(text, start + 1, end)
        if not (statement.units or statement.leaders or statement.deadlines):
            return None
        return self._marking(text, start, after, statement)

    def _plain_bracket(self, text: _Text, start: int, close: int) -> Responsibility | None:
        """A bracket without a label: with words that give roles, or nothing but units at the end of a clause."""
        folded = text.folded
        inside = folded[start + 1 : close]
        if len(inside) < 3:
            return None
        worded = _WORTH_READING.search(inside) is not None
        if not worded and inside[-1] not in self.reader.units.names.last_characters and inside[-1] not in _CLOSE + "等,、":
            return None
        before = folded[start - 1] if start else "。"
        ends_clause = before in _STOPS or _ends_clause(text, close + 1)
        if not (ends_clause or (worded and folded[close + 1 : close + 2] in (",", "、"))):
            return None
        low = start + 1 + (inside[0] == "由")
        statement = self._read(text, low, close)
        if not statement.understood:
            return None
        if statement.labelled or statement.notes:
            ok = statement.surest >= Reading.LEVEL
        elif statement.phrased:
            ok = statement.surest >= Reading.LEVEL and _all_placed(statement)
        else:
            ok = self._bare_list(text, statement, start, before)
        return self._marking(text, start, close + 1, statement) if ok else None

    def _bare_list(self, text: _Text, statement: Statement, start: int, before: str) -> bool:
        """Whether units alone in a bracket say who is responsible, rather than explain the words before it."""
        units = [u.unit for u in statement.units]
        if statement.surest < Reading.KNOWN or statement.least < Reading.LEVEL and before not in _STOPS:
            return False
        if before in _STOPS:
            return any(not u.collective for u in units) or units[0].name.startswith(("各", "有关", "相关"))
        # 主管部门（市财政局）: the bracket names the unit that the words before it speak of.
        word = re.split(r"[、,。;:()]", text.folded[max(0, start - 12) : start])[-1]
        names = self.reader.units.names
        if before in _CLOSE or _GROUP_NOUN.search(word):
            return False
        if any(names.reading(word[at:]) >= Reading.LEVEL for at in range(len(word) - 1)):
            return False
        return all(not u.collective for u in units) and (len(units) > 1 or units[0].name[0] in "市省区县国各")

    # --- after a label ---

    def _labelled(self, text: _Text, taken: list[Responsibility]) -> list[Responsibility]:
        folded = text.folded
        out: list[Responsibility] = []
        starts = [field for field in self._labels.fields(folded) if not _inside(taken, field[0])]
        at = -1
        for index, (start, end, label) in enumerate(starts):
            if start < at or not self._opens_field(text, start, at):
                continue
            stop, after = self._open_end(text, end, label)
            if index + 1 < len(starts) and end <= (later := starts[index + 1][0]) < stop:
                if folded[later - 1] in _CLOSE + ",;。、:\n \t" or label.field != "units":
                    stop = after = later
            following = bisect_left(taken, end, key=lambda r: r.start)
            if following < len(taken) and taken[following].start < stop:
                stop = after = taken[following].start
            statement = self._read(text, end, stop, label)
            if not self._worth(statement, label):
                continue
            adjacent = bool(out) and not folded[out[-1].end : start].strip(" \t\n。;,、·*-")
            marking = self._marking(text, start, after, statement)
            out[-1:] = [_merged(out[-1], marking)] if adjacent else [*out[-1:], marking]
            at = after
        return out

    def _opens_field(self, text: _Text, start: int, previous_end: int) -> bool:
        if start in (0, previous_end) or start in _near(text.gaps, start):
            return True
        return text.folded[start - 1] in _STOPS + _CLOSE + "\n\t ,.、|·*-:"

    @staticmethod
    def _worth(statement: Statement, label: Label) -> bool:
        """A field of units opens with a unit; otherwise the words before the colon belong to a sentence."""
        if label.field != "units":
            return bool(statement.leaders or statement.deadlines or statement.units)
        return bool(statement.units) and (
            statement.units[0].unit.understood or (label.text.endswith(("单位", "部门")) and len(statement.units[0].unit.name) <= 12)
        )

    def _open_end(self, text: _Text, start: int, label: Label | None = None) -> tuple[int, int]:
        """Where a field that nothing closes ends, and where the marking does."""
        folded = text.folded
        limit = min(len(folded), start + _MOST)
        stop = after = limit
        for match in re.finditer(r"[。\n]", folded[start:limit]):
            at = start + match.start()
            head = folded[start:at].strip()
            if match[0] == "\n" and (not head or head[-1] in "、,:"):
                continue  # the list goes on in the next line
            stop, after = at, at + (match[0] == "。")
            break
        if (item := self._item_start.search(folded, start, stop)) is not None and item.start() > start:
            stop = after = item.start()
        if label is None or label.field == "units":
            cut = self._cut_at_blank(text, start, stop)
            if cut is not None:
                stop = after = cut
        return stop, after

    def _cut_at_blank(self, text: _Text, start: int, stop: int) -> int | None:
        """The first blank or gap after which the text is no longer a list of units."""
        folded = text.folded
        low, high = bisect_right(text.gaps, start), bisect_left(text.gaps, stop)
        blanks = [start + m.start() for m in re.finditer(r"[ \t]", folded[start:stop])]
        for at in sorted({*blanks, *text.gaps[low:high]})[:_MOST_BLANKS]:
            left = re.split(r"[、,;:]", folded[start:at].strip())[-1].strip()
            right = re.split(r"[、,;:。(\s]", folded[at:stop].lstrip(), maxsplit=1)[0]
            names = self.reader.units.names
            if not left or folded[at - 1] in "、,;:" or not right:
                continue
            last = self.reader.units.parse(left)
            if last and last[-1].understood and not names.reading(right) and not self._unit_ahead(right):
                return at
        return None

    def _unit_ahead(self, text: str) -> bool:
        parsed = self.reader.units.parse(text)
        return bool(parsed) and parsed[0].understood and parsed[0].reading >= Reading.LEVEL or bool(_LAST_WORD.search(text))

    # --- as a sentence of its own ---

    def _sentences(self, text: _Text, taken: list[Responsibility]) -> list[Responsibility]:
        folded = text.folded
        out: list[Responsibility] = []
        done = 0
        for match in _LAST_WORD.finditer(folded):
            end = match.end()
            if _inside(taken, match.start()) or match.start() < done:
                continue
            for start in self._sentence_starts(text, match.start(), taken, done):
                low = start + folded.startswith("由", start)
                statement = self._read(text, low, end)
                if self._closing(statement):
                    after = end + (folded[end : end + 1] in ("。", ";"))
                    out.append(self._marking(text, start, after, statement, whole=True))
                    done = after
                    break
        return out

    def _sentence_starts(self, text: _Text, at: int, taken: list[Responsibility], done: int) -> list[int]:
        """Where the sentence that holds `at` may begin: after the last stop, or after a blank since then."""
        folded = text.folded
        before = bisect_right(taken, at, key=lambda r: r.end) - 1
        low = max(done, at - _MOST_SENTENCE, taken[before].end if before >= 0 else 0)
        start = max([low, *(folded.rfind(mark, low, at) + 1 for mark in "。!?！？;\n:")])
        blanks = [start + m.end() for m in re.finditer(r"[ \t]+", folded[start:at])]
        gaps = text.gaps[bisect_right(text.gaps, start) : bisect_left(text.gaps, at)]
        starts = sorted({*blanks, *gaps})[-4:]
        if start > at - _MOST_SENTENCE or start == 0:
            starts.insert(0, start)
        return [s for s in starts if self._begins_with_unit(folded, s)]

    def _begins_with_unit(self, folded: str, start: int) -> bool:
        """Whether the first words there are a unit: a cheap look before the sentence is read."""
        match = _FIRST_WORDS.match(folded, start)
        if match is None:
            return False
        names = self.reader.units.names
        words = match["words"]
        return names.reading(words) >= Reading.LEVEL or any(
            names.reading(words[: m.start()]) >= Reading.LEVEL for m in re.finditer("[及和与、]", words)
        )

    @staticmethod
    def _closing(statement: Statement) -> bool:
        if not (statement.phrased and statement.understood and _all_placed(statement)):
            return False
        if statement.least < Reading.LEVEL or statement.surest < Reading.KNOWN:
            return False
        return any(not u.unit.collective for u in statement.units)

    # --- all ---

    def _read(self, text: _Text, start: int, end: int, label: Label | None = None) -> Statement:
        return self.reader.read(
            text.folded, text.clean, start, end, label=label, first_listed=text.first_listed, gaps=text.gaps
        )

    def _marking(self, text: _Text, start: int, end: int, statement: Statement, *, whole: bool = False) -> Responsibility:
        folded = text.folded
        before = folded[max(0, start - 200) : start].rstrip().rstrip("”’\"")[-1:]
        if not whole and end < len(folded) and folded[end] in "。;" and (not before or before in _STOPS):
            end += 1
        return Responsibility(
            start,
            end,
            statement.units,
            statement.leaders,
            statement.deadlines[0] if statement.deadlines else None,
            bool(statement.notes),
            any(note.scope == "onward" for note in statement.notes),
        )


def _pairs(folded: str) -> list[tuple[int, int | None]]:
    """Each opening bracket with its closing one, or None; sorted by start. A bracket may be closed by another kind."""
    stack: list[int] = []
    pairs: dict[int, int | None] = {}
    for match in _BRACKET.finditer(folded):
        at, mark = match.start(), match[0]
        if mark in _OPEN:
            stack.append(at)
            pairs[at] = None
            continue
        opener = _OPEN[_CLOSE.index(mark)]
        depth = next((i for i in range(len(stack) - 1, max(-1, len(stack) - 6), -1) if folded[stack[i]] == opener), None)
        if depth is None:
            depth = len(stack) - 1
        if depth >= 0:
            pairs[stack[depth]] = at
            del stack[depth:]
    return sorted(pairs.items())


def _ends_clause(text: _Text, at: int) -> bool:
    """Whether the clause ends at the offset: nothing follows, a stop, a line end, or a gap."""
    return at >= len(text.folded) or text.folded[at] in _STOPS + "\n\t " or at in _near(text.gaps, at)


def _near(gaps: list[int], at: int) -> list[int]:
    """The gap at the offset, if there is one."""
    index = bisect_left(gaps, at)
    return gaps[index : index + 1]


def _all_placed(statement: Statement) -> bool:
    """Whether no unit is left over that neither words nor a label give a role."""
    return all(u.basis != "default" for u in statement.units) or bool(statement.notes)


def _inside(taken: list[Responsibility], at: int) -> bool:
    index = bisect_right(taken, at, key=lambda r: r.start) - 1
    return index >= 0 and at < taken[index].end


def _merged(first: Responsibility, second: Responsibility) -> Responsibility:
    """Fields that follow one another are one marking."""
    return Responsibility(
        first.start,
        second.end,
        first.units + second.units,
        first.leaders + second.leaders,
        first.deadline or second.deadline,
        first.first_listed_note or second.first_listed_note,
        first.onward or second.onward,
    )


def _noted(found: list[Responsibility]) -> list[Responsibility]:
    """The markings with 下同 carried from the one that says it to all later ones."""
    onward = False
    for index, marking in enumerate(found):
        if onward and not marking.first_listed_note:
            found[index] = marking._replace(units=first_leads(marking.units))
        onward = onward or marking.onward
    return found


def _sorted(found: list[Responsibility]) -> list[Responsibility]:
    return sorted(found, key=lambda r: r.start)


@lru_cache(maxsize=4)
def responsibility_finder(grammar: Grammar) -> ResponsibilityFinder:
    """The finder of a grammar, built once."""
    return ResponsibilityFinder(grammar)


def find_responsibilities(
    text: str,
    clean: str | None = None,
    *,
    gaps: Collection[int] = (),
    first_listed: bool = False,
    grammar: Grammar | None = None,
) -> list[Responsibility]:
    """The markings of responsibility in the text of a clause, in order.

    Shape: sorted by start, no overlaps; offsets count in `text`, which is folded (an unfolded one is folded first).
    `clean`, of equal length, gives the characters that names are quoted in; `gaps` are offsets where white space was
    dropped; `first_listed` says that the document has a note that the first-listed unit leads.
    Errors: none; any string is accepted.
    """
    folded = fold(text)
    finder = responsibility_finder(grammar or load_grammar())
    return finder.find(_Text(folded, text if clean is None else clean, sorted(gaps), first_listed))


def read_units(
    text: str,
    clean: str | None = None,
    *,
    label: Label | None = None,
    gaps: Collection[int] = (),
    first_listed: bool = False,
    grammar: Grammar | None = None,
) -> Responsibility:
    """What the value of a field, or a cell of a column of units, says, taken as a whole.

    Shape: as a marking that covers all of `text`; `label` is what the field's label or the column's header says.
    """
    folded = fold(text)
    statement = statement_reader(grammar or load_grammar()).read(
        folded, text if clean is None else clean, 0, len(folded), label=label, first_listed=first_listed, gaps=sorted(gaps)
    )
    return Responsibility(
        0,
        len(folded),
        statement.units,
        statement.leaders,
        statement.deadlines[0] if statement.deadlines else None,
        bool(statement.notes),
        any(note.scope == "onward" for note in statement.notes),
    )


__all__ = ["Label", "Note", "Responsibility", "UnitRole", "Words", "find_responsibilities", "read_units"]
