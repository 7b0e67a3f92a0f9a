"""The head and the signature of a notice that was flattened to one line: where their lines once ended.

Without a blank left, only the words tell: a title ends with the word that names its kind, right before a document number,
the addressees or the first item; the addressees end with a colon; a signature stands between the last stop and the date.
"""

from __future__ import annotations

import re

from notice_parse.grammar.compile import Grammar, alternation, per_grammar
from notice_parse.text.patterns import compile_pattern

_REACH = 600
"""Characters of a line in which its head has to stand."""
_ADDRESSEES = 300
_BEFORE_TITLE = 200
_SIGNER = compile_pattern(r"签发人:")
_CHINESE_DATE = r"[一二][〇零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DATE = rf"(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|{_CHINESE_DATE})"


class RunningHead:
    """The patterns of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        endings = alternation([word for word in grammar.words("header.title_endings") if word != "令"])
        issuers = alternation(grammar.words("header.issuer_endings"))
        self._title = compile_pattern(rf"[^。;:!?]{{6,120}}?(?:{endings})(?:\([^()]{{2,12}}\))?(?=(?P<next>.{{0,60}}))")
        self._first = compile_pattern(r"一、|\(一\)|第一[章条部]|1[.、](?!\d)|目录")
        self._report = compile_pattern(
            r"(?:(?:19|20)\d\d年)?[\u4e00-\u9fff]{0,14}?政府工作报告(?=--|\(?(?:19|20)\d\d年\d{1,2}月)"
        )
        self._number = compile_pattern(
            r"(?:(?!的|通知|意见|方案|公告|办法|措施|决定)[\u4e00-\u9fff]){2,10}(?:\([\u4e00-\u9fff]{1,4}\))?[\[(<](?:19|20)\d\d[\])>]第?\d{1,5}号"
        )
        self._addressee = compile_pattern(r"(?:各|市|县|区|省|有关|直属)[^。;:!?]{2,280}?:")
        self._signature = compile_pattern(rf"(?P<who>[^。;:!?,、()]{{4,40}}(?:{issuers})){_DATE}")
        self._verb = compile_pattern(alternation(grammar.words("header.attach_verbs")))

    def cuts(self, text: str, start: int, end: int) -> list[int]:
        """Offsets in `[start, end)` where a line of the head or the signature once began."""
        return sorted({*self._of_head(text, start, min(end, start + _REACH)), *self._of_foot(text, start, end)})

    def _of_head(self, text: str, start: int, end: int) -> list[int]:
        cuts: list[int] = []
        if report := self._report.match(text, start, end):
            speech = text.find("各位代表", report.end(), end)
            return [report.end(), *([speech] if speech > 0 else [])]
        at = start
        title = self._end_of_title(text, start, end)
        if title is None and (number := self._number.search(text, start, min(end, start + _BEFORE_TITLE))):
            signer = _SIGNER.match(text, number.end())
            title = self._end_of_title(text, signer.end() if signer else number.end(), end)
        if title is None:
            return []
        cuts.append(title)
        at = title
        number = self._number.match(text, at, end)
        if number:
            at = number.end()
            cuts.append(at)
        addressee = self._addressee.match(text, at, min(end, at + _ADDRESSEES))
        if addressee:
            cuts.append(addressee.end())
        return cuts

    def _end_of_title(self, text: str, start: int, end: int) -> int | None:
        """Where the title ends: at a closing word that a number or the addressees follow."""
        at = start
        while match := self._title.match(text, start, end) if at == start else self._longer(text, start, at, end):
            stop = match.start("next")
            named = self._verb.search(text, start, stop)
            if self._first.match(text, stop):
                return stop
            if named and (
                self._number.match(text, stop, end) or self._addressee.match(text, stop, min(end, stop + _ADDRESSEES))
            ):
                return stop
            at = stop
        return None

    def _longer(self, text: str, start: int, at: int, end: int) -> re.Match[str] | None:
        match = self._title.match(text, max(start, at - 5), end)
        return match if match and match.start("next") > at and match.start("next") - start <= 160 else None

    def _of_foot(self, text: str, start: int, end: int) -> list[int]:
        cuts: list[int] = []
        for match in self._signature.finditer(text, start, end):
            if match.start() > start and text[match.start() - 1] in "。)]":
                cuts.append(match.start())
                if not text.startswith("印", match.end()):
                    cuts.append(match.end())
        return cuts


@per_grammar
def running_head(grammar: Grammar) -> RunningHead:
    """The patterns of a grammar, compiled once."""
    return RunningHead(grammar)
