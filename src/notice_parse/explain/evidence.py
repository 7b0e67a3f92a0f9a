"""Which rules read a piece of text, and which were tried on it without a match.

Whether a rule matches depends on the text alone. A text that was tried once answers for every place it stands at, which
is how an answer that a stage has kept for a name holds for the name's next place too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import NamedTuple

from notice_parse.explain.model import Nearly, Reason
from notice_parse.explain.rulebook import Rulebook
from notice_parse.grammar.trace import Attempt, Trace
from notice_parse.text.fold import fold
from notice_parse.text.normalise import NormText
from notice_parse.text.passage import Passage

_BLANK = re.compile(r"\s+")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SHORTEST = 2
_MOST = 4
"""Rules without a match that are told at most."""
_WORD = re.compile(r"[一-龥A-Za-z]|^\(?\d+[.、)]")
_NUMERAL = re.compile(r"[0-9.〇零一二两三四五六七八九十百千万亿]+")
_OF_LINES = ("header.", "kinds.", "tables.", "headings.")
_TELLING = 3
_NEAR_BY = 20
"""Characters around the place that was asked about in which a rule may have come near to a match."""


class Read(NamedTuple):
    """A rule and what it matched: `[start, end)` of the passage that was asked about."""

    rule: str
    start: int
    end: int
    text: str


class _Near(NamedTuple):
    size: int
    text: str
    why: str


class Evidence:
    """The attempts of one trace, asked by place."""

    def __init__(self, norm: NormText, trace: Trace, book: Rulebook) -> None:
        self._norm = norm
        self._attempts = list(trace.attempts.values())
        self._book = book
        self._asked_as = trace.asked_as
        self._by_text: dict[str, list[Attempt]] = {}
        self._counts: dict[str, int] = {}
        self._flat_offsets = [i for i, c in enumerate(norm.folded) if not c.isspace()]
        self._flat = "".join([norm.folded[i] for i in self._flat_offsets])
        for attempt in self._attempts:
            self._by_text.setdefault(attempt.text, []).append(attempt)

    def fired(self, passage: Passage, start: int = 0, end: int | None = None, prefix: str = "") -> list[Read]:
        """The matches of rules that overlap `[start, end)` of a passage, in order; each rule and place once."""
        stop = len(passage) if end is None else end
        found: dict[Read, None] = {}
        for attempt, shift in self._on(passage):
            for match in attempt.found:
                a, b = match.start + shift, match.end + shift
                if (a < stop and b > start) or (a == b and start <= a < stop):
                    text = attempt.text[match.start : match.end]
                    found.update(
                        (Read(rule, a, b, text), None) for rule in match.rules if self._asked(rule).startswith(prefix)
                    )
        return sorted(found, key=lambda read: (read.start, read.end, read.rule))

    def reasons(self, passage: Passage, reads: Collection[Read]) -> list[Reason]:
        """The matches as reasons, each rule once, with its first match."""
        first: dict[str, Read] = {}
        for read in reads:
            first.setdefault(read.rule, read)
        return [self._book.rule(r.rule, r.text, self._line(passage, r)) for r in first.values()]

    def header_rule(self, header: str) -> str | None:
        """The rule that gave a column its meaning, by the header without blanks; remarks in brackets may be left out."""
        bare = _BLANK.sub("", fold(header))
        texts = (bare, _REMARK.sub("", bare).strip(":"))
        for text in texts:
            for attempt in self._by_text.get(text, ()):
                for match in attempt.found:
                    for rule in match.rules:
                        if self._asked(rule).startswith("tables.column."):
                            return rule
        return None

    def _asked(self, rule: str) -> str:
        """The rule that a stage asked for when this one matched."""
        return self._asked_as.get(rule, rule)

    def nearly(
        self, passage: Passage, start: int, end: int, families: Collection[str], fired: Collection[str] = ()
    ) -> list[Nearly]:
        """The rules of some families that were tried on `[start, end)` of a passage and only just did not match.

        That is so of a rule that matches once its conditions on what stands around are left out (`^`, `$`, look-ahead,
        look-behind): the longest such match comes first. After them come rules of whose words the text holds
        half or more, one of three characters among them.
        """
        tried: dict[str, tuple[Attempt, int, int]] = {}
        matched = {*fired, *(self._asked(rule) for rule in fired)}
        for attempt, shift in self._on(passage):
            low, high = attempt.start + shift, attempt.end + shift
            if attempt.method == "match":
                high = min(high, low + 1)
            if low >= end or high <= start:
                continue
            for part in attempt.parts:
                if part.rule.id.startswith(tuple(families)) and not part.barred:
                    tried.setdefault(part.rule.id, (attempt, start - shift, end - shift))
            for match in attempt.found:
                if match.start + shift < end and match.end + shift > start:
                    matched.update(self._asked(rule) for rule in match.rules)
        near = [(rule, self._near(rule, *where)) for rule, where in tried.items() if rule not in matched]
        ranked = sorted(((found, rule) for rule, found in near if found is not None), key=lambda p: (-p[0].size, p[1]))
        return [Nearly(rule, self._book.where(rule), _short(found.text), found.why) for found, rule in ranked[:_MOST]]

    def _near(self, rule: str, attempt: Attempt, start: int, end: int) -> _Near | None:
        """How near a rule came to a match that touches `[start, end)` of the text it was tried on, or None."""
        loose = self._book.loosened(rule)
        low = max(attempt.start, start - _NEAR_BY)
        high = min(attempt.end, end + _NEAR_BY)
        if loose is not None:
            at_start = attempt.method in ("match", "fullmatch")
            one = loose.match(attempt.text, attempt.start, high) if at_start else None
            found = ([one] if one else []) if at_start else loose.finditer(attempt.text, low, high)
            for match in found:
                # A rule about numbers that has read only the number was looking for something else beside it.
                bare = rule.startswith("roles.") and _NUMERAL.fullmatch(match.group()) is not None
                if match.start() < end and match.end() > start and not bare and _WORD.search(match.group()):
                    size = 1000 + match.end() - match.start()
                    return _Near(size, match.group(), "but for what has to stand around it")
        window = attempt.text[max(attempt.start, start) : high]
        spelt = self._book.literals(rule)
        held = [word for word in spelt if word in window]
        size = sum(map(len, held))
        # A rule that spells out many words is not near to a text that has one of them.
        near = size * 2 >= sum(map(len, spelt)) and any(len(word) >= _TELLING for word in held)
        return _Near(size, window, f"has {'、'.join(held)}") if near else None

    def _line(self, passage: Passage, read: Read) -> int | None:
        if not 0 <= read.start < len(passage):
            return None
        return passage.norm.line_of(passage.norm_offset(read.start))

    def _on(self, passage: Passage) -> Iterator[tuple[Attempt, int]]:
        """The attempts on texts that overlap a passage; the number leads from an offset of theirs to one of it."""
        text = passage.folded
        for tried, attempts in self._by_text.items():
            if len(tried) >= len(text):
                for shift in self._places(passage, tried):
                    for attempt in attempts:
                        yield attempt, shift
            elif len(tried) >= _SHORTEST and (at := text.find(tried)) >= 0:
                here = [attempt for attempt in attempts if not self._is_elsewhere(attempt, text)]
                while at >= 0:
                    for attempt in here:
                        yield attempt, at
                    at = text.find(tried, at + 1)

    def _places(self, passage: Passage, tried: str) -> tuple[int, ...]:
        """How far a text that is not shorter than the passage is shifted against it; none where it stands elsewhere."""
        text = passage.folded
        if tried == text:
            return (0,)
        if len(tried) == len(self._norm.folded):
            return (-passage.start,) if len(passage.ranges) == 1 else ()
        if len(tried) > len(text) >= _SHORTEST and (at := self._around(passage, tried)) >= 0:
            return (-at,)
        return ()

    def _is_elsewhere(self, attempt: Attempt, text: str) -> bool:
        """Whether a rule about whole lines may have been tried on a line of these words that stands elsewhere."""
        if not attempt.parts[0].rule.id.startswith(_OF_LINES):
            return False
        tried = attempt.text
        if tried not in self._counts:
            self._counts[tried] = self._norm.folded.count(tried)
        return self._counts[tried] > text.count(tried)

    def _around(self, passage: Passage, tried: str) -> int:
        """Where a passage stands in a longer text that was tried, if that text stands around it in the source; else -1."""
        text = passage.folded
        at = tried.find(text)
        while at >= 0:
            lead = len(_BLANK.sub("", tried[:at]))
            start = bisect_left(self._flat_offsets, passage.start) - lead
            bare = _BLANK.sub("", tried)
            if start >= 0 and self._flat.startswith(bare, start):
                return at
            at = tried.find(text, at + 1)
        return -1


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
