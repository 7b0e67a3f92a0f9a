"""Markings in brackets: with a label, with words that give roles, or nothing but units."""

from __future__ import annotations

import re
from bisect import bisect_right

from notice_parse.fields.responsibility_fields import FieldFinder
from notice_parse.fields.responsibility_labels import Label, Labels
from notice_parse.fields.responsibility_marking import (
    CLOSERS,
    MOST,
    OPENERS,
    STOPS,
    MarkedText,
    Responsibility,
    to_marking,
)
from notice_parse.fields.responsibility_statement import Statement, StatementReader, Words
from notice_parse.fields.units_names import Reading, UnitNames
from notice_parse.text.patterns import compile_pattern

_BRACKET = compile_pattern(r"[()\[\]<>]")
_ROLE_WORDS = compile_pattern(
    r"负责|牵头|责任|职责|分工|配合|参与|落实|实施|参加|主办|协办|承办|协助|协同|支持|抓总|主责|单位|部门|时限|领导|:|\d[年月]|长期|持续"
)
_BY = compile_pattern(
    r"(?P<covers>(?:以上|上述|本部分|该部分|本章|本节|本条)(?:的)?(?:各|[一二三四五六七八九十两\d]{1,3})?(?:项|条|点|款|个方面)?"
    r"(?:重点)?(?:工作|任务|措施)?)?(?:均|都)?"
    r"(?:按照?(?:各自)?职责(?:分工)?,?|具体|统一)?由"
)
_GROUP_NOUN = compile_pattern(
    r"(?:部门|单位|机构|企业|公司|银行|组织|小组|成员|主体|方面|对象|人员|干部|例如|比如|如|包括|含|指|即)$"
)


