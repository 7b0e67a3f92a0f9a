"""Which indicator each number of a list belongs to, and what a number takes over whose clause names nothing."""

from __future__ import annotations

from notice_parse.quantities.clauses import clause_start
from notice_parse.quantities.indicators import indicator_text, split_items, strip_lead
from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.sentence import Item, Sentence
from notice_parse.text.patterns import compile_pattern

_BETWEEN = compile_pattern(r"[、和与及]|以及")
_CLAUSES_BACK = 4
_FULL_NAME = 4
_DATED = compile_pattern(r"(?:到|至)?[0-9]{4}年(?:[0-9]{1,2}月)?(?:年?底|末)?(?:前|内)?")
_FIGURE = compile_pattern(r"[0-9]")
_ENDED = compile_pattern(r"(?:竣工|开工|投产|投用|通车|落地|完工|建成|[、并])+")


def groups(text: str, items: list[Item]) -> list[tuple[int, list[Item]]]:
    """Items whose numbers stand side by side (800公里、600公里和300公里), with the index of the first."""
    found: list[tuple[int, list[Item]]] = []
    for index, item in enumerate(items):
        if found:
            last = found[-1][1][-1]
            between = text[last.quantity.end : item.quantity.start]
            if not item.phrase.noun and _BETWEEN.fullmatch(between):
                found[-1][1].append(item)
                continue
        found.append((index, [item]))
    return found


def assign(sentence: Sentence, group: list[Item], lexicon: Lexicon) -> list[tuple[Item, list[str]]]:
    """The indicators of each item of a group: one each, several that share a number, or the one they share."""
    first = group[0]
    text, clean = sentence.text, sentence.clean
    pieces = first.phrase.noun
    if len(pieces) == 1 and sentence.targets and _ENDED.fullmatch(text, *pieces[0]):
        # 开工项目9个、竣工投产5个: what is finished is what was begun.
        pieces = ()
    if not pieces and "分别" in first.phrase.states and len(group) > 1 and len(sentence.targets) >= len(group):
        # 接待游客…、旅游收入…，分别增长10%和12%: the numbers go to the indicators just named.
        named = [t.indicator for t in sentence.targets[-len(group) :]]
        return [(item, [name]) for item, name in zip(group, named, strict=True)]
    if not pieces:
        inherited = _inherited(sentence, first, lexicon)
        return [(item, [inherited]) for item in group]
    whole = indicator_text(clean, pieces)
    if sentence.targets and pieces[0][0] < first.quantity.start and lexicon.level.fullmatch(whole):
        # 国家级绿色工厂3家、省级5家: the level alone stands for the same thing.
        known = sentence.targets[-1].indicator
        return [(item, [whole + lexicon.level.sub("", known, count=1)]) for item in group]
    if len(pieces) > 1 or pieces[0][0] >= first.quantity.end:
        if len(group) > 1:
            return [(item, [whole]) for item in group]
        return [(first, [whole])]
    start, end = pieces[0]
    states = first.phrase.states
    shared = any(s in ("均", "都", "各") for s in states)
    apart = "分别" in states or any("分别" in s for s in states)
    ratio = first.quantity.quantity.dimension in ("ratio", "ratio_change", "multiple")
    both = ratio and "和" in text[start:end]
    if len(group) == 1 and not shared and not apart and not both and not (ratio and "、" in text[start:end]):
        return [(first, [whole])]
    spans = split_items(text, start, end, lexicon)
    written = [indicator_text(clean, (s,)) for s in spans]
    names = _with_shared_tail(written, lexicon)
    if len(group) > 1:
        if len(names) == len(group):
            return [(item, [name]) for item, name in zip(group, names, strict=True)]
        if apart and len(names) > len(group):
            return [(item, [name]) for item, name in zip(group, names[-len(group) :], strict=True)]
        return [(item, [whole]) for item in group]
    # 公办和民办幼儿园占比: one share; 发证率和登记率: two.
    one = "、" not in text[start:end] and not all(map(lexicon.metric_tail.ends, written))
    if len(names) > 1 and (shared or apart or (not one and "等" not in names[-1] and _enumerates(names, lexicon))):
        return [(first, names)]
    return [(first, [whole])]


