"""A coverage as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text

from notice_parse.emit.as_table import render
from notice_parse.explain.coverage import Coverage
from notice_parse.explain.rulebook import Rulebook
from notice_parse.messages import Language, told_explanation

_FIRST = 10
"""Lines that no rule reads, told before the rest is only counted."""


def emit_coverage(
    found: Coverage,
    book: Rulebook,
    *,
    width: int = 100,
    color: bool = False,
    everything: bool = False,
    language: Language = Language.en,
) -> str:
    """The rules by file, then the lines by what they were taken for, none wider than `width` columns."""

    def put(text: str) -> str:
        return told_explanation(text, language)

    used = len(found.fired) - len(found.never)
    documents = f"{found.documents} document{'s' * (found.documents != 1)}"
    lines = [Text(put(f"{used} of {len(found.fired)} rules fired in {documents}"), style="bold")]
    for file, rules in _by_file(found, book).items():
        fired = sum(bool(found.fired[rule]) for rule in rules)
        lines.append(Text(f"  {file:<22} {fired:>3} of {len(rules):>3}", style="" if fired == len(rules) else "yellow"))
    if everything:
        lines += [Text(""), Text(f"{put('fired')}  {put('documents')}", style="bold")]
        lines += [
            Text(f"{count:>5}  {found.in_documents[rule]:>9}  {rule}  {book.where(rule)}")
            for rule, count in sorted(found.fired.items(), key=lambda pair: -pair[1])
        ]
    elif found.never:
        lines += [Text(""), Text(put("never fired"), style="bold")]
        lines += [Text(f"  {rule}  {book.where(rule)}") for rule in found.never]
    total = sum(found.classes.values())
    lines += [Text(""), Text(put(f"{total} lines of text, {len(found.left)} that no rule reads"), style="bold")]
    lines += [Text(f"  {count:>5}  {put(kind)}") for kind, count in found.classes.most_common()]
    lines += _left(found, width, put, everything=everything)
    return render(lines, width, color)


def _left(found: Coverage, width: int, put: Callable[[str], str], *, everything: bool) -> list[Text]:
    if not found.left:
        return []
    lines = [Text(""), Text(put("not read"), style="bold")]
    for left in found.left if everything else found.left[:_FIRST]:
        line = Text(f"  {left.path}:{left.line}: {put(left.kind)}: {left.text}".replace("\t", " "))
        line.truncate(width, overflow="ellipsis")
        lines.append(line)
    if len(found.left) > _FIRST and not everything:
        lines.append(Text("  " + put(f"… and {len(found.left) - _FIRST} more; --all tells each"), style="dim"))
    return lines


def _by_file(found: Coverage, book: Rulebook) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for rule in found.fired:
        out.setdefault(book.where(rule).partition(":")[0], []).append(rule)
    return out
