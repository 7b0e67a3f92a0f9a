"""Lines to pieces: the lines of the source, and where a long line holds a whole document, the lines it once had.

Web archives keep notices as one running line. What is left of the line breaks are blanks, and the numbers and labels that
open an item; a line is cut there, and only there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from notice_parse.layout.lines import Line
from notice_parse.layout.running_head import RunningHead
from notice_parse.text.normalise import NormText
from notice_parse.text.ordinals import parse_ordinal
from notice_parse.text.patterns import compile_pattern
from notice_parse.tokens.kinds import Kind, Token
from notice_parse.tokens.tokenizer import Tokenizer

LONG_LINE = 100
"""Characters from which a line may be a flattened document."""

SHORT_LINE = 40
"""The same, where the line is most of its file."""

_PERSON_OR_TIME = compile_pattern(r"(?:领导|人|时限|时间|期限|日期|节点)$")
_ENDS_LINE = compile_pattern(
    r"附[件表录] ?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[:.]? ?$|(?:19|20)\d\d-\d\d?-\d\d?(?: ?\d\d?:\d\d(?::\d\d)?)?$"
)
"""What ends a line though it ends with a digit: 附件1, the time of publication."""
_NAME_OR_POST = compile_pattern(
    r"[\u4e00-\u9fff]{1,4}(?:[、,][\u4e00-\u9fff·]{1,10})*|[\u4e00-\u9fff、,]{0,12}·[\u4e00-\u9fff]{1,8}|[\u4e00-\u9fff、]{2,16}(?:长|书记|主任|主席|常委|委员|员)|[\d年月日底前]{1,12}"
)
_YEAR_OPENS = compile_pattern(r"[\[(<](?:19|20)\d\d[\])>]")
_DATE = compile_pattern(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_CLOSED = compile_pattern(
    r"[(\[<](?:[^()\[\]<>]*(?:责任|牵头|主办|配合|承办)[^()\[\]<>]{0,4}[:]|[^()\[\]<>]*(?:负责|牵头|配合|落实)[)\]>])[^()\[\]<>]*[)\]>]?[。;]?$"
)
"""A bracket that says who is responsible, right before."""
_STRONG = "。!?;:)]”>…"
_NO_BREAK_AFTER = "、,(<[“《·-/"


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Piece:
    """`[start, end)` of the NormText, with the tokens inside; `cut` tells that a longer line was cut before it."""

    start: int
    end: int
    blank_before: int
    cut: bool
    tokens: list[Token] = field(default_factory=list)


def find_pieces(
    norm: NormText, lines: Sequence[Line], tokens: Sequence[Token], tokenizer: Tokenizer, head: RunningHead
) -> list[Piece]:
    """The pieces of a document, in order; `tokens` are its signs.

    Shape: each lies within one line; together they cover every line.
    """
    pieces: list[Piece] = []
    at = 0
    total = len(tokens)
    size = len(norm.folded)
    for line in lines:
        while at < total and tokens[at].end <= line.start:
            at += 1
        stop = at
        while stop < total and tokens[stop].start < line.end:
            stop += 1
        inside = list(tokens[at:stop])
        at = stop
        cuts = _cuts(norm, line, inside, tokenizer, size, head) if line.end - line.start >= SHORT_LINE else []
        cuts = cuts or _run_on_items(norm.folded, line, inside, tokenizer)
        if not cuts:
            pieces.append(Piece(line.start, line.end, line.blank_before, False, inside))
            continue
        pieces.extend(_cut(line, cuts, inside))
    return pieces


def _cut(line: Line, cuts: list[int], tokens: list[Token]) -> Iterator[Piece]:
    """The pieces of one line, each with its tokens; a token that a cut divides goes on in the next piece."""
    first = 0
    for index, (start, end) in enumerate(pairwise([line.start, *cuts, line.end])):
        while first < len(tokens) and tokens[first].end <= start:
            first += 1
        stop = first
        part: list[Token] = []
        while stop < len(tokens) and tokens[stop].start < end:
            token = tokens[stop]
            part.append(token if token.start >= start else token._replace(start=start))
            stop += 1
        yield Piece(start, end, line.blank_before if index == 0 else 0, index > 0, part)


def _cuts(
    norm: NormText, line: Line, tokens: list[Token], tokenizer: Tokenizer, size: int, head: RunningHead
) -> list[int]:
    """Offsets at which a long line is cut; none where it is just a long paragraph."""
    structural = _structural_cuts(norm, line, tokens, tokenizer)
    # A paragraph may number what it enumerates; a flattened document is most of its file, or says again and again who is
    # responsible just before a number.
    length = line.end - line.start
    whole = length > (0.4 if length >= LONG_LINE else 0.85) * size
    if not whole and length < LONG_LINE:
        return []
    words = head.cuts(norm.folded, line.start, line.end) if whole else []
    if not structural and not words:
        return []
    closed = sum(norm.folded[at - 1] in ")]" for at in structural) + sum(t.kind is Kind.LABEL for t in tokens)
    if not (whole or (len(structural) >= 3 and closed >= 2)):
        return []
    # 第一章　总则: the blank after a number belongs to it.
    numbered = {token.end for token in tokens if token.kind is Kind.MARKER}
    kept = _unbroken(norm, line, tokens, structural)
    letters = {token.end for token in tokens if token.kind is Kind.DOCUMENT_NUMBER}
    blanks = (at for at in _blank_cuts(norm, line, numbered, letters) if at not in numbered and not _within(kept, at))
    return sorted({*structural, *words, *blanks})


def _within(ranges: list[tuple[int, int]], at: int) -> bool:
    """Whether the offset lies strictly inside one of the ranges, which are sorted by start and do not overlap."""
    index = bisect_left(ranges, (at, 0)) - 1
    return index >= 0 and ranges[index][0] < at < ranges[index][1]


def _run_on_items(text: str, line: Line, tokens: list[Token], tokenizer: Tokenizer) -> list[int]:
    """Where the next item runs on in the line of the one before: 1.…（责任单位：市商务局）2.…"""
    if len(tokens) < 2 or tokens[0].kind is not Kind.MARKER or tokens[0].start != line.start:
        return []
    level, number = tokenizer.level_of(tokens[0]), parse_ordinal(tokenizer.number_of(text, tokens[0]))
    cuts: list[int] = []
    at = line.start
    for token in tokens[1:]:
        if number is None or token.kind is not Kind.MARKER or tokenizer.level_of(token) != level:
            continue
        if parse_ordinal(tokenizer.number_of(text, token)) != number + 1:
            continue
        if not _CLOSED.search(text, max(at, token.start - 200), token.start):
            return []
        cuts.append(token.start)
        at, number = token.start, number + 1
    return cuts


def _structural_cuts(norm: NormText, line: Line, tokens: list[Token], tokenizer: Tokenizer) -> list[int]:
    text, gaps = norm.folded, norm.gaps
    last: dict[int, int] = {}
    cuts: list[int] = []
    depth_at = line.start
    for token in tokens:
        at = token.start
        if at == line.start or token.kind not in (Kind.MARKER, Kind.LABEL):
            continue
        before = text[at - 1]
        strong = before in _STRONG or at in gaps
        if token.kind is Kind.LABEL:
            if strong and before not in "([<" and not _in_brackets(text, depth_at, at, line.end):
                cuts.append(at)
                depth_at = at
            continue
        rule = tokenizer.heading_rules[int(token.rule or 0)]
        if not rule.attributes.get("inline", True):
            continue
        if not strong and (before in _NO_BREAK_AFTER or before in "第款项条表件节及和至到或与" or before.isascii()):
            continue
        if text.count("“", depth_at, at) > text.count("”", depth_at, at) or text.count("《", depth_at, at) > text.count(
            "》", depth_at, at
        ):
            continue
        level = tokenizer.level_of(token)
        number = parse_ordinal(tokenizer.number_of(text, token))
        if number is None:
            continue
        follows = number == 1 or number == last.get(level, 0) + 1
        if not follows and not (strong and 0 < number - last.get(level, 0) <= 3):
            continue
        if not strong and (level not in (4, 6) or rule.attributes.get("weak")):
            continue
        if not strong and level == 6 and number == 1 and not _has_next(text, token.end, line.end):
            continue
        last[level] = number
        # （一）, 第四条 and 1. may run on through the headings above them, or start anew.
        for lower in [k for k in last if k > level and k not in (4, 5, 6)]:
            del last[lower]
        cuts.append(at)
        depth_at = at
    return cuts


def _has_next(text: str, start: int, end: int) -> bool:
    """Whether a 2. follows, as it must where a weakly marked 1. opens a list."""
    return text.find("2.", start, min(end, start + 3000)) >= 0


def _in_brackets(text: str, start: int, at: int, end: int) -> bool:
    """Whether the offset lies inside a bracket that is closed again: （牵头单位：甲局；责任单位：乙局）."""
    low = max(start, at - 300)
    if text.rfind("(", low, at) <= text.rfind(")", low, at):
        return False
    close, opening = text.find(")", at, min(end, at + 300)), text.find("(", at, min(end, at + 300))
    return close >= 0 and (opening < 0 or close < opening)


def _unbroken(norm: NormText, line: Line, tokens: list[Token], structural: list[int]) -> list[tuple[int, int]]:
    """Where a blank is no line break: in a name or between name and post (责任领导：副市长 吴 君), in a document number."""
    text, gaps = norm.folded, norm.gap_offsets
    out = []
    for token in tokens:
        if token.kind is Kind.LABEL and _PERSON_OR_TIME.search(str(token.rule)):
            following = bisect_right(structural, token.start)
            stop = min(structural[following] if following < len(structural) else line.end, token.end + 40)
            inside = [*gaps[bisect_right(gaps, token.end) : bisect_right(gaps, stop - 1)], stop]
            for at, end in pairwise(inside):
                # A name is short, or has a dot; a post tells itself by its ending.
                if not _NAME_OR_POST.fullmatch(text, at, end):
                    break
                out.append((at - 1, end))
        elif token.kind is Kind.DOCUMENT_NUMBER:
            # 云政办发 〔2024〕 7号: from the last character before the year on.
            year = _YEAR_OPENS.search(text, token.start, token.end)
            out.append((year.start() - 1 if year else token.start, token.end))
    return out


def _blank_cuts(norm: NormText, line: Line, after_marker: set[int], after_number: set[int]) -> list[int]:
    """Where a blank between Chinese characters is what is left of a line break.

    `after_marker` and `after_number` are the ends of the numbers of items and of document numbers.
    """
    text = norm.folded
    cuts: list[int] = []
    for at in norm.gaps:
        if not line.start < at < line.end:
            continue
        before, after = text[at - 1], text[at]
        if before in _NO_BREAK_AFTER or after in "、,。;:!?)]”>》" or after == "\t":
            continue
        if before.isascii() and before.isalnum() and not _ENDS_LINE.search(text, max(line.start, at - 20), at):
            continue
        if at in after_number:
            cuts.append(at)
            continue
        if at + 1 in norm.gaps or at + 1 >= line.end or at - 1 in norm.gaps or at - 1 in after_marker:
            # One character alone between blanks is a letter of a spaced word: 总 则.
            continue
        digit = after.isascii() and after.isalnum() and not _DATE.match(text, at)
        if digit and not _ENDS_LINE.search(text, max(line.start, at - 20), at):
            continue
        cuts.append(at)
    return cuts
