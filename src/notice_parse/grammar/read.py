"""One grammar file from its bytes to checked data, with the line of everything in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, NewType

from notice_parse.errors import GrammarError
from notice_parse.grammar.compile import alternation
from notice_parse.grammar.strict_yaml import Path as Place
from notice_parse.grammar.strict_yaml import parse_strict


@dataclass
class ReadFile:
    """A grammar file that was read: `data` in the form of the schema, None where it has not that form.

    `lines` holds the 1-based line of every key and item by its path. `sound` is the file without its lists and rules
    that have not the form, for telling what else is wrong; its rules are those of the numbers `kept`.
    """

    name: str
    data: dict[str, Any] | None = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[GrammarError] = field(default_factory=list)
    sound: dict[str, Any] | None = None
    kept: Sequence[int] | None = None

    def where(self, *path: str | int) -> str:
        """`file:line` of a value, or of the nearest thing around it that the file has."""
        if self.kept is not None and path[:1] == ("rules",) and len(path) > 1:
            path = ("rules", self.kept[int(path[1])], *path[2:])
        return f"{self.name}:{line_of(self.lines, path)}"

    def problem(self, *path: str | int, message: str, hint: str | None = None) -> GrammarError:
        """Something wrong with what stands at a path."""
        return GrammarError(message, where=self.where(*path), hint=hint)

    def sound_part(self) -> ReadFile | None:
        """The file as far as it has the form, None where nothing of use is left."""
        if self.data is not None or self.sound is None:
            return self if self.data is not None else None
        return ReadFile(self.name, self.sound, self.lines, kept=self.kept)

    @property
    def is_extension(self) -> bool:
        return self.data is not None and "extends" in self.data


@lru_cache(maxsize=64)
def read_file(content: bytes, name: str) -> ReadFile:
    """The file, checked against the schema; the same object for the same content.

    Errors: none; everything wrong is in `problems`, each with file and line.
    """
    from pydantic import ValidationError

    from notice_parse.grammar.schema import model_of

    parsed = parse_strict(content, name)
    file = ReadFile(name, lines=parsed.lines, problems=parsed.problems)
    if file.problems:
        return file
    model_class = model_of(parsed.data)
    try:
        model = model_class.model_validate(parsed.data)
    except ValidationError as error:
        file.problems.extend(_schema_problems(error.errors(), file, parsed.data))
        _keep_sound(file, parsed.data, error.errors())
        return file
    file.data = _with_also(_dumped(model, name), file, parsed.data)
    return file


def _dumped(model: Any, name: str) -> dict[str, Any]:
    return {**model.model_dump(by_alias=True), "path": Path(name).name}


def _with_also(data: dict[str, Any], file: ReadFile, raw: Any) -> dict[str, Any]:
    """The words under `also` as rules, after the others; `file.lines` then holds where they stand."""
    written = len(raw.get("rules") or ())
    rules = list(data["rules"])
    for number, (target, words) in enumerate(data.get("also", {}).items(), written):
        rules.append(rule_of_words(data["id"], target, words))
        at: Place = ("rules", number)
        file.lines.setdefault(("rules",), line_of(file.lines, ("also",)))
        file.lines[at] = line_of(file.lines, ("also", target))
        for index in range(len(words)):
            file.lines[*at, "examples"] = file.lines[at]
            file.lines[*at, "examples", index] = line_of(file.lines, ("also", target, index))
        if file.kept is not None:
            file.kept = [*file.kept, number]
    return {**data, "rules": rules}


def rule_of_words(file_id: str, target: str, words: Sequence[str]) -> dict[str, Any]:
    """Words that a rule of the base matches as well, as a rule; each is its own example.

    How the rule of the base holds to the ends of its text, and its `keys`, are put in when the two are joined.
    """
    return {
        "id": f"{file_id}.{target}",
        "reason": "、".join(words),
        "pattern": f"(?:{alternation(tuple(words))})",
        "set": {},
        "examples": [{"text": word, "finds": [{"match": word}]} for word in words],
        "also": target,
        "instead": None,
        "words": list(words),
    }


def _keep_sound(file: ReadFile, data: Any, errors: Sequence[Any]) -> None:
    """What is left of a file without the lists and rules that are wrong, where the rest has the form."""
    from pydantic import ValidationError

    from notice_parse.grammar.schema import model_of

    if not isinstance(data, dict):
        return
    places = [_in_file(error["loc"], file.lines, data) for error in errors]
    left = dict(data)
    for key in ("vocabulary", "replace", "remove", "also"):
        if isinstance(data.get(key), dict):
            wrong = {place[1] for place in places if place[:1] == (key,) and len(place) > 1}
            left[key] = {name: words for name, words in data[key].items() if name not in wrong}
    if isinstance(data.get("rules"), list):
        wrong = {place[1] for place in places if place[:1] == ("rules",) and len(place) > 1}
        file.kept = [index for index in range(len(data["rules"])) if index not in wrong]
        left["rules"] = [data["rules"][index] for index in file.kept]
    for place in places:
        if len(place) == 1 and place[0] not in ("id", "extends", "schema"):
            left.pop(place[0], None)
    left.setdefault("about", "?")
    try:
        file.sound = _with_also(_dumped(model_of(data).model_validate(left), file.name), file, data)
    except ValidationError:
        file.kept = None


def line_of(lines: dict[Place, int], path: Sequence[str | int]) -> int:
    """The line of a path, or of as much of it as is there: for a missing key that of what should hold it."""
    at: Place = ()
    for part in path:
        # The names of alternatives that a checker tried stand in its paths, but not in the file.
        if (*at, part) in lines:
            at = (*at, part)
    return lines.get(at, 1)


Hint = NewType("Hint", str)
"""A hint by itself, so that what says things in Chinese finds it."""


def near(name: str, known: Iterable[str]) -> Hint | None:
    """A hint with the known names that are like a wrong one, None where none is."""
    found = names_like(name, known)
    return Hint(f"did you mean {', '.join(found)}?") if found else None


def names_like(name: str, known: Iterable[str]) -> list[str]:
    """The known names that begin with a name, are like it, or have the same last part; three at most."""
    names = sorted(set(known))
    found = [other for other in names if other.startswith(name)][:3] if len(name) > 2 else []
    found += get_close_matches(name, names, n=3, cutoff=0.6 if len(name) > 3 else 0.5)
    tail = name.rpartition(".")[2]
    found += [other for other in names if other.rpartition(".")[2] == tail][:3]
    return list(dict.fromkeys(found))[:3]


def _schema_problems(errors: Sequence[Any], file: ReadFile, data: Any) -> list[GrammarError]:
    """Each thing once: of a value that may be of two kinds, pydantic tells what is wrong with it as either."""
    found: dict[tuple[str, str], GrammarError] = {}
    for error in errors:
        place = _in_file(error["loc"], file.lines, data)
        if (
            error["type"] in ("list_type", "dict_type")
            and isinstance(_value(data, place), list | dict)
            and len(place) > 1
            and len(errors) > 1
        ):
            continue  # it is the other of two kinds that a list of words may have
        problem = _problem(error, place, data, file)
        key = (problem.where or "", ".".join(map(str, place)))
        found.setdefault(key, problem)
    return sorted(found.values(), key=lambda e: int((e.where or ":0").rpartition(":")[2]))


def _in_file(loc: Sequence[str | int], lines: dict[Place, int], data: Any) -> Place:
    """A checker's path without the names of the alternatives that it tried; the last part may be a missing key."""
    at: Place = ()
    for index, part in enumerate(loc):
        missing = index == len(loc) - 1 and isinstance(part, str) and isinstance(_value(data, at), dict)
        if missing or (*at, part) in lines:
            at = (*at, part)
    return at


