"""Pieces to blocks: logical lines, each opened by what it is and joined over wraps and page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from notice_parse.layout.pieces import Piece
from notice_parse.text.normalise import NormText
from notice_parse.text.ordinals import parse_ordinal
from notice_parse.text.passage import Passage
from notice_parse.text.patterns import compile_pattern
from notice_parse.tokens.kinds import Kind
from notice_parse.tokens.tokenizer import Tokenizer

_TERMINAL = "。!?;:…"
_CLOSERS = "”)]>》’\"'"
_STATES = compile_pattern(r"责任|负责|牵头|配合|主办|承办|落实")
_OPENER = compile_pattern(r"[(\[]")
_AFTER_STOP = compile_pattern(r"[。;!?][(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]$")
_LEADER_DOTS = compile_pattern(r"[….·]{4,}[(\[]?\d{1,4}[)\]]?$")
_LATIN = compile_pattern(r"[0-9A-Za-z]+")
_BULLETS = frozenset("*+>-·●○•★☆◆◇■□▲△▪►➤※◎")
_LIST_MARK = compile_pattern(r"(?:[*+>-]{1,2} ?(?=[^-*\d])|[·●○•★☆◆◇■□▲△▪►➤※◎]{1,2} ?)")


_BARE_NUMBER = compile_pattern(r"(?P<number>\d{1,2}) ?[\u4e00-\u9fff][^。;!?,:]{1,24}$")
_TAIL = 2000
"""Characters that are looked back over in a line that goes on and on; joining would else cost the square of its length."""
_NEVER_FIRST = ",、。;!?)]”》:"
"""Signs that no line of its own begins with."""
_NARROWEST, _WIDEST, _RAGGED, _FEWEST = 18, 60, 2.0, 4
"""Of a wrapped page: bounds of its width in ems, how far lines fall short of it, and how many full lines it has at least."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that opens an item: its level (smaller is higher), as printed, as an integer, and how many characters it takes."""

    level: int
    number: str
    value: int | None
    length: int
    rule: str


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Block:
    """A logical line. `ranges` leave out Markdown marks; the marker or label is still inside."""

    ranges: list[tuple[int, int]]
    marker: Marker | None = None
    label: str | None = None
    label_length: int = 0
    hashes: int = 0
    blank_before: int = 0
    kind: str = "text"
    table: object | None = None
    pieces: int = 1
    indent: int = 0
    """White space that was dropped before the first character."""
    cut: bool = False
    """Opened by cutting a longer line, not by a line of the source."""
    bullet: str = ""
    """The sign that opened it, left out of `ranges`: ●, ◆, a hyphen of Markdown."""
    wide: bool = False
    """Its last line reaches the right margin of a page on which lines are wrapped."""
    after_site: bool = False
    """A line of the web site stands right above it."""

    def passage(self, norm: NormText) -> Passage:
        return Passage(norm, self.ranges)

    def body(self, norm: NormText) -> Passage:
        """The text after the marker or label."""
        skip = self.marker.length if self.marker else self.label_length
        return Passage(norm, self.ranges).slice(skip).strip()

    def folded(self, norm: NormText) -> str:
        text, ranges = norm.folded, self.ranges
        if len(ranges) == 1:
            return text[ranges[0][0] : ranges[0][1]]
        return "".join([text[a:b] for a, b in ranges])


def open_block(norm: NormText, piece: Piece, tokenizer: Tokenizer) -> Block:
    """The block that a piece would open."""
    text = norm.folded
    start, end = piece.start, piece.end
    while start < end and text[start] in " \t":
        start += 1
    while end > start and text[end - 1] in " \t":
        end -= 1
    hashes = 0
    tokens = piece.tokens
    index = 0
    if tokens and tokens[0].kind is Kind.HASHES:
        hashes = tokens[0].end - tokens[0].start
        start = tokens[0].end
        index = 1
    bullet = ""
    mark = _LIST_MARK.match(text, start, end) if start < end and text[start] in _BULLETS else None
    if mark and text[start : start + 2] != "--":
        start, bullet = mark.end(), mark.group().strip()
    while start < end and text[start] == " ":
        start += 1
    block = Block(
        [(start, end)] if start < end else [],
        hashes=hashes,
        blank_before=piece.blank_before,
        cut=piece.cut,
        bullet=bullet,
        indent=norm.gaps.get(piece.start, 0),
    )
    while index < len(tokens) and tokens[index].end <= start:
        index += 1
    if index < len(tokens) and tokens[index].start == start:
        token = tokens[index]
        if token.kind is Kind.MARKER and not _enumerates(text, token.start, end):
            number = tokenizer.number_of(text, token)
            block.marker = Marker(
                tokenizer.level_of(token),
                number,
                parse_ordinal(number),
                token.end - token.start,
                tokenizer.heading_rules[int(token.rule or 0)].id,
            )
        elif token.kind is Kind.LABEL:
            block.label = str(token.rule)
            block.label_length = token.end - token.start
        elif token.kind is Kind.RULE:
            block.kind = "rule"
        elif token.kind is Kind.DOCUMENT_NUMBER and (token.end == end or text.startswith("签发人", token.end)):
            block.kind = "number"
        elif token.kind is Kind.DATE and token.end >= end:
            block.kind = "date"
    return block


