"""A choice of extensions as plain data: it goes into the jobs of a batch, and over a network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for, with the content of its files, so that it means the same on any machine.

    `shipped` are names of files for places that are used for every notice; `automatic` says whether the others are
    used where they fit; `files` are name and content of each file in the order given, then of those they extend.
    """

    shipped: tuple[str, ...] = ()
    automatic: bool = True
    files: tuple[tuple[str, bytes], ...] = ()
    named: int = 0
    """So many of the files were named; the rest is only what they extend."""
