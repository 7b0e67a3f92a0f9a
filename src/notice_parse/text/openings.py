"""What a match of a pattern begins with and stands between: so that only patterns that may match are tried at a place.

All answers may name a character too many, never one too few. They are kept between runs beside the compiled patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from notice_parse.text.patterns import compile_pattern, kept_text

_PIECE = compile_pattern(r"\\.|\[\^?+\]?+(?:\\.|[^\]\\])*+(?:\]|\Z)|\(\?<?[=!]|\(|\)|[^\\()\[]+")
_ANY = "\x01"
_LARGE = 400
"""Characters from which a class is taken for any character."""

Characters = frozenset[str] | None
"""A set of characters; None for any."""


def openings(sources: Sequence[str], candidates: Iterable[str]) -> list[frozenset[str]]:
    """For each pattern those of the candidate characters that one of its matches may begin with."""
    told = kept_text(["".join(sorted(set(candidates))), *sources], _told_openings)
    return [frozenset(characters) for characters in told.split("\n")]


def neighbours(sources: Sequence[str], run: str) -> list[tuple[Characters, Characters]]:
    """For each pattern what stands right before a match of it, and what after the run of characters that it begins in.

    The run is the longest one of the characters `run` from where the match begins; a match may end inside it.
    """
    told = kept_text([run, *sources], _told_neighbours).split("\n")
    sets = [None if characters == _ANY else frozenset(characters) for characters in told]
    return list(zip(sets[::2], sets[1::2], strict=True))


def _told_openings(listed: list[str]) -> str:
    import regex

    candidates, *sources = listed
    out = []
    for source in sources:
        pattern = regex.compile(_without_lookaround(source), regex.VERSION1)
        out.append("".join(c for c in candidates if pattern.fullmatch(c, partial=True)))
    return "\n".join(out)


def _without_lookaround(source: str) -> str:
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


def _told_neighbours(listed: list[str]) -> str:
    from re import _parser  # type: ignore[attr-defined]
    from re import error as bad_pattern

    run, *sources = listed
    out = []
    for source in sources:
        try:
            tree = _parser.parse(source)
        except bad_pattern:  # a rule of an extension that only the other engine reads
            out += [_ANY, _ANY]
            continue
        after, passes = _after(tree, frozenset(run))
        for characters in (_before(tree), None if passes else after):
            # A line end among them would divide the answer: then any character may stand there.
            any_one = characters is None or "\n" in characters
            out.append(_ANY if any_one else "".join(sorted(characters or ())))
    return "\n".join(out)


def _after(items: Iterable[Any], run: frozenset[str]) -> tuple[Characters, bool]:
    """What the items may read or look at next that is not in the run, and whether they may read no such thing."""
    found: set[str] = set()
    for name, value in items:
        if name in (op.ASSERT_NOT, op.AT) or (name is op.ASSERT and value[0] < 0):
            if name is op.AT and value not in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
                return None, True
            continue
        characters, passes = _next(name, value, run)
        if characters is None:
            return None, True
        found |= characters
        if not passes:
            return frozenset(found), False
    return frozenset(found), True


def _next(name: Any, value: Any, run: frozenset[str]) -> tuple[Characters, bool]:
    """The same for one item."""
    if name in (op.LITERAL, op.IN):
        characters = _members(name, value)
        return (None, True) if characters is None else (characters - run, bool(characters & run))
    if name is op.BRANCH:
        parts = [_after(branch, run) for branch in value[1]]
        return _union(part[0] for part in parts), any(part[1] for part in parts)
    if name is op.SUBPATTERN:
        return _after(value[-1], run)
    if name is op.ATOMIC_GROUP:
        return _after(value, run)
    if name is op.ASSERT:
        return _after(value[1], run)
    if name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, inner = value
        characters, passes = _after(inner, run)
        return characters, passes or least == 0
    return None, True


def _before(items: Sequence[Any]) -> Characters:
    """The last characters of what a pattern looks back at from where it begins."""
    if not len(items):
        return None
    name, value = items[0]
    if name is op.SUBPATTERN:
        return _before(value[-1])
    if name is op.BRANCH:
        return _union(_before(branch) for branch in value[1])
    return _last(value[1]) if name is op.ASSERT and value[0] < 0 else None


def _last(items: Sequence[Any]) -> Characters:
    if not len(items):
        return None
    name, value = items[-1]
    if name is op.SUBPATTERN:
        return _last(value[-1])
    if name is op.BRANCH:
        return _union(_last(branch) for branch in value[1])
    return _members(name, value)


def _members(name: Any, value: Any) -> Characters:
    """The characters of a literal or a class."""
    if name is op.LITERAL:
        return frozenset(chr(value))
    if name is not op.IN:
        return None
    found: set[str] = set()
    for kind, member in value:
        if kind is op.LITERAL:
            found.add(chr(member))
        elif kind is op.RANGE and member[1] - member[0] < _LARGE:
            found.update(map(chr, range(member[0], member[1] + 1)))
        else:
            return None
    return frozenset(found)


def _union(sets: Iterable[Characters]) -> Characters:
    found: set[str] = set()
    for characters in sets:
        if characters is None:
            return None
        found |= characters
    return frozenset(found)
