"""The word lists of `targets.yaml`, compiled once into the patterns that peel an indicator out of its clause."""

from __future__ import annotations

import re
from functools import lru_cache

from notice_parse.grammar.compile import Grammar, alternation


class Lexicon:
    """Compiled word lists. All patterns match folded text."""

    def __init__(self, grammar: Grammar) -> None:
        words = grammar.words
        self.making: dict[str, str] = grammar.entries("targets.making")
        self.state: dict[str, str] = grammar.entries("targets.state")
        long_making = alternation([w for w in self.making if len(w) > 1])
        short_making = alternation([w for w in self.making if len(w) == 1])
        traps = alternation(words("targets.verb_traps"))
        padding = alternation(words("targets.padding"))
        padding_traps = alternation(words("targets.padding_traps"))
        adverbs = alternation(words("targets.adverbs"))
        stops = r"[,。;、:!?\s—·]"
        number_lead = r"\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、)](?![0-9])|[一二三四五六七八九十]是"
        # One step of the way from the front of a clause to its noun.
        self.lead = re.compile(
            rf"(?P<noise>{stops}|{number_lead}|\))"
            rf"|(?P<how>(?:{adverbs})(?=(?:{adverbs})?地?(?:{long_making}|抓好|做好)))"
            rf"|(?P<build>[新改扩续迁]{{0,2}}\([新改扩迁续翻重、和]+\)建(?!设?用地))"
            rf"|(?!{traps})(?P<verb>(?:{long_making})(?:了|好(?![转评人])|和|及|、(?=(?:{long_making})))?)"
            rf"|(?!{padding_traps})(?!{traps})(?P<pad>{padding})"
            rf"|(?!{traps})(?P<short>(?:{short_making})(?=[一-龥“A-Z]{{2}}))"
        )
        self.verb_nouns = frozenset(words("targets.verb_nouns"))
        # 人均, 户均 and the like are one word; 均 alone shares a number out.
        states = alternation([w for w in self.state if w != "均"])
        self.state_tail = re.compile(rf"(?:{states}|(?<![人户亩年日月地])均)(?:了|约)?$")
        self.nominal: dict[str, str] = grammar.entries("targets.nominal")
        self.nominal_tail = re.compile(rf"(?:{alternation(list(self.nominal))})$")
        self.context = re.compile(rf"(?:{padding}|[和、])*(?:{alternation(words('targets.context_verbs'))})")
        self.making_tail = re.compile(rf"(?:{alternation([*self.making, *words('targets.having')])})(?:了)?$")
        self.causing = frozenset(words("targets.causing"))
        self.inner = re.compile(alternation(words("targets.inner_verbs")))
        self.level = re.compile(r"(?:国家|省|市|县|区|镇|村|部|州|地市)级")
        self.counting_tail = re.compile(rf"(?:{alternation(words('targets.counting_verbs'))})(?:了)?$")
        self.modality = re.compile(alternation(words("targets.modality")))
        self.scope_tail = re.compile(rf"(?:{alternation(words('targets.scope_endings'))})$")
        self.metric_tail = re.compile(rf"(?:{alternation(words('targets.metric_tails'))})$")
        self.right_stop = re.compile(rf"(?<!^)(?:{alternation(words('targets.right_stops'))})")
        self.right_trim = re.compile(rf"(?:{alternation(words('targets.right_trim'))}|[和及与、])$")
        self.right_start = re.compile(alternation(words("targets.right_starts")))
        self.right = re.compile(r"(?:的)?(?P<noun>[^,。;:、!?()\s<>%]{1,26})")
        self.abstract = re.compile(rf"(?:{alternation(words('targets.abstract_nouns'))})")
        self.weak_counts = frozenset(words("measures.weak_counts"))
        past = alternation(words("targets.past_marks"))
        plan = alternation(words("targets.plan_marks"))
        self.time_marks = re.compile(rf"(?P<past>{past})|(?P<plan>{plan})")
        self.half_year = re.compile(grammar.rule("targets.deadline.half-year").source)
        self.middle = re.compile(rf"(?!{traps})(?:{long_making})")


@lru_cache(maxsize=4)
def lexicon_of(grammar: Grammar) -> Lexicon:
    """The Lexicon of a grammar, compiled once."""
    return Lexicon(grammar)
