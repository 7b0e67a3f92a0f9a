"""Tasks and targets as comparing sees them: unified text, cut into clauses, each as the set of its character pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from notice_parse.diff.words import contraries_of, split_level, subjects_of, unify, unify_indicator, words
from notice_parse.records import NumericTarget, Task

_SENTENCE_ENDS = re.compile(r"[。;!?\n]+")
_CLAUSE_ENDS = re.compile(r"[,:()\[\]]+")
# A number that is no promise names something: 320国道, 12号.
_RUNS = re.compile(r"[\u3400-\u9fff〇]+|[A-Za-z][A-Za-z0-9+.]*|(?<!\d)\d+(?![\d.年月日])(?=[\u3400-\u9fffA-Z])")
_QUOTES = re.compile(r"[“”‘’\"'《》<>]")
_OTHER_NAME = re.compile(r"\((?!含|其中|不含|包括)([\u3400-\u9fffA-Za-z0-9.]{3,})\)")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")

Terms = frozenset[str]


@dataclass(eq=False)
class Clause:
    """What stands between two commas, with the targets it commits to."""

    text: str
    terms: Terms
    targets: list[TargetView] = field(default_factory=list)


@dataclass(eq=False)
class TaskView:
    """A task with what is compared of it; views are told apart by identity."""

    record: Task
    text: str
    clauses: list[Clause]
    sentences: list[Terms]
    terms: Terms
    units: frozenset[str]
    leaders: frozenset[str]
    headings: Terms
    subjects: Mapping[str, int]
    """What it is about, whatever the words, with how often it says so."""
    targets: list[TargetView] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """The whole content: tasks of the same key are the same task, wherever they stand."""
        return (self.text, "/".join(sorted(self.units)), "/".join(sorted(self.leaders)), *self.record.section_path)


@dataclass(eq=False)
class TargetView:
    """A target with its indicator in a form to compare, and the sentence it stands in."""

    record: NumericTarget
    task: TaskView
    indicator: str
    """Unified, without words that do not tell it from another."""
    bare: bool
    """Whether the indicator says nothing without its sentence: 完成投资."""
    digits: frozenset[str]
    """Numbers inside the indicator: 10 of 10亿元以上项目; other numbers make another indicator."""
    sentence: Terms
    level: str = ""
    """At which level the thing is recognised: 省 of 省级未来乡村; empty where the name does not begin with one."""
    contraries: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Words that tell it from its counterpart: 城镇 of 城镇居民收入; see the vocabulary."""
    other: str = ""
    """Another name given in brackets: 老年食堂 of 社区食堂（老年食堂）."""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        record = self.record
        return (self.indicator, record.text, record.indicator, record.action or "", record.deadline or "")


def terms_of(text: str) -> Terms:
    """The pairs of neighbouring Chinese characters, and each Latin word and number before a word as a whole."""
    found: set[str] = set()
    for run in _RUNS.findall(text):
        if run[0] < "\u3400":
            found.add(run)
        else:
            found.update(run[i : i + 2] for i in range(len(run) - 1))
    return frozenset(found)


def view_tasks(tasks: Iterable[Task]) -> list[TaskView]:
    """The tasks in an order that depends on their content only, so that moving them changes nothing."""
    return sorted((_view(task) for task in tasks), key=lambda view: (view.key, view.record.id))


def _view(task: Task) -> TaskView:
    text = unify(task.text)
    parts = [part for part in _SENTENCE_ENDS.split(_mask(text, task.numeric_targets)) if part]
    pieces = [clause for part in parts for clause in _CLAUSE_ENDS.split(part)]
    sentences = [terms_of(part) for part in parts]
    view = TaskView(
        record=task,
        text=text,
        clauses=[Clause(piece, terms) for piece in pieces if (terms := terms_of(piece))],
        sentences=sentences,
        terms=frozenset().union(*sentences) if sentences else frozenset(),
        units=frozenset(unit.canonical or unit.name for unit in task.responsible_units if not unit.collective),
        leaders=frozenset(leader.name for leader in task.lead_leaders),
        headings=terms_of(unify(" ".join([*task.section_path[-1:], task.category or ""]))),
        subjects=subjects_of(task.text),
    )
    for target in task.numeric_targets:
        seen = _view_target(target, view, parts, sentences)
        view.targets.append(seen)
        _place(seen, view.clauses)
    return view


def _mask(text: str, targets: Iterable[NumericTarget]) -> str:
    """The text without the digits of its promises, which are another year's anyway."""
    for quote in {unify(target.text) for target in targets}:
        text = text.replace(quote, _masked(quote))
    return text


def _masked(quote: str) -> str:
    return _DIGITS.sub("#", quote)


def _place(target: TargetView, clauses: Sequence[Clause]) -> None:
    """Notes a target in the clause it stands in: with its quote, and of several the one with its indicator."""
    quote, indicator = _masked(unify(target.record.text)), unify(target.record.indicator)
    held = [clause for clause in clauses if quote in clause.text]
    for clause in ([clause for clause in held if indicator in clause.text] or held)[:1]:
        clause.targets.append(target)


def _view_target(target: NumericTarget, view: TaskView, parts: Sequence[str], sentences: Sequence[Terms]) -> TargetView:
    known = words()
    full = _QUOTES.sub("", unify_indicator(target.indicator))
    level, plain, other = _take_apart(full)
    return TargetView(
        record=target,
        task=view,
        indicator=plain,
        bare=full in known.bare_indicators or plain in known.bare_indicators or len(plain) < 2,
        digits=frozenset(_DIGITS.findall(full)),
        sentence=_sentence_of(target, unify(target.indicator), parts, sentences),
        level=level,
        contraries=contraries_of(full),
        other=other,
    )


def _take_apart(full: str) -> tuple[str, str, str]:
    """The level, the name without what does not tell it from another, and the other name that stands in brackets."""
    known = words()
    outside, other = full, ""
    if found := _OTHER_NAME.search(full):
        outside, other = full[: found.start()] + full[found.end() :], found[1]
    short = known.weak_starts.sub("", outside)
    short = known.weak_ends.sub("", short) or short
    if len(short) < 2:
        short = outside
    level, short = split_level(short)
    short = known.whole_indicators.get(short, short)
    return level, short, "" if other in short else other


def _sentence_of(target: NumericTarget, indicator: str, parts: Sequence[str], sentences: Sequence[Terms]) -> Terms:
    """The sentence with the quote, of several the one that also names the indicator; else nothing."""
    quote = _masked(unify(target.text))
    held = [index for index, part in enumerate(parts) if quote in part]
    named = [index for index in held if indicator in parts[index]]
    chosen = (named or held)[:1]
    return sentences[chosen[0]] if chosen else terms_of(indicator)
