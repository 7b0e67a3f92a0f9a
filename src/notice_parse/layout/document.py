"""Blocks to notices: where each issued document of a file begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from notice_parse.grammar.compile import Grammar, alternation, per_grammar
from notice_parse.layout.blocks import Block, terminated
from notice_parse.text.normalise import NormText
from notice_parse.text.patterns import compile_pattern

_CITED = compile_pattern(r"[\[(<](?:19|20)\d\d[\])>]第?\d+号[)\]>]?$")
"""A title followed by its number in brackets is an entry of a contents page, or a citation."""
_OWN_NUMBER = compile_pattern(r"\([\u4e00-\u9fff]{2,12}[\[(<](?:19|20)\d\d[\])>]第?\d+号\)$")
"""The number of the document itself, in brackets at the end of its title."""
_QUOTED_TITLE = compile_pattern(r"《(?P<title>[^《》。;!?:,]{8,60})》$")
"""A page that gives the document's title in the marks that others cite it with."""
_BRACKET_LINE = compile_pattern(
    r"\((?:(?:19|20)\d\d年?[-~至](?:19|20)?\d\d年?|(?:19|20)\d\d年?(?:版|修订|度)?|试行|暂行|修订|草案|征求意见稿)\)$"
)
"""What a title may have on a line below: （2024—2026年）, （试行）."""
_STOP_IN_NAME = compile_pattern(r"《[^》。;!?:]*[。;!?:][^》]*》")
"""A stop that belongs to a name within the title."""
_LONGEST_TITLE = 400
"""Characters of a line that may be a title without a stop."""
_HEAD_REACH = 6
"""Blocks that may lie between a title and its document number."""