def _enumerates(text: str, start: int, end: int) -> bool:
    """Whether a line that opens with 一是 goes on with 二是: a paragraph that enumerates, not an item."""
    return text.startswith(("一是", "一要"), start) and text.find("二" + text[start + 1], start, end) >= 0


def terminated(text: str) -> bool:
    """Whether a line ends as a sentence, a list entry, a bracketed remark or an entry of a contents page does."""
    bare = text.rstrip(" \t")
    if bare and (bare[-1].isdigit() or bare[-1] in ")]") and _LEADER_DOTS.search(bare[-24:]):
        return True
    core = bare.rstrip(_CLOSERS)
    if core and core[-1] in _TERMINAL:
        return True
    if bare and bare[-1] in ")]":
        if bare[-400:].count("(") > bare[-400:].count(")"):
            return False
        return bare[0] in "([" or bool(_ends_stating(bare[-800:]) or _AFTER_STOP.search(bare[-200:]))
    return bool(bare) and len(bare) <= 200 and bare.endswith(("牵头", "负责", "配合")) and "。" not in bare


def _ends_stating(text: str) -> bool:
    """Whether a text that ends with a bracket says in brackets, after the last full stop, who is responsible."""
    tail = text[text.rfind("。") + 1 :]
    opener = _OPENER.search(tail)
    return opener is not None and _STATES.search(tail, opener.end(), len(tail) - 1) is not None


def unclosed(text: str) -> bool:
    """Whether a bracket, quotation or book title is still open at the end."""
    count = text.count
    return count("(") > count(")") or count("[") > count("]") or count("“") > count("”") or count("《") > count("》")


def _inside_bracket(above: str, text: str) -> bool:
    """Whether a line that opens with a label goes on inside a bracket: （牵头单位：甲局； / 责任单位：乙局）."""
    tail = above[-400:]
    return tail[-1] in "([<" or (tail.count("(") > tail.count(")") and text.count(")") > text.count("("))


def _enumerated(above: str, marker: Marker) -> bool:
    """Whether 三是 goes on with what the text above enumerates (…一是…二是…) inside one paragraph."""
    if marker.value is None or not 2 <= marker.value <= 9:
        return False
    before = "一二三四五六七八九"[marker.value - 2]
    return any(above.find(before + word) > 0 for word in ("是", "要"))


