"""Quantities that are no targets although they carry a unit: thresholds, baselines, past results."""

from __future__ import annotations

import re

from notice_parse.grammar.compile import Grammar, per_grammar
from notice_parse.quantities.lexicon import lexicon_of
from notice_parse.quantities.model import QuantityMatch
from notice_parse.quantities.words import any_of
from notice_parse.records.target import NumberRole
from notice_parse.text.patterns import compile_pattern

_NEXT_COUNT = compile_pattern(r"(?:(?:及?以上|以下|以内)的?|的)[^,。;、0-9“]{1,14}[0-9]+(?![0-9A])")
# 其中10亿元以上4个: nothing stands between the size and the count of what has it.
_COUNT_AT_ONCE = compile_pattern(r"(?:及?以上|以下|以内)的?[0-9]{1,6}(?![0-9.%])[一-龥]")
# 参会300人以上、会期2天以上的会议12个: each condition on what is counted.
_NEXT_CONDITION = compile_pattern(
    r"(?:及?以上|以下|以内|(?=[、和且或及]))(?:[、和且或及]?[^,。;、0-9]{0,10}[0-9.]+[^,。;、0-9]{1,5}?(?:及?以上|以下|以内)){1,4}的[^,。;、0-9]{1,14}[0-9]"
)
# 站点50米内换乘比例95%: within what reach the rate is taken.
_REACH = compile_pattern(r"(?:以|范围|半径)?内[^,。;、0-9]{0,16}(?:率|比例|比重|占比|数|量|面积|水平)")
# 甲厂15万吨铝材、乙厂8万吨锂盐等项目: the size of a plant.
_PLANT = compile_pattern(r"[^,。;0-9]{1,14}(?:、[^,。;]{1,60}?)?等?(?:项目|工程|基地|生产线|装置)")
_PLANT_VERB = compile_pattern(
    r"(?:推进|推动|加快|实施|开工|建设|投产|续建|启动|谋划|促进|抓好)[^,。;]*[^,。;、推进动加快实施开工建设投产续启谋划促抓好]$"
)
_SIZE = frozenset(("mass", "power", "volume", "energy", "apparent_power"))
_LEVEL = compile_pattern(r"(?:级|规模级)(?!以)")
# 20个年接待游客300万人次以上的景区: what each of those counted must have.
_OWNER = compile_pattern(r"[0-9一二三四五六七八九十两百][个家座条所处户名][^,。;、0-9]{2,12}$")
_HAVING = compile_pattern(r"(?:及?以[上下])?(?:的[一-龥]|、[0-9]+[个条家座][^,。;、]{0,6}[超过百千万亿])")
# 面积达5万平方米的市场: how large it is.
_EXTENT = compile_pattern(r"(?:面积|占地|库容|全长|总长)(?:约|超过|超|达到|达|近|为)*$")
_EXTENT_OF = compile_pattern(r"(?:、[^,。;、0-9]{0,6}[0-9.]+[^,。;、0-9]{1,5}){0,12}的")
# 实施20万亩果园、5万头猪场等项目9个: sizes of what is listed.
_LISTED = compile_pattern(r"、?[^,。;、0-9]{1,24}(?:、[^,。;、]{1,24}){0,30}等[^,。;、0-9]{0,6}项目[0-9]{1,12}个")
# 全市12个县要…: all there are.
_ALL_OF = compile_pattern(r"[全我][省市县区州旗](?:共)?")
_PLACES = compile_pattern(r"(?:县|区|市|乡|镇|村|街道|社区|旗|州)")
_GROWN = compile_pattern(r"(?:增长|下降|增幅|增速|占比|比例|率)(?:达到|达|在|为)?$")
# 5000万元、1亿元、5亿元的，分别奖励…: figures side by side set the steps of one scheme.
_STEPS = compile_pattern(r"(?:[、或和][0-9.,]{1,16}[^0-9,。;、]{1,5}){1,12}的[,;]")
# 30户及以上集中连片村组: how large each is.
_HAMLETS = compile_pattern(r"的?(?:[^,。;、0-9]{0,8})(?:村组|村寨|自然村|屯组|聚居点|安置点|自然屯)")
_AFTER_CONTEXT = compile_pattern(
    r"等(?:方面|领域|重点|内容|主题)?,?(?:开展|举办|组织|召开|推出)"
    r"|(?:面向|针对|围绕|聚焦)[^,。;、的]{2,20}(?:开展|举办|(?<![党会群])组织|召开|推出)[^,。;的]{0,20}$"
)
_VOLTAGES = compile_pattern(r"(?:、[0-9]{1,4}千伏){0,12}[一-龥]")
_FUND = compile_pattern(r"的[^,。;0-9]{0,14}(?:基金|资金池)(?![小大港])")
_MONEY_GOES_ON = compile_pattern(
    r"(?:投资|资金|贷款|补助|融资|产值|用地|经费|债券|奖补|基金|建设投资|授信|减负|税收|营收|销售)"
)
# 从77%提高到80%, 从7家、4家增加到10家、6家
_FROM_TO = compile_pattern(r"(?:[、和与]?[0-9.,]+[^0-9.,。;、]{1,4}){0,8},?[^,。;、0-9]{0,10}?(?:到|至|为)")
_BASIS = compile_pattern(r"为基[数准],(?:[^。;\n]{0,60},)?$")
# 用好3亿元资金: what is there already, put to use.
_FROM_OUTSIDE = ("利用外资", "利用内资", "利用省外", "利用市外", "利用县外", "利用境外")
_USING = ("用好", "用足", "发挥", "充分发挥", "利用", "充分利用")
# Every scheme of points has one of these near its numbers; most texts are left at once.
_SCORING = compile_pattern("[得扣优良格]|分以下")
_AWARD_OPENS = ("补助(", "补贴(", "奖励(", "资助(")
_SCORE = "score"
_AMONG = compile_pattern(r"[^,。;、0-9]{0,8}中(?:[,选抽挑遴]|的)")
_DIVISION = frozenset(("currency", "area", "mass", "power", "length", "volume", "voltage", "energy", "apparent_power"))


