"""A grammar whose patterns tell what they were tried on and what they found.

The stages compile what they need from a grammar and keep it under the grammar as key. A TracingGrammar is another key,
and what is compiled while its trace is on is a TracedPattern; the patterns of every other grammar stay what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple, cast

from notice_parse.grammar.compile import Grammar, Rule
from notice_parse.text.guarded import limited_parts
from notice_parse.text.patterns import LIMITED, watching

_GROUP = re.compile(r"\(\?P<([A-Za-z_]\w*)>")
_NEGATIVE = ("(?!", "(?<!")
_MOST = 1 << 60


class Part(NamedTuple):
    """A rule inside a pattern: the group that holds it, if it has one to itself, and whether it bars the match there."""

    rule: Rule
    group: str | None
    barred: bool


class Found(NamedTuple):
    """One match, `[start, end)` in the text that was tried, and the rules that made it (none where words alone did)."""

    start: int
    end: int
    rules: tuple[str, ...]


@dataclass(slots=True)
class Attempt:
    """One pattern on one stretch `[start, end)` of one text; a text that comes again is counted, not kept twice."""

    text: str
    start: int
    end: int
    method: str
    parts: tuple[Part, ...]
    found: list[Found] = field(default_factory=list)
    times: int = 0


class Trace:
    """What the rules of one grammar did."""

    def __init__(self) -> None:
        self.attempts: dict[tuple[int, str, str, int, int], Attempt] = {}
        self.fired: Counter[str] = Counter()
        """How often each rule made a match, a text that came again included."""
        self.recording = True
        self._bodies: list[tuple[str, Rule]] = []
        self.asked_as: dict[str, str] = {}
        """For a rule of an extension that matched in place of another, the one that the stage asked for."""
        self._alternatives: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Record what happens inside, and nothing afterwards."""
        self.recording = True
        try:
            with watching(self.wrap):
                yield
        finally:
            self.recording = False

    def look_for(self, rules: Iterable[Rule]) -> None:
        """Look for these rules too inside the patterns; the longest first, since a short one may be part of it."""
        self._bodies += [(_bare(rule.source)[0], rule) for rule in rules]
        self._bodies.sort(key=lambda pair: -len(pair[0]))

    def written_as(self, rule_id: str, match: re.Match[str]) -> str:
        """The rule that a file has for a match: one of an extension `also` or `instead` of the rule asked, or that itself."""
        if rule_id not in self._alternatives:
            rule = next((rule for _, rule in self._bodies if rule.id == rule_id), None)
            self._alternatives[rule_id] = alternatives(rule.source) if rule is not None and rule.extends else []
        for written, pattern in self._alternatives[rule_id]:
            again = pattern.match(match.string, match.start(), match.endpos)
            if again is not None and again.end() == match.end():
                if written:
                    self.asked_as[written] = rule_id
                return written or rule_id
        return rule_id

    def wrap(self, source: str, pattern: re.Pattern[str]) -> re.Pattern[str]:
        """The pattern as one that records, if it is made of rules; else as it is."""
        parts = self._parts(source)
        return cast("re.Pattern[str]", TracedPattern(self, pattern, parts)) if parts else pattern

    def _parts(self, source: str) -> tuple[Part, ...]:
        """The rules that a pattern is made of, in the order in which it tries them."""
        text, names = _bare(source)
        whole = [rule for body, rule in self._bodies if body == text]
        if whole:
            return tuple(Part(rule, None, barred=False) for rule in whole[:1])
        taken: list[tuple[int, int]] = []
        found: list[tuple[int, Part]] = []
        for body, rule in self._bodies:
            at = text.find(body)
            while at >= 0:
                end = at + len(body)
                if _stands_alone(text, at, end) and not any(a <= at and end <= b for a, b in taken):
                    taken.append((at, end))
                    opening = next((n for n in _NEGATIVE if text.endswith(n, 0, at)), None)
                    # A stage names an alternative by a group around it, or by an empty one right after it.
                    group = names.get(at - 3) or (names.get(end + 1) if text.startswith(")(?:)", end) else None)
                    found.append((at, Part(rule, group, opening is not None)))
                at = text.find(body, end)
        return tuple(part for _, part in sorted(found, key=lambda pair: pair[0]))


