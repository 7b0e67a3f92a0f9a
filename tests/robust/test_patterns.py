"""No pattern takes more than its share of time, on texts made to make it work: each of its repeats fed and disappointed.

The short form runs everywhere; `make test-slow` measures longer texts and how the time grows.
"""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Callable
from functools import cache
from math import log
from time import process_time
from types import FrameType

import pytest
import yaml

from robust.hostile import fed, hostile
from robust.patterns import Known, all_patterns
from shared import CHECKOUT

SHORT, LONG = 2000, 8000
MOST_SECONDS = 0.02
"""For SHORT characters; a pattern that tries every way takes many times that."""
FEW_SECONDS = 0.03
STEEP = 1.3
TEXTS = 6
"""Texts for each pattern in the short form, drawn from a seed."""

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
    # The program's own messages.
    "messages/matching.py:33": 200,
}


class Hang(BaseException):
    """Not an Exception, so that nothing takes it for a failure of its own."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def seconds(run: Callable[[str], object], text: str) -> float:
    """Processor time of one call, at most about two seconds; of two where the first is long."""
    best = 2.0
    for _ in range(2):
        start = process_time()
        signal.setitimer(signal.ITIMER_PROF, 2.0)
        try:
            run(text)
        except Hang:
            return 2.0
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        best = min(best, process_time() - start)
        if best < MOST_SECONDS / 4:
            break
    return best


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
    assert max(seconds(runs(bad)[0][1], text) for text in (fed(pair, SHORT) for pair in pairs(bad))) > MOST_SECONDS


def test_short() -> None:
    chance = random.Random(20310210)
    slow = []
    for known in patterns():
        given = pairs(known)
        for pair in given if len(given) <= TEXTS else chance.sample(given, TEXTS):
            text = fed(pair, length_for(known, SHORT))
            late = [use for use, run in runs(known) if seconds(run, text) > MOST_SECONDS < seconds(run, text)]
            if late:
                slow.append((known.place, late, text[:40], known.source[:80]))
                break
    assert not slow, "\n".join(map(str, slow))


@pytest.mark.slow
def test_time_grows_as_the_text_does() -> None:
    steep = []
    for known in patterns():
        for use, run in runs(known):
            for pair in pairs(known):
                longest = length_for(known, LONG)
                longer = seconds(run, fed(pair, longest))
                if longer < FEW_SECONDS:
                    continue
                grows = log(longer / max(seconds(run, fed(pair, longest // 4)), 1e-5)) / log(4)
                if grows > STEEP or longer >= 2:
                    steep.append((known.place, use, round(longer, 3), round(grows, 2), pair, known.source[:80]))
                    break
    assert not steep, "\n".join(map(str, steep))
