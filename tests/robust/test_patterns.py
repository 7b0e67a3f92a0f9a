"""No pattern's time grows faster than the text, on texts made to make it work: each of its repeats fed and disappointed.

The short form runs everywhere; `make test-slow` takes longer texts.
Time is that of the thread: the clock of a process goes by steps of 4 ms while a timer counts its time.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from functools import cache
from math import inf, log
from time import thread_time
from types import FrameType

import pytest
import yaml

from robust.hostile import fed, hostile
from robust.patterns import Known, all_patterns
from shared import CHECKOUT

SHORT, LONG = 4000, 10_000
FEW_SECONDS = 1.5e-6
"""For each character of SHORT or LONG; what takes less is not looked at. To go over the text again and again takes more."""
STEEP = 1.3
"""Of the logarithm of time over that of length, from a quarter of the length to all of it."""
GIVEN_UP = 0.5
"""Seconds; a pattern that tries every way would never end."""
TRIES = 3
"""A busy machine spoils a measurement now and then; what is steep is steep each time."""

# Patterns whose callers give them no more than so many characters.
LIMITS = {
    "layout/blocks.py _AFTER_STOP": 200,
    "layout/blocks.py _LEADER_DOTS": 24,
    # A title, of lines that are joined while it is short.
    "layout/document.py _STOP_IN_NAME": 400,
    "loading/formats.py _HTML_START": 4096,
    "fields/units_names.py _firm": 60,
    "fields/units_names.py _branch": 60,
    "fields/units_names.py _government": 60,
    "fields/units_names.py _starts_at": 60,
    "fields/units_names.py _ends_at": 60,
    "units.collective": 60,
    # Of a grammar file, when it is compiled.
    "text/openings.py _PIECE": 500,
    "text/guarded.py _MARK": 2000,
    # The program's own messages.
    "messages/matching.py:33": 200,
}


class Hang(BaseException):
    """Not an Exception, so that nothing takes it for a failure of its own."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def seconds(run: Callable[[str], object], text: str) -> float:
    """Processor time of one call, at most GIVEN_UP."""
    start = thread_time()
    signal.setitimer(signal.ITIMER_PROF, GIVEN_UP)
    try:
        run(text)
    except Hang:
        return GIVEN_UP
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return min(thread_time() - start, GIVEN_UP)


def growth(run: Callable[[str], object], pair: tuple[str, str], length: int, few: float) -> float | None:
    """How steeply the time grows, infinite where a call does not end; None where it is little or grows as the text does."""
    least = inf
    for _ in range(TRIES):
        longer = seconds(run, fed(pair, length))
        if longer < few:
            return None
        if longer >= GIVEN_UP:
            continue
        shorter = min(seconds(run, fed(pair, length // 4)) for _ in range(2))
        least = min(least, log(longer / max(shorter, 1e-6)) / log(4))
        if least <= STEEP:
            return None
    return least


def steep(known: Known, length: int) -> tuple[object, ...] | None:
    """The first text of a pattern whose time grows too fast, with the way it is used and the slope."""
    for use, run in runs(known):
        for pair in pairs(known):
            slopes = [growth(run, pair, length_for(known, length), FEW_SECONDS * length)]
            if slopes[0] is not None:
                # That of a repeat with a bound grows as steeply up to the bound, and no further.
                slopes.append(growth(run, pair, length_for(known, 4 * length), FEW_SECONDS * length))
            if None not in slopes:
                return known.place, use, slopes, pair, known.source[:80]
    return None


@pytest.fixture(autouse=True)
def _timer() -> object:
    previous = signal.signal(signal.SIGPROF, _give_up)
    yield
    signal.signal(signal.SIGPROF, previous)


@cache
def patterns() -> list[Known]:
    return all_patterns()


@cache
def examples() -> dict[str, list[str]]:
    """The texts that match, by rule."""
    found: dict[str, list[str]] = {}
    for path in sorted((CHECKOUT / "grammars").glob("*.yaml")):
        for rule in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("rules") or []:
            found[rule["id"]] = [example["text"] for example in rule["examples"] if example["finds"]]
    return found


def runs(known: Known) -> list[tuple[str, Callable[[str], object]]]:
    pattern: re.Pattern[str] = known.compiled()
    ways: dict[str, Callable[[str], object]] = {
        "match": pattern.match,
        "fullmatch": pattern.fullmatch,
        "search": lambda text: sum(1 for _ in pattern.finditer(text)),
    }
    return [(use, ways[use]) for use in known.uses]


def pairs(known: Known) -> list[tuple[str, str]]:
    return hostile(known.source, known.flags, examples().get(known.place, ()))


def length_for(known: Known, length: int) -> int:
    return min(length, LIMITS.get(known.place, length))


def test_all_are_found() -> None:
    places = [known.place for known in patterns()]
    assert len(places) > 500
    assert {"leaders.person-post", "quantities/reader.py _RUN", "layout/blocks.py _AFTER_STOP"} <= set(places)
    assert set(LIMITS) <= set(places), "a pattern that was renamed"


def test_a_bad_pattern_would_be_caught() -> None:
    bad = Known(r"(?:[^,]{1,7}?市)*局$", 0, "bad", ("match",))
    found = steep(bad, SHORT)
    assert found is not None
    assert found[2] == [inf, inf]


@pytest.mark.parametrize("source", [r"甲*乙", r"(?:、[0-9.]+元)*的奖励", r"《[^》]*》"])
def test_a_run_that_is_entered_again_and_again_would_be_caught(source: str) -> None:
    assert steep(Known(source, 0, "bad", ("search",)), 4 * SHORT) is not None


@pytest.mark.parametrize("source", [r"(?<!甲)甲*+乙", r"(?:、[0-9.]{1,9}元){0,9}的奖励", r"《[^《》]*+》"])
def test_the_same_mended_passes(source: str) -> None:
    assert steep(Known(source, 0, "good", ("search",)), 8 * SHORT) is None


def test_short() -> None:
    found = [slow for known in patterns() if (slow := steep(known, SHORT))]
    assert not found, "\n".join(map(str, found))


@pytest.mark.slow
def test_long() -> None:
    found = [slow for known in patterns() if (slow := steep(known, LONG))]
    assert not found, "\n".join(map(str, found))
