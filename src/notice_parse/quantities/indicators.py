"""The indicator of a number: what is measured, peeled out of the clause around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.model import QuantityMatch
from notice_parse.text.patterns import compile_pattern

_SPACE = compile_pattern(r"\s+")
_COUNTED = frozenset(("count", "ratio", "number", "currency", "area", "length", "mass", "power", "volume"))

# 农村12所学校: where, if nothing else stands before the number.
_AT_LARGE = ("农村", "城镇", "城乡", "乡村", "各地", "各县", "各区", "各镇", "各乡镇")
# 社区服务综合体 and 城镇新增就业 are names.
_NO_PLACES = ("城镇", "社区", "小区", "景区", "校区", "院区", "厂区", "库区")
_BUILT = ("建设", "改造", "修复", "整治", "培训", "培养", "发展")
_DOING = ("抓好", "做好")
_TOWARDS = frozenset(("面向", "向", "为", "给", "对"))
_PLAIN = compile_pattern(r"[一-龥]{2,8}")
_OWNERS = ("公司", "集团", "单位", "部门", "机构", "预留")
_INTENT = frozenset(("将", "要", "拟", "再"))
# What begins like this after a number says what happens, not what is counted.
_HAPPENING = ("实现", "达到", "得到", "享受", "接受")
_JOINED = ("以及", "和", "与")
_SIZES = frozenset(("规模", "总规模", "首期规模"))
_ADDING = frozenset(("新增", "净增"))


class Phrase(NamedTuple):
    """What stands left and right of a number, taken apart.

    `noun` is the indicator as offsets pieces `[start, end)`; empty where the clause names none. `right_end` is how far
    the phrase reaches right of the number. `making` and `states` are the verbs, nearest the number last.
    """

    noun: tuple[tuple[int, int], ...]
    right_end: int
    making: str | None
    states: tuple[str, ...]
    scope: tuple[int, int] | None
    key: bool


def read_phrase(text: str, q: QuantityMatch, low: int, high: int, lexicon: Lexicon, stop: int | None = None) -> Phrase:
    """Take the clause `[low, high)` apart around the number.

    The noun is sought on the left; on the right where the left ends in a verb or names only a place. `stop` is where
    a phrase like 从77% begins, between the noun and the number.
    """
    end, states = _strip_states(text, low, q.start, lexicon)
    if stop is not None and low <= stop < q.start:
        end, further = _strip_states(text, low, stop, lexicon)
        states += further
    start, making, key = strip_lead(text, low, end, lexicon)
    if text[start:end].endswith(_JOINED):
        # 医院以及70%的卫生室: what is joined before the number is not what it counts.
        start = end
    if start < end and (lexicon.noun_class.fullmatch(text, start, end) or lexicon.mere.fullmatch(text, start, end)):
        start = end
    if start < end and q.quantity.dimension == "count" and not states:
        joined = _counted_after(text, q, high, start, end, lexicon)
        if joined:
            return Phrase(joined, joined[-1][1], making, states, None, key)
    across = lexicon.making_tail.find(text, q.start, q.number_start) if q.number_start - q.start > 3 else -1
    if across >= 0:
        # 各镇至少建成1个服务站: the verb stands within the comparator.
        right = _right_noun(text, q, high, lexicon)
        if right:
            scope = (start, end) if start < end else None
            return Phrase((right,), right[1], text[across : q.number_start], states, scope, key)
    tail = lexicon.making_tail.find(text, start, end)
    if tail >= 0:
        right = _right_noun(text, q, high, lexicon)
        if right:
            # 对标先进推进12个学科: the verb right before the number takes the noun after it.
            scope = (start, tail) if lexicon.scope_tail.find(text, start, tail) >= 0 else None
            return Phrase((right,), right[1], text[tail:end], states, scope, key)
    if start >= end:
        right = _right_noun(text, q, high, lexicon)
        return Phrase((right,) if right else (), right[1] if right else q.end, making, states, None, key)
    noun = text[start:end]
    if lexicon.each.fullmatch(noun):
        # 公厕27座以上、每个县5座以上: so many of the same for each.
        right = _right_noun(text, q, high, lexicon)
        return Phrase((right,) if right else (), right[1] if right else q.end, making, states, (start, end), key)
    intends = states[:1] and states[0] in lexicon.making and _INTENT.intersection(states)
    if q.quantity.dimension == "count" and (intends or states[:1] == ("为",)):
        # 云溪还将新建5所学校, 云溪将为50名儿童…: whoever intends it stands on the left.
        right = _right_noun(text, q, high, lexicon)
        if right:
            return Phrase((right,), right[1], states[0] if intends else making, states, (start, end), key)
    whose = noun.endswith(_OWNERS) or text.startswith("的", q.end)
    of_share = whose and q.quantity.dimension == "ratio"
    if (of_share and not states and not lexicon.metric_tail.ends(noun)) or (
        noun in _SIZES and text.startswith("的", q.end)
    ):
        # 云溪公交公司40%以上线路: the share is of what follows, the left says whose. 规模3亿元的基金: it is the fund that is set up.
        right = _right_noun(text, q, high, lexicon)
        if right:
            return Phrase((right,), right[1], making, states, (start, end), key)
    if "共" in states and q.quantity.dimension == "count":
        # 甲厂、乙厂共6台机组: the count is of what follows, the list before says whose.
        right = _right_noun(text, q, high, lexicon)
        if right:
            return Phrase((right,), right[1], making, states, (start, end), key)
    if noun.endswith(("等", "的")):
        right = _right_noun(text, q, high, lexicon)
        if right:
            return Phrase(((start, end), right), right[1], making, states, None, key)
        return Phrase(((start, end - 1),), q.end, making, states, None, key)
    scope = None
    cut = _middle_cut(text, start, end, making, lexicon)
    if cut:
        scope_end = cut[0] - 2 if text.endswith("分别", start, cut[0]) else cut[0]
        scope, (start, verb) = (start, scope_end), (cut[1], text[cut[0] : cut[1]])
        making = verb
        noun = text[start:end]
    elif (noun in _AT_LARGE or lexicon.scope_tail.ends(noun)) and len(noun) <= 12:
        right = _right_noun(text, q, high, lexicon)
        if right and q.quantity.dimension in _COUNTED:
            return Phrase((right,), right[1], making, states, (start, end), key)
    return Phrase(((start, end),), q.end, making, states, scope, key)


def _counted_after(
    text: str, q: QuantityMatch, high: int, start: int, end: int, lexicon: Lexicon
) -> tuple[tuple[int, int], ...] | None:
    """The noun of a count between what is listed or described and its class; None for other counts.

    稳外贸18项措施 counts measures, said apart by what stands before; 云岭、碧湾2个实验室 counts laboratories.
    """
    if lexicon.counting_tail.find(text, start, end) >= 0 and not text[start:end].endswith(_BUILT):
        return None
    generic = lexicon.generic.match(text, q.unit_end, high)
    if generic and q.end == q.unit_end and not text.startswith(("其中", "共"), start):
        return (start, end), generic.span()
    if "、" not in text[start:end] or text[end - 1] in "等的" or q.end != q.unit_end:
        return None
    right = _right_noun(text, q, high, lexicon)
    if right is None or right[1] - right[0] < 2 or lexicon.middle.match(text, right[0]):
        return None
    return (right,)


def _strip_states(text: str, low: int, end: int, lexicon: Lexicon) -> tuple[int, tuple[str, ...]]:
    """Take verbs like 增长, 达到 off the end; the rest must still be something or nothing, never half a word."""
    states: list[str] = []
    while end > low:
        # 占比, 增速 say what kind of number it is and belong to the indicator.
        nominal = lexicon.nominal_tail.find(text, max(low, end - 4), end)
        if nominal >= 0:
            word = text[nominal:end]
            states.append(word)
            if lexicon.nominal[word] != "growth" or "growth" not in map(lexicon.state.get, states[:-1]):
                break
            # 增速目标…年均增长5%: the growth is said twice.
            end = nominal
            continue
        at = lexicon.state_tail.find(text, max(low, end - 8), end)
        if at < 0:
            # 汽车、家电分别安排800万元和400万元: behind 分别 a verb belongs to the numbers.
            at = lexicon.making_tail.find(text, max(low, end - 6), end)
            if at < 0 or not text.endswith("分别", low, at):
                break
        word = text[at:end]
        states.append(word.removesuffix("了").removesuffix("约") or word)
        end = at
    return end, tuple(states)


def strip_lead(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, str | None, bool]:
    """Take padding and verbs off the front; gives where the noun begins, the last verb, and whether a ★ stood there."""
    making: str | None = None
    key = fresh = False
    while start < end:
        if text[start] in "★☆※*▲":
            key = key or text[start] == "★"
            start += 1
            continue
        match = lexicon.lead.match(text, start, end)
        if not match:
            break
        at = match.end()
        if match.lastgroup == "how":
            if not (lexicon.middle.match(text, at, end) or text.startswith(_DOING, at)):
                break
            fresh = match.group() == "新"
        elif match.group() in _TOWARDS:
            # 向民间资本推介项目: the noun is what the verb takes.
            verb_ahead = lexicon.middle.search(text, at + 2, min(end, at + 12))
            if verb_ahead and verb_ahead.end() < end - 1 and _PLAIN.fullmatch(text, at, verb_ahead.start()):
                at = verb_ahead.start()
        elif match.lastgroup in ("verb", "short", "build"):
            verb = match.group()
            if verb not in lexicon.making:
                verb = verb.rstrip("了好和及、")
            if fresh:
                # 新培育: what is bred anew adds to what is there.
                verb, fresh = "新" + verb, False
            if match.end() >= end and verb in lexicon.verb_nouns:
                break
            if match.end() >= end and start > 0 and making is None and match.lastgroup == "short":
                break
            # 新增开发热井: what is opened or built there adds to what is there.
            making = making if making in _ADDING else verb
        start = at
    return start, making, key


def _middle_cut(text: str, start: int, end: int, making: str | None, lexicon: Lexicon) -> tuple[int, int] | None:
    """A verb inside the phrase after a place or an actor: 云溪园区引进总部, 引导企业新增投资 → its offsets."""
    if making in lexicon.causing:
        inner = lexicon.inner.search(text, start + 2, end)
        if inner and inner.end() < end - 1:
            return inner.span()
    for match in lexicon.middle.finditer(text, start + 1, end):
        if text.count("“", start, match.start()) > text.count("”", start, match.start()):
            # “建设者之家”: a verb inside a name.
            continue
        head = text[start : match.start()]
        if match.end() < end - 1 and (head.endswith("分别") or _names_place(head, lexicon)):
            return match.start(), match.end()
    return None


def _names_place(head: str, lexicon: Lexicon) -> bool:
    """Whether the words before a verb are a place; 城镇新增就业 is one name."""
    return lexicon.scope_tail.ends(head) and not head.endswith(_NO_PLACES)


def _right_noun(text: str, q: QuantityMatch, high: int, lexicon: Lexicon) -> tuple[int, int] | None:
    match = lexicon.right.match(text, q.end, high)
    if not match:
        return None
    start, end = match.span("noun")
    if lexicon.right_start.match(text, q.end) and text[q.end] != "的":
        return None
    if q.quantity.dimension == "currency":
        # 筹措3亿元实施惠民工程: the money is for what the verb takes.
        start = strip_lead(text, start, end, lexicon)[0]
    noun = text[start:end]
    if end == high and text[high : high + 1].isdigit():
        # 3个重点县和平原20万亩: what stands after 和 belongs to the number that follows.
        link = max(noun.rfind(c) for c in "和及与")
        if link > 1:
            end = start + link
            noun = text[start:end]
    if noun.startswith(_HAPPENING):
        return None
    stop = lexicon.right_stop.search(noun, 1)
    if stop:
        end = start + stop.start()
    while end - start > 2:
        trim = lexicon.right_trim.search(text, start, end)
        if not trim or trim.start() - start < 2:
            break
        end = trim.start()
    if text[start:end] in lexicon.making and text[start:end] not in lexicon.verb_nouns:
        # 3天内办结: what is done, not what is counted.
        return None
    return (start, end) if end > start else None


def indicator_text(clean: str, pieces: tuple[tuple[int, int], ...]) -> str:
    """The indicator as written, without white space and outer punctuation."""
    return tidy("".join(clean[a:b] for a, b in pieces))


def tidy(text: str) -> str:
    text = _SPACE.sub("", text).strip("，、；：。,;:·—-")
    if text.startswith(("（", "(")) and not text.endswith(("）", ")")) and not ("）" in text or ")" in text):
        text = text[1:]
    return text


def split_items(text: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The members of an enumeration `[start, end)`: split at 、 and, where its parts are of one kind, at 和, 及, 与."""
    items: list[tuple[int, int]] = []
    at = start
    depth = 0
    for i in range(start, end):
        c = text[i]
        if c in "(“":
            depth += 1
        elif c in ")”":
            depth -= 1
        elif c in "、," and depth <= 0:
            items.append((at, i))
            at = i + 1
    items.append((at, end))
    items = [(a, b) for a, b in items if a < b]
    if not items:
        return []
    a, b = items[-1]
    for match in re.finditer("以及|[和与]|及(?!以[上下])", text[a:b]):
        i, j = a + match.start(), a + match.end()
        if i == a or j == b:
            continue
        metric = lexicon.metric_tail.ends(text[a:i])
        others = any(lexicon.metric_tail.ends(text[x:y]) for x, y in items[:-1])
        if metric or not (others or len(items) > 1):
            return [*items[:-1], (a, i), (j, b)]
    return items