class BracketFinder:
    """Finds markings in brackets, by one grammar."""

    def __init__(self, reader: StatementReader, fields: FieldFinder) -> None:
        self._reader = reader
        self._fields = fields
        self._labels: Labels = reader.labels
        self._names: UnitNames = reader.units.names

    def find(self, text: MarkedText) -> list[Responsibility]:
        folded = text.folded
        out: list[Responsibility] = []
        done = 0
        pairs = _pairs(folded)
        if not pairs:
            return out
        labels = {start: m for start, _ in pairs if (m := self._label_at(folded, start + 1))}
        later = list(labels)
        for start, close in pairs:
            if start < done:
                continue
            marking = None
            if label := labels.get(start):
                # A bracket left open ends before the next one that has a label.
                following = bisect_right(later, start)
                limit = later[following] if following < len(later) else None
                marking = self._labelled(text, start, close, self._labels.of(label), limit)
            elif close is not None and close - start <= MOST and not self._is_label(folded, start, close):
                marking = self._plain(text, start, close)
            if marking is not None:
                out.append(marking)
                done = marking.end
        return out

    def _label_at(self, folded: str, at: int) -> re.Match[str] | None:
        first = folded[at : at + 1]
        opens = first in self._labels.first or first in "[<"
        return self._labels.before_colon.match(folded, at) if opens else None

    def _is_label(self, folded: str, start: int, close: int) -> bool:
        """Whether the bracket holds a label alone, whose value stands after it: 【责任单位】."""
        if folded[start] == "(":
            return False
        match = self._labels.in_brackets.match(folded, start)
        return match is not None and match.end() > close

    def _labelled(
        self, text: MarkedText, start: int, close: int | None, label: Label, limit: int | None
    ) -> Responsibility | None:
        if close is None or close - start > MOST:
            end, after = self._fields.open_end(text, start + 1, limit=limit)
        else:
            cut = self._left_open(text, start, close, limit)
            end, after = (cut, cut) if cut is not None else (close, close + 1)
        statement = text.read(self._reader, start + 1, end)
        if label.weak and not (statement.units and statement.understood):
            return None
        if not (statement.units or statement.leaders or statement.deadlines):
            return None
        return to_marking(text, start, after, statement)

    def _left_open(self, text: MarkedText, start: int, close: int, limit: int | None) -> int | None:
        """Where a bracket ends that was left open and took the closing one of a later clause."""
        folded = text.folded
        if limit is not None and limit < close:
            return self._fields.open_end(text, start + 1, limit=limit)[0]
        for item in self._fields.item_start.finditer(folded, start + 1, close):
            at = item.start()
            if folded[at] != "(" and (folded[at - 1] in " \n。" or text.gap_at(at)):
                return at
        return None

    def _plain(self, text: MarkedText, start: int, close: int) -> Responsibility | None:
        """A bracket without a label: with words that give roles, or nothing but units at the end of a clause."""
        folded = text.folded
        inside = folded[start + 1 : close]
        if len(inside) < 3:
            return None
        worded = _ROLE_WORDS.search(inside) is not None
        if not worded and inside[-1] not in self._names.last_characters and inside[-1] not in CLOSERS + "等,、":
            return None
        before = folded[start - 1] if start else "。"
        # Several markings in one clause are set off by commas: 甲事（市科技局负责），乙事（市财政局负责）.
        set_off = worded and (before == "," or folded[close + 1 : close + 2] in (",", "、"))
        if before not in STOPS and not set_off and not text.ends_clause(close + 1):
            return None
        by = _BY.match(folded, start + 1)
        low = by.end() if by else start + 1
        statement = text.read(self._reader, low, close)
        if self._stands(folded, statement, start, before):
            marking = to_marking(text, start, close + 1, statement)
            if by is not None and by["covers"]:
                low, high = by.span("covers")
                marking = marking._replace(covers=Words(text.clean[low:high], low, high))
            return marking
        stop = folded.find("。", low, close)
        if stop < 0 or not worded:
            return None
        # A sentence may follow inside the brackets: （市林业局负责。各县区一并落实，不再列出。）
        statement = text.read(self._reader, low, stop)
        if not statement.phrased or not self._stands(folded, statement, start, before):
            return None
        remark = Words("".join(text.clean[stop + 1 : close].split()), stop + 1, close)
        return to_marking(text, start, close + 1, statement)._replace(remark=remark)

    def _stands(self, folded: str, statement: Statement, start: int, before: str) -> bool:
        """Whether what the bracket says is a marking."""
        if not statement.understood:
            return False
        if statement.labelled or statement.notes:
            return statement.surest >= Reading.LEVEL
        if statement.phrased:
            # 市林业局牵头，市水利局: the second has no word of its own, and at the end of a clause needs none.
            placed = statement.all_placed or (statement.surest == Reading.KNOWN and statement.least >= Reading.LEVEL)
            return statement.surest >= Reading.LEVEL and placed
        return self._bare_list(folded, statement, start, before)

    def _bare_list(self, folded: str, statement: Statement, start: int, before: str) -> bool:
        """Whether units alone in a bracket say who is responsible, rather than explain the words before it."""
        units = [u.unit for u in statement.units]
        if statement.surest < Reading.KNOWN:
            return False
        if before in STOPS:
            return any(not u.collective for u in units) or units[0].name.startswith(("各", "有关", "相关"))
        # 主管部门（市财政局）: the bracket names the unit that the words before it speak of.
        word = re.split(r"[、,。;:()]", folded[max(0, start - 12) : start])[-1]
        if before in CLOSERS or _GROUP_NOUN.search(word) or statement.least < Reading.LEVEL:
            return False
        if any(self._names.reading(word[at:]) >= Reading.LEVEL for at in range(len(word) - 1)):
            return False
        return all(not u.collective for u in units) and (len(units) > 1 or units[0].name[0] in "市省区县国")


def _pairs(folded: str) -> list[tuple[int, int | None]]:
    """Each opening bracket with its closing one, or None; sorted by start. A bracket may be closed by another kind."""
    if "(" not in folded and "[" not in folded and "<" not in folded:
        return []
    stack: list[int] = []
    pairs: dict[int, int | None] = {}
    for match in _BRACKET.finditer(folded):
        at, mark = match.start(), match[0]
        if mark in OPENERS:
            stack.append(at)
            pairs[at] = None
            continue
        opener = OPENERS[CLOSERS.index(mark)]
        near = range(len(stack) - 1, max(-1, len(stack) - 6), -1)
        depth = next((i for i in near if folded[stack[i]] == opener), len(stack) - 1)
        if depth >= 0:
            pairs[stack[depth]] = at
            del stack[depth:]
    return sorted(pairs.items())
