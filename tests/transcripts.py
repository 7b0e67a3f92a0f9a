"""Transcripts in pages: the commands of a block with what is shown below each, and what they print now."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def steps_of(block: str) -> list[tuple[str, str]]:
    """The commands of a block (a quoted one may run over lines) with what is shown below each."""
    steps: list[tuple[str, str]] = []
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        lines = part.splitlines(keepends=True)
        end = 1
        while "".join(lines[:end]).count('"') % 2:
            end += 1
        steps.append(("".join(lines[:end]).rstrip("\n"), "".join(lines[end:])))
    return steps


def run(command: str, folder: Path, language: str = "en") -> str:
    """What a command prints, to either stream, in a folder and at a width of 100."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NOTICE_PARSE_LANG": language,
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return "".join(line.rstrip() + "\n" for line in (done.stdout + done.stderr).splitlines())