class Thresholds:
    """Tells thresholds and baselines from targets by what stands around them."""

    def __init__(self, grammar: Grammar) -> None:
        nouns = any_of(grammar.words("roles.sized_nouns"))
        described = any_of(grammar.words("roles.described_nouns"))
        self._sized = compile_pattern(
            r"(?:级以上|级)?(?:的)?(?:(?!增长|达到|突破|实现|完成|新增|支持|用于|推动|促进|实施|加快|建设|开展|推进|扩大|投入|保障|助力|帮助)[一-龥“”A-Za-z+]){0,12}?"
            rf"(?:{nouns})(?!投资|资金|贷款|用地|产值|融资|经费|债券|基金|贴息|引导)"
        )
        self._described = compile_pattern(rf"的[^,。;0-9]{{0,24}}(?:{described})")
        self._total = compile_pattern(grammar.rule("targets.threshold.total").bare)
        self._from = compile_pattern(grammar.rule("targets.baseline.from").bare)
        self._base = compile_pattern(grammar.rule("targets.baseline.base").bare)
        self._award = compile_pattern(grammar.rule("targets.criterion.award").bare)
        self._award_after = compile_pattern(grammar.rule("targets.criterion.award-after").bare)
        self._condition = compile_pattern(grammar.rule("targets.criterion.condition").bare)
        self._share = compile_pattern(grammar.rule("targets.criterion.share").bare)
        self._raised = compile_pattern(grammar.rule("targets.criterion.raised").bare)
        self._score = compile_pattern(grammar.rule("targets.criterion.score").bare)
        self._each = compile_pattern(grammar.rule("targets.criterion.each").bare)
        self._part = compile_pattern(grammar.rule("targets.criterion.part").bare)
        self._term = compile_pattern(grammar.rule("targets.criterion.term").bare)
        self._scored = compile_pattern(grammar.rule("targets.criterion.scored").bare)
        self._priced = compile_pattern(grammar.rule("targets.criterion.priced").bare)
        self._metric = lexicon_of(grammar).metric_tail
        self._context = lexicon_of(grammar).context
        self._now = compile_pattern(grammar.rule("targets.baseline.comparison").bare)

    def role(self, text: str, q: QuantityMatch, floor: int) -> NumberRole | None:
        """The role of a quantity that is no target, or None.

        `floor` is where its clause begins.
        """
        dimension = q.quantity.dimension
        before = text[max(floor, q.start - 20) : q.start]
        if _LEVEL.match(text, q.unit_end):
            return "threshold"
        if "已" in before and self._now.search(before):
            # 已设立3亿元基金: there is no more to be done.
            return "baseline"
        if dimension == "duration" and self._award.search(before):
            # 按6个月的标准补助5万元: the months say how much is paid.
            return "criterion"
        if dimension in ("voltage", "apparent_power") and _VOLTAGES.match(text, q.end):
            # 110千伏变电站: a class of plant.
            return "threshold"
        if dimension in _DIVISION and _COUNT_AT_ONCE.match(text, q.unit_end):
            return "threshold"
        if dimension in _DIVISION and not (dimension == "currency" and _FUND.match(text, q.end)):
            # 完成3公里的道路改造: the size of what is done is the target.
            done = dimension in ("area", "length") and "完成" in text[floor : q.start]
            if (not done and self._described.match(text, q.end)) or (
                self._total.search(before) and self._follows(text, q)
            ):
                return "threshold"
            if _EXTENT.search(before) and _EXTENT_OF.match(text, q.end):
                return "threshold"
            sized = self._sized.match(text, q.end)
            if sized and (dimension == "currency" or q.implicit or _NEXT_COUNT.match(text, q.unit_end)):
                return "threshold"
            if q.implicit and not (q.comparator in ("gt", "ge") and q.start < q.number_start):
                return "threshold"
        if _HAVING.match(text, q.end) or (q.end > q.unit_end and _HAVING.match(text, q.unit_end)):
            if _OWNER.search(text, max(floor, q.start - 18), q.start):
                return "threshold"
        elif _STEPS.match(text, q.end):
            return "criterion"
        elif _LISTED.match(text, q.end):
            return "threshold"
        if dimension != "ratio" and (_NEXT_COUNT.match(text, q.unit_end) or _NEXT_CONDITION.match(text, q.unit_end)):
            return "threshold"
        if dimension in ("length", "duration", "area") and _REACH.match(text, q.unit_end):
            return "criterion"
        if (
            dimension in _SIZE
            and q.comparator == "eq"
            and _PLANT.match(text, q.end)
            and _PLANT_VERB.search(text, floor, q.start)
        ):
            return "threshold"
        if dimension.endswith("_rate") and "一" <= text[q.end : q.end + 1] <= "龥":
            return "threshold"
        condition = self._condition.match(text, floor)
        if condition and q.end <= condition.end():
            return "criterion"
        if self._part.match(text, q.end) or ("每" in before and self._each.search(before)) or self._whose(text, q):
            return "criterion"
        if (_SCORING.search(text, q.end, q.end + 28) and self._scored.match(text, q.end)) or (
            dimension in ("ratio_change", "duration") and self._priced.search(before)
        ):
            return "criterion"
        if dimension == "duration" and self._term.search(before):
            return "criterion"
        if self._sets_rate(text, q, text[max(floor, q.start - 20) : q.number_start], dimension):
            return "criterion"
        using = text.startswith(_USING, floor) and not text.startswith(_FROM_OUTSIDE, floor)
        if dimension == "currency" and (using or before.endswith(_USING)):
            return "baseline"
        if dimension == "count" and self._context.match(text, floor, q.start):
            # 围绕会议精神等开展研讨6次, 面向毕业生举办招聘会18场: what is done comes after what it is about.
            return None if _AFTER_CONTEXT.search(text, floor, q.start) else "baseline"
        return self._baseline(text, q, before, floor)

    def _whose(self, text: str, q: QuantityMatch) -> bool:
        """Whether a number of people with a bound says which bodies are meant: 30人以下的企业."""
        if q.end == q.unit_end and q.start == q.number_start:
            return False
        if q.unit in ("户", "人") and q.end > q.unit_end and _HAMLETS.match(text, q.end):
            return True
        if not self._described.match(text, q.end):
            return False
        if _FUND.match(text, q.end):
            return False
        if q.end > q.unit_end:
            # 产值增长10%及以上的企业: how much it must have grown.
            grown = q.quantity.dimension == "ratio" and _GROWN.search(text, max(0, q.start - 6), q.start)
            return q.unit in ("人", "名", "户") or grown is not None
        # 费率不超过1.5%的企业
        return self._metric.find(text, max(0, q.start - 6), q.start) >= 0

    def _sets_rate(self, text: str, q: QuantityMatch, before: str, dimension: str) -> bool:
        """Whether the number is what each case gets or loses under a scheme of support or scoring."""
        if dimension == _SCORE:
            return bool(self._score.search(before) or text[q.end : q.end + 1] in (")", "的", ";", ""))
        if dimension == "ratio_change":
            # 再给予1个百分点贴息: what each loan gets.
            return "每" in before[-3:] or text.startswith(("贴息", "的贴息", "的财政贴息", "财政贴息"), q.end)
        if dimension == "area":
            return "奖励" in before[-8:]
        if text[max(0, q.start - 24) : q.start].endswith(_AWARD_OPENS):
            return True
        if dimension not in ("currency", "ratio", "duration", "currency_rate") and not (
            dimension == "number" and q.unit
        ):
            return False
        if dimension == "ratio" and self._share.search(before):
            return True
        if self._award_after.match(text, q.end):
            return True
        return dimension != "ratio" and bool(self._award.search(before)) and not self._raised.search(before)

    def _baseline(self, text: str, q: QuantityMatch, before: str, floor: int) -> NumberRole | None:
        if self._from.search(before) and _FROM_TO.match(text, q.end):
            return "baseline"
        if self._base.match(text[q.end : q.end + 24]) and re.search("在|以|从", before):
            return "baseline"
        if text.startswith(("共", "合计"), floor) and _BASIS.search(text, max(0, floor - 66), floor):
            return "baseline"
        if q.unit == "个" and _ALL_OF.fullmatch(text, floor, q.start) and _PLACES.match(text, q.end):
            return "baseline"
        if self._now.search(before) or ("在" in before and _AMONG.match(text, q.end)):
            return "baseline"
        return None

    def _follows(self, text: str, q: QuantityMatch) -> bool:
        after = text[q.end : q.end + 1]
        if after in "为用在对" and "总" not in text[q.start - 4 : q.start]:
            # 投资3亿元为民办实事: the money is put in here.
            return False
        return after == "的" or ("一" <= after <= "龥" and not _MONEY_GOES_ON.match(text, q.end))


@per_grammar
def thresholds_of(grammar: Grammar) -> Thresholds:
    """The Thresholds of a grammar, compiled once."""
    return Thresholds(grammar)
