"""Targets of one sentence: which quantities are committed to, what each measures, and until when."""

from __future__ import annotations

from notice_parse.quantities.clauses import clause_end, clause_start
from notice_parse.quantities.indicators import Phrase, indicator_text, read_phrase
from notice_parse.quantities.lexicon import Lexicon
from notice_parse.quantities.lists import assign, groups
from notice_parse.quantities.model import BaselineMatch, NumberMatch, QuantityMatch, TargetMatch
from notice_parse.quantities.reader import unit_as_written
from notice_parse.quantities.sentence import Item, Sentence
from notice_parse.quantities.thresholds import Thresholds
from notice_parse.quantities.timing import Dates, Tense
from notice_parse.records.target import Measure, NumberRole
from notice_parse.text.patterns import compile_pattern

_BESIDE = compile_pattern(r"[、和与及,]|以及")
_AND_MADE = compile_pattern(r"[、和与及][一-龥]{2,4}")
_MADE = ("新建", "改建", "扩建", "新增", "建成", "改造", "提升", "创建", "更新", "引进", "培育", "打造", "认定")
_PARENT = "其中"
# 提升39个县的质效: the number counts what is made better.
_IMPROVING = frozenset(("提升", "提高"))


def read_sentence(
    sentence: Sentence,
    quantities: list[QuantityMatch],
    dates: Dates,
    lexicon: Lexicon,
    thresholds: Thresholds,
    *,
    past: bool,
) -> None:
    """Judge each quantity of the sentence; appends to its targets and numbers."""
    kept: list[QuantityMatch] = []
    baselines: dict[int, QuantityMatch] = {}
    tense = Tense(sentence.text, sentence.start, sentence.end, dates, lexicon)
    previous: tuple[int, NumberRole | None, str] = (-1, None, "")
    for q in quantities:
        role = "baseline" if past or tense.reports(q.start) else _role(sentence.text, q, sentence.start, thresholds)
        alike = previous[2] == q.quantity.dimension
        if role is None and previous[1] and alike and _BESIDE.fullmatch(sentence.text, previous[0], q.start):
            # 给予3万元、2万元、1万元的补助: figures side by side play one part.
            role = previous[1]
        previous = (q.end, role, q.quantity.dimension)
        if role is None:
            kept.append(q)
        else:
            sentence.numbers.append(NumberMatch(q.number_start, q.number_end, role))
            if role == "baseline" and not past:
                baselines[len(kept)] = q
    items = _items(sentence, kept, baselines, dates, lexicon)
    for index, group in groups(sentence.text, items):
        for offset, (item, indicators) in enumerate(assign(sentence, group, lexicon)):
            base = baselines.get(index + offset)
            if offset and not item.phrase.states and not item.phrase.making:
                # 分别增长10%、35%: the verb stands once for all numbers of the group.
                first = group[0].phrase
                phrase = item.phrase._replace(
                    states=first.states, making=first.making, scope=item.phrase.scope or first.scope
                )
                item = item._replace(phrase=phrase, quantity=_bounded_alike(group[0].quantity, item.quantity))
            _emit(sentence, item, indicators, dates, lexicon, base)


def _role(text: str, q: QuantityMatch, floor: int, thresholds: Thresholds) -> NumberRole | None:
    low = clause_start(text, floor, q.start)
    bracket = text.rfind("(", low, q.start)
    if bracket >= 0 and ")" not in text[bracket : q.start]:
        low = bracket + 1
    role = thresholds.role(text, q, low)
    if role is None and not q.unit and q.quantity.dimension == "number" and q.comparator == "eq":
        # A figure without any measure word commits to something only behind a verb that leads to it.
        before = text[max(low, q.start - 3) : q.start]
        if not before.endswith(("达到", "达", "至", "到", "为", "在", "新增", "完成", "建成", "增长")):
            return "unaccounted"
    return role


def _items(
    sentence: Sentence,
    kept: list[QuantityMatch],
    baselines: dict[int, QuantityMatch],
    dates: Dates,
    lexicon: Lexicon,
) -> list[Item]:
    items: list[Item] = []
    text = sentence.text
    reached = sentence.start
    for i, q in enumerate(kept):
        clause = clause_start(text, sentence.start, q.start)
        bracket = text.rfind("(", clause, q.start)
        if bracket >= 0 and ")" not in text[bracket : q.start]:
            clause = bracket + 1
        whole = max(clause, reached)
        low = dates.skip(text, whole, q.start)
        while low < q.start and text[low] in "、和及与,;)并且的":
            low += 1
        if text.startswith(_PARENT, low):
            low += len(_PARENT)
        high = clause_end(text, q.end, sentence.end)
        if i + 1 < len(kept):
            high = min(high, kept[i + 1].start)
        base = baselines.get(i)
        stop = (
            max(text.rfind("从", low, base.start), text.rfind("由", low, base.start))
            if base and base.start > low
            else -1
        )
        phrase = read_phrase(text, q, low, max(high, q.end), lexicon, stop if stop >= 0 else None)
        if not phrase.noun and low > whole:
            # 企业数较2030年增长1.5倍: the noun stands before the date.
            first = next((a for a, _ in dates.within(whole, q.start)), whole)
            while first > whole and text[first - 1] in "比较与同":
                first -= 1
            fuller = read_phrase(text, q, whole, max(high, q.end), lexicon, first)
            phrase = fuller if fuller.noun else phrase
        items.append(Item(q, phrase, low, clause))
        reached = max(q.end, phrase.right_end)
    return _completed(text, items)