def _value(data: Any, path: Place) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _problem(error: Any, place: Place, data: Any, file: ReadFile) -> GrammarError:
    """What is wrong in plain words."""
    kind, name = error["type"], str(place[-1]) if place else ""
    shown, given = _dotted(place), error["input"]
    if kind == "extra_forbidden":
        hint = _key_hint(name, place, data)
        return file.problem(*place, message=f"unknown key {name!r}", hint=hint)
    if kind == "missing":
        inside = _dotted(place[:-1]) or file.name
        return file.problem(*place, message=f"{inside} has no key {name!r}", hint="docs/grammar.md gives the format")
    if kind == "value_error":
        return file.problem(*place, message=f"{shown}: {error['ctx']['error']}")
    if kind == "string_too_short":
        return file.problem(*place, message=f"{shown} is an empty text")
    if kind in ("list_type", "dict_type") and place[:1] in (("vocabulary",), ("replace",)):
        return file.problem(*place, message=f"{shown}: a list or a mapping of words is wanted")
    if kind == "list_type" and place[:1] in (("also",), ("remove",)):
        return file.problem(*place, message=f"{shown}: a list of words is wanted", hint="put [ ] around them")
    if kind == "dict_type" and place == ("also",):
        hint = Hint("as in responsibility.phrase.lead: ['扛旗'], without a dash before it")
        return file.problem(*place, message="also: rules with their words are wanted", hint=hint)
    if kind == "string_pattern_mismatch":
        hint = Hint("small letters, digits and . _ - beginning with a letter")
        return file.problem(*place, message=f"{shown}: {given!r} is no name", hint=hint)
    if kind == "model_type" and not place:
        hint = Hint("it begins with schema: 1, id and about")
        return file.problem(message="the file is no grammar", hint=hint)
    if kind == "string_type":
        return file.problem(*place, message=f"{shown}: text is wanted, not {given!r}", hint="put it in quotes")
    reason = f"{error['msg'][:1].lower()}{error['msg'][1:]}"
    return file.problem(*place, message=f"{shown or file.name}: {reason}", hint="docs/grammar.md gives the format")


def _key_hint(name: str, place: Place, data: Any) -> Hint:
    from notice_parse.grammar.schema import model_of

    if name in ("replace", "remove", "place", "also", "instead"):
        return Hint("a file that has it says what it extends: `extends: 'national'`")
    known = _known_keys(place[:-1], model_of(data))
    like = get_close_matches(name, known, n=1)
    return Hint(f"did you mean {like[0]}?") if like else Hint(f"known: {', '.join(known)}")


def _known_keys(path: Place, model: Any) -> list[str]:
    from notice_parse.grammar.schema import Example, ExtensionFile, ExtensionRule, RuleModel

    if "examples" in path:
        model = Example
    elif path:
        model = ExtensionRule if model is ExtensionFile else RuleModel
    return [field.alias or name for name, field in model.model_fields.items()]


def _dotted(path: Place) -> str:
    """rules[2].examples[0].text"""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out