class TracedPattern:
    """Stands for a compiled pattern and records each use of it. Everything else of the pattern is handed through."""

    def __init__(self, trace: Trace, pattern: re.Pattern[str], parts: tuple[Part, ...]) -> None:
        self._trace = trace
        self._real = pattern
        self._parts = parts
        self._barred = [part for part in parts if part.barred]
        self._open = self._without_bars() if self._barred else None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def match(self, string: str, pos: int = 0, endpos: int = _MOST) -> re.Match[str] | None:
        return self._once("match", string, pos, endpos)

    def fullmatch(self, string: str, pos: int = 0, endpos: int = _MOST) -> re.Match[str] | None:
        return self._once("fullmatch", string, pos, endpos)

    def search(self, string: str, pos: int = 0, endpos: int = _MOST) -> re.Match[str] | None:
        return self._once("search", string, pos, endpos)

    def finditer(self, string: str, pos: int = 0, endpos: int = _MOST) -> Iterator[re.Match[str]]:
        attempt = self._attempt("finditer", string, pos, endpos)
        for match in self._real.finditer(string, pos, min(endpos, len(string))):
            self._record(attempt, match)
            yield match

    def findall(self, string: str, pos: int = 0, endpos: int = _MOST) -> list[Any]:
        for _ in self.finditer(string, pos, endpos):
            pass
        return self._real.findall(string, pos, min(endpos, len(string)))

    def sub(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> str:
        for _ in self.finditer(string):
            pass
        return self._real.sub(repl, string, count)

    def split(self, string: str, maxsplit: int = 0) -> list[str | Any]:
        for _ in self.finditer(string):
            pass
        return self._real.split(string, maxsplit)

    def _once(self, method: str, string: str, pos: int, endpos: int) -> re.Match[str] | None:
        end = min(endpos, len(string))
        match: re.Match[str] | None = getattr(self._real, method)(string, pos, end)
        attempt = self._attempt(method, string, pos, end)
        if match is not None:
            self._record(attempt, match)
        if self._open is not None and attempt is not None:
            self._record_bar(attempt, match)
        return match

    def _attempt(self, method: str, string: str, pos: int, endpos: int) -> Attempt | None:
        if not self._trace.recording:
            return None
        end = min(endpos, len(string))
        key = (id(self), method, string, pos, end)
        attempt = self._trace.attempts.get(key)
        if attempt is None:
            attempt = self._trace.attempts[key] = Attempt(string, pos, end, method, self._parts)
        attempt.times += 1
        return attempt

    def _record(self, attempt: Attempt | None, match: re.Match[str]) -> None:
        if attempt is None:
            return
        found = Found(match.start(), match.end(), tuple(self._trace.written_as(r, match) for r in self._makers(match)))
        self._trace.fired.update(found.rules)
        if found not in attempt.found:
            attempt.found.append(found)

    def _makers(self, match: re.Match[str]) -> tuple[str, ...]:
        """The rules that made a match: those whose group took part, else the first alternative that matches there."""
        parts = [part for part in self._parts if not part.barred]
        if len(self._parts) == 1:
            return tuple(part.rule.id for part in parts)
        grouped = [part for part in parts if part.group is not None]
        if grouped:
            return tuple(part.rule.id for part in grouped if match.start(part.group or 0) >= 0)
        for exact in (True, False):
            for part in parts:
                again = part.rule.pattern_alone.match(match.string, match.start(), match.endpos)  # type: ignore[attr-defined]
                if again is not None and (again.end() == match.end() or not exact):
                    return (part.rule.id,)
        return ()

    def _without_bars(self) -> re.Pattern[str] | None:
        source = self._real.pattern
        for part in self._barred:
            source = source.replace(f"(?!{part.rule.source})", "")
        return re.compile(source, self._real.flags) if source != self._real.pattern else None

    def _record_bar(self, attempt: Attempt, match: re.Match[str] | None) -> None:
        """A rule that bars a match has fired where the match would be another without it."""
        assert self._open is not None
        free = getattr(self._open, attempt.method)(attempt.text, attempt.start, attempt.end)
        if free is None or (match is not None and match.span() == free.span()):
            return
        for part in self._barred:
            bar = part.rule.pattern_alone.search(attempt.text, free.start(), attempt.end)  # type: ignore[attr-defined]
            if bar is not None and bar.start() <= free.end():
                self._trace.fired[part.rule.id] += 1
                found = Found(bar.start(), bar.end(), (part.rule.id,))
                if found not in attempt.found:
                    attempt.found.append(found)


@dataclass(frozen=True)
class _TracedRule(Rule):
    trace: Trace = field(kw_only=True)

    @classmethod
    def of(cls, rule: Rule, trace: Trace) -> _TracedRule:
        return cls(**{f.name: getattr(rule, f.name) for f in fields(rule)}, trace=trace)

    @cached_property
    def pattern_alone(self) -> re.Pattern[str]:
        """The pattern that records nothing."""
        made = Rule(self.id, self.source, self.attributes).pattern
        return made._real if isinstance(made, TracedPattern) else made

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return self.trace.wrap(self.source, self.pattern_alone)


class TracingGrammar(Grammar):
    """The same words and rules as another grammar (`plain`), recording into `trace`."""

    def __init__(self, grammar: Grammar, trace: Trace) -> None:
        self.__dict__.update(grammar.__dict__)
        self.plain = grammar
        self.trace = trace
        self.of_places: dict[tuple[str, ...], TracingGrammar] = {}
        """Those for the places of notices, as far as they were asked for."""
        self._by_file = {
            name: [_TracedRule.of(rule, trace) for rule in rules] for name, rules in grammar._by_file.items()
        }
        self._rules = {rule.id: rule for rules in self._by_file.values() for rule in rules}
        trace.look_for(self._rules.values())

    def _of(self, ids: tuple[str, ...]) -> Grammar:
        if ids not in self.of_places:
            self.of_places[ids] = TracingGrammar(self.plain._of(ids), self.trace)
        return self.of_places[ids]


def alternatives(source: str) -> list[tuple[str, re.Pattern[str]]]:
    """The ways in which a rule matches, in order: what the base says (under an empty name), then each extension's rule."""
    marked = limited_parts(source)
    base = source
    for rule_id, part in marked:
        base = base.replace(f"{LIMITED}{rule_id}){part}(?#/limited:{rule_id})", "(?!)")
    return [(rule_id, re.compile(part)) for rule_id, part in [("", base), *marked] if _is_pattern(part)]


def _is_pattern(source: str) -> bool:
    try:
        re.compile(source)
    except re.error:
        return False
    return True


def _bare(source: str) -> tuple[str, dict[int, str]]:
    """The pattern with its groups unnamed, and where the names stood; stages rename and drop them."""
    out: list[str] = []
    names: dict[int, str] = {}
    at = length = 0
    for match in _GROUP.finditer(source):
        out += [source[at : match.start()], "(?:"]
        length += match.start() - at
        names[length] = match[1]
        length += 3
        at = match.end()
    return "".join([*out, source[at:]]), names


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `[start, end)` of a pattern is a whole alternative."""
    before = text[:start]
    opened = not before or before.endswith(("(?:", "(?!", "(?=", "(?<!", "(?<=", "|"))
    return opened and (end == len(text) or text[end] in ")|")
