"""Coverage-guided fuzzing of one target: python tests/fuzz/run_fuzz.py extract|grammar [options of libFuzzer] [folders].

New inputs go to the first folder named; an input that breaks the target is written where `-artifact_prefix` says.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["notice_parse"]):
    from fuzz.targets import TARGETS


def main(arguments: list[str]) -> None:
    target: Callable[[bytes], None] = TARGETS[arguments[1]]
    for seed in ("云溪市人民政府\n1.新建公园3个。\n".encode(), b"schema: 1\nid: 'x'\n"):
        target(seed)  # what is built once is built before the clock runs
    atheris.Setup([arguments[0], *arguments[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
