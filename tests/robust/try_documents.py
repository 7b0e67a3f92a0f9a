"""Reads one document as the command does and tells what went wrong; as a script, many spoiled documents of a seed.

python tests/robust/try_documents.py [COUNT] [SEED] [FIRST]
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from types import FrameType
from typing import NamedTuple

from notice_parse.errors import NoticeParseError
from notice_parse.grammar import load_grammar
from notice_parse.loading import load
from notice_parse.pipeline import extract_source
from robust.invariants import broken

MOST_SECONDS = 2.0
"""Of processor time, for a document of up to some sixty thousand characters."""
_GIVE_UP = 10.0


class Outcome(NamedTuple):
    """`seconds` are of processor time, for reading alone; `problems` are empty where all is well."""

    seconds: float
    refused: bool
    problems: list[str]


class _Hang(BaseException):
    """Raised inside a document that does not end."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise _Hang


def try_document(data: bytes, *, by_schema: bool = True) -> Outcome:
    """Read, extract, and check every invariant; no exception leaves it."""
    start = time.process_time()
    seconds = 0.0
    refused, problems = False, []
    previous = signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, _GIVE_UP)
    try:
        source, findings = load(data)
        extraction = extract_source(source, load_grammar(), findings=findings, audit=len(data) % 2 == 0)
        seconds = time.process_time() - start
        signal.setitimer(signal.ITIMER_PROF, 0)
        problems = broken(source, extraction, by_schema=by_schema)
    except NoticeParseError:
        refused = True
    except _Hang:
        problems = ["did not end: " + "".join(traceback.format_exc(limit=-4))]
    except Exception:
        problems = ["".join(traceback.format_exc(limit=-4))]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    seconds = seconds or time.process_time() - start
    if seconds > MOST_SECONDS:
        problems.append(f"took {seconds:.1f} s for {len(data)} bytes")
    return Outcome(seconds, refused, problems)


def main(count: int = 20_000, seed: int = 1, first: int = 0) -> int:
    """Exit code 1 where any document broke something; each is named by its number."""
    from robust.mutate import Mutator

    mutator = Mutator(seed)
    refused = failed = 0
    slowest = (0.0, 0)
    for number in range(first, first + count):
        outcome = try_document(mutator.document(number), by_schema=number % 5 == 0)
        refused += outcome.refused
        slowest = max(slowest, (outcome.seconds, number))
        if outcome.problems:
            failed += 1
            print(f"{seed}/{number}: " + "\n    ".join(outcome.problems[:3]), flush=True)
    print(
        f"{count} documents, {refused} refused with a reason, {failed} failed; slowest {slowest[0]:.2f} s ({slowest[1]})"
    )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:4])))
