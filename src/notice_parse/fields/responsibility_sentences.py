"""Markings that are a sentence of their own, without brackets or label: 市科技局牵头，市财政局配合。"""

from __future__ import annotations

import re
from bisect import bisect_right

from notice_parse.fields.responsibility_marking import MarkedText, Responsibility, from_statement, inside_any
from notice_parse.fields.responsibility_statement import Statement, StatementReader
from notice_parse.fields.units_names import Reading
from notice_parse.text.patterns import compile_pattern

_MOST = 400
"""Longest sentence that is read."""
_MOST_STARTS = 4
_BY_THE_END = (
    r"(?:,(?:并?于|确保|力争)?(?:20\d\d年)?(?:\d{1,2}月|[一二三四]季度|年)?(?:上旬|中旬|下旬)?(?:底|末|中|份)?"
    r"(?:之前|以前|前|内)(?:全部|基本)?完成)?"
)
LAST_WORDS = "牵头|负责|配合|参与|参加|协助|协办|落实|实施|抓总"
_LAST_WORD = compile_pattern(rf"(?:{LAST_WORDS}){_BY_THE_END}(?=[。;\n\s]|$)")
_BY = compile_pattern(r"(?:(?:此|该|本)(?:项|条)?(?:重点)?(?:工作|任务|措施|事项|项目)?(?:具体)?)?由")
_FIRST_WORDS = compile_pattern(
    rf"[ \t]*(?:{_BY.pattern})?(?P<words>[^,;。\s]{{2,60}}?)"
    r"(?:$|[、,;。\s]|牵头|负责|会同|会商|按|依|根据|配合|参与|落实|实施|等|分别|共同|具体|联合)"
)
_AFTER_DASH = compile_pattern(r"(?<=[。;!?)”])-{2,}(?P<units>[^-。;:!?]{2,200})[。;]?$")
_BLANKS = compile_pattern(r"[ \t]+")


class SentenceFinder:
    """Finds sentences that hold nothing but units and the words that give them roles."""

    def __init__(self, reader: StatementReader) -> None:
        self._reader = reader

    def find(self, text: MarkedText, taken: list[Responsibility]) -> list[Responsibility]:
        """The sentences outside the markings already taken."""
        folded = text.folded
        out: list[Responsibility] = []
        done = 0
        for match in _LAST_WORD.finditer(folded):
            end = match.end()
            if match.start() < done or inside_any(taken, match.start()):
                continue
            for start in self._starts(text, match.start(), taken, done):
                by = _BY.match(folded, start, end)
                statement = text.read(self._reader, by.end() if by else start, end)
                if _is_marking(statement):
                    done = end + (folded[end : end + 1] in ("。", ";"))
                    out.append(from_statement(start, done, statement))
                    break
        if (dashed := self._after_dash(text, taken, done)) is not None:
            out.append(dashed)
        return out

    def _after_dash(self, text: MarkedText, taken: list[Responsibility], done: int) -> Responsibility | None:
        """Units alone after a dash at the end of a clause: 新建公园3个。——市园林局."""
        if "--" not in text.folded:
            return None
        match = _AFTER_DASH.search(text.folded, max(0, len(text.folded) - _MOST))
        if match is None or match.start() < done or inside_any(taken, match.start("units")):
            return None
        statement = text.read(self._reader, *match.span("units"))
        if not statement.understood or statement.surest < Reading.KNOWN or statement.least < Reading.LEVEL:
            return None
        return from_statement(match.start(), match.end(), statement)

    def _starts(self, text: MarkedText, at: int, taken: list[Responsibility], done: int) -> list[int]:
        """Where the sentence that holds `at` may begin: after the last stop, or after a blank since then."""
        folded = text.folded
        before = bisect_right(taken, at, key=lambda r: r.end) - 1
        low = max(done, at - _MOST, taken[before].end if before >= 0 else 0)
        start = max([low, *(folded.rfind(mark, low, at) + 1 for mark in "。!?！？;\n:")])
        blanks = [m.end() for m in _BLANKS.finditer(folded, start, at)]
        starts = sorted({*blanks, *text.gaps_between(start, at)})[-_MOST_STARTS:]
        if start > at - _MOST or start == 0:
            starts.insert(0, start)
        return [s for s in starts if self._begins_with_unit(folded, s)]

    def _begins_with_unit(self, folded: str, start: int) -> bool:
        """Whether the first words there are a unit: a cheap look before the sentence is read."""
        match = _FIRST_WORDS.match(folded, start)
        if match is None:
            return False
        names, words = self._reader.units.names, match["words"]
        return names.reading(words) >= Reading.ENDING or any(
            names.reading(words[: m.start()]) >= Reading.ENDING for m in re.finditer("[及和与]", words)
        )


def _is_marking(statement: Statement) -> bool:
    """Units and roles and nothing else, and not only groups: 各部门要抓好落实 says nothing about a clause."""
    if not (statement.phrased and statement.understood and statement.all_placed):
        return False
    known = sum(u.unit.reading == Reading.KNOWN for u in statement.units)
    if not known or (statement.least < Reading.LEVEL and known * 2 < len(statement.units)):
        return False
    return any(not u.unit.collective for u in statement.units)
