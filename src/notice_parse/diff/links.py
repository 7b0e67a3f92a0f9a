"""How sure it is that one task continues another, and why."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from notice_parse.diff.likeness import TaskLikeness, Weights
from notice_parse.diff.phrases import PhraseFinder
from notice_parse.diff.subjects import SubjectLikeness
from notice_parse.diff.views import TaskView, terms_of

# A logistic model of what speaks for a pair, fitted to pairs told by hand for five pairs of documents and rounded; the
# bias is such that pairs from the score 0.5 on are right in 19 of 20 cases.
_BIAS = -7.7
WEIGHTS = {
    "covered_most": 7.9,
    "covered_least": 8.8,
    "phrases": 1.0,
    "single": -0.9,
    "clause": 4.0,
    "sentence": 8.0,
    "targets": 6.5,
    "units": 1.7,
    "strangers": -0.6,
    "headings": 0.1,
    "subjects": 3.3,
    "subject_part": 1.1,
    "subject_weight": 1.6,
    "portfolio": 0.2,
    "lead": 0.5,
}
_PHRASE_HALF = 20.0  # weight of phrases that counts half: about two names of four characters
_SENTENCE_HALF = 30.0  # weight that two sentences share that counts half: about eight rare pairs of characters
_UNITS_UNKNOWN = 0.4  # as good as this overlap: a document without units says neither yes nor no
_NAME_PAIRS = 4
_LONG_PHRASE = 5  # characters
_PART_OF = 1.5
_LEAD_MOST = 4.0
_LEAD_ALONE = 1.0  # of a link without a rival: that nothing else was looked at says little
_LEAD_BIAS = 0.4


@dataclass(eq=False)
class Link:
    """A pair of tasks that may belong together."""

    old: TaskView
    new: TaskView
    old_in_new: float
    new_in_old: float
    phrases: list[str]
    units: float | None
    signals: dict[str, float]
    logit: float = 0.0
    targets: list[tuple[str, str, float]] = field(default_factory=list)
    """Indicators that were paired, with how sure that is."""
    subjects: list[str] = field(default_factory=list)
    """What both are about, the rarest first."""

    def __post_init__(self) -> None:
        self.logit = _BIAS + math.fsum(WEIGHTS[name] * value for name, value in self.signals.items())

    def add(self, name: str, value: float) -> None:
        """Lets one more signal count."""
        self.signals[name] = value
        self.logit += WEIGHTS[name] * value

    @property
    def score(self) -> float:
        return 1 / (1 + math.exp(-self.logit))

    @property
    def smaller(self) -> TaskView:
        """The shorter of the two."""
        return self.new if len(self.new.terms) <= len(self.old.terms) else self.old

    @property
    def larger(self) -> TaskView:
        return self.old if self.smaller is self.new else self.new

    @property
    def is_part(self) -> bool:
        """Whether one of the tasks is so much shorter that it can only be a part of the other."""
        fewer, more = sorted((len(self.old.terms), len(self.new.terms)))
        return fewer * _PART_OF < more

    def credit_targets(self) -> None:
        """Lets the paired targets of the two tasks count for the tasks themselves."""
        if self.targets:
            most = max(score for _, _, score in self.targets)
            part = len(self.targets) / max(len(self.smaller.targets), len(self.targets))
            self.add("targets", max(0.0, 2 * most - 1) * (0.4 + 0.6 * part))


class LinkScorer:
    """Scores pairs of tasks by their text, shared names, units and headings; targets are credited later."""

    def __init__(
        self,
        likeness: TaskLikeness,
        phrases: PhraseFinder,
        weights: Weights,
        units: Mapping[str, int],
        subjects: SubjectLikeness,
    ) -> None:
        self._likeness = likeness
        self._phrases = phrases
        self._weights = weights
        self._units = units
        self._subjects = subjects

    def link(self, old: TaskView, new: TaskView) -> Link:
        there, back = self._likeness.covered(old, new), self._likeness.covered(new, old)
        shared = self._phrases.shared(old, new)
        weight = math.fsum(weight for weight, _ in shared)
        units = self._shared_units(old, new)
        sentence = self._weights.most_shared(old.sentences, new.sentences)
        sentence = max(0.0, sentence - self._excess(phrase for _, phrase in shared))
        single = self._only_phrase(old, new, [phrase for _, phrase in shared])
        signals = {
            "covered_most": max(there, back),
            "covered_least": min(there, back),
            "phrases": weight / (weight + _PHRASE_HALF),
            "single": single,
            "clause": self._likeness.nearest_clauses(old, new),
            "sentence": sentence / (sentence + _SENTENCE_HALF),
            "units": _UNITS_UNKNOWN if units is None else units,
            "strangers": 1.0 if units == 0 else 0.0,
            "headings": self._same_headings(old, new),
            "subjects": self._subjects.alike(old, new),
            "subject_part": self._subjects.contained(old, new),
            "subject_weight": self._subjects.weight(old, new),
        }
        names = [phrase for _, phrase in shared[:3]]
        return Link(old, new, there, back, names, units, signals, subjects=self._subjects.shared(old, new))

    def _shared_units(self, old: TaskView, new: TaskView) -> float | None:
        """Overlap of the responsible units, the rarer ones weighing more; None where a side names none."""
        if not old.units or not new.units:
            return None
        shared, either = (self._weigh(old.units & new.units), self._weigh(old.units | new.units))
        return shared / either

    def _weigh(self, units: frozenset[str]) -> float:
        return math.fsum(1 / math.sqrt(self._units[unit]) for unit in units)

    def _excess(self, phrases: Iterable[str]) -> float:
        """What the longest phrase weighs more than a name of a few characters: a long set phrase is one thing."""
        terms = terms_of(max(phrases, key=len, default=""))
        return self._weights.total(terms) * max(0.0, 1 - _NAME_PAIRS / len(terms)) if terms else 0.0

    def _only_phrase(self, old: TaskView, new: TaskView, phrases: Sequence[str]) -> float:
        """The part that the longest shared phrase has in all that is shared; near 1 where there is nothing else."""
        longest = max(phrases, key=len, default="")
        if len(longest) < _LONG_PHRASE:
            return 0.0
        return self._weights.total(terms_of(longest)) / self._weights.total(old.terms & new.terms)

    def _same_headings(self, old: TaskView, new: TaskView) -> float:
        fewer = min(self._weights.total(old.headings), self._weights.total(new.headings))
        return self._weights.total(old.headings & new.headings) / fewer if fewer else 0.0


def credit_lead(links: Sequence[Link]) -> None:
    """Lets count how far a link is ahead of the next best one of its smaller task.

    A short task of a plan comes from somewhere; where one place is far more like it than any other, that is the place.
    """
    of: dict[TaskView, list[float]] = defaultdict(list)
    for link in links:
        of[link.smaller].append(link.logit)
    second = {view: sorted(logits)[-2] if len(logits) > 1 else min(logits) - _LEAD_ALONE for view, logits in of.items()}
    most = {view: max(logits) for view, logits in of.items()}
    for link in links:
        view = link.smaller
        if link.logit == most[view]:
            link.add("lead", min(link.logit - second[view], _LEAD_MOST))
        link.logit -= _LEAD_BIAS