def _completed(text: str, items: list[Item]) -> list[Item]:
    """Levels whose noun stands once at the end of the list: 6个世界级、7个国家级产业集群."""
    for i in range(len(items) - 2, -1, -1):
        own, after = items[i].phrase.noun, items[i + 1].phrase.noun
        if not own and after and items[i].quantity.end == items[i + 1].quantity.start:
            # 9类31件实事: both numbers count the same.
            items[i] = items[i]._replace(phrase=items[i].phrase._replace(noun=after))
            continue
        if not own and after and _side_by_side(text, items[i].quantity, items[i + 1].quantity, after[0][0]):
            items[i] = items[i]._replace(phrase=items[i].phrase._replace(noun=after))
            continue
        if len(own) != 1 or not after or items[i].clause != items[i + 1].clause:
            continue
        a, b = own[0]
        if a < items[i].quantity.end or text[b - 1] != "级" or b - a > 6:
            continue
        last_a, last_b = after[-1]
        at = text.find("级", *after[0]) + 1
        rest = after[-1] if len(after) > 1 else (at, last_b)
        if len(after) > 1 or last_a < at < last_b:
            items[i] = items[i]._replace(phrase=items[i].phrase._replace(noun=(own[0], rest)))
    return items


def _bounded_alike(first: QuantityMatch, q: QuantityMatch) -> QuantityMatch:
    """分别超过30%和10%: a bound before the first number holds for those after it."""
    led = first.comparator in ("gt", "ge", "lt", "le") and first.start < first.number_start
    plain = q.comparator == "eq" and q.start == q.number_start and q.unit == first.unit
    return q._replace(comparator=first.comparator) if led and plain else q


def _side_by_side(text: str, q: QuantityMatch, following: QuantityMatch, noun: int) -> bool:
    """Whether two numbers take the noun behind the second: 新建10家、改建6家活动室."""
    return (
        q.unit == following.unit
        and noun >= following.end
        and _AND_MADE.fullmatch(text, q.end, following.start) is not None
        and text.endswith(_MADE, 0, q.start)
    )


def _emit(
    sentence: Sentence,
    item: Item,
    indicators: list[str],
    dates: Dates,
    lexicon: Lexicon,
    base: QuantityMatch | None,
) -> None:
    q, phrase = item.quantity, item.phrase
    text = sentence.text
    sentence.numbers.append(NumberMatch(q.number_start, q.number_end, "target"))
    action = _action(phrase, lexicon)
    modality = None
    for match in lexicon.modality.finditer(text, item.clause, q.start):
        modality = match.group()
    scope = indicator_text(sentence.clean, (phrase.scope,)) if phrase.scope else None
    at = text.rfind(_PARENT, item.clause, q.start)
    if at >= 0:
        parent = next((t for t in reversed(sentence.targets) if t.start < at), None)
        scope = parent.indicator if parent else scope
    baseline = None
    if base is not None and base.start >= item.clause - 1 and base.end <= q.start:
        baseline = BaselineMatch(base.value, base.unit, None)
    measure = _measure(q, phrase, action, lexicon)
    last = sentence.targets[-1] if sentence.targets else None
    if (
        last
        and not phrase.noun
        and action is None
        and last.end >= item.clause
        and last.quantity.unit == q.quantity.unit
    ):
        # 增长5.5%左右、力争6%: the second figure is of the same kind.
        action, measure = last.action, last.measure
    if modality == phrase.making:
        modality = None
    unit = unit_as_written(text, sentence.clean, q)
    date = dates.governing(text, sentence.start, sentence.end, q.start, q.end)
    deadline = sentence.clean[date[0] : date[1]] if date else None
    for indicator in indicators:
        sentence.targets.append(
            TargetMatch(
                q.start, q.end, indicator, action, modality, q.comparator, q.value, q.value_high, unit, q.quantity, measure,
                deadline, scope, baseline, phrase.key, q.known,
            )
        )  # fmt: skip


def _action(phrase: Phrase, lexicon: Lexicon) -> str | None:
    """The verb of the target: the telling one next to the number, else the one before the noun."""
    for state in phrase.states:
        if state in lexicon.nominal:
            continue
        if lexicon.state.get(state) in ("growth", "change", "increment", "limit") or state in lexicon.making:
            return state
    if phrase.making:
        return phrase.making
    telling = [s for s in phrase.states if len(s) > 1 and s not in lexicon.nominal and s not in lexicon.hedges]
    return telling[0] if telling else None


def _measure(q: QuantityMatch, phrase: Phrase, action: str | None, lexicon: Lexicon) -> Measure:
    if q.quantity.dimension == "ratio_change":
        return "change"
    kinds = [lexicon.state.get(s) or lexicon.nominal.get(s, "level") for s in phrase.states]
    if "growth" in kinds:
        return "growth" if q.quantity.dimension in ("ratio", "multiple") else "change"
    if "limit" in kinds or q.comparator in ("le", "lt"):
        return "limit"
    if "change" in kinds:
        return "growth" if q.quantity.dimension == "ratio" else "change"
    if "increment" in kinds:
        return "increment"
    kind = lexicon.making.get(action or "") or (
        "increment" if action and action.startswith("新") and "改" not in action else "level"
    )
    if kind == "increment" or (kind == "change" and (action not in _IMPROVING or q.quantity.dimension == "ratio")):
        return "increment" if kind == "increment" else "change"
    if q.quantity.dimension == "multiple":
        return "growth"
    return "level"
