"""`notice-parse grammar compare`: what a change of grammar does to the records of documents."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notice_parse.cli import console
from notice_parse.cli.cells import cells, columns
from notice_parse.errors import SourceError
from notice_parse.messages import say

if TYPE_CHECKING:
    from notice_parse.diff.gains import Gains
    from notice_parse.grammar import Grammar

_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
_AROUND = 8  # characters shown on either side of what differs


def compare_grammars(
    names: tuple[str, str], documents: Sequence[str], form: str, output: str | None, encoding: str | None
) -> int:
    """Write the comparison and give the exit code: 1 where some documents could not be read, 3 where none could.

    Errors: GrammarError for a grammar that is not valid.
    """
    from notice_parse.grammar import load_grammar

    old, new = (load_grammar([name]) for name in names)
    found: list[Gains] = []
    failed = 0
    for gains in _each(old, new, documents, encoding):
        if isinstance(gains, SourceError):
            console.print_error(gains)
            failed += 1
        else:
            found.append(gains)
    if found:
        sides = [{"grammar": name, "fingerprint": g.fingerprint} for name, g in zip(names, (old, new), strict=True)]
        with console.output(output) as out:
            out.write(_json(sides, found) if form == "json" else _table(names, found))
    if failed:
        return 1 if found else SourceError.exit_code
    return 0


def _each(old: Grammar, new: Grammar, documents: Sequence[str], encoding: str | None) -> Iterator[Gains | SourceError]:
    from notice_parse import api
    from notice_parse.batch.plan import plan
    from notice_parse.diff.gains import compare_readings
    from notice_parse.errors import NoticeParseError

    for planned in plan(documents, os.devnull):
        try:
            sides = [list(api.extract_all(planned.path, encoding=encoding, grammar=g)) for g in (old, new)]
        except SourceError as error:
            yield error
            continue
        for before, after in zip(*sides, strict=True):
            if isinstance(before, NoticeParseError) or isinstance(after, NoticeParseError):
                yield SourceError("it could not be read", where=planned.name)
            else:
                yield compare_readings(before, after)


def _totals(found: Sequence[Gains]) -> dict[str, Counter[str]]:
    totals: dict[str, Counter[str]] = {}
    for gains in found:
        for kind, counts in gains.counts().items():
            totals.setdefault(kind, Counter()).update(counts)
    return totals


def _json(sides: list[dict[str, str]], found: Sequence[Gains]) -> bytes:
    data: dict[str, Any] = {
        "a": sides[0],
        "b": sides[1],
        "documents": [gains.to_json() for gains in found],
        "summary": {kind: dict(counts) for kind, counts in _totals(found).items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace") + b"\n"


def _table(names: tuple[str, str], found: Sequence[Gains]) -> bytes:
    lines: list[str] = []
    for gains in found:
        if not gains.is_same:
            lines += [gains.path, *_changes(gains), ""]
    same = sum(gains.is_same for gains in found)
    template = "{old} → {new}: documents: {count}, read the same: {same}"
    lines.append(say(template, old=names[0], new=names[1], count=len(found), same=same))
    heads = ["", say("gained"), say("lost"), say("changed"), say("same")]
    keys = ("gained", "lost", "changed", "same")
    rows = [[_name(kind), *(str(counts[key]) for key in keys)] for kind, counts in _totals(found).items()]
    lines += columns([heads, *rows], right={1, 2, 3, 4})
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _name(kind: str) -> str:
    names = {
        "notice": say("notice"),
        "task": say("task"),
        "unit": say("unit"),
        "leader": say("leader"),
        "target": say("target"),
        "qualitative": say("qualitative"),
    }
    return names[kind]


def _changes(gains: Gains) -> Iterator[str]:
    rows = [(fact.line, "gained", fact.kind, fact.text) for fact in gains.gained]
    rows += [(fact.line, "lost", fact.kind, fact.text) for fact in gains.lost]
    rows += [(change.line, "changed", change.kind, _difference(change.old, change.new)) for change in gains.changed]
    width = max((len(str(row[0])) for row in rows), default=1)
    names = max((cells(_name(row[2])) for row in rows), default=1)
    # Several tasks may share a leader or a unit that is named once.
    for (line, what, kind, text), times in sorted(Counter(rows).items()):
        head = f"  {line:>{width}} {_SIGNS[what]} {_name(kind)}{' ' * (names - cells(_name(kind)))}  "
        more = f" ×{times}" if times > 1 else ""
        yield head + _cut(text, console.width() - cells(head) - cells(more)) + more


def _difference(old: str, new: str) -> str:
    """Both texts without most of what they begin and end with alike."""
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    begin = max(0, first - _AROUND)
    sides = []
    for text in (old, new):
        end = min(len(text), len(text) - last + _AROUND)
        sides.append(f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}")
    return " → ".join(sides)


def _alike(one: str, other: str) -> int:
    """So many characters at the beginning are the same."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…"
