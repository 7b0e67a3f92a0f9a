"""Patterns that somebody else wrote: run by the `regex` module with a time limit, and left out once they exceed it.

A pattern of an extension may need longer than anyone can wait on some text. Its place in a pattern's source is marked
(`limited`), also after stages have joined it with others; what compiles such a source makes a GuardedPattern of it. On
a text that takes too long it searches again without the marked parts, so that the rest is still found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from time import thread_time
from typing import Any, TypeVar

import regex

from notice_parse.text.patterns import LIMITED
from notice_parse.text.watch import Watch, current

Result = TypeVar("Result")

SECONDS = 0.25
"""For one search, and a little more for each character it may look at."""
SECONDS_IN_ALL = 1.0
"""For all searches of a pattern in one document, and more for each character of it; of this thread's own time."""
_PER_CHARACTER = 5e-6
_PER_CHARACTER_IN_ALL = 2e-5
_NO_LIMIT = 1e6
_NEVER = "(?!)"
_MARK = re.compile(r"\(\?#limited:([^()]*+)\)(.*?)\(\?#/limited:\1\)", re.DOTALL)
_FLAGS = (
    (re.IGNORECASE, regex.IGNORECASE),
    (re.MULTILINE, regex.MULTILINE),
    (re.DOTALL, regex.DOTALL),
    (re.VERBOSE, regex.VERBOSE),
    (re.ASCII, regex.ASCII),
)


def limited(source: str, rule_id: str) -> str:
    """The source as a part that is searched with a time limit, named by its rule."""
    return f"{LIMITED}{rule_id})(?:{source})(?#/limited:{rule_id})"


def limited_parts(source: str) -> list[tuple[str, str]]:
    """The limited parts of a source, each with the rule that it is of."""
    return [(found.group(1), found.group(2)) for found in _MARK.finditer(source)]


class GuardedPattern:
    """What `re.Pattern` offers, for a source with limited parts.

    Errors: `re.error` for a source that is no pattern; none while searching.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self.flags = flags
        self._rules = tuple(dict.fromkeys(found.group(1) for found in _MARK.finditer(source)))
        self._compiled = _compile(source, flags)
        self.groups: int = self._compiled.groups
        self.groupindex = self._compiled.groupindex

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Any:
        return self._run(text, pos, endpos, lambda p, a, b, t: p.search(text, a, b, timeout=t))

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> Any:
        return self._run(text, pos, endpos, lambda p, a, b, t: p.match(text, a, b, timeout=t))

    def fullmatch(self, text: str, pos: int = 0, endpos: int | None = None) -> Any:
        return self._run(text, pos, endpos, lambda p, a, b, t: p.fullmatch(text, a, b, timeout=t))

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Any]:
        return iter(self._run(text, pos, endpos, lambda p, a, b, t: list(p.finditer(text, a, b, timeout=t))))

    def findall(self, text: str, pos: int = 0, endpos: int | None = None) -> list[Any]:
        return self._run(text, pos, endpos, lambda p, a, b, t: p.findall(text, a, b, timeout=t))

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        return self._run(text, 0, None, lambda p, _a, _b, t: p.split(text, maxsplit, timeout=t))

    def sub(self, repl: Any, text: str, count: int = 0) -> str:
        return str(self._run(text, 0, None, lambda p, _a, _b, t: p.sub(repl, text, count, timeout=t)))

    def _run(self, text: str, pos: int, endpos: int | None, do: Callable[[Any, int, int, float], Result]) -> Result:
        end = len(text) if endpos is None else min(endpos, len(text))
        watch = current.watch
        compiled = self._compiled
        if watch is not None and watch.left_out:
            compiled = self._without(watch.left_out)
        allowed = SECONDS + _PER_CHARACTER * max(0, end - pos)
        begun = thread_time()
        try:
            found = do(compiled, pos, end, allowed)
        except TimeoutError:
            gone = dict.fromkeys(self._guilty(pos, end, allowed, do, watch))
            if watch is not None:
                watch.left_out.update(gone)
                gone = watch.left_out
            return do(self._without(gone), pos, end, _NO_LIMIT)
        if watch is not None:
            self._count(watch, thread_time() - begun)
        return found

    def _count(self, watch: Watch, seconds: float) -> None:
        """Many searches, each within its limit, may take too long together."""
        total = watch.spent[self] = watch.spent.get(self, 0.0) + seconds
        if total > SECONDS_IN_ALL + _PER_CHARACTER_IN_ALL * watch.length:
            watch.left_out.update(dict.fromkeys(self._rules))

    def _guilty(
        self, pos: int, end: int, allowed: float, do: Callable[[Any, int, int, float], Any], watch: Watch | None
    ) -> list[str]:
        """The rules that take too long by themselves; all of them where none does."""
        left = [rule for rule in self._rules if watch is None or rule not in watch.left_out]
        found = []
        for rule in left if len(left) > 1 else ():
            others = [other for other in self._rules if other != rule]
            try:
                do(self._without(others), pos, end, allowed)
            except TimeoutError:
                found.append(rule)
        return found or left

    def _without(self, rules: Collection[str]) -> Any:
        gone = frozenset(rule for rule in self._rules if rule in rules)
        return _compile(_stripped(self.pattern, gone), self.flags) if gone else self._compiled


def _stripped(source: str, rules: frozenset[str]) -> str:
    return _MARK.sub(lambda found: _NEVER if found.group(1) in rules else found.group(), source)


@lru_cache(maxsize=256)
def _compile(source: str, flags: int) -> Any:
    asked = sum(theirs for ours, theirs in _FLAGS if flags & ours)
    try:
        return regex.compile(source, asked | regex.VERSION0)
    except regex.error as error:
        raise re.error(getattr(error, "msg", str(error)), source, getattr(error, "pos", None)) from error
