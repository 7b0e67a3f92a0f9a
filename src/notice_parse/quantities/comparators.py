"""Comparator words before and after a number."""

from __future__ import annotations

from typing import NamedTuple

from notice_parse.grammar.compile import Grammar
from notice_parse.quantities.words import any_of
from notice_parse.records.target import Comparator
from notice_parse.text.patterns import compile_pattern

WINDOW = 8
# 至少建成1个, 不少于举办2场: the verb may come between.
_OVER_VERB = compile_pattern(r"(?P<word>至少|最少|不少于|不低于)[一-龥]{1,4}$")
# 不低于全部到位资金的30%: of what the share is taken stands between.
_OVER_WHOLE = compile_pattern(r"(?P<word>不少于|不低于|不超过|不高于|超过|高于|低于)[一-龥]{2,12}的$")
# 45%(81200人)以上: what the share comes to stands between.
_ASIDE = compile_pattern(r"\([^()\n]{1,16}\)")


class Bound(NamedTuple):
    """The comparator of a number, and where its words begin and end."""

    start: int
    end: int
    comparator: Comparator


class Comparators:
    """The comparator words of a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.before: dict[str, Comparator] = grammar.entries("comparators.before")
        self.after: dict[str, Comparator] = grammar.entries("comparators.after")
        self.weak = frozenset(grammar.words("comparators.weak"))
        round_only = grammar.words("comparators.before_round")
        words = [w for w in self.before if w not in round_only]
        # 控制在不超过30元, 达到约30家: the words nearest the number first, further ones reached over 在, 到, 达.
        self._before = compile_pattern(rf"(?:{any_of(words)})(?:了|为|在|到|达|达到|于)?$")
        self._round = compile_pattern(rf"(?<![一-龥]线)(?:{any_of(round_only)})$")
        # 内 closes a limit only where no word goes on with it: 30天内, not 30家内资企业.
        self._after = compile_pattern(
            rf"(?:{any_of([w for w in self.after if w not in ('内', '起', '许')])}|(?!{any_of(grammar.words('comparators.inner_words'))})内|起(?=[,。;]|$))"
        )

    def around(self, text: str, start: int, end: int, floor: int, *, implicit: bool, more: bool) -> Bound:
        """The bound of the number whose numeral begins at `start` and whose unit ends at `end`.

        `floor` is where the text of the number before ends; `implicit` says that the number is a bare magnitude, and
        `more` that 余 or 多 stands inside it.
        """
        low = max(floor, start - WINDOW)
        window = text[low:start]
        first = self._before.search(window)
        if first is None and implicit:
            first = self._round.search(window)
        across = None
        if first is None and window.endswith("的"):
            across = _OVER_WHOLE.search(text, max(floor, start - 2 * WINDOW), start)
        elif first is None and ("少" in window or "低" in window):
            across = _OVER_VERB.search(text, low, start)
        comparator: Comparator = "gt" if more else "eq"
        begin = start
        word = ""
        if first:
            word = first.group()
            while word not in self.before:
                word = word[:-1]
            begin = low + first.start()
            comparator = self.before[word]
            if word in self.weak:
                further = self._before.search(window[: first.start()])
                if further and further.group() in self.before and further.group() not in self.weak:
                    word, begin = further.group(), low + further.start()
                    comparator = self.before[word]
        elif across:
            word = across.group("word")
            begin, comparator = across.start(), self.before[word]
        after = self._after.match(text, end)
        if after is None and text[end : end + 1] == "(":
            aside = _ASIDE.match(text, end)
            after = self._after.match(text, aside.end()) if aside else None
        if after:
            end = after.end()
            if not word or word in self.weak:
                comparator = self.after[after.group()]
            if word in ("约", "大约", "近") and comparator == "le":
                comparator = "approx"
        return Bound(begin, end, comparator)
