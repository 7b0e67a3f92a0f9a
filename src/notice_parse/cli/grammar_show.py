"""`notice-parse grammar list` and `show`: what the grammar files hold, as text for people or JSON for tools."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notice_parse.cli import console
from notice_parse.cli.cells import columns
from notice_parse.messages import say

if TYPE_CHECKING:
    from notice_parse.grammar.inventory import Held, Shown


def list_files(names: Sequence[str], form: str, output: str | None) -> None:
    """Write one line, or one JSON object, for each file."""
    from notice_parse.grammar.inventory import read_inventory

    held = read_inventory(names)
    rows = [_row(h) for h in held]
    if form == "json":
        _write([json.dumps(rows, ensure_ascii=False, indent=2)], output)
    else:
        keys = ["name", "kind", "rules", "lists", "words", "about"]
        heads = [say("name"), say("kind"), say("rules"), say("lists"), say("words"), say("about")]
        _write(columns([heads, *([str(row[key]) for key in keys] for row in rows)], right={2, 3, 4}), output)
    for problem in [problem for h in held for problem in h.file.problems]:
        console.print_error(problem)


def _row(held: Held) -> dict[str, Any]:
    data = held.data
    return {
        "name": data["id"],
        "kind": held.kind,
        "rules": len(data["rules"]),
        "lists": len(data["vocabulary"]),
        "words": held.words(),
        "about": data["about"],
        "extends": data.get("extends"),
        "place": data.get("place"),
        "file": held.file.name,
    }


def show_named(names: Sequence[str], extensions: Sequence[str], form: str, output: str | None) -> None:
    """Write what each name stands for.

    Errors: GrammarError for a name that there is not.
    """
    from notice_parse.grammar.inventory import find_named, read_inventory

    shipped = {h.data["id"] for h in read_inventory()}
    own = [name for name in extensions if name not in shipped and name != "national"]
    held = read_inventory([*own, *(name for name in names if name.endswith((".yaml", ".yml")))])
    found = [find_named(held, name) for name in names]
    if form == "json":
        _write([json.dumps([_plain(shown) for shown in found], ensure_ascii=False, indent=2)], output)
        return
    lines: list[str] = []
    for shown in found:
        lines += [*([""] if lines else []), *_text(shown)]
    _write(lines, output)


def _plain(shown: Shown) -> dict[str, Any]:
    return {
        "what": shown.what,
        "name": shown.name,
        "where": shown.where,
        "data": shown.data,
        "extended_by": [_plain(other) for other in shown.more],
    }


def _text(shown: Shown) -> Iterator[str]:
    yield f"{shown.what} {shown.name}  {shown.where}"
    if shown.what == "rule":
        yield from _rule(shown.data)
    elif shown.what == "list":
        yield from _words(shown.data)
    else:
        yield from _file(shown.data)
    for other in shown.more:
        verb = "instead" if other.data.get("instead") else "also" if shown.what == "rule" else "and"
        yield f"  {verb}  {other.name}  {other.where}"
        yield from (f"  {line}" for line in (_rule(other.data) if shown.what == "rule" else _words(other.data)))


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    from notice_parse.grammar.inventory import group_name

    yield f"  reason   {rule['reason']}"
    if about := group_name(rule["id"]):
        yield f"  group    {about}"
    yield f"  pattern  {rule['pattern']}"
    if rule["set"]:
        yield f"  set      {_flow(rule['set'])}"
    for example in rule["examples"]:
        finds = "、".join(_flow(found) if found else say("a match") for found in example["finds"])
        yield f"  example  {example['text']!r} → {finds or say('nothing')}"


def _words(words: Any) -> Iterator[str]:
    if isinstance(words, dict):
        yield from (f"  {word}  {_flow(value) if isinstance(value, dict) else value}" for word, value in words.items())
        return
    line = " "
    for word in words:
        if len(line) + len(word) > 60:
            yield line
            line = " "
        line += f" {word}"
    yield line


def _file(data: dict[str, Any]) -> Iterator[str]:
    yield f"  {data['about']}"
    for key in ("extends", "place"):
        if value := data.get(key):
            yield f"  {key}  {value if isinstance(value, str) else '、'.join(value)}"
    yield from (f"  list  {name}  {len(words)} words" for name, words in data["vocabulary"].items())
    yield from columns([[f"  rule  {rule['id']}", rule["reason"]] for rule in data["rules"]])


def _flow(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(lines: Sequence[str], output: str | None) -> None:
    with console.output(output) as out:
        out.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))
