"""The word lists of `targets.yaml`, compiled once into the patterns that peel an indicator out of its clause."""

from __future__ import annotations

from notice_parse.grammar.compile import Grammar, keys_of, per_grammar
from notice_parse.quantities.words import Endings, any_of, find_any
from notice_parse.text.patterns import compile_pattern


class _States(Endings):
    """Words of state; 人均, 户均 and the like are one word, and 均 alone shares a number out."""

    def find(self, text: str, low: int, end: int) -> int:
        start = super().find(text, low, end)
        if start >= 0 and text[start] == "均" and start and text[start - 1] in "人户亩年日月地":
            return -1
        return start


class Lexicon:
    """Compiled word lists. All patterns match folded text."""

    def __init__(self, grammar: Grammar) -> None:
        words = grammar.words
        self.making: dict[str, str] = grammar.entries("targets.making")
        self.state: dict[str, str] = grammar.entries("targets.state")
        soft = words("targets.soft_verbs")
        compound = grammar.rule("targets.verb.compound").source
        hard = any_of([w for w in self.making if len(w) > 1 and w not in soft])
        long_making = rf"(?:{hard}|(?:{any_of(soft)})(?!{compound}))"
        short_making = any_of([w for w in self.making if len(w) == 1])
        traps = any_of(words("targets.verb_traps"))
        padding = any_of(words("targets.padding"))
        padding_traps = any_of(words("targets.padding_traps"))
        adverbs = any_of(words("targets.adverbs"))
        stops = r"[,。;、:!?\s—·]"
        number_lead = r"\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、)](?![0-9])|[一二三四五六七八九十]是"
        # One step of the way from the front of a clause to its noun.
        self.lead = compile_pattern(
            rf"(?:{stops}|{number_lead}|\)|“[一二三四五十]{{3}}”(?:时期|期间|末))(?P<noise>)"
            rf"|[新改扩续迁]{{0,2}}\([新改扩迁续翻重、和]+\)建(?!设?用地)(?P<build>)"
            rf"|(?!{traps})(?:{long_making})(?:了|好(?![转评人])|和|及)?(?P<verb>)"
            rf"|(?:{adverbs})(?:{adverbs})?地?(?P<how>)"
            rf"|(?!{padding_traps})(?!{traps})(?:{padding})(?P<pad>)"
            rf"|(?!{traps})(?:{short_making})(?=[一-龥“A-Z]{{2}})(?P<short>)"
        )
        self.verb_nouns = frozenset(words("targets.verb_nouns"))
        self.state_tail = _States(self.state, after="了约")
        self.nominal: dict[str, str] = grammar.entries("targets.nominal")
        self.nominal_tail = Endings(self.nominal)
        self.context = compile_pattern(
            rf"(?:{padding}|[和、]){{0,4}}(?:{any_of(words('targets.context_verbs'))})(?!性)"
        )
        self.making_tail = Endings([*self.making, *words("targets.having")], after="了")
        self.causing = frozenset(words("targets.causing"))
        self.inner = compile_pattern(any_of(words("targets.inner_verbs")))
        self.level = compile_pattern(r"(?:国家|省|市|县|区|镇|村|部|州|地市)级")
        self.counting_tail = Endings(words("targets.counting_verbs"), after="了")
        self.modality = compile_pattern(find_any(words("targets.modality")))
        self.scope_tail = Endings(words("targets.scope_endings"))
        self.metric_tail = Endings(words("targets.metric_tails"))
        heads = any_of([*words("targets.shared_heads"), *(w for w in words("targets.metric_tails") if len(w) > 1)])
        self.shared_head = compile_pattern(heads)
        self.right_stop = compile_pattern(rf"(?<!^)(?:{any_of(words('targets.right_stops'))})")
        self.right_trim = compile_pattern(rf"(?:{any_of(words('targets.right_trim'))}|[和及与、])$")
        self.right_start = compile_pattern(
            any_of(words("targets.right_starts"))
            + "|为(?![农老民侨企])|在(?=[^的,。;、]{1,12}(?:[,。;、]|$))(?![建校岗线职编册读])|外(?=[,。;、]|$)"
        )
        self.right = compile_pattern(
            r"(?:的)?(?P<noun>(?:[^,。;:、!?()\s<>%]|\((?:[市县区旗街道乡镇、]{1,6}|[0-9一二])\)){1,26})"
        )
        self.generic = compile_pattern(rf"(?:{any_of(words('targets.generic_nouns'))})(?![一-龥“])")
        self.noun_class = compile_pattern(grammar.rule("targets.noun.class").source)
        self.abstract = compile_pattern(rf"(?:{any_of(words('targets.abstract_nouns'))})")
        self.mere = compile_pattern(rf"(?:{adverbs}|全面|全部|大体|年度|发展|总体|目标任务|目标|的基础上|基础上)+")
        self.each = compile_pattern(r"每个?(?:县|村|镇|乡|乡镇|区|市|县区|街道|社区|行政村|学校)")
        self.weak_counts = frozenset(words("measures.weak_counts"))
        past, plan = words("targets.past_marks"), words("targets.plan_marks")
        self.times = compile_pattern(find_any([*past, *plan]))
        self.time_mark = compile_pattern(
            rf"(?<![从比较由与同])(?:{any_of(past)})(?P<past>)|(?:{any_of(plan)})(?P<plan>)"
        )
        self.hedges = frozenset(words("targets.hedges"))
        self.review = compile_pattern(rf"\s*(?:{grammar.rule('targets.past.opener').source})")
        opener = grammar.rule("targets.past.opener")
        self.opener = compile_pattern(opener.source)
        self.opener_keys = keys_of([opener]) or [""]
        self.report = compile_pattern("|".join(rule.bare for rule in grammar.rules("targets", "targets.past.report.")))
        self.plan = compile_pattern(grammar.rule("targets.past.plan").source)
        self.onward = compile_pattern(grammar.rule("targets.past.onward").source)
        self.half_year = compile_pattern(grammar.rule("targets.deadline.half-year").source)
        self.middle = compile_pattern(rf"(?!{traps})(?:{long_making})")


@per_grammar
def lexicon_of(grammar: Grammar) -> Lexicon:
    """The Lexicon of a grammar, compiled once."""
    return Lexicon(grammar)