def _mark_wide(opened: Sequence[Block], texts: Sequence[str]) -> None:
    """Marks the lines that reach the margin, where the page is wrapped: many lines of one width, and hardly a wider one."""
    widths = [
        0.0 if block.table is not None or block.cut else _width(block, text)
        for block, text in zip(opened, texts, strict=True)
    ]
    long = sorted(width for width in widths if width >= _NARROWEST)
    if len(long) < _FEWEST:
        return
    margin = long[max(0, int(len(long) * 0.97) - 1)]
    full = [width for width in long if margin - _RAGGED <= width <= margin + 1]
    if margin > _WIDEST or len(full) < max(_FEWEST, len(long) // 3):
        return
    for block, width in zip(opened, widths, strict=True):
        block.wide = margin - _RAGGED <= width <= margin + 1


def _width(block: Block, text: str) -> float:
    """The width of a line in ems, the white space before it included."""
    if len(text) * 2 + block.indent < 2 * (_NARROWEST - _RAGGED):
        return 0.0  # whatever its characters are, the line is too narrow
    wide = len(_LATIN.sub("", text))
    return (len(text) + wide + block.indent) / 2


class Joiner:
    """Decides whether a line continues the one above it."""

    def __init__(
        self,
        norm: NormText,
        title_endings: re.Pattern[str],
        body_endings: re.Pattern[str],
        opening: re.Pattern[str],
    ) -> None:
        self._norm = norm
        self._body_end = body_endings
        self._title_end = title_endings
        self._opening = opening
        """What opens a line of its own whatever stands above: 附件, 抄送, 注："""

    def continues(self, above: Block, above_text: str, block: Block, text: str, below: Block | None) -> bool:
        """Whether `block` is the rest of `above`, given the block after it."""
        if not above_text or above.kind != "text" or block.kind != "text" or block.hashes:
            return False
        if self._opening.match(text):
            return False
        last = above_text[-1]
        if text[0] in _NEVER_FIRST:
            return True
        if block.label is not None and _inside_bracket(above_text, text):
            return True
        if block.marker is not None:
            if block.marker.rule == "headings.ordinal-clause" and _enumerated(above_text, block.marker):
                return True
            return last == "," and block.marker.level >= 3 and not self._in_sequence(above, block.marker)
        if block.label is not None or block.label_length:
            return False
        open_end = last in ",、(<[“《-" or unclosed(above_text[-400:])
        if above.label is not None:
            return self._continues_field(above.label, above_text, block, text, below, open_end)
        if last == ":" and unclosed(above_text[-60:]):
            return True
        if terminated(above_text):
            return False
        if open_end:
            return True
        if above.hashes:
            return False
        if above.indent >= 2 and block.indent == 0 and block.blank_before == 0 and len(above_text) >= 20:
            # Paragraphs of this page are indented, and this line is not: it was wrapped at the margin.
            return True
        if above.wide and block.blank_before == 0:
            return True
        if above.marker is not None:
            return self._continues_item(above, above_text)
        return self._continues_plain(above_text)

    def _in_sequence(self, above: Block, marker: Marker) -> bool:
        if above.marker is None or above.marker.level != marker.level:
            return True
        return (
            marker.value is not None and above.marker.value is not None and 0 < marker.value - above.marker.value <= 2
        )

    def _continues_field(
        self, label: str, above_text: str, block: Block, text: str, below: Block | None, open_end: bool
    ) -> bool:
        if open_end or above_text[-1] == ":":
            # The label stands alone: its value is the next line.
            return True
        if above_text[-1] in "。;":
            return False
        # 相关镇（街道） on a line of its own: the rest of a list of units has no sentence in it, and no field below it.
        plain = (
            not re.search(r"[。;!?,]", text)
            and len(text) <= 40
            and not (len(text) >= 8 and self._title_end.search(text))
        )
        if below is not None and below.kind == "date" and self._body_end.search(text) and len(text) >= 5:
            # A signature above its date.
            return False
        labelled_below = below is not None and below.label is not None
        last = re.split(r"[、,:;]", above_text[-_TAIL:])[-1]
        # Over a blank line, as at a page break, only where the last name is cut in two: 机关事务管理中心、相 / 关镇（街道）
        of_units = not re.search(r"领导|人$|时限|时间|进度|节点", label)
        cut_name = of_units and len(text) <= 16 and last[-1:] not in ")]" and not self._body_end.search(last)
        if plain and len(text) <= 2 and block.blank_before == 0:
            # 各功能区管委 / 会: no line of its own is so short.
            return True
        return plain and not labelled_below and (block.blank_before == 0 or cut_name)

    def _continues_item(self, above: Block, above_text: str) -> bool:
        assert above.marker is not None
        inner = above_text[max(above.marker.length, len(above_text) - _TAIL) : -1]
        if re.search(r"[。;!?]", inner):
            return True
        if above.marker.level <= 5:
            return False
        if above.marker.level >= 9:
            return "," in inner and len(inner) > 24
        return "," in inner or (
            len(inner) > 24 and not self._title_end.search(above_text, max(0, len(above_text) - 100))
        )

    def _continues_plain(self, above_text: str) -> bool:
        if len(above_text) <= 80 and self._title_end.search(above_text) and not re.search(r"[。;,]", above_text):
            return False
        # A heading, a name, a signature is short and without a sentence.
        return len(above_text) > 40 or bool(re.search(r"[。;!?,]", above_text))


def number_bare_headings(norm: NormText, opened: Sequence[Block]) -> None:
    """Gives 1 总则 its number: a short line that opens with a number, above 1.1 and with nothing but that to mark it."""
    followed: tuple[int, Block] | None = None
    for block in reversed(opened):
        marker = block.marker
        if marker is not None:
            head, dot, rest = marker.number.partition(".")
            first = marker.rule == "headings.decimal" and dot and rest == "1"
            followed = (int(head), block) if first else None if marker.level <= 6 else followed
            continue
        if followed is None or block.kind != "text" or block.table is not None or block.label is not None:
            continue
        text = block.folded(norm)
        match = _BARE_NUMBER.match(text)
        if match and int(match["number"]) == followed[0]:
            block.marker = Marker(6, match["number"], followed[0], match.end("number"), "headings.third")
            followed = None
        elif len(text) > 30:
            followed = None


def join_blocks(norm: NormText, opened: Sequence[Block], joiner: Joiner) -> list[Block]:
    """Logical lines in order: wrapped ones joined, everything else as it stands."""
    blocks: list[Block] = []
    above_text = ""
    texts = [block.folded(norm) for block in opened]
    _mark_wide(opened, texts)
    for index, (block, text) in enumerate(zip(opened, texts, strict=True)):
        below = opened[index + 1] if index + 1 < len(opened) else None
        if blocks and joiner.continues(blocks[-1], above_text, block, text, below):
            blocks[-1].ranges.extend(block.ranges)
            blocks[-1].pieces += 1
            blocks[-1].wide = block.wide
            above_text += text
            continue
        blocks.append(block)
        above_text = text
    return blocks
