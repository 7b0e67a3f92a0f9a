"""One grammar file from its bytes to checked data, with the line of everything in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from notice_parse.errors import GrammarError
from notice_parse.grammar.strict_yaml import Path as Place
from notice_parse.grammar.strict_yaml import parse_strict

_HINT = "docs/grammar.md gives the format"


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
    file.data = _dumped(model, name)
    return file


def _dumped(model: Any, name: str) -> dict[str, Any]:
    return {**model.model_dump(by_alias=True), "path": Path(name).name}


def _keep_sound(file: ReadFile, data: Any, errors: Sequence[Any]) -> None:
    """What is left of a file without the lists and rules that are wrong, where the rest has the form."""
    from pydantic import ValidationError

    from notice_parse.grammar.schema import model_of

    if not isinstance(data, dict):
        return
    places = [_in_file(error["loc"], file.lines, data) for error in errors]
    left = dict(data)
    for key in ("vocabulary", "replace", "remove"):
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
        file.sound = _dumped(model_of(data).model_validate(left), file.name)
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


def near(name: str, known: Iterable[str], say: str = "did you mean {}?") -> str | None:
    """A hint with the known names that are like a wrong one, None where none is."""
    names = sorted(set(known))
    found = [other for other in names if other.startswith(name)][:3] if len(name) > 2 else []
    found += get_close_matches(name, names, n=3, cutoff=0.6 if len(name) > 3 else 0.5)
    tail = name.rpartition(".")[2]
    found += [other for other in names if other.rpartition(".")[2] == tail][:3]
    found = list(dict.fromkeys(found))
    return say.format(" or ".join(found[:3])) if found else None


def _schema_problems(errors: Sequence[Any], file: ReadFile, data: Any) -> list[GrammarError]:
    """Each thing once: of a value that may be of two kinds, pydantic tells what is wrong with it as either."""
    found: dict[tuple[str, str], GrammarError] = {}
    for error in errors:
        place = _in_file(error["loc"], file.lines, data)
        if (
            error["type"] in ("list_type", "dict_type")
            and isinstance(_value(data, place), list | dict)
            and len(errors) > 1
        ):
            continue  # it is the other of two kinds
        message, hint = _words(error, place, data)
        where = file.where(*place)
        key = (where, ".".join(map(str, place)))
        if key not in found:
            found[key] = GrammarError(message, where=where, hint=hint)
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


def _words(error: Any, place: Place, data: Any) -> tuple[str, str | None]:
    """What is wrong in plain words, and a hint."""
    from notice_parse.grammar.schema import model_of

    kind, name = error["type"], str(place[-1]) if place else ""
    shown = _dotted(place)
    if kind == "extra_forbidden":
        known = _known_keys(place[:-1], model_of(data))
        if name in ("replace", "remove", "place", "also", "instead"):
            return f"unknown key {name!r}", "a file that has it says what it extends: `extends: 'national'`"
        like = get_close_matches(name, known, n=1)
        return f"unknown key {name!r}", f"did you mean {like[0]}?" if like else f"known: {', '.join(known)}"
    if kind == "missing":
        return f"{_dotted(place[:-1]) or 'the file'} has no {name!r}", _HINT
    if kind == "value_error":
        return f"{shown}: {error['ctx']['error']}", _HINT
    if kind == "string_too_short":
        return f"{shown} is empty", None
    if kind in ("list_type", "dict_type") and place[:1] in (("vocabulary",), ("replace",)):
        return f"{shown}: a list or a mapping of words is wanted", _HINT
    if kind == "string_pattern_mismatch":
        return f"{shown}: {error['input']!r} is no name", "small letters, digits and . _ - beginning with a letter"
    if kind == "model_type" and not place:
        return "the file is no grammar", f"it begins with schema: 1, id and about; {_HINT}"
    if kind == "string_type":
        return f"{shown}: text is wanted, not {error['input']!r}", "put it in quotes"
    return f"{shown or 'the file'}: {error['msg'][:1].lower()}{error['msg'][1:]}", _HINT


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