class HeadRules:
    """The patterns that tell titles, issuers and addressees, compiled once for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        endings = alternation(grammar.words("header.title_endings"))
        tail = r"(?:\([^()]{1,24}\)|[\[<《“][^\[\]]{1,24}[\]>》”])?"
        self.title_end = compile_pattern(rf"(?:{endings}){tail}$")
        issuer = alternation(grammar.words("header.issuer_endings"))
        self.body_end = compile_pattern(rf"(?:{issuer}|[镇乡区县市村]|街道|大队|支队|站|所|院|校|部门|单位)$")
        self.issuer_end = compile_pattern(rf"(?:{issuer})(?:\([^()]{{1,20}}\))?$")
        verbs = alternation(grammar.words("header.attach_verbs"))
        self.verb = compile_pattern(verbs)
        self._addressee = grammar.rule("header.addressee").pattern
        self.issuing_head = grammar.rule("header.issuing-head").pattern
        self.report = grammar.rule("kinds.title.report").pattern
        self.delegates = grammar.rule("header.delegates").pattern
        self.date_line = grammar.rule("header.date-line").pattern
        self.contents = grammar.rule("header.contents-line").pattern
        openings = [
            grammar.rule(f"header.{name}").pattern.pattern
            for name in ("attachment", "publicity", "copied-to", "note-line", "task-label", "item-field")
        ]
        self.opening = compile_pattern("|".join(f"(?:{pattern})" for pattern in openings))

    def addresses(self, text: str) -> bool:
        """Whether a line says whom the notice is for, up to its colon."""
        return text[-1:] == ":" and self._addressee.match(text) is not None


@per_grammar
def head_rules(grammar: Grammar) -> HeadRules:
    """The head rules of a grammar."""
    return HeadRules(grammar)


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Title:
    """A title over one or more blocks: `[first, last]`, and the ranges of its characters."""

    first: int
    last: int
    ranges: list[tuple[int, int]]
    rest: tuple[int, int] | None = None
    """What follows the title in its last block, where the text runs on."""


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class NoticeBlocks:
    """The blocks of one notice; `title` and `number` index into `blocks`."""

    blocks: list[Block]
    texts: list[str]
    title: Title | None = None
    body_start: int = 0


def is_title_part(block: Block) -> bool:
    return block.kind in ("text", "number") and block.label is None and block.table is None


def find_title(blocks: Sequence[Block], texts: Sequence[str], start: int, stop: int, rules: HeadRules) -> Title | None:
    """The first title in `[start, stop)`: a line that names a matter (关于…) or is a report, up to the word that closes it."""
    for index in range(start, min(stop, len(blocks))):
        block, text = blocks[index], texts[index]
        if not is_title_part(block) or block.marker is not None or not block.ranges or rules.contents.search(text):
            continue
        found = _title_at(blocks, texts, index, stop, rules)
        if found:
            return _with_issuers_above(found, blocks, texts, start, rules)
        if rules.addresses(text):
            return None
    return None


def _with_issuers_above(
    title: Title, blocks: Sequence[Block], texts: Sequence[str], start: int, rules: HeadRules
) -> Title:
    """云溪市人民政府 / 关于…的通知: a title that opens with 关于 goes with the bodies named on the lines above it."""
    if not rules.verb.match(texts[title.first]):
        return title
    first = title.first
    while first > start and title.first - first < 4 and not blocks[first].after_site:
        text, block = texts[first - 1], blocks[first - 1]
        named = 4 <= len(text) <= 40 and rules.issuer_end.search(text) and not re.search(r"[。;!?:,]", text)
        if not named or not is_title_part(block) or block.marker or rules.issuing_head.match(text):
            break
        first -= 1
    if first < title.first:
        title.ranges = [r for b in blocks[first : title.first] for r in b.ranges] + title.ranges
        title.first = first
    return title


def _title_at(blocks: Sequence[Block], texts: Sequence[str], index: int, stop: int, rules: HeadRules) -> Title | None:
    text = texts[index]
    own = _OWN_NUMBER.search(text)
    if own and 8 <= own.start() <= 60 and not re.search(r"[。;!?:,]", text) and not _listed(texts, index, index):
        return Title(index, index, _take(blocks[index].ranges, own.start()))
    if index == 0 and (quoted := _QUOTED_TITLE.match(text)) and rules.title_end.search(quoted["title"]):
        return Title(index, index, _take(_skip(blocks[index].ranges, 1), len(quoted["title"])))
    verb = rules.verb.search(text)
    report = rules.report.search(text) if len(text) <= 60 else None
    if rules.issuing_head.match(text) or (not verb and not report and not _bare_title(text, rules)):
        return None
    if verb and (verb.start() > 60 or re.search(r"[。;!?]", text[: verb.start()])):
        return None
    first_sentence = re.match(r"[^。]{4,80}(?=。)", text)
    if first_sentence and len(text) > first_sentence.end() + 1:
        head = first_sentence.group()
        if text.startswith("关于") and rules.title_end.search(head) and "," not in head:
            return _cut_title(blocks[index], index, 0, first_sentence.end())
        return None
    if len(text) > _LONGEST_TITLE:
        return None
    joined = text
    last = index
    while not rules.title_end.search(joined) or _more_title(blocks, texts, last, joined):
        last += 1
        if last >= min(stop, len(blocks)) or last - index > 5 or len(joined) > 160:
            return None
        following, part = blocks[last], texts[last]
        if rules.contents.search(part):
            return None
        ended = terminated(part) and part[-1] not in ")]”》"
        if following.label or following.kind != "text" or len(part) > 70 or ended:
            return None
        joined += part
    if re.search(r"[。;!?:]", joined.rstrip("。")) and not report and not _STOP_IN_NAME.search(joined):
        return None
    if _CITED.search(joined):
        own = _OWN_NUMBER.search(joined)
        if own is None or _listed(texts, index, last):
            return None
        return Title(index, last, _take([r for b in blocks[index : last + 1] for r in b.ranges], own.start()))
    if last + 1 < len(blocks) and _BRACKET_LINE.match(texts[last + 1]) and joined[-1] not in ")]":
        last += 1
    ranges = [r for b in blocks[index : last + 1] for r in b.ranges]
    lead = re.match(r"[^〔\[]{1,14}\[(?:19|20)\d\d\]第?\d+号[-:,]*", joined)
    title = Title(index, last, ranges)
    if lead and lead.end() < len(joined):
        title.ranges = _skip(ranges, lead.end())
    return title


def _more_title(blocks: Sequence[Block], texts: Sequence[str], last: int, joined: str) -> bool:
    """A title that could end here but goes on: 关于印发…工作 / 方案的通知."""
    if joined.endswith(("通知", "公告", "通告", "批复", "函", "决定")) or last + 1 >= len(blocks):
        return False
    if not re.search(r"印发|转发|批转", joined):
        return False
    following = texts[last + 1]
    return len(following) <= 60 and following.endswith("的通知") and blocks[last + 1].marker is None


def _bare_title(text: str, rules: HeadRules) -> bool:
    """A heading without 关于 that ends like a title: 云溪市2024年民生实事项目责任分解表."""
    return (
        len(text) <= 50 and not re.search(r"[。;!?:,]", text) and bool(rules.title_end.search(text)) and len(text) >= 6
    )


def _listed(texts: Sequence[str], first: int, last: int) -> bool:
    """Whether a neighbour of `[first, last]` ends with a number too: entries of a contents page, or of a list."""
    near = (first - 1, last + 1)
    return any(0 <= k < len(texts) and _CITED.search(texts[k]) for k in near) or (
        texts[first][:1].isdigit() and bool(re.match(r"\d{1,2}[.、]", texts[first]))
    )


def _cut_title(block: Block, index: int, start: int, end: int) -> Title:
    ranges = _take(_skip(block.ranges, start), end - start)
    stop = ranges[-1][1] + 1
    return Title(index, index, ranges, rest=(stop, block.ranges[-1][1]))


def _take(ranges: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The first `count` characters of the ranges."""
    out: list[tuple[int, int]] = []
    for a, b in ranges:
        taken = min(count, b - a)
        if taken > 0:
            out.append((a, a + taken))
            count -= taken
    return out


