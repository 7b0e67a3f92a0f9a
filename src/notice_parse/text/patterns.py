"""Patterns compiled once and kept beside the byte code.

Compiling some three hundred patterns costs more time than reading a whole notice. What the compiler of `re` makes of
them is kept in a file, by pattern and flags, for exactly the Python that made it; without that file, or for a pattern
that is not in it, `re.compile` does the work as ever.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import contextlib
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

_PLACE = Path(__file__).resolve().parent.parent / "__pycache__" / f"patterns.{sys.implementation.cache_tag}.bin"
_MADE_FOR = f"{sys.version} {_sre.MAGIC}"

LIMITED = "(?#limited:"
"""Begins a part of a pattern that is searched with a time limit; see `text.guarded`."""

_kept: dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]] | None = None
_asked: list[tuple[str, int]] | None = None
_texts: dict[tuple[str, str], str] = {}
_texts_asked: dict[tuple[str, str], str] | None = None


def compile_pattern(source: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """What `re.compile(source, flags)` gives, at a fraction of the cost where it has been kept.

    Errors: re.error, as from `re.compile`.
    """
    key = (source, int(flags))
    if _asked is not None:
        _asked.append(key)
    kept = _load().get(key)
    if kept is None:
        return _made(source, flags)
    all_flags, code, groups, names, indices = kept
    pattern: re.Pattern[str] = _sre.compile(source, all_flags, array("I", code).tolist(), groups, names, indices)
    return pattern


def _made(source: str, flags: int | re.RegexFlag) -> re.Pattern[str]:
    if LIMITED in source:
        from notice_parse.text.guarded import GuardedPattern

        return cast("re.Pattern[str]", GuardedPattern(source, int(flags)))
    return re.compile(source, flags)


def kept_text(words: Iterable[str], build: Callable[[list[str]], str]) -> str:
    """What `build` makes of the words, from the file where it has been kept: a pattern's source takes time as well."""
    listed = list(words)
    key = ("\n".join(listed), build.__name__)
    if _texts_asked is not None:
        _texts_asked[key] = made = build(listed)
        return made
    _load()
    kept = _texts.get(key)
    return build(listed) if kept is None else kept


def record() -> None:
    """From here on remember which patterns are asked for, to be kept by `keep`."""
    global _asked, _texts_asked
    _asked, _texts_asked = [], {}


def keep() -> int:
    """Write what was recorded; gives the number of patterns. The file is written aside and renamed.

    Errors: OSError where the folder cannot be written.
    """
    entries = {}
    for key in dict.fromkeys(_asked or []):
        with contextlib.suppress(re.error):
            entries[key] = _compiled(*key)
    _PLACE.parent.mkdir(exist_ok=True)
    aside = _PLACE.with_suffix(f".{os.getpid()}.tmp")
    aside.write_bytes(marshal.dumps((_MADE_FOR, entries, _texts_asked or {})))
    aside.replace(_PLACE)
    return len(entries)


def _compiled(source: str, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed: Any = _parser.parse(source, flags)
    code = _compiler._code(parsed, flags)
    names: dict[str, int] = dict(parsed.state.groupdict)
    indices: list[str | None] = [None] * parsed.state.groups
    for name, index in names.items():
        indices[index] = name
    return (
        int(flags | parsed.state.flags),
        array("I", [int(c) for c in code]).tobytes(),
        parsed.state.groups - 1,
        names,
        tuple(indices),
    )


def _load() -> dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]:
    global _kept
    if _kept is None:
        _kept = {}
        try:
            made_for, entries, texts = marshal.loads(_PLACE.read_bytes())
        except (OSError, ValueError, EOFError, TypeError):
            return _kept
        if made_for == _MADE_FOR:
            _kept = entries
            _texts.update(texts)
    return _kept
