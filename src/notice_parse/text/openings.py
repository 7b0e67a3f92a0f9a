"""With which characters a match of a pattern can begin: so that only the patterns that may match are tried at a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notice_parse.text.patterns import compile_pattern, kept_text

_PIECE = compile_pattern(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?<?[=!]|\(|\)|[^\\()\[]+")


def openings(sources: Sequence[str], candidates: Iterable[str]) -> list[frozenset[str]]:
    """For each pattern those of the candidate characters that one of its matches may begin with.

    Look-arounds are not minded, so that a set may hold a character too many, never one too few. The answer is kept
    between runs beside the compiled patterns.
    """
    told = kept_text(["".join(sorted(set(candidates))), *sources], _told)
    return [frozenset(characters) for characters in told.split("\n")]


def _told(listed: list[str]) -> str:
    import regex

    candidates, *sources = listed
    out = []
    for source in sources:
        pattern = regex.compile(without_lookaround(source), regex.VERSION1)
        out.append("".join(c for c in candidates if pattern.fullmatch(c, partial=True)))
    return "\n".join(out)


def without_lookaround(source: str) -> str:
    """A pattern without what it only looks at."""
    out: list[str] = []
    looking = 0
    for match in _PIECE.finditer(source):
        piece = match.group()
        if looking or piece.startswith(("(?=", "(?!", "(?<=", "(?<!")):
            looking += piece.startswith("(") - (piece == ")")
        else:
            out.append(piece)
    return "".join(out)
