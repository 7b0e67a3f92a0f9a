"""An extension put onto the files of a grammar. Nothing is checked here: `check` has done that, or tells what is wrong.

Files are plain data, as they are read and kept. Those that an extension changes are copied; the others are shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from notice_parse.grammar.groups import group_of

File = dict[str, Any]


def extend(files: Sequence[File], extension: File) -> list[File]:
    """The files with the words and rules of an extension; its own lists make one more file, under its id."""
    made = {file["id"]: file for file in files}
    own: File = {"id": extension["id"], "about": extension["about"], "vocabulary": {}, "rules": []}
    changed = {file["id"]: False for file in files}
    made[own["id"]], changed[own["id"]] = own, True

    def open_list(name: str) -> tuple[dict[str, Any], str]:
        """The vocabulary that holds a list, free to be changed, and the list's name there."""
        file_id, bare = home_of(name, made) if "." in name else (own["id"], name)
        if not changed[file_id]:
            file = made[file_id]
            made[file_id] = {**file, "vocabulary": dict(file["vocabulary"]), "rules": list(file["rules"])}
            changed[file_id] = True
        return made[file_id]["vocabulary"], bare

    for name, words in extension["vocabulary"].items():
        vocabulary, bare = open_list(name)
        vocabulary[bare] = added(vocabulary.get(bare), words)
    for name, words in extension["replace"].items():
        vocabulary, bare = open_list(name)
        before = vocabulary[bare]
        vocabulary[bare] = {**before, **words} if isinstance(before, dict) else words
    for name, words in extension["remove"].items():
        vocabulary, bare = open_list(name)
        before, gone = vocabulary[bare], frozenset(words)
        vocabulary[bare] = (
            {word: value for word, value in before.items() if word not in gone}
            if isinstance(before, dict)
            else [word for word in before if word not in gone]
        )
    out = list(made.values())
    return _with_rules(out, extension) if extension["rules"] else out


def home_of(name: str, files: dict[str, File]) -> tuple[str, str]:
    """The file and the bare name of a list by its full name (`responsibility.labels`).

    Errors: KeyError where no file has such a list.
    """
    for file_id, file in files.items():
        if name.startswith(f"{file_id}.") and name[len(file_id) + 1 :] in file["vocabulary"]:
            return file_id, name[len(file_id) + 1 :]
    raise KeyError(name)


def added(before: Any, words: Any) -> Any:
    """A list with more words, or a mapping with more entries; an entry made of lists takes in the new ones."""
    if before is None:
        return words
    if isinstance(before, dict):
        return {**before, **{word: _joined(before.get(word), value) for word, value in words.items()}}
    return list(dict.fromkeys([*before, *words]))


def are_lists(value: Any) -> bool:
    """Whether an entry of a mapping holds lists only, so that it can take in more words."""
    return isinstance(value, dict) and bool(value) and all(isinstance(part, list) for part in value.values())


def _joined(before: Any, value: Any) -> Any:
    if not are_lists(before) or not are_lists(value):
        return value
    return {
        key: added(before.get(key), value.get(key, [])) for key in [*before, *(k for k in value if k not in before)]
    }


def _with_rules(files: Iterable[File], extension: File) -> list[File]:
    """Rules `also` and `instead` go into the rule they speak of; those of a group come before the others of it."""
    first: dict[str, list[dict[str, Any]]] = {}
    also: dict[str, list[dict[str, Any]]] = {}
    instead: dict[str, dict[str, Any]] = {}
    for rule in extension["rules"]:
        mine = {
            "id": rule["id"],
            "pattern": rule["pattern"],
            "set": rule["set"],
            "home": extension["id"],
            "limited": True,
            "words": rule.get("words"),
        }
        if rule["also"]:
            also.setdefault(rule["also"], []).append(mine)
        elif rule["instead"]:
            instead[rule["instead"]] = mine
        elif group := group_of(rule["id"]):
            first.setdefault(group.file, []).append(mine)
    out = []
    for file in files:
        rules = file["rules"]
        if any(rule["id"] in also or rule["id"] in instead for rule in rules):
            rules = [_changed(rule, also.get(rule["id"], []), instead.get(rule["id"])) for rule in rules]
        if more := first.get(file["id"]):
            rules = [*more, *rules]
        out.append(file if rules is file["rules"] else {**file, "rules": rules})
    return out


def _changed(rule: dict[str, Any], also: list[dict[str, Any]], instead: dict[str, Any] | None) -> dict[str, Any]:
    if instead is not None:
        rule = {**instead, "id": rule["id"], "set": {**rule["set"], **instead["set"]}, "by": instead["id"]}
    if not also:
        return rule
    attributes = dict(rule["set"])
    also = [_like(rule, other) for other in also]
    for other in also:
        if "keys" in other["set"]:  # words of which every match has one: now one of either
            attributes["keys"] = [*attributes.get("keys", ()), *other["set"]["keys"]]
    return {**rule, "set": attributes, "also": [*rule.get("also", ()), *also]}


def _like(rule: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Plain words match where the rule does: from the start of a text, up to its end; and they are its `keys`."""
    if not other["words"]:
        return other
    start = "^" if rule["pattern"].startswith("^") else ""
    end = "$" if rule["pattern"].endswith("$") else ""
    keys = {"keys": other["words"]} if "keys" in rule["set"] else {}
    return {**other, "pattern": f"{start}{other['pattern']}{end}", "set": keys}
