"""Lines to pieces: the lines of the source, and where a long line holds a whole document, the lines it once had.

Web archives keep notices as one running line. What is left of the line breaks are blanks, and the numbers and labels that
open an item; a line is cut there, and only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from notice_parse.layout.lines import Line
from notice_parse.layout.running_head import RunningHead
from notice_parse.text.normalise import NormText
from notice_parse.text.ordinals import parse_ordinal
from notice_parse.text.patterns import compile_pattern
from notice_parse.tokens.kinds import Kind, Token
from notice_parse.tokens.tokenizer import Tokenizer

LONG_LINE = 100
"""Characters from which a line may be a flattened document."""

_DATE = compile_pattern(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_STRONG = "。!?;:)]”>…"
_NO_BREAK_AFTER = "、,(<[“《·-/"


@dataclass(slots=True)
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
    """The pieces of a document, in order.

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
        cuts = _cuts(norm, line, inside, tokenizer, size, head) if line.end - line.start >= LONG_LINE else []
        if not cuts:
            pieces.append(Piece(line.start, line.end, line.blank_before, False, inside))
            continue
        bounds = [line.start, *cuts, line.end]
        for index in range(len(bounds) - 1):
            a, b = bounds[index], bounds[index + 1]
            part = [t if t.start >= a else t._replace(start=a) for t in inside if t.end > a and t.start < b]
            pieces.append(Piece(a, b, line.blank_before if index == 0 else 0, index > 0, part))
    return pieces


def _cuts(
    norm: NormText, line: Line, tokens: list[Token], tokenizer: Tokenizer, size: int, head: RunningHead
) -> list[int]:
    """Offsets at which a long line is cut; none where it is just a long paragraph."""
    structural = _structural_cuts(norm, line, tokens, tokenizer)
    if not structural:
        return []
    # A paragraph may number what it enumerates; a flattened document is most of its file, or says again and again who is
    # responsible just before a number.
    whole = line.end - line.start > 0.4 * size
    closed = sum(norm.folded[at - 1] in ")]" for at in structural) + sum(t.kind is Kind.LABEL for t in tokens)
    if not (whole or (len(structural) >= 3 and closed >= 2)):
        return []
    # 第一章　总则: the blank after a number belongs to it.
    numbered = {token.end for token in tokens if token.kind is Kind.MARKER}
    words = head.cuts(norm.folded, line.start, line.end) if whole else []
    return sorted({*structural, *words, *(at for at in _blank_cuts(norm, line) if at not in numbered)})


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
            if strong and before not in "([<":
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
        # （一） and 1. may run on through the headings above them, or start anew.
        for lower in [k for k in last if k > level and k not in (4, 6)]:
            del last[lower]
        cuts.append(at)
        depth_at = at
    return cuts


def _has_next(text: str, start: int, end: int) -> bool:
    """Whether a 2. follows, as it must where a weakly marked 1. opens a list."""
    return text.find("2.", start, min(end, start + 3000)) >= 0


def _blank_cuts(norm: NormText, line: Line) -> list[int]:
    """Where a blank between Chinese characters is what is left of a line break."""
    text = norm.folded
    cuts: list[int] = []
    for at in norm.gaps:
        if not line.start < at < line.end:
            continue
        before, after = text[at - 1], text[at]
        if before in _NO_BREAK_AFTER or after in "、,。;:!?)]”>》" or after == "\t":
            continue
        if before.isascii() and before.isalnum():
            continue
        if after.isascii() and after.isalnum() and not _DATE.match(text, at):
            continue
        cuts.append(at)
    return cuts