def _enumerates(names: list[str], lexicon: Lexicon) -> bool:
    """Whether 、 joins indicators that share a rate, not the parts of one name."""
    if len(names) == 2 and min(map(len, names)) < _FULL_NAME:
        return False
    return len(names) >= 3 or all(lexicon.metric_tail.ends(name) for name in names)


def _with_shared_tail(names: list[str], lexicon: Lexicon) -> list[str]:
    """Give every member the metric that stands once at the end: 住院、门诊报销比例 → 住院报销比例, 门诊报销比例."""
    if len(names) < 2:
        return names
    completed = _with_shared_part(names, lexicon)
    if completed:
        return completed
    tail = lexicon.metric_tail.find(last := names[-1], 0, len(last))
    if not 0 <= tail < len(last) - 1:
        return names
    # 绿色贷款、普惠贷款占比: 贷款 alone is what the share is taken of.
    stem = last[max(0, tail - 2) : tail]
    return [
        n if lexicon.metric_tail.ends(n) and not (len(stem) == 2 and n.endswith(stem)) else n + last[tail:]
        for n in names[:-1]
    ] + names[-1:]


def _with_shared_part(names: list[str], lexicon: Lexicon) -> list[str] | None:
    """Names completed by what they share with the last or the first; None where nothing tells what that is.

    燃气、供水、供热管网 → 燃气管网, 供水管网; 省、市级企业 → 省级企业; 生猪存栏、出栏 → 生猪出栏.
    """
    last = names[-1]
    if len(names[0]) == 1 and last[1:2] == "级":
        return [n + last[1:] if len(n) == 1 else n for n in names[:-1]] + [last]
    level = lexicon.level.match(last)
    if level and level.end() < len(last) and all(lexicon.level.fullmatch(n) for n in names[:-1]):
        # 国家级、省级平台: the levels share what stands behind the last.
        return [n + last[level.end() :] for n in names[:-1]] + [last]
    common = next((n for n in range(min(len(names[0]), 6), 1, -1) if names[0][-n:] in last[1:-n]), 0)
    if common and len(names) == 2 and not lexicon.metric_tail.ends(names[0]):
        # 小型企业和微型企业贷款余额: what stands behind the word that both have belongs to both.
        return [names[0] + last[last.rindex(names[0][-common:]) + common :], last]
    shared = lexicon.shared_head.search(last, 1)
    if shared and not lexicon.metric_tail.ends(names[0]):
        rest = last[shared.start() :]
        return [n if lexicon.metric_tail.ends(n) else n + rest for n in names[:-1]] + [last]
    short = len(last)
    if (
        2 <= short <= 3
        and len(names[0]) > short + 1
        and names[0][-1] == last[-1]
        and all(len(n) == short for n in names[1:])
    ):
        return [names[0], *(names[0][:-short] + n for n in names[1:])]
    return None


def _inherited(sentence: Sentence, item: Item, lexicon: Lexicon) -> str:
    """The indicator of a number whose clause names none: the one before it, or the noun of the clause before."""
    if sentence.targets:
        last = sentence.targets[-1]
        grown = "growth" in map(lexicon.state.get, item.phrase.states)
        if grown and item.clause - last.end == 1 and last.quantity.dimension != "ratio":
            # 利用外资10亿美元，增长7%: it is the amount just named that grows.
            return last.indicator
        if last.end < item.clause:
            same = [t for t in sentence.targets[-20:] if t.quantity.unit == item.quantity.quantity.unit]
            last = (same or sentence.targets)[-1]
        listed, _, thing = last.indicator.rpartition("等")
        # 北站、水厂等项目22个，竣工15个: those finished are projects too, not the ones listed.
        return thing if "、" in listed and len(thing) > 1 else last.indicator
    text = sentence.text
    end = item.clause - 1
    for _ in range(_CLAUSES_BACK):
        if end <= sentence.start:
            break
        low = clause_start(text, sentence.start, end)
        dated = _DATED.match(text, low, end)
        low_noun = dated.end() if dated else low
        figure = _FIGURE.search(text, low_noun, end)
        close = figure.start() if figure else end
        noun = strip_lead(text, low_noun, close, lexicon)[0]
        if figure and close - noun < 2:
            # 对50周岁以上男性开展癌症筛查: what the last verb takes.
            for verb in lexicon.middle.finditer(text, close, end):
                noun, close = verb.end(), end
        if close - noun > 1:
            return indicator_text(sentence.clean, ((noun, close),))
        end = low - 1
    return ""