def _skip(ranges: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in ranges:
        if count >= b - a:
            count -= b - a
            continue
        out.append((a + count, b))
        count = 0
    return out


def split_notices(norm: NormText, blocks: Sequence[Block], rules: HeadRules) -> tuple[list[NoticeBlocks], list[Block]]:
    """The notices of a file, and the blocks that belong to none (a cover, a contents page).

    A notice opens with a title and a document number of its own (in either order), or with a title right above its
    addressees. One head or none: the whole file is one notice.
    """
    texts = [block.folded(norm) for block in blocks]
    starts = _heads(blocks, texts, rules)
    if len(starts) <= 1:
        return ([_notice(list(blocks), texts, rules)] if blocks else []), []
    outside = list(blocks[: starts[0]])
    notices = []
    for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True):
        notices.append(_notice(list(blocks[start:stop]), texts[start:stop], rules))
    return notices, outside


def _heads(blocks: Sequence[Block], texts: Sequence[str], rules: HeadRules) -> list[int]:
    starts: list[int] = []
    floor = 0
    for index, block in enumerate(blocks):
        anchored = block.kind == "number" or bool(rules.addresses(texts[index]))
        if not anchored or index < floor:
            continue
        start = _head_above(blocks, texts, index, floor, rules)
        if start is None and block.kind == "number":
            start = index - 1 if index and rules.issuing_head.match(texts[index - 1]) else index
            title = find_title(blocks, texts, index + 1, index + 4, rules)
            if title is None:
                continue
            floor = title.last + 1
        elif start is None:
            continue
        else:
            floor = index + 1
        if starts and _same_head(blocks, texts, starts[-1], start):
            continue
        starts.append(start)
        # The number and the addressees of one head stand close to each other.
        while (
            floor < len(blocks)
            and floor - index <= 3
            and (blocks[floor].kind == "number" or rules.addresses(texts[floor]))
        ):
            floor += 1
    return starts


def _head_above(blocks: Sequence[Block], texts: Sequence[str], index: int, floor: int, rules: HeadRules) -> int | None:
    """First block of the title that ends right above `index`."""
    for first in range(max(floor, index - _HEAD_REACH), index):
        title = find_title(blocks, texts, first, index, rules)
        if (
            title
            and title.first == first
            and all(_may_stand_between(blocks[k], texts[k], rules) for k in range(title.last + 1, index))
        ):
            return first - 1 if first > floor and rules.issuing_head.match(texts[first - 1]) else first
    return None


def _may_stand_between(block: Block, text: str, rules: HeadRules) -> bool:
    names_matter = len(text) < 120 and bool(rules.verb.search(text))
    return block.kind in ("number", "date", "meta") or (len(text) <= 60 and not terminated(text)) or names_matter


def _same_head(blocks: Sequence[Block], texts: Sequence[str], earlier: int, start: int) -> bool:
    """Whether two heads are one: web pages print the title once for the page and once for the document."""
    between = range(earlier, start)
    ended = any(texts[k].endswith("。") or blocks[k].marker or blocks[k].kind == "date" for k in between)
    return start - earlier <= _HEAD_REACH + 2 and not ended


def _notice(blocks: list[Block], texts: list[str], rules: HeadRules) -> NoticeBlocks:
    notice = NoticeBlocks(blocks, texts)
    limit = len(blocks)
    for index, block in enumerate(blocks):
        if (
            (block.marker is not None and block.marker.level <= 6 and index > 0)
            or block.table is not None
            or block.label
        ):
            limit = index
            break
    notice.title = find_title(blocks, texts, 0, min(limit, 60), rules)
    if notice.title is not None:
        notice.title = _own_title(notice, notice.title, limit, rules)
    return notice


def _own_title(notice: NoticeBlocks, first: Title, limit: int, rules: HeadRules) -> Title:
    """The title right above the addressees, where a headline and a report about the document stand before it."""
    texts, blocks = notice.texts, notice.blocks
    reported = False
    for index in range(first.last + 1, min(limit, 40)):
        if rules.addresses(texts[index]):
            head = _head_above(blocks, texts, index, first.last + 1, rules) if reported else None
            own = find_title(blocks, texts, head, index, rules) if head is not None else None
            return own or first
        reported = reported or (len(texts[index]) > 40 and terminated(texts[index]))
    return first
